"""The unit of each cell: what the table says of it, in which place, and whether the recipe agrees."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.table_layout import TableLayout
from statbook.ingest.parsing.unit_parser import Unit, UnitParser, scale_of
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import quote_cell, suggest

FRACTION = "fraction"
"""The unit in a recipe of numbers such as 0.052 for 5.2 percent."""
FRACTION_UNIT = Unit("percent", 2)
_KNOWN_UNITS = (
    "Known are the units of units.csv, currencies, %, ‰ and 个百分点, with 万, 亿, million: write it so in a copy of the "
    "table, or define it in the recipe (defines: units) if it is another."
)
_INDEX_ADVICE = (
    "It is an index: 103.2 is a growth of 3.2%. Let it be the level of an indicator of its own, and define its unit in "
    "the recipe (defines: units, with the name 上年=100 and the quantity index)."
)


def set_units(cells: pd.DataFrame, layout: TableLayout, units: UnitParser) -> None:
    """The words for the unit of each cell: its own (`inside`), of its column, else of its row, else in the name of its series."""
    by_column = {at: units.unit_words(name) for at, name in layout.names.items()} | layout.units
    by_series = {name: units.unit_words(name) for name in cells["series"].unique()}
    words = cells["column"].map(by_column).fillna("")
    words = words.mask(words == "", cells["unit_word"])
    words = words.mask(words == "", cells["series"].map(by_series)).astype(object)
    pairs = list(zip(words, cells["inside"], strict=True))
    joined = {pair: _join_units(*pair, units) for pair in dict.fromkeys(pairs)}
    cells["unit_word"] = pd.Series([joined[pair] for pair in pairs], index=cells.index, dtype=object)


def _join_units(words: str, inside: str, units: UnitParser) -> str:
    """The words for a unit in a cell, else those beside it; both, which nothing knows, if they contradict each other."""
    if not inside or not words or set(units.readings(inside)) & set(units.readings(words)):
        return inside or words
    return f"{words} / {inside}"


def apply_stated_unit(
    cells: pd.DataFrame, spec: Mapping[str, Any], stated: Mapping[str, tuple[Unit, ...]], vocabulary: Vocabulary
) -> pd.DataFrame:
    """Cells without a unit of their own get the unit stated for the whole table, where it applies to the series.

    A line 单位：万元 applies to amounts: levels and differences whose unit is money or is not in the recipe.
    """
    if not stated or spec.get("measure", "level") not in ("level", "difference"):
        return cells
    words = vocabulary.unit_parser.applicable(stated, declared_unit(spec, vocabulary))
    return cells.assign(unit_word=cells["unit_word"].mask(cells["unit_word"] == "", words))


def parse_units(
    cells: pd.DataFrame, spec: Mapping[str, Any], where: str, vocabulary: Vocabulary
) -> tuple[dict[str, Unit], list[Fault]]:
    """Words of the table to units ("" if it says nothing); what it says must agree with the recipe."""
    declared = spec.get("unit", "")
    own = declared_unit(spec, vocabulary)
    if declared and own is None:
        fix = suggest(declared, vocabulary.units) or "Is it a unit of units.csv, or one that a recipe defines?"
        return {}, [Fault(f"{where}: unit", repr(declared), "a unit, as 亿元 or USD billion", fix)]
    is_index = vocabulary.unit_parser.is_index
    if own and is_index(own) and (spec.get("measure", "level") == "growth" or own.code not in vocabulary.units):
        return {}, [Fault(f"{where}: unit", repr(declared), "a unit of units.csv for this measure", _INDEX_ADVICE)]
    if own and own.code not in vocabulary.units:
        fix = "Define it in the recipe, under defines: units."
        return {}, [Fault(f"{where}: unit", f"{declared!r}, which data/ does not have", "a unit of units.csv", fix)]
    units: dict[str, Unit] = {}
    faults: list[Fault] = []
    for word in cells["unit_word"].unique():
        known = vocabulary.unit_parser.readings(word) if word else ()
        if declared == FRACTION and Unit("percent", 0) in known:  # a column of percent that holds 0.052
            known = (FRACTION_UNIT,)
        if own and not known and scale_of(word) == own.power:  # (亿) where the recipe says 亿元
            known = (own,)
        unit = (own if not word or own in known else None) if own else _choose(known, spec, vocabulary)
        if unit:
            units[word] = unit
            continue
        first = cells.loc[cells["unit_word"] == word, "where"].iloc[0]
        found, fix = "no unit", "State it in the recipe: unit."
        if word:
            found = f"the unit {quote_cell(word)}"
            fix = "Is it the recipe for this table?" if declared else fix
            if not known and all(map(vocabulary.unit_parser.readings, word.split(" / "))):
                found, fix = f"the units {quote_cell(word)}", "Only one can be right: mend it in a copy of the table."
            elif any(map(is_index, known)):
                fix = _INDEX_ADVICE
            elif not known:
                found, fix = f"{found}, which is not known", _KNOWN_UNITS
        faults.append(Fault(f"{first} ({spec['column']})", found, declared or "a unit, as 亿元", fix))
    return units, faults


def declared_unit(spec: Mapping[str, Any], vocabulary: Vocabulary) -> Unit | None:
    """The unit that the entry *spec* of a recipe declares; None if there is none that is known."""
    words = spec.get("unit", "")
    if words == FRACTION:
        return FRACTION_UNIT
    return (
        Unit(words, 0)
        if words in vocabulary.units
        else _choose(vocabulary.unit_parser.readings(words), spec, vocabulary)
    )


def _choose(known: Sequence[Unit], spec: Mapping[str, Any], vocabulary: Vocabulary) -> Unit | None:
    """The one of the *known* readings of a unit; of several (户 counts households or borrowers) that of the indicator."""
    indicator = vocabulary.indicators.get(spec["indicator"], {})
    fitting = [unit for unit in known if len(known) == 1 or unit.code == indicator.get("unit")]
    return fitting[0] if len(fitting) == 1 else None
