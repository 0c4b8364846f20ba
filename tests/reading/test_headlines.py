from __future__ import annotations

from made_up_releases import read
from statbook.reading.headlines import complete_headlines

TEXT = "海西省出口增长7.2%\n据统计，今年前5个月，海西省进出口增长4%，其中，出口增长7.2%。"


def test_a_headline_has_the_period_of_the_same_number_below() -> None:
    headline, *_, below = read(TEXT)

    assert ("2031-01/2031-05", "to_date", "2030-01/2030-05") == (
        headline.period,
        headline.timing,
        headline.base_period,
    )
    assert headline.period == below.period
    assert "headline" in headline.rules


def test_it_keeps_what_it_says_itself() -> None:
    headline = read("5月份出口增长7.2%\n今年前5个月，海西省出口增长7.2%。")[0]

    assert ("2031-05", "trade") == (headline.period, headline.indicator)
    assert "headline" not in headline.rules


def test_another_number_below_says_nothing() -> None:
    assert "unknown" == read("海西省出口增长7.2%\n今年前5个月，出口增长7.3%。")[0].period
    assert "unknown" == read("海西省出口增长7.2%\n今年前5个月，出口占比7.2%。")[0].period


def test_a_sentence_is_no_headline() -> None:
    assert "unknown" == read("海西省出口增长7.2%。今年前5个月，出口增长7.2%。")[0].period


def test_the_order_is_kept_and_few_are_held_back() -> None:
    proposals = read(TEXT + "出口增长1%。" * 60)
    taken = []

    def watched():  # type: ignore[no-untyped-def]
        for proposal in proposals:
            taken.append(proposal)
            yield proposal

    assert proposals[0] == next(complete_headlines(watched()))
    assert len(taken) < 40
    assert [each.offset for each in proposals] == sorted(each.offset for each in proposals)


def test_a_headline_without_a_place_has_that_of_the_same_number_below() -> None:
    headline, *_ = read("今年前5个月出口增长6.2%\n\n今年前5个月，海西省出口3亿元，增长6.2%。")

    assert ("Haixi", "headline") == (headline.region, headline.rules[-1])
