from __future__ import annotations

from decimal import Decimal

import pytest

from made_up_releases import members, only, read


def periods(text: str, day: str = "2031-06-09") -> list[tuple[str, str, str]]:
    return [(each.period, each.timing, each.base_period) for each in read(text, day)]


@pytest.mark.parametrize(
    ("text", "period", "timing", "base"),
    [
        ("今年前5个月，出口增长7%", "2031-01/2031-05", "to_date", "2030-01/2030-05"),
        ("5月份，出口环比增长7%", "2031-05", "over", "2031-04"),
        ("5月份，出口比上月增长7%", "2031-05", "over", "2031-04"),
        ("2030年，出口比2028年增长7%", "2030", "over", "2028"),
        ("2030年，出口与2028年相比增长7%", "2030", "over", "2028"),
        ("5月末，贷款余额较年初增长7%", "2031-05", "at", "2030"),
        ("出口从2021年的3亿元增长到2030年的5亿元，年均增长7%", "2021/2030", "over", "../.."),
        ("2012年至2021年，出口年均增长7%", "2012/2021", "over", "../.."),
        ("2029年至2030年，出口同比增长7%", "2029/2030", "over", "../.."),
    ],
)
def test_a_change_has_a_period_and_a_base(text: str, period: str, timing: str, base: str) -> None:
    assert (period, timing, base) == periods(text)[-1]


def test_bases_of_an_enumeration_are_each_its_own() -> None:
    gaps = read("5月末，贷款余额4亿元，同比增长7%，增速分别比上月末和上年同期高0.2个和2.2个百分点。")[2:]

    assert ["2031-04", "2030-05"] == [each.base_period for each in gaps]
    assert ["period=2031-04", "period=2030-05"] == [each.of for each in gaps]
    assert ["0.2", "2.2"] == [str(each.value) for each in gaps]
    assert "shared-unit" in gaps[0].rules


def test_what_is_counted_at_a_time_is_so_at_the_end_of_a_month() -> None:
    assert ("2031-05", "at", "2030-05") == periods("前5个月，货币供应量增长7%")[0]
    assert ("2031-01/2031-05", "to_date", "") == periods("前5个月，贷款增加7亿元")[0]


def test_the_day_of_the_news_is_no_period() -> None:
    assert ("2031-05", "over", "") == periods("今天（6月9日）公布的数据显示，5月份，出口4亿元")[0]


def test_what_no_period_is_named_for_was_so_by_the_day_of_the_text() -> None:
    assert ("../2031-06-09", "at", "") == periods("月港市有茶园120家")[0]
    assert ("unknown", "unknown", "") == periods("月港市有茶园120家", day="")[0]
    assert ("../2031-06-09", "at", "") == periods("贷款余额4亿元")[0]
    assert ("unknown", "unknown", "") == periods("出口4亿元")[0]


def test_a_known_indicator_has_the_period_of_the_sentence_before() -> None:
    first, second = read("5月份，出口4亿元。进口2亿元。")

    assert "2031-05" == second.period
    assert "carried-period" in second.rules
    assert "carried-period" not in first.rules


def test_what_is_no_period_is_no_base() -> None:
    assert ("2030", "over", "../..") == periods("2030年，容积较以往型号扩大20%")[0]
    assert ("2031-05", "over", "2031-04") == periods("5月份，出口环比由上月下降转为上涨0.1%")[0]


def test_the_number_of_what_is_compared_with_is_of_nothing_known() -> None:
    proposal = only("5月份，出口低于预期的2亿元")

    assert ("unknown", "unknown", ("named", "compared-level")) == (
        proposal.indicator, proposal.region, proposal.rules
    )  # fmt: skip


def test_an_aim_holds_to_the_end_of_its_sentence() -> None:
    text = "今年，月港市力争到2035年建成机场100个，产值突破1000亿元。茶园有4家。"

    assert [("target", "2035"), ("target", "2035"), ("actual", "../2031-06-09")] == [
        (each.status, each.period) for each in read(text)
    ]


def test_where_a_clause_begins_is_undated_if_no_period_is_named() -> None:
    assert ["unknown", "2030"] == [each.period for each in read("2030年，出口占比由12.1%提高到25.3%")]


def test_a_whole_year_is_that_of_which_the_text_speaks() -> None:
    assert "2030" == periods("2030年1月，出口1亿元，全年进口4亿元")[-1][0]
    assert "2031" == periods("全年进口4亿元")[0][0]
    assert "2030" == periods("全年进口4亿元", day="2031-01-09")[0][0]


def test_a_flow_has_not_the_day_of_a_balance() -> None:
    assert ["2031-05", "unknown"] == [each.period for each in read("5月末，贷款余额4亿元。出口2亿元。")]


def test_where_a_clause_ends_is_the_period_of_before_if_none_is_named() -> None:
    assert ["2029", "2030"] == [each.period for each in read("2030年，出口由2029年底的3亿元增长到5亿元")]


def test_only_what_is_known_or_called_a_stock_is_counted_at_the_end() -> None:
    assert ("2031-01/2031-03", "to_date", "") == periods("一季度，新设有效专利户4万件")[0]
    assert ("2031-03", "at", "") == periods("一季度，茶园保有量4万家")[0]


def test_the_level_of_a_base_does_not_change_the_period() -> None:
    assert ["2031-01/2031-05", "2030", "2031-01/2031-05"] == [
        each.period for each in read("今年前5个月，出口9亿元，已超去年全年8亿元的规模，较去年同期增长7%")
    ]


@pytest.mark.parametrize(
    ("text", "status", "period", "timing"),
    [
        ("到2035年，专利目标达到30万件", "target", "2035", "by"),
        ("力争出口超过30亿元", "target", "../..", "by"),
        ("预计到2035年专利突破30万件", "forecast", "2035", "by"),
        ("2030年，专利30万件", "actual", "2030", "over"),
    ],
)
def test_aims_and_forecasts_are_told_apart(text: str, status: str, period: str, timing: str) -> None:
    proposal = only(text)

    assert (status, period, timing) == (proposal.status, proposal.period, proposal.timing)


def test_an_aim_that_was_reached_repeats_the_subject() -> None:
    reached, aim = read("截至5月底，有效专利达15.3万件，提前实现“十四五”规划预期的12万件目标。")

    assert ("有效专利", "target") == (aim.name, aim.status)
    assert "actual" == reached.status


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("5月份，海西省出口占联邦出口的20%", "region=Federation"),
        ("5月份，民营企业出口占出口的20%", "owner=all"),
        ("5月份，茶叶出口占总量的20%", "unknown"),
        ("5月份，海西省出口增长7%，高于联邦2个百分点", "region=Federation"),
    ],
)
def test_the_whole_is_told_by_what_differs(text: str, of: str) -> None:
    assert of == read(text)[-1].of


def test_values_are_exact_to_the_last_printed_digit() -> None:
    growth, level = read("5月份，出口增长5.0%，达1.50亿元")

    assert ("5.0", Decimal("0.1")) == (str(growth.value), growth.step)
    assert ("150000000", Decimal(1_000_000)) == (str(level.value), level.step)


def test_a_range_that_fell_has_its_lower_end_first() -> None:
    proposal = only("5月份，出口下降3%-5%")

    assert (Decimal(-5), Decimal(-3)) == (proposal.value, proposal.value_to)


def test_the_bound_is_that_of_the_signed_value() -> None:
    assert "less_than" == only("5月份，出口下降超过3%").bound
    assert "more_than" == only("5月份，出口增长超过3%").bound


def test_noise_is_proposed_without_a_value() -> None:
    proposal = only("5月份，出口增长1O.5%")

    assert proposal.value is None
    assert ("unknown", ("misread",)) == (proposal.measure, proposal.rules)
    assert "1O.5%" in proposal.fault


def test_the_words_on_which_a_proposal_rests_are_named_in_their_order() -> None:
    proposal = only("5月份，海西省出口同比增长7%")

    assert ["5月份", "海西省", "出口", "同比", "增长"] == [each.text for each in proposal.words]


def test_the_lexicon_may_imply_a_region() -> None:
    proposal = only("5月末，货币供应量4亿元")

    assert "Haixi" == proposal.region
    assert "implied-region" in proposal.rules


def test_what_a_balance_grew_by_since_a_year_before_has_not_the_day_of_the_balance() -> None:
    balance, change, flow = read("5月末，贷款余额8亿元，比年初增加2亿元，同比多增1亿元。")

    assert ["2031-05", "2031-05", "unknown"] == [each.period for each in (balance, change, flow)]


def test_what_follows_an_aim_for_a_year_to_come_is_an_aim() -> None:
    aim, too, past = read("2032年，力争出口达到8亿元，进口突破5亿元。5月份，进口2亿元。")

    assert ["target", "target", "actual"] == [each.status for each in (aim, too, past)]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("到2033年", "target"),
        ("2033年底", "target"),
        ("明年", "target"),
        ("到2031年", "target"),
        ("预计到2033年", "forecast"),
    ],
)
def test_what_is_said_of_a_time_to_come_is_no_fact(words: str, status: str) -> None:
    found = read(f"海西省5月出口9亿元。{words}，出口达到12亿元，进口达到10亿元。进口7亿元。")

    assert ["actual", status, status, "actual"] == [each.status for each in found]
    assert ["2031-05", "2031-05"] == [found[0].period, found[3].period]


def test_what_is_said_of_this_year_may_be_so_by_now() -> None:
    found = read("海西省到2033年出口达到12亿元，2031年已达9亿元；截至2031年进口7亿元。")

    assert ["target", "actual", "actual"] == [each.status for each in found]


def test_an_aim_that_is_named_as_a_thing_does_not_give_its_period() -> None:
    jobs, part, rate = read("今年前5个月，出口8亿元，完成全年目标的95%；进口2亿元。")

    assert ["2031-01/2031-05", "2031-01/2031-05"] == [jobs.period, rate.period]
    assert "unknown" == part.measure


def test_where_a_change_over_years_ends_has_not_the_period_of_all_of_them() -> None:
    start, end = read("2026年至2030年，出口从3亿元增长到8亿元。")

    assert "unknown" == start.period == end.period
    assert "2026/2030" == only("2026年至2030年，出口达到8亿元。").period


def test_a_rate_has_the_base_of_the_rate_before_it_in_the_sentence() -> None:
    text = (
        "5月份，海西产业化率为50%，比上月上升0.6个百分点；南部产业化率为55%，上升1.3个百分点。产业化率上升2个百分点。"
    )
    first, second, third = (each for each in read(text) if each.unit == "percentage_point")

    assert ["2031-04", "2031-04", "2030-05"] == [each.base_period for each in (first, second, third)]
    assert "carried-base" in second.rules and "usual-base" in third.rules


def test_what_goes_on_has_the_period_of_the_sentence_before_unless_it_is_there_by_now() -> None:
    before, on, now = read("2030年，海西新建茶园3个。修路5公里。已有茶园8个。")

    assert ["2030", "2030", "../2031-06-09"] == [before.period, on.period, now.period]


def test_a_share_of_something_known_makes_known_what_has_it() -> None:
    share = only("今年前5个月，海西机电产品占出口三成以上。")

    assert ("trade", "product=all") == (share.indicator, share.of)
    assert {"flow": "export", "product": "machinery"} == members(share)


def test_a_gap_to_the_whole_says_of_what() -> None:
    *_, gap = read("今年前5个月，海西对东洲进出口增长3.2%，高出整体增速9.6个百分点。")

    assert ("growth_gap", "partner=all") == (gap.measure, gap.of)


def test_a_text_about_no_place_is_of_the_region_that_a_stock_implies_unless_it_speaks_of_its_own() -> None:
    text = "5月末，货币供应量3亿元。出口2亿元。"

    assert "Haixi" == read(text)[-1].region
    assert "unknown" == read(f"全省有效专利3件。{text}")[-1].region


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("5月份，茶叶、大米、小米出口分别为300、200和100亿元。", ["亿元", "亿元", ""]),
        ("5月份，茶葉、大米出口分別增長3.5和4.2個百分點。", ["個百分點", ""]),
        ("5月份，出口3亿元，进口4亿元。", ["", ""]),
    ],
)
def test_what_numbers_of_a_list_share_is_told_as_it_stands_at_its_end(text: str, shared: list[str]) -> None:
    assert shared == [each.shared for each in read(text)]


@pytest.mark.parametrize(
    ("words", "base", "of"),
    [
        ("比去年全年加快", "2030", "period=2030"),
        ("比2030年加快", "2030", "period=2030"),
        ("比上年加快", "unknown", "unknown"),
        ("比上年同期加快", "2030-01/2030-03", "period=2030-01/2030-03"),
    ],
)
def test_growth_of_months_is_quicker_than_that_of_a_year_or_of_its_months(words: str, base: str, of: str) -> None:
    gap = read(f"一季度海西省出口增长9%，增速{words}2个百分点。")[-1]

    assert ("growth_gap", base, of) == (gap.measure, gap.base_period, gap.of)


def test_what_is_to_double_in_some_years_has_no_base() -> None:
    assert "../.." == only("海西省到2035年出口翻番。").base_period
    assert "2030" == only("海西省力争2031年出口增长5%。").base_period


def test_what_is_counted_at_a_time_is_so_in_a_year_too() -> None:
    number = only("2030年，海西省贷款余额9亿元。")

    assert ("2030", "at") == (number.period, number.timing)


@pytest.mark.parametrize("words", ["占全国出口增量的3%", "占全国出口增长的三成", "对全国出口增长贡献率3%"])
def test_a_share_in_growth_is_none_of_the_thing_itself(words: str) -> None:
    share = read(f"2030年海西省出口增长9%，{words}。")[-1]

    assert ("share", "unknown") == (share.measure, share.indicator)


def test_an_aim_that_was_met_is_one_and_its_time_is_that_of_no_other_number() -> None:
    numbers = read("2030年海西省登记合同16项，提前完成“十五五”规划12项的预期目标。登记合同成交额9亿元。")

    assert ["actual", "target", "actual"] == [each.status for each in numbers]
    assert "2030" == numbers[-1].period


def test_a_base_that_is_unknown_stays_so() -> None:
    assert "unknown" == only("海西省出口同比增长19%。").base_period


@pytest.mark.parametrize(
    "text", ["5月份，出口环比下降0.6%，上月为下降2.1%。", "5月份，出口环比下降0.6%（上月下降2.1%），进口环比增长1%。"]
)
def test_what_a_growth_on_the_month_is_beside_may_be_one_too(text: str) -> None:
    assert ["2031-04", "unknown"] == [each.base_period for each in read(text)[:2]]


def test_growth_of_something_else_behind_one_on_the_month_is_on_the_year() -> None:
    assert "2030-05" == read("5月份，出口环比下降0.6%，进口增长2.1%。")[-1].base_period


def test_a_part_of_one_of_several_things_is_of_none_that_is_known() -> None:
    assert "unknown" == read("5月份，出口3亿元，增长5%；进口2亿元，增长2%。其中，民营企业占六成。")[-1].indicator
