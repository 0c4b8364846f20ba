"""How a check names the figures that it compares: what they are of, where and when, and what is printed."""

from __future__ import annotations

__all__ = ["called", "figure", "indicator", "when"]

from statbook.store.observation import Observation
from statbook.store.tables import Store


def called(store: Store, row: Observation) -> str:
    """Indicator, members, measure, region and period of a figure, in English."""
    parts = [indicator(store, row)]
    if row.broken_down_by:
        parts.append(store.names(row.theme, row.indicator, row.members)["en"])
    if row.measure != "level":
        parts.append(row.measure.replace("_", " "))
    return ", ".join((*parts, store.name("region", row.region, "en"), when(row.period)))


def indicator(store: Store, row: Observation) -> str:
    """The name of the indicator in English."""
    return str(store.indicators.at[row.indicator, "name_en"])


def figure(store: Store, row: Observation) -> str:
    """The value with its bound and unit: more than 2,700 institutions, 18.8%."""
    unit = str(store.units.at[row.unit, "symbol_en"] or store.units.at[row.unit, "name_en"])
    bound = "" if row.bound == "exact" else row.bound.replace("_", " ") + " "
    upper = "" if row.value_to is None else f" to {row.value_to.normalize():,f}"
    return f"{bound}{row.value.normalize():,f}{upper}" + ("%" if unit == "%" else f" {unit}")


def when(period: str) -> str:
    """An EDTF period in plain words."""
    if period == "..":
        return "undated"
    return f"up to {period[3:]}" if period.startswith("../") else period.replace("/", " to ")
