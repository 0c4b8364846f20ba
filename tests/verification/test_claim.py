"""What a draft says with one number."""

from __future__ import annotations

import pytest

from statbook.reading import Proposal
from statbook.verification.claim import Claim, claim_of, entries_by_word
from verified_orchard import only, verdicts, verifier


def claim(text: str, before: str = "") -> Claim:
    proposal: Proposal = only(text).proposal
    return claim_of(proposal, entries_by_word(verifier().lexicon), before)


def test_it_holds_what_is_said_and_nothing_for_what_is_not() -> None:
    said = claim("In 2025 China's red apples came to 42.03 billion yuan.")
    unsaid = claim("Plums came to 42.03 billion yuan.")

    assert ("apples", "China", "2025", "level") == (said.indicator, said.region, said.period, said.measure)
    assert frozenset({("sector", "red")}) == said.members
    assert () == said.unsaid
    assert ("indicator", "region", "period") == unsaid.unsaid


def test_a_base_is_not_known_where_its_period_is_not() -> None:
    assert None is claim("China's apples rose 8.6% from a year earlier.").base_period


def test_a_base_counts_only_if_the_sentence_names_one() -> None:
    assert None is claim("In 2025 China's apples rose 8.6%.").base_period
    assert "2024" == claim("In 2025 China's apples rose 8.6% year on year.").base_period


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("In 2025 China's apples rose 8.6%.", True),
        ("In 2025 China's apples did not rise 8.6%.", False),
        ("In 2025 China's apples without red ones rose 8.6%.", False),
        ("2025年，除红色外，中国苹果增长8.6%。", False),
        ("In 2025 China's red and green apples rose 8.6%.", False),
    ],
)
def test_a_sentence_that_may_speak_of_something_else_is_not_plain(text: str, plain: bool) -> None:
    assert plain == claim(text).plain


@pytest.mark.parametrize(
    ("before", "direction"),
    [("apples rose ", 1), ("apples fell by ", -1), ("rose 3% and came to ", 0), ("苹果下降", -1)],
)
def test_the_last_verb_before_a_number_gives_its_direction(before: str, direction: int) -> None:
    assert direction == claim("In 2025 China's apples came to 125.04 billion yuan.", before).direction


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("In 2025 China's pears came to 64.2 billion yuan.", True),
        ("China's pears are to reach 90 billion yuan in 2030.", False),
        ("China's pears, 2030: 90 billion yuan", False),
        ("到2030年，中国梨力争达到900亿元。", False),
    ],
)
def test_an_aim_is_no_outcome(text: str, outcome: bool) -> None:
    assert outcome == claim(text).is_outcome


def test_a_name_that_a_carried_subject_passes_over_makes_it_doubtful() -> None:
    texts = (
        "China's apples, 125.04 billion yuan, and pears, 64.2 billion yuan",
        "China's apples rose 8.6%, to 125.04 billion yuan",
    )
    found = []
    for text in texts:
        last = verdicts(f"In 2025 {text}.")[-1].proposal
        before = last.sentence.text[: last.offset - last.sentence.start]
        found.append(claim_of(last, entries_by_word(verifier().lexicon), before).plain)

    assert [False, True] == found
