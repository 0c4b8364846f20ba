"""Visibly invented months (1, 2, 3 …) for a copy of the data: rows as a table of a stranger leaves them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from statbook.store import Store, load_recipes, merge_definitions

SOURCE = "invented"
KNOWN = "2026-08-01"
HUNDRED_MILLION, BILLION = 10**8, 10**9


def months(first: str, count: int) -> list[str]:
    """*count* months from *first*."""
    start = int(first[:4]) * 12 + int(first[5:]) - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(start, start + count)]


def define(data: Path, *indicators: str) -> None:
    """Put the definitions that the recipes hold for *indicators*, and an invented source, into the tables."""
    defined = merge_definitions(load_recipes(data).values())
    _append(data, "indicators", (defined["indicators"][code,] for code in indicators))
    _append(data, "units", (row for (unit,), row in defined["units"].items() if unit == "USD"))
    article = {
        "source": SOURCE,
        "title": "invented",
        "title_en": "invented",
        "publisher": "invented",
        "date": KNOWN,
        "date_basis": "inferred",
        "file": "invented.csv",
        "sha256": "0" * 64,
        "use": "read",
    }
    _append(data, "sources", [article])


def put(
    data: Path,
    indicator: str,
    numbers: Mapping[str, float],
    *,
    column: str,
    timing: str = "over",
    growth: bool = False,
    **members: str,
) -> None:
    """Rows of *indicator* for China: period to the number that is printed in *column*, for the numbers of its theme.

    Amounts are printed in hundreds of millions of yuan or billions of dollars, growth in percent.
    """
    defined = Store.load(data).indicators.loc[indicator]
    theme = str(defined["theme"])
    scale = BILLION if defined["unit"] == "USD" else HUNDRED_MILLION
    with (data / f"{theme}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    blank = dict.fromkeys(rows[0], "")
    whole = {"flow": "total"} | dict.fromkeys(("sector", "kind", "product", "mode", "owner", "partner"), "all")
    for line, (period, number) in enumerate(numbers.items(), 2):
        parts = ["china", period.replace("/", "_"), indicator, *members.values(), *(["growth"] if growth else [])]
        key = ".".join(parts)
        for row in rows:
            if row["obs"] == key:
                row["known_to"] = KNOWN
        before = "/".join(f"{int(end[:4]) - 1}{end[4:]}" for end in period.split("/"))
        row = (
            whole
            | members
            | {
                "obs": key,
                "indicator": indicator,
                "region": "China",
                "period": period,
                "timing": timing,
                "measure": "growth" if growth else "level",
                "base_period": before if growth else "",
                "value": f"{number:g}" if growth else f"{round(number * scale)}",
                "unit": "percent" if growth else str(defined["unit"]),
                "bound": "exact",
                "status": "actual",
                "printed": f"{number:g}",
                "source": SOURCE,
                "cell": f"{column}{line}",
                "known_from": KNOWN,
            }
        )
        rows.append({name: row.get(name, "") for name in blank})
    _write(data / f"{theme}.csv", rows)


def _append(data: Path, table: str, more: Iterable[Mapping[str, str]]) -> None:
    with (data / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _write(data / f"{table}.csv", [*rows, *({name: row.get(name, "") for name in rows[0]} for row in more)])


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
