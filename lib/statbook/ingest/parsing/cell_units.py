"""The unit of each cell: what the table says of it, in which place, and whether the recipe agrees."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.table_layout import TableLayout
from statbook.ingest.parsing.unit_parser import Unit, UnitParser, scale_of
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import quote_cell, suggest
from statbook.store.grouping import map_once

FRACTION = "fraction"
"""The unit in a recipe of numbers such as 0.052 for 5.2 percent."""
FRACTION_UNIT = Unit("percent", 2)
_KNOWN_UNITS = (
    "Known are the units of units.csv, currencies, %, ‰ and 个百分点, with 万, 亿, million: write it so in a copy of the "
    "table, or define it in the recipe (defines: units) if it is another."
)
_DEFINE = "Define it in the recipe, under defines: units."
_INDEX_ADVICE = (
    "It is an index: 103.2 is a growth of 3.2%. Let it be the level of an indicator of its own, and define its unit in "
    "the recipe (defines: units, with the name 上年=100 and the quantity index)."
)


def set_units(cells: pd.DataFrame, layout: TableLayout, units: UnitParser, row_at: int) -> None:
    """The words for the unit of each cell: its own (`inside`), of its column, else of its row, else in the name of its series.

    `unit_line` and `unit_at` are the place of the words; of the row that is the column *row_at*.
    """
    by_column = {at: units.unit_words(name) for at, name in (layout.names | layout.heads).items()} | layout.units
    by_series = {name: units.unit_words(name) for name in cells["series"].unique()}
    words = cells["column"].map(by_column).fillna("")
    of_column = (words != "") & (cells["inside"] == "")
    cells["unit_line"] = cells["line"].mask(of_column, layout.unit_line)
    cells["unit_at"] = cells["column"].where(of_column | (cells["inside"] != ""), row_at)
    words = words.mask(words == "", cells["unit_word"])
    words = words.mask(words == "", cells["series"].map(by_series)).astype(object)
    pairs = pd.DataFrame({"words": words, "inside": cells["inside"]})
    cells["unit_word"] = map_once(pairs, lambda words, inside: _join_units(words, inside, units))


def _join_units(words: str, inside: str, units: UnitParser) -> str:
    """The words for a unit in a cell, else those beside it; both, which nothing knows, if they contradict each other."""
    if not inside or not words or set(units.readings(inside)) & set(units.readings(words)):
        return inside or words
    return f"{words} / {inside}"


def apply_stated_unit(
    cells: pd.DataFrame, spec: Mapping[str, Any], layout: TableLayout, vocabulary: Vocabulary
) -> pd.DataFrame:
    """Cells without a unit of their own get the unit stated for the whole table, where it applies to the series.

    A line 单位：万元 applies to amounts: levels and differences whose unit is money or is not in the recipe. A line among
    the rows applies to those below it.
    """
    parser = vocabulary.unit_parser
    if spec.get("measure", "level") not in ("level", "difference"):
        return cells
    bare = cells["unit_word"] == ""
    above = {text: place for text, place in layout.above.items() if (*place, text) not in layout.among}
    place = next((place for text, place in above.items() if parser.stated_units([text])), (0, 0))
    said = [(place, [*above]), *(((line, at), [text]) for line, at, text in layout.among)]
    for (line, at), texts in said:
        stated = parser.stated_units(texts)
        words = parser.applicable(stated, declared_unit(spec, vocabulary)) if stated else ""
        here = bare & (cells["line"] > line) if words else bare & False
        if here.any():
            own = {"unit_word": words, "unit_line": line, "unit_at": at}
            cells = cells.assign(**{name: cells[name].mask(here, each) for name, each in own.items()})
    return cells


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
        found = f"{declared!r}, which data/ does not have"
        return {}, [Fault(f"{where}: unit", found, "a unit of units.csv", _DEFINE)]
    units: dict[str, Unit] = {}
    faults: list[Fault] = []
    for word in cells["unit_word"].unique():
        known = vocabulary.unit_parser.readings(word) if word else ()
        if declared == FRACTION and Unit("percent", 0) in known:  # a column of percent that holds 0.052
            known = (FRACTION_UNIT,)
        if own and not known and scale_of(word) == own.power:  # (亿) where the recipe says 亿元
            known = (own,)
        unit = (own if not word or own in known else None) if own else _choose(known, spec, vocabulary)
        if unit and unit.code in vocabulary.units:
            units[word] = unit
            continue
        first = cells[cells["unit_word"] == word].iloc[0]
        place = first["where"]
        found, fix = "no unit", "State it in the recipe: unit."
        if word:
            place = place._replace(line=int(first["unit_line"]), column=int(first["unit_at"]))
            found = f"the unit {quote_cell(word)}"
            fix = "Is it the recipe for this table?" if declared else fix
            if not known and all(map(vocabulary.unit_parser.readings, word.split(" / "))):
                found, fix = f"the units {quote_cell(word)}", "Only one can be right: mend it in a copy of the table."
            elif any(map(is_index, known)):
                fix = _INDEX_ADVICE
            elif unit:
                found, fix = f"{found}, which data/ does not have", _DEFINE
            elif not known:
                found, fix = f"{found}, which is not known", _KNOWN_UNITS
        example = "a unit, as 亿元" if spec.get("measure", "level") in ("level", "difference") else "a unit, as %"
        faults.append(Fault(f"{place} ({spec['column']})", found, declared or example, fix))
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
