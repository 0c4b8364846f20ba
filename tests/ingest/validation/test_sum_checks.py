"""Months and sums from January that stand for each other, and two months in one."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.plausibility import _with_series
from statbook.ingest.validation.sum_checks import doubt_sums

FLOW = {"apples": {"kind": "flow", "basis": ""}, "net": {"kind": "flow", "basis": "net"}}
SUM = "where the sum from January is {} and its last month {}; sums that are no less than their last month"
TWICE = "about twice the other months, and no other number for January and February"


def rows(numbers: dict[str, str], timing: str = "over", column: int = 1, indicator: str = "apples") -> pd.DataFrame:
    """Levels by period, each with its place in a column."""
    frame = pd.DataFrame({"period": [*numbers], "value": [*numbers.values()]}, dtype=object)
    cells = {"region": "North", "sector": "all", "measure": "level", "of": "", "unit": "CNY", "status": "actual"}
    places = pd.Series([Place("t.csv", 2 + at, column) for at in range(len(frame))], dtype=object)
    frame = frame.assign(**cells, indicator=indicator, timing=timing, base_period="", value_to="", where=places)
    return _with_series(frame, ["sector"])


def told(coming: pd.DataFrame, known: pd.DataFrame | None = None) -> list[str]:
    levels = coming if known is None else pd.concat([known, coming], ignore_index=True)
    return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in doubt_sums(coming, levels, FLOW, {})]


@pytest.mark.parametrize(
    ("month", "cumulated", "is_doubted"),
    [("621", "106", True), ("106", "621", False), ("106", "106", False), ("110", "106", False), ("112", "106", True)],
)
def test_a_sum_from_january_is_no_less_than_its_last_month(month: str, cumulated: str, is_doubted: bool) -> None:
    months, sums = rows({"2024-06": month}), rows({"2024-01/2024-06": cumulated}, "to_date", 2)
    words = f"CNY in {{}}, {SUM.format(cumulated, month)}"

    expected = [f"t.csv:2:C: {cumulated} {words.format('2024-01/2024-06')}"] if is_doubted else []
    assert expected == told(pd.concat([months, sums], ignore_index=True))
    assert expected == told(sums, months)
    in_month = [f"t.csv:2:B: {month} {words.format('2024-06')}"] if is_doubted else []
    assert in_month == told(months, sums)
    assert [] == told(rows({"2024-05": month}), sums)
    assert [] == told(
        rows({"2024-06": month}, indicator="net"), rows({"2024-01/2024-06": cumulated}, "to_date", 2, "net")
    )


LATE = dict(zip([f"2024-{month:02}" for month in range(3, 9)], ["103", "98", "105", "110", "95", "101"], strict=True))


@pytest.mark.parametrize(
    ("early", "others", "place"),
    [
        ({"2024-02": "210"}, LATE, "t.csv:2:B"), ({"2024-01": "210"}, LATE, "t.csv:2:B"), ({"2024-01": "210", "2024-02": "90"}, LATE, ""), ({"2024-02": "140"}, LATE, ""), ({"2024-02": "310"}, LATE, ""),
        ({"2024-02": "210"}, LATE | {"2024-05": "205"}, ""), ({"2024-02": "210"}, {"2024-03": "103", "2024-04": "98", "2024-05": "105"}, ""), ({"2023-02": "210"}, LATE, ""),
    ],
)  # fmt: skip
def test_january_and_february_in_one_number_are_doubted(
    early: dict[str, str], others: dict[str, str], place: str
) -> None:
    number = next(iter(early.values()))
    found = told(rows(early | others))

    assert ([f"{place}: {number} CNY in {next(iter(early))}, {TWICE}"] if place else []) == [
        words.partition("; ")[0] for words in found
    ]


@pytest.mark.parametrize(
    ("first", "second", "is_doubted"),
    [
        ([100, 201, 303, 404], [110, 221, 333, 444], True), ([100, 101, 102, 104], [110, 111, 112, 113], False), ([49, 74, 77, 118], [52, 76, 80, 125], False),
        ([30, 101, 203, 404], [31, 111, 222, 424], False), ([100, 201, 303, 404], [210, 321, 433, 544], False),
    ],
)  # fmt: skip
def test_quarters_that_grow_evenly_through_two_years_are_doubted_as_sums(
    first: list[int], second: list[int], is_doubted: bool
) -> None:
    ends = [("01", "03"), ("04", "06"), ("07", "09"), ("10", "12")]
    periods = [f"{year}-{start}/{year}-{end}" for year in (2023, 2024) for start, end in ends]
    coming = rows(dict(zip(periods, map(str, [*first, *second]), strict=True)))
    words = "in 2023-01/2023-03, and numbers that grow through every year; quarters: they look added up from January"

    assert ([f"t.csv:2:B: {first[0]} CNY {words}"] if is_doubted else []) == told(coming)
    assert [] == told(coming[:4])


SUMS = {f"2024-01/2024-{month:02}": str(100 * month) for month in range(2, 9)}
FALL = "{} CNY in 2024-01/2024-{} after {} in 2024-01/2024-{}; sums from January, which do not fall within a year"


@pytest.mark.parametrize(
    ("month", "number", "words"),
    [
        ("05", "105", ["t.csv:5:B: " + FALL.format("105", "05", "400", "04")]),
        ("05", "680", ["t.csv:6:B: " + FALL.format("600", "06", "680", "05")]),
        ("05", "395", []),  # a revision
        ("08", "9000", []),
        ("02", "150", []),
    ],
)
def test_sums_from_january_do_not_fall_within_a_year(month: str, number: str, words: list[str]) -> None:
    changed = SUMS | {f"2024-01/2024-{month}": number}

    assert words == told(rows(changed, "to_date"))
    assert [] == told(rows(changed, "to_date", indicator="net"))


def test_sums_begin_anew_every_year_and_may_fall_below_those_in_data() -> None:
    assert [] == told(rows(SUMS | {"2025-01/2025-02": "210", "2025-01/2025-03": "320"}, "to_date"))
    found = told(rows({"2024-01/2024-05": "105"}, "to_date"), rows({"2024-01/2024-04": "400"}, "to_date"))
    assert ["t.csv:2:B: " + FALL.format("105", "05", "400", "04")] == found


def test_sums_of_what_is_named_a_balance_may_fall() -> None:
    named = FLOW | {"apples": {"kind": "flow", "basis": "", "name_zh": "利润总额"}}
    coming = rows(SUMS | {"2024-01/2024-05": "105"}, "to_date")

    assert [] == [*doubt_sums(coming, coming, named, {})]
