"""From executed chapters to the tree that Jupyter Book reads: numbers put in, code and traces taken out.

The tree holds all that pages and print need: documents, the pages of the evidence, a copy of the data, and two files:
`stage.json` says for each chapter what it is called, the numbers that it cites and shows and where, and for each entry
of the evidence its page; `cards.json` holds an entry in a few lines for the numbers of the pages.
"""

from __future__ import annotations

__all__ = ["MARK", "known_evidence", "stage", "with_pages"]

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import yaml

from statbook.chapter import LEFT_OUT, NUMBERS
from statbook.errors import ChapterError
from statbook.evidence import INDEXES, Ledger, cards, entries, pages
from statbook.figures.drawing import MIME
from statbook.paths import LIBRARY, Book
from statbook.press.notebooks import chapters
from statbook.press.run import Executed
from statbook.press.sphinx_ext import CARDS
from statbook.prose.numbers import resolve
from statbook.store import Store

MARK = "stage.json"
ARTICLES = "sources"
"""The chapter that lists the articles; entries of the evidence lead to it."""
CODE = {".py", ".css", ".js", ".typ", ".html"}
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

# What a cell may leave for the pages; anything else could carry script or traces of the machine.
ALLOWED = {"text/html", "image/svg+xml", "text/markdown", "text/plain", MIME, NUMBERS, LEFT_OUT}
KEPT = ("text/html", "text/plain", MIME)
OURS = ("<figure", '<div class="sb-')
_ANCHOR = re.compile(r'href="#((?:obs|num|source)-[^"]+)"')


def stage(book: Book, executed: list[Executed], folder: Path, toc: str, more: Iterable[str] = ()) -> dict[str, Any]:
    """Write the tree to *folder*; give the manifest: chapters, their numbers and their figures.

    *more* are documents that others put into the tree, to stand in its contents.
    """
    folder.mkdir(parents=True)
    store = Store.load(book.data)
    shutil.copy(book.config, folder / "_config.yml")
    (folder / "_toc.yml").write_text(with_pages(toc, (*INDEXES, *more)), encoding="utf-8")
    shutil.copytree(book.data, folder / "_data")
    known = chapters(book)
    done = {chapter.notebook.name: _Page(chapter, list(known).index(chapter.notebook.name)) for chapter in executed}
    manifest: dict[str, Any] = {
        "as_of": store.as_of,
        "version": store.package.descriptor["version"],
        "articles": known[ARTICLES].document if ARTICLES in done else "",
        "hashes": digests(book),
        "chapters": {name: page.record for name, page in done.items()},
    }
    ledger = _ledger(store, manifest)
    manifest |= {
        "entries": ledger.page_of,
        "evidence": [page.document for page in ledger.pages],
        "derived": {f"{ledger.page_of[anchor]}#{anchor}": n["inputs"] for anchor, n in ledger.numbers.items()},
    }
    for page in done.values():
        target = folder / f"{page.document}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(page.linked(ledger.page_of), target)
    told = entries(ledger)
    for name, text in pages(ledger, told).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, content in ((MARK, manifest), (CARDS, cards(ledger, told))):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return manifest


def _ledger(store: Store, manifest: dict[str, Any]) -> Ledger:
    """The evidence of the book that *manifest* tells of."""
    return Ledger(store, manifest["chapters"], manifest["articles"])


def known_evidence(book: Book) -> tuple[Ledger, str]:
    """The evidence of the data as they are, with the numbers and uses of the last build if it was made from them.

    The second is what a reader must be told: that no such build is there; empty if it is.
    """
    store = Store.load(book.data)
    mark = book.stage / MARK
    if not mark.is_file():
        return Ledger(
            store, {}, ""
        ), "no book was built: uses and computed numbers are not known; `make book` makes them"
    manifest = json.loads(mark.read_text(encoding="utf-8"))
    if manifest["hashes"]["data/"] != digests(book)["data/"]:
        return Ledger(store, {}, ""), "data/ changed since the last build: uses and computed numbers are not known"
    return _ledger(store, manifest), ""


def with_pages(toc: str, documents: Iterable[str]) -> str:
    """The contents with generated pages after the chapters."""
    told = yaml.safe_load(toc)
    part = told["parts"][-1] if "parts" in told else told
    part["chapters"] = [*part.get("chapters", []), *({"file": document} for document in documents)]
    return yaml.safe_dump(told, sort_keys=False)


def digests(book: Book) -> dict[str, str]:
    """SHA-256 of what the book is made from, by name: data, chapters, settings, library and the pinned packages."""
    packages = LIBRARY.parents[1] / "requirements.txt"
    return {
        "data/": _digest(book.data, (path for path in book.data.rglob("*") if path.is_file())),
        "chapters/": _digest(book.root, (notebook.path for notebook in chapters(book).values())),
        "settings": _digest(book.root, (book.config, book.toc)),
        "lib/statbook/": _digest(LIBRARY, (path for path in LIBRARY.rglob("*") if path.suffix in CODE)),
        "requirements.txt": _digest(packages.parent, (path for path in [packages] if path.is_file())),
    }


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    """One hash over the places of files in *folder* and their contents: a file that was renamed or moved is a change."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        place = path.relative_to(folder).as_posix()
        digest.update(f"{place}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class _Page:
    """A chapter as the pages show it, and what the book must know of it."""

    def __init__(self, done: Executed, number: int) -> None:
        self.name = done.notebook.name
        self.document = done.notebook.document
        self._uses: list[dict[str, Any]] = []
        self._shown: dict[str, Any] = {}
        numbers = _numbers(done)
        figures = numbers["figures"]
        self._cells = self._made(done, numbers)
        self.record: dict[str, Any] = {
            "document": self.document,
            "number": number,
            "title": _title(self._cells),
            "place": numbers["said"].get("place", ""),
            "parameters": done.parameters,
            "cited": figures,
            "shown": self._shown,
            "numbers": {key: figure and figure["words"]["num"] for key, figure in figures.items()},
            "figures": [use["place"] for use in self._uses if use["place"].startswith("fig-")],
            "uses": self._uses,
        }

    def linked(self, page_of: dict[str, str]) -> Any:
        """The notebook; what its tables and cards lead to is found from its page."""
        up = "../" * self.document.count("/")

        def address(match: re.Match[str]) -> str:
            return f'href="{up}{page_of[match[1]]}.html#{match[1]}"'

        for cell in self._cells:
            for output in cell.get("outputs", []):
                if "text/html" in output.data:
                    output.data["text/html"] = _ANCHOR.sub(address, output.data["text/html"])
        return nbformat.v4.new_notebook(cells=self._cells, metadata=KERNEL)

    def _made(self, done: Executed, numbers: dict[str, Any]) -> list[Any]:
        said = numbers["said"]
        titles = [title for cell in done.content.cells for title in _left_out(cell)]
        # Where every figure is supported there is nothing to say of those left out.
        said["left_out"] = f"{said['left_out']} {'; '.join(titles)}." if titles else ""
        cells: list[Any] = []
        for number, cell in enumerate(done.content.cells):
            if cell.cell_type == "markdown":
                text = resolve(cell.source, numbers["figures"], said, self._mark)
                cells += [nbformat.v4.new_markdown_cell(part) for part in _headings_apart(text)]
                continue
            for data in (output.get("data", {}) for output in cell.outputs):
                if NUMBERS in data or LEFT_OUT in data:
                    continue
                _refuse_strangers(f"{self.name}, cell {number}", data)
                self._note(data.get(MIME, {}))
                cells.append(_shown(data))
        cells = _without_empty_sections(cells)
        for place, cell in enumerate(cells):
            # nbformat makes random identifiers; ours come from the place, so that two builds agree.
            cell["id"] = f"{self.name[:40].replace('_', '-')}-{place}"
        return cells

    def _mark(self, anchor: str) -> str:
        """The name of a place in the text that cites the number at *anchor*."""
        place = f"use-{self.name.replace('_', '-')}-{len(self._uses) + 1}"
        self._uses.append({"place": place, "words": "", "anchors": [anchor]})
        return place

    def _note(self, record: dict[str, Any]) -> None:
        """Keep what a figure, a table or a set of cards shows."""
        if record:
            self._shown |= record.get("numbers", {})
            words = record.get("title", "the cards")
            self._uses.append({"place": record.get("id", ""), "words": words, "anchors": _anchors(record)})


def _anchors(record: dict[str, Any]) -> list[str]:
    """The entries that a figure, a table or a set of cards rests on or leads to."""
    cards = [card["anchor"] for card in record.get("cards", [])]
    return list(dict.fromkeys([*record.get("obs", []), *record.get("numbers", {}), *cards]))


def _title(cells: list[Any]) -> str:
    heading: str = next(cell.source for cell in cells if cell.cell_type == "markdown" and "# " in cell.source)
    return next(line.removeprefix("# ") for line in heading.splitlines() if line.startswith("# "))


def _numbers(done: Executed) -> dict[str, Any]:
    found = [
        output.data[NUMBERS]
        for cell in done.content.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if NUMBERS in output.get("data", {})
    ]
    if len(found) != 1:
        raise ChapterError(f"{done.notebook.name}: here.numbers() must be shown once, and was shown {len(found)} times")
    numbers: dict[str, Any] = found[0]
    return numbers


def _headings_apart(text: str) -> list[str]:
    """The text in pieces of which a heading is one by itself, so that it can be left out if nothing follows."""
    pieces = re.split(r"(?m)\n*(^#{2,} .*$)\n*", text)
    return [piece for piece in pieces if piece.strip()]


def _left_out(cell: Any) -> list[str]:
    outputs = cell.get("outputs", []) if cell.cell_type == "code" else []
    return [output.data[LEFT_OUT]["title"] for output in outputs if LEFT_OUT in output.get("data", {})]


def _refuse_strangers(where: str, data: dict[str, Any]) -> None:
    what = ", ".join(sorted(set(data) - ALLOWED))
    if not what and not str(data.get("text/html", OURS[0])).startswith(OURS):
        what = "HTML that the library did not write"
    if what:
        raise ChapterError(f"{where}: leaves {what}; show figures and tables by the chapter's calls")


def _shown(data: dict[str, Any]) -> Any:
    if "text/markdown" in data:
        # As a cell of its own: the book tool knows no link targets within outputs.
        return nbformat.v4.new_markdown_cell(data["text/markdown"])
    output = nbformat.v4.new_output("display_data", {kind: data[kind] for kind in KEPT if kind in data})
    # An empty code cell would be dropped with its outputs.
    return nbformat.v4.new_code_cell("# shown", outputs=[output], metadata={"tags": ["remove-input"]})


def _without_empty_sections(cells: list[Any]) -> list[Any]:
    """The cells without headings under which nothing is left."""
    kept: list[Any] = []
    nearest = 0  # the level of the heading that follows; 0: something else follows
    for cell in reversed(cells):
        level = len(cell.source) - len(cell.source.lstrip("#")) if cell.cell_type == "markdown" else 0
        if level > 1 and (not kept or 0 < nearest <= level):
            continue
        nearest = level
        kept.append(cell)
    return kept[::-1]
