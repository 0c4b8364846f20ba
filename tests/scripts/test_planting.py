"""Planting errors in drafts, and counting what is found."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verified_orchard import verifier

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from planted import run  # noqa: E402
from planting import KINDS, Count, Planted, count, lines, moved, plant  # noqa: E402

from statbook.verification.read_draft import read_plain  # noqa: E402
from statbook.verification.verdict import Verdict  # noqa: E402

TEXT = (
    "In 2025 China's apples rose 8.6% to 125.04 billion yuan. In 2025 China's pears fell 3.1% year on year.\n"
    "In 2025 China's red apples made 33.6% of apples. In 2025 China's sweetness fell 40 basis points.\n"
)


def verdicts(text: str) -> dict[int, Verdict]:
    found = (finding.verdict for finding in verifier().verify(read_plain("d", text)))
    return {verdict.proposal.number.start: verdict for verdict in found}


@given(st.integers(0, 10_000), st.integers(1, 4))
def test_each_error_changes_one_place_and_no_sentence_has_two(seed: int, wanted: int) -> None:
    text = read_plain("d", TEXT).text
    proposals = [verdict.proposal for verdict in verdicts(TEXT).values()]

    changed, planted = plant(text, proposals, random.Random(seed), wanted)

    assert wanted == len(planted)
    for error in planted:
        at = moved(error.start, planted)
        assert text.startswith(error.before, error.start)
        assert changed.startswith(error.after, at)
        assert error.kind in KINDS
    starts = [next(p.sentence.start for p in proposals if p.number.start == error.number) for error in planted]
    assert len(starts) == len(set(starts))


def test_a_year_in_another_clause_is_not_that_of_a_number() -> None:
    text = "China's apples rose 8.6%, which counts until 2027. China's pears fell 3.1% in 2025.\n"
    proposals = [verdict.proposal for verdict in verdicts(text).values()]
    found = {
        error.before
        for seed in range(40)
        for error in plant(text, proposals, random.Random(seed), 2)[1]
        if error.kind == "period"
    }

    assert {"2025"} == found


def test_the_same_seed_plants_the_same_errors() -> None:
    proposals = [verdict.proposal for verdict in verdicts(TEXT).values()]

    assert plant(TEXT, proposals, random.Random(7), 3) == plant(TEXT, proposals, random.Random(7), 3)


@pytest.mark.parametrize(
    ("before", "after", "kind", "decided", "asked"),
    [
        ("8.6%", "8.9%", "digit", 1, 0),
        ("rose", "fell", "direction", 1, 0),
        ("China's", "South's", "region", 1, 0),
        ("In 2025 ", "When we ", "period", 0, 1),
        ("In 2025 ", "In 2025, ", "digit", 0, 0),
    ],
)
def test_an_error_is_named_or_asked_about_or_missed(
    before: str, after: str, kind: str, decided: int, asked: int
) -> None:
    text = "In 2025 China's apples rose 8.6%.\nIn 2025 China's pears fell 3.1%.\n"
    known = verdicts(text)
    number = min(known)
    error = Planted(kind, text.index(before), before, after, number)
    result = Count()

    count(result, known, verdicts(text.replace(before, after, 1)), [error], "d")

    assert (1, decided, asked) == (result.planted[kind], result.decided[kind], result.asked[kind])
    assert (1, decided + asked) == (result.sure[kind], result.sure_found[kind])
    assert (1, 0) == (result.quiet, result.alarms)
    assert len(result.missed) == 1 - decided - asked


def test_a_wrong_verdict_on_a_number_that_was_left_alone_is_a_false_alarm() -> None:
    right, wrong = "In 2025 China's apples rose 8.6%.\n", "In 2025 China's apples rose 8.9%.\n"
    result = Count()

    count(result, verdicts(right), verdicts(wrong), [], "d")

    assert (1, 1) == (result.quiet, result.alarms)
    assert ["d: 8.6%: In 2025 China's apples rose 8.6%.: contradicts"] == result.false


def test_many_errors_are_planted_in_drafts_in_turn_and_told_in_words() -> None:
    result = run(verifier(), [(read_plain("a", TEXT), ""), (read_plain("b", TEXT), "")], drafts=4, errors=12, seed=3)

    assert 12 == sum(result.planted.values())
    assert 12 == sum(result.sure_found.values()) == sum(result.sure.values())
    told = "\n".join(lines(result))
    assert "12 errors, 12 found (100.0%)" in told
    assert "0 false alarms (0.0%)" in told
