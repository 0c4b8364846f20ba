"""The chapters of a book as notebook files, and the parameters that they declare."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbook.errors import ChapterError, suggestion
from statbook.parameters import Parameter, parse_parameters
from statbook.project.paths import Book
from statbook.project.toc import documents

FRONT_PAGE = "index"
"""The chapter that is the front page of the book."""
SOURCES = "sources"
"""The chapter that lists the articles; entries of the evidence lead to it."""

MIME = "application/vnd.statbook.shown+json"
"""The type of an output that says what a chart, a table or cards show."""
HTML = "application/vnd.statbook.html"
"""A chart for pages. Under `text/html` a notebook would show this, and not the chart that it can bring to life."""
VEGA_LITE = "application/vnd.vegalite.v5+json"
"""By which JupyterLab draws a chart; it knows no later version."""


@dataclass(frozen=True)
class Notebook:
    """A chapter: its name, its document in the table of contents, and its file.

    In an edition it may be a *chapter* of the book under another name, with a *title* of its own.
    """

    name: str
    document: str
    path: Path
    chapter: str = ""
    title: str = ""

    def read(self) -> Any:
        """The notebook in format 4. Raises ChapterError if the file is not such a notebook."""
        # Imported here because it is slow, and listing chapters needs no notebook.
        import nbformat

        try:
            text = self.path.read_text(encoding="utf-8")
            content = json.loads(text)
            # nbformat takes any other JSON for a notebook of format 1 and fails on it.
            cells = content.get("cells") if isinstance(content, dict) and content.get("nbformat") == 4 else None
            if not isinstance(cells, list) or not all(isinstance(cell, dict) and "source" in cell for cell in cells):
                raise ValueError("expected `nbformat` 4 and `cells` with a source")
            return nbformat.reads(text, as_version=4)
        except (ValueError, nbformat.ValidationError) as error:
            raise ChapterError(f"{self.path.name} is not a notebook: {error}") from None

    def prose(self) -> list[tuple[int, str]]:
        """The Markdown cells with their numbers."""
        return [(n, cell.source) for n, cell in enumerate(self.read().cells) if cell.cell_type == "markdown"]


Job = tuple[Notebook, dict[str, Any]]
"""A notebook to execute, with its parameters."""


@dataclass(frozen=True)
class ExecutedNotebook:
    """A chapter with its outputs; all of its cells ran without error.

    *asked* are its questions about the data, with digests of the answers.
    """

    notebook: Notebook
    content: Any
    parameters: dict[str, Any]
    asked: tuple[str, ...] = ()


def chapters(book: Book) -> dict[str, Notebook]:
    """The chapters that _toc.yml names, by name, in its order. Raises ChapterError if a file is missing."""
    found = {}
    for document in documents(book.toc):
        path = book.root / f"{document}.ipynb"
        if not path.is_file():
            raise ChapterError(f"_toc.yml names {document}, but there is no {document}.ipynb")
        found[path.stem] = Notebook(path.stem, document, path)
    return found


def chapter(book: Book, name: str) -> Notebook:
    """The chapter called *name*. Raises ChapterError that lists the chapters there are."""
    known = chapters(book)
    if name not in known:
        raise ChapterError(f"there is no chapter {name!r}; there are {', '.join(known)}.{suggestion(name, known)}")
    return known[name]


def parameters_of(notebook: Notebook) -> dict[str, Parameter]:
    """The parameters that a chapter declares. Raises ChapterError unless exactly one cell declares them correctly."""
    cells = [cell for cell in notebook.read().cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ChapterError(f"{notebook.name}: {len(cells)} cells are tagged `parameters`; there must be exactly one")
    return parse_parameters(cells[0].source, notebook.name)
