"""Workbooks, checked from outside."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from adding import refused, workbook
from spreadsheets import ods
from statbook.errors import DataError
from statbook.ingest.readers.workbook_reader import read_workbook


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


BAD_FILES = {
    "half of it missing": (lambda: workbook(lambda book: book.active.append([1]))[:2000], "truncated or damaged"),
    "an old file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Excel file (.xls) or an encrypted one"),
    "a page of HTML": (lambda: b"<html></html>", "a page of HTML"),
    "CSV under its name": (lambda: b"month,apples\n", "Is it CSV?"),
    "macros": (lambda: packed(**{"xl/vbaProject.bin": b"1"}), "macros"),
    "links to other files": (lambda: packed(**{"xl/externalLinks/externalLink1.xml": b"<a/>"}), "links to other files"),
    "an archive inside": (lambda: packed(**{"xl/a.zip": b"1"}), "another archive inside"),
    "too tight a packing": (lambda: packed(**{"xl/a.xml": b"0" * 10_000_000}), "-fold"),
    "too many parts": (lambda: packed(**{f"xl/{n}.xml": b"<a/>" for n in range(600)}), "601 parts"),
    "another kind of zip": (lambda: packed(**{"word/document.xml": b"<a/>"}), "a zip file that is no workbook"),
    "a binary workbook": (lambda: packed(**{"xl/workbook.bin": b"1"}), "a binary workbook (.xlsb)"),
    "macros in ODS": (lambda: ods("", **{"Basic/Standard/a.xml": "<a/>"}), "macros"),
    "a password in ODS": (lambda: ods("", **{"META-INF/manifest.xml": "<a><encryption-data/></a>"}), "an encrypted part"),
    "too tight a packing of ODS": (lambda: ods("<a/>" * 3_000_000), "-fold"),
    "a document type in ODS": (lambda: ods("", **{"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "a document type"),
    "ODS cut short within": (lambda: ods("", **{"content.xml": "<a>"}), "a damaged part (content.xml)"),
    "a text of OpenDocument": (lambda: packed(mimetype=b"application/vnd.oasis.opendocument.text"), "a zip file that is no workbook"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_workbook_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    make, words = BAD_FILES[name]

    assert words in refused(shared_data, tmp_path, "table.xlsx", make())


def declared(size: int = 8, compressed: int = 8, flags: int = 0, name: str = "a.xml") -> bytes:
    """A zip file with a part that has these sizes and flags by its directory, beside a part of 8 bytes."""
    content = bytearray(packed(**{name: b"<a/>"}))
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, flags)
    struct.pack_into("<LL", content, at + 20, compressed, size)
    return bytes(content)


NO_WORKBOOK = "a zip file that is no workbook; expected a workbook as XLSX or ODS. Save the table as XLSX or CSV."
NO_ZIP = "no workbook; expected a workbook as XLSX or ODS. Is it CSV? Then name it .csv."
LIMITS = {
    "a file of 20 MB and a byte": (lambda: bytes(20 * 2**20 + 1), "20 MB; expected at most 20 MB. Save the table as CSV."),
    "20 MB of nothing": (lambda: bytes(20 * 2**20), NO_ZIP),
    "a page after 511 blanks": (lambda: b" " * 511 + b"<a/>", "a page of HTML or XML named as a workbook; expected a workbook as XLSX or ODS. Open it in a spreadsheet, save it as XLSX."),
    "signs after 512 blanks": (lambda: b" " * 512 + b"<a/>", NO_ZIP),
    "200 MB and a byte unpacked": (lambda: declared(200 * 2**20 - 7), "200 MB unpacked; expected at most 200 MB."),
    "200 MB of a few bytes": (lambda: declared(200 * 2**20 - 8, 2**20), "a.xml compressed 199-fold; expected at most 100-fold."),
    "more than a hundred times as much": (lambda: declared(100_001, 1_000), "a.xml compressed 100-fold; expected at most 100-fold."),
    "a hundred times as much": (lambda: declared(200_000, 2_000), NO_WORKBOOK),
    "a small part that is packed tightly": (lambda: declared(100_000, 1), NO_WORKBOOK),
    "something packed into nothing": (lambda: declared(100_001, 0), "a.xml compressed 100001-fold; expected at most 100-fold."),
    "a part that is encrypted": (lambda: declared(flags=1), "an encrypted part; expected a workbook without a password."),
    "another flag of a part": (lambda: declared(flags=2), NO_WORKBOOK),
    "501 parts": (lambda: packed(**{f"{n}.xml": b"<a/>" for n in range(500)}), "501 parts; expected at most 500."),
    "500 parts": (lambda: packed(**{f"{n}.xml": b"<a/>" for n in range(499)}), NO_WORKBOOK),
    "parts of no declared type": (lambda: packed(**{"xl/a.xml": b"<a/>"}).replace(b"Types].xml", b"Kinds].xml"), NO_WORKBOOK),
    "capital macros": (lambda: packed(**{"xl/VBAPROJECT.BIN": b"1"}), "macros; expected a workbook without macros. Save it without them, or as CSV."),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_wrong_with_a_file_is_told_from_its_head_and_its_directory(name: str, tmp_path: Path) -> None:
    make, words = LIMITS[name]
    (tmp_path / "table.xlsx").write_bytes(make())

    with pytest.raises(DataError) as error:
        read_workbook(tmp_path / "table.xlsx")

    assert f"table.xlsx: found {words}" == str(error.value)


def test_every_row_of_a_sheet_is_as_wide_as_its_widest(tmp_path: Path) -> None:
    book = Workbook()
    for cells in (["a"], ["b", None, "c"], [], ["d", "e"]):
        book.active.append(cells)
    book.create_sheet("empty")
    book.save(tmp_path / "table.xlsx")
    grid = read_workbook(tmp_path / "table.xlsx")

    assert [["a", "", ""], ["b", "", "c"], ["", "", ""], ["d", "e", ""]] == grid.frame.to_numpy().tolist()
    assert ([1, 2, 3, 4], [3, 3, 3, 3]) == (list(grid.frame.index), list(grid.widths))
    assert ("table.xlsx", "Sheet", ("the sheet Sheet",)) == (grid.file, grid.sheet, grid.notes)
    assert read_workbook(tmp_path / "table.xlsx", "empty").frame.empty
