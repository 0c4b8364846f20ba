"""From executed chapters to the tree that Jupyter Book reads: numbers put in, code and traces taken out.

The tree holds all that pages and print need: documents, a copy of the data, and `stage.json`, which says for each
chapter what it is called, the numbers that it cites and the figures that it shows.
"""

from __future__ import annotations

__all__ = ["MARK", "stage", "with_pages"]

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
from statbook.figures.drawing import MIME
from statbook.paths import LIBRARY, Book
from statbook.press.evidence import evidence_pages, link
from statbook.press.notebooks import chapters
from statbook.press.run import Executed
from statbook.prose.numbers import anchor, resolve
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


def stage(book: Book, executed: list[Executed], folder: Path, toc: str) -> dict[str, Any]:
    """Write the tree to *folder*; give the manifest: chapters, their numbers and their figures."""
    folder.mkdir(parents=True)
    store = Store.load(book.data)
    shutil.copy(book.config, folder / "_config.yml")
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    shutil.copytree(book.data, folder / "_data")
    known = chapters(book)
    places = list(known)
    manifest: dict[str, Any] = {
        "as_of": store.as_of,
        "version": store.package.descriptor["version"],
        "articles": known[ARTICLES].document if ARTICLES in known else "",
        "hashes": digests(book),
        "chapters": {},
        "derived": {},
    }
    derived: dict[str, dict[str, Any]] = {}
    titles: dict[str, str] = {}
    for done in executed:
        numbers = _numbers(done)
        pages, figures = _page(done, numbers)
        target = folder / f"{done.notebook.document}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(pages, target)
        name = done.notebook.name
        derived[name], titles[name] = numbers["figures"], _title(pages)
        manifest["derived"] |= {
            f"evidence/derived#{anchor(link(name), key)}": list(figure["inputs"])
            for key, figure in numbers["figures"].items()
            if figure and figure["derived"]
        }
        manifest["chapters"][name] = {
            "document": done.notebook.document,
            "number": places.index(name),
            "title": titles[name],
            "place": numbers["said"].get("place", ""),
            "parameters": done.parameters,
            "cited": numbers["figures"],
            "numbers": {key: figure and figure["words"]["num"] for key, figure in numbers["figures"].items()},
            "figures": figures,
        }
    for name, text in evidence_pages(store, derived, titles).items():
        path = folder / "evidence" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / MARK).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return manifest


def with_pages(toc: str, pages: Iterable[str]) -> str:
    """The table of contents *toc* with further documents after its chapters."""
    content = yaml.safe_load(toc)
    last = content["parts"][-1] if "parts" in content else content
    last.setdefault("chapters", []).extend({"file": page} for page in pages)
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


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


def _title(pages: Any) -> str:
    heading: str = next(cell.source for cell in pages.cells if cell.cell_type == "markdown" and "# " in cell.source)
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


def _page(done: Executed, numbers: dict[str, Any]) -> tuple[Any, list[str]]:
    name = done.notebook.name
    said = numbers["said"]
    titles = [title for cell in done.content.cells for title in _left_out(cell)]
    # Where every figure is supported there is nothing to say of those left out.
    said["left_out"] = f"{said['left_out']} {'; '.join(titles)}." if titles else ""
    cells: list[Any] = []
    figures: list[str] = []
    for number, cell in enumerate(done.content.cells):
        if cell.cell_type == "markdown":
            text = resolve(cell.source, numbers["figures"], said, link(name))
            cells += [nbformat.v4.new_markdown_cell(part) for part in _headings_apart(text)]
            continue
        for data in (output.get("data", {}) for output in cell.outputs):
            if NUMBERS in data or LEFT_OUT in data:
                continue
            _refuse_strangers(f"{name}, cell {number}", data)
            if data.get(MIME, {}).get("kind") == "figure":
                figures.append(data[MIME]["id"])
            cells.append(_shown(data))
    cells = _without_empty_sections(cells)
    for place, cell in enumerate(cells):
        # nbformat makes random identifiers; ours come from the place, so that two builds agree.
        cell["id"] = f"{name[:40].replace('_', '-')}-{place}"
    return nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), figures


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
