"""CSV for spreadsheets: read rightly, and taken for a formula by none."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.store.sheets import as_csv, inert, inert_file, unguard


def test_a_table_has_a_mark_its_line_ends_and_every_cell_in_quotes() -> None:
    expected = '\ufeff"name","value"\r\n"a, ""b""","1"\r\n"数",""\r\n'

    assert expected == as_csv(["name", "value"], [['a, "b"', 1], ["数", None]])


def test_a_head_is_a_cell_like_any_other() -> None:
    assert '\ufeff"\'=1"\r\n' == as_csv(["=1"], [])


FORMULAS = [
    "=1+1",
    "=",
    "+cmd",
    "+1+1",
    "-x",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "−y",
    "@SUM(A1)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    '=DDE("soffice";"x";"y")',
    "＝1+1",
    "＋1",
    "－1+1",
    "＠SUM(A1)",
    "﹦1",
    " =1+1",
    "\u00a0=1",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    '"=1+1"',
    "\x00=1",
    "\tx",
    "\rx",
    "\nx",
    "-5)",
    "-A1",
    "+1 A1",
    "-2026-01",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_like_a_formula_is_led_by_an_apostrophe(text: str) -> None:
    assert f"'{text}" == inert(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\t=1", "'\t'=1"),
        ("x;=1+1", "x;'=1+1"),
        ("x; =1+1;y", "x;' =1+1;y"),
        ('x;"=1', "x;'\"=1"),
        ("x\t@SUM(1)", "x\t'@SUM(1)"),
        ("x\r\n-1+1", "x\r\n'-1+1"),
    ],
)
def test_what_a_semicolon_a_tab_or_a_line_break_parts_is_a_cell_of_its_own(text: str, expected: str) -> None:
    assert expected == inert(text)


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "-12.5",
        "+3%",
        "−19.0%",
        "-1e-7",
        " -5",
        "1,234",
        "−94 billion yuan",
        "−1.3 to −1.1 percentage points",
        "−940亿元",
        "-5; +3",
        "words",
        "",
        "a=b",
        "a-b; c+d",
        "it's",
        "2025",
    ],
)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert text == inert(text)


def test_a_long_cell_takes_no_longer_than_its_length() -> None:
    assert "'" == inert("-1 " + "a" * 100_000 + "!")[0]


def test_a_file_with_nothing_to_guard_keeps_its_bytes() -> None:
    content = b'a,"b"\r\n-5,"x; y"\n'

    assert content is inert_file(content)


def test_a_file_is_changed_in_the_cells_that_are_like_formulas_only() -> None:
    made = inert_file('name,value\n=1,-5\n"数, x",2\n'.encode())

    assert [["name", "value"], ["'=1", "-5"], ["数, x", "2"]] == [*csv.reader(io.StringIO(made.decode("utf-8")))]


@given(st.text(st.sampled_from('=+-@＝ab7; \t\r\n"%至')))
def test_a_cell_without_its_guard_is_the_text_that_it_was(text: str) -> None:
    assert text == unguard(inert(text))


@pytest.mark.parametrize("text", ["'quoted'", "it's", "'", "", "'-5"])
def test_an_apostrophe_that_guards_nothing_stays(text: str) -> None:
    assert text == unguard(text)
