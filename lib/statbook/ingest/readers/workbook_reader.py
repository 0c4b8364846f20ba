"""Read XLSX and ODS files: checked from outside first, then read in a child process with limits on memory and time.

A workbook is a zip of XML: a small file may expand enormously, or name a cell at the far end of the sheet. Nothing is
unpacked before its sizes are known, and nothing is executed: macros, links to other files and formulas without a
stored result are rejected.
"""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import Grid, file_error
from statbook.project.paths import LIBRARY

LARGEST = 20 * 2**20
MOST_INFLATED = 200 * 2**20
MOST_RATIO = 100
MOST_MEMBERS = 500
SECONDS = 30
MEMORY = 2 * 2**30
_WORKBOOK = "a workbook as XLSX or ODS"
_SMALL = 100_000
"""Members below this many bytes may be compressed at any ratio."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the compound files of old Office programs; an encrypted workbook is one too."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_FORBIDDEN = (
    (r"vbaproject\.bin$|^(Basic|Scripts)/.", "macros", "a workbook without macros", "Save it without them, or as CSV."),
    (r"^xl/workbook\.bin$", "a binary workbook (.xlsb)", _WORKBOOK, "Save it as XLSX."),
    (r"^xl/externallinks/", "links to other files", "a self-contained workbook", "Save the table as CSV."),
    (r"\.(zip|xlsx|xlsm|docx|gz)$", "another archive inside ({name})", "a self-contained workbook", ""),
)
"""Parts that a workbook may not contain: pattern of their names, found, expected, fix."""


def read_workbook(path: Path, sheet: str | None = None) -> Grid:
    """The table on *sheet* of the workbook *path*; by default on its only visible sheet that is not empty.

    Cells are the text that they show: 0.07 in a percent format is 7%, a date that shows a month 2026-01.
    Raises DataError if the file is no workbook, exceeds a limit, or contains what is not read.
    """
    return read_sheets(path, [sheet] if sheet else [])[0]


def read_sheets(path: Path, names: Sequence[str]) -> list[Grid]:
    """The tables on the sheets of the workbook *path* with these *names*; * in a name stands for any signs."""
    _check_file(path)
    result = _run_worker(path, names)
    if "faults" in result:
        raise DataError([Fault(f"{path.name}{where}", *words) for where, *words in result["faults"]])
    grids = []
    for each in result["sheets"]:
        frame = pd.DataFrame(each["rows"], index=range(1, len(each["rows"]) + 1), dtype=object)
        widths = pd.Series(len(frame.columns), index=frame.index)
        grids.append(Grid(frame, widths, path.name, each["sheet"], tuple(each["notes"]), merged=_spans(each["merged"])))
    return grids


def _spans(merged: Sequence[Sequence[int]]) -> tuple[tuple[range, range], ...]:
    """Ranges of merged cells as lines and columns of a grid."""
    return tuple((range(top, bottom + 1), range(left - 1, right)) for top, left, bottom, right in merged)


def _check_file(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(512)
    is_page = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    old, plain = "an old Excel file (.xls) or an encrypted one", "a workbook as XLSX or ODS, without a password"
    for wrong, found, expected, fix in (
        (size > LARGEST, f"{size / 2**20:,.0f} MB", f"at most {LARGEST // 2**20} MB", "Save the table as CSV."),
        (head.startswith(OLD_OFFICE), old, plain, "Save it as XLSX or CSV."),
        (is_page, "a page of HTML or XML named as a workbook", _WORKBOOK, "Open it in a spreadsheet, save it as XLSX."),
        (not head.startswith(b"PK"), "no workbook", _WORKBOOK, "Is it CSV? Then name it .csv."),
    ):
        if wrong:
            raise file_error(path, found, expected, fix)
    try:
        with zipfile.ZipFile(path) as packed:
            _check_members(path, packed)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise file_error(path, "a truncated or damaged workbook", "a complete file", "Download it again.") from None


def _check_members(path: Path, packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    names = [member.filename for member in members]
    inflated = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise file_error(path, f"{len(members):,} parts", f"at most {MOST_MEMBERS}")
    if inflated > MOST_INFLATED:
        raise file_error(path, f"{inflated / 2**20:,.0f} MB unpacked", f"at most {MOST_INFLATED // 2**20} MB")
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > _SMALL and ratio > MOST_RATIO:
            raise file_error(path, f"{member.filename} compressed {int(ratio)}-fold", f"at most {MOST_RATIO}-fold")
        if member.flag_bits & 1:
            raise file_error(path, "an encrypted part", "a workbook without a password")
    for name in names:
        for pattern, found, expected, fix in _FORBIDDEN:
            if re.search(pattern, name, re.IGNORECASE):
                raise file_error(path, found.format(name=name), expected, fix)
    is_ods = "mimetype" in names and packed.read("mimetype").startswith(_ODS)
    if is_ods and b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise file_error(path, "an encrypted part", "a workbook without a password")
    if not is_ods and "xl/workbook.xml" not in names:
        raise file_error(path, "a zip file that is no workbook", _WORKBOOK, "Save the table as XLSX or CSV.")


def _run_worker(path: Path, names: Sequence[str]) -> dict[str, Any]:
    limits = [str(MEMORY), str(SECONDS)]
    command = [
        sys.executable,
        "-m",
        "statbook.ingest.readers.workbook_worker",
        str(path.resolve()),
        *limits,
        json.dumps([*names]),
    ]
    environment = {"PYTHONPATH": ":".join([str(LIBRARY.parent), *sys.path[1:]]), "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=10 * SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode < 0:  # the worker was killed when its time was up
        raise file_error(path, f"more than {SECONDS} seconds to read", "a smaller table", "Save it as CSV.")
    if done.returncode:
        raise file_error(path, "a workbook that cannot be read", "a valid file", "Save it again, or as CSV.")
    result: dict[str, Any] = json.loads(done.stdout)
    return result
