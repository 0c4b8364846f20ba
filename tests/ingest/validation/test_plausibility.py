"""Values that cannot be right beside the periods around them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from adding import TABLE, refused
from statbook.ingest.add import AddRequest, add
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.plausibility import (
    _decimals,
    _growth,
    _jumps,
    _month_sums,
    _repeated_levels,
    _with_series,
    _wrong_scale,
)

IMPLAUSIBLE = {
    "a factor of ten in one row": (TABLE + "2025-07,7,670,1,x\n", "table.csv:2:C", "as the numbers beside it"),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPLAUSIBLE)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = IMPLAUSIBLE[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


KNOWN = "".join(f"2025-0{n},{n},6{n}.123,1{n}.5,x\n" for n in range(1, 8))


BESIDE_EARLIER = {
    "a new rate as a fraction": ("2025-08,8,,0.175,x\n", ":2:D", "0.175 percent in 2025-08"),
    "a new rate hundred times as high": ("2025-08,8,,1750,x\n", ":2:D", "1750 percent in 2025-08"),
    "a level and its rate of the month before": ("2025-08,7,,17.5,x\n", ":2:B", "exactly what data/ has for 2025-07"),
    "a level with many digits of the month before": ("2025-08,,67.123,,x\n", ":2:C", "exactly what data/ has for 2025-07"),
}  # fmt: skip


@pytest.mark.parametrize("name", BESIDE_EARLIER)
def test_beside_earlier_values_a_table_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    rows, where, words = BESIDE_EARLIER[name]
    known = tmp_path / "known.csv"
    known.write_text(TABLE + KNOWN, encoding="utf-8")
    add(data, known, AddRequest("orchard", "2026-01-30"))

    message = refused(data, tmp_path, "table.csv", (TABLE + rows).encode())

    assert [f"table.csv{where}"] == [line.split(": found")[0] for line in message.split("\n")]
    assert words in message


def test_months_added_up_by_the_table_must_be_near_to_the_sum_of_its_months(shared_data: Path, tmp_path: Path) -> None:
    head = "indicator,region,period,timing,measure,value,unit\n"
    months = "".join(f"pears,North,2024-0{month},over,level,{month}00,CNY\n" for month in range(1, 4))
    table = head + months + "pears,North,2024-01/2024-03,to_date,level,6000,CNY\n"

    assert "own.csv:5:F: found 6000 for 2024-01/2024-03; expected about 600, the sum of the months." in refused(
        shared_data, tmp_path, "own.csv", table.encode(), ""
    )


def rows(values: dict[str, str], indicator: str = "apples", measure: str = "level", base: str = "") -> pd.DataFrame:
    """Rows of one series by period, each with the place of its cell in a column of the file."""
    frame = pd.DataFrame({"period": list(values), "value": list(values.values())}, dtype=object)
    frame = frame.assign(where=[Place("t.csv", 2 + number, 1) for number in range(len(frame))], indicator=indicator)
    cells = {"region": "China", "sector": "all", "timing": "over", "of": "", "status": "actual", "value_to": ""}
    frame = frame.assign(**cells, measure=measure, base_period=base, unit="CNY" if measure == "level" else "percent")
    return _with_series(frame, ["sector"])


def test_a_series_is_told_by_the_years_back_to_its_base() -> None:
    assert ["", ""] == list(rows({"2025-01": "1", "2025-02": "2"})["lag"])
    assert ["1.0"] == list(rows({"2025-01": "1"}, measure="growth", base="2024-01")["lag"])
    assert ["2.0"] == list(rows({"2025-01": "1"}, measure="growth", base="2023-01")["lag"])


@pytest.mark.parametrize(
    ("known", "new", "about"),
    [
        (["10", "11", "12"], ["0.115"], "11"),
        (["10", "11"], ["0.115"], None),
        (["10", "11", "12"], ["0"], None),
        (["10", "11", "12"], ["0.1"], "11"),
        (["10.1", "11.1", "12.1"], ["0.1"], None),
        (["10", "11", "12"], ["0.49"], None),
        (["15", "15", "15"], ["0.49"], "15"),
        (["14.6", "14.6", "14.6"], ["0.49"], None),
        (["15", "15", "15"], ["0.5"], None),
        (["0.4", "15", "15"], ["0.49"], None),
        (["0.5", "15", "15"], ["0.49"], "15"),
        (["10", "11", "12"], ["330"], "11"),
        (["10", "11", "12"], ["329"], None),
        (["-10", "-11", "-12"], ["-1100"], "11"),
        (["0.1", "0.1", "0.1"], ["29.9"], None),
        (["0.1", "0.1", "0.1"], ["30"], "0.1"),
        (["1", "1", "400"], ["330", "340"], None),
    ],
)
def test_a_new_rate_is_doubted_where_it_is_thirty_times_as_high_or_a_finer_fraction(
    known: list[str], new: list[str], about: str | None
) -> None:
    current = rows({f"2025-0{n}": text for n, text in enumerate(known, 1)}, measure="share")
    coming = rows({f"2025-0{n}": text for n, text in enumerate(new, 7)}, measure="share")
    found = [f"{fault.where}: {fault.found}, {fault.expected}" for fault in _wrong_scale(coming, current)]

    what = f"t.csv:2:B: {new[0]} percent in 2025-07, about {about}, as the periods before in data/"
    assert ([what] if about else []) == found


def test_only_the_last_six_periods_before_tell_the_scale_of_a_rate() -> None:
    values = {f"2024-0{n}": "0.1" for n in range(1, 4)} | {f"2025-0{n}": "20" for n in range(1, 7)}
    coming = rows({"2025-07": "0.15"}, measure="share")

    assert 1 == len([*_wrong_scale(coming, rows(values, measure="share"))])
    assert [] == [*_wrong_scale(coming, rows(values | {"2025-06": "0.3"}, measure="share"))]


@pytest.mark.parametrize(
    ("period", "value", "old"),
    [
        ("2025-05", "1234", "2025-04"),
        ("2025-05", "123400", None),
        ("2025-01", "5678", "2025-02"),
        ("2025-05", "5678", None),
        ("2025-03", "1234", "2025-04"),
        ("2025-04", "1234", None),
        ("2025-01", "0", None),
    ],
)
def test_a_level_of_four_digits_is_doubted_where_a_neighbour_has_it_too(
    period: str, value: str, old: str | None
) -> None:
    current = rows({"2025-02": "5678", "2025-04": "1234"})
    found = [fault.found for fault in _repeated_levels(rows({period: value}), current)]

    assert ([f"{value} in {period}, exactly what data/ has for {old}"] if old else []) == found


@pytest.mark.parametrize(
    ("value", "growth", "faults"),
    [("12340", "5", 1), ("12340", "6", 1), ("1200", "5", 1), ("1200", "6", 0), ("1230", "6", 0)],
)
def test_a_level_of_few_digits_is_doubted_where_its_growth_repeats_too(value: str, growth: str, faults: int) -> None:
    coming = pd.concat(
        [rows({"2025-05": value}), rows({"2025-05": growth}, measure="growth", base="2024-05")], ignore_index=True
    )
    current = pd.concat([rows({"2025-04": value}), rows({"2025-04": "5"}, measure="growth", base="2024-04")])

    assert faults == len([*_repeated_levels(coming, current)])


def test_a_number_that_stands_out_is_told_with_the_median_beside_it() -> None:
    current = rows({"2025-01": "100", "2025-02": "100", "2025-04": "400", "2025-05": "400"})
    near = rows({"2025-01": "100", "2025-02": "120", "2025-04": "130", "2025-05": "150"})

    assert [] == [*_jumps(rows({"2025-03": "2000"}), current)]
    assert ["1250 CNY in 2025-03, about 125, as the numbers beside it"] == [
        f"{fault.found}, {fault.expected}" for fault in _jumps(rows({"2025-03": "1250"}), near)
    ]
    assert [] == [*_jumps(rows({"2025-03": "800"}), near)]


def test_a_whole_series_in_another_unit_is_told_once_at_its_first_number() -> None:
    current = rows({"2025-01": "100", "2025-02": "120", "2025-03": "130"})
    large = rows({f"2025-{n:02}": str(10000 + n) for n in range(6, 10)})

    assert ["t.csv:2:B: 10006 CNY and the like, 100 times what data/ has, about 120, as other periods in data/"] == [
        f"{fault.where}: {fault.found}, {fault.expected}" for fault in _jumps(large, current)
    ]
    assert [] == [*_jumps(rows({f"2025-{n:02}": str(3000 + n) for n in range(6, 10)}), current)]


@pytest.mark.parametrize(
    ("known", "new", "about"),
    [
        ({4: 100, 5: 100}, {6: 1000}, "100"), ({4: 100, 5: 100}, {6: 700}, None), ({4: 100, 5: 100}, {6: 710}, "100"), ({4: 100, 5: 100}, {6: 14}, "100"), ({4: 100, 5: 100}, {6: 15}, None),
        ({5: 100}, {6: 1000}, None), ({4: 100, 5: 220}, {6: 2000}, "148"), ({4: 100, 5: 224}, {6: 2000}, None), ({4: 100, 5: 100}, {6: -1000}, "100"), ({4: 100, 5: 0}, {6: 1000}, None),
        ({4: 100, 5: 100}, {6: 0}, None), ({2: 100, 3: 100, 4: 1000, 5: 1000}, {6: 1000}, None), ({4: 100, 5: 100, 6: 100}, {6: 1000}, "100"), ({7: 100, 8: 100}, {6: 1000}, "100"),
        ({1: 1, 2: 1, 4: 100, 5: 100, 7: 100, 8: 100, 9: 1}, {6: 1000}, "100"), ({}, {4: 100, 5: 100, 6: 1000}, "100"),
    ],
)  # fmt: skip
def test_a_number_stands_out_from_two_steady_ones_on_either_side(
    known: dict[int, int], new: dict[int, int], about: str | None
) -> None:
    current, coming = ({f"2025-0{month}": str(number) for month, number in each.items()} for each in (known, new))
    found = [fault.expected for fault in _jumps(rows(coming), rows(current)) if "beside it" in fault.expected]

    assert ([f"about {about}, as the numbers beside it"] if about else []) == found


def test_months_are_not_beside_quarters_and_years() -> None:
    current = rows({"2025-01": "100", "2025-02": "100", "2025-03": "100"})

    assert [] == [*_jumps(rows({"2025-01/2025-03": "1000"}), current)]
    assert [] == [*_jumps(rows({"../..": "1000"}), current)]


@pytest.mark.parametrize(
    ("known", "new", "words"),
    [
        ([100, 100], [5000, 5000], "100 times"), ([100, 100], [3000, 3000], None), ([100, 100], [1, 1], "1/100 of"), ([100, 9000], [9000, 9000], None),
        ([100, 100], [9000, 100], None), ([100], [9000], "100 times"), ([-100, -100], [-9000, -9000], "100 times"),
        ([9000, 9000], [100, 100], "1/100 of"), ([9000, 100], [100, 100], None), ([100, 110, 120], [9000, 9500, 99999], "100 times"),
    ],
)  # fmt: skip
def test_a_series_is_in_another_unit_where_all_its_numbers_lie_apart_by_a_factor_of_a_hundred(
    known: list[int], new: list[int], words: str | None
) -> None:
    current = rows({f"2024-0{n}": str(number) for n, number in enumerate(known, 1)})
    coming = pd.concat(
        [rows({"2025-01": "1"}, indicator="a"), rows({f"2025-0{n}": str(number) for n, number in enumerate(new, 1)})],
        ignore_index=True,
    )
    found = [fault.found for fault in _jumps(coming, current) if "the like" in fault.found]

    assert ([f"{new[0]} CNY and the like, {words} what data/ has"] if words else []) == found


def spans(values: dict[str, str]) -> pd.DataFrame:
    """Sums from January to a month."""
    return rows(values).assign(timing="to_date")


@pytest.mark.parametrize(
    ("months", "sums", "found"),
    [
        ([100, 100, 100], {"2025-01/2025-03": 300}, []), ([100, 100, 100], {"2025-01/2025-03": 360}, []), ([100, 100, 100], {"2025-01/2025-03": 361}, ["361 for 2025-01/2025-03"]),
        ([100, 100, 100], {"2025-01/2025-03": 239}, ["239 for 2025-01/2025-03"]), ([100, 100, 100], {"2025-01/2025-02": 300}, ["300 for 2025-01/2025-02"]),
        ([100, 100, 100], {"2024-01/2024-03": 999}, []), ([100, 100, 100], {"2025-02/2025-03": 999}, []), ([100, 0, -100], {"2025-01/2025-03": 40}, []),
        ([100, 0, -100], {"2025-01/2025-03": 41}, ["41 for 2025-01/2025-03"]), ([100, None, 100], {"2025-01/2025-03": 999}, []), ([None, 100, 100], {"2025-01/2025-03": 999}, []),
        ([100, None, 100], {"2025-01/2025-03": 999, "2025-01/2025-02": 999}, []), ([100, 100, 100], {}, []), ([None], {"2025-01/2025-03": 999}, []),
    ],
)  # fmt: skip
def test_a_sum_from_january_is_near_to_that_of_its_months_where_all_are_there(
    months: list[int | None], sums: dict[str, int], found: list[str]
) -> None:
    known = rows({f"2025-0{n}": str(number) for n, number in reversed([*enumerate(months, 1)]) if number is not None})
    coming = spans({period: str(number) for period, number in sums.items()})

    assert found == [fault.found for fault in _month_sums(coming, known, ["sector"])]
    assert [] == [*_month_sums(coming[:0], pd.concat([known, coming]), ["sector"])]
    assert [] == [*_month_sums(coming, known.assign(region="North"), ["sector"])]


@pytest.mark.parametrize(
    ("parts", "whole", "found"),
    [
        (range(1, 4), {"2024-01/2024-03": 3000}, ["about 300, the sum of the months"]), (range(4, 7), {"2024-04/2024-06": 300}, []), (range(4, 7), {"2024-04/2024-06": 30}, ["about 300, the sum of the months"]),
        (range(1, 13), {"2024": 12000}, ["about 1200, the sum of the months"]), (range(2, 13), {"2024": 12000}, []), (range(1, 13), {"2024-01/2024-12": 1250}, []), ([11, 12, 13, 14], {"2024-11/2025-02": 4000}, ["about 400, the sum of the months"]),
    ],
)  # fmt: skip
def test_a_period_of_a_flow_is_near_to_the_sum_of_its_months(
    parts: Iterable[int], whole: dict[str, int], found: list[str]
) -> None:
    months = rows({f"{2024 + (at - 1) // 12}-{(at - 1) % 12 + 1:02}": "100" for at in parts})
    coming = rows({period: str(number) for period, number in whole.items()})

    assert found == [fault.expected for fault in _month_sums(coming, months, ["sector"], ["apples"])]
    assert [] == [*_month_sums(coming, months, ["sector"], ["pears"])]
    assert [] == [*_month_sums(coming.assign(timing="at"), months, ["sector"], ["apples"])]


def test_a_year_is_near_to_the_sum_of_its_quarters_and_is_told_once() -> None:
    ends = [("01", "03"), ("04", "06"), ("07", "09"), ("10", "12")]
    quarters = rows({f"2024-{first}/2024-{last}": "300" for first, last in ends})
    months = rows({f"2024-{month:02}": "100" for month in range(1, 13)})

    def told(number: str, *parts: pd.DataFrame) -> list[str]:
        found = _month_sums(rows({"2024": number}), pd.concat(parts), ["sector"], ["apples"])
        return [fault.expected for fault in found]

    assert [] == told("1210", quarters) == told("12000", quarters[1:]) == told("1210", quarters, months)
    assert ["about 1200, the sum of the quarters"] == told("12000", quarters)
    assert ["about 1200, the sum of the months"] == told("120", quarters, months)


def test_a_month_of_the_file_takes_the_place_of_that_in_data_in_a_sum() -> None:
    coming = pd.concat([rows({"2025-01": "100"}), spans({"2025-01/2025-02": "200"})], ignore_index=True)

    assert [] == [*_month_sums(coming, rows({"2025-01": "900", "2025-02": "100"}), ["sector"])]


@pytest.mark.parametrize(("values", "most"), [(["1", "2"], 0), (["1", "2.5", "3.125"], 3), (["0.10"], 2)])
def test_the_decimals_of_a_column_are_the_most_of_its_numbers(values: list[str], most: int) -> None:
    assert most == _decimals(pd.DataFrame({"value": values}))


def test_the_growth_of_a_level_is_that_of_its_subject_and_period() -> None:
    growth = [rows({"2025-01": "5", "2025-02": text}, measure="growth", base="2024-01") for text in ("6", "7")]
    levels = rows({"2025-02": "1", "2025-03": "1"}).set_axis([7, 9])

    assert {7: 7.0, 9: 0.0} == _growth(pd.concat([*growth, levels]), levels, "period").fillna(0).to_dict()
    assert [0, 0] == list(_growth(pd.concat(growth), levels.assign(subject="other"), "period").fillna(0))


@pytest.mark.parametrize("measure", ["growth", "share"])
def test_rates_are_no_repeated_levels(measure: str) -> None:
    current = rows({"2025-04": "12.345"}, measure=measure)

    assert [] == [*_repeated_levels(rows({"2025-05": "12.345"}, measure=measure), current)]


def test_levels_are_in_no_wrong_scale_and_series_stand_for_themselves() -> None:
    old = {"2025-01": "10", "2025-02": "11", "2025-03": "12"}
    one, other = (rows({"2025-07": text}, name, "share") for name, text in (("pears", "11"), ("apples", "0.115")))
    known = pd.concat([rows(old, "pears", "share"), rows(old, "apples", "share")])

    assert [] == [*_wrong_scale(rows({"2025-07": "0.115"}), rows(old))]
    assert ["0.115 percent in 2025-07"] == [
        fault.found for fault in _wrong_scale(pd.concat([one.head(0), one, other], ignore_index=True), known)
    ]
    assert [] == [
        *_wrong_scale(rows({"2025-03": "0.115"}, measure="share"), rows(old | {"2025-02": "0"}, measure="share"))
    ]
