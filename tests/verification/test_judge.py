"""The verdict on a claim."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statbook.verification.verdict import Kind
from verified_orchard import kinds, only, verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("In 2025 China's apples rose 8.6% to 125.04 billion yuan.", ["stands", "stands"]),
        ("2025年，中国苹果1250.4亿元，增长8.6%。", ["stands", "stands"]),
        ("In 2025 China's red apples came to 42.03 billion yuan, 33.6% of apples.", ["stands", "stands"]),
        ("In 2025 China's sweetness fell 40 basis points to about 3.4%.", ["stands", "stands"]),
        ("At the end of 2024 China's trees came to more than 7 billion yuan.", ["stands"]),
        ("In 2024 China's apples came to 115.1 billion yuan.", ["follows"]),
        ("In 2025 China's apples came to 125 billion yuan.", ["rounded rightly"]),
        ("At the end of 2024 China's trees came to 7 billion yuan.", ["rounded too far"]),
        ("In 2025 China's apples rose 8.7% to 125.4 billion yuan.", ["contradicts", "contradicts"]),
        ("In 2025 China's apples came to 124 billion yuan.", ["contradicts"]),
        ("In 2025 China's pears rose 3.1%.", ["contradicts"]),
        ("2025年，中国苹果1250.5亿元，下降8.6%。", ["contradicts", "contradicts"]),
        ("In 2024 China's pears came to 64.2 billion yuan.", ["other period, base or unit"]),
        ("2025年，南方苹果310.5亿元。", ["other period, base or unit"]),
        ("In 2025 China's apples rose 8.6% on 2023.", ["other period, base or unit"]),
        ("In 2025 China's pears came to 64.2 million yuan.", ["other period, base or unit"]),
        ("In 2025 China's apples rose 8.6 percentage points.", ["mixes"]),
        ("In 2025 China's sweetness fell 40 percent.", ["mixes"]),
        ("In 2030 China's pears came to 90 billion yuan.", ["mixes"]),
        ("2025年，北方苹果增速高于中国2.5个百分点。", ["stands"]),
        ("2025年，北方苹果增速高于中国3.5个百分点。", ["contradicts"]),
        ("2025年，中国苹果增长近一成。", ["rounded rightly"]),
        ("In 2025 China's plums came to 12.5 billion yuan.", ["not in the data"]),
    ],
)
def test_a_sentence_gets_the_verdict_of_its_numbers(text: str, verdict: list[str]) -> None:
    assert verdict == kinds(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Apples came to 125.04 billion yuan.", "does not say where, when. Is it China: Apples, 2025"),
        ("In 2025 China's apples other than red ones came to 83.01 billion yuan.", "Is it China: Apples: Green"),
        ("In 2025 China's pears reached 90 billion yuan.", "may mean another period"),
        ("In 2025 China's apples came to more than 120 billion yuan.", "The range holds the number of the data."),
        ("2025年，北方苹果增速高2.5个百分点。", "compared with what. Is it North"),
        ("In 2025 China's red apples made 8.6% of the basket.", "The data have China: Apples: Red, share"),
        ("In 2025 China's apples rose 1O.5%.", "cannot be read"),
        ("In 2025 apples came to 131 billion yuan.", "does not name what is measured, and where"),
    ],
)
def test_what_a_text_leaves_open_is_asked(text: str, words: str) -> None:
    verdict = only(text)

    assert "unclear" == verdict.kind
    assert words in verdict.words


def test_a_plan_that_is_told_as_a_plan_stands() -> None:
    assert ["stands"] == kinds("By 2030 China's pears are to reach 90 billion yuan.")


def test_without_a_region_a_number_of_the_country_stands() -> None:
    assert ["stands"] == kinds("In 2025 apples came to 125.04 billion yuan.")


def test_a_number_from_which_something_changed_is_that_of_the_base() -> None:
    assert ["follows", "stands"] == kinds("In 2025 China's apples rose from 115.1 billion yuan to 125.04 billion yuan.")


def test_a_contradiction_says_what_it_should_be_and_where_that_is_printed() -> None:
    verdict = only("In 2025 China's apples rose 9.6%.")

    assert "It should be 8.6% (8.6%)." == verdict.words
    assert ["obs-china-2025-apples-growth"] == [fact.anchor for fact in verdict.facts]


PLACES = {
    "China's apples": (Decimal("125.04"), Decimal("8.6"), "rose"),
    "China's pears": (Decimal("64.2"), Decimal("3.1"), "fell"),
}


@given(st.sampled_from(sorted(PLACES)), st.booleans(), st.sampled_from(["came to", "reached", "stood at"]))
@settings(max_examples=20)
def test_what_is_written_from_the_data_stands(name: str, growth: bool, verb: str) -> None:
    amount, rate, change = PLACES[name]
    text = f"In 2025 {name} {change} {rate}%." if growth else f"In 2025 {name} {verb} {amount} billion yuan."

    assert ["stands"] == kinds(text)


@given(st.sampled_from(sorted(PLACES)), st.booleans(), st.integers(0, 3), st.sampled_from("123456789"))
@settings(max_examples=60)
def test_with_another_digit_nothing_stands(name: str, growth: bool, place: int, digit: str) -> None:
    amount, rate, change = PLACES[name]
    printed = str(rate if growth else amount)
    places = [at for at, sign in enumerate(printed) if sign.isdigit()]
    at = places[place % len(places)]
    if printed[at] == digit:
        return
    wrong = printed[:at] + digit + printed[at + 1 :]
    text = f"In 2025 {name} {change} {wrong}%." if growth else f"In 2025 {name} came to {wrong} billion yuan."

    (verdict,) = verdicts(text)

    assert verdict.kind in ("contradicts", "rounded too far", "other period, base or unit")


def test_a_range_that_holds_the_number_of_the_data_does_not_contradict_it() -> None:
    (held,) = verdicts("2025年，中国苹果1200亿至1300亿元。")
    (apart,) = verdicts("2025年，中国苹果1300亿至1400亿元。")

    assert (Kind.UNCLEAR, Kind.CONTRADICTS) == (held.kind, apart.kind)
    assert held.words.startswith("The range holds the number of the data.")


def test_the_digits_of_an_end_of_a_range_are_not_those_of_a_number() -> None:
    (found,) = verdicts("2025年，中国苹果125.04亿元至1250.4亿元。")

    assert Kind.UNCLEAR == found.kind
