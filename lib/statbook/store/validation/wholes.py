"""Checks of what a share is a share of, a whole in which the part lies, and of periods, which only growth is compared with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from statbook.store.classification import WHOLE
from statbook.store.grouping import find_reachable

_OF_A_WHOLE = ("share", "contribution")
PERIOD = "period"
"""Stands for a dimension where growth is compared with that of another period: period=2026-01."""


class WrongWhole(NamedTuple):
    """Rows whose column `of` names no whole of theirs: their index, what was expected instead, and what to do."""

    rows: pd.Index
    expected: str
    fix: str


def find_wrong_wholes(
    table: pd.DataFrame, dimensions: Sequence[str], members: Iterable[Mapping[str, str]]
) -> Iterator[WrongWhole]:
    """The shares and contributions of *table*, rows of a theme with these *dimensions*, that lie in no whole of this name.

    *members* are the rows of members.csv: a member lies in its `parents`, and on a condition in its `parents_if`.
    Names that are none of members or indicators are left to other checks.
    """
    yield from _find_wrong_periods(table)
    parents = {(row["dimension"], row["code"]): _parents(row) for row in members}
    for of, alike in table[table["measure"].isin(_OF_A_WHOLE)].groupby("of", sort=False):
        dimension, _, code = str(of).partition("=")
        if dimension not in ("indicator", "region", *dimensions):
            continue
        for own, rows in alike.groupby(dimension, sort=False):
            expected, fix = _expect(dimension, str(own), code, parents)
            if expected:
                yield WrongWhole(rows.index, expected, fix)


def _find_wrong_periods(table: pd.DataFrame) -> Iterator[WrongWhole]:
    named = [of for of in table["of"].unique().tolist() if str(of).startswith(f"{PERIOD}=")]
    if not named:
        return
    rows = table.loc[table["of"].isin(named), ["measure", "of", PERIOD]].astype(object)
    other = rows.index[rows["measure"] != "growth_gap"]
    if len(other):
        fix = "Name the whole; a period is what growth is compared with, with measure growth_gap."
        yield WrongWhole(other, "a whole, which is no period", fix)
    own = rows.index[(rows["measure"] == "growth_gap") & (rows["of"] == f"{PERIOD}=" + rows[PERIOD])]
    if len(own):
        yield WrongWhole(own, "another period than that of the row", "Name the period of the other growth.")


def _parents(row: Mapping[str, str]) -> list[str]:
    return [code for name in ("parents", "parents_if") for code in row.get(name, "").split(";") if code]


def _expect(dimension: str, own: str, code: str, parents: Mapping[tuple[str, str], Sequence[str]]) -> tuple[str, str]:
    """What is expected instead of the whole *code* of the member *own*, and what to do; nothing if it is one."""
    if dimension != "region" and own == code == "all":
        return "", ""  # the whole of a part that an indicator is
    if own == code or (dimension != "region" and own in WHOLE):
        fix = "Name the dimension in which the number is a part, as dimension=all."
        return f"a whole, of which the number is a part: its own {dimension} is {own}", fix
    around = find_reachable([own], lambda each: parents.get((dimension, each), ()))[1:]
    if dimension == "indicator" or code in around or (dimension != "region" and code in WHOLE):
        return "", ""
    if dimension == "region":
        return f"a region that {own} lies in: {', '.join(around) or 'none is named in members.csv'}", ""
    return f"all, or a member of {dimension} that {own} lies in: {', '.join(around) or 'none in members.csv'}", ""
