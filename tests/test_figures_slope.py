"""Slope: where its two ends stand, in pixels."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from statbook.analysis import Scope
from statbook.charts import Draft, slope
from statbook.charts.labels import Labels
from statbook.store import Store

Drawn = Callable[[Draft, int], str]


@pytest.fixture
def draft(store: Store, labels: Labels) -> Draft:
    made = slope(labels, {"mode": Scope(store, "Xian", "2026-01/2026-02").parts("mode")}, "then", "now")
    assert made is not None
    return made


def dots(drawing: str) -> list[float]:
    """How far right the dots of a drawing stand."""
    return sorted({round(float(x)) for x in re.findall(r'translate\(([\d.]+),[\d.]+\)" d="M[^"]*A', drawing)})


@pytest.mark.parametrize(("width", "ends"), [(700, [252, 434]), (330, [46, 112])])
def test_the_ends_leave_room_for_names_on_both_sides_or_on_a_narrow_page_on_the_right(
    draft: Draft, drawn: Drawn, width: int, ends: list[int]
) -> None:
    drawing = drawn(draft, width)

    assert ends == dots(drawing)
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]
    for text in re.findall(r'text-anchor="end" transform="translate\(([\d.]+),', drawing):
        assert round(float(text)) == ends[0] - 10
