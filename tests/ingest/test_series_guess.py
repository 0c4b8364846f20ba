"""What the name of a series suggests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.series_guess import Guess, SeriesGuesser
from statbook.ingest.series_words import clues_in
from statbook.store import Store


@pytest.fixture(scope="module")
def guesser(store: Store) -> SeriesGuesser:
    return SeriesGuesser(Vocabulary(store))


SERIES: dict[tuple[str, str], dict[str, Any]] = {
    ("出口:当月值", "亿元"): {"indicator": "trade", "members": {"flow": "export"}},
    ("出口:当月值", "亿美元"): {"indicator": "trade_usd", "members": {"flow": "export"}},
    ("出口:东盟:累计值", "亿元"): {"indicator": "trade", "members": {"flow": "export", "partner": "ASEAN"}, "timing": "to_date"},
    ("进出口（亿元）", ""): {"indicator": "trade", "members": {"flow": "total"}},
    ("社会融资规模增量", ""): {},
    ("M2余额（万亿元）", ""): {"indicator": "money_m2"},
    ("M1同比", ""): {"indicator": "money_m1", "measure": "growth", "base": "year_before"},
    ("2026年1-10月出口（亿元）", ""): {"indicator": "trade", "members": {"flow": "export"}},
    ("#对东盟", "亿元"): {"indicator": "trade", "members": {"partner": "ASEAN"}},
    ("当月出口", "亿元"): {"indicator": "trade", "members": {"flow": "export"}},
    ("占比", ""): {"measure": "share"},
    ("同比增减额", ""): {"measure": "difference", "base": "year_before"},
    ("车辆", ""): {},
}  # fmt: skip


@pytest.mark.parametrize("series", SERIES)
def test_a_name_says_indicator_members_and_measure(series: tuple[str, str], guesser: SeriesGuesser) -> None:
    assert SERIES[series] == {
        key: each for key, each in guesser.guess(*series).spec.items() if SERIES[series] or key != "indicator"
    }


def test_a_rate_per_mille_is_a_level_whatever_its_name(guesser: SeriesGuesser) -> None:
    assert {} == guesser.guess("人口自然增长率(‰)").spec


def test_where_several_indicators_may_be_meant_they_are_choices(guesser: SeriesGuesser) -> None:
    found = guesser.guess("出口")
    rate = guesser.guess("出口同比")

    assert (["trade", "trade_usd"], {"members": {"flow": "export"}}) == (found.choices, found.spec)
    settled = guesser.settle([guesser.guess("出口", "亿元"), rate])
    assert ["trade", "trade"] == [each.spec["indicator"] for each in settled]
    assert "trade" == guesser.theme_of([found])
    assert "" == guesser.theme_of([Guess({}, [])])


def test_a_series_of_a_recipe_is_what_the_recipe_says(guesser: SeriesGuesser) -> None:
    found = guesser.guess("累计进口额-同比增长")

    spec = {
        "indicator": "trade_usd",
        "members": {"flow": "import"},
        "measure": "growth",
        "base": "year_before",
        "timing": "to_date",
    }
    assert (spec, "akshare_hgjck") == (found.spec, found.origin)


def test_a_title_says_members_and_unit(guesser: SeriesGuesser) -> None:
    assert ({"flow": "total"}, "亿元") == guesser.guess_title(["2025年1-10月四川省进出口（亿元）"])
    assert {"flow": "export", "partner": "ASEAN"} == guesser.guess_title(["对东盟出口"])[0]


def test_names_of_one_dimension_are_its_members(guesser: SeriesGuesser) -> None:
    assert "partner" == guesser.member_dimension(["东盟", "欧盟", "其他"])
    assert "" == guesser.member_dimension(["东盟", "甲", "乙"])
    assert "" == guesser.member_dimension([])


@pytest.mark.parametrize(
    ("name", "spec", "found"),
    [
        ("红额", {"indicator": "apples"}, {}), ("红", {"members": {"sector": "red"}}, {"sector": "红"}), ("红值", {"members": {"sector": "red"}}, {"sector": "红"}), ("红/绿", {"members": {"sector": "red"}}, {"sector": "红"}), ("红额:绿", {"indicator": "apples", "members": {"sector": "green"}}, {"sector": "绿"}),
        ("红额:梨", {"indicator": "apples"}, {}), ("北方:梨", {"indicator": "pears"}, {"region": "北方"}), ("梨累计同比", {"measure": "growth", "base": "year_before", "timing": "to_date", "indicator": "pears"}, {}), ("梨（亿元）", {"indicator": "pears"}, {}),
    ],
)  # fmt: skip
def test_each_part_of_a_name_is_an_indicator_or_else_a_member(
    name: str, spec: dict[str, Any], found: dict[str, str], data: Path
) -> None:
    """The name of apples is made to be that of a colour with a word for levels."""
    indicators = (data / "indicators.csv").read_text(encoding="utf-8")
    (data / "indicators.csv").write_text(indicators.replace("苹果", "红额"), encoding="utf-8")
    guess = SeriesGuesser(Vocabulary(Store.load(data))).guess(name)

    assert (spec, found) == (guess.spec, guess.found)


def test_words_tell_what_is_measured() -> None:
    assert (["growth", "to_date"], ["before"], []) == (clues_in("累计同比"), clues_in("环比"), clues_in("出口"))


@pytest.mark.parametrize(
    ("name", "clues"),
    [("苹果", []), ("同比增速", ["growth"]), ("YoY", ["growth"]), ("累计占比", ["share", "to_date"]), ("环比增长", ["growth", "before"]), ("Share YTD", ["share", "to_date"]), ("QoQ", ["before"])],
)  # fmt: skip
def test_the_name_of_a_column_tells_what_is_measured(name: str, clues: list[str]) -> None:
    assert clues == clues_in(name)


@pytest.mark.parametrize(
    ("name", "unknown"),
    [("出口:美国:当月值", ["美国"]), ("出口:月球:当月值", ["月球"]), ("出口(亿元):1-10月:其中", []), ("东盟:出口金额", []), ("车辆", [])],
)  # fmt: skip
def test_a_part_of_a_name_that_nothing_knows_is_told(name: str, unknown: list[str], guesser: SeriesGuesser) -> None:
    guess = guesser.guess(name)

    assert unknown == guess.unknown
    assert "region" not in guess.spec.get("members", {})
