from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from made_up_releases import LEXICON, members, read
from statbook.reading import read_text
from statbook.reading.chinese import CHINESE
from statbook.reading.context import Context
from statbook.reading.leads import split_lead
from statbook.reading.lexicon import MEMBER, Entry
from statbook.reading.namer import Namer
from statbook.reading.subjects import Subject

TOKENS = CHINESE.scanner(LEXICON)


def names(text: str, count: int, context: Context | None = None, aimed: bool = False) -> list[str]:
    context = context or Context(date(2031, 6, 9))
    lead = split_lead(TOKENS(text, 0), context, CHINESE)
    subjects, _ = Namer(CHINESE).subjects(lead, count, (), aimed, context)
    return [subject.name for subject in subjects]


def test_one_name_or_as_many_as_numbers() -> None:
    assert ["茶叶出口"] == names("茶叶出口", 1)
    assert ["茶叶出口", "瓷器出口"] == names("茶叶、瓷器出口", 2)
    assert ["茶叶、瓷器出口"] == names("茶叶、瓷器出口", 3)


def test_without_a_name_it_is_the_one_before() -> None:
    assert ["茶叶"] == names("增长", 1, Context(None, subject=Subject("茶叶"), numbers=1))
    assert ["茶叶", "瓷器"] == names("分别增长", 2, Context(None, items=[Subject("茶叶"), Subject("瓷器")]))
    assert ["茶叶", "瓷器"] == names("分别增长", 2, Context(None, spoken=[Subject("茶叶"), Subject("瓷器")]))
    assert [""] == names("分别增长", 3, Context(None, items=[Subject("茶叶"), Subject("瓷器")]))


def test_a_name_that_only_repeats_is_the_one_before() -> None:
    context = Context(None, subject=Subject("茶叶"), numbers=1)

    assert ["茶叶"] == names("规模", 1, context)
    assert ["茶叶"] == names("提前实现", 1, context, aimed=True)


@pytest.mark.parametrize(
    "text",
    [
        "5月份，碳汇进出口总值8亿元，其中出口3亿元。",
        "5月份，碳汇进出口总值8亿元，增长2%。进口3亿元。",
        "5月份，远洋渔业出口增长2%。出口增长3%。",
    ],
)
def test_the_end_of_a_longer_name_is_no_name_of_its_own(text: str) -> None:
    assert "unknown" == read(text)[-1].indicator


def test_a_name_of_its_own_behind_another_is_known() -> None:
    assert ["trade"] * 2 == [each.indicator for each in read("5月份，茶叶出口8亿元，其中进口3亿元。")]
    assert "trade" == read("5月份，远洋渔业捕捞8亿元。出口增长3%。")[-1].indicator
    assert "trade" == read("5月份，远洋渔业出口增长2%。\n出口增长3%。")[-1].indicator


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("海西省报告\n东洲5月份出口增长3%。", "unknown"),
        ("海西省报告\n5月份，东洲出口增长3%，进口增长2%。", "unknown"),
        ("海西省报告\n5月份，对东洲出口增长3%。", "Haixi"),
        ("海西省报告\n5月份，我省与东洲进出口增长3%。", "Haixi"),
    ],
)
def test_a_country_that_is_not_traded_with_may_be_the_one_that_trades(text: str, region: str) -> None:
    assert region == read(text)[-1].region


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("5月份，民营企业8万家，增长2%，进出口4亿元。", "unknown"),
        ("5月份，民营企业出口8亿元，增长2%，进口4亿元。", "trade"),
        ("5月份，对东洲、南洲出口均有所增加，合计增长4.1%。", "unknown"),
    ],
)
def test_a_name_may_be_that_of_a_part_or_of_several_together(text: str, indicator: str) -> None:
    assert indicator == read(text)[-1].indicator


def test_a_name_with_its_own_indicator_is_no_part_of_what_has_none() -> None:
    tea, _, loans = read("5月份，茶叶8万吨，其中红茶3万吨，贷款增长3%。")

    assert "tea" not in dict(loans.members).values()
    assert "unknown" == tea.indicator


def test_an_indicator_that_is_a_member_too_is_no_part() -> None:
    flow = Entry(MEMBER, "export", dimension="flow")
    lexicon = replace(LEXICON, words={**LEXICON.words, "出口": (*LEXICON.words["出口"], flow)})
    text = "5月份，海西茶叶、机电产品出口回暖，分别出口3亿元、4亿元。"

    assert [{"flow": "export", "product": "tea"}, {"flow": "export", "product": "machinery"}] == [
        members(each) for each in read_text(text, lexicon, date="2031-06-09")
    ]


def test_a_place_before_a_list_is_that_of_all() -> None:
    assert ["Haixi", "Haixi"] == [each.region for each in read("5月份，海西茶叶、机电产品出口分别增长2%、3%。")]
    assert ["Haixi", "Yuegang"] == [each.region for each in read("5月份，海西、月港出口分别增长2%、3%。")]


@pytest.mark.parametrize("count", ["登记合同300项", "共登记合同300项，增长5%", "由企业输出合同300项"])
@pytest.mark.parametrize("worth", ["成交额80亿元", "成交额突破80亿元", "合同成交额80亿元"])
def test_what_things_are_worth_has_the_name_that_the_lexicon_knows(count: str, worth: str) -> None:
    *_, number, growth = read(f"5月份，海西省{count}，{worth}，增长6%。")
    direction = "out" if "输出" in count else None

    assert ["合同成交额"] * 2 == [number.indicator, growth.indicator]
    assert [direction] * 2 == [members(each).get("direction") for each in (number, growth)]


def test_what_something_else_is_worth_has_no_indicator() -> None:
    for text in ("海西省办展3场，成交额80亿元。", "海西省各类新登记合同3项，成交额80亿元。"):
        assert "unknown" == read(f"5月份，{text}")[-1].indicator


def test_a_part_without_a_name_of_its_own_is_one_of_what_was_named() -> None:
    *_, part, other = read("5月份，海西省输出合同300项，成交额80亿元；销往省内的达20亿元，用于茶叶的达3亿元。")

    assert ("合同成交额", {"direction": "out", "destination": "inland"}) == (part.indicator, members(part))
    assert "unknown" == other.indicator


def test_what_is_worth_something_for_one_of_two_things_is_unknown() -> None:
    assert "unknown" == read("5月份，海西省有效专利登记合同3项，成交额80亿元。")[-1].indicator


def test_a_list_that_is_told_once_more_has_what_is_named_then() -> None:
    *_, east, south = read("5月份，海西省对东洲、南洲出口分别增长2%、3%，进口分别下降4%、5%。")

    assert [("import", "East"), ("import", "South")] == [
        (members(each)["flow"], members(each)["partner"]) for each in (east, south)
    ]


def test_a_list_of_two_ways_is_not_told_once_more_as_both() -> None:
    *_, one, other = read("5月份，海西省出口、进口分别增长2%、3%，进出口分别下降4%、5%。")

    assert ["unknown", "unknown"] == [one.indicator, other.indicator]


@pytest.mark.parametrize("text", ["出口9亿元，登记合同30项、金额8亿元", "登记合同30项，金额8亿元"])
def test_growth_behind_two_numbers_is_of_them_each_with_its_name(text: str) -> None:
    found = read(f"海西省前5个月{text}，同比分别增长4%、5%。")[-4:]

    assert ["登记合同", "登记合同金额"] * 2 == [each.name for each in found]


def test_growth_behind_more_numbers_is_of_nothing_known_unless_a_clause_holds_as_many() -> None:
    found = read("海西省前5个月出口3亿元、进口2亿元，有效专利1件，同比分别增长4%、5%。")

    assert ["unknown"] * 2 == [each.indicator for each in found][-2:]


def test_an_amount_of_money_behind_another_is_what_was_named() -> None:
    assert ["trade", "trade"] == [each.indicator for each in read("海西省前5个月出口9亿元，金额增长2%。")]


def test_what_all_of_an_enumeration_share_belongs_to_each_name() -> None:
    found = read("海西省前5个月大专院校、书院、农户有效专利分别为4件、7件、2件，较上年同期分别增长1%、2%、3%。")

    assert ["大专院校有效专利", "书院有效专利", "农户有效专利"] * 2 == [each.name for each in found]
