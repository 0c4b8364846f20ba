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


def test_a_style_has_what_the_parent_of_its_parent_says_unless_one_in_between_says_another() -> None:
    def named(name: str, parent: str, says: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="text" style:parent-style-name="{parent}">'
            f"<style:text-properties {says}/></style:style>"
        )

    struck, plain = (f'style:text-line-through-style="{line}"' for line in ("solid", "none"))
    raised, level = (f'style:text-position="{place} 58%"' for place in ("super", "0%"))
    found = styles(
        named("a", "", f"{struck} {raised}") + named("b", "a", "") + named("c", "b", plain) + named("d", "c", level)
    ).runs

    assert [Style(None, "super", True)] * 2 == [found["a"], found["b"]]
    assert [Style(None, "super", False), Style(None, "", False)] == [found["c"], found["d"]]


def test_a_run_is_struck_out_by_the_style_or_the_type_of_its_line() -> None:
    def struck(line: str) -> bool:
        run = f"<style:text-properties style:text-line-through-{line}/>"
        return styles(f'<style:style style:name="T" style:family="text">{run}</style:style>').runs["T"].is_struck

    assert [True, True, False, False] == [
        struck(line) for line in ('style="solid"', 'type="double"', 'style="none"', 'type="none"')
    ]


def test_a_format_that_no_style_defines_goes_by_its_name() -> None:
    assert "number N9" == styles(PARENT.replace('data-style-name="N"', 'data-style-name="N9"')).cell("a").code


def test_a_table_whose_style_does_not_show_it_is_hidden() -> None:
    tables = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("a", "false"), ("b", "true"))
    )

    assert {"a"} == styles(tables + '<style:style style:name="c" style:family="table"/>').hidden


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
