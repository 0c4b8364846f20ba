"""RecordWriter in pixels: text wraps where its language allows, labels keep apart and within their room."""

from __future__ import annotations

import math

import pytest

from statbook.charts.shared.text_layout import apart, inside_sentence, wrap


def test_english_wraps_at_spaces_only() -> None:
    assert ["Enterprises and", "public", "institutions"] == wrap("Enterprises and public institutions", 110)


def test_chinese_wraps_between_signs_and_no_line_begins_with_a_comma() -> None:
    assert ["其他:非银行业", "金融机构、境", "外及舍入"] == wrap("其他:非银行业金融机构、境外及舍入", 90)


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
    from statbook.charts.shared.text_layout import estimated_width

    assert 55.0 == estimated_width("0123456789", 10)
