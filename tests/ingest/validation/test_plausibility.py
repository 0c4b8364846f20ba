"""Values that cannot be right beside the periods around them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from adding import TABLE, refused
from statbook.ingest import AddRequest, add
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.plausibility import _jumps, _repeated_levels, _with_series, _wrong_scale

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
