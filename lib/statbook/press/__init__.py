"""The press: runs chapters strictly, stages them, builds the pages, and swaps the finished book in whole."""

from statbook.press.build import build_book, build_pdfs, run_chapter
from statbook.press.notebooks import Notebook, chapters, parameters_of
from statbook.press.proof import proof
from statbook.press.stage import known_evidence

__all__ = [
    "Notebook",
    "build_book",
    "build_pdfs",
    "chapters",
    "known_evidence",
    "parameters_of",
    "proof",
    "run_chapter",
]
