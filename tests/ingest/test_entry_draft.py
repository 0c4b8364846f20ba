"""The entries of a draft."""

from __future__ import annotations

import pytest

from adding import grid
from statbook.ingest.entry_draft import write_flow
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.series_draft import describe_series
from statbook.ingest.series_guess import SeriesGuesser
from statbook.ingest.table_shape import find_shape


def described(vocabulary: Vocabulary, *lines: str) -> list[str]:
    """The lines of a draft about the series."""
    shape = find_shape(grid(*lines), vocabulary)
    return [line.strip() for line in describe_series(shape, shape.period_columns, SeriesGuesser(vocabulary))[0]]


@pytest.mark.parametrize(
    ("header", "entry"),
    [
        ("月份,苹果,上年同期", '- {column: "上年同期", indicator: FILL_IN, when: year_before, unit: FILL_IN}'),
        ("月份,苹果,当月", '- {column: "当月", indicator: FILL_IN, unit: FILL_IN}'),
        ("月份,苹果（亿元）,同比增减（百分点）", '- {column: "同比增减（百分点）", indicator: apples, measure: difference, base: year_before, unit: "百分点"}'),
        ("月份,苹果占比（%）,提高（百分点）", '- {column: "提高（百分点）", indicator: apples, measure: share_change, base: year_before, unit: "百分点"}'),
        ("月份,苹果（亿元）,比年初增减（亿元）", '- {column: "比年初增减（亿元）", indicator: apples, measure: difference, base: unknown, unit: "亿元"}'),
        ("月份,苹果①（亿元）,x", '- {column: "苹果①（亿元）", indicator: apples, unit: "亿元"}'),
        ("月份,Apples*,YoY", '- {column: "YoY", indicator: apples, measure: growth, base: year_before, unit: "%"}'),
    ],
)  # fmt: skip
def test_an_entry_has_what_the_words_of_its_name_say(header: str, entry: str, vocabulary: Vocabulary) -> None:
    assert entry in described(vocabulary, header, "2024-01,1,2", "2024-02,1,2")


def test_a_title_that_is_one_period_makes_the_month_of_a_column_its_last(vocabulary: Vocabulary) -> None:
    lines = described(vocabulary, "2025年1-9月果园（亿元）,,", "项目,当月,累计", "苹果,1,2", "梨,1,2")

    assert '- {column: "当月", when: last_month, unit: "亿元"}' in lines
    assert ['"苹果": {indicator: apples}', '"梨": {indicator: pears}'] == lines[3:5]


@pytest.mark.parametrize(
    ("lines", "column"),
    [
        (["月份,指数（上年同月=100）", "2024-01,101"], "指数（上年同月=100）"),
        (["指数（上年同月=100）,", "月份,同比", "2024-01,101"], "同比"),
        (["单位：上年同月=100,", "月份,同比", "2024-01,101"], "同比"),
        (["月份,指数", ",上年同月=100", "2024-01,101"], "指数"),
    ],
)
def test_an_index_is_no_growth(lines: list[str], column: str, vocabulary: Vocabulary) -> None:
    said = "an index of its own, no growth: define it, and a unit 上年同月=100 with the quantity index"
    comment, entry = described(vocabulary, *lines)[-2:]

    assert f"# column B, such as 101: {said}" == comment
    assert entry.startswith(f'- {{column: "{column}", indicator: FILL_IN')
    assert "growth" not in entry


def test_growth_beside_a_column_with_a_unit_is_in_percent(vocabulary: Vocabulary) -> None:
    lines = described(vocabulary, "月份,苹果（亿元）,同比,梨（亿元）,同比", "2024-01,1,2,3,4", "2024-02,1,2,3,4")

    assert '- {column: "E", indicator: pears, measure: growth, base: year_before, unit: "%"}' in lines


def test_values_are_written_on_one_line() -> None:
    assert '{column: "a", members: {flow: total}}' == write_flow({"column": "a", "members": {"flow": "total"}})


@pytest.mark.parametrize(
    ("title", "fields"),
    [("2025年1-9月果园", "when: last_month, timing: at, "), ("2025年9月果园", ""), ("2025年果园", "")],
)
def test_a_stock_is_at_the_end_of_the_months_that_the_title_says(
    title: str, fields: str, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(vocabulary.indicators["apples"], "kind", "stock")
    lines = described(vocabulary, f"{title},,", "地区,苹果（亿元）,梨（亿元）", "北方,1,2", "南方,1,2")
    fields = "timing: at, when: last_month, " if fields else ""

    assert f'- {{column: "苹果（亿元）", indicator: apples, {fields}unit: "亿元"}}' in lines
    assert '- {column: "梨（亿元）", indicator: pears, unit: "亿元"}' in lines
