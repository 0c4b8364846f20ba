"""Pace: one total, spread over the time of each reading."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from pixels import words
from statbook.analysis import printed_quantity
from statbook.charts import Labels, Span, rate_blocks


@pytest.fixture
def money(observation: Any) -> Any:
    return lambda obs, value: printed_quantity(observation(obs=obs, value=value, printed=f"{value}元"))


@pytest.fixture
def readings(money: Any) -> dict[str, list[Span]]:
    last = Span("2025", money("now", 300))
    left = (money("all", 600) - money("now", 300)).to("CNY")
    return {
        "2023-01": [Span("2023", money("then", 190)), Span("2024", money("rest", 110), residual=True), last],
        "2023-10": [Span("2023-10/2024", left, residual=True), last],
    }


def test_the_title_speaks_of_the_reading_asked_for(labels: Any, readings: Any, money: Any) -> None:
    facts = rate_blocks(labels, readings, total=money("all", 600), first="2023-10").facts  # type: ignore[union-attr]
    assert (facts["start"], facts["left"], facts["left_quarters"]) == ("October 2023", "300 yuan", "5 quarters")
    facts = rate_blocks(labels, readings, total=money("all", 600), first="2023-01").facts  # type: ignore[union-attr]
    assert (facts["start"], facts["left"], facts["left_quarters"]) == ("January 2023", "110 yuan", "4 quarters")


def test_both_readings_are_drawn_and_what_is_not_counted_is_said(
    labels: Any, readings: Any, money: Any, drawn: Any
) -> None:
    drawing = drawn(rate_blocks(labels, readings, total=money("all", 600), first="2023-01"), 700)
    assert "Counted from January 2023: 600 yuan" in drawing
    assert "Counted from October 2023: 600 yuan" in drawing
    assert drawing.count("not counted") == 1
    assert "5 quarters of 60" in drawing


@pytest.mark.parametrize("width", [700, 330])
def test_pace_stays_within_its_width(labels: Any, readings: Any, money: Any, drawn: Any, width: int) -> None:
    drawing = drawn(rate_blocks(labels, readings, total=money("all", 600)), width)
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]


def test_an_amount_that_is_not_printed_makes_no_chart(labels: Any, money: Any) -> None:
    assert rate_blocks(labels, {"2025-01": [Span("2025", None)]}, total=money("all", 600)) is None
    assert rate_blocks(labels, {}, total=money("all", 600)) is None


@pytest.mark.parametrize(("lang", "upper", "lower"), [("en", "left over:", "300 yuan"), ("zh", "", "余下300元")])
def test_on_a_narrow_page_words_break_nearest_to_their_middle(
    store: Any, readings: Any, money: Any, drawn: Any, lang: str, upper: str, lower: str
) -> None:
    drawing = drawn(rate_blocks(Labels(store, lang), {"2023-10": readings["2023-10"]}, total=money("all", 600)), 330)
    texts = ["".join(text.itertext()) for text in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")]

    assert ["2024", "2025", *filter(None, [upper]), lower] == [text for text in texts if text][: 4 if upper else 3]


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (
            700,
            {"190 yuan": 113, "300 yuan": 567, "left over: 110 yuan": 340, "4 quarters of 47.5 yuan": 113, "2025": 453},
        ),
        (330, {"190 yuan": 52, "300 yuan": 258, "110 yuan": 155, "left over:": 155, "2025": 207, "not counted": 52}),
    ],
)
def test_words_stand_over_the_middle_of_their_span_and_years_at_its_start(
    labels: Any, money: Any, drawn: Any, width: int, places: dict[str, int]
) -> None:
    last = Span("2025", money("now", 300))
    readings = {
        "2023-01": [Span("2023", money("then", 190)), Span("2024", money("rest", 110), residual=True), last],
        "2024-01": [Span("2024", money("more", 300), residual=True), last],
    }
    found = words(drawn(rate_blocks(labels, readings, total=money("all", 600), first="2023-01"), width))

    assert places == {text: found[text][1] for text in places}


def test_the_length_of_a_span_stands_under_its_amount(labels: Any, readings: Any, money: Any, drawn: Any) -> None:
    found = words(drawn(rate_blocks(labels, readings, total=money("all", 600)), 700))

    assert 15 == found["4 quarters of 47.5 yuan"][2] - found["190 yuan"][2]
