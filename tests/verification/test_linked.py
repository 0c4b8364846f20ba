"""Numbers that a draft links to an entry of the evidence."""

from __future__ import annotations

import pytest

from statbook.verification.markdown import read_markdown
from verified_orchard import verifier


def kind(text: str, anchor: str = "obs-china-2025-apples-growth") -> str:
    draft = read_markdown("draft.md", text.format(f"evidence.html#{anchor}"))
    (finding,) = verifier().verify(draft)
    return finding.verdict.kind.value


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("They [rose 8.6%]({}).", "stands"),
        ("They [rose 9%]({}).", "rounded rightly"),
        ("They [rose 8.9%]({}).", "contradicts"),
        ("They [fell 8.6%]({}).", "contradicts"),
        ("They rose [8.6 percentage points]({}).", "mixes"),
        ("In 2023 China's apples [rose 8.6%]({}).", "unclear"),
        ("In 2025 the apples of North [rose 8.6%]({}).", "unclear"),
    ],
)
def test_the_link_says_what_is_meant(text: str, verdict: str) -> None:
    assert verdict == kind(text)


def test_an_end_of_what_rounding_allows_follows() -> None:
    base = next(fact for fact in verifier().facts.all if fact.key == "apples.base@China@2025")

    assert "follows" == kind("It was at most [115.20 billion yuan]({}).", base.anchor)


def test_a_link_that_leads_elsewhere_says_nothing() -> None:
    assert "not in the data" == kind("They [rose 77.7%]({}).", "fig-nothing")


def test_ends_are_written_outward_and_a_range_may_have_both() -> None:
    base = next(fact for fact in verifier().facts.all if fact.key == "apples.base@China@2025")
    low, high = (f"{end / 10**9:.1f}" for end in (base.low, base.high))

    assert "follows" == kind(f"It was [{low} to {high} billion yuan]({{}}).", base.anchor)
    assert "contradicts" == kind(f"It was [{low} to 900 billion yuan]({{}}).", base.anchor)


@pytest.mark.parametrize(("upper", "verdict"), [("8.6", "stands"), ("9.9", "contradicts")])
def test_a_range_whose_ends_are_linked_each_by_itself_is_judged_as_two_numbers(upper: str, verdict: str) -> None:
    link = "(evidence.html#obs-china-2025-apples-growth)"
    (finding,) = verifier().verify(
        read_markdown("draft.md", f"增长[8.6%]{link}至[{upper}%]{link.replace('#', '?again#')}。")
    )

    assert verdict == finding.verdict.kind.value
