"""Workbooks, checked from outside."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from adding import refused, workbook
from spreadsheets import ods


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
