"""One PDF as a folder that the compiler can read: its Typst source, its drawings, the look, and the data it carries."""

from __future__ import annotations

__all__ = ["BOOK", "Document", "Shelf"]

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes

from statbook.pdf.appendix import Appendix, targets, without_leads_back
from statbook.pdf.attachments import articles_csv, drawings_csv, figures_csv, numbers_csv
from statbook.pdf.records import Drawings
from statbook.pdf.front_matter import colophon, cover
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.record_node import shown
from statbook.pdf.link_targets import Place
from statbook.pdf.typst_source import Source, call, content, literal
from statbook.pdf.writer import Writer
from statbook.prose import sources_in_words
from statbook.store import Store

BOOK = "book"
FRONT = "In brief"
"""What the front page is called in print, where the cover bears the title."""
APPENDIX = (
    "Evidence",
    "Every number of the text leads to its entry here: what it is, how it is printed, and where. "
    "A place is a count of characters from the start of the article's text.",
    "The pages in an entry are those on which the number, or a number made from it, stands. "
    "An entry without pages is not used here by itself.",
)
LOOK = Path(__file__).with_name("book.typ")


@dataclass(frozen=True)
class Shelf:
    """What all PDFs of a stage share: its manifest, data and documents, and the font."""

    stage: dict[str, Any]
    store: Store
    trees: dict[str, nodes.document]
    glyphs: Glyphs
    config: Any
    builder: Any

    @cached_property
    def entries(self) -> dict[str, str]:
        """The entry of each number by its anchor, as a target."""
        return {anchor: f"{document}#{anchor}" for anchor, document in self.stage["entries"].items()}

    @cached_property
    def printed(self) -> dict[str, str]:
        """The entry of each figure of data/ by its key, as a target."""
        return {row.obs: self.entries[row.anchor] for row in self.store.observations}

    @cached_property
    def evidence(self) -> dict[str, nodes.document]:
        """The pages that hold the entries, in their order, as print shows them."""
        return {name: without_leads_back(self.trees[name]) for name in self.stage["evidence"] if name in self.trees}

    def sources(self, leads: Iterable[str]) -> str:
        """The source line for numbers that lead to these targets; empty if none of them is an entry."""
        derived: dict[str, list[str]] = self.stage["derived"]
        behind = {target: [obs] for obs, target in self.printed.items()} | derived
        known = [target for target in leads if target in behind]
        articles = dict.fromkeys(self.store.by_obs[key].source for target in known for key in behind[target])
        computed = any(target in derived for target in known)
        return sources_in_words(self.store, articles, "en", derived=computed) if articles else ""


class Document:
    """The PDF *name*: the book, or one chapter."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self.shelf = shelf
        self.name = name
        known: dict[str, dict[str, Any]] = shelf.stage["chapters"]
        self.chapters = known if name == BOOK else {name: known[name]}
        self.documents = [chapter["document"] for chapter in self.chapters.values()]
        articles = [key for key in [shelf.stage["articles"]] if key in shelf.trees and key not in self.documents]
        appendix = Appendix(shelf.evidence | {key: shelf.trees[key] for key in articles})
        cited = [target for document in self.documents for target in self._cited(document)]
        # The book shows every figure of the data; a chapter those that it leads to.
        self.reached = appendix.reached([*cited, *(shelf.printed.values() if name == BOOK else ())])
        self.kept = appendix.kept(self.reached)
        self.drawings = Drawings(shelf.entries.__getitem__, self.holds, shelf.sources)

    @cached_property
    def places(self) -> set[str]:
        """Every target within this PDF."""
        trees = {document: self.shelf.trees[document] for document in self.documents} | self.kept
        named = {
            f"{document}#{identifier}"
            for document, tree in trees.items()
            for node in tree.findall(nodes.Element)
            for identifier in node.get("ids", [])
        }
        return named | {f"{document}#" for document in trees}

    def holds(self, target: str) -> bool:
        return target in self.places

    def write(self, folder: Path) -> Path:
        """Fill *folder*, which is made; gives the file that the compiler starts from."""
        folder.mkdir()
        body = [self._chapter(chapter) for chapter in self.chapters.values()]
        if self.kept:
            inner = "\n".join(self._written(key, tree, below=1) for key, tree in self.kept.items())
            introduction = Source("[" + "".join(f"#par{content(line)}" for line in APPENDIX[1:]) + "]")
            body.append(call("appendix", content(APPENDIX[0]), introduction, Source(f"[\n{inner}\n]")))
        attached = self._attach(folder)
        body.append(
            colophon(
                self.shelf.stage, self.shelf.store, self.chapters, self.figures, attached, self._sums(folder, attached)
            )
        )
        meta = cover(self.shelf.config, self.shelf.stage, self.shelf.store, self.name, self.chapters, attached)
        self.shelf.glyphs.check(meta, "cover")
        for file, drawing in self.drawings.files.items():
            (folder / file).write_text(drawing, encoding="utf-8")
        shutil.copy(LOOK, folder / LOOK.name)
        main = folder / "main.typ"
        head = f'#import "{LOOK.name}": *\n#show: report.with({literal(meta)})\n\n'
        main.write_text(head + "\n".join(body), encoding="utf-8")
        return main

    @cached_property
    def figures(self) -> list[str]:
        """The keys of the printed figures behind this PDF."""
        return [obs for obs, target in self.shelf.printed.items() if target in self.reached]

    def _chapter(self, chapter: dict[str, Any]) -> str:
        document, number = chapter["document"], str(chapter["number"]) if chapter["number"] else None
        return self._written(document, self.shelf.trees[document], number=number, title="" if number else FRONT)

    def _written(self, document: str, tree: nodes.document, number: str | None = None, **named: Any) -> str:
        place = Place(document, number, self.holds, self.drawings, self.shelf.glyphs, **named)
        writer = Writer(tree, self.shelf.builder, place)
        tree.walkabout(writer)
        return writer.source()

    def _cited(self, document: str) -> Iterator[str]:
        """Where the references, figures, tables and cards of a document lead."""
        yield from targets(self.shelf.trees[document], document)
        for record in self._records(document):
            cards, tables = record.get("cards", []), [record, record["data"] if record.get("told") else {}]
            anchors = [*record.get("obs", []), *(card["anchor"] for card in cards)]
            anchors += [anchor for card in cards for _, anchor in card["links"]]
            anchors += [anchor for told in tables for *_, anchor in told.get("links", [])]
            yield from (self.shelf.entries[anchor] for anchor in anchors)

    def _records(self, document: str) -> list[dict[str, Any]]:
        return [node["record"] for node in self.shelf.trees[document].findall(shown)]

    def _sums(self, folder: Path, attached: list[dict[str, str]]) -> dict[str, str]:
        """The SHA-256 of what this PDF is made from: of a chapter what it rests on alone, so that no other changes it."""
        sums: dict[str, str] = self.shelf.stage["hashes"]
        if self.name == BOOK:
            return sums
        files = hashlib.sha256(b"".join((folder / file["name"]).read_bytes() for file in attached)).hexdigest()
        chapters = {f"{one['document']}.ipynb": one["sha256"] for one in self.chapters.values()}
        made_with = {name: digest for name, digest in sums.items() if name not in ("data/", "chapters/")}
        return {"the attached files, one after the other": files} | chapters | made_with

    def _attach(self, folder: Path) -> list[dict[str, str]]:
        """Write the data that the PDF carries; gives name, relationship and description of each file."""
        store = self.shelf.store
        drawn = [record for document in self.documents for record in self._records(document)]
        articles = {store.by_obs[obs].source for obs in self.figures}
        whole = self.shelf.stage["articles"] in self.documents
        files = {
            "figures.csv": (figures_csv(store, self.figures), "source", "Printed numbers behind this document"),
            "numbers.csv": (
                numbers_csv({name: chapter["cited"] for name, chapter in self.chapters.items()}),
                "data",
                "Numbers that its text writes, with intervals and formulas",
            ),
            "drawings.csv": (drawings_csv(drawn), "data", "What its charts show, cell by cell"),
            "articles.csv": (articles_csv(store, None if whole else articles), "source", "The articles it rests on"),
        }
        sound = {file: entry for file, entry in files.items() if entry[0]}
        for file, (text, _, _) in sound.items():
            (folder / file).write_bytes(text.encode("utf-8"))
        return [{"name": file, "relationship": kind, "description": told} for file, (_, kind, told) in sound.items()]
