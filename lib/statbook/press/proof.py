"""Proof-reading before anything runs: data against their schema, places and printed forms, chapters, prose."""

from __future__ import annotations

__all__ = ["Proof", "proof"]

import ast
from dataclasses import dataclass
from pathlib import Path

from statbook.analysis import unsound
from statbook.audit import Audit
from statbook.errors import StatbookError
from statbook.evidence import Ledger, traps
from statbook.ingest import verify_cells
from statbook.paths import Book
from statbook.press.notebooks import Notebook, chapters, parameters_of
from statbook.prose.numbers import digits_in_prose
from statbook.store import Package, Store, broken, faults, misdated, misread, verify

MOST_CODE_LINES = 40
_FORBIDDEN_IMPORTS = {"pandas", "altair", "os", "pathlib", "open"}


@dataclass(frozen=True)
class Proof:
    """What was looked at and what is wrong."""

    figures: int
    verified: int
    unverified: int
    chapters: int
    faults: tuple[str, ...]


def proof(book: Book, texts: Path | None) -> Proof:
    """Check data and chapters of *book*, and every printed figure in the folder *texts* if there is one."""
    package = Package(book.data)
    formal = faults(package)
    formal += [fault for fault in misdated(package) if fault.where not in {each.where for each in formal}]
    found = [str(fault) for fault in formal]
    sound = not found
    if sound:
        store = Store(package)
        undeclared = unsound(store)
        found += [str(fault) for fault in (*misread(package), *undeclared)]
        if not undeclared:
            found += [str(fault) for fault in broken(store)]
            found += _audited(store)
    places = [verify(package, texts), verify_cells(package, texts)] if sound else []
    found += [str(fault) for each in places for fault in each.faults]
    known: dict[str, Notebook] = {}
    try:
        known = chapters(book)
        for notebook in known.values():
            found += _chapter_faults(notebook)
    except StatbookError as error:
        found.append(str(error))
    total = sum(1 for theme in package.themes for _ in Path(package.path(theme)).open(encoding="utf-8")) - len(
        package.themes
    )
    verified, unverified = (sum(getattr(each, name) for each in places) for name in ("verified", "unverified"))
    return Proof(total, verified, unverified, len(known), tuple(found))


def _audited(store: Store) -> list[str]:
    """Printed figures that contradict one another, unless corrections.yaml says why, and rules without an example."""
    try:
        traps(Ledger(store, {}, ""))
        return [str(fault) for fault in Audit(store).faults()]
    except StatbookError as error:
        return [str(error)]


def _chapter_faults(notebook: Notebook) -> list[str]:
    content = notebook.read()
    found: list[str] = []
    lines = 0
    parameters_of(notebook)
    for number, cell in enumerate(content.cells):
        where = f"{notebook.path.name}, cell {number}"
        if cell.cell_type == "markdown":
            for line, word in digits_in_prose(cell.source):
                found.append(
                    f"{where}, line {line}: found the bare figure {word!r}; expected a key. "
                    "Cite it as {num}`key`, so that it follows data and parameters."
                )
            continue
        if cell.outputs or cell.execution_count is not None:
            found.append(f"{where}: holds outputs; expected none. Clear them: chapters are executed by the press.")
        lines += sum(1 for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("#"))
        found += _code_faults(where, cell.source)
    if lines > MOST_CODE_LINES:
        found.append(f"{notebook.path.name}: has {lines} lines of code; expected at most {MOST_CODE_LINES}.")
    return found


def _code_faults(where: str, source: str) -> list[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [f"{where}: {error.msg} at line {error.lineno}"]
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            found.append(f"{where}: defines a function or class; expected calls only. Put it into the library.")
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name.split(".")[0] for alias in node.names} | {
                str(getattr(node, "module", "")).split(".")[0]
            }
            if names & _FORBIDDEN_IMPORTS:
                found.append(
                    f"{where}: imports {', '.join(sorted(names & _FORBIDDEN_IMPORTS))}; expected statbook only."
                )
        if isinstance(node, ast.ExceptHandler):
            found.append(f"{where}: catches errors; expected none caught, so that a failing cell fails the book.")
    return found
