"""Numbers that a draft adds up."""

from __future__ import annotations

import pytest

from statbook.reading import Lexicon, load_lexicon
from statbook.store import Store
from statbook.verification.read_draft import read_plain
from statbook.verification.verify import Verifier
from verified_orchard import kinds, only


def test_a_sum_of_parts_follows() -> None:
    verdict = only("In 2025 red and green apples together made up 100% of China's apples.")

    assert "follows" == verdict.kind
    assert "It is the sum of China: Apples: Red, share, 2025: 33.6% (33.6%) and" in verdict.words


@pytest.mark.parametrize("words", ["Added up, red and green apples are not 100%.", "Red and green apples: 100%."])
def test_a_sum_that_is_not_told_as_one_is_left_alone(words: str) -> None:
    assert ["mixes"] != kinds(words)
    assert ["follows"] != kinds(words)


def test_groups_that_overlap_must_not_be_added(store: Store, book) -> None:  # type: ignore[no-untyped-def]
    lexicon: Lexicon = load_lexicon(book.data)
    text = (
        "In January–February 2026 Xi'an's trade with Belt and Road countries and with RCEP members "
        "together made up 97.7% of its trade."
    )

    (finding,) = Verifier(store, lexicon).verify(read_plain("draft.txt", text))

    assert ("mixes", "overlapping-groups") == (finding.verdict.kind, finding.verdict.rule)
