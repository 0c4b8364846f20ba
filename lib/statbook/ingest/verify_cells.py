"""Look up every number that data/ took from a table in its cell of the file."""

import re
from hashlib import sha256
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
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
    found = [_CELL.fullmatch(str(cell)) for cell in rows["cell"]]
    places = [(each["sheet"] or "", int(each["line"]), each["column"]) if each else None for each in found]
    texts = {
        sheet: _read_cells(path, sheet, {place[1] for place in places if place and place[0] == sheet})
        for sheet in {place[0] for place in places if place}
    }
    faults = []
    for where, cell, printed, place in zip(rows["where"], rows["cell"], rows["printed"], places, strict=True):
        if place is None:
            faults.append(Fault(f"{where}: cell", repr(cell), "a cell, as C12 or Sheet1!C12"))
            continue
        there = texts[place[0]].get(place[1:], "")
        if there != str(printed).strip():
            faults.append(Fault(f"{where}: printed", f"{there!r} in {cell}", repr(printed), "Correct cell or printed."))
    return faults


def _read_cells(path: Path, sheet: str, lines: set[int]) -> dict[tuple[int, str], str]:
    """The cells in some *lines* of a sheet, by line and column; none if it cannot be read."""
    # Late: a build reads no source texts.
    from statbook.ingest.readers.column_name import column_letters
    from statbook.ingest.readers.table_file import read_grids

    try:
        grid = read_grids(path, {"sheet": sheet} if sheet else {})[0]
        return {
            (int(str(line)), column_letters(int(str(at)))): str(text).strip()
            for part in grid.parts()
            for line, row in part.frame[part.frame.index.isin(lines)].iterrows()
            for at, text in row.items()
        }
    except DataError:
        return {}
