"""Rows of growth that the levels contradict."""

from __future__ import annotations

import pandas as pd

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.growth_readings import doubt_odd_growth

IMPLIED = [5.0, -3.2, 8.1, 12.4, -6.5, 20.3, 2.2, -1.7]
ODD = "; growth that follows from the levels, as in the other rows"


def doubts(shown: list[float], implied: list[float] = IMPLIED) -> list[str]:
    """Doubts about growth *shown* in a column of which the levels imply other growth."""
    cells = {
        "number": shown,
        "value": [f"{number:g}" for number in shown],
        "implied": implied,
        "period": [f"2024-{month:02}" for month in range(1, len(shown) + 1)],
        "where": [Place("t.csv", 2 + line, 2) for line in range(len(shown))],
    }
    frame = pd.DataFrame(cells).assign(unit="percent", group="apples")
    return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in doubt_odd_growth(frame)]


def test_a_row_that_the_levels_contradict_is_told_where_the_others_follow_from_them() -> None:
    wrong_sign, wrong_level = [*IMPLIED[:3], -12.4, *IMPLIED[4:]], [*IMPLIED[:2], -11.9, *IMPLIED[3:]]

    assert [f"t.csv:5:C: growth of -12.4 percent in 2024-04, where the levels say 12.4{ODD}"] == doubts(wrong_sign)
    assert [f"t.csv:4:C: growth of 8.1 percent in 2024-03, where the levels say -11.9{ODD}"] == doubts(
        IMPLIED, wrong_level
    )


def test_fractions_from_a_row_on_are_told_by_the_levels() -> None:
    shown = [*IMPLIED[:4], *[rate / 100 for rate in IMPLIED[4:]]]
    words = "from there on or here and there fractions, or another unit; -6.5, as the levels say"

    assert [f"t.csv:6:C: -0.065 percent in 2024-05, {words}"] == doubts(shown)


def test_revised_levels_and_growth_on_another_basis_are_left_alone() -> None:
    assert [] == doubts(IMPLIED)
    assert [] == doubts([*IMPLIED[:3], 10.9, *IMPLIED[4:]])
    assert [] == doubts([rate + 3 + at % 3 for at, rate in enumerate(IMPLIED)])
    assert [] == doubts([5.0, -3.2, 8.1, -12.4], IMPLIED[:4])  # too few to tell which is wrong
