"""What the book says of its numbers is what the data say."""

from __future__ import annotations

from collections import Counter

import pytest

from statbook.project.paths import Book
from statbook.reading import load_lexicon
from statbook.store import Store
from statbook.verification.read_draft import read_draft
from statbook.verification.verdict import GOOD, WRONG
from statbook.verification.verify import Verifier


@pytest.fixture(scope="module")
def verifier(built: Book) -> Verifier:
    return Verifier(Store.load(built.data), load_lexicon(built.data))


def test_no_number_of_a_chapter_is_wrong(built: Book, verifier: Verifier) -> None:
    for path in sorted((built.html / "chapters").glob("*.md")):
        findings = verifier.verify(read_draft(path))
        wrong = [(each.line, each.verdict.proposal.printed) for each in findings if each.verdict.kind in WRONG]
        assert [] == wrong, path.name


@pytest.mark.parametrize("chapter", ["trade", "credit", "patents", "industry", "base"])
def test_most_numbers_that_link_to_the_evidence_stand_or_follow(built: Book, verifier: Verifier, chapter: str) -> None:
    draft = read_draft(built.html / "chapters" / f"{chapter}.md")

    linked = [each for each in verifier.verify(draft) if draft.anchor(each.verdict.proposal.number.start)]
    kinds = Counter(each.verdict.kind in GOOD for each in linked)

    assert 0.8 < kinds[True] / len(linked)
