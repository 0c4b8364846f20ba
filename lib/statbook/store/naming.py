"""The full name of a number, and its value with bound and unit."""

from pathlib import Path

from statbook.messages import WRITTEN, Words, say, words_in
from statbook.store.observation import Observation
from statbook.store.tables import Store

_NAMES = words_in(Path(__file__).parent / "measures.toml")
MEASURE_NAMES = Words({lang: {measure: str(names[lang]) for measure, names in _NAMES.items()} for lang in WRITTEN})
"""What a number measures, or what arithmetic gives; a level has no word."""
BETWEEN = Words({"en": (": ", ", "), "zh": ("：", "，")})


def name_of(store: Store, row: Observation, lang: str = "en", *, with_region: bool = True) -> str:
    """Region, indicator, members, measure and status: "Xi'an: Goods trade: Exports, growth"."""
    colon, comma = BETWEEN[lang]
    parts = [store.name("region", row.region, lang)] if with_region else []
    parts.append(str(store.cells_of_indicators[row.indicator][f"name_{lang}"]))
    if row.broken_down_by:
        parts.append(store.names(row.theme, row.indicator, row.members)[lang])
    measure = f"{comma}{MEASURE_NAMES[lang][row.measure]}" if MEASURE_NAMES[lang][row.measure] else ""
    if row.status != "actual":
        measure += f"（{say(row.status)}）" if lang == "zh" else f" ({say(row.status)})"
    return f"{colon.join(parts)}{measure}"


def value_with_unit(store: Store, row: Observation) -> str:
    """The value with its bound and unit: more than 2,700 institutions, 18.8%."""
    cells = store.cells_of_units[row.unit]
    unit = str(cells["symbol_en"] or cells["name_en"])
    bound = "" if row.bound == "exact" else row.bound.replace("_", " ") + " "
    upper = "" if row.value_to is None else f" to {row.value_to.normalize():,f}"
    return f"{bound}{row.value.normalize():,f}{upper}" + ("%" if unit == "%" else f" {unit}")
