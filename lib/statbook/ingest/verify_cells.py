"""Look up every number that data/ took from a table in its cell of the file."""

import re
from hashlib import sha256
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import Grid
from statbook.ingest.readers.table_file import read_grid
from statbook.store import Package, Verification
from statbook.store.package import read_table

_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]+)(?P<line>[0-9]+)")


def verify_cells(package: Package, texts: Path | None) -> Verification:
    """Compare every `printed` that stands in a cell with the tables in the folder *texts*.

    The numbers of a table that is not there, or has other bytes (a later release of the same name), stay unverified.
    """
    sources = read_table(package, "sources").set_index("source")
    frames = []
    for name in (*package.themes, "prints"):
        table = read_table(package, name)
        rows = table.loc[table["cell"] != "", ["source", "cell", "printed"]]
        frames.append(rows.assign(where=[f"data/{name}.csv:{line}" for line in rows.index]))
    faults: list[Fault] = []
    verified = unverified = 0
    for code, own in pd.concat(frames).groupby("source", sort=False):
        path = texts / str(sources.at[code, "file"]) if texts else None
        if path is None or not path.is_file() or sha256(path.read_bytes()).hexdigest() != sources.at[code, "sha256"]:
            unverified += len(own)
            continue
        wrong = _compare(path, own)
        faults += wrong
        verified += len(own) - len(wrong)
    return Verification(verified, unverified, tuple(faults))


def _compare(path: Path, rows: pd.DataFrame) -> list[Fault]:
    """A fault for each number that is not in its cell."""
    grids: dict[str, Grid | None] = {}
    faults = []
    for where, cell, printed in zip(rows["where"], rows["cell"], rows["printed"], strict=True):
        found = _CELL.fullmatch(str(cell))
        if found is None:
            faults.append(Fault(f"{where}: cell", repr(cell), "a cell, as C12 or Sheet1!C12"))
            continue
        sheet = found["sheet"] or ""
        if sheet not in grids:
            grids[sheet] = _read_sheet(path, sheet)
        there = _cell_text(grids[sheet], found["column"], int(found["line"]))
        if there != str(printed).strip():
            faults.append(Fault(f"{where}: printed", f"{there!r} in {cell}", repr(printed), "Correct cell or printed."))
    return faults


def _read_sheet(path: Path, sheet: str) -> Grid | None:
    try:
        return read_grid(path, {"sheet": sheet} if sheet else {})
    except DataError:
        return None


def _cell_text(grid: Grid | None, column: str, line: int) -> str:
    if grid is None or line not in grid.frame.index:
        return ""
    cells = (text for at, text in grid.frame.loc[line].items() if column_letters(int(str(at))) == column)
    return str(next(cells, "")).strip()
