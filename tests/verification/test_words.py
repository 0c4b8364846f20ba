"""Facts in words."""

from __future__ import annotations

from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.verification.words import fact_in_words
from verified_orchard import verifier


def test_a_fact_is_told_with_its_name_its_period_and_its_base() -> None:
    fact = verifier().facts.by_anchor["obs-china-2025-apples-growth"]

    assert "China: Apples, growth, 2025, compared with 2024: 8.6% (8.6%)" == fact_in_words(fact)


def test_facts_are_told_in_the_language_that_is_spoken(book: Book) -> None:
    fact = verifier().facts.by_anchor["obs-china-2025-apples-growth"]

    with speaking("zh", book.locale):
        assert fact_in_words(fact).endswith("2025年，与2024年相比：8.6% (8.6%)")
