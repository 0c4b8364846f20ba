"""Chapters as files: which there are, what parameters they declare, and what a sound chapter looks like."""

from __future__ import annotations

__all__ = ["Executed", "Notebook", "Parameter", "chapter", "chapters", "examined", "near", "parameters_of", "typed"]

import ast
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from statbook.errors import ChapterError, ParameterError, listed
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

    Raises ParameterError, with every fault, for a name that is not declared, a value of another type, or one outside
    the domain.
    """
    out, faults = examined(notebook, given, store)
    if faults:
        raise ParameterError("\n".join(faults))
    return out


def examined(
    notebook: Notebook, given: dict[str, str], store: Store
) -> tuple[dict[str, str | int | float | bool], list[str]]:
    """The given parameters that are sound, in their declared types, and what is wrong with the others."""
    declared = parameters_of(notebook)
    out: dict[str, str | int | float | bool] = {}
    faults = []
    for name, text in given.items():
        try:
            out[name] = _sound(notebook, declared, name, text, store)
        except ParameterError as error:
            faults.append(str(error))
    if not faults and {"region", "period"} <= declared.keys():
        try:
            _printed_together(notebook.name, declared, out, store)
        except ParameterError as error:
            faults.append(str(error))
    return out, faults


def _sound(
    notebook: Notebook, declared: dict[str, Parameter], name: str, text: str, store: Store
) -> str | int | float | bool:
    if name not in declared:
        raise ParameterError(
            f"{notebook.name} has no parameter {name!r}; it has {', '.join(declared)}.{near(name, declared)}"
        )
    allowed = declared[name].allowed(store)
    if allowed is not None and text not in allowed:
        possible = listed(allowed)
        raise ParameterError(f"{notebook.name}: {name} is {text!r}; possible are {possible}.{near(text, allowed)}")
    return _converted(notebook.name, declared[name], text)


def near(word: str, known: Iterable[str]) -> str:
    """A question whether another of the *known* words was meant, with a space before it; empty if none is near."""
    close = difflib.get_close_matches(word, [*known], 1)
    return f" Did you mean {close[0]}?" if close else ""


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
            f"for {region} there is {listed(periods)}"
        )
