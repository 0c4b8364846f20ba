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
from statbook.ingest.readers.csv_reader import _detect_delimiter, _unmarked_utf16, read_csv
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
    "an empty file": ("", "table.csv", "an empty file; expected a table. Save or download it again: nothing is in it."),
    "blank lines": ("\n \n\n", "table.csv", "an empty file; expected a table. Save or download it again"),
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
    "bytes of no encoding": (b"month,apples\n\xff\xfe\xfa,1\n", "table.csv:2:", "no text in UTF-8, UTF-16 or GB18030"),
    "another encoding of Asia": ("month,備考\n2025-07,台灣電腦軟體網路資訊\n".encode("big5"), "table.csv:1:", "no text in"),
    "signs that end strings": (b"month,apples\n2025-07,\x007\n", "table.csv:2:", "NUL"),
    "NUL far below": (b"month,apples\n" + b"2025-07,7\n" * 20_000 + b"2025-07,\0\n\0\n", "table.csv:20002:", "NUL"),
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


@pytest.mark.parametrize("lines", ["a,n\n{note},{note}\n", "a,n\nx,{note}\ny,{note}\n", 'a,n\nx,"{note}"\ny,7\n'])
def test_a_long_cell_is_no_prose(lines: str, grid_of: Callable[[bytes], Grid]) -> None:
    assert 2 == grid_of(lines.format(note="长" * 300_000).encode()).frame.shape[1]


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


@pytest.mark.parametrize(
    ("signs", "is_read"),
    [("、", True), ("，", True), ("啊", True), ("座", True), ("あ", False), ("刎", False), ("啊" * 7 + "刎" * 3, True), ("啊" * 6 + "刎" * 4, False)],
)  # fmt: skip
def test_bytes_are_gb18030_where_most_signs_are_common_ones(signs: str, is_read: bool, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(f"a,{signs}\n".encode("gb18030"))

    if is_read:
        assert ["a", signs] == list(read_csv(file).frame.loc[1])
    else:
        with pytest.raises(StatbookError, match="no text in UTF-8, UTF-16 or GB18030"):
            read_csv(file)
    assert signs == read_csv(file, "gb18030").frame.at[1, 1]


def test_a_file_of_more_than_8_gb_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    with file.open("wb") as sparse:
        sparse.truncate(8 * 2**30 + 1)

    with pytest.raises(
        StatbookError, match=r"^table.csv: found 8,192 MB; expected at most 8,192 MB\. Split the file\.$"
    ):
        read_csv(file)


def test_a_table_of_more_columns_than_spreadsheets_have_is_refused(grid_of: Callable[[bytes], Grid]) -> None:
    assert 16384 == len(grid_of(b"," * 16383 + b"a\n").frame.columns)
    with pytest.raises(StatbookError, match=r"found 1 lines and 16,385 columns; expected at most 16,384 columns\."):
        grid_of(b"," * 16384 + b"a\n")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("m,a\n1,2\n", "comma"),
        ("m;a\n1,5;2\n3;4\n", "semicolon"),
        ("m\ta\n1,5\t2;0\n3\t4\n", "tab"),
        ("m,\n1,\n", "comma"),
    ],
)
def test_the_delimiter_is_the_sign_that_most_lines_have_equally_often(
    text: str, word: str, grid_of: Callable[[bytes], Grid]
) -> None:
    assert ("read as UTF-8", f"cells separated by {word}s") == grid_of(text.encode()).notes


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a,b", ","), ("a;b", ";"), ("a\tb", "\t"), ("a", ","), ("a,b;c", ","), ("a;b,c\nd;e", ";"), ("a,b,c;d", ","), ("t\na;b\nc;d", ";"), ("t,u\na;b\nc;d", ";"), ('"a;b",c\n"d;e",f', ","), ("a;b\n\n\n\nc;d", ";"),
        ("a,b\nc;d;e\nf;g;h", ";"), ("a;b;c\nd,e,f\ng,h,i", ","), ("a;b\nc;d\ne,f,g", ";"), ("x\ny\nz\na;b", ";"), ("1,5;2\n3,5;4,5;5\n6;7", ";"),
        ("a;b\n" * 26 + "a,b\n" * 24 + "a,b\n" * 99, ";"),
    ],
)  # fmt: skip
def test_the_delimiter_is_detected_by_the_lines_that_it_cuts_alike(text: str, sign: str) -> None:
    assert sign == _detect_delimiter(text)


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("abcd".encode("utf-16-le"), ["utf-16-le"]), ("abcd".encode("utf-16-be"), ["utf-16-be"]), (b"abcd", []), (b"", ["utf-16-be"]), (b"\0" * 8, []), (b"a\0" + b"a" * 8, ["utf-16-le"]), (b"a\0" + b"a" * 9, []),
        (b"\0a" + b"a" * 8, ["utf-16-be"]), (b"a\0" * 4 + b"\0a", ["utf-16-le"]), (b"a\0" * 3 + b"\0a", []),
    ],
)  # fmt: skip
def test_utf_16_without_a_mark_is_told_by_its_zeros(raw: bytes, names: list[str]) -> None:
    assert names == _unmarked_utf16(raw)


@pytest.mark.parametrize(
    ("content", "first", "widths"),
    [
        (b'a,"b\nc",d\ne\n', [1, 3], [3, 1]), (b"a,b\r\nc\rd\n", [1, 2, 3], [2, 1, 1]), (b"\na,b\n", [1, 2], [0, 2]), (b"a,b", [1], [2]),
    ],
)  # fmt: skip
def test_a_record_has_the_line_on_which_it_begins_and_its_width(
    content: bytes, first: list[int], widths: list[int], grid_of: Callable[[bytes], Grid]
) -> None:
    grid = grid_of(content)

    assert (first, widths) == (list(grid.frame.index), list(grid.widths))
    assert {max(widths)} == {len(row) for row in grid.frame.to_numpy().tolist()}


def test_a_quote_that_is_not_closed_is_told_at_the_line_on_which_its_record_begins(
    grid_of: Callable[[bytes], Grid],
) -> None:
    with pytest.raises(
        StatbookError, match=r"^table\.csv:3: found a quote that is not closed; expected cells in quotes"
    ):
        grid_of(b'a,b\nc,d\n"e,f\ng,h\n')


def test_what_is_given_is_not_detected(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("a;b,c\n", encoding="utf-8")

    assert (["a;b", "c"], ("read as UTF-8",)) == (
        list(read_csv(file, delimiter=",").frame.loc[1]),
        read_csv(file, delimiter=",").notes,
    )
    assert ("cells separated by commas",) == read_csv(file, "utf-8").notes
