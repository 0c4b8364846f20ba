"""Tests of errors.py."""

from __future__ import annotations

from statbook.errors import DataError, Fault, MixedNumbers, Refusal, StatbookError, join_values, suggestion

REFUSAL = Refusal("a-rule", "Two were added.", ("one", "two"), "It misleads.", "Take one.", "traps/a-rule.html")


def test_a_fault_says_where_found_expected_and_what_to_do() -> None:
    assert str(Fault("x.csv:2", "1", "2", "Mend it.")) == "x.csv:2: found 1; expected 2. Mend it."
    assert str(Fault("x.csv:2", "1", "2")) == "x.csv:2: found 1; expected 2."


def test_a_data_error_lists_all_faults() -> None:
    error = DataError([Fault("a", "1", "2"), Fault("b", "3", "4")])

    assert isinstance(error, StatbookError)
    assert str(error).splitlines() == ["a: found 1; expected 2.", "b: found 3; expected 4."]


def test_mixed_numbers_name_the_rules_the_numbers_and_what_to_do() -> None:
    error = MixedNumbers([REFUSAL])

    assert error.rules == ("a-rule",)
    assert str(error).splitlines() == [
        "a-rule: Two were added.",
        "  - one",
        "  - two",
        "  Why: It misleads.",
        "  Instead: Take one.",
        "  More: traps/a-rule.html",
    ]


def test_long_lists_show_their_ends() -> None:
    values = [str(number) for number in range(30)]

    assert join_values(values[:24]) == ", ".join(values[:24])
    assert join_values(values[:25]) == "0, 1, 2, 3, 4, 5, … 19, 20, 21, 22, 23, 24 (25 in all)"


def test_a_close_word_is_suggested() -> None:
    assert suggestion("regoin", ["region", "period"]) == " Did you mean region?"
    assert suggestion("xyz", ["region"]) == ""
