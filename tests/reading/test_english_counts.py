"""What a number counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.reading.english_counts import counted_unit, ratio_unit


@pytest.mark.parametrize(
    ("before", "behind", "unit"),
    [
        ("the fair drew ", " foreign visitors in May", "visitors"),
        ("", " technology contracts registered", "contracts"),
        ("", " of them", "unknown"),
        ("of the 3,000 vehicles in use, ", " were new", "vehicles"),
        ("with flight hours reaching ", ", up", "hours"),
        ("", " sales outlets", "outlets"),
        ("", " business processes", "processes"),
        ("the number of lamps in use reached ", "", "lamps"),
        ("exports of vehicles came to ", ",", "vehicles"),
        ("exports of vehicles came to ", " more", "unknown"),
        ("the number of patents that firms hold rose 37.4 percent year on year to ", ".", "patents"),
        ("Vehicles in use grew by 3 percent to ", ".", "vehicles"),
        ("The firms held 98,000 patents, up 37.4 percent year on year to ", ".", "patents"),
        ("They flew 98,000 small drones, up 37% to nearly ", "", "drones"),
        ("Haixi accounted for ", " of the top 100 foreign trade firms", "firms"),
        ("There were 3 firms. Exports came to ", ".", "unknown"),
    ],
)
def test_the_nearest_noun_is_what_is_counted(before: str, behind: str, unit: str) -> None:
    assert unit == counted_unit(before, behind)


@given(st.text(), st.text())
def test_any_words_have_a_unit_or_none(before: str, behind: str) -> None:
    assert counted_unit(before, behind)
    assert ratio_unit(before)
