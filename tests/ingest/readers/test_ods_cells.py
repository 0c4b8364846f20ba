"""Cells of ODS as they are stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import LEVELS, SHORT, added, refused, values, with_recipe
from spreadsheets import day, number, ods, table, words
from statbook.ingest.readers.workbook_reader import read_workbook

ONE = '<number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/>'
STYLES = f"""
    <number:number-style style:name="N1">{ONE}</number:number-style>
    <number:percentage-style style:name="N2">{ONE}<number:text>%</number:text></number:percentage-style>
    <number:date-style style:name="N3"><number:year number:style="long"/><number:text>年</number:text><number:month/>
        <number:text>月</number:text></number:date-style>
    <number:number-style style:name="N4"><number:fraction/></number:number-style>
    <style:style style:name="one" style:family="table-cell" style:data-style-name="N1"/>
    <style:style style:name="child" style:family="table-cell" style:parent-style-name="one"/>
    <style:style style:name="percent" style:family="table-cell" style:data-style-name="N2"/>
    <style:style style:name="month" style:family="table-cell" style:data-style-name="N3"/>
    <style:style style:name="part" style:family="table-cell" style:data-style-name="N4"/>
    <style:style style:name="gone" style:family="table-cell">
        <style:text-properties style:text-line-through-style="solid"/></style:style>
    <style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
    <style:style style:name="T2" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>
    <style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>
"""
RAISED = '<text:span text:style-name="T1">2</text:span>'


def texts(folder: Path, *rows: str) -> list[list[str]]:
    (folder / "t.ods").write_bytes(ods(table(*rows), STYLES))
    return [list(map(str, row)) for row in read_workbook(folder / "t.ods").frame.to_numpy()]


def test_a_table_gives_the_numbers_that_it_shows(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    rows = (words("月份") + words("苹果"), day("2025-07-01", "month") + number(7.25, "one"))
    made = added(data, ods(table(*rows), STYLES), "other", "t.ods")

    assert {"china.2025-07.apples": "730000000"} == values(made)
    assert "B2" in made.plan.new["cell"].iloc[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (number(5, "one"), "5.0"),
        (number(5, "child"), "5.0"),
        (number(103.8 - 100), "3.8"),
        (number(0.0125, "percent", "percentage"), "1.3%"),
        (number(0.0125, "", "percentage"), "1.25%"),
        (number(0.285, "percent", "percentage"), "28.5%"),
        (day("2025-07-31", "month"), "2025-07"),
        (day("2025-07-31"), "2025-07-31"),
        (day("2025-07-31T12:30:00"), "2025-07-31"),
        (day("+12025-07-31"), "+12025-07-31"),
        ('<table:table-cell office:value-type="boolean" office:boolean-value="true"/>', "TRUE"),
        ('<table:table-cell office:value-type="time" office:time-value="PT36H00M00S"/>', "36:00:00"),
        (words(f"5.3{RAISED}"), "5.3²"),
        (
            '<table:table-cell office:value-type="string" office:string-value="五"><text:p>五元</text:p></table:table-cell>',
            "五",
        ),
        (
            '<table:table-cell office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>',
            "#DIV/0!",
        ),
        (words('a<text:s text:c="2"/>b<text:line-break/>c'), "a  b\nc"),
        (words("5.3<office:annotation><text:p>remark</text:p></office:annotation>"), "5.3"),
        ("<table:table-cell><office:annotation><text:p>remark</text:p></office:annotation></table:table-cell>", ""),
    ],
)
def test_a_cell_shows(cell: str, text: str, tmp_path: Path) -> None:
    assert [[text, "|"]] == texts(tmp_path, cell + words("|"))


def test_formats_may_stand_at_the_row_or_the_column(tmp_path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="one" table:number-columns-repeated="2"/>'
    rows = f'<table:table-row>{number(5) * 3}</table:table-row><table:table-row table:default-cell-style-name="percent">{number(5)}</table:table-row>'
    (tmp_path / "t.ods").write_bytes(ods(f'<table:table table:name="a">{columns}{rows}</table:table>', STYLES))

    assert [["5", "5.0", "5.0"], ["500.0%", "", ""]] == read_workbook(tmp_path / "t.ods").frame.to_numpy().tolist()


def test_repeated_and_covered_cells_keep_their_places(tmp_path: Path) -> None:
    far = '<table:table-cell table:number-columns-repeated="16381"/>'
    twice = number(7).replace(" office:value=", ' table:number-columns-repeated="2" office:value=')
    merged = words("x") + "<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell>" + words("y")

    assert [["7", "7", "z"], ["x", "", "y"]] == texts(tmp_path, twice + words("z") + far, merged)


def test_rows_stand_as_often_as_they_are_repeated_and_empty_ones_have_no_end(tmp_path: Path) -> None:
    rows = f'<table:table-row table:number-rows-repeated="2">{number(1)}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    rows += f'<table:table-header-rows><table:table-row table:visibility="collapse">{number(2)}</table:table-row></table:table-header-rows>'
    rows += '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    (tmp_path / "t.ods").write_bytes(ods(f'<table:table table:name="a">{rows}</table:table>'))

    read = read_workbook(tmp_path / "t.ods")

    assert (["1", "1", "", "", "", "2"], "hidden rows are read too: 1") == (list(read.frame[0]), read.notes[-1])


def test_columns_that_are_not_shown_are_named_where_they_have_cells(tmp_path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    columns += (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="99"/>'
    )
    twice = number(7).replace(" office:value=", ' table:number-columns-repeated="2" office:value=')
    row = f"<table:table-row>{number(1)}{twice}{number(2)}</table:table-row>"
    (tmp_path / "t.ods").write_bytes(ods(f'<table:table table:name="a">{columns}{row}</table:table>'))

    assert ("the sheet a", "hidden columns are read too: B, C") == read_workbook(tmp_path / "t.ods").notes


def test_hidden_sheets_and_tables_in_drawings_are_ignored(tmp_path: Path) -> None:
    drawing = f"<table:shapes>{table(number(9), name='drawn')}</table:shapes>"
    shown = f'<table:table table:name="a">{drawing}<table:table-row>{number(1)}</table:table-row></table:table>'
    (tmp_path / "t.ods").write_bytes(ods(table(number(2), name="b", style="off") + shown, STYLES))

    read = read_workbook(tmp_path / "t.ods")

    assert ("a", [["1"]]) == (read.sheet, read.frame.to_numpy().tolist())
    assert "hidden sheets are ignored: b" in read.notes


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((words('5.<text:span text:style-name="T2">2</text:span>3'),), "t.ods:数据:1:A: found '2' struck out in '5.23'"),
        ((number(5, "gone"),), "t.ods:数据:1:A: found '5.0' struck out"),
        ((number(0.5, "part"),), "a fraction (0.5 in the number format # ?/?)"),
        (('<table:table-cell table:formula="of:=1+1"/>',), "a formula without its result"),
        ((), "no sheet with cells"),
        (("<table:table-cell/>" * 100 + number(1).replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="90000000"'),), "column 90,000,100"),
    ],
)  # fmt: skip
def test_a_sheet_is_refused_for(rows: tuple[str, ...], found: str, shared_data: Path, tmp_path: Path) -> None:
    assert found in refused(shared_data, tmp_path, "t.ods", ods(table(*rows), STYLES))


def test_a_row_that_is_repeated_without_end_is_refused(shared_data: Path, tmp_path: Path) -> None:
    rows = f'<table:table-row table:number-rows-repeated="90000000">{number(1)}</table:table-row>'

    assert "row 90,000,000" in refused(
        shared_data, tmp_path, "t.ods", ods(f'<table:table table:name="a">{rows}</table:table>')
    )


def test_merged_cells_have_their_range(tmp_path: Path) -> None:
    merged = number(7).replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"')
    (tmp_path / "a.ods").write_bytes(ods(table(words("a") + merged, words("b") + "<table:covered-table-cell/>")))
    read = read_workbook(tmp_path / "a.ods")

    assert ((range(1, 3), range(1, 2)),) == read.merged
    assert [["a", "7"], ["b", ""]] == read.frame.to_numpy().tolist()
