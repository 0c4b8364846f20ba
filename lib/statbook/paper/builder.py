"""The Sphinx builder `paper`: from the staged tree to the PDFs of the book and of each chapter.

It reads, beside the documents, what the press left in the stage: `stage.json` (chapters with their numbers, hashes)
and a copy of the data. Which PDFs are wanted is said by the file that the environment variable JOB names. Each PDF gets a folder with its Typst
source, its drawings and the data it carries; the compiler sees nothing else.
"""

from __future__ import annotations

__all__ = ["BOOK", "FAULT", "JOB", "PaperBuilder"]

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging

from statbook.errors import BuildError
from statbook.paper.appendix import Appendix, targets
from statbook.paper.attachments import figures_csv, numbers_csv
from statbook.paper.drawings import Drawings
from statbook.paper.front import colophon, cover
from statbook.paper.glyphs import Glyphs
from statbook.paper.source import Source, call, content, literal
from statbook.paper.typeset import typeset
from statbook.paper.writer import Place, Writer
from statbook.prose import sources_in_words
from statbook.store import Store

BOOK = "book"
JOB = "STATBOOK_JOB"
"""Names the file that says which PDFs are wanted, and where the fonts lie."""
FAULT = "fault.txt"
EVIDENCE = "evidence/"
LOOK = Path(__file__).with_name("book.typ")
log = logging.getLogger(__name__)


class PaperBuilder(Builder):
    """Writes <name>.pdf for each PDF of the job into the output folder."""

    name = "paper"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = Writer

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"doc:{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing: documents are read when a PDF needs them."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing: PDFs are made of several documents, in `write`."""

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: Iterable[str], method: str = "update"
    ) -> None:
        """Make every PDF of the job. A fault is left in the output folder as well, in words without a traceback."""
        try:
            self._make_all()
        except BuildError as error:
            Path(self.outdir, FAULT).write_text(str(error), encoding="utf-8")
            raise SphinxError(str(error)) from None

    # -- the book -------------------------------------------------------------------------------------------------

    def _make_all(self) -> None:
        job = json.loads(Path(os.environ[JOB]).read_text(encoding="utf-8"))
        self.stage: dict[str, Any] = json.loads(Path(self.srcdir, "stage.json").read_text(encoding="utf-8"))
        self.store = Store.load(Path(self.srcdir, "_data"))
        self.fonts = Path(job["fonts"])
        self.glyphs = Glyphs(self.fonts)
        self.trees = {name: self.env.get_and_resolve_doctree(name, self) for name in sorted(self.env.found_docs)}
        self.entries = {row.obs: f"{EVIDENCE}{row.theme}#{row.anchor}" for row in self.store.observations}
        known = self.stage["chapters"]
        for name in job["documents"]:
            parts = list(known) if name == BOOK else [name]
            made = self._make(name, {part: known[part] for part in parts})
            Path(self.outdir, f"{name}.pdf").write_bytes(made)
            log.info("%s.pdf: %d bytes", name, len(made))

    def _make(self, name: str, chapters: dict[str, dict[str, Any]]) -> bytes:
        documents = [chapter["document"] for chapter in chapters.values()]
        behind = {key: self.trees[key] for key in self._behind(documents)}
        appendix = Appendix(behind)
        cited = [target for document in documents for target in self._cited(document)]
        # The book shows every figure of the data; a chapter those that it leads to.
        entries = appendix.reached([*cited, *(self.entries.values() if name == BOOK else ())])
        kept = appendix.kept(entries)

        def holds(target: str) -> bool:
            document, _, identifier = target.partition("#")
            return document in documents or target in entries or (document in kept and not identifier)

        drawings = Drawings(self.entries.__getitem__, holds)

        def written(document: str, number: str | None, tree: nodes.document, below: int = 0) -> str:
            place = Place(document, number, holds, drawings, below, self._sources_of, self.glyphs.check)
            writer = Writer(tree, self, place)
            tree.walkabout(writer)
            return writer.source()

        body = [written(c["document"], _number(c), self.trees[c["document"]]) for c in chapters.values()]
        body.append(str(call("appendix", *self._introduction())))
        body += [f"#behind[\n{written(key, None, tree, below=1)}\n]" for key, tree in kept.items()]
        folder = Path(self.outdir, name)
        folder.mkdir()
        attached = self._attach(folder, chapters, entries)
        body.append(str(colophon(self.stage, self.store, attached)))
        meta = cover(self.app.config, self.stage, self.store, name, chapters, attached)
        self._check_words(meta, "cover")
        source = f'#import "{LOOK.name}": *\n#show: report.with({literal(meta)})\n\n' + "\n".join(body)
        for file, drawing in drawings.files.items():
            (folder / file).write_text(drawing, encoding="utf-8")
        shutil.copy(LOOK, folder / LOOK.name)
        (folder / "main.typ").write_text(source, encoding="utf-8")
        return typeset(folder / "main.typ", self.fonts, date.fromisoformat(self.stage["as_of"]))

    def _behind(self, documents: list[str]) -> list[str]:
        """The documents of the appendix: the evidence of the themes, in their order, the derived numbers, the articles."""
        themes = [f"{EVIDENCE}{theme}" for theme in self.store.themes]
        others = sorted(name for name in self.trees if name.startswith(EVIDENCE) and name not in themes)
        articles = [name for name in [self.stage["articles"]] if name in self.trees and name not in documents]
        return [name for name in themes if name in self.trees] + others + articles

    def _cited(self, document: str) -> Iterator[str]:
        """Where the references, figures and cards of a document lead."""
        tree = self.trees[document]
        yield from targets(tree, document)
        for record in _records(tree):
            yield from (self.entries[obs] for obs in record.get("obs", []))
            yield from (self.entries[card["obs"]] for card in record.get("cards", []))

    def _sources_of(self, leads: Iterable[str]) -> str:
        """The source line for numbers that lead to these targets."""
        printed = {target: obs for obs, target in self.entries.items()}
        articles: dict[str, None] = {}
        derived = False
        for target in leads:
            keys = [printed[target]] if target in printed else self.stage["derived"].get(target, [])
            derived = derived or target in self.stage["derived"]
            articles |= dict.fromkeys(self.store.by_obs[key].source for key in keys)
        return sources_in_words(self.store, list(articles), "en", derived=derived) if articles else ""

    def _attach(self, folder: Path, chapters: dict[str, dict[str, Any]], entries: set[str]) -> list[dict[str, str]]:
        wanted = [obs for obs, target in self.entries.items() if target in entries]
        files = {
            "figures.csv": (figures_csv(self.store, wanted), "source", "Printed figures behind this document"),
            "numbers.csv": (
                numbers_csv({name: chapter["cited"] for name, chapter in chapters.items()}),
                "data",
                "Numbers that this document writes, with intervals and formulas",
            ),
        }
        for file, (text, _, _) in files.items():
            (folder / file).write_bytes(text.encode("utf-8"))
        return [{"name": file, "relationship": kind, "description": told} for file, (_, kind, told) in files.items()]

    def _introduction(self) -> list[Source]:
        return [content(APPENDIX[0]), Source("[" + "".join(f"#par{content(line)}" for line in APPENDIX[1:]) + "]")]

    def _check_words(self, value: Any, where: str) -> None:
        if isinstance(value, str) and not isinstance(value, Source):
            self.glyphs.check(value, where)
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
            self._check_words(part, where)


APPENDIX = (
    "Sources of the numbers",
    "Every number of the text leads to its entry here: what it is, how it is printed, and where.",
    "The page numbers in an entry are those on which the number or a figure made from it stands.",
    "A place is a count of characters from the start of the article's text.",
)


def _number(chapter: dict[str, Any]) -> str | None:
    return str(chapter["number"]) if chapter["number"] else None


def _records(tree: nodes.document) -> Iterator[dict[str, Any]]:
    for node in tree.findall(lambda node: "record" in getattr(node, "attributes", {})):
        if isinstance(node, nodes.Element):
            yield node["record"]
