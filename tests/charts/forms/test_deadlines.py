"""Terms: a span counted from an undated day has soft ends, and the gap is counted from the last possible end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pixels import words
from statbook.analysis import Quantity, printed_quantity
from statbook.charts import Labels, Point, deadlines
from statbook.charts.theme import SLATE
from statbook.store import Observation, Store

Make = Callable[..., Observation]
BEGUN, DUE = "sme_certified_2022", "sme_list_deadline"


def years(make: Make, name: str, value: int) -> Quantity:
    told = {"unit": "years", "status": "rule", "measure": "level"}
    return printed_quantity(make(obs=name, value=value, printed=f"{value}年", **told))


def at_day(store: Store, day: str) -> Store:
    """The data with another day of the event that the spans begin with."""
    made = Store(store.package)
    made.events.at[BEGUN, "date"] = day
    return made


def test_the_first_span_is_sure_only_between_its_latest_start_and_earliest_end(store: Store, observation: Make) -> None:
    spec = deadlines(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE)

    assert spec is not None
    rows = [row for data in spec.draw(700).to_dict()["datasets"].values() for row in data if row.get("kind") == "rule"]
    assert (2022, 2023, 2025, 2026) == tuple(rows[0][name] for name in ("start", "sure", "until_sure", "end"))


def test_the_gap_is_between_the_last_and_the_first_possible_end(store: Store, observation: Make) -> None:
    spec = deadlines(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE)

    assert spec is not None
    assert ("4", "17") == (spec.facts["least"], spec.facts["most"])


def test_a_later_span_is_only_possible(store: Store, observation: Make) -> None:
    spans = [Point(name, years(observation, name, 3)) for name in ("Validity", "Extension")]
    spec = deadlines(Labels(store, "en"), BEGUN, spans, DUE)

    assert spec is not None
    rows = [row for data in spec.draw(330).to_dict()["datasets"].values() for row in data if row.get("kind") == "may"]
    assert ("Extension", 2025, 2029) == (rows[0]["name"], rows[0]["start"], rows[0]["end"])


@pytest.mark.parametrize("length", [4, 10])
def test_a_span_that_outlasts_the_date_is_not_drawn(store: Store, observation: Make, length: int) -> None:
    assert deadlines(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", length))], DUE) is None


@pytest.mark.parametrize(
    ("begun", "least", "most"),
    [
        # Three years from any day of 2022, of March 2022, from 15 March 2022; due on 10 May 2026.
        ("2022", "4", "17"),
        ("2022-03", "13", "15"),
        ("2022-03-15", "13", "14"),
    ],
)
def test_the_gap_is_as_sure_as_the_day_of_the_event(
    store: Store, observation: Make, begun: str, least: str, most: str
) -> None:
    spec = deadlines(Labels(at_day(store, begun), "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE)

    assert spec is not None
    assert (least, most) == (spec.facts["least"], spec.facts["most"])


def test_an_event_is_as_long_as_its_printed_date(store: Store, observation: Make, drawn: Any) -> None:
    widths = []
    for date in ("2022", "2022-03", "2022-03-15"):
        drawing = drawn(
            deadlines(Labels(at_day(store, date), "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE),
            700,
        )
        # The bar of the event is the first that is filled in its colour.
        (bar, *_) = re.findall(rf'd="M[\d.]+,[\d.]+h([\d.]+)v[^"]*" fill="{SLATE}"', drawing)
        widths.append(float(bar))

    assert [1, 1 / 12, 1 / 365] == pytest.approx([width / widths[0] for width in widths], rel=0.01)


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (700, {"Validity: 3 years, to 2025 at the latest": 65, "Extension: 3 years": 169, "2025": 16}),
        (
            330,
            {
                "Validity: 3 years, to 2025 at the latest": 98,
                "Extension: 3 years": 246,
                "SMEs, now up for review: 2022": 24,
            },
        ),
    ],
)
def test_words_stand_above_their_marks_at_the_left_edge(
    store: Store, observation: Make, drawn: Any, width: int, places: dict[str, int]
) -> None:
    spans = [Point(name, years(observation, name, 3)) for name in ("Validity", "Extension")]
    found = words(drawn(deadlines(Labels(store, "en"), BEGUN, spans, DUE), width))

    assert places == {text: found[text][2] for text in places}
    assert {"start"} == {found[text][0] for text in places if " " in text}


def test_a_narrow_axis_names_every_other_year(store: Store, observation: Make, drawn: Any) -> None:
    spec = deadlines(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE)
    wide, small = ({text for text in words(drawn(spec, width)) if text.isdigit()} for width in (700, 330))

    assert {"2022", "2023", "2024", "2025", "2026", "2027"} == wide
    assert {"2022", "2024", "2026"} == small
