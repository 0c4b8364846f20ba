"""Steps of a plan as the data print them: dates with their vagueness, status, and the number that belongs to each."""

from __future__ import annotations

__all__ = ["SAY", "step"]

from collections.abc import Mapping
from typing import Any

from statbook.analysis import Quantity
from statbook.charts.labels import CITE, Labels
from statbook.store import article_anchor

SAY = {
    "en": {
        "done": "done",
        "undated": "date not printed",
        "planned": "planned",
        "by": "undated, on a page of {date}",
        "inferred": " (inferred)",
        "number": "{number} {unit}",
        "none": "no number printed",
        "event": "Step",
        "date": "Date as printed",
        "status": "Status",
        "value": "Number",
        "source": "Source",
    },
    "zh": {
        "done": "已发生",
        "undated": "日期未印出",
        "planned": "规划",
        "by": "未注明,见{date}版面",
        "inferred": "(推断)",
        "number": "{number}{unit}",
        "none": "未印出数量",
        "event": "步骤",
        "date": "原文日期",
        "status": "性质",
        "value": "数量",
        "source": "来源",
    },
}


def step(labels: Labels, row: Mapping[Any, Any], numbers: Mapping[str, Quantity | None]) -> dict[str, Any]:
    """The event *row* of events.csv in words, with the years it spans and its quantity of *numbers*, if there is one."""
    say = SAY[labels.lang]
    date, known = str(row["date"]), numbers.get(str(row["event"]))
    undated = date.startswith("..")
    published = str(labels.store.sources.at[row["source"], "date"])
    guessed = say["inferred"] if labels.store.sources.at[row["source"], "date_basis"] == "inferred" else ""
    start, end = _years(published if undated else date)
    value = ""
    if known is not None:
        unit = str(labels.store.units.at[known.unit, f"name_{labels.lang}"])
        number = labels.number(known)
        value = number if number.endswith(unit) else say["number"].format(number=number, unit=unit)
    elif row["status"] == "planned":
        value = say["none"]
    return {
        "event": str(row[f"name_{labels.lang}"]),
        "date": say["by"].format(date=labels.period(published)) + guessed if undated else labels.period(date),
        "status": say["undated" if undated else "planned" if row["status"] == "planned" else "done"],
        "value": value,
        "source": f"{row['source']}, {row['offset']}",
        CITE: labels.cite(str(row[f"name_{labels.lang}"]), known)
        if known is not None
        else article_anchor(row["source"]),
        "known": known is not None,
        "open": undated,
        "planned": row["status"] == "planned",
        "bounded": known is not None and known.bound in ("more_than", "at_least"),
        "start": start,
        "end": end,
        "at": end if undated else (start + end) / 2,
    }


def _years(date: str) -> tuple[float, float]:
    """The first and last moment of a date in years: 2027 lasts from 2027.0 to 2028.0."""
    first, _, last = date.partition("/")
    year, month, day = (int(part) for part in (*first.split("-"), "0", "0")[:3])
    start = year + max(month - 1, 0) / 12 + max(day - 1, 0) / 365
    if last not in ("", ".."):
        return start, _years(last)[1]
    return start, start + (1 / 365 if day else 1 / 12 if month else 1)
