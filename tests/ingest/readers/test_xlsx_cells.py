"""Cells of XLSX as they are stored."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from adding import LEVELS, SHORT, added, refused, values, with_recipe, workbook
from statbook.ingest.readers.rich_text import Run
from statbook.ingest.readers.workbook_cells import FORMULA, Cell
from statbook.ingest.readers.workbook_reader import read_workbook
from statbook.ingest.readers.xlsx_cells import _read_cells

RAISED, STRUCK = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def changed(content: bytes, change: Callable[[str, str], str]) -> bytes:
    """A workbook with each part of XML changed; *change* takes its name and its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode()))
    return out.getvalue()


def table(*rows: list[Any]) -> Callable[[Workbook], None]:
    def fill(book: Workbook) -> None:
        for row in rows:
            book.active.append(row)

    return fill


SALES = workbook(table(["月份", "苹果"], ["2025年7月", 7.25], ["2025年8月", 8]))


def texts(folder: Path, content: bytes) -> list[list[str]]:
    (folder / "t.xlsx").write_bytes(content)
    return [list(map(str, row)) for row in read_workbook(folder / "t.xlsx").frame.to_numpy()]


def test_cells_and_rows_without_an_address_follow_one_another(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    bare = changed(
        SALES, lambda name, text: re.sub(r'(<(?:c|row)) r="\w+"', r"\1", text) if "sheets/" in name else text
    )

    assert {"china.2025-07.apples": "725000000", "china.2025-08.apples": "800000000"} == values(
        added(data, bare, "other", "t.xlsx")
    )


def test_strict_open_xml_is_read_like_the_usual_one(tmp_path: Path) -> None:
    def strict(name: str, text: str) -> str:
        text = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
        )
        return text.replace(MAIN, STRICT) if "_rels" not in name else text

    assert texts(tmp_path, SALES) == texts(tmp_path, changed(SALES, strict))


def test_a_raised_digit_is_no_part_of_a_number_nor_of_a_year(tmp_path: Path) -> None:
    cells = [CellRichText("2021", TextBlock(RAISED, "12")), CellRichText("5.3", TextBlock(RAISED, "2"))]

    assert [["2021¹²", "5.3²"]] == texts(tmp_path, workbook(table(cells)))


def test_a_number_with_a_raised_mark_is_refused_and_the_mark_is_shown(data: Path, tmp_path: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    cell = CellRichText("5.3", TextBlock(RAISED, "2"))

    assert "found '5.3²'" in refused(
        data, tmp_path, "t.xlsx", workbook(table(["月份", "苹果"], ["2025年7月", cell])), "other"
    )


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (CellRichText(TextBlock(STRUCK, "5.2"), "5.3"), "t.xlsx:Sheet:2:B: found '5.2' struck out in '5.25.3'"),
        (5.2, "t.xlsx:Sheet:2:B: found '5.2' struck out"),
        ("x", "t.xlsx:Sheet:2:B: found 'x' struck out"),
    ],
)
def test_what_is_struck_out_is_refused(cell: Any, found: str, shared_data: Path, tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        table(["a", "b"], ["c", cell])(book)
        if not isinstance(cell, CellRichText):
            book.active["B2"].font = Font(strike=True)

    assert found in refused(shared_data, tmp_path, "t.xlsx", workbook(fill))


BUILT_IN = {
    0: "45839.5628", 1: "45840", 2: "45839.56", 14: "2025-07-01", 17: "2025-07", 20: "13:30", 27: "2025-07", 28: "7月1日", 29: "7月1日", 30: "2025-07-01",
    31: "2025-07-01", 32: "13时30分", 33: "13时30分26秒", 34: "13时30分", 35: "13时30分26秒", 36: "2025-07", 49: "45839.5628", 50: "2025-07", 51: "7月1日", 52: "2025-07",
    53: "7月1日", 54: "7月1日", 55: "13时30分", 56: "13时30分26秒", 57: "2025-07", 58: "7月1日",
}  # fmt: skip
"""Numbers of formats, those for Chinese by ECMA-376-1, 18.8.30, and what they show of 1 July 2025, 13:30:26."""


def numbered(*numbers: int) -> bytes:
    """A workbook with a cell for each of the formats with these numbers, which it does not spell out."""

    def fill(book: Workbook) -> None:
        book.active.append([45_839.5628] * len(numbers))
        for at, cell in enumerate(book.active[1]):
            cell.number_format = f'"{at}"0'

    def name(part: str, text: str) -> str:
        for at, number in enumerate(numbers):
            text = text.replace(f'numFmtId="{164 + at}"', f'numFmtId="{number}"')
        return text

    bare = changed(workbook(fill), lambda part, text: re.sub(r"<numFmts.*?</numFmts>", "", text))
    return changed(bare, lambda part, text: name(part, text) if "styles" in part else text)


def test_formats_named_by_number_alone_are_those_of_chinese_spreadsheets(tmp_path: Path) -> None:
    assert BUILT_IN == dict(zip(BUILT_IN, texts(tmp_path, numbered(*BUILT_IN))[0], strict=True))


def test_a_format_named_by_a_number_that_means_nothing_is_refused(shared_data: Path, tmp_path: Path) -> None:
    assert "in the number format number 99" in refused(shared_data, tmp_path, "t.xlsx", numbered(99))


def test_merged_cells_have_their_range(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        table(["a", None, 1], ["b", 2, None])(book)
        book.active.merge_cells("B2:C3")

    (tmp_path / "a.xlsx").write_bytes(workbook(fill))

    assert ((range(2, 4), range(1, 3)),) == read_workbook(tmp_path / "a.xlsx").merged


def test_zeros_that_a_sheet_hides_are_empty(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.append([0, 5, False])
        book.active.sheet_view.showZeros = False

    assert [["", "5", "FALSE"]] == texts(tmp_path, workbook(fill))


def test_days_are_counted_as_the_workbook_says(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["A1"] = 44_681
        book.active["A1"].number_format = "yyyy-mm-dd"

    of_1904 = changed(workbook(fill), lambda name, text: text.replace("<workbookPr/>", '<workbookPr date1904="1"/>'))

    assert [["2026-05-01"]] == texts(tmp_path, of_1904)


def stored(part: str, *strings: str) -> list[Cell]:
    """The cells of a part as stored, in a workbook with these shared texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", part)
    with zipfile.ZipFile(out) as archive:
        return [*_read_cells(archive, "a.xml", [], [[Run(text)] for text in strings])]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("><v> 2.5 </v>", 2.5), ("><v>-1e3</v>", -1000.0), ("><v>+.5</v>", 0.5), ("><v>1e1234</v>", "1e1234"), ("><v>0x10</v>", "0x10"), ("><v>1.2.3</v>", "1.2.3"), ("><v>nan</v>", "nan"), (" t='n'><v>7</v>", 7.0),
        (" t='b'><v>1</v>", True), (" t='b'><v>true</v>", True), (" t='b'><v>0</v>", False), (" t='d'><v>2025-07-01</v>", 45_839.0), (" t='d'><v>2025-07-01T12:00:00</v>", 45_839.5), (" t='d'><v>soon</v>", "soon"), (" t='d'><v>2025-07-01T00:00:00Z</v>", "2025-07-01T00:00:00Z"),
        (" t='e'><v>#N/A</v>", "#N/A"), (" t='str'><v>a_x000D_b_x0041_</v>", "a\rbA"), (" t='str'><v> </v>", " "), (" t='inlineStr'><is><t>a</t></is>", "a"), (" t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></is>", "ab"), (" t='s'><v>1</v>", "two"), (" t='s'><v> 0 </v>", "one"),
    ],
)  # fmt: skip
def test_a_cell_has_a_value_of_its_kind(cell: str, value: float | bool | str) -> None:
    (found,) = stored(f"<row><c r='A1'{cell}</c></row>", "one", "two")

    assert (value, type(value), None) == (found.value, type(found.value), found.fault)


@pytest.mark.parametrize(
    "cell", ["><v/>", "><v> </v>", " t='s'><v/>", " t='inlineStr'><is><t/></is>", " t='str'><v/>", " t='s'><v>2</v>"]
)
def test_a_cell_may_be_empty(cell: str) -> None:
    assert [] == stored(f"<row><c r='A1'{cell}</c></row>", "one", "two", "")


@pytest.mark.parametrize("number", ["2", "-1", "x", "1.0"])
def test_the_number_of_a_text_that_the_file_does_not_have_is_no_text(number: str) -> None:
    (found,) = stored(f"<row><c r='A1' t='s'><v>{number}</v></c></row>", "one", "two")

    assert (None, "the number of a text that the file does not have") == (found.value, (found.fault or ("",))[0])


@pytest.mark.parametrize(
    ("cells", "formulas"),
    [
        ("<c r='A1'><f>1</f></c>", [1]), ("<c r='A1'><f>1</f><v>2</v></c>", []), ("<c r='A1'><f>1</f><v> </v></c>", [1]), ("<c r='A1'><v>2</v></c>", []), ("<c r='A1'/>", []), ("<c r='A1' t='str'><f>1</f></c>", []),
        ("<c r='A1' t='n'><f>1</f></c>", [1]), ("<c r='A1'><f>1</f><is>2</is></c>", [1]), ("<c r='A1'><v>2</v></c><c r='B1'><f>1</f></c>", [2]), ("<c r='A1'><f>1</f></c><c r='B1'/><c r='C1'><f/></c>", [1, 3]),
        ("<x:c r='A1' xmlns:x='x'><x:f>1</x:f></x:c>", [1]), ("<c r='A1'><f>1</f><v>2</v>3</c>", []), ("<c r='A1'><f>1</f><v/>3</c>", [1]), ("<c r='A1'><f>1</f><v>2</v> </c>", []),
    ],
)  # fmt: skip
def test_a_formula_has_its_result_beside_it(cells: str, formulas: list[int]) -> None:
    assert formulas == [cell.column for cell in stored(f"<row>{cells}</row>") if cell.fault == FORMULA]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("<row r='3'><c r='B3'>1</c></row>", [(3, 2, False)]), ("<row r='3' hidden='1'><c r='B3'>1</c></row>", [(3, 2, True)]), ("<row r='2' hidden='true'><c r='A2'>1</c></row><row r='3'><c r='A3'>1</c></row>", [(2, 1, True), (3, 1, False)]),
        ("<row r='2' hidden='0'><c r='A2'>1</c></row>", [(2, 1, False)]), ("<row hidden='1'/>", []), ("<row><c>1</c></row>", [(1, 1, False)]), ("<row r='4'><c r='C4'>1</c><c>1</c></row><row><c>1</c></row>", [(4, 3, False), (4, 4, False), (5, 1, False)]),
        ("<row r='12' hidden='1'><c r='AB12'>1</c></row>", [(12, 28, True)]), ("<row><c r='XFD1'>1</c></row>", [(1, 16384, False)]), ("<d/>", []), ("<row r='3'><c r='B3'/></row>", []),
        ("<row><c r='A5'>1</c></row><row><c r='B7'>1</c><c>1</c></row><row><c>1</c></row>", [(5, 1, False), (7, 2, False), (7, 3, False), (8, 1, False)]),
    ],
)  # fmt: skip
def test_a_cell_has_its_place_and_may_be_hidden(rows: str, places: list[tuple[int, int, bool]]) -> None:
    found = stored(f"<a>{rows.replace('>1<', '><v>1</v><')}</a>")

    assert places == [(cell.row, cell.column, cell.is_hidden) for cell in found]
