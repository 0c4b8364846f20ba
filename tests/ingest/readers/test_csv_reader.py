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
