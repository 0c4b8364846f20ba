"""XLSX files, looked at from outside first and then read in a process of its own with limits on memory and time.

A workbook is a zip of XML: a small file may be a huge one, or name a cell at the far end of the sheet. Nothing of it
is unpacked before its sizes are known, and nothing in it is run: macros, links to other files and formulas whose
result is not stored are refused.
"""

from __future__ import annotations

__all__ = ["read_workbook"]

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import Grid
from statbook.project.paths import LIBRARY

LARGEST = 20 * 2**20
MOST_INFLATED = 200 * 2**20
MOST_RATIO = 100
MOST_MEMBERS = 500
SECONDS = 30
MEMORY = 2 * 2**30
_SMALL = 100_000
"""Members below this many bytes may be packed as tightly as they like."""
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the compound files of old Office programs begin; an encrypted workbook is one too."""


def read_workbook(path: Path, sheet: str | None = None) -> Grid:
    """The table on *sheet* of the workbook *path*; without a name, on its only sheet that is seen and not empty.

    Cells are text as they are shown where that can be known: 0.07 in a percent format is 7%, a date is 2026-01-31.
    Raises DataError if the file is no workbook, too large in any way, or holds what is not read.
    """
    _looked_at(path)
    told = _child(path, sheet)
    if "faults" in told:
        raise DataError([Fault(f"{path.name}{where}", *words) for where, *words in told["faults"]])
    rows = told["rows"]
    width = max((len(row) for row in rows), default=0)
    frame = pd.DataFrame([row + [""] * (width - len(row)) for row in rows], index=range(1, len(rows) + 1), dtype=object)
    widths = pd.Series(width, index=frame.index)
    return Grid(frame, widths, path.name, told["sheet"], tuple(told["notes"]))


def _refused(path: Path, found: str, expected: str, fix: str = "") -> DataError:
    return DataError([Fault(path.name, found, expected, fix)])


def _looked_at(path: Path) -> None:
    size = path.stat().st_size
    if size > LARGEST:
        raise _refused(path, f"{size / 2**20:,.0f} MB", f"at most {LARGEST // 2**20} MB", "Save the table as CSV.")
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(OLD):
        found = "an old Excel file (.xls) or an encrypted one"
        raise _refused(path, found, "a workbook in the format XLSX, without a password", "Save it as XLSX or CSV.")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise _refused(path, "a page of HTML or XML under the name of a workbook", "an XLSX file", "Save it as XLSX.")
    if not head.startswith(b"PK"):
        raise _refused(path, "no workbook", "an XLSX file", "Is it CSV? Then its name should end in .csv.")
    try:
        with zipfile.ZipFile(path) as packed:
            _members(path, packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _refused(path, "a workbook that is cut off or damaged", "a whole XLSX file", "Fetch it again.") from None


def _members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    inflated = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise _refused(path, f"{len(members):,} parts", f"at most {MOST_MEMBERS}")
    if inflated > MOST_INFLATED:
        raise _refused(path, f"{inflated / 2**20:,.0f} MB unpacked", f"at most {MOST_INFLATED // 2**20} MB")
    for member in members:
        if member.file_size > _SMALL and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise _refused(
                path,
                f"{member.filename} packed {member.file_size // max(member.compress_size, 1)}-fold",
                f"at most {MOST_RATIO}-fold",
            )
        if member.flag_bits & 1:
            raise _refused(path, "an encrypted part", "a workbook without a password")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _refused(path, "a zip file that is no workbook", "an XLSX file")
    for name in names:
        low = name.lower()
        if low.endswith("vbaproject.bin"):
            raise _refused(path, "macros", "a workbook without macros", "Save it as XLSX or CSV.")
        if low.startswith("xl/externallinks/"):
            raise _refused(path, "links to other files", "a workbook that stands alone", "Save the table as CSV.")
        if low.endswith((".zip", ".xlsx", ".xlsm", ".docx", ".gz")):
            raise _refused(path, f"another archive inside ({name})", "a workbook that stands alone")


def _child(path: Path, sheet: str | None) -> dict[str, Any]:
    order = [sys.executable, "-m", "statbook.ingest.readers.xlsx_worker", str(path.resolve()), str(MEMORY), str(SECONDS), sheet or ""]
    environment = {"PYTHONPATH": ":".join([str(LIBRARY.parent), *sys.path[1:]]), "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(order, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise _refused(path, f"more than {SECONDS} seconds of reading", "a smaller table", "Save it as CSV.") from None
    if done.returncode < 0:
        raise _refused(path, f"more than {SECONDS} seconds of reading", "a smaller table", "Save it as CSV.")
    if done.returncode:
        raise _refused(path, "a workbook that cannot be read", "a sound XLSX file", "Save it anew, or as CSV.")
    told: dict[str, Any] = json.loads(done.stdout)
    return told
