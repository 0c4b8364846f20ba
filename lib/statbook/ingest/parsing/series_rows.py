"""The cells of one series as rows of its theme: unit, value, period and base told apart and written out."""

from __future__ import annotations

__all__ = ["rows_of"]

from collections.abc import Mapping
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.unit_parser import Unit, scaled, unit_of
from statbook.ingest.readers.grid import Grid, letters, place, shown
from statbook.ingest.parsing.vocabulary import Known, near
from statbook.ingest.parsing.period_parser import before, months_of, to_date
from statbook.store.periods import UNDATED
from statbook.store.printed_number import in_a_table

LARGEST, SMALLEST = 20, 12
"""Powers of ten beyond which nothing that the book counts can lie, and numbers lose their last digits."""
STEP_NOTE = "Step {step}: the table writes whole numbers with .0."


def rows_of(
    cells: pd.DataFrame,
    spec: Mapping[str, Any],
    where: str,
    grid: Grid,
    known: Known,
    dimensions: list[str],
    faults: list[Fault],
) -> pd.DataFrame:
    """The rows of the series *spec*; what cannot be read is put to *faults*.

    Columns: those of a theme without obs, source and known_from; `line` and `position` of the cell.
    """
    if spec["indicator"] not in known.indicators:
        fix = near(spec["indicator"], known.indicators) or "Define it in the recipe, under defines."
        faults.append(Fault(f"{where}: indicator", repr(spec["indicator"]), "the key of an indicator", fix))
        return pd.DataFrame()
    units = _units(cells, spec, where, grid, known, faults)
    if units is None or cells.empty:
        return pd.DataFrame()
    stock = known.indicators[spec["indicator"]]["kind"] == "stock"
    timing = spec.get("timing", "at" if stock else "over")
    measure = spec.get("measure", "level")
    rows = pd.DataFrame({"line": cells["line"], "position": cells["position"]}, index=cells.index)
    rows["indicator"] = spec["indicator"]
    for name in ("region", *dimensions):
        rows[name] = spec.get("members", {}).get(name, cells[name])
    groups = [(unit, cells[cells["unit_word"] == word]) for word, unit in units.items()]
    read = [_values(own, spec, unit, grid, faults) for unit, own in groups]
    values, steps = (pd.concat([pair[at] for pair in read]) if read else "" for at in (0, 1))
    codes = cells["unit_word"].map({word: unit.code for word, unit in units.items()})
    rows["period"], rows["timing"] = _times(cells, timing, grid, faults)
    rows["measure"] = measure
    base = spec.get("base", "") if measure in ("growth", "difference", "share_change") else ""
    rows["base_period"] = (
        rows["period"].map({each: before(each, base) or UNDATED for each in rows["period"].unique()}) if base else ""
    )
    rows["of"] = spec.get("of", "")
    rows["value"], rows["value_to"] = values, ""
    rows["unit"], rows["bound"] = codes, "exact"
    rows["step"] = steps
    rows["status"] = spec.get("status", "actual")
    rows["printed"] = cells["text"]
    rows["offset"] = ""
    rows["cell"] = grid.prefix + cells["position"].map(letters) + cells["line"].astype(str)
    note = pd.Series(spec.get("note", ""), index=rows.index, dtype=object)
    if spec.get("whole"):
        told = rows["step"].ne("") & cells["text"].str.endswith(".0")
        note = note.mask(told, (note + " " + STEP_NOTE.format(step=f"1 {spec.get('unit', 'of its unit')}")).str.strip())
    rows["note"] = note
    return rows


def _units(
    cells: pd.DataFrame, spec: Mapping[str, Any], where: str, grid: Grid, known: Known, faults: list[Fault]
) -> dict[str, Unit] | None:
    """The unit by what the table says of it (nothing is ""), which must be what the recipe says; None with a fault."""
    told = spec.get("unit", "")
    own = unit_of(told, known.units.values()) if told else None
    if told and own is None:
        fix = near(told, known.units) or "Is it a unit of units.csv, or one that a recipe defines?"
        faults.append(Fault(f"{where}: unit", repr(told), "a unit, as 亿元 or USD billion", fix))
        return None
    found: dict[str, Unit] = {}
    for word in cells["unit_word"].unique():
        unit = unit_of(word, known.units.values()) if word else own
        if unit is None or (own is not None and unit != own):
            first = cells[cells["unit_word"] == word].iloc[0]
            at = place(grid, first["line"], first["position"], str(spec["column"]))
            fix = "Is it the recipe for this table?" if told else "Say it in the recipe: unit."
            faults.append(Fault(at, f"the unit {shown(word)}" if word else "no unit", told or "a unit, as 亿元", fix))
        else:
            found[word] = unit
    return found if len(found) == cells["unit_word"].nunique() else None


def _values(
    cells: pd.DataFrame, spec: Mapping[str, Any], unit: Unit, grid: Grid, faults: list[Fault]
) -> tuple[pd.Series, pd.Series]:
    """Values in the unit of data/ and the rounding units that the last digit does not tell."""
    values: dict[str, str | None] = {}
    steps: dict[str, str] = {}
    for text in cells["text"].unique():
        found = in_a_table(text)
        if found and not -SMALLEST <= found.adjusted() + unit.power < LARGEST:
            found = None
        sign = text.rstrip()[-1:] in "%％"
        values[text] = None if found is None or (sign and unit.code != "percent") else scaled(found, unit.power)
        if found is None:
            continue
        exponent = int(found.as_tuple().exponent)
        if spec.get("whole") and text.endswith(".0"):
            steps[text] = scaled(type(found)(1), unit.power)
        elif not found or "e" in text.casefold():
            steps[text] = scaled(type(found)(1).scaleb(exponent), unit.power)
    read = cells["text"].map(values)
    for index in read.index[read.isna()]:
        where = place(grid, cells.at[index, "line"], cells.at[index, "position"], str(spec["column"]))
        faults.append(
            Fault(
                where,
                shown(str(cells.at[index, "text"])),
                f"a number in {spec.get('unit', unit.code)}, or a sign for none",
            )
        )
    return read, cells["text"].map(lambda text: steps.get(text, ""))


def _times(cells: pd.DataFrame, timing: str, grid: Grid, faults: list[Fault]) -> tuple[pd.Series, pd.Series]:
    """Periods and timings: the months of a year up to one of them, of which January is simply January."""
    periods = cells["period"]
    if timing == "to_date":
        made = {each: to_date(each) if each else "" for each in periods.unique()}
        for index in periods.index[periods.map(made).isna()]:
            where = place(grid, cells.at[index, "line"], cells.at[index, "position"])
            faults.append(Fault(where, f"the period {periods[index]}", "a month: the numbers run from January to it"))
        periods = periods.map(made).fillna("")
    if timing in ("over", "to_date"):
        spans = {each: "to_date" if months_of(each) else "over" for each in periods.unique()}
        return periods, periods.map(spans)
    return periods, pd.Series(timing, index=periods.index)
