"""What English says aside, and what it leaves out."""

from __future__ import annotations

import pytest

from english_releases import LEXICON, read
from statbook.reading import Proposal
from statbook.reading.english import ENGLISH

_scan = ENGLISH.scanner(LEXICON)


def words(text: str) -> str:
    return " ".join("".join(each.text for each in _scan(text, 0)).split())


def codes(proposal: Proposal) -> tuple[object, ...]:
    members = "/".join(sorted(code for _, code in proposal.members if code not in ("all", "total", "export")))
    return proposal.printed, proposal.indicator, members


def test_a_clause_without_its_verb_has_that_of_the_one_before() -> None:
    read_ones = read("In 2030 tea fell by 3 percent, rice by 4 percent and millet by 5 percent.")

    assert ["-3", "-4", "-5"] == [str(each.value) for each in read_ones]
    assert {"growth"} == {each.measure for each in read_ones}


def test_partners_that_follow_one_another_have_their_own_numbers() -> None:
    found = read(
        "In 2030 Haixi's foreign trade with Haidong rose 3 percent, followed by the Federation, up 4 percent to 2 billion yuan."
    )

    assert [
        ("3 percent", "trade", "Haidong"),
        ("4 percent", "trade", "Federation"),
        ("2 billion yuan", "trade", "Federation"),
    ] == [codes(each) for each in found]
    assert {"Haixi"} == {each.region for each in found}


def test_trade_between_two_places_is_that_of_one_with_the_other() -> None:
    (proposal,) = read("In 2030 foreign trade between Haixi and Haidong reached 4 billion yuan.")

    assert (("4 billion yuan", "trade", "Haidong"), "Haixi") == (codes(proposal), proposal.region)


def test_a_place_that_is_a_partner_with_a_trade_of_is_one() -> None:
    (proposal,) = read("In 2030 Haidong remained Haixi's partner with a foreign trade of 4 billion yuan.")

    assert (("4 billion yuan", "trade", "Haidong"), "Haixi") == (codes(proposal), proposal.region)


def test_firms_with_the_trade_are_its_owners() -> None:
    (proposal,) = read("In 2030 private firms grew busier, with the foreign trade increasing 4 percent.")

    assert ("4 percent", "trade", "private") == codes(proposal)


def test_what_some_hold_is_not_all_there_is() -> None:
    (proposal,) = read("In 2030 young makers held 1.9 million fine lamps.")

    assert ("fine lamps held by young makers", "unknown") == (proposal.name, proposal.indicator)


def test_a_level_at_which_a_name_stands_has_its_subject() -> None:
    found = read("Haixi's exports, at RMB6 billion, fell by 4 percent in 2030.")

    assert [("RMB6 billion", "trade", ""), ("4 percent", "trade", "")] == [codes(each) for each in found]


def test_the_volume_is_that_of_who_was_spoken_of_even_if_something_was_said_of_trade() -> None:
    growth, level = read(
        "Private firms of Haixi reported faster foreign trade in 2030, with the foreign trade increasing 11 percent to 5 billion yuan."
    )
    (partner,) = read("Haidong remained Haixi's largest partner in 2030, with bilateral foreign trade up 11 percent.")

    assert ("11 percent", "trade", "private") == codes(growth)
    assert ("5 billion yuan", "trade", "private") == codes(level)
    assert ("11 percent", "trade", "Haidong") == codes(partner)


def test_commas_between_names_of_one_kind_are_those_of_a_list() -> None:
    numbers = read(
        "In 2031, exports of Haixi, Haidong and Haixi rose 3 percent, 4.5 percent and 5 percent, respectively."
    )

    assert ["Haixi", "Haidong", "Haixi"] == [each.region for each in numbers]
    assert ["trade"] * 3 == [each.indicator for each in numbers]


def test_a_place_before_two_names_is_no_part_of_their_list() -> None:
    numbers = read("In 2031, in Haixi, exports and imports rose 3 percent and 4 percent.")

    assert {"Haixi"} == {each.region for each in numbers}


def test_places_behind_a_partner_in_a_list_are_partners_too() -> None:
    found = read(
        "In 2030 Haixi's exports to the East Sea, Haidong, and the Federation rose 3 percent, 4 percent and 5 percent, respectively."
    )

    assert [("trade", "Haixi", partner) for partner in ("East", "Haidong", "Federation")] == [
        (each.indicator, each.region, dict(each.members)["partner"]) for each in found[-3:]
    ]


@pytest.mark.parametrize("speaker", ["Customs said the", "Data from the customs showed", "Customs said that the"])
def test_who_says_something_is_no_name(speaker: str) -> None:
    (number,) = read(f"{speaker} exports of Haixi rose 3 percent in 2030.")

    assert ("trade", "Haixi", "2030") == (number.indicator, number.region, number.period)


@pytest.mark.parametrize(
    ("those", "dimension", "code"),
    [
        ("those to the Federation fell 2 percent", "partner", "Federation"),
        ("those of private firms fell 2 percent", "owner", "unknown"),
        ("those to Haidong were 2 billion yuan", "partner", "unknown"),
    ],
)
def test_those_are_what_was_named_before(those: str, dimension: str, code: str) -> None:
    _, proposal = read(f"In 2030 Haixi's exports to East Sea rose 3 percent, while {those}.")

    found = proposal.indicator if code == "unknown" else dict(proposal.members)[dimension]
    assert ("Haixi", code) == (proposal.region, found)


def test_those_of_another_place_are_its_own() -> None:
    _, proposal = read("In 2030 Haixi's exports rose 3 percent, and those of Haidong rose 2 percent.")

    assert ("trade", "Haidong") == (proposal.indicator, proposal.region)


def test_those_of_an_owner_are_traded_by_it() -> None:
    _, proposal = read("In 2030 Haixi's exports rose 3 percent, while those of private firms fell 2 percent.")

    assert ("trade", "private") == (proposal.indicator, dict(proposal.members)["owner"])


@pytest.mark.parametrize("mark", [" or 4 percent", ", or 4 percent,"])
def test_a_change_in_other_words_is_one_against_the_same_time(mark: str) -> None:
    amount, rate = read(f"In May 2031 Haixi's exports slumped 2 billion yuan{mark} from April.")

    assert ("-2000000000", "difference", "2031-04") == (str(amount.value), amount.measure, amount.base_period)
    assert ("-4", "growth", "2031-04") == (str(rate.value), rate.measure, rate.base_period)


def test_a_share_in_other_words_is_no_change() -> None:
    *_, share = read("In 2030 exports rose 3 percent to 5 billion yuan, or 12 percent of foreign trade.")

    assert ("share", "12") == (share.measure, str(share.value))


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("In 2031 Haixi's exports were 3 billion yuan. Compared with 2028, exports rose 62 percent.", ["", "2028"]),
        ("In May 2031 tea fell 2%. On a monthly basis, exports edged up 3%.", ["2030-05", "2031-04"]),
        (
            "In May 2031 tea fell 2%. Compared with April, exports rose 3% to 4 billion yuan and imports fell 5%.",
            ["2030-05", "2031-04", "", "2031-04"],
        ),
        ("In May 2031 tea fell 2%. Compared with April, exports rose 3% from a year earlier.", ["2030-05", "2030-05"]),
    ],
)
def test_what_a_sentence_compares_at_its_beginning_it_compares_each_change_in_it(text: str, bases: list[str]) -> None:
    assert bases == [each.base_period for each in read(text)]


def test_changes_in_turn_are_of_the_things_named_before() -> None:
    found = read(
        "In 2030 Haixi's foreign trade with Haidong and the Federation came in at 3 billion yuan and 4 billion yuan,"
        " up 5 percent and down 6 percent, respectively."
    )

    assert ["Haidong", "Federation"] * 2 == [dict(each.members)["partner"] for each in found]
    assert ["5", "-6"] == [str(each.value) for each in found[2:]]


def test_that_of_something_is_the_rate_that_was_named() -> None:
    *_, other = read("In 2030 the use rate of tea was 3 percent, while that of new exports was 4 percent.")

    assert ("unknown", "level") == (other.indicator, other.measure)
