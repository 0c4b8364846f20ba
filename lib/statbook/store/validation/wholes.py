"""Checks of what a share is a share of: a whole in which the part lies, and which is not the part itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from statbook.store.classification import WHOLE
from statbook.store.grouping import find_reachable

_OF_A_WHOLE = ("share", "contribution")


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
    parents = {(row["dimension"], row["code"]): _parents(row) for row in members}
    for of, alike in table[table["measure"].isin(_OF_A_WHOLE)].groupby("of", sort=False):
        dimension, _, code = str(of).partition("=")
        if dimension not in ("indicator", "region", *dimensions):
            continue
        for own, rows in alike.groupby(dimension, sort=False):
            expected, fix = _expect(dimension, str(own), code, parents)
            if expected:
                yield WrongWhole(rows.index, expected, fix)


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
