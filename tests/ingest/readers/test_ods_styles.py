"""Styles of cells and runs."""

from __future__ import annotations

import io
import zipfile

import pytest

from spreadsheets import ods
from statbook.ingest.readers.ods_styles import Style, Styles, read_styles

PARENT = """<style:style style:name="a" style:family="table-cell" style:data-style-name="N"/>
    <number:text-style style:name="N"><number:text-content/></number:text-style>"""


def styles(content: str) -> Styles:
    return read_styles(zipfile.ZipFile(io.BytesIO(ods("", content))))


def test_a_style_has_what_its_parent_says() -> None:
    child = '<style:style style:name="b" style:family="table-cell" style:parent-style-name="a"/>'

    assert "@" == styles(PARENT + child).cell("b").code


def test_the_style_of_a_cell_is_its_own_before_that_of_its_row_and_its_column() -> None:
    other = '<style:style style:name="c" style:family="table-cell"/>'
    found = styles(PARENT + other)

    assert ["@", None, "@", None] == [found.cell(*names).code for names in (("a", "c"), ("c", "a"), (None, "a"), ())]


@pytest.mark.parametrize(
    ("position", "script"),
    [("super 58%", "super"), ("sub 58%", "sub"), ("33% 58%", "super"), ("-33% 58%", "sub"), ("0% 100%", "")],
)
def test_a_run_is_raised_or_lowered(position: str, script: str) -> None:
    run = f'<style:text-properties style:text-position="{position}"/>'

    assert (
        Style(script=script) == styles(f'<style:style style:name="T" style:family="text">{run}</style:style>').runs["T"]
    )


def test_styles_that_name_each_other_as_parents_end() -> None:
    pair = (("a", "b"), ("b", "a"))
    circle = "".join(
        f'<style:style style:name="{one}" style:family="text" style:parent-style-name="{other}"/>'
        for one, other in pair
    )

    assert {"a", "b"} == set(styles(circle).runs)
