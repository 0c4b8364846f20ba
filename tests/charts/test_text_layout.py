"""RecordWriter in pixels: text wraps where its language allows, labels keep apart and within their room, words clear of dots."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.charts.text_layout import Dot, apart, inside_sentence, label_places, wrap

SIZE = (300.0, 200.0)


def test_english_wraps_at_spaces_only() -> None:
    assert ["Enterprises and", "public", "institutions"] == wrap("Enterprises and public institutions", 110)


def test_chinese_wraps_between_signs_and_no_line_begins_with_a_comma_or_ends_with_a_bracket() -> None:
    assert ["其他：非银行", "业金融机构、", "境外及舍入"] == wrap("其他：非银行业金融机构、境外及舍入", 90)
    assert ["西安比", "上年，", "（初", "值）"] == wrap("西安比上年，（初值）", 40)
    assert ["拉动", "40.3个百分点"] == wrap("拉动40.3个百分点", 44)


def test_a_word_wider_than_its_room_stands_alone() -> None:
    assert ["a", "internationalisation", "b"] == wrap("a internationalisation b", 20)


def test_labels_that_would_overlap_are_moved_apart() -> None:
    placed = apart([10, 12, 14], [16, 16, 16], 0, 100)

    assert [10, 26, 42] == placed


def test_labels_at_the_lower_edge_are_pushed_up() -> None:
    placed = apart([80, 95, 99], [16, 16, 16], 0, 100)

    assert [60, 76, 92] == placed


def test_places_without_an_end_keep_to_their_first_edge_and_are_not_pushed_back() -> None:
    assert [5.0, 7.0, 20.0] == apart([5.0, 5.1, 20.0], [2.0] * 3, -1.0, math.inf)


@pytest.mark.parametrize(
    ("name", "within"), [("New yuan loans", "new yuan loans"), ("M1", "M1"), ("IP loans", "IP loans")]
)
def test_a_name_within_a_sentence_loses_its_capital_unless_it_is_an_abbreviation(name: str, within: str) -> None:
    assert within == inside_sentence(name)


def test_the_width_of_a_text_is_rounded_once_and_so_the_same_in_every_python() -> None:
    from statbook.charts.text_layout import estimated_width

    assert 55.0 == estimated_width("0123456789", 10)


def box(dot: Dot, corner: tuple[float, float]) -> tuple[float, float, float, float]:
    return corner[0], corner[1], corner[0] + dot.wide, corner[1] + dot.high


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_words_stand_above_a_dot_that_is_alone() -> None:
    assert [(130.0, 76.0)] == label_places([Dot(150, 100, 10, 40, 10)], *SIZE)


def test_words_of_a_dot_do_not_run_through_a_dot_beside_it() -> None:
    dots = [Dot(150, 100, 20, 120, 14), Dot(150, 70, 5, 40, 14)]
    boxes = [box(dot, corner) for dot, corner in zip(dots, label_places(dots, *SIZE), strict=True)]

    assert not meet(*boxes)
    for number, other in ((0, dots[1]), (1, dots[0])):
        assert not meet(boxes[number], (other.x - other.r, other.y - other.r, other.x + other.r, other.y + other.r))


dots_of_a_drawing = st.lists(
    st.builds(Dot, st.floats(0, 300), st.floats(0, 200), st.floats(1, 20), st.floats(5, 290), st.floats(5, 60)),
    min_size=1,
    max_size=12,
)


@given(dots_of_a_drawing)
def test_words_are_within_the_drawing_wherever_dots_are(dots: list[Dot]) -> None:
    for dot, corner in zip(dots, label_places(dots, *SIZE), strict=True):
        left, top, right, bottom = box(dot, corner)
        assert left >= -1e-6 and top >= -1e-6
        assert right <= SIZE[0] + 1e-6 and bottom <= SIZE[1] + 1e-6
