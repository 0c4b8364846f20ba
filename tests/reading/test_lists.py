from __future__ import annotations

import pytest

from made_up_releases import members, read

HOME = "2031年前5个月海西省情况\n"


def rows(text: str) -> list[tuple[str, str]]:
    """Region and indicator of each number but those of the heading."""
    return [(each.region, each.indicator) for each in read(HOME + text)]


YUEGANG, HAIDONG = ("Yuegang", "trade"), ("Haidong", "trade")


@pytest.mark.parametrize(
    "text",
    [
        "全省出口前两位是：月港（3亿元）、海东省（2亿元）。",
        "全省出口居前两位的市依次为：月港（3亿元）、海东省（2亿元）。",
        "出口居前的是月港市（3亿元）和海东省（2亿元）。",
        "出口前两位依次是月港3亿元、海东省2亿元。",
        "从出口增速看，月港（增长3%）、海东省（-2%）居前两位。",
        "出口增速最快的是月港（3%），海东省（2%）。",
        "出口增速高于全省的有月港（增长3%）、海东省（增长2%）。",
        "月港、海东省两市出口分别为3亿元、2亿元。",
        "月港、海东省出口分别增长3%和2%。",
        "月港、海东省两市出口居前，分别为3亿元和2亿元。",
        "全省出口前两位的市州为月港、海东省，分别增长3%、2%。",
        "出口居前两位的是月港、海东省，分别为3亿元、2亿元。",
    ],
)
def test_each_thing_of_a_list_has_its_own_region(text: str) -> None:
    assert [YUEGANG, HAIDONG] == rows(text)


def test_all_that_stands_in_brackets_is_of_the_thing_before_them() -> None:
    text = "全省出口前两位是：月港（3亿元，增长4%）、海东省（2亿元，增长5%）。"

    assert [YUEGANG, YUEGANG, HAIDONG, HAIDONG] == rows(text)


def test_members_and_products_in_a_list_are_members_of_the_region_of_the_text() -> None:
    found = read(f"{HOME}全省出口前三位的产品是：机电产品（3亿元）、茶叶（2亿元）、铜锣（1亿元）。")

    assert ["machinery", "tea", None] == [members(each).get("product") for each in found]
    assert [("Haixi", "trade")] * 2 + [("Haixi", "unknown")] == [(each.region, each.indicator) for each in found]


def test_a_thing_of_a_list_of_regions_that_is_not_known_is_none_of_them() -> None:
    bracketed = "全省出口前三位是：月港（3亿元）、铜锣（2亿元）、海东省（1亿元）。"

    assert [YUEGANG, ("unknown", "trade"), HAIDONG] == rows(bracketed)
    assert [YUEGANG, ("unknown", "trade"), HAIDONG] == rows(bracketed.replace("（", "").replace("）", ""))


def test_behind_a_list_no_region_of_it_goes_on() -> None:
    text = "全省出口前两位是：月港（3亿元）、海东省（2亿元），2市合计进口5亿元；有效专利3件。"

    assert ["unknown", "unknown"] == [region for region, _ in rows(text)[2:]]
    assert ("Haixi", "trade") == rows(f"{text}进口4亿元。")[-1]


@pytest.mark.parametrize(
    "words", ["月港、海东省两市合计出口", "月港、海东省等5市出口", "上述5市合计出口", "5个市共出口"]
)
def test_several_regions_together_are_no_single_one(words: str) -> None:
    assert [("unknown", "trade")] == rows(f"{words}3亿元。")


def test_each_of_twenty_towns_has_its_own_row_or_none() -> None:
    towns = ["月港" if number % 2 else "海东省" for number in range(20)]
    text = "、".join(f"{town}（{number}亿元）" for number, town in enumerate(towns, 1))

    assert ["Yuegang" if town == "月港" else "Haidong" for town in towns] == [
        region for region, _ in rows(f"各市出口从高到低依次为：{text}。")
    ]


def test_regions_behind_a_number_have_the_numbers_that_follow() -> None:
    text = "出口超过1亿元的市有月港市和海东省，分别为3亿元和2亿元，进口4亿元。"

    assert [("Haixi", "trade"), YUEGANG, HAIDONG, ("unknown", "trade")] == rows(text)


def test_regions_with_numbers_go_on_about_what_was_told() -> None:
    text = "月港、海东省出口分别增长3%、2%，月港、海东省分别下降4%、5%。"

    assert [YUEGANG, HAIDONG] * 2 == rows(text)


def test_a_list_may_begin_behind_a_number() -> None:
    text = "出口超过1亿元的有月港（3亿元）、海东省（2亿元）。"

    assert [("Haixi", "trade"), YUEGANG, HAIDONG] == rows(text)


def test_regions_behind_another_have_their_own_numbers() -> None:
    text = "海西省出口5亿元，增长4%；月港、海东省分别为3亿元、2亿元，分别增长3%、2%。"

    assert [("Haixi", "trade")] * 2 + [YUEGANG, HAIDONG] * 2 == rows(text)


def test_behind_an_enumeration_its_things_together_are_none_of_them() -> None:
    regions = rows("月港、海东省出口分别为3亿元、2亿元，合计占全省的45%。")
    things = rows("机电产品、茶叶分别出口3亿元、2亿元，合计占全省的45%。")

    assert [("unknown", "trade"), ("Haixi", "unknown")] == [regions[-1], things[-1]]


def test_regions_whose_numbers_are_not_understood_leave_no_earlier_one() -> None:
    text = "月港出口3亿元；月港、海东省、海西省分别收获4亿元、2亿元，分别增长3%、2%。"

    assert {("unknown", "unknown")} == {*rows(text)[1:]}


def test_a_fall_in_a_list_may_have_a_sign() -> None:
    assert [3, -2] == [each.value for each in read("月港、海东省出口分别增长3%、-2%。")]


@pytest.mark.parametrize("between", ["均超亿元，", "出口均超亿元，", "占比近7成，", "占比近7成，出口均超亿元，", ""])
@pytest.mark.parametrize("count", ["两市", "2市", ""])
def test_what_is_said_of_several_regions_together_does_not_end_their_list(between: str, count: str) -> None:
    text = f"月港、海东省{count}出口5亿元，{between}分别出口3亿元和2亿元，分别增长4%和5%，合计占53%。"

    *_, first, second, third, fourth, whole = rows(text)

    assert [YUEGANG, HAIDONG] * 2 == [first, second, third, fourth]
    assert ("unknown", "trade") == whole


def test_a_region_of_its_own_or_another_thing_ends_a_list_of_regions() -> None:
    found = rows(
        "月港、海东省出口5亿元，进口1亿元，分别增长4%和5%；月港、海东省出口5亿元，海西省出口9亿元，分别增长4%和5%。"
    )

    assert not {YUEGANG, HAIDONG} & {*found}


@pytest.mark.parametrize("told", ["增速高于全省", "全年累计增速高于全省平均水平", "出口增速高于全省"])
def test_behind_a_count_of_places_whose_rates_are_told_each_has_a_rate(told: str) -> None:
    found = read(f"{HOME}全省出口增长5%。有16个市{told}，其中，月港（9%）、海东省（-8%）。")[-2:]

    assert [("growth", "trade", "Yuegang"), ("growth", "trade", "Haidong")] == [
        (each.measure, each.indicator, each.region) for each in found
    ]


def test_the_rates_of_places_are_of_nothing_known_behind_a_sentence_about_several_things() -> None:
    text = "全省出口增长5%，有效专利增长3%。有16个市增速高于全省，其中，月港（9%）、海东省（8%）。"

    assert ["unknown"] * 2 == [each.indicator for each in read(HOME + text)][-2:]


@pytest.mark.parametrize("words", ["是月港的4倍", "约为月港的两倍"])
def test_the_region_of_which_a_number_is_a_multiple_is_that_of_another(words: str) -> None:
    numbers = read(f"2030年海西省出口4亿元，{words}，增长3%。进口2亿元。")

    assert ["Haixi"] * 4 == [each.region for each in numbers]


def test_the_region_of_which_a_number_is_a_part_is_that_of_another() -> None:
    numbers = read("2030年海西省出口4亿元，相当于月港的60%，增长3%。进口2亿元。")

    assert ["Haixi"] * 4 == [each.region for each in numbers]
