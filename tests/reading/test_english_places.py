"""Which place an English sentence means, and whose partners it names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from english_releases import LEXICON
from statbook.reading import Proposal, read_text
from statbook.reading.english import ENGLISH
from statbook.reading.language import Kind
from statbook.reading.lexicon import INDICATOR, Entry

_IN_FEDERATION = replace(LEXICON, around={"Haixi": frozenset({"Federation"}), "Yuegang": frozenset({"Haixi"})})


def read(text: str) -> list[Proposal]:
    return list(read_text(text, _IN_FEDERATION, date="2031-06-20", lang="en"))


def partners(found: list[Proposal]) -> list[tuple[str, str]]:
    return [(each.region, dict(each.members).get("partner", "")) for each in found]


@pytest.mark.parametrize(
    "head",
    [
        "The Federation's Haixi trades more",
        "East the Federation's Haixi Province, one of the Federation's ports, saw trade grow.",
        "Customs in Haixi, the Federation, said so.",
    ],
)
def test_of_two_places_the_nearer_is_meant(head: str) -> None:
    (proposal,) = read(f"{head}\nExports reached 4 billion yuan in 2030.\n")

    assert ("Haixi", "trade") == (proposal.region, proposal.indicator)


def test_the_capital_of_a_place_is_not_the_place() -> None:
    found = read("Nowhere, capital of the Federation's Haixi, reported exports of 4 billion yuan in 2030.")

    assert ["unknown"] == [each.region for each in found]


def test_each_partner_of_a_list_has_its_own_number() -> None:
    found = read(
        "In 2030 Haixi's foreign trade with the East Sea (East Sea), Haidong, and the Federation rose 3 percent, 4 percent, "
        "and 5 percent, respectively."
    )

    assert [("Haixi", "East"), ("Haixi", "Haidong"), ("Haixi", "Federation")] == partners(found)
    assert ["3", "4", "5"] == [str(each.value) for each in found]


def test_a_partner_that_no_table_knows_leaves_the_others_theirs() -> None:
    *others, last = read(
        "In 2030 Haixi's exports to the East Sea, Haidong and Nowhere rose 3 percent, 4 percent and 5 percent, respectively."
    )

    assert [("Haixi", "East"), ("Haixi", "Haidong")] == partners(others)
    assert ("Haixi", "unknown") == (last.region, last.indicator)


def test_the_numbers_behind_partners_are_of_the_trade_with_them() -> None:
    found = read(
        "The East Sea, Haidong and the Federation were Haixi's three main partners in 2030, with exports to the countries "
        "totaling 3 billion yuan, 4 billion yuan and 5 billion yuan, respectively."
    )

    assert [("Haixi", "East"), ("Haixi", "Haidong"), ("Haixi", "Federation")] == partners(found)
    assert {"trade"} == {each.indicator for each in found}


def test_a_photograph_says_no_region_for_what_follows() -> None:
    found = read(
        "The Federation's exports rose 3 percent in 2030.\n"
        "A crane loads a ship at the port of a city that nobody knows, in Haixi. [Photo: Somebody]\n"
        "Imports fell 4 percent."
    )

    assert ["Federation", "Federation"] == [each.region for each in found]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Tea and rice reached 3 billion yuan and 4 billion yuan.", ["Tea", "rice"]),
        ("Tea and rice reached 3 billion yuan and made up 4 percent.", ["Tea and rice"]),
        ("Tea and rice reached 3, 4 and 5 billion yuan.", ["Tea and rice"]),
    ],
)
def test_a_name_of_two_things_before_two_numbers_is_one_of_each(text: str, kinds: list[str]) -> None:
    words = {word: (Entry(INDICATOR, word),) for word in ("tea", "rice", "tea and rice")}
    scan = ENGLISH.scanner(replace(LEXICON, words=LEXICON.words | words))

    assert kinds == [each.text for each in scan(text, 0) if each.kind == Kind.TERM]


@pytest.mark.parametrize(
    "words", ["the federation's", "the federation's tall hub", "the federation's sleepy port of call"]
)
def test_what_a_place_is_called_behind_its_owner_leaves_the_place(words: str) -> None:
    (proposal,) = read(f"In 2030 exports of {words} Haixi rose 3 percent.")

    assert ("Haixi", "trade") == (proposal.region, proposal.indicator)


def test_a_partner_beside_one_that_is_not_known_is_unknown() -> None:
    found = read("In 2030 Haixi's exports to East Sea and the U.X. rose 3 percent and fell 4 percent.")

    assert {"unknown"} == {each.indicator for each in found}
