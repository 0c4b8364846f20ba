"""Doubts about levels below zero and falls of more than all: by what an indicator is, or by the other numbers of its series."""

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.validation.revision_checks import ENOUGH, MEND
from statbook.store.grouping import map_once

Row = Mapping[str, str]
_AMOUNTS = ("flow", "estimate", "duration", "sum_insured")
"""Kinds of which nothing is below zero but differences."""
_STOCKS = ("stock", "count")
"""Kinds of which levels below zero are faults."""
_DIFFERENCE = re.compile(
    "净|差额|顺差|逆差|结余|盈|亏|利润|损益|收益|增量|新增|增减|变动|变化|"
    r"\b(net|balance|surplus|deficit|profits?|loss(es)?|gains?|changes?|increases?)\b",
    re.IGNORECASE,
)
"""Words in the name of an indicator or a member of what may be below zero."""
_SPREAD = 0.7
"""Powers of ten within which most numbers of a steady series lie."""
_LIKE_OTHERS = "a number above zero, as the others of the series"


def doubt_signs(
    coming: pd.DataFrame,
    levels: pd.DataFrame,
    indicators: Mapping[str, Row],
    members: Mapping[tuple[str, ...], Row],
) -> Iterator[Fault]:
    """Levels below zero, and growth below -100 percent, of what is no net amount, balance or change.

    Of what is one, levels of zero or below among steady positive ones.
    """
    yield from _impossible_falls(coming, indicators, members)
    kinds = {code: row.get("kind") in _AMOUNTS and row.get("basis") != "net" for code, row in indicators.items()}
    rows = coming[
        (coming["measure"] == "level") & (coming["number"] <= 0) & coming["indicator"].map(kinds).fillna(False)
    ]
    if rows.empty:
        return
    is_odd = (rows["number"] < 0) & ~name_differences(rows, indicators, members)
    yield from row_faults(
        rows[is_odd],
        "{value} {unit} in {period}",
        "nothing below zero: {indicator} is no balance, net amount or change",
        f"If it is one, say so in its definition (basis: net). {MEND}",
    )
    rows = rows[~is_odd]
    positive = levels[(levels["number"] > 0) & levels["series"].isin(set(rows["series"]))].groupby("series")["number"]
    others_of = {str(name): numbers for name, numbers in positive}
    for name, own in rows[rows["series"].isin(set(others_of))].groupby("series", sort=False):
        others = others_of[str(name)]
        is_steady = len(others) >= ENOUGH and np.log10(others).quantile(0.9) - np.log10(others).quantile(0.1) < _SPREAD
        if len(others) >= 4 * len(own) and is_steady:
            yield from row_faults(own, "{value} {unit} in {period}", _LIKE_OTHERS, MEND)


def _impossible_falls(
    coming: pd.DataFrame, indicators: Mapping[str, Row], members: Mapping[tuple[str, ...], Row]
) -> Iterator[Fault]:
    """More than all cannot be lost: growth below -100 percent."""
    kinds = {
        code: row.get("kind") in (*_AMOUNTS, *_STOCKS) and row.get("basis") != "net" for code, row in indicators.items()
    }
    rows = coming[(coming["measure"] == "growth") & (coming["unit"] == "percent") & (coming["number"] < -100)]
    rows = rows[rows["indicator"].map(kinds).fillna(False)]
    if len(rows):
        wrong = rows[~name_differences(rows, indicators, members)]
        yield from row_faults(
            wrong, "{value} {unit} in {period}", "no fall of more than 100 percent: is it in another unit?", MEND
        )


def name_differences(
    rows: pd.DataFrame, indicators: Mapping[str, Row], members: Mapping[tuple[str, ...], Row]
) -> pd.Series:
    """Whether the name of the indicator, or of a member, of each of *rows* says a balance, a net amount or a change."""
    dimensions = {name for name, _ in members} & {*rows.columns} - {"region"}
    named = {"indicator": indicators}
    named |= {each: {code: row for (name, code), row in members.items() if name == each} for each in dimensions}
    found = pd.Series(False, index=rows.index)
    for column, known in named.items():

        def says_difference(code: str, known: Mapping[str, Row] = known) -> bool:
            row = known.get(code, {})
            return bool(_DIFFERENCE.search(f"{row.get('name_zh', '')} {row.get('name_en', '')}"))

        found |= map_once(rows[column], says_difference).astype(bool)
    return found
