"""Invented series by month, and what charts draw of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity, printed_quantity
from statbook.charts import ChartSpec, Series
from statbook.store import Classification, Observation

Make = Callable[..., Observation]


FLOW = Classification(kind="flow")


def number(make: Make, period: str, value: float, **more: Any) -> Quantity:
    """An invented amount in hundreds of millions of yuan."""
    plain = {
        "indicator": "flow",
        "classification": FLOW,
        "printed": f"{value:g}",
        "unit": "CNY",
        "offset": None,
        "cell": "B2",
    }
    told = plain | {"obs": f"{more.get('indicator', 'flow')}.{period.replace('/', '_')}"} | more
    if told.get("measure") == "growth":
        told["base_period"] = "/".join(f"{int(end[:4]) - 1}{end[4:]}" for end in period.split("/"))
    scale = 1 if told["unit"] == "percent" else 10**8
    return printed_quantity(make(period=period, value=round(value * scale, 4), **told))


def series(make: Make, values: dict[str, float], name: str = "Flow", **more: Any) -> Series:
    told = tuple(number(make, period, value, **more) for period, value in values.items())
    single = tuple(each for each in told if "/" not in each.period)
    return Series(name, single, tuple(each for each in told if "/" in each.period or each.period.endswith("-01")))


def marks(spec: ChartSpec, *columns: str) -> list[tuple[Any, ...]]:
    """What the drawing holds under *columns*, of the rows that have them all."""
    data = spec.draw(700).to_dict()["datasets"].values()
    return [tuple(row[c] for c in columns) for rows in data for row in rows if all(c in row for c in columns)]


def checked(spec: ChartSpec) -> None:
    for combined in spec.combined:
        combined.check()
