"""Turn the cells of series into rows of their theme: unit, value, period and base period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.cell_units import parse_units
from statbook.ingest.parsing.period_timing import base_period, end_of, is_months_to_date, months_to_date
from statbook.ingest.parsing.unit_parser import Unit, scale_number
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import FOOTNOTE_MARK, cell_names, quote_cell, row_faults, suggest
from statbook.store import Recipe
from statbook.store.grouping import map_columns, map_once, repeat_text
from statbook.store.periods import UNDATED
from statbook.store.printed_number import are_plain, parse_cell

LARGEST_POWER, SMALLEST_POWER = 20, 12
"""Powers of ten of the largest and the smallest number; beyond them a float loses digits."""
_MARKED = (
    "The raised or circled sign is a mark, no digit: say in the recipe what it means (marks), or delete it in a copy."
)
_NO_UNIT = Unit("", 0)
"""The unit of cells whose unit is at fault."""
_TIMING_WORDS = {"at": " (a point in time)", "to_date": " (added up from January)"}
_DECIMAL_COMMA = re.compile(r"[+\-−]?[\d.]+,\d+")
_STEP_NOTE = "Step 1 {unit}: the table writes whole numbers with .0."


def series_rows(
    series: Sequence[pd.DataFrame], recipe: Recipe, vocabulary: Vocabulary
) -> tuple[pd.DataFrame, list[Fault]]:
    """The rows of all *series*, one for each entry under `values`, in the order of the cells; and what cannot be parsed.

    The cells of a series have the columns `where`, `period`, `timing` and `said` (what the period tells of its timing),
    `region`, the dimensions, `unit_word`, `text` and the parts of a CellNumber. The rows have the columns of the theme without obs, source and known_from, and `where`.
    """
    frames, faults = [], []
    for number, (cells, spec) in enumerate(zip(series, recipe.values, strict=True), 1):
        where = f"{recipe.where}: values, entry {spec.get('entry', number)}"
        rows, found = _build_rows(cells, spec, where, vocabulary, vocabulary.dimensions(recipe.theme))
        faults += found
        frames += [rows] if len(rows) else []
    rows = pd.concat(frames).sort_index(kind="stable").reset_index(drop=True) if frames else pd.DataFrame()
    return rows, faults


def _build_rows(
    cells: pd.DataFrame, spec: Mapping[str, Any], where: str, vocabulary: Vocabulary, dimensions: list[str]
) -> tuple[pd.DataFrame, list[Fault]]:
    """The rows of one series that *spec* describes, the entry of the recipe at *where*, and the faults of the others."""
    if spec["indicator"] not in vocabulary.indicators:
        fix = suggest(spec["indicator"], vocabulary.indicators) or "Define it in the recipe, under defines."
        return pd.DataFrame(), [Fault(f"{where}: indicator", repr(spec["indicator"]), "the key of an indicator", fix)]
    units, faults = parse_units(cells, spec, where, vocabulary)
    if cells.empty:
        return pd.DataFrame(), faults
    unit = map_once(cells["unit_word"], lambda word: units.get(word, _NO_UNIT))
    codes = map_once(cells["unit_word"], lambda word: units.get(word, _NO_UNIT).code)
    values, steps, unread = _parse_values(cells, spec, unit)
    kind = vocabulary.indicators[spec["indicator"]]["kind"]
    periods, timings, undated = _parse_times(cells, spec.get("timing", ""), kind)
    measure = spec.get("measure", "level")
    base = spec.get("base", "") if measure in ("growth", "difference", "share_change") else ""
    members = {name: spec.get("members", {}).get(name, cells[name]) for name in ("region", *dimensions)}
    same = partial(repeat_text, times=len(cells))
    note = map_once(cells["mark_note"], lambda mark: f"{spec.get('note', '')} {mark}".strip())
    status = cells["mark_status"].mask(cells["mark_status"] == "", spec.get("status", "actual"))
    if spec.get("whole"):
        stepped = note + " " + _STEP_NOTE.format(unit=spec.get("unit", "of its unit"))
        note = note.mask((steps != "") & cells["text"].str.endswith(".0"), stepped.str.strip())
    rows = pd.DataFrame(
        {"where": cells["where"], "indicator": same(spec["indicator"])}
        | members
        | {"period": periods, "timing": timings, "measure": same(measure)}
        | {
            "base_period": map_once(periods, lambda text: base_period(text, base) or UNDATED) if base else same(""),
            "of": same(spec.get("of", "")),
        }
        | {
            "value": values,
            "value_to": same(""),
            "unit": codes,
            "bound": same("exact"),
            "step": steps,
        }
        | {"status": status, "printed": cells["text"], "offset": same("")}
        | {"cell": cell_names(cells["where"]), "note": note},
        index=cells.index,
    )
    is_sound = values.notna() & (codes != "")
    for name in ("period", *members):
        if "" in set(rows[name]):  # which takes less than to compare each
            is_sound &= rows[name] != ""
    return rows if is_sound.all() else rows[is_sound], [*faults, *unread, *undated]


def _parse_values(
    cells: pd.DataFrame, spec: Mapping[str, Any], units: pd.Series
) -> tuple[pd.Series, pd.Series, Iterator[Fault]]:
    """Values in the unit of data/, rounding units that the last digit does not show, and cells that are no numbers."""
    whole = bool(spec.get("whole"))
    texts = cells["number"].tolist()
    if not whole and not cells["is_unclear"].any() and are_plain(texts):
        found = zip(*map(_parse_plain, texts, units.tolist()), strict=True)
        values, steps = (pd.Series(own, index=cells.index, dtype=object) for own in found)
    else:
        keys = pd.DataFrame({"text": cells["number"], "unit": units, "is_unclear": cells["is_unclear"]})
        parsed = map_columns(keys, partial(_parse_value, whole=whole), ["value", "step"])
        values, steps = parsed["value"], parsed["step"]
    wrong, codes = cells[values.isna()], units[values.isna()].map(lambda unit: unit.code)
    wrong = wrong.assign(shown=wrong["text"].map(quote_cell), unit=spec.get("unit") or codes.replace("", "its unit"))
    expected = "a number in {unit}, or a sign for a missing one"
    wrong = wrong.assign(fix=wrong["text"].map(_advise))
    return values, steps, row_faults(wrong, "{shown}", expected, "{fix}", column=str(spec["column"]))


def _advise(text: str) -> str:
    """What to do with a cell that is no number."""
    if FOOTNOTE_MARK.search(text):
        return _MARKED
    if _DECIMAL_COMMA.fullmatch(text.strip()):
        return "If the comma stands before decimals, say so in the recipe: table: {decimal: ','}."
    if text.strip().startswith(("(", "（", "▲", "▼", "△", "▽")):
        return "A sign must be + or -: write it so in a copy of the table."
    return "If it is a mark or a word with a meaning, say it in the recipe: marks, or missing."


def _parse_plain(text: str, unit: Unit) -> tuple[str | None, str]:
    """The same of a plain number, where its digits tell the value without computing."""
    before, _, after = text.partition(".")
    if len(after) <= unit.power:
        value = str(int(before + after.ljust(unit.power, "0")))
        if value != "0" and len(value) <= LARGEST_POWER:
            return value, ""
    return _parse_value(text, unit, is_unclear=False, whole=False)


def _parse_value(text: str, unit: Unit, is_unclear: bool, *, whole: bool) -> tuple[str | None, str]:
    """The value in the unit of data/, None if *text* is no number, and the rounding unit if the digits hide it."""
    number = parse_cell(text)
    is_other_unit = text.rstrip()[-1:] in ("%", "％") and unit != Unit("percent", 0)
    if number is None or is_other_unit or not -SMALLEST_POWER <= number.adjusted() + unit.power < LARGEST_POWER:
        return None, ""
    step = ""
    if whole and text.endswith(".0"):
        step = scale_number(Decimal(1), unit.power)
    elif not number or is_unclear or "e" in text.casefold():
        step = scale_number(Decimal(1).scaleb(int(number.as_tuple().exponent)), unit.power)
    return scale_number(number, unit.power), step


def _parse_times(cells: pd.DataFrame, declared: str, kind: str) -> tuple[pd.Series, pd.Series, Iterator[Fault]]:
    """Periods and timings, as the words of the period say, else as the recipe does, else by its form or by the *kind* of the indicator.

    Months added up from January are a span, of which January alone is simply a month; what is at a quarter is at its end.
    """
    keys = cells[["period", "timing", "said"]]
    parse = partial(_parse_time, declared=declared, kind=kind)
    times = map_columns(keys, parse, ["period", "timing", "expected"])
    is_wrong = times["expected"] != ""
    wrong = cells[is_wrong].assign(expected=times.loc[is_wrong, "expected"])
    wrong = wrong.assign(which=wrong["timing"].map(_TIMING_WORDS).fillna(""))
    fix = "Let the recipe say the timing that the table has."
    return times["period"], times["timing"], row_faults(wrong, "the period {period}{which}", "{expected}", fix)


def _parse_time(period: str, timing: str, said: bool, declared: str, kind: str) -> tuple[str, str, str]:
    """The period, its timing, and what else was expected, if it does not fit the timing that the recipe declares."""
    if said and declared not in ("", timing):
        return "", "", f"one that fits the timing of the recipe: {declared}"
    if timing == "at" and said and not declared and kind == "flow":
        return "", "", "a span of time, since the indicator is a flow"
    usual = "at" if kind == "stock" else "over"
    wanted = declared or (timing if said or usual == "over" else "") or usual
    if wanted == "at":
        return end_of(period), wanted, ""
    if wanted != "to_date":
        return period, wanted, ""
    span = months_to_date(period) if period else ""
    if span is None:
        return "", "", "a month: the numbers run from January to it"
    return span, "to_date" if is_months_to_date(span) else "over", ""
