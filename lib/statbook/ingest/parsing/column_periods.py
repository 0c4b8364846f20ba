"""What a column tells of the periods of its numbers: its name says one, or a part of the year of the row, or one seen from it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.period_parser import Period, read_parts
from statbook.ingest.parsing.period_timing import move_period, year_of
from statbook.ingest.parsing.recipe_expansion import read_header_period
from statbook.ingest.readers.grid import quote_cell, row_faults
from statbook.store import Recipe
from statbook.store.grouping import map_columns

_FIELDS = ["period", "timing", "said"]


def said_words(text: str) -> dict[str, Any]:
    """What a header tells of the period of the numbers below it: a period, or a `part` of the year of their row."""
    period = read_header_period(text)
    return period_words(period) if period else {"part": text}


def period_words(period: Period) -> dict[str, Any]:
    """The fields of a cell that a period fills in."""
    return {"period": period.text, "timing": period.timing, "said": period.said}


def join_parts(cells: pd.DataFrame, recipe: Recipe, faults: list[Fault]) -> pd.DataFrame:
    """*cells* with the periods that the year of a row, or of the table, and a part of it in the header are: 2025 and 1月."""
    is_part = cells["part"].notna()
    parts = cells.loc[is_part, "part"]
    if not recipe.content["period"]:
        found = f"{quote_cell(parts.iloc[0])} in the header without a year"
        faults.append(Fault(f"{recipe.where}: period", found, "the column of years, or where the table says its year"))
        return cells.fillna({"period": "", "timing": "", "said": False})
    keys = pd.DataFrame({"period": cells.loc[is_part, "period"], "part": parts})
    joined = map_columns(keys, _join_part, _FIELDS)
    wrong = (joined["period"] == "") & (keys["period"] != "")
    for period in keys.loc[wrong, "period"].unique():
        found = f"the period {period} beside parts of a year in the header"
        faults.append(Fault(f"{recipe.where}: period", found, "a year, or a part of one year"))
    for name in _FIELDS:
        cells.loc[is_part, name] = joined[name]
    return cells


def _join_part(period: str, part: str) -> tuple[str, str, bool]:
    year = year_of(period)
    found = read_parts([year, part]) if year else None
    return (found.text, found.timing, found.said) if found and not found.readings else ("", "", False)


def move_periods(cells: pd.DataFrame, spec: Mapping[str, Any], faults: list[Fault]) -> pd.DataFrame:
    """*cells* with the period that the entry means, seen from that of their row or table: its last month, the year before."""
    if "when" not in spec or cells.empty:
        return cells
    moved = map_columns(cells[_FIELDS], partial(_move, when=spec["when"]), _FIELDS)
    wrong = cells[(moved["period"] == "") & (cells["period"] != "")]
    faults += row_faults(
        wrong.drop_duplicates("period"),
        "the period {period}",
        "one that ends with a month",
        "Say the months of the table in the recipe: period: {{is: 2025-01/2025-09}}.",
        column=spec["column"],
    )
    return cells.assign(**{name: moved[name] for name in _FIELDS})


def _move(period: str, timing: str, said: bool, when: str) -> tuple[str, str, bool]:
    """The period meant, and what its words tell of the timing; a single month is no sum from January."""
    is_kept = when == "year_before" or timing == "at"
    return move_period(period, when), timing if is_kept else "", said and is_kept
