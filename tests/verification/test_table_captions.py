"""Captions of tables."""

from __future__ import annotations

import pytest

from statbook.verification.draft import Draft
from statbook.verification.markdown import read_markdown
from statbook.verification.markup import read_html
from verified_orchard import verifier

ROWS = "| Fruit | Amount |\n|---|---|\n| Apples | {} |\n"
ZH = "| 品种 | 产量 |\n|---|---|\n| 苹果 | {} |\n"


def kinds(draft: Draft, lang: str = "en") -> list[tuple[str, str]]:
    found = verifier().verify(draft, lang=lang)
    return [
        (each.verdict.proposal.printed, str(each.verdict.kind))
        for each in found
        if draft.in_table(each.verdict.proposal.offset)
    ]


def table(caption: str, number: str, rows: str = ROWS, lang: str = "en") -> list[tuple[str, str]]:
    return kinds(read_markdown("d.md", f"Words of a draft.\n\n{caption}\n\n{rows.format(number)}"), lang)


@pytest.mark.parametrize(
    "caption",
    [
        "Table 3. Harvest of China in 2025 (billion yuan)",
        "Table 3.1\n\n**Harvest of China in 2025 (billion yuan)**",
        "Table: Harvest of China in 2025, unit: billion yuan",
    ],
)
def test_a_caption_gives_period_region_and_unit(caption: str) -> None:
    assert [("125.04", "stands")] == table(caption, "125.04")
    assert [("125.07", "contradicts")] == table(caption, "125.07")


@pytest.mark.parametrize(
    "caption", ["表3 2025年中国收成（亿元）", "表3：2025年中国收成\n\n单位：亿元", "表3-1 2025年中国收成（单位：亿元）"]
)
def test_a_caption_may_be_chinese(caption: str) -> None:
    assert [("1250.4", "stands")] == table(caption, "1250.4", ZH, "zh")
    assert [("1250.7", "contradicts")] == table(caption, "1250.7", ZH, "zh")


@pytest.mark.parametrize(
    "caption",
    [
        "Harvest of China in 2025 (billion yuan)",
        "Table 3. Harvest of China (billion yuan)",
        "Table 3. Harvest in 2025 (billion yuan)",
        "Table 3. Harvest of China in 2025",
        "Table 3. Harvest of China in 2024 and in 2025 (billion yuan)",
        "Table 3. Harvest of China and of North in 2025 (billion yuan)",
        "Table 3. Growth of China in 2025 (billion yuan)",
        "Table 3. Red harvest of China in 2025 (billion yuan)",
        "Table 3. Harvest of China without small farms in 2025 (billion yuan)",
        "Table 3. Harvest of China in 2025 (billion yuan)\n\nA sentence.\n\nAnother.\n\nA third one.",
    ],
)
def test_what_a_caption_leaves_open_is_not_judged(caption: str) -> None:
    assert "contradicts" not in {kind for _, kind in table(caption, "125.07")}


def test_a_head_goes_before_the_caption() -> None:
    rows = "| Fruit | 2025 (billion yuan) |\n|---|---|\n| Apples | {} |\n"

    assert [("125.04", "stands")] == table("Table 3. Harvest of China in 2024 (%)", "125.04", rows)


@pytest.mark.parametrize(("number", "kind"), [("125.04", "stands"), ("125.07", "contradicts")])
def test_a_page_has_the_caption_in_its_table(number: str, kind: str) -> None:
    rows = f"<tr><th>Fruit</th><th>Amount</th></tr><tr><td>Apples</td><td>{number}</td></tr>"
    page = f"<p>Words.</p><table><caption>Harvest of China in 2025 (billion yuan)</caption>{rows}</table>"

    assert [(number, kind)] == [each for each in kinds(read_html("d.html", page)) if each[0] == number]
