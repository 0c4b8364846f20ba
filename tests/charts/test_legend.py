"""The legend: the same marks with the same words on pages and in print."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from statbook.charts.legend import MARKS, legend, legend_marks


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_and_print_show_the_same_marks_in_the_same_order(lang: str) -> None:
    items = ET.fromstring(legend(lang)).findall("li")
    marks = legend_marks(lang)

    assert len(MARKS) == len(items) == len(marks)
    assert [mark["words"] for mark in marks] == ["".join(item.itertext()).strip() for item in items]


def test_a_mark_is_hidden_from_screen_readers_because_its_words_stand_beside_it() -> None:
    for mark in legend_marks("en"):
        assert "true" == ET.fromstring(mark["svg"]).get("aria-hidden")
