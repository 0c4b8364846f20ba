"""The kinds of verdicts."""

from __future__ import annotations

from statbook.verification.verdict import GOOD, WRONG, Kind, reason
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
