"""Names of figures in full: place, indicator, members, measure and status; and what is printed, in short."""

from __future__ import annotations

__all__ = ["MEASURE_NAMES", "name_of", "value_with_unit"]

from statbook.store.observation import Observation
from statbook.store.tables import Store

MEASURE_NAMES = {
    "en": {
        "level": "",
        "growth": "growth",
        "difference": "absolute change",
        "share": "share",
        "share_change": "change of share",
        "growth_gap": "growth above another series",
        "contribution": "contribution to growth",
        "rank": "rank",
        "base": "level of the base period",
        "change": "change",
        "points": "contribution to growth",
        "part": "share",
        "base_part": "share in the base period",
        "annual": "growth a year",
        "rest": "what the parts leave over",
        "": "",
    },
    "zh": {
        "level": "",
        "growth": "增速",
        "difference": "增减额",
        "share": "占比",
        "share_change": "占比变化",
        "growth_gap": "增速差",
        "contribution": "拉动",
        "rank": "位次",
        "base": "基期水平",
        "change": "变动",
        "points": "拉动",
        "part": "占比",
        "base_part": "基期占比",
        "annual": "年均增速",
        "rest": "余项",
        "": "",
    },
}
"""What a figure measures, or what arithmetic makes of it; the level goes without a word."""
BETWEEN = {"en": (": ", ", "), "zh": (":", ",")}


def name_of(store: Store, row: Observation, lang: str = "en", *, with_region: bool = True) -> str:
    """Region, name, measure and status of a printed figure: "Xi'an: Goods trade: Exports, growth"."""
    colon, comma = BETWEEN[lang]
    parts = [store.name("region", row.region, lang)] if with_region else []
    parts.append(str(store.indicators.at[row.indicator, f"name_{lang}"]))
    if row.broken_down_by:
        parts.append(store.names(row.theme, row.indicator, row.members)[lang])
    measure = f"{comma}{MEASURE_NAMES[lang][row.measure]}" if MEASURE_NAMES[lang][row.measure] else ""
    return f"{colon.join(parts)}{measure}{'' if row.status == 'actual' else f' ({row.status})'}"


def value_with_unit(store: Store, row: Observation) -> str:
    """The value with its bound and unit: more than 2,700 institutions, 18.8%."""
    unit = str(store.units.at[row.unit, "symbol_en"] or store.units.at[row.unit, "name_en"])
    bound = "" if row.bound == "exact" else row.bound.replace("_", " ") + " "
    upper = "" if row.value_to is None else f" to {row.value_to.normalize():,f}"
    return f"{bound}{row.value.normalize():,f}{upper}" + ("%" if unit == "%" else f" {unit}")
