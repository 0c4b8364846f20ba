"""Tests of rules/rule.py."""

from __future__ import annotations

import pytest

from rule_numbers import Make
from statbook.analysis import together
from statbook.errors import MixedNumbers
from statbook.rules import ACTS, RULES


def test_all_rules_that_are_broken_are_told_with_what_to_do(number: Make) -> None:
    now, then = number("a", producer="A"), number("b", producer="B", period="2024-01")

    with pytest.raises(MixedNumbers) as caught:
        together.compare(now, then)

    assert ("year-to-date", "two-producers") == caught.value.rules
    assert str(caught.value).startswith("year-to-date: Amounts of periods of unlike length were compared")
    assert "- a: 100 (2025)" in str(caught.value)
    assert "Instead: Stay with the numbers of one producer" in str(caught.value)
    assert "More: traps/two-producers.html" in str(caught.value)


def test_every_rule_has_words_in_both_languages_and_acts_that_exist() -> None:
    for rule in RULES.values():
        for words in (rule.title, rule.mixed, rule.why, rule.instead):
            assert ["en", "zh"] == [lang for lang, said in words.items() if said], rule.name
        assert set(rule.acts) <= ACTS.keys()
