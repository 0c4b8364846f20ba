"""Chapters as files: which there are, what parameters they declare, and what a sound chapter looks like."""

from __future__ import annotations

__all__ = ["Executed", "Notebook", "chapter", "chapters", "parameters_of", "typed"]

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbook.errors import ChapterError, ParameterError, near
from statbook.parameters import Parameter, declared_in, examined
from statbook.project.paths import Book
from statbook.project.toc import documents

if TYPE_CHECKING:
    from statbook.store import Store


@dataclass(frozen=True)
class Notebook:
    """A chapter of the book: its name, its document in the table of contents, and its file.

    In an edition it may be a *chapter* of the book under a name of its own, with a *title* of its own.
    """

    name: str
    document: str
    path: Path
    chapter: str = ""
    title: str = ""

    def read(self) -> Any:
        # Imported here: it takes a moment, and who only lists chapters reads none.
        import nbformat

        try:
            text = self.path.read_text(encoding="utf-8")
            told = json.loads(text)
            # nbformat takes JSON of any other form for a notebook of its earliest days, and stumbles over it.
            cells = told.get("cells") if isinstance(told, dict) and told.get("nbformat") == 4 else None
            if not isinstance(cells, list) or not all(isinstance(cell, dict) and "source" in cell for cell in cells):
                raise ChapterError(
                    f"{self.path.name} is not a notebook: expected `nbformat` 4 and `cells` with a source"
                )
            return nbformat.reads(text, as_version=4)
        except (ValueError, nbformat.ValidationError) as error:
            raise ChapterError(f"{self.path.name} is not a notebook: {error}") from None

    def prose(self) -> list[tuple[int, str]]:
        """The cells of sentences, with their places."""
        return [(n, cell.source) for n, cell in enumerate(self.read().cells) if cell.cell_type == "markdown"]


@dataclass(frozen=True)
class Executed:
    """A chapter with its outputs, all of its cells run without error."""

    notebook: Notebook
    content: Any
    parameters: dict[str, Any]


def chapters(book: Book) -> dict[str, Notebook]:
    """The chapters that _toc.yml names, in its order."""
    found = {}
    for document in documents(book):
        path = book.root / f"{document}.ipynb"
        if not path.is_file():
            raise ChapterError(f"_toc.yml names {document}, but there is no {document}.ipynb")
        found[path.stem] = Notebook(path.stem, document, path)
    return found


def chapter(book: Book, name: str) -> Notebook:
    """The chapter called *name*. Raises ChapterError that lists the chapters there are."""
    known = chapters(book)
    if name not in known:
        raise ChapterError(f"there is no chapter {name!r}; there are {', '.join(known)}.{near(name, known)}")
    return known[name]


def parameters_of(notebook: Notebook) -> dict[str, Parameter]:
    """The declared parameters of a chapter. Raises ChapterError if its parameters cell is not as it should be."""
    cells = [cell for cell in notebook.read().cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ChapterError(f"{notebook.name}: {len(cells)} cells are tagged `parameters`; there must be exactly one")
    return declared_in(cells[0].source, notebook.name)


def typed(notebook: Notebook, given: dict[str, str], store: Store) -> dict[str, str | int | float | bool]:
    """The given parameters in their declared types.

    Raises ParameterError, with every fault, for a name that is not declared, a value of another type, or one outside
    the domain.
    """
    out, faults = examined(notebook.name, parameters_of(notebook), given, store)
    if faults:
        raise ParameterError("\n".join(faults))
    return out
