"""Cells of tables and what their heads say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from statbook.verification.draft import Draft
from statbook.verification.markdown import read_markdown
from statbook.verification.markup import read_html
from statbook.verification.table_heads import read_cells
from statbook.verification.verify import Finding
from verified_orchard import verifier

WIDE = '<table><tr><th>Item</th><th colspan="2">China, 2025 (billion yuan)</th></tr><tr><td>Apples</td><td>125.04</td><td>1</td></tr></table>'
NESTED = "<table><tr><td>Apples</td><td><table><tr><td>Apples</td><td>China, 2025 (%)</td></tr><tr><td>a</td><td>7</td></tr></table></td></tr></table>"


def found(draft: Draft, lang: str) -> list[Finding]:
    return verifier().verify(draft, lang=lang)


def kinds(text: str, lang: str = "en") -> list[tuple[str, str]]:
    return [
        (each.verdict.proposal.printed, str(each.verdict.kind)) for each in found(read_markdown("d.md", text), lang)
    ]


def test_a_cell_is_judged_by_its_heads() -> None:
    table = """\
| Region | Year | Apples (billion yuan) | Growth of apples (%) | Pears |
|---|---|---|---|---|
| China | 2025 | 125.04 | 8.7 | 64.2 billion yuan |
| North | 2025 | 31.06 | | |
"""

    assert [
        ("125.04", "stands"),
        ("8.7", "contradicts"),
        ("64.2 billion yuan", "stands"),
        ("31.06", "contradicts"),
    ] == kinds(table)


def test_heads_may_be_chinese() -> None:
    table = "| 2025年 | 产量（亿元） | 同比增长（%） |\n|---|---|---|\n| 中国苹果 | 1250.4 | 8.6 |\n| 中国梨 | 642 | 3.1 |\n"

    assert [("1250.4", "stands"), ("8.6", "stands"), ("642", "stands"), ("3.1", "contradicts")] == kinds(
        table.replace("2025年", "品种").replace("产量", "2025年").replace("同比", "2025年同比"), "zh"
    )


@pytest.mark.parametrize(
    "head",
    [
        "Apples (billion yuan) | 2025",
        "Apples in China (billion yuan) | a",
        "2024, apples in China (billion yuan) | a, 2025",
        "2025, apples of North and of China (billion yuan) | a",
        "2025, something else in China (billion yuan) | a",
        "2025, share of apples growth in China (%) | a",
    ],
)
def test_a_cell_whose_heads_leave_something_open_has_no_verdict(head: str) -> None:
    above, beside = head.split(" | ")

    assert [] == kinds(f"| Item | {above} |\n|---|---|\n| {beside} | 7.5 |\n")


def test_a_number_of_another_unit_than_the_head_keeps_its_own() -> None:
    table = "| Item | China, 2025 (million yuan) |\n|---|---|\n| Apples | 125.04 billion yuan |\n"

    assert [("125.04 billion yuan", "stands")] == kinds(table)


@pytest.mark.parametrize("page", [WIDE, NESTED])
def test_a_table_in_a_table_and_cells_over_several_columns_are_not_read(page: str) -> None:
    draft = read_html("d", page)

    assert [] == [*read_cells(draft, verifier().lexicon, "", "en")]


def test_a_cell_is_read_as_its_sentence_and_shown_in_its_place() -> None:
    draft = read_markdown("d.md", "| Item | China, 2025 (billion yuan) |\n|---|---|\n| Apples | 125.04 |\n")

    ((said, shown),) = read_cells(draft, verifier().lexicon, "", "en")

    assert (Decimal("125040000000"), "apples", "2025") == (said.value, said.indicator, said.period)
    assert "125.04" == draft.text[shown.offset : shown.offset + 6] == shown.printed
