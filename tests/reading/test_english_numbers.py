"""Numbers in English texts."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from english_releases import read
from statbook.reading.english_numbers import NOISE, NUMBER, join_range, read_noise, read_number
from statbook.reading.language import Kind, Token


def number(text: str) -> str:
    found = re.search(NUMBER, text, re.IGNORECASE)
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("1.18 trillion yuan", "1180000000000", "CNY", "exact"),
        ("RMB 5.13 tn", "5130000000000", "CNY", "exact"),
        ("US$ 12.3 billion", "12300000000", "USD", "exact"),
        ("3.4 percent", "3.4", "percent", "exact"),
        ("80 basis points", "80", "basis_point", "exact"),
        ("51 percentage points", "51", "percentage_point", "exact"),
        ("more than 2,400", "2400", "unknown", "more_than"),
        ("at least 3 million patents", "3000000", "patents", "at_least"),
        ("8% or more", "8", "percent", "at_least"),
        ("nearly 30%", "30", "percent", "about"),
        ("2.5-fold", "2.5", "times_multiple", "exact"),
        ("threefold", "3", "times_multiple", "exact"),
        ("doubled", "100", "percent", "exact"),
        ("about two thirds", "66.6667", "percent", "about"),
        ("half", "50", "percent", "exact"),
    ],
)
def test_a_number_has_a_value_a_unit_and_a_bound(text: str, value: str, unit: str, bound: str) -> None:
    amount = read_number(number(f"It was {text} of it."))

    assert (Decimal(value), unit, bound) == (amount.value, amount.unit, amount.bound)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3 to 5 percent", "3", "5"),
        ("3-5%", "3", "5"),
        ("−104 to −83 billion yuan", "-104000000000", "-83000000000"),
        ("1.5 to 2 million", "1500000", "2000000"),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str) -> None:
    amount = read_number(number(text))

    assert (Decimal(low), Decimal(high)) == (amount.value, amount.value_to)


@pytest.mark.parametrize("text", ["rose 5% to 6 billion yuan", "from 5 to 6 percent", "rose from 5% to 6%"])
def test_what_went_from_one_number_to_another_is_no_range(text: str) -> None:
    assert None is read_number(number(text)).value_to


def test_a_fall_in_figures_is_negative() -> None:
    assert read_number(number("by -5.2%")).negative


def test_a_place_in_a_ranking_is_one() -> None:
    assert ("place", Decimal(2)) == (
        read_number(number("ranked second")).unit,
        read_number(number("ranked second")).value,
    )


@pytest.mark.parametrize("text", ["1O.5%", "12.3.4%", "3,,4 billion"])
def test_signs_that_may_be_misread_are_noise(text: str) -> None:
    found = re.search(NOISE, text)

    assert found
    assert None is read_noise(found[0]).value


@given(
    st.integers(1, 99_999),
    st.integers(0, 2),
    st.sampled_from([("trillion", 12), ("billion", 9), ("million", 6), ("bn", 9)]),
    st.sampled_from([("yuan", "CNY"), ("US dollars", "USD")]),
)
def test_what_is_written_is_read_back(digits: int, places: int, scale: tuple[str, int], unit: tuple[str, str]) -> None:
    value = Decimal(digits).scaleb(-places)
    text = f"{value:,f} {scale[0]} {unit[0]}"

    amount = read_number(number(f"came to {text}."))

    assert (value.scaleb(scale[1]), unit[1]) == (amount.value, amount.unit)
    assert Decimal(1).scaleb(scale[1] - places) == amount.step


def test_more_digits_than_a_release_prints_are_refused() -> None:
    assert read_number(number("9" * 40)).fault


def test_long_runs_of_digits_and_words_come_to_an_end() -> None:
    text = "1" * 50_000 + " about " * 50_000 + "1,1" * 50_000 + "1.1.1" * 50_000

    assert 0 < len([*re.finditer(f"{NOISE}|{NUMBER}", text, re.IGNORECASE)])


def test_two_numbers_of_different_units_are_no_range() -> None:
    low, high = (Token(Kind.NUMBER, 0, 9, text, read_number(text)) for text in ("3 percent", "4 billion yuan"))

    assert join_range(low, high) is None


@pytest.mark.parametrize(
    "words",
    ["half a percentage point", "a quarter of a million yuan", "about half a billion yuan", "one-third of a point"],
)
def test_a_part_of_a_unit_is_refused(words: str) -> None:
    (proposal,) = read(f"Exports rose by {words}.")

    assert (None, f"{words} is part of a unit: write it in digits") == (proposal.value, proposal.fault)


def test_a_quarter_of_a_century_is_no_share() -> None:
    assert not read("A quarter of a century ago exports were small.")


def test_one_point_is_a_percentage_point_but_of_an_index() -> None:
    units = [each.unit for each in read("The use rate rose 1 point. The confidence index rose 1 point.")]

    assert ["percentage_point", "points"] == units
