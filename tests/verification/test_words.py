"""Facts in words."""

from __future__ import annotations

from statbook.verification.words import fact_in_words
from verified_orchard import verifier


def test_a_fact_is_told_with_its_name_its_period_and_its_base() -> None:
    fact = verifier().facts.by_anchor["obs-china-2025-apples-growth"]

    assert "China: Apples, growth, 2025, compared with 2024: 8.6% (8.6%)" == fact_in_words(fact)
