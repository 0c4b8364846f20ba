"""How the value of a draft stands to that of a fact."""

from __future__ import annotations

import pytest

from statbook.verification.claim import claim_of
from statbook.verification.compare import compare, factor, half_of
from statbook.verification.fact import Fact
from verified_orchard import only, verifier


def fact(anchor: str) -> Fact:
    return verifier().facts.by_anchor[anchor]


def compared(words: str, anchor: str) -> str | None:
    claim = claim_of(only(f"In 2025 China's plums came to {words}.").proposal, {}, "")
    return compare(claim, fact(anchor))


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("125.04 billion yuan", "stands"),
        ("125.0 billion yuan", "rounded rightly"),
        ("0.125 trillion yuan", "rounded rightly"),
        ("about 130 billion yuan", "rounded rightly"),
        ("more than 125 billion yuan", "rounded rightly"),
        ("more than 120 billion yuan", None),
        ("less than 126 billion yuan", "rounded rightly"),
        ("less than 125 billion yuan", None),
        ("125.043 billion yuan", "rounded too far"),
        ("124 billion yuan", None),
        ("125.1 billion yuan", "rounded too far"),
        ("125.05 billion yuan", None),
        ("12.5%", None),
        ("125.04 billion US dollars", None),
    ],
)
def test_a_printed_number(words: str, verdict: str | None) -> None:
    assert verdict == compared(words, "obs-china-2025-apples")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("more than 7 billion yuan", "stands"),
        ("7 billion yuan", "rounded too far"),
        ("less than 7 billion yuan", "rounded too far"),
        ("more than 8 billion yuan", None),
    ],
)
def test_a_bound(words: str, verdict: str | None) -> None:
    assert verdict == compared(words, "obs-china-2024-trees")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("115.1 billion yuan", "follows"),
        ("115 billion yuan", "follows"),
        ("115.14 billion yuan", "follows"),
        ("115.12 billion yuan", "rounded too far"),
        ("115.05 to 115.25 billion yuan", None),
        ("115.08 to 115.20 billion yuan", "follows"),
        ("115.3 billion yuan", None),
    ],
)
def test_a_computed_number(words: str, verdict: str | None) -> None:
    base = next(each for each in verifier().facts.all if each.key == "apples.base@China@2025")

    assert verdict == compared(words, base.anchor)


def test_basis_points_are_hundredths_of_a_point() -> None:
    claim = claim_of(only("In 2025 China's sweetness fell 0.4 percentage points.").proposal, {}, "")

    assert 100 == factor(claim, fact("obs-china-2025-sweetness-difference"))
    assert "stands" == compare(claim, fact("obs-china-2025-sweetness-difference"))


@pytest.mark.parametrize(
    ("words", "half"),
    [("91,000 yuan", 500), ("40%", 0.5), ("about 40%", 5), ("1.20 billion yuan", 5_000_000), ("30 yuan", 0.5)],
)
def test_zeros_at_the_end_may_be_no_digits(words: str, half: float) -> None:
    claim = claim_of(only(f"In 2025 China's plums came to {words}.").proposal, {}, "")

    assert half == float(half_of(claim))
