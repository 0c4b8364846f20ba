"""Tables that must not enter: each is refused with its fault at its place, and data/ keeps every byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from orchard_book import HEADER, RECIPE, TABLE, bytes_of, orchard, row
from statbook.errors import StatbookError
from statbook.ingest import Wish, add

DAY = "2026-01-31"
JULY = "2025-07,7,67,1,x\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return orchard(tmp_path_factory.mktemp("book"))


def refused(data: Path, tmp_path: Path, name: str, content: bytes, recipe: str = "orchard") -> str:
    """What is said of the file *name*; data/ must be as it was."""
    file = tmp_path / name
    file.write_bytes(content)
    before = bytes_of(data)
    with pytest.raises(StatbookError) as error:
        add(data, file, Wish(recipe, DAY))
    assert before == bytes_of(data)
    return str(error.value)


READ_BY_RECIPE = {
    "an empty file": ("", "table.csv", "an empty file"),
    "a header alone that is another": ("a,b\n1,2\n", "table.csv:1", "no column 'month'"),
    "a column that is misspelt": (TABLE.replace("apples", "aples") + JULY, "table.csv:1", "Near to it: aples"),
    "a column nobody named": (TABLE.replace("remark", "remark,more") + "2025-07,7,67,1,x,9\n", "table.csv:1:F", "the column 'more'"),
    "a column that stands twice": (TABLE.replace("pears", "apples") + JULY, "table.csv:1:C", "a second time"),
    "a row that is cut off": (TABLE + JULY + "2025-08,8\n", "table.csv:3", "2 cells"),
    "a row with more cells": (TABLE + JULY.replace("x", "x,1"), "table.csv:2:F", "a column with a name"),
    "a word for a number": (TABLE + "2025-07,many,67,1,x\n", "table.csv:2:B (apples)", "'many'"),
    "two points in a number": (TABLE + "2025-07,7.1.2,67,1,x\n", "table.csv:2:B (apples)", "a number"),
    "separators in the wrong place": (TABLE + '2025-07,"7,0",67,1,x\n', "table.csv:2:B (apples)", "'7,0'"),
    "a number beyond all measure": (TABLE + "2025-07,1e300,67,1,x\n", "table.csv:2:B (apples)", "'1e300'"),
    "a percent sign on an amount": (TABLE + "2025-07,7%,67,1,x\n", "table.csv:2:B (apples)", "'7%'"),
    "brackets for a minus": (TABLE + "2025-07,(7),67,1,x\n", "table.csv:2:B (apples)", "'(7)'"),
    "the mark of a footnote in a ring": (TABLE + "2025-07,7①,67,1,x\n", "table.csv:2:B (apples)", "'7①'"),
    "the mark of a footnote above": (TABLE + "2025-07,7²,67,1,x\n", "table.csv:2:B (apples)", "'7²'"),
    "a blank between digits": (TABLE + "2025-07,7 1,67,1,x\n", "table.csv:2:B (apples)", "'7 1'"),
    "a number with its unit": (TABLE + "2025-07,7亿元,67,1,x\n", "table.csv:2:B (apples)", "'7亿元'"),
    "a day the calendar has not": (TABLE + "2026-02-30,7,67,1,x\n", "table.csv:2:A (month)", "'2026-02-30'"),
    "a thirteenth month": (TABLE + "2025-13,7,67,1,x\n", "table.csv:2:A (month)", "a period"),
    "a month that may be October": (TABLE + "2025.1,7,67,1,x\n", "table.csv:2:A (month)", "January or October"),
    "a row of words below the table": (TABLE + JULY + "Source: nobody,,,,\n", "table.csv:3:A (month)", "skip, notes"),
    "days counted from 1900": (TABLE + "46023,7,67,1,x\n", "table.csv:2:A (month)", "as a spreadsheet counts it"),
    "an empty period": (TABLE + ",7,67,1,x\n", "table.csv:2:A (month)", "an empty cell"),
    "two rows that contradict each other": (TABLE + JULY + "2025-07,8,67,1,x\n", "table.csv:3:B", "7, as in table.csv:2:B"),
    "a factor of ten thousand": (TABLE + "2025-01,10000,61,1,x\n2025-02,20000,62,1,x\n2025-03,30000,63,1,x\n", "table.csv:2:B", "10,000 times"),
    "a factor of ten in one row": (TABLE + "2025-07,7,670,1,x\n", "table.csv:2:C", "as the numbers beside it"),
    "a thousandth": (TABLE + "2025-01,1,0.061,1,x\n", "table.csv:2:C", "1/1,000"),
    "exchanged columns": (TABLE + "".join(f"2025-0{n},{60 + n},{n},1,x\n" for n in range(1, 5)), "table.csv:2:B", "look exchanged with column C"),
    "a shifted month": (TABLE + "".join(f"2025-0{n},{n - 1},61,1,x\n" for n in range(2, 7)), "table.csv:2:B", "look shifted"),
    "a sign that turned": (TABLE + "2025-03,-3,63,1,x\n", "table.csv:2:B", "the sign of 300000000"),
    "one revision by ten": (TABLE + "2025-03,30,63,,x\n", "table.csv:2:B", "10 times what data/ has"),
    "one revision by four": (TABLE + "2025-03,12,63,,x\n", "table.csv:2:B", "4 times what data/ has"),
    "one revision to nothing": (TABLE + "2025-03,0,63,,x\n", "table.csv:2:B", "something or nothing"),
    "one known figure that is another among new ones": (TABLE + "2025-06,,80,,x\n" + "".join(f"2026-0{n},,8{n},,x\n" for n in range(1, 8)).replace("2026", "2024"), "table.csv:2:C", "nearly all others are new"),
    "another table": (TABLE + "".join(f"2025-0{n},{2 * n + 1},9{n},,x\n" for n in range(1, 7)), "table.csv:2:B", "12 of 12 numbers that data/ has would be others"),
    "the figures of another series": (TABLE + "".join(f"2025-0{n},6{n},,,x\n" for n in range(1, 4)), "table.csv:2:B", "that data/ has under pears, China"),
    "a quote that is not closed": (TABLE + '2025-07,"7,67,1,x\n', "table.csv:2", "a quote that is not closed"),
    "a page of HTML": ("<html><table></table></html>", "table.csv", "a page of HTML"),
    "bytes of no encoding": (b"month,apples\n\xff\xfe\xfa,1\n", "table.csv", "no text in UTF-8, UTF-16 or GB18030"),
    "another encoding of Asia": ("month,備考\n2025-07,台灣電腦軟體網路資訊\n".encode("big5"), "table.csv", "no text in"),
    "signs that end strings": (b"month,apples\n2025-07,\x007\n", "table.csv", "NUL"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ_BY_RECIPE)
def test_a_table_read_by_a_recipe_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    content, where, words = READ_BY_RECIPE[name]

    said = refused(data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in said
    assert words in said


GOOD = row("apples", "2025-07", 7, known_from=DAY)


def changed(column: str, text: str, base: str = GOOD) -> str:
    cells = base.rstrip("\n").split(",")
    cells[HEADER.split(",").index(column)] = text
    return HEADER + "\n" + ",".join(cells) + "\n"


IN_OUR_LAYOUT = {
    "an indicator near to one": (changed("indicator", "aples"), ":2:B (indicator)", "Near to it: apples"),
    "a region that is none": (changed("region", "Nroth"), ":2:C (region)", "Near to it: North"),
    "a member that is none": (changed("sector", "blue"), ":2:D (sector)", "'blue'"),
    "a unit that is none": (changed("unit", "CNYY"), ":2:M (unit)", "Near to it: CNY"),
    "a unit of another kind": (changed("unit", "USD"), ":2:M (unit)", "a unit of money"),
    "a period without sense": (changed("period", "2025-1"), ":2:F (period)", "'2025-1'"),
    "a period the calendar has not": (changed("period", "2025-02-30"), ":2:F (period)", "the calendar"),
    "a period that ends before it begins": (changed("period", "2025-05/2025-03"), ":2:F (period)", "the calendar"),
    "a timing that is none": (changed("timing", "ove"), ":2:G (timing)", "Near to it: over"),
    "a measure that is none": (changed("measure", "grow"), ":2:H (measure)", "one of level"),
    "a value that is none": (changed("value", "1e9"), ":2:K (value)", "'1e9'"),
    "no value": (changed("value", ""), ":2:K (value)", "an empty cell"),
    "a share above a hundred": (changed("measure", "share", changed("unit", "percent", changed("of", "sector=all", changed("value", "101").split("\n")[1]).split("\n")[1]).split("\n")[1]), ":2:K (value)", "a share from 0 to 100"),
    "growth in points": (changed("measure", "growth", changed("unit", "percentage_point", changed("base_period", "2024-07").split("\n")[1]).split("\n")[1]), ":2:M (unit)", "percent for growth"),
    "growth without a base": (changed("measure", "growth", changed("unit", "percent").split("\n")[1]), ":2:I (base_period)", "a period, or ../.. if none is printed"),
    "a base without growth": (changed("base_period", "2024-07"), ":2:I (base_period)", "nothing with measure level"),
    "a stock below zero": (changed("indicator", "trees", changed("value", "-7").split("\n")[1]), ":2:K (value)", "nothing below zero"),
    "a formula in a note": (changed("note", "=1+1"), ":2:W (note)", "takes for a formula"),
    "an address in a note": (changed("note", "@SUM(A1)"), ":2:W (note)", "takes for a formula"),
    "a sign nobody sees": (changed("note", "a\u200bb"), ":2:W (note)", "invisible"),
    "a control sign": (changed("note", "a\x07b"), ":2:W (note)", "control signs"),
    "a source that is none": (changed("source", "olt"), ":2:R (source)", "Near to it: old"),
    "no place": (changed("cell", ""), ":2:R (source)", "without a place"),
    "a closed row": (changed("known_to", "2026-01-01"), ":2:V (known_to)", "nothing"),
    "a day that is none": (changed("known_from", "2026-02-30"), ":2:U (known_from)", "a day"),
    "a range that goes down": (changed("value_to", "1"), ":2:L (value_to)", "more than"),
    "another figure of one day": (HEADER + "\n" + row("apples", "2025-01", 3), "own.csv:2:K", "Two sources of one day"),
    "a figure that is older than what is known": (HEADER + "\n" + row("apples", "2025-01", 3, known_from="2025-06-30"), "own.csv:2:K", "older than what is known"),
    "parts that do not add up": (HEADER + "\n" + row("apples", "2025-03", 1, "red", DAY) + row("apples", "2025-03", 9, "green", DAY), "own.csv:2:K", "the whole, 300000000"),
    "an actual figure of a month that is not over": (changed("known_from", "2025-07-30"), ":2:F (period)", "a period that was over on 2025-07-30"),
    "a stock over a month": (changed("indicator", "trees"), ":2:G (timing)", "trees is a stock"),
    "a stock at two months": (changed("timing", "at", changed("indicator", "trees", changed("period", "2025-06/2025-07").split("\n")[1]).split("\n")[1]), ":2:G (timing)", "one point in time"),
    "a share of nothing that is known": (changed("measure", "share", changed("unit", "percent", changed("of", "sector=blue", changed("value", "1").split("\n")[1]).split("\n")[1]).split("\n")[1]), ":2:J (of)", "'sector=blue'"),
    "a header of no theme": ("a,b\n1,2\n", "own.csv:1", "--new-recipe"),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_OUR_LAYOUT)
def test_rows_in_our_layout_are_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    content, where, words = IN_OUR_LAYOUT[name]

    said = refused(data, tmp_path, "own.csv", content.encode(), "")

    assert where in said
    assert words in said


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def far(book: Workbook) -> None:
    book.active["XFD1048576"] = 1


def formula(book: Workbook) -> None:
    book.active["A1"] = "=1+1"


def two_sheets(book: Workbook) -> None:
    book.active["A1"] = 1
    book.create_sheet("other")["A1"] = 2


def thousands(book: Workbook) -> None:
    book.active["A1"] = 1234.5
    book.active["A1"].number_format = '#,##0,"k"'


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


WORKBOOKS = {
    "a cell at the end of the sheet": (lambda: workbook(far), "row 1,048,576 and column 16,384"),
    "a formula without its result": (lambda: workbook(formula), "table.xlsx:Sheet:1:A: found a formula without"),
    "a format that scales": (lambda: workbook(thousands), "table.xlsx:Sheet:1:A: found a number shown in thousands"),
    "two sheets": (lambda: workbook(two_sheets), "2 sheets with cells (Sheet, other)"),
    "no cells": (lambda: workbook(lambda book: None), "no sheet with cells"),
    "half of it missing": (lambda: workbook(two_sheets)[:2000], "cut off or damaged"),
    "an old file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Excel file (.xls) or an encrypted one"),
    "a page of HTML": (lambda: b"<html></html>", "a page of HTML"),
    "CSV under its name": (lambda: b"month,apples\n", "Is it CSV?"),
    "macros": (lambda: packed(**{"xl/vbaProject.bin": b"1"}), "macros"),
    "links to other files": (lambda: packed(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "links to other files"),
    "an archive inside": (lambda: packed(**{"xl/a.zip": b"1"}), "another archive inside"),
    "too tight a packing": (lambda: packed(**{"xl/a.xml": b"0" * 10_000_000}), "-fold"),
    "too many parts": (lambda: packed(**{f"xl/{n}.xml": b"<a/>" for n in range(600)}), "601 parts"),
    "another kind of zip": (lambda: packed(**{"word/document.xml": b"<a/>"}), "a zip file that is no workbook"),
    "a document type": (lambda: packed(**{"xl/workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "a document type"),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    make, words = WORKBOOKS[name]

    assert words in refused(data, tmp_path, "table.xlsx", make())


KNOWN = "".join(f"2025-0{n},{n},6{n}.123,1{n}.5,x\n" for n in range(1, 8))
RATES = {
    "rates as fractions": ("".join(f"2025-0{n},{n},,0.1{n}5,x\n" for n in range(1, 7)), ":2:D", "1/100 of what data/ has"),
    "rates ten times as high": ("".join(f"2025-0{n},{n},,1{n}5,x\n" for n in range(1, 7)), ":2:D", "10 times what data/ has"),
    "a new rate as a fraction": ("2025-08,8,,0.175,x\n", ":2:D", "0.175 percent in 2025-08"),
    "a new rate hundred times as high": ("2025-08,8,,1750,x\n", ":2:D", "1750 percent in 2025-08"),
    "a level and its rate of the month before": ("2025-08,7,,17.5,x\n", ":2:B", "exactly what data/ has for 2025-07"),
    "a level with many digits of the month before": ("2025-08,,67.123,,x\n", ":2:C", "exactly what data/ has for 2025-07"),
}  # fmt: skip


@pytest.mark.parametrize("name", RATES)
def test_beside_earlier_rates_and_finer_levels_a_table_is_refused_for(name: str, tmp_path: Path) -> None:
    rows, where, words = RATES[name]
    book = orchard(tmp_path)
    known = tmp_path / "known.csv"
    known.write_text(TABLE + KNOWN, encoding="utf-8")
    add(book, known, Wish("orchard", "2026-01-30"))

    said = refused(book, tmp_path, "table.csv", (TABLE + rows).encode())

    assert [f"table.csv{where}"] == [line.split(": found")[0] for line in said.split("\n")]
    assert words in said


def test_all_faults_of_a_file_come_at_once(data: Path, tmp_path: Path) -> None:
    said = refused(data, tmp_path, "table.csv", (TABLE + "2025-13,x,y,z,\n2025-07,x,7,1,\n").encode())

    assert ["table.csv:2:A", "table.csv:2:B", "table.csv:2:C", "table.csv:2:D", "table.csv:3:B"] == sorted(
        {line.split(" ")[0].rstrip(":") for line in said.split("\n")}
    )


def test_of_very_many_faults_the_first_are_told_and_the_number_of_the_rest(data: Path, tmp_path: Path) -> None:
    said = refused(data, tmp_path, "table.csv", (TABLE + "".join(f"20{n},x,1,1,\n" for n in range(10, 80))).encode())

    assert 51 == len(said.split("\n"))
    assert "table.csv: found 20 more faults" in said


def test_months_added_up_by_the_table_must_be_near_to_the_sum_of_its_months(data: Path, tmp_path: Path) -> None:
    head = "indicator,region,period,timing,measure,value,unit\n"
    months = "".join(f"pears,North,2024-0{month},over,level,{month}00,CNY\n" for month in range(1, 4))
    table = head + months + "pears,North,2024-01/2024-03,to_date,level,6000,CNY\n"

    assert "own.csv:5:F: found 6000 for 2024-01/2024-03; expected about 600, the sum of the months." in refused(
        data, tmp_path, "own.csv", table.encode(), ""
    )


BAD_RECIPES = {
    "a theme that is none": ({"theme: credit": "theme: credits"}, "theme: found 'credits'"),
    "a dimension that is none": ({"period:": "dimensions: {colour: {is: red}}\nperiod:"}, "dimensions: found 'colour'"),
    "a member of no dimension": ({"unit: 亿元}": "unit: 亿元, members: {colour: red}}"}, "entry 1: members: found 'colour'"),
    "an exception from nothing": ({"leave_out:": "except: [{column: plums, period: x, because: y}]\nleave_out:"}, "found 'plums'"),
    "no column of periods": ({"{column: month}": "{}"}, "period: found no 'column'"),
    "two layouts": ({"values:": "series: month\nwide: true\nlong: apples\nvalues:"}, "found 'wide' and 'long'"),
    "a unit that is none": ({"亿元": "斤"}, "unit: found '斤'"),
    "an indicator that is none": ({"indicator: pears": "indicator: pear"}, "Near to it: pears"),
    "a region that is none": ({"China": "Chinas"}, "found 'Chinas'"),
    "a definition without a name": ({"values:": "defines: {indicators: [{indicator: plums, unit: CNY, theme: credit}]}\nvalues:"}, "no 'name_en'"),
    "a word nobody reads": ({"values:": "vales: []\nvalues:"}, "found 'vales'"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_RECIPES)
def test_a_recipe_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    changes, words = BAD_RECIPES[name]
    text = RECIPE
    for was, now in changes.items():
        text = text.replace(was, now)
    recipe = data / "recipes" / "bad.yaml"
    recipe.write_text(text, encoding="utf-8")
    try:
        assert words in refused(data, tmp_path, "table.csv", (TABLE + JULY).encode(), "bad")
    finally:
        recipe.unlink()


def test_a_message_repeats_a_long_cell_only_in_part(data: Path, tmp_path: Path) -> None:
    said = refused(data, tmp_path, "table.csv", (TABLE + f"2025-07,{'x' * 10_000},67,1,x\n").encode())

    assert "xxxxxxxx…" in said
    assert len(said) < 300
