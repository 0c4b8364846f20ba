"""Chapters as files: which there are, what parameters they declare, and what a sound chapter looks like."""

from __future__ import annotations

__all__ = ["Notebook", "Parameter", "chapters", "parameters_of", "typed"]

import ast
import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbook.errors import ChapterError, ParameterError
from statbook.paths import Book
from statbook.press.contents import documents

if TYPE_CHECKING:
    from statbook.store import Store

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
_LINE = re.compile(r"^(\w+): (\w+) = (.+?)  # (?:(\{[^}]*\}|\w+ of \w+); )?(.+)$")


@dataclass(frozen=True)
class Parameter:
    """A line of a parameters cell: name: type = default  # domain; help."""

    name: str
    type: str
    default: str | int | float | bool
    domain: str
    help: str

    def allowed(self, store: Store) -> list[str] | None:
        """The values that may be asked for, as text; None if there is no domain."""
        if self.domain.startswith("{"):
            return [value.strip() for value in self.domain[1:-1].split(",")]
        if self.domain:
            column, theme = self.domain.split(" of ")
            return sorted({str(getattr(row, column)) for row in store.observations if row.theme == theme})
        return None


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
            return nbformat.read(self.path, as_version=4)
        except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
            raise ChapterError(f"{self.path.name} is not a notebook: {error}") from None


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
        close = difflib.get_close_matches(name, known, 1)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise ChapterError(f"there is no chapter {name!r}; there are {', '.join(known)}.{hint}")
    return known[name]


def parameters_of(notebook: Notebook) -> dict[str, Parameter]:
    """The declared parameters of a chapter. Raises ChapterError if its parameters cell is not as it should be."""
    cells = [cell for cell in notebook.read().cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ChapterError(f"{notebook.name}: {len(cells)} cells are tagged `parameters`; there must be exactly one")
    found = {}
    for line in cells[0].source.splitlines():
        if not line.strip():
            continue
        match = _LINE.match(line)
        if not match or match[2] not in TYPES:
            raise ChapterError(
                f"{notebook.name}: parameters: {line!r} is not of the form `name: type = default  # domain; help`, "
                f"with type one of {', '.join(TYPES)}"
            )
        name, kind, default, domain, words = match.groups()
        value: Any = ast.literal_eval(default)
        if not isinstance(value, str | int | float | bool) or type(value) is not TYPES[kind]:
            raise ChapterError(f"{notebook.name}: parameters: the default of {name} is not of type {kind}")
        found[name] = Parameter(name, kind, value, domain or "", words)
    return found


def typed(notebook: Notebook, given: dict[str, str], store: Store) -> dict[str, str | int | float | bool]:
    """The given parameters in their declared types.

    Raises ParameterError for a name that is not declared, a value of another type, or one outside the domain.
    """
    declared = parameters_of(notebook)
    out: dict[str, str | int | float | bool] = {}
    for name, text in given.items():
        if name not in declared:
            close = difflib.get_close_matches(name, declared, 1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise ParameterError(f"{notebook.name} has no parameter {name!r}; it has {', '.join(declared)}.{hint}")
        parameter = declared[name]
        allowed = parameter.allowed(store)
        if allowed is not None and text not in allowed:
            close = difflib.get_close_matches(text, allowed, 1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise ParameterError(f"{notebook.name}: {name} is {text!r}; possible are {', '.join(allowed)}.{hint}")
        out[name] = _converted(notebook.name, parameter, text)
    if {"region", "period"} <= declared.keys():
        _printed_together(notebook.name, declared, out, store)
    return out


def _converted(chapter: str, parameter: Parameter, text: str) -> str | int | float | bool:
    if parameter.type == "bool":
        if text not in ("true", "false", "True", "False"):
            raise ParameterError(f"{chapter}: {parameter.name} is {text!r}; expected true or false")
        return text in ("true", "True")
    try:
        value: str | int | float = TYPES[parameter.type](text)
    except ValueError:
        raise ParameterError(f"{chapter}: {parameter.name} is {text!r}; expected {parameter.type}") from None
    return value


def _printed_together(
    chapter: str, declared: dict[str, Parameter], given: dict[str, str | int | float | bool], store: Store
) -> None:
    """Region and period must be printed together: each alone may be in the data without the other."""
    if not declared["region"].domain or not declared["period"].domain:
        return
    theme = declared["region"].domain.split(" of ")[1]
    region = given.get("region", declared["region"].default)
    period = given.get("period", declared["period"].default)
    rows = [row for row in store.observations if row.theme == theme]
    if not any((row.region, row.period) == (region, period) for row in rows):
        periods = sorted({row.period for row in rows if row.region == region})
        raise ParameterError(
            f"{chapter}: nothing is printed for region {region} and period {period}; "
            f"for {region} there is {', '.join(periods)}"
        )
