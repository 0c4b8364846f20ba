"""Every figure of a table is looked up in its cell, as those of texts are at their offset."""

from __future__ import annotations

__all__ = ["verify_cells"]

import hashlib
import re
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.table_file import grid_of
from statbook.ingest.readers.grid import Grid, letters
from statbook.store import Package, Verification
from statbook.store.package import read

_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]+)(?P<line>[0-9]+)")


def verify_cells(package: Package, texts: Path | None) -> Verification:
    """Compare every `printed` that stands in a cell with the tables in the folder *texts*.

    A table that is not there, or is there with other bytes (a later month has the same name), leaves its figures
    unverified.
    """
    sources = read(package, "sources").set_index("source")
    tables = [(name, read(package, name)) for name in (*package.themes, "prints")]
    rows = pd.concat(
        [
            table.loc[table["cell"] != "", ["source", "cell", "printed"]].assign(
                where=[f"data/{name}.csv:{line}" for line in table.index[table["cell"] != ""]]
            )
            for name, table in tables
        ],
        ignore_index=True,
    )
    faults: list[Fault] = []
    verified = unverified = 0
    for code, own in rows.groupby("source", sort=False):
        path = texts / str(sources.at[code, "file"]) if texts else None
        if path is None or not path.is_file() or _digest(path) != sources.at[code, "sha256"]:
            unverified += len(own)
            continue
        wrong = _wrong(path, own)
        faults += wrong
        verified += len(own) - len(wrong)
    return Verification(verified, unverified, tuple(faults))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _wrong(path: Path, rows: pd.DataFrame) -> list[Fault]:
    """A fault for each figure that its cell does not hold."""
    grids: dict[str, Grid | None] = {}
    faults = []
    for where, cell, printed in zip(rows["where"], rows["cell"], rows["printed"], strict=True):
        found = _CELL.fullmatch(str(cell))
        if found is None:
            faults.append(Fault(f"{where}: cell", repr(cell), "a cell, as C12 or Sheet1!C12"))
            continue
        sheet = found["sheet"] or ""
        if sheet not in grids:
            grids[sheet] = _grid(path, sheet)
        there = _text(grids[sheet], found["column"], int(found["line"]))
        if there != str(printed).strip():
            faults.append(Fault(f"{where}: printed", f"{there!r} in {cell}", repr(printed), "Mend cell or printed."))
    return faults


def _grid(path: Path, sheet: str) -> Grid | None:
    try:
        return grid_of(path, {"sheet": sheet} if sheet else {})
    except DataError:
        return None


def _text(grid: Grid | None, column: str, line: int) -> str:
    if grid is None or line not in grid.frame.index:
        return ""
    position = next((at for at in grid.frame.columns if letters(int(at)) == column), None)
    return "" if position is None else str(grid.frame.at[line, position]).strip()
