"""Years of two digits."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import LEVELS, added, refused, values, with_recipe
from statbook.ingest.parsing.period_parser import read_period
from statbook.ingest.parsing.row_labels import find_periods

ONE = "period: {column: 年份}\nregion: {is: China}\n" + LEVELS


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (("22年", "23年", "24年"), ["2022", "2023", "2024"]),
        (("'24", "'23"), ["2023", "2024"]),
        (("99年", "00年"), ["1999", "2000"]),
        (("24年9月", "24年10月"), ["2024-09", "2024-10"]),
        (("24年1-9月累计", "23年1-9月累计"), ["2023-01_2023-09", "2024-01_2024-09"]),
    ],
)
def test_a_column_of_years_in_a_row_tells_the_century(column: tuple[str, ...], expected: list[str], data: Path) -> None:
    with_recipe(data, ONE)
    made = values(added(data, "年份,苹果\n" + "".join(f"{text},7\n" for text in column), "other"))

    assert expected == sorted(key.split(".")[1] for key in made)


@pytest.mark.parametrize(
    ("column", "found", "ways"),
    [
        (("24年",), "24年", "2024 or 1924"),
        (("10年", "30年"), "10年", "2010 or 1910"),
        (("2022年", "23年"), "23年", "2023 or 1923"),
        (("50年", "51年"), "50年", "2050 or 1950"),
    ],
)
def test_otherwise_both_centuries_are_named(
    column: tuple[str, ...], found: str, ways: str, data: Path, tmp_path: Path
) -> None:
    with_recipe(data, ONE)
    content = "年份,苹果\n" + "".join(f"{text},7\n" for text in column)
    message = refused(data, tmp_path, "t.csv", content.encode(), "other")

    assert f"found '{found}'; expected a period. It may be {ways}: write what is meant" in message


def test_the_columns_of_a_wide_table_may_be_such_years(data: Path) -> None:
    with_recipe(data, "wide: true\nseries: 项目\nperiod: {}\nregion: {is: China}\n" + LEVELS)
    made = values(added(data, "项目,23年,24年\n苹果,7,8\n", "other"))

    assert {"china.2023.apples": "700000000", "china.2024.apples": "800000000"} == made


def test_years_and_months_in_two_columns_may_be_such(data: Path) -> None:
    with_recipe(data, "period: {columns: [年份, 月份]}\nregion: {is: China}\n" + LEVELS)
    made = values(added(data, "年份,月份,苹果\n23年,11,1\n23年,12,1\n24年,1,1\n", "other"))

    assert ["china.2023-11.apples", "china.2023-12.apples", "china.2024-01.apples"] == [*made]


@pytest.mark.parametrize("text", ["24", "240年", "5年", "24亿", "24年期"])
def test_other_numbers_are_no_years(text: str) -> None:
    assert read_period(text) is None


def test_in_a_title_they_are_no_periods() -> None:
    assert ["2024-09"] == [period.text for period in find_periods("近10年来首次：2024年9月出口创22年新高")]
