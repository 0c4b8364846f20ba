"""CSV files of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import TABLE, added, refused, values, with_recipe
from made_up_tables import as_csv, cells, examples
from statbook.errors import StatbookError
from statbook.ingest.readers.grid import Grid


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_table_is_read_in_its_encoding(encoding: str, data: Path) -> None:
    with_recipe(
        data,
        "period: {column: 月份}\nregion: {column: 地区}\nvalues: [{column: 苹果, indicator: apples, unit: 万元}]\n",
    )
    made = added(data, "月份;地区;苹果\n2024年1-2月;北方;１，２３４．５\n".encode(encoding), "other")

    assert {"north.2024-01_2024-02.apples": "12345000"} == values(made)
    assert ["to_date"] == list(made.plan.new["timing"])


UNREADABLE = {
    "an empty file": ("", "table.csv", "an empty file"),
    "a quote that is not closed": (TABLE + '2025-07,"7,67,1,x\n', "table.csv:2", "a quote that is not closed"),
    "a page of HTML": ("<html><table></table></html>", "table.csv", "a page of HTML"),
    "JSON": ('[{"month": "2025-07", "apples": 7}]', "table.csv", "JSON"),
    "JSON lines": ('{"month": "2025-07", "apples": 7}\n{"month": "2025-08", "apples": 8}\n', "table.csv", "JSON"),
    "a list of JSON": ("[7, 8, 9]", "table.csv", "JSON"),
    "Chinese prose": ("今年前7个月，苹果销售额7亿元，\n同比增长67%。\n", "table.csv", "text that is no table: '今年前7个月"),
    "English prose": (
        "Sales of apples, which had fallen in June, rose by 67 percent in July 2025, the office said.\n"
        "Pears, however, were sold at lower prices than in the years before, with 1,234 tons in all.\n",
        "table.csv",
        "text that is no table",
    ),
    "cells between bars": ("| month | apples |\n| 2025-07 | 7 |\n", "table.csv", "text that is no table"),
    "a cell without end": ("month,apples\n2025-07," + "7" * 1_000_001, "table.csv:2", "a cell of more than 1,000,000 characters"),
    "bytes of no encoding": (b"month,apples\n\xff\xfe\xfa,1\n", "table.csv", "no text in UTF-8, UTF-16 or GB18030"),
    "another encoding of Asia": ("month,備考\n2025-07,台灣電腦軟體網路資訊\n".encode("big5"), "table.csv", "no text in"),
    "signs that end strings": (b"month,apples\n2025-07,\x007\n", "table.csv", "NUL"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_csv_file_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = UNREADABLE[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


def test_a_long_cell_is_no_open_quote(grid_of: Callable[[bytes], Grid]) -> None:
    note = "x" * 200_000

    assert note == grid_of(f'month,apples,"{note}"\n2025-07,7,\n'.encode()).frame.iloc[0, 2]


@pytest.mark.parametrize("content", ["月份,同比\n2025年7月,持平\n2025年8月,5.2\n", "month,apples\n", "a;b\nx;y\n"])
def test_a_short_table_is_no_prose(content: str, grid_of: Callable[[bytes], Grid]) -> None:
    assert 2 == grid_of(content.encode()).frame.shape[1]


@examples(1000)
@given(
    content=st.binary(max_size=200)
    | st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6).map(as_csv)
)
def test_any_bytes_are_a_grid_or_a_fault(content: bytes, grid_of: Callable[[bytes], Grid]) -> None:
    try:
        grid = grid_of(content)
    except StatbookError as error:
        assert str(error)
        return
    assert len(grid.frame) == len(grid.widths)
    assert all(isinstance(cell, str) for cell in grid.frame.to_numpy().ravel())
