"""What the cells of a DataFrame are as text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.errors import DataError
from statbook.ingest.readers import frame_reader
from statbook.ingest.readers.frame_reader import canonical_csv, read_frame, show_float


def cells(frame: pd.DataFrame) -> list[list[str]]:
    found: list[list[str]] = read_frame(frame).frame.to_numpy().tolist()
    return found


def shown(cell: Any, dtype: Any = object) -> str:
    return cells(pd.DataFrame({"a": pd.Series([cell], dtype=dtype)}))[1][0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("亿元 ", "亿元 "), ("", ""), (None, ""), (float("nan"), ""), (pd.NaT, ""), (pd.NA, ""), (Decimal("NaN"), ""),
        (7, "7"), (10**20, "10" + "0" * 19), (np.int64(-7), "-7"), (True, "True"), (np.bool_(False), "False"),
        (1.0, "1.0"), (0.1, "0.1"), (0.1 + 0.2, "0.30000000000000004"), (1e16, "10000000000000000.0"), (-1e-7, "-0.0000001"),
        (1e-323, "0." + "0" * 322 + "1"), (1.5e300, "15" + "0" * 299 + ".0"),
        (np.float32(0.1), "0.1"), (np.float64(67.5), "67.5"), (float("inf"), "inf"),
        (Decimal("1.50"), "1.50"), (Decimal("1E+3"), "1000"), (Decimal("-0.10"), "-0.10"),
        (pd.Timestamp("2025-07-01"), "2025-07-01"), (datetime(2025, 7, 1), "2025-07-01"), (date(2025, 7, 1), "2025-07-01"),
        (pd.Timestamp("2025-07-01 12:30"), "2025-07-01 12:30:00"), (pd.Timestamp("2025-07-01 00:00:00.000000001"), "2025-07-01 00:00:00.000000001"),
        (pd.Period("2025-07"), "2025-07"), (np.datetime64("2025-07-01"), "2025-07-01"),
    ],
)  # fmt: skip
def test_a_cell_is_what_tells_it_from_all_others(cell: Any, text: str) -> None:
    assert text == shown(cell)


@pytest.mark.parametrize(
    ("cells_of_column", "dtype", "texts"),
    [
        ([0.1, None], "float32", ["0.1", ""]),
        ([0.1, None], "Float32", ["0.1", ""]),
        ([1, None], "Int64", ["1", ""]),
        ([1, None], "float64", ["1.0", ""]),
        (["a", None], "str", ["a", ""]),
        (["a", None], "category", ["a", ""]),
        (["2025-07-01", None], "datetime64[ns]", ["2025-07-01", ""]),
        ([True, False], "bool", ["True", "False"]),
    ],
)
def test_the_type_of_a_column_makes_no_difference(cells_of_column: Any, dtype: str, texts: list[str]) -> None:
    frame = pd.DataFrame({"a": pd.Series(cells_of_column).astype(dtype)})

    assert ["a", *texts] == [row[0] for row in cells(frame)]


@pytest.mark.parametrize(
    "cell",
    [
        [1],
        {"a": 1},
        b"1",
        "a\0",
        "\ud800",
        timedelta(1),
        1j,
        Fraction(1, 3),
        pd.Timestamp("2025-07-01", tz="Asia/Shanghai"),
        object,
    ],
)
def test_what_no_table_shows_is_a_fault_at_its_place(cell: Any) -> None:
    frame = pd.DataFrame({"a": [1], "b": pd.Series([cell], dtype=object)})
    with pytest.raises(DataError, match=r"^frame:2:B \(b\): found .*; expected text, a number, a day, or nothing"):
        read_frame(frame)


def test_all_faults_are_told_at_once_in_their_order_and_very_many_counted() -> None:
    with pytest.raises(DataError) as error:
        read_frame(pd.DataFrame({"a": [1, [2]], "b": [[3], 4]}))

    assert ["frame:2:B (b)", "frame:3:A (a)"] == [fault.where for fault in error.value.faults]
    with pytest.raises(DataError, match="frame: found 20 more faults") as error:
        read_frame(pd.DataFrame({"a": [[n] for n in range(70)]}))
    assert 51 == len(error.value.faults)


def test_rows_without_names_are_left_out_and_named_levels_are_columns() -> None:
    frame = pd.DataFrame({"apples": [1, 2]})
    by_month = frame.set_axis(pd.Index(["2025-01", "2025-02"], name="month"))
    both = frame.set_axis(pd.MultiIndex.from_tuples([("North", 2024), ("South", 2025)], names=["region", "year"]))

    assert [["apples"], ["1"], ["2"]] == cells(frame)
    assert [["apples"], ["2"]] == cells(frame[frame["apples"] > 1])
    assert [["n", "apples"], ["0", "1"], ["1", "2"]] == cells(frame.rename_axis("n"))
    assert [["month", "apples"], ["2025-01", "1"], ["2025-02", "2"]] == cells(by_month)
    assert [["region", "year", "apples"], ["North", "2024", "1"], ["South", "2025", "2"]] == cells(both)


@pytest.mark.parametrize(
    ("index", "message"),
    [
        (pd.Index(["2025-01"]), "an index without a name: '2025-01'"),
        (pd.DatetimeIndex(["2025-01-01"]), "an index without a name"),
        (pd.Index([2025.0]), "an index without a name: 2025.0"),
        (pd.MultiIndex.from_tuples([("a", 1)]), "an index without a name"),
        (pd.MultiIndex.from_tuples([("a", 1)], names=["a", None]), "a level of the index without a name"),
    ],
)
def test_an_index_that_says_something_must_say_what(index: pd.Index, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_frame(pd.DataFrame({"apples": [1]}, index=index))


def test_levels_of_columns_are_lines_and_names_need_not_be_text() -> None:
    columns = pd.MultiIndex.from_tuples([(2025, "出口"), (2025, "进口")], names=["year", "flow"])
    frame = pd.DataFrame([[1, 2]], columns=columns, index=pd.Index(["Xi'an"], name="city"))
    wide = pd.DataFrame([[1, 2]], columns=[pd.Timestamp("2025-07-01"), pd.Period("2025-08")])

    assert [["city", "2025", "2025"], ["", "出口", "进口"], ["Xi'an", "1", "2"]] == cells(frame)
    assert [["2025-07-01", "2025-08"], ["1", "2"]] == cells(wide)


def test_names_that_occur_twice_are_two_columns() -> None:
    assert [["a", "a"], ["1", "2"]] == cells(pd.DataFrame([[1, 2]], columns=["a", "a"]))


def test_the_limits_are_those_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_reader, "MOST_LINES", 3)
    monkeypatch.setattr(frame_reader, "MOST_COLUMNS", 2)
    read_frame(pd.DataFrame([[1, 2], [3, 4]]))

    for frame in (pd.DataFrame({"a": [1, 2, 3]}), pd.DataFrame([[1, 2, 3]])):
        with pytest.raises(DataError, match="at most 3 lines and 2 columns"):
            read_frame(frame)


def test_its_text_has_quotes_only_where_they_are_needed() -> None:
    frame = pd.DataFrame({"a": ['say "x"', "1,5"], "b": ["two\nlines", "苹果"]})

    assert 'a,b\n"say ""x""","two\nlines"\n"1,5",苹果\n'.encode() == canonical_csv(read_frame(frame))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_binary_number_is_itself_again(number: float) -> None:
    text = show_float(repr(number))

    assert number == float(text)
    assert "e" not in text and "." in text


def test_numbers_as_sums_leave_them_are_counted() -> None:
    noisy = pd.DataFrame({"a": [0.1 + 0.2, 0.3, 123456789012345.6], "b": ["0.30000000000000004", "1", "2"]})

    (note,) = read_frame(noisy).notes
    assert note.startswith("binary numbers of more than 15 digits, as sums leave them: 2;")
    assert () == read_frame(noisy.round(2).assign(a=[0.3, 1e20, 12345678901234.5])).notes
