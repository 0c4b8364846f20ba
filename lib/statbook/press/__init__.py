"""The press: runs chapters strictly, stages them, builds the pages, and swaps the finished book in whole.

standing       whether the book stands as it would be made now; else `build` makes it
volume         what is made: the book, the book of a day, or an edition (`editions`)
build, single  the book; single chapters, and PDFs typeset again
frozen         the copy that a build works on
notebooks, contents, proof   chapters as files, and what is wrong with them
run, worker, leash           their execution
kept           chapters that ran before
stage, chapter_page, entries, data_page, package   the tree that Jupyter Book reads
site, tree, bookmaker, sphinx_ext, search, harden  pages and PDFs
place, lock, inputs          where a finished book stands, and what it was made from
books, changes_page          built books to be compared, and the page that tells it
"""

from __future__ import annotations

__all__ = [
    "Notebook",
    "Volume",
    "build_book",
    "build_pdfs",
    "chapters",
    "edition",
    "known_evidence",
    "parameters_of",
    "proof",
    "run_chapter",
]

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from statbook.build.editions import edition
    from statbook.project.notebooks import Notebook, chapters, parameters_of
    from statbook.checks.whole_book import proof
    from statbook.build.single_chapter import build_pdfs, run_chapter
    from statbook.site.staging import known_evidence
    from statbook.build.up_to_date import build_book
    from statbook.build.targets import Volume

_ROOMS = {
    "Notebook": "notebooks",
    "Volume": "volume",
    "build_book": "standing",
    "build_pdfs": "single",
    "chapters": "notebooks",
    "edition": "editions",
    "known_evidence": "stage",
    "parameters_of": "notebooks",
    "proof": "proof",
    "run_chapter": "single",
}


def __getattr__(name: str) -> Any:
    # Late, so that a look whether anything changed is quick.
    if name in _ROOMS:
        return getattr(import_module(f"statbook.press.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
