"""Write the observations as SDMX-CSV 2.0: one line an observation, its dimensions first, then its value and attributes."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statbook.errors import StatbookError
from statbook.export.sdmx_periods import sdmx_period
from statbook.export.tables import ExportTables
from statbook.store.frame import NUMBER

STRUCTURE_ID = "STATBOOK:OBSERVATIONS(1.0)"
HEAD = {"STRUCTURE": "dataflow", "STRUCTURE_ID": STRUCTURE_ID, "ACTION": "I"}
"""The first columns and what stands in them: which structure the lines have, and that they are for information."""
NOT_APPLICABLE, TOTAL, UNKNOWN = "_Z", "_T", "_U"
"""The codes of SDMX for what a number does not have, what is not broken down (`all`), and what is not known."""
BEFORE, BEHIND = ("indicator", "region"), ("measure", "timing", "status", "of", "base_period")
"""Columns of the table of observations that are dimensions, before and behind those of the themes."""
MISSING_END = "PERIOD_MISSING"
"""The dimension with the end of the period that is not printed: start, end or _Z."""
ATTRIBUTES = {
    "UNIT_MEASURE": "unit",
    "BOUND": "bound",
    "VALUE_TO": "value_to",
    "LOW": "low",
    "HIGH": "high",
    "PERIOD": "period",
    "PRINTED": "printed",
    "SOURCE": "source",
    "KNOWN_FROM": "known_from",
    "OBS": "obs",
}
"""Attributes, and the columns of the table of observations that they are."""


def write_sdmx_csv(tables: ExportTables, path: Path) -> int:
    """Write the observations to *path*; gives the number of those without a dated period, which SDMX cannot say.

    Raises StatbookError for earlier values, and for observations that SDMX could not tell apart.
    """
    if tables.has_history:
        raise StatbookError("SDMX-CSV holds one value for each key; export the history to Parquet, SQLite or XLSX.")
    dimensions = [*BEFORE, *tables.dimensions, *BEHIND]
    header = [*HEAD, *(name.upper() for name in dimensions), MISSING_END, "TIME_PERIOD", "OBS_VALUE", *ATTRIBUTES]
    seen: dict[tuple[str, ...], str] = {}
    left_out = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for row in _rows(tables):
            period = sdmx_period(row["period"])
            if period is None:
                left_out += 1
                continue
            codes = [_code(row[name]) for name in dimensions[:-1]]
            key = (*codes, _base(row["base_period"]), period.missing or NOT_APPLICABLE, period.time)
            if key in seen:
                raise StatbookError(
                    f"{seen[key]} and {row['obs']} have the same key in SDMX; export to another format."
                )
            seen[key] = row["obs"]
            writer.writerow([*HEAD.values(), *key, row["value"], *(row[name] for name in ATTRIBUTES.values())])
    return left_out


def _rows(tables: ExportTables) -> Iterator[dict[str, str]]:
    """The observations with the columns that are written, numbers as text and "" where there is none."""
    wanted = {*BEFORE, *tables.dimensions, *BEHIND, *ATTRIBUTES.values(), "value"}
    columns: dict[str, list[Any]] = {}
    for column in tables.columns:
        if column.name in wanted:
            cells = tables.observations[column.name]
            is_number = column.kind == NUMBER
            columns[column.name] = [("" if cell is None else f"{cell:f}") if is_number else cell for cell in cells]
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def _base(period: str) -> str:
    """The period that a change is compared with; unknown where it is not printed."""
    found = sdmx_period(period) if period else None
    return found.time if found else UNKNOWN if period else NOT_APPLICABLE


def _code(text: str) -> str:
    """A code as an identifier of SDMX: letters, digits, _ @ $ and -; `region=World` is region@World."""
    if not text or text == "all":
        return TOTAL if text else NOT_APPLICABLE
    return re.sub(r"[^A-Za-z0-9_@$-]", "_", text.replace("=", "@"))
