"""English sentences read by the engine."""

from __future__ import annotations

import pytest

from english_releases import LEXICON, read
from statbook.reading import Proposal, read_text
from statbook.reading.english import clean, meaning


def row(proposal: Proposal) -> tuple[object, ...]:
    members = "/".join(code for _, code in proposal.members if code not in ("all", "total"))
    return proposal.printed, proposal.measure, f"{proposal.indicator} {members}".strip(), proposal.period


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "In the first five months of 2031, Haixi's exports rose 7.2 percent to 10.67 billion yuan.",
            [
                ("7.2 percent", "growth", "trade export", "2031-01/2031-05"),
                ("10.67 billion yuan", "level", "trade export", "2031-01/2031-05"),
            ],
        ),
        (
            "Haixi's exports rose 7% and imports fell 3% in May.",
            [("7%", "growth", "trade export", "2031-05"), ("3%", "growth", "trade import", "2031-05")],
        ),
        (
            "In 2030 Haixi's exports of tea came to 4 billion yuan, up 5% year on year.",
            [("4 billion yuan", "level", "trade export/tea", "2030"), ("5%", "growth", "trade export/tea", "2030")],
        ),
        (
            "In 2030 private firms accounted for 24.1 percent of Haixi's foreign trade.",
            [("24.1 percent", "share", "trade private", "2030")],
        ),
        (
            "In 2030 Haixi's exports came to 4 billion yuan, 1 billion yuan more than a year earlier.",
            [
                ("4 billion yuan", "level", "trade export", "2030"),
                ("1 billion yuan", "difference", "trade export", "2030"),
            ],
        ),
        (
            "At the end of 2030 Haixi's use rate stood at 3.4%, down 40 basis points from a year earlier.",
            [("3.4%", "level", "use_rate", "2030"), ("40 basis points", "difference", "use_rate", "2030")],
        ),
        (
            "In 2030 tea contributed 2.5 percentage points to the growth of Haixi's exports.",
            [("2.5 percentage points", "contribution", "trade export/tea", "2030")],
        ),
        (
            "In 2030 Haixi's exports came to 4 billion yuan, after 3 billion yuan a year earlier.",
            [("4 billion yuan", "level", "trade export", "2030"), ("3 billion yuan", "level", "trade export", "2029")],
        ),
    ],
)
def test_a_sentence_is_read(text: str, rows: list[tuple[object, ...]]) -> None:
    assert rows == [row(proposal) for proposal in read(text)]


def test_a_fall_is_negative_and_has_its_base() -> None:
    (proposal,) = read("In May 2031 Haixi's exports fell 3 percent from a year earlier.")

    assert ("-3", "2030-05", "Haixi") == (str(proposal.value), proposal.base_period, proposal.region)


def test_a_mode_that_a_name_says_does_not_go_on_to_what_follows() -> None:
    first, second = read("In 2030 Haixi's processing trade made 60% of foreign trade, and private firms made 20%.")

    assert ("owner", "processing") in first.members
    assert ("owner", "private") in second.members


def test_a_place_with_which_something_is_traded_is_a_partner() -> None:
    (proposal,) = read("In 2030 Haixi's foreign trade with Haidong rose 7%.")

    assert ("Haixi", True) == (proposal.region, ("partner", "Haidong") in proposal.members)


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 3, Chart 1.2 and No. 6 of 18 March 2031.",
        "5G, M2, COVID-19, ISO 9001, v1.2.3 and a 24-hour line.",
        "1. First\n2) Second\nCall 010-1234-5678 or see https://x.example/2031/5.",
        "The 14th meeting took 3 years.",
    ],
)
def test_numbers_that_are_no_figures_are_left_out(text: str) -> None:
    assert [] == read(text)


def test_a_number_that_may_be_misread_is_refused_with_its_place() -> None:
    (proposal,) = read("Haixi's exports rose 1O.5%.")

    assert (None, 21) == (proposal.value, proposal.offset)
    assert "may be a misread number" in proposal.fault


def test_a_text_is_read_in_the_language_in_which_it_is_written() -> None:
    english = "In 2030 Haixi's exports came to 4 billion yuan."

    assert ["4 billion yuan"] == [each.printed for each in read_text(english, LEXICON, date="")]
    assert ["4亿元"] == [each.printed for each in read_text("2030年，海西省出口4亿元。", LEXICON, date="")]


def test_words_that_say_nothing_are_taken_away() -> None:
    assert "exports of tea" == clean("the exports of tea as a whole")
    assert "leadingindustries" == meaning("of the leading industries")
