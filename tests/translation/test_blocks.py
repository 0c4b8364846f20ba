"""The blocks that are translated are those that say something, and whatever is not translated stays as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.project.notebooks import chapters
from statbook.project.paths import Book
from statbook.translation.blocks import cells, pieces, replace_blocks, roles

TEXT = """{#the-title}
## A title with {num}`a`

One sentence.
And another: {num}`b`.

- an item
  that goes on
- {say}`x`

:::{table} What it shows
| Name | Value |
|:--|--:|
| One | {num}`c` |
:::

```text
code stays
```
{missing}`all`"""


def test_every_paragraph_heading_item_row_and_title_of_a_table_is_a_block() -> None:
    assert [
        "A title with {num}`a`",
        "One sentence. And another: {num}`b`.",
        "an item that goes on",
        "What it shows",
        "| Name | Value |",
        "| One | {num}`c` |",
    ] == [piece.text for piece in pieces(TEXT) if piece.text]


def test_comments_of_code_are_blocks_and_commands_are_not() -> None:
    code = "```text\n# look for faults\nstatbook check\n# build\nstatbook build\n```"

    assert ["look for faults", "build"] == [piece.text for piece in pieces(code) if piece.text]
    assert "```text\n# 译\nstatbook check\n# 译\nstatbook build\n```" == replace_blocks(code, lambda block: "译")


def test_what_is_not_translated_stays_in_its_place() -> None:
    made = replace_blocks(TEXT, lambda block: "|译|文|" if block.startswith("|") else "译文")

    assert ["{#the-title}", "## 译文", "", "译文", "", "- 译文", "- {say}`x`", "", ":::{table} 译文"] == made.split(
        "\n"
    )[:9]
    assert made.endswith("|:--|--:|\n|译|文|\n:::\n\n```text\ncode stays\n```\n{missing}`all`")


@given(st.lists(st.sampled_from(["# A b", "- c d", "text", "", "| a | b |", ":::", "```", "{#x}", "1. z", "{num}`k`"])))
def test_blocks_that_are_replaced_by_themselves_give_the_same_blocks(lines: list[str]) -> None:
    text = "\n".join(lines)
    again = replace_blocks(text, lambda block: block)

    assert [*pieces(text)] == [*pieces(again)]
    assert again.count("{num}`k`") == text.count("{num}`k`")


def test_no_sentence_of_a_chapter_is_outside_of_its_blocks(book: Book) -> None:
    for notebook in chapters(book).values():
        for _, text in notebook.prose():
            lost = [piece.lead for piece in pieces(re.sub(r"(?s)```.*?```", "", text)) if not piece.text]
            assert [] == [line for line in lost if re.search(r"[a-z] [a-z]", line)], text


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("{num}`a` and {num}`a`", {"{num}`a`": 2}),
        ("{term}`new loans <new_loans>`", {"{term}`new_loans`": 1}),
        ("no role", {}),
    ],
)
def test_the_roles_of_a_block_are_its_keys(block: str, expected: dict[str, int]) -> None:
    assert expected == roles(block)


def test_only_a_row_has_cells() -> None:
    assert (3, 0) == (cells("| a | b |"), cells("a | b"))
