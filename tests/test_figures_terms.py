"""Terms: a span counted from an undated day has soft ends, and the gap is counted from the last possible end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, printed
from statbook.figures import Labels, Point, terms
from statbook.store import Observation, Store

Make = Callable[..., Observation]
BEGUN, DUE = "sme_certified_2022", "sme_list_deadline"


def years(make: Make, name: str, value: int) -> Quantity:
    told = {"unit": "years", "status": "rule", "measure": "level"}
    return printed(make(obs=name, value=value, printed=f"{value}年", **told))


def test_the_first_span_is_sure_only_between_its_latest_start_and_earliest_end(store: Store, observation: Make) -> None:
    draft = terms(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE)

    assert draft is not None
    rows = [row for data in draft.draw(700).to_dict()["datasets"].values() for row in data if row.get("kind") == "rule"]
    assert (2022, 2023, 2025, 2026) == tuple(rows[0][name] for name in ("start", "sure", "until_sure", "end"))


def test_the_gap_is_between_the_last_and_the_first_possible_end(store: Store, observation: Make) -> None:
    draft = terms(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", 3))], DUE)

    assert draft is not None
    assert ("4", "17") == (draft.facts["least"], draft.facts["most"])


def test_a_later_span_is_only_possible(store: Store, observation: Make) -> None:
    spans = [Point(name, years(observation, name, 3)) for name in ("Validity", "Extension")]
    draft = terms(Labels(store, "en"), BEGUN, spans, DUE)

    assert draft is not None
    rows = [row for data in draft.draw(330).to_dict()["datasets"].values() for row in data if row.get("kind") == "may"]
    assert ("Extension", 2025, 2029) == (rows[0]["name"], rows[0]["start"], rows[0]["end"])


@pytest.mark.parametrize("length", [4, 10])
def test_a_span_that_outlasts_the_date_is_not_drawn(store: Store, observation: Make, length: int) -> None:
    assert terms(Labels(store, "en"), BEGUN, [Point("Validity", years(observation, "v", length))], DUE) is None
