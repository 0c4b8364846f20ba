"""From executed chapters to the tree that Jupyter Book reads: numbers put in, code and traces taken out."""

from __future__ import annotations

__all__ = ["MARK", "stage"]

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat

from statbook.chapter import NUMBERS
from statbook.errors import ChapterError
from statbook.figures.drawing import MIME
from statbook.paths import Book
from statbook.press.evidence import evidence_pages, link
from statbook.press.run import Executed
from statbook.prose.numbers import resolve
from statbook.store import Store

MARK = "stage.json"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

# What a cell may leave for the pages; anything else could carry script or traces of the machine.
ALLOWED = {"text/html", "image/svg+xml", "text/markdown", "text/plain", MIME, NUMBERS}


def stage(book: Book, executed: list[Executed], folder: Path, toc: str) -> dict[str, Any]:
    """Write the tree to *folder*; give the manifest: chapters, their numbers and their figures."""
    folder.mkdir(parents=True)
    store = Store.load(book.data)
    shutil.copy(book.config, folder / "_config.yml")
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    manifest: dict[str, Any] = {"as_of": store.as_of, "chapters": {}}
    derived: dict[str, dict[str, Any]] = {}
    for done in executed:
        numbers = _numbers(done)
        pages, figures = _page(done, numbers)
        target = folder / f"{done.notebook.document}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(pages, target)
        derived[done.notebook.name] = numbers["figures"]
        manifest["chapters"][done.notebook.name] = {
            "document": done.notebook.document,
            "parameters": done.parameters,
            "numbers": {key: figure and figure["words"]["num"] for key, figure in numbers["figures"].items()},
            "figures": figures,
        }
    for name, text in evidence_pages(store, derived).items():
        path = folder / "evidence" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / MARK).write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    return manifest


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
    cells, figures = [], []
    for number, cell in enumerate(done.content.cells):
        if cell.cell_type == "markdown":
            text = resolve(cell.source, numbers["figures"], numbers["said"], link(name))
            if text.strip():
                cells.append(_cell(nbformat.v4.new_markdown_cell(text), name, number))
            continue
        outputs = []
        for output in cell.outputs:
            data = output.get("data", {})
            if NUMBERS in data:
                continue
            stranger = set(data) - ALLOWED
            if stranger or (
                ("text/html" in data) and not str(data["text/html"]).startswith(("<figure", '<div class="sb-'))
            ):
                what = ", ".join(sorted(stranger)) or "HTML that the library did not write"
                raise ChapterError(
                    f"{name}, cell {number}: leaves {what}; show figures and tables by the chapter's calls"
                )
            if set(data) <= {"text/markdown", "text/plain"} and "text/markdown" in data:
                # As a cell of its own: the book tool knows no link targets within outputs.
                cells.append(_cell(nbformat.v4.new_markdown_cell(data["text/markdown"]), name, number))
                continue
            if MIME in data:
                figures.append(data[MIME]["id"])
            kept = {
                kind: value
                for kind, value in data.items()
                if kind in ("text/html", "image/svg+xml", "text/markdown", "text/plain")
            }
            outputs.append(
                nbformat.v4.new_output("display_data", kept, metadata=({"figure": data[MIME]} if MIME in data else {}))
            )
        if outputs:
            # An empty code cell would be dropped with its outputs.
            shown = nbformat.v4.new_code_cell("# shown", outputs=outputs, metadata={"tags": ["remove-input"]})
            cells.append(_cell(shown, name, number))
    return nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), figures


def _cell(cell: Any, name: str, number: int) -> Any:
    # nbformat makes random identifiers; ours come from the place, so that two builds agree.
    cell["id"] = f"{name[:40].replace('_', '-')}-{number}"
    return cell
