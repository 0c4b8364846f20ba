"""What a line speaks of, and later numbers in it leave out."""

from __future__ import annotations

import pytest

from made_up_releases import members, read
from statbook.reading import UNKNOWN


def last(text: str) -> dict[str, str]:
    """The members of the last number of *text*; its indicator if that is unknown."""
    proposal = read(text)[-1]
    return {"indicator": UNKNOWN} if proposal.indicator == UNKNOWN else members(proposal)


def test_a_line_that_opens_with_whom_it_is_about_is_about_them() -> None:
    text = "民营企业活力足。前5个月，出口机电产品3亿元，增长2%。其中，茶叶出口1亿元。"

    assert [{"owner": "private", "product": name} for name in ("machinery", "machinery", "tea")] == [
        {key: code for key, code in members(each).items() if key != "flow"} for each in read(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "海西省民营企业活力足，前5个月出口机电产品3亿元。",
        "受民营企业带动，出口增势良好。前5个月，出口机电产品3亿元。",
        "民营企业出口占比过半\n前5个月，出口机电产品3亿元。",
        "前5个月，民营企业进出口9亿元。出口机电产品3亿元。",
        "前5个月，民营企业进出口9亿元，出口机电产品3亿元。",
        "茶叶出口增势良好。前5个月，对东洲进出口3亿元。对南洲进出口3亿元。出口2亿元。",
    ],
)
def test_what_may_be_a_part_of_what_was_named_is_unknown(text: str) -> None:
    assert {"indicator": UNKNOWN} == last(text)


def test_both_directions_of_a_trade_in_one_sentence_are_with_the_same_partner() -> None:
    assert {"flow": "import", "partner": "East"} == last("前5个月，对东洲进出口9亿元，出口5亿元，进口4亿元。")


@pytest.mark.parametrize(
    "text",
    [
        "民营企业活力足。前5个月，全省出口3亿元。",
        "民营企业活力足。前5个月，全省进出口5亿元。出口3亿元。",
        "前5个月，进出口9亿元。民营企业进出口5亿元。出口3亿元。",
        "民营企业活力足。\n前5个月，民营企业出口3亿元。\n前5个月，出口3亿元。",
    ],
)
def test_what_a_region_or_a_line_says_of_all_is_of_all(text: str) -> None:
    assert {"flow": "export"} == last(text)


def test_behind_a_line_about_another_place_the_region_is_unknown() -> None:
    text = "海西省外贸平稳。月港市外贸表现亮眼。前5个月，出口3亿元。"

    assert UNKNOWN == read(text)[-1].region


def test_a_label_speaks_of_itself_alone() -> None:
    assert {"flow": "export"} == last("前5个月，海西省情况如下。茶叶出口：3亿元；出口：5亿元。")


def test_of_an_indicator_that_data_do_not_have_a_line_about_some_is_not_about_all() -> None:
    assert {"indicator": UNKNOWN} == last("海西省民营企业仍是主力，5月份登记合同300项。")
