"""Values that differ from those of data/ for the same periods in a way that revisions do not."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from adding import TABLE, refused
from statbook.ingest.add import AddRequest, add
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.revision_checks import (
    SEPARATOR,
    _are_equal,
    _borrowed_series,
    _exchanged_columns,
    _exchanged_values,
    _fit,
    _odd_revisions,
    _oddity,
    _other_table,
    _other_units,
    _power_of_ten,
    _shifted_periods,
    series_name,
    times,
)

IMPLAUSIBLE = {
    "a factor of ten thousand": (TABLE + "2025-01,10000,61,1,x\n2025-02,20000,62,1,x\n2025-03,30000,63,1,x\n", "table.csv:2:B", "10,000 times"),
    "a thousandth": (TABLE + "2025-01,1,0.061,1,x\n", "table.csv:2:C", "1/1,000"),
    "exchanged columns": (TABLE + "".join(f"2025-0{n},{60 + n},{n},1,x\n" for n in range(1, 5)), "table.csv:2:B", "look exchanged with column C"),
    "a shifted month": (TABLE + "".join(f"2025-0{n},{n - 1},61,1,x\n" for n in range(2, 7)), "table.csv:2:B", "look shifted"),
    "a sign that turned": (TABLE + "2025-03,-3,63,1,x\n", "table.csv:2:B", "the sign of 300000000 changed"),
    "one revision by ten": (TABLE + "2025-03,30,63,,x\n", "table.csv:2:B", "10 times what data/ has"),
    "one revision by four": (TABLE + "2025-03,12,63,,x\n", "table.csv:2:B", "4 times what data/ has"),
    "one revision to nothing": (TABLE + "2025-03,0,63,,x\n", "table.csv:2:B", "something or nothing"),
    "one known number that is another among new ones": (TABLE + "2025-06,,80,,x\n" + "".join(f"2026-0{n},,8{n},,x\n" for n in range(1, 8)).replace("2026", "2024"), "table.csv:2:C", "nearly all others are new"),
    "another table": (TABLE + "".join(f"2025-0{n},{2 * n + 1},9{n},,x\n" for n in range(1, 7)), "table.csv:2:B", "12 of 12 numbers that data/ has would be others"),
    "the numbers of another series": (TABLE + "".join(f"2025-0{n},6{n},,,x\n" for n in range(1, 4)), "table.csv:2:B", "that data/ has under pears, China"),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPLAUSIBLE)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = IMPLAUSIBLE[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


KNOWN = "".join(f"2025-0{n},{n},6{n}.123,1{n}.5,x\n" for n in range(1, 8))


RATES = {
    "rates as fractions": ("".join(f"2025-0{n},{n},,0.1{n}5,x\n" for n in range(1, 7)), ":2:D", "1/100 of what data/ has"),
    "rates ten times as high": ("".join(f"2025-0{n},{n},,1{n}5,x\n" for n in range(1, 7)), ":2:D", "10 times what data/ has"),
}  # fmt: skip


@pytest.mark.parametrize("name", RATES)
def test_rates_in_another_scale_are_refused(name: str, data: Path, tmp_path: Path) -> None:
    rows, where, words = RATES[name]
    known = tmp_path / "known.csv"
    known.write_text(TABLE + KNOWN, encoding="utf-8")
    add(data, known, AddRequest("orchard", "2026-01-30"))

    message = refused(data, tmp_path, "table.csv", (TABLE + rows).encode())

    assert [f"table.csv{where}"] == [line.split(": found")[0] for line in message.split("\n")]
    assert words in message


def test_a_series_is_named_by_what_distinguishes_it() -> None:
    parts = ("apples", "China", "all", "red", "share", "sector=all", "over", "percent", "actual", "1")

    assert "apples, China, red, share, sector=all" == series_name(SEPARATOR.join(parts))
    assert "apples, China" == series_name(SEPARATOR.join(("apples", "China", "level", "", "over", "CNY", "actual", "")))


@pytest.mark.parametrize(
    ("ratio", "power"),
    [(10.0, 1), (1e4, 4), (0.001, -3), (10.7, 1), (10.8, 0), (1.0, 0), (1.02, 0), (0.0, 0), (-10.0, 0), (float("inf"), 0), (float("nan"), 0)],
)  # fmt: skip
def test_a_ratio_may_be_close_to_a_power_of_ten(ratio: float, power: int) -> None:
    assert power == _power_of_ten(ratio)


def test_powers_of_ten_are_told_in_words() -> None:
    assert ["10 times", "10,000 times", "1/10 of", "1/1,000 of"] == [times(power) for power in (1, 4, -1, -3)]


@pytest.mark.parametrize(
    ("own", "old", "fit"),
    [
        ([1, 2, 3], [1, 2, 3], 1), ([1, 2], [1, 2], 0), ([1, 2, 3, 4], [1, 2, 3, 9], 0.75), ([103, 200, 97], [100, 200, 100], 1),
        ([104, 200, 96, 1], [100, 200, 100, 1], 0.5), ([-1, -2, -3], [-1, -2, -3], 1), ([1], [2], 0), ([1, 2, 3, 4], [1, 2, 3], 1),
    ],
)  # fmt: skip
def test_series_fit_by_the_share_of_their_common_periods_that_is_close(
    own: list[int], old: list[int], fit: float
) -> None:
    assert fit == _fit(pd.Series(own, dtype=float), pd.Series(old, dtype=float))


@pytest.mark.parametrize(
    ("old", "new", "lone", "level", "words"),
    [
        (5, -5, False, True, "the sign of 5 changed"), (5, -9, False, True, "the sign of 5 changed"), (-5, 5, False, False, "the sign of -5 changed"),
        (5, -4.9, False, False, "the sign of 5 changed"), (5, -4.8, False, False, ""), (1, -1, False, False, "the sign of 1 changed"),
        (0.9, -0.9, False, False, ""), (5, 0, False, True, "where there was something or nothing"), (0, -5, False, True, "where there was something or nothing"),
        (0, 5, False, False, ""), (0, 0, False, False, ""), (1, 10, False, True, "10 times what data/ has"), (0.1, 1, False, False, ""),
        (0.1, 1, False, True, "10 times what data/ has"), (0.5, 5, False, False, "10 times what data/ has"), (0.49, 4.9, False, False, ""),
        (500, 5, False, False, "1/100 of what data/ has"), (1, 3, False, True, ""), (3, 1, False, True, ""), (1, 3.1, False, True, "3.1 times what data/ has"),
        (3.2, 1, False, True, "0.312 times what data/ has"), (2e6, 1, False, True, "1/2,000,000 of what data/ has"), (1, 3.1, False, False, ""), (100, 115, True, True, ""),
        (100, 116, True, True, "1.16 times what data/ has where nearly all others are new"), (100, 84, True, True, "0.84 times what data/ has where nearly all others are new"),
        (100, 116, False, True, ""), (100, 116, True, False, ""), (100, 100, True, True, ""), (-5, -5, False, True, ""),
        (-0.5, 0.5, False, True, "the sign of -0.5 changed"), (0.5, -0.5, False, True, "the sign of 0.5 changed"), (0, 0.5, False, True, "where there was something or nothing"),
        (100, 1049, False, False, "10 times what data/ has"), (100, 1051, False, False, ""),
    ],
)  # fmt: skip
def test_a_value_is_odd_in_place_of_another(old: float, new: float, lone: bool, level: bool, words: str) -> None:
    assert words == _oddity(old, new, lone, level)


@pytest.mark.parametrize(("count", "faults"), [(2, 1), (50, 1), (51, 0)])
def test_exchanged_columns_are_looked_for_among_fifty_series(count: int, faults: int) -> None:
    cells = [(f"s{n}", f"2025-0{month}", 10.0**n + month) for n in range(count) for month in (1, 2, 3)]
    old = pd.DataFrame(cells, columns=["series", "period", "number"])
    coming = old.assign(series=old["series"].replace({"s0": "s1", "s1": "s0"}), where=[Place("t.csv", 2, 1)] * len(old))

    assert faults == len([*_exchanged_columns(coming, old)])


def key(name: str) -> str:
    return SEPARATOR.join((name, *"otus"))


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({}, 1), ({"number_old": [2.0, 1.1]}, 0), ({"number": [1.002, 2.004]}, 1), ({"number": [1.0, 2.1]}, 0), ({"period": ["2025-01", "2025-02"]}, 0), ({"timing": ["over", "at"]}, 0), ({"measure": ["level", "share"]}, 0),
        ({"unit": ["CNY", "USD"]}, 0), ({"series": [key("apples")] * 2}, 0), ({"number": [2.0, 1.0]}, 0), ({"number": [1.0, 1.0], "number_old": [1.0, 1.0]}, 0),
    ],
)  # fmt: skip
def test_two_numbers_of_one_setting_look_exchanged_where_each_is_the_other_s(
    cells: dict[str, list[Any]], faults: int
) -> None:
    plain: dict[str, Any] = {"period": "2025-01", "timing": "over", "measure": "level", "unit": "CNY"}
    plain |= {"series": [key("apples"), key("pears")], "number": [1.0, 2.0], "number_old": [2.0, 1.0]}
    rows = frame(**plain | {"value": ["1", "2"]} | cells)
    words = "1 CNY in 2025-01, which data/ has for pears"

    assert [("t.csv:2:B", words)] * faults == [(fault.where, fault.found) for fault in _exchanged_values(rows)]


def test_numbers_that_look_exchanged_are_told_in_the_order_of_the_file() -> None:
    names = [key("apples"), key("pears")] * 2
    months = ["2025-02", "2025-02", "2025-01", "2025-01"]
    plain: dict[str, Any] = {"timing": "over", "measure": "level", "unit": "CNY", "value": "v"}
    rows = frame(period=months, series=names, number=[1.0, 2.0] * 2, number_old=[2.0, 1.0] * 2, **plain)

    assert ["t.csv:2:B", "t.csv:4:B"] == [fault.where for fault in _exchanged_values(rows)]


def frame(**columns: Any) -> pd.DataFrame:
    """Rows of a file by columns, each at a line of its own from the second on."""
    made = pd.DataFrame(columns)
    return made.assign(where=[Place("t.csv", line, 1) for line in range(2, len(made) + 2)])


@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [
        ([10, 20, 30, 40, 50], [1, 2, 3, 4, 5], 1), ([10, 20, 30, 40, 99], [1, 2, 3, 4, 5], 1), ([10, 20, 30, 98, 99], [1, 2, 3, 4, 5], 0),
        ([10, 20, 30, 40, 50], [10, 20, 30, 40, 50], 0), ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 0), ([10, 20, 30, 40, 5], [1, 2, 3, 4, 50], 0),
        ([10, 20, 30, 40, 5], [1, 2, 3, 4, 5], 0), ([10, 20, 30, 40, 50], [1, 2, 3, 4, 50], 0),
    ],
)  # fmt: skip
def test_columns_look_exchanged_where_both_fit_the_other_s_values_and_neither_its_own(
    first: list[float], second: list[float], faults: int
) -> None:
    old = [*range(1, 6), *range(10, 60, 10)]
    plain = {"series": ["new", *"aaaaa", *"bbbbb"], "period": [0, *range(5), *range(5)]}
    coming = frame(**plain, number=[7.0, *map(float, first), *map(float, second)])
    found = [*_exchanged_columns(coming, frame(**plain, number=[8.0, *map(float, old)])[1:])]

    assert ["t.csv:3:B"] * faults == [fault.where for fault in found]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(10, 1), (0, 5), (0, 5)], "10 times"), ([(10, 1), (5, 0), (5, 0)], "10 times"), ([(-10, 1)], "10 times"), ([(10, -1)], "10 times"), ([(-10, -1), (-20, -2)], "10 times"), ([(1, 10)], "1/10 of"),
        ([(10, 1), (20, 2), (3, 3)], "10 times"), ([(10, 1), (2, 2), (3, 3)], ""), ([(10.7, 1)], "10 times"), ([(10.8, 1)], ""),
        ([(9.34, 1)], "10 times"), ([(9.3, 1)], ""), ([(1, 1)], ""), ([(0, 0)], ""), ([(-1, 1)], ""),
    ],
)  # fmt: skip
def test_the_median_of_a_series_tells_that_its_unit_is_another(pairs: list[tuple[float, float]], words: str) -> None:
    new, old = zip(*pairs, strict=True)
    known = frame(series="s", period="2025-01", number=[*new], number_old=[*old], value="v", unit="CNY")

    assert ([f"v CNY, {words} what data/ has"] if words else []) == [fault.found for fault in _other_units(known)]


def test_series_in_other_units_are_told_once_each_in_their_order() -> None:
    known = frame(series=["z", "z", "a"], period="p", number=10.0, number_old=1.0, value="10", unit="CNY")

    assert ["t.csv:2:B", "t.csv:4:B"] == [fault.where for fault in _other_units(known)]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1000, 1003, 1), (1003, 1000, 1), (1004, 1000, 0), (-1003, -1000, 1), (996, 1000, 0), (0, 0, 1), (0, 1, 0), (1, -1, 0),
        (1, None, 0), (1003.005, 1000, 0), (997, 1000, 1),
    ],
)  # fmt: skip
def test_values_are_equal_within_three_thousandths(one: float, other: float | None, equal: int) -> None:
    assert [bool(equal)] == list(_are_equal(pd.Series([one]), pd.Series([other], dtype=float)))


@pytest.mark.parametrize(
    ("first", "numbers", "neighbour"),
    [
        (2, [10, 20, 30], "before"), (1, [20, 30, 40], "after"), (2, [10, 20], ""), (4, [50, 60], ""), (1, [10, 20, 30], ""),
        (2, [10, 20, 30, 40, 99], "before"), (2, [10, 20, 30, 99], ""), (2, [10, 20, 30, 40, 60], ""), (1, [5, 10, 20, 30], "before"),
        (1, [5, 10, 20], ""), (3, [40, 50, 60, 5], "after"), (4, [50, 60, 5], ""), (3, [10, 20, 30], ""),
    ],
)  # fmt: skip
def test_rows_look_shifted_where_most_have_the_value_of_the_period_beside_them(
    first: int, numbers: list[float], neighbour: str
) -> None:
    months = [f"2025-0{month}" for month in range(6, 0, -1)]
    names = [name for name in "asz" for _ in months]
    old = {"a": [7.0] * 6, "s": [60.0, 50.0, 40.0, 30.0, 20.0, 10.0], "z": [8.0] * 6}
    current = frame(series=names, period=months * 3, number=[number for name in "asz" for number in old[name]])
    own = [f"2025-0{first + n}" for n in range(len(numbers))]
    before = [10.0 * (first + n) for n in range(len(numbers))]
    changed = frame(series="s", period=own, number=[*map(float, numbers)], number_old=before)

    assert ([("t.csv:2:B", f"the numbers of the period {neighbour}")] if neighbour else []) == [
        (fault.where, fault.found) for fault in _shifted_periods(current, changed)
    ]


@pytest.mark.parametrize(("shared", "others", "faults"), [(6, 4, 1), (6, 3, 0), (5, 5, 0), (7, 4, 1), (7, 3, 0)])
def test_a_file_is_another_table_where_most_of_six_known_values_would_be_others(
    shared: int, others: int, faults: int
) -> None:
    revised = frame(printed=["9"] * others, obs_old="o", printed_old="1")
    plan: Any = SimpleNamespace(known=frame(printed=["9"] * shared), revised=revised)
    words = f"{others} of {shared} numbers that data/ has would be others, first 9 for o"

    assert [words] * faults == [fault.found for fault in _other_table(plan)]


@pytest.mark.parametrize(
    ("measure", "own", "other", "count"),
    [
        ("level", [1, 2, 3], [1, 2, 3], 3), ("level", [1, 2], [1, 2], 0), ("level", [1, 2, 3, 4, 9], [1, 2, 3, 4, 5], 4),
        ("level", [1, 2, 3, 9], [1, 2, 3, 4], 0), ("level", [0, 0, 0], [0, 0, 0], 0), ("level", [0, 0, 1, 2, 3], [9, 9, 1, 2, 3], 3),
        ("growth", [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 0), ("growth", [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], 6), ("level", [2, 3, 4], [1, 2, 3], 0),
        ("level", [9, 1, 2, 3, 4], [5, 1, 2, 3, 4], 4),
    ],
)  # fmt: skip
def test_a_series_looks_borrowed_where_another_has_most_of_its_values(
    measure: str, own: list[float], other: list[float], count: int
) -> None:
    plain: dict[str, Any] = {"measure": measure, "lag": "", "period": list(range(len(own)))}
    coming = frame(**plain, series=key("own"), number=[*map(float, own)])
    table = pd.concat([frame(**plain, series=key(name), number=[*map(float, other)]) for name in ("own", "other")])
    found = [*_borrowed_series(coming, table, frame(series=[], number=[], number_old=[]))]

    assert ([f"{count} numbers under own that data/ has under other"] if count else []) == [one.found for one in found]
    assert not found or found[0].where == f"t.csv:{2 + next(n for n, x in enumerate(own) if x and x == other[n])}:B"
    assert [] == [*_borrowed_series(coming, table.assign(lag="1.0"), frame(series=[], number=[], number_old=[]))]


@pytest.mark.parametrize(("same", "faults"), [([1, 0], 1), ([1, 1, 0], 0), ([0, 0], 1), ([1], 0)])
def test_a_series_most_of_whose_values_data_confirms_is_not_borrowed(same: list[int], faults: int) -> None:
    plain: dict[str, Any] = {"measure": "level", "lag": "", "period": [1, 2, 3], "number": [1.0, 2.0, 3.0]}
    known = frame(series=key("own"), number=1.0, number_old=[float(each) for each in same])

    coming = frame(**plain, series=key("own"))

    assert faults == len([*_borrowed_series(coming, frame(**plain, series=key("other")), known)])


@pytest.mark.parametrize(
    ("new", "known", "revised", "faults"),
    [(6, 1, 1, 1), (5, 1, 1, 0), (6, 5, 5, 5), (6, 6, 6, 0), (6, 2, 1, 0), (0, 1, 1, 0)],
)
def test_a_changed_value_is_odd_where_all_but_a_few_values_of_its_indicator_are_new(
    new: int, known: int, revised: int, faults: int
) -> None:
    rows = frame(fact=list(range(known)), indicator="i", number_old=100.0, number=116.0, measure="level", value="116")
    rows = rows.assign(unit="CNY", period="2025-01")
    news = frame(indicator=["i"] * new + ["other"] * 9)
    plan: Any = SimpleNamespace(new=news, known=rows, revised=rows.head(revised))
    words = "116 CNY for 2025-01, 1.16 times what data/ has where nearly all others are new"

    assert [words] * faults == [fault.found for fault in _odd_revisions(rows, plan, {})]


def test_new_values_of_the_rest_of_the_file_are_counted_too() -> None:
    row = frame(fact=[0], indicator="i", number_old=100.0, number=116.0, measure="level", value="116")
    row = row.assign(unit="CNY", period="2025-01")
    plan: Any = SimpleNamespace(new=frame(indicator=["i"]), known=row, revised=row)

    assert [0, 1] == [len([*_odd_revisions(row, plan, counts)]) for counts in ({}, {"i": 7})]
