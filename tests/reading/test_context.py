from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from made_up_releases import LEXICON, read
from statbook.reading.chinese import CHINESE
from statbook.reading.context import Context, Line
from statbook.reading.lexicon import HERE, PROVINCE
from statbook.reading.subjects import Subject

TOKENS = CHINESE.scanner(LEXICON)


@pytest.mark.parametrize(
    ("home", "guessed", "named", "line", "settled"),
    [
        ("unknown", True, "Yuegang", Line.GOES_ON, "Yuegang"),
        ("Haixi", False, "Yuegang", Line.BEGINS, "Haixi"),
        ("Haixi", False, "Yuegang", Line.HEADING, "Yuegang"),
        ("Federation", False, "Yuegang", Line.BEGINS, "Federation"),
        ("Yuegang", False, "Federation", Line.BEGINS, "Yuegang"),
        ("Haixi", True, "Yuegang", Line.BEGINS, "Yuegang"),
        ("Haixi", False, "Haidong", Line.BEGINS, "Haidong"),
        ("Haixi", False, "Haidong", Line.GOES_ON, "Haixi"),
    ],
)
def test_the_region_of_a_text_is_the_first_unless_a_later_line_names_one_outside(
    home: str, guessed: bool, named: str, line: Line, settled: str
) -> None:
    context = Context(None, home=home, guessed=guessed, numbers=1)
    context.set_region(named)

    context.end_sentence(line, LEXICON)

    assert settled == context.home


def test_a_sentence_begins_without_region_and_parts() -> None:
    context = Context(None, region="Haixi", named="Haixi", parent=Subject("a"), numbers=3)
    context.spoken = [Subject("a"), Subject("b")]

    context.begin_sentence(Line.BEGINS, {})

    assert ("", "", None, 0, False) == (context.region, context.named, context.parent, context.numbers, context.single)


def test_here_is_the_region_of_the_text() -> None:
    assert "Haixi" == Context(None, home="Haixi").place(HERE)
    assert "" == Context(None).place(HERE)
    assert "Haidong" == Context(None, home="Haixi").place("Haidong")


def test_the_day_of_the_news_is_no_period() -> None:
    context = Context(date(2031, 6, 9))
    (day,) = TOKENS("6月8日", 0)
    (end,) = TOKENS("截至6月8日", 0)

    context.set_period(day, set())
    assert not context.dated
    context.set_period(end, set())
    assert ("2031-06-08", True, end) == (context.period.text, context.dated, context.when)


def periods(text: str) -> list[str]:
    return [proposal.period for proposal in read(text)]


@pytest.mark.parametrize(
    "part", ["其中5月份出口3亿元，增长7%", "分月份看，4月份增长2%，5月份增长3%", "从环比看，5月份出口增长3%"]
)
def test_a_part_does_not_give_its_period_to_what_follows(part: str) -> None:
    text = f"今年前5个月，出口8亿元。{part}。进口2亿元，增长4%。"

    assert ["2031-01/2031-05"] * 2 == periods(text)[-2:] == periods(text.replace("。进口", "。\n进口"))[-2:]


def test_what_a_part_was_about_may_go_on_in_its_period() -> None:
    text = "今年前5个月，出口8亿元，其中5月份出口3亿元。"

    assert ["unknown", "unsettled-period"] == [
        read(f"{text}出口增长4%。")[-1].period,
        read(f"{text}增长4%。")[-1].rules[-2],
    ]
    assert "unknown" == periods(f"{text}同期，进口2亿元。")[-1]


def test_of_several_periods_none_is_carried() -> None:
    assert ["2031-01/2031-05", "2031-05", "unknown"] == periods("今年前5个月出口8亿元，5月份出口3亿元。进口2亿元。")
    assert ["2031-04", "2031-05"] == periods("4月份，出口2亿元。5月份，出口3亿元。")


def test_a_line_goes_on_in_the_period_of_the_text_only() -> None:
    assert ["2031-01/2031-05"] == periods("2031年前5个月海西省外贸情况\n进口2亿元。")
    assert ["2031-05", "unknown"] == periods("2031年前5个月海西省外贸情况\n5月份，出口3亿元。\n进口2亿元。")


def test_a_line_goes_on_in_a_longer_time_than_that_of_the_text() -> None:
    assert ["2031-05", "2031-01/2031-05", "2031-01/2031-05"] == periods(
        "5月份，出口3亿元。\n前5个月，出口8亿元。\n进口2亿元。"
    )


def test_months_of_a_part_are_those_of_its_year() -> None:
    text = "2030年，出口8亿元。{}，1月份出口2亿元。"

    assert ["2030", "2030-01"] == periods(text.format("分月份看")) == periods(text.format("其中"))
    assert "2031-01" == periods(text.format("海关公布"))[-1]


def test_a_later_number_of_a_sentence_has_the_period_of_the_first() -> None:
    assert ["2031-01/2031-05"] * 3 == periods("今年前5个月，出口8亿元。城里消费4亿元；乡下消费2亿元。")


def test_a_line_has_no_indicator_from_the_line_before() -> None:
    same, other = (read(f"5月份，出口8亿元。{end}机电产品3亿元。")[-1].indicator for end in ("", "\n"))

    assert ("trade", "unknown") == (same, other)


def test_behind_a_place_that_may_lie_in_the_region_of_the_text_the_region_is_unknown() -> None:
    context = Context(None, home="Haixi", numbers=1)
    context.begin_sentence(Line.BEGINS, {})
    context.set_region("Tide Bay")
    context.numbers = 1

    context.end_sentence(Line.BEGINS, LEXICON)

    assert "unknown" == context.home


@pytest.mark.parametrize("since", ["为2028年以来最多", "创2028年以来新高", "是近三年来最好的"])
def test_a_time_since_when_there_was_no_more_is_no_period(since: str) -> None:
    assert "2031-01/2031-05" == periods(f"今年前5个月，企业多了，{since}，出口8亿元。")[-1]


def test_where_a_change_begins_is_not_carried() -> None:
    text = "今年前5个月进口先降后升，二月由1月份下降6%转为增长3%。出口8亿元。".replace("二月", "2月份")

    assert "unknown" == periods(text)[-1]


def test_a_sentence_behind_one_about_another_region_has_an_unknown_region() -> None:
    text = "海西省报告\n5月份，联邦出口8亿元。{}{}"

    regions = [read(text.format(end, "进口2亿元。"))[-1].region for end in ("", "\n")]
    assert ["unknown", "Haixi"] == regions
    assert "Haixi" == read(text.format("", "货币供应量2亿元。"))[-1].region
    assert "Haixi" == read(text.format("", "海西省进口2亿元。"))[-1].region


def test_a_region_of_a_list_is_not_that_of_the_sentence() -> None:
    context = Context(None, home="Haixi")
    context.list_region("Yuegang", first=True)
    context.list_region("Haidong")
    context.begin_sentence(Line.GOES_ON, {})

    assert ("", False) == (context.region, context.listed)


def test_behind_a_list_of_regions_none_of_them_is_spoken_of() -> None:
    context = Context(None, frame=Subject("出口", region="Haixi"), places=True)
    context.end_list()

    assert ("unknown", "出口", "unknown") == (context.region, context.subject.name, context.subject.region)


def test_no_country_calls_itself_by_the_words_of_a_province() -> None:
    assert "unknown" == Context(None, home="Federation", guessed=True, country="Federation").place(HERE)
    assert "Federation" == Context(None, home="Federation", country="Federation").place(HERE)


def test_another_article_may_begin_with_another_day() -> None:
    context = Context(date(2031, 6, 9), home="Haixi", read=True)

    assert ["Haixi", "unknown"] == [context.restart(date(2031, 6, day)).home for day in (9, 10)]


def test_a_province_is_meant_also_where_the_text_is_of_a_city_of_it() -> None:
    lexicon = replace(LEXICON, country="Federation")
    context = Context(None, home="Haixi", guessed=True, province="Haixi", numbers=1)
    context.set_region("Yuegang")
    context.end_sentence(Line.BEGINS, lexicon)

    assert ("Yuegang", "Yuegang", "Haixi") == (context.home, context.place(HERE), context.place(PROVINCE))
    context.speak_of_province()
    assert ("Haixi", False) == (context.home, context.guessed)


def test_of_a_city_that_may_lie_anywhere_the_province_is_not_known() -> None:
    context = Context(None)
    context.set_region("Tide Bay")
    context.end_sentence(Line.HEADING, replace(LEXICON, country="Federation"))

    assert ("Tide Bay", "unknown") == (context.place(HERE), context.place(PROVINCE))


def test_another_region_within_a_sentence_goes_on_about_the_same() -> None:
    assert ["Yuegang", "Haidong"] == [each.region for each in read("月港出口3亿元；海东省最少，仅2亿元。")]


def test_the_time_since_a_year_began_is_that_of_which_the_text_speaks() -> None:
    found = read("海西省2031年前5个月出口9亿元。今年以来，企业加快发展。其中，进口7亿元。")

    assert ["2031-01/2031-05"] * 2 == [each.period for each in found]
