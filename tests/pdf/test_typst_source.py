"""Typst source: whatever a text holds, it comes out of the compiler as it went in."""

from __future__ import annotations

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from statbook.messages import speaking
from statbook.pdf.typst_source import Source, call, content, curl_apostrophes, literal, string, words
from statbook.project.paths import LIBRARY, Book


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


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("增300项，", '#"增"#gap#box[#"300项"]#stay#"，"'),
        ("年1—2月8日", '#"年"#gap#box[#"1—2月"]#gap#box[#"8日"]'),
        ("1.18万亿元和M2", '#box[#"1.18万亿元"]#"和M2"'),
        ("A4纸的5%", '#"A4纸的5%"'),
    ],
)
def test_in_chinese_a_number_is_kept_with_its_unit(text: str, source: str, book: Book) -> None:
    with speaking("zh", book.locale):
        assert source == words(text)
    assert "#box" not in words(text)


def test_numbers_that_are_kept_take_the_place_that_they_take_otherwise(book: Book) -> None:
    styles = (LIBRARY / "pdf" / "book.typ").read_text(encoding="utf-8").splitlines()
    beside = "\n".join(line for line in styles if line.startswith(("#let gap", "#let stay")))

    def width(source: str) -> object:
        page = f'#set text(lang: "zh", size: 100pt)\n#let han(it) = it\n{beside}'
        query = f"{page}\n#context [#metadata(measure([{source}]).width.pt())<w>]"
        return json.loads(typst.query(query.encode(), "<w>", field="value", one=True))

    text = "变为2025年1—2月的300项，其中5个为A类"
    with speaking("zh", book.locale):
        kept = words(text)
    assert kept != words(text)
    assert width(words(text)) == width(kept)


def test_chinese_runs_are_marked_as_chinese() -> None:
    assert '#"printed as "#han("万亿元")#" here"' == words("printed as 万亿元 here")


def test_apostrophes_are_curled_and_quotation_marks_are_not() -> None:
    assert "Xi’an and China’s firms’ own 'word' of 5'" == curl_apostrophes("Xi'an and China's firms' own 'word' of 5'")


def test_a_call_names_its_arguments_in_the_manner_of_typst() -> None:
    made = call("drawing", "fig", page_break=True, title=content("T"), rows=[1.5, None])

    assert '#drawing("fig", page-break: true, title: [#"T"], rows: (1.5, none, ))' == made


def test_source_stands_as_it_is() -> None:
    assert "12mm" == literal(Source("12mm"))


def test_a_value_without_counterpart_is_refused() -> None:
    with pytest.raises(TypeError, match="set has no counterpart"):
        literal({1})
