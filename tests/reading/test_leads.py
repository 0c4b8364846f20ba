from __future__ import annotations

from datetime import date

import pytest

from made_up_releases import LEXICON, members, only, read
from statbook.reading.chinese import CHINESE
from statbook.reading.context import Context
from statbook.reading.language import Cue, Kind
from statbook.reading.leads import Lead, split_lead
from statbook.reading.periods import Period

TOKENS = CHINESE.scanner(LEXICON)


def split(text: str, context: Context | None = None) -> Lead:
    context = context or Context(date(2031, 6, 9), period=Period("2031-05", "over"))
    tokens = TOKENS(text, 0)
    words = tokens[:-1]
    return split_lead(words, context, CHINESE, tokens[-1].value if tokens[-1].kind == Kind.NUMBER else None)


def words(tokens: tuple[object, ...]) -> str:
    return "".join(token.text for token in tokens)  # type: ignore[attr-defined]


def test_a_subject_a_whole_and_what_is_done_are_told_apart() -> None:
    lead = split("民营企业出口占海西省出口的40%")

    assert ("民营企业出口", "海西省出口的") == (words(lead.subject), words(lead.whole))
    assert Cue.SHARE in lead.cues


def test_the_word_for_a_share_behind_its_subject_opens_no_whole() -> None:
    assert ("出口", "") == (words(split("出口占比40%").subject), words(split("出口占比40%").whole))


def test_periods_that_are_compared_with_are_bases() -> None:
    lead = split("增速分别比上月末和上年同期高2个百分点")

    assert ["2031-04", "2030-05"] == [base.text for base in lead.bases]


def test_other_periods_are_set() -> None:
    context = Context(date(2031, 6, 9))
    split("今年前5个月出口4亿元", context)

    assert Period("2031-01/2031-05", "to_date") == context.period


def test_the_period_of_which_a_number_is_a_multiple_is_its_base() -> None:
    context = Context(date(2031, 6, 9), period=Period("2031-05", "at"))

    assert ["2020"] == [base.text for base in split("是2020年的2.2倍", context).bases]
    assert "2031-05" == context.period.text


def test_what_is_the_hundredth_part_of_another_time_is_no_number_of_it() -> None:
    context = Context(date(2031, 6, 9), period=Period("2031-05", "over"))

    assert ["2030"] == [base.text for base in split("相当于去年全年的9%", context).bases]
    assert "2031-05" == context.period.text


@pytest.mark.parametrize("words", ["低于", "高于", "超过", "不及", "仅次于", "相当于", "较"])
def test_a_number_of_comparison_alone_has_its_period(words: str) -> None:
    text = f"海西省5月份出口9亿元，{words}3月份的8亿元，同比增长2%；进口7亿元，同比增长1%。"

    found = read(text)

    assert ["2031-05", "2031-03", "2031-05", "2031-05", "2031-05"] == [each.period for each in found]
    assert {("trade", "Haixi")} == {(each.indicator, each.region) for each in found}
    assert ["level", "level", "growth", "level", "growth"] == [each.measure for each in found]


def test_growth_behind_a_number_of_comparison_is_growth_from_it() -> None:
    found = read("海西省5月份出口9亿元，较3月份的8亿元增长12.5%；进口7亿元，增长1%。")

    assert ["", "", "2031-03", "", "2030-05"] == [each.base_period for each in found]


def test_what_is_more_than_another_time_without_its_word_is_no_number_of_it() -> None:
    found = read("海西省5月份出口9亿元，超过3月份2亿元，同比增长2%。")

    assert [("level", "trade"), ("unknown", "unknown"), ("growth", "trade")] == [
        (each.measure, each.indicator) for each in found
    ]


def test_another_series_is_the_whole() -> None:
    lead = split("增速高出海西省整体增速8.6个百分点")

    assert "海西省整体" == words(lead.whole)
    assert Cue.ABOVE in lead.cues


def test_a_verb_with_an_object_is_a_word() -> None:
    assert "减少排放量" == words(split("减少排放量65万吨").subject)
    assert Cue.FALL in split("排放量减少了65万吨").cues


def test_the_share_in_growth_names_the_measure_itself() -> None:
    lead = split("对海西省出口增长贡献率40.5%")

    assert "对海西省出口增长贡献率" == lead.text
    assert "海西省出口" == words(lead.whole)


def test_a_topic_says_what_the_numbers_behind_it_are_compared_with() -> None:
    on_month, on_year, usual = read("5月份，出口8亿元。从环比看，增长2%，同比增长3%。进口增长4%。")[1:]

    assert ["2031-04", "2030-05", "2030-05"] == [each.base_period for each in (on_month, on_year, usual)]
    assert ["2031-04", "2030-05"] == [only(f"从{word}看，5月份出口增长2%。").base_period for word in ("环比", "同比")]


def test_a_topic_of_periods_goes_on_about_the_whole() -> None:
    text = "今年前5个月，出口8亿元。分产品看，茶叶3亿元；机电产品5亿元。分季度看，一季度增长5%，二季度增长4%。"

    assert [("trade", {"flow": "export"})] * 2 == [(each.indicator, members(each)) for each in read(text)[-2:]]


def test_against_two_periods_each_number_has_its_own() -> None:
    previous, earlier = read("5月份，海西出口环比、同比分别增长2%、3%。")

    assert ["2031-04", "2030-05"] == [previous.base_period, earlier.base_period]
    assert previous.name == earlier.name == "出口"


def test_a_period_behind_a_comparison_is_a_base_and_no_period() -> None:
    *_, gap, share = read("5月份，海西出口增长3%，增速高于去年同期2.6个百分点，占进出口的六成。")

    assert ("2031-05", "2030-05") == (gap.period, gap.base_period)
    assert "2031-05" == share.period


@pytest.mark.parametrize("years", ["2027-2029年", "2027年至2029年，"])
def test_as_many_numbers_as_years_have_each_their_year(years: str) -> None:
    found = read(f"海西省{years}出口增速分别为1%、-2%、3%。")

    assert ["2027", "2028", "2029"] == [each.period for each in found]
    assert ["2026", "2027", "2028"] == [each.base_period for each in found]
    assert {"trade"} == {each.indicator for each in found}


@pytest.mark.parametrize(
    "text",
    [
        "海西省2028-2029年，出口、进口分别增长1%、2%。",
        "海西省2028-2029年，出口3亿元、进口4亿元，分别增长1%、2%。",
        "海西省2027-2029年，出口分别增长1%、2%。",
        "海西省2028-2029年，出口年均增长1%。",
    ],
)
def test_numbers_of_several_things_or_for_other_years_are_not_each_of_a_year(text: str) -> None:
    assert not {"2028", "2029"} & {each.period for each in read(text)}


@pytest.mark.parametrize("words", ["超年度预期目标", "超预期", "高于年度目标", "超过全年目标"])
def test_by_what_an_aim_was_passed_is_a_gap_and_no_aim(words: str) -> None:
    growth, gap, later = read(f"海西省2030年出口增长5%，{words}0.5个百分点；进口增长1%。")

    assert ("growth_gap", "trade", "actual", "2030") == (gap.measure, gap.indicator, gap.status, gap.period)
    assert ["actual", "actual"] == [growth.status, later.status]
