from __future__ import annotations

import pytest

from made_up_releases import only, read
from statbook.reading.chinese_numbers import read_number
from statbook.reading.language import Cue
from statbook.reading.measures import Signs, decide


def last(text: str) -> tuple[str, str]:
    proposal = read(text)[-1]
    return proposal.measure, str(proposal.value)


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("5月份，出口4亿元", "level", "400000000"),
        ("5月份，出口增长7.2%", "growth", "7.2"),
        ("5月份，出口同比下降3.8%", "growth", "-3.8"),
        ("5月份，出口同比-0.3%", "growth", "-0.3"),
        ("5月份，出口增速为5.7%", "growth", "5.7"),
        ("5月份，出口增速回落至3%", "growth", "3"),
        ("5月份，出口降幅为5.7%", "growth", "-5.7"),
        ("5月份，出口增长3.2倍", "growth", "320"),
        ("今年前5个月，出口翻一番", "growth", "100"),
        ("5月份，出口占进出口的57.1%", "share", "57.1"),
        ("5月份，出口占比超7成", "share", "70"),
        ("5月份，茶叶出口4亿元，七成来自海东省", "share", "70"),
        ("5月份，出口占比较去年同期提升1.8个百分点", "share_change", "1.8"),
        ("5月份，出口占进出口的57.1%，比去年同期下降2.4个百分点", "share_change", "-2.4"),
        ("5月份，出口占比提升1.5个百分点至56.6%", "share", "56.6"),
        ("5月份，出口增长7%，高于联邦整体增速2.4个百分点", "growth_gap", "2.4"),
        ("5月份，出口增长7%，增速比上月低0.3个百分点", "growth_gap", "-0.3"),
        ("5月份，出口增速较整体快2.6个百分点", "growth_gap", "2.6"),
        ("5月份，出口降幅较前4个月收窄0.6个百分点", "growth_gap", "0.6"),
        ("5月份，出口降幅较前4个月扩大0.6个百分点", "growth_gap", "-0.6"),
        ("5月份，出口涨幅较前4个月收窄0.6个百分点", "growth_gap", "-0.6"),
        ("5月份，出口增长7%，超过企业平均增幅1.4个百分点", "growth_gap", "1.4"),
        ("5月份，出口增长7%，瓷器可替代95%", "unknown", "95"),
        ("5月份，增幅明显，为52.1%", "growth", "52.1"),
        ("5月份，出口比去年同期多3%", "growth", "3"),
        ("5月份，出口增速低于上月的3%", "unknown", "3"),
        ("5月份，出口高于去年同期3%", "unknown", "3"),
        ("5月份，产业化率达10.1%", "level", "10.1"),
        ("5月份，产业化率较上年提高3.6个百分点", "difference", "3.6"),
        ("5月份，产业化率下降25个基点", "difference", "-25"),
        ("5月份，茶叶出口拉动出口增长2.4个百分点", "contribution", "2.4"),
        ("5月份，对联邦出口增长贡献率40.5%", "share", "40.5"),
        ("5月份，贷款增加4亿元", "level", "400000000"),
        ("5月份，贷款减少4亿元", "level", "-400000000"),
        ("5月份，贷款同比多增2亿元", "difference", "200000000"),
        ("5月份，贷款同比少增2亿元", "difference", "-200000000"),
        ("5月份，贷款比上年同期少1亿元", "difference", "-100000000"),
        ("5月份，有效专利较2030年底增加3.2万件", "difference", "32000"),
        ("5月份，出口增长到4亿元", "level", "400000000"),
        ("5月份，减少排放量65万吨", "level", "650000"),
        ("5月份，有效专利是2030年的2.2倍", "level", "2.2"),
        ("5月份，出口位居联邦第3位", "rank", "3"),
        ("5月份，出口低于预期的2亿元", "unknown", "200000000"),
        ("5月份，新增贷款为负2亿元", "level", "-200000000"),
        ("5月份，拥有联邦61%的茶园", "share", "61"),
    ],
)
def test_the_words_around_a_number_say_what_it_is(text: str, measure: str, value: str) -> None:
    assert (measure, value) == last(text)


def test_a_percentage_without_a_word_for_its_kind_is_unknown() -> None:
    assert "unknown" == only("5月份，茶园7%").measure


def test_without_a_verb_a_percentage_is_what_the_one_before_was() -> None:
    assert "growth" == read("5月份，出口增长7%，进口3%")[-1].measure


def test_the_value_of_an_index_is_no_growth_though_growth_stands_before() -> None:
    assert "level" == read("5月份，出口增长7%，采购经理指数为49.2%")[-1].measure


@pytest.mark.parametrize(
    ("cues", "printed", "rule"),
    [
        ({Cue.MORE}, "4亿元", "more-or-less"),
        ({Cue.REACH, Cue.FALL}, "4亿元", "reached-level"),
        (set(), "4个百分点", "points"),
    ],
)
def test_the_rule_is_named(cues: set[Cue], printed: str, rule: str) -> None:
    amount = read_number(printed)

    assert amount is not None
    assert (rule,) == decide(amount, Signs(frozenset(cues), frozenset())).rules


def test_of_what_a_percentage_is_may_be_said_behind_it() -> None:
    assert ("growth", "5.3") == last("5月份，出口以5.3%的增速居前")
    assert ("growth", "-2") == last("5月份，出口出现2%的下降")
    assert "unknown" == last("今年前5个月，出口增长7%，高于6%的预期目标")[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("下降9%，较4月份收窄2个百分点", "2"),
        ("下降9%，较4月份扩大2个百分点", "-2"),
        ("下降9%，降幅较4月份收窄2个百分点", "2"),
        ("增长9%，较4月份收窄2个百分点", "-2"),
        ("增长9%，较4月份扩大2个百分点", "2"),
    ],
)
def test_a_fall_that_narrows_is_growth_that_rises(words: str, value: str) -> None:
    assert ("growth_gap", value) == last(f"5月份，出口{words}")


@pytest.mark.parametrize(
    "words",
    [
        "比海东省多2亿元",
        "超过海东省2亿元",
        "较海东省增长2%",
        "与海东省的3亿元相当",
        "比海东省翻一番",
        "首次超过进口1亿元",
    ],
)
def test_what_is_compared_with_another_region_or_thing_is_no_change_of_its_own(words: str) -> None:
    own, other, behind = read(f"2030年，海西省出口4亿元，{words}，进口增长3%。")

    assert ("unknown", "unknown") == (other.measure, other.indicator)
    assert [("Haixi", "level"), ("Haixi", "growth")] == [(each.region, each.measure) for each in (own, behind)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2030年末，海西省企业1.2万家，增加800家。", "800"),
        ("2030年末，海西省企业1.2万家，净增800家。", "800"),
        ("2030年末，海西省企业1.2万家，净减少20家。", "-20"),
        ("2030年末，海西省有效专利3万件，增加800件。", "800"),
    ],
)
def test_a_count_that_grew_by_another_differs_by_it(text: str, value: str) -> None:
    assert ("difference", value) == last(text)


def test_loans_that_grew_net_are_new_ones() -> None:
    assert "new_loans" == only("5月份，贷款净增3亿元。").indicator


def test_a_heading_with_a_number_names_whose_exports_a_line_may_be_about() -> None:
    _, second = read("海西省民营企业出口增长5%\n前5个月，出口机电产品3亿元。")

    assert "unknown" == second.indicator


@pytest.mark.parametrize(
    "words", ["高于联邦3个百分点", "比海东省高3个百分点", "高于企业3个百分点", "低于海东省20个基点"]
)
def test_by_how_much_a_rate_is_above_another_is_no_change_of_it(words: str) -> None:
    assert "unknown" == read(f"2030年，海西省产业化率53.9%，{words}。")[-1].measure


@pytest.mark.parametrize("words", ["高于上年3个百分点", "同比高3个百分点", "提高3个百分点"])
def test_a_rate_above_that_of_the_year_before_changed(words: str) -> None:
    assert ("difference", "3") == last(f"2030年，海西省产业化率53.9%，{words}。")


@pytest.mark.parametrize("words", ["比海东省高1个百分点", "高于海东省1个百分点"])
def test_by_how_much_a_share_is_above_another_is_no_change_of_it(words: str) -> None:
    assert "unknown" == read(f"2030年，海西省出口占联邦的比重为5%，{words}。")[-1].measure
