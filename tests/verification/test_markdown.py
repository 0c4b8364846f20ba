"""Drafts in Markdown."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.errors import DataError
from statbook.verification.markdown import read_markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Head 1.2\nRose **5%**.", "Head 1.2\nRose 5%.\n"),
        ("Rose `7%` and {num}`trade.growth` 5%.", "Rose  and  5%.\n"),
        ("See [5%](a.html#x) and ![6%](b.png) <b>7%</b><!-- 8% -->.", "See 5% and  7%.\n"),
        ("```\n9%\n```\nRose 5%.", "\n\n\nRose 5%.\n"),
        ("---\ndate: 2025\n---\nRose 5%.", "Rose 5%.\n"),
        ("[a]: https://x.example/9\nRose 5\\%.", "\nRose 5%.\n"),
        ("one\ntwo\n\n- three\n- four", "one two\n\nthree\nfour\n"),
        ("1. First\n2. Second", "First\nSecond\n"),
    ],
)
def test_marks_and_code_are_left_out(markdown: str, text: str) -> None:
    assert text == read_markdown("d", markdown).text


def test_a_link_to_the_evidence_keeps_its_anchor() -> None:
    draft = read_markdown("d", "rose [5%](evidence/x.html#obs-a) and [6%](y.html)")

    assert "obs-a" == draft.anchor(draft.text.index("5%"))
    assert "" == draft.anchor(draft.text.index("6%"))


def test_rows_of_a_table_are_its_table() -> None:
    draft = read_markdown("d", "a 1\n\n| b | c |\n|---|---|\n| 2 | 3 |\n\nd 4")

    assert [draft.in_table(draft.text.index(sign)) for sign in "1234"] == [False, True, True, False]


@given(st.text(alphabet="a5% *_`[]()|#-\n\\<>!", max_size=80))
def test_every_sign_that_is_kept_has_its_place(markdown: str) -> None:
    lines = markdown.split("\n")
    with suppress(DataError):  # there may be no text in it
        draft = read_markdown("d", markdown)
        for offset, sign in enumerate(draft.text):
            line, column = draft.place(offset)
            if sign not in " \n":
                assert sign == lines[line - 1][column - 1]


def test_the_cells_of_a_table_have_their_places() -> None:
    draft = read_markdown("d.md", "a\n\n| b | c |\n|---|---|\n| 1 | [2](e.html#x) |\n")

    (grid,) = draft.grids

    assert [["b", "c"], ["1", "2"]] == [[draft.text[start:end].strip() for start, end in row] for row in grid]
