"""Milestones: plans are diamonds, dates are as vague as printed, and a plan without a number says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import printed_quantity
from statbook.charts import Labels, timeline
from statbook.charts.forms.timeline import event_row
from statbook.store import Observation, Store


@pytest.fixture
def source(store: Store) -> str:
    """An article whose date is inferred."""
    return str(store.sources[store.sources["date_basis"] == "inferred"].index[0])


def row(source: str, date: str, status: str) -> dict[str, Any]:
    return {
        "event": "e",
        "date": date,
        "status": status,
        "source": source,
        "offset": "7",
        "name_en": "Event",
        "name_zh": "事",
    }


@pytest.mark.parametrize(
    ("date", "start", "end"), [("2027", 2027, 2028), ("2027-07", 2027.5, 2027.5833), ("2023/2025", 2023, 2026)]
)
def test_a_step_is_as_long_as_its_date_is_vague(store: Store, source: str, date: str, start: float, end: float) -> None:
    made = event_row(Labels(store, "en"), row(source, date, "planned"), {})

    assert (start, end) == pytest.approx((made["start"], made["end"]), abs=1e-3)


def test_what_has_no_date_is_open_and_stands_at_the_day_of_its_page(store: Store, source: str) -> None:
    made = event_row(Labels(store, "en"), row(source, "../..", "undated"), {})

    assert made["open"]
    assert made["date"].startswith("undated, on a page of ")
    assert made["date"].endswith("(inferred)")


def test_a_plan_without_a_number_says_so(store: Store, source: str) -> None:
    assert "no number printed" == event_row(Labels(store, "en"), row(source, "2027", "planned"), {})["value"]


def test_a_lower_bound_is_marked_as_one(store: Store, source: str, observation: Callable[..., Observation]) -> None:
    aim = printed_quantity(
        observation(value=300, printed="超过300项", unit="standards", bound="more_than", status="target")
    )
    made = event_row(Labels(store, "en"), row(source, "2030", "planned"), {"e": aim})

    assert made["bounded"]
    assert "more than 300 standards" == made["value"]


def test_a_theme_with_fewer_than_two_events_has_no_line(store: Store) -> None:
    assert timeline(Labels(store, "en"), "no such theme", {}) is None


@pytest.mark.parametrize("width", [700, 330])
def test_every_step_is_on_the_drawing_with_its_words(store: Store, width: int) -> None:
    spec = timeline(Labels(store, "en"), "low_altitude", {})

    assert spec is not None
    datasets = spec.draw(width).to_dict()["datasets"].values()
    told = [row["text"] for data in datasets for row in data if "weight" in row]
    assert 3 * len(spec.rows) == len(told)
