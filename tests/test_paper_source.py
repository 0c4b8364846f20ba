"""Typst source: whatever a text holds, it comes out of the compiler as it went in."""

from __future__ import annotations

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from statbook.pdf.typst_source import Source, call, content, curled, literal, string, words


def compiled(code: str) -> object:
    """The value that the Typst compiler reads from *code*."""
    return json.loads(typst.query(f"#metadata({code})<x>".encode(), "<x>", field="value", one=True))


# Single surrogates cannot be written as UTF-8, and no file of the book can hold one.
texts = st.text(st.characters(exclude_categories=["Cs"]))


@settings(max_examples=200, deadline=None)
@given(texts)
def test_a_string_is_read_back_by_the_compiler_as_it_was(text: str) -> None:
    assert text == compiled(string(text))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z]{1,8}x", fullmatch=True), inner)
        ),
        max_leaves=6,
    )
)
def test_values_are_read_back_by_the_compiler_as_they_were(value: object) -> None:
    assert value == compiled(literal(value))


def test_markup_in_a_text_stays_text() -> None:
    assert r'#"*bold* #evil() $x$ @y \\ [z]"' == words("*bold* #evil() $x$ @y \\ [z]")


def test_chinese_runs_are_marked_as_chinese() -> None:
    assert '#"printed as "#han("万亿元")#" here"' == words("printed as 万亿元 here")


def test_apostrophes_are_curled_and_quotation_marks_are_not() -> None:
    assert "Xi’an and China’s firms’ own 'word' of 5'" == curled("Xi'an and China's firms' own 'word' of 5'")


def test_a_call_names_its_arguments_in_the_manner_of_typst() -> None:
    made = call("drawing", "fig", page_break=True, title=content("T"), rows=[1.5, None])

    assert '#drawing("fig", page-break: true, title: [#"T"], rows: (1.5, none, ))' == made


def test_source_stands_as_it_is() -> None:
    assert "12mm" == literal(Source("12mm"))


def test_a_value_without_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no counterpart"):
        literal({1})
