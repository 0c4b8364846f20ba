"""The kinds of verdicts."""

from __future__ import annotations

from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.verification.verdict import GOOD, WRONG, Kind, kind_in_words, reason
from verified_orchard import verifier


def test_a_verdict_is_good_or_wrong_or_a_question() -> None:
    assert not {*GOOD} & {*WRONG}
    assert {Kind.TOO_FAR, Kind.UNCLEAR, Kind.ABSENT} == {*Kind} - {*GOOD, *WRONG}


def test_a_computed_number_names_its_formula_and_a_rounded_one_what_the_data_say() -> None:
    facts = verifier().facts
    base = next(fact for fact in facts.all if fact.key == "apples.base@China@2025")

    assert reason(Kind.FOLLOWS, base).startswith("115.1 billion yuan = (china.2025.apples / ")
    assert "The data say 8.6% (8.6%)." == reason(Kind.TOO_FAR, facts.by_anchor["obs-china-2025-apples-growth"])
    assert "" == reason(Kind.STANDS, facts.by_anchor["obs-china-2025-apples-growth"])


def test_each_verdict_has_words_in_each_language(book: Book) -> None:
    assert [str(kind) for kind in Kind] == [kind_in_words(kind) for kind in Kind]
    with speaking("zh", book.locale):
        assert "属实" == kind_in_words(Kind.STANDS)
