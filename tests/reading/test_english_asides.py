"""What English says aside."""

from __future__ import annotations

import pytest

from english_releases import LEXICON, read
from statbook.reading.english import ENGLISH

_scan = ENGLISH.scanner(LEXICON)


def words(text: str) -> str:
    return " ".join("".join(each.text for each in _scan(text, 0)).split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The lamps, a measure of light that counts, rose 3%", "The lampsrose3%"),
        ("Lamps, which are made of glass, went up 3%", "Lamps went up3%"),
        ("Exports, which cover grain, cloth and what smiths make, stood at 3%", "Exports stood at 3%"),
        ("Trade with three towns -- A, B and C -- surged 3%", "Trade with three townssurged3%"),
        ("An official told the press that lamps rose 3%", "lampsrose3%"),
        ("Lamps, however, rose 3%", "Lampsrose3%"),
        ("Lamps, a measure of light, were sold.", "Lamps, a measure of light, were sold."),
    ],
)
def test_what_is_said_aside_is_put_aside(text: str, found: str) -> None:
    assert found.replace(" ", "") == words(text).replace(" ", "")


def test_which_stands_for_the_name_before_it() -> None:
    (proposal,) = read("In 2030 much of the demand of Haixi came from tea, which made up nearly 7 percent of exports.")

    assert ("share", "tea", "product=all") == (proposal.measure, dict(proposal.members)["product"], proposal.of)


@pytest.mark.parametrize("behind", ["which grows in Haixi, rose 7 percent", "which is sold in 3 towns, rose 7 percent"])
def test_a_clause_that_says_no_more_of_it_is_left(behind: str) -> None:
    *_, proposal = read(f"In 2030 exports of tea, {behind}.")

    assert "tea" == dict(proposal.members).get("product", "tea")


@pytest.mark.parametrize(
    "text",
    [
        "In 2030 the foreign trade of Haixi's private firms saw a strong performance, with the total volume up by 3 percent.",
        "In 2030 the foreign trade of Haixi's private firms stayed unchanged compared to one year earlier, at 3 billion yuan.",
        "In 2030 the foreign trade of Haixi's private firms soared to 3 billion yuan.",
        "In 2030 the foreign trade of Haixi's private firms maintained its pace, jumping to 3 billion yuan.",
    ],
)
def test_what_is_told_of_a_name_is_no_part_of_it(text: str) -> None:
    (proposal,) = read(text)

    assert ("3", "trade", "Haixi") == (str(proposal.value).rstrip("0"), proposal.indicator, proposal.region)
    assert "private" in dict(proposal.members).values()


def test_things_that_were_the_main_ones_have_the_numbers_behind() -> None:
    found = read(
        "In 2030 tea and rice were Haixi's two main exports, with values of 3.25 and 4 billion yuan, respectively, up 5 "
        "percent and 6 percent."
    )

    assert ["3250000000", "4000000000", "5", "6"] == [str(each.value) for each in found]


def test_a_period_behind_respectively_is_that_of_its_numbers() -> None:
    found = read("Exports and imports rose 3% and 4%, respectively, in May 2031, while tea fell 5% in April.")

    assert ["2031-05", "2031-05", "2031-04"] == [each.period for each in found]
