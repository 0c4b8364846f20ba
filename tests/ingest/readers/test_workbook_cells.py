"""Cells of text, and parts of a workbook."""

from __future__ import annotations

import io
import zipfile

import pytest

from statbook.ingest.readers.rich_text import Run
from statbook.ingest.readers.workbook_cells import Refused, check_xml, open_part, text_cell


def archive(content: bytes) -> zipfile.ZipFile:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.xml", content)
    return zipfile.ZipFile(out)


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        ([Run("5.2", is_struck=True), Run("5.3")], "'5.2' struck out in '5.25.3'"),
        ([Run("出口", is_struck=True)], "'出口' struck out"),
    ],
)
def test_a_struck_out_run_is_a_fault_that_names_it(runs: list[Run], found: str) -> None:
    cell = text_cell(2, 1, runs)

    assert cell.fault is not None
    assert (None, found) == (cell.value, cell.fault[0])


def test_text_loses_the_ends_of_lines_around_it() -> None:
    assert "a\nb" == text_cell(1, 1, [Run("\na\nb\r\n")]).value


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a document type"),
        (b"<a><b></a>", "a damaged part"),
        (b"<a>", "a damaged part"),
    ],
)
def test_a_part_is_refused_for(content: bytes, found: str) -> None:
    with pytest.raises(Refused, match=found):
        check_xml(archive(content), "a.xml")


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(Refused, match=r"no part b\.xml"):
        open_part(archive(b"<a/>"), "b.xml")
