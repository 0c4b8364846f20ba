"""Waterfall, slope, scatter, nested, intervals and dots, on the printed numbers of Xi'an's trade."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Part, Scope
from statbook.charts import Labels, Point, Threshold, dots, intervals, nested, scatter, slope, waterfall
from statbook.charts.forms.slope import spread
from statbook.store import Store


@pytest.fixture
def xian(store: Store) -> Scope:
    return Scope(store, "Xian", "2026-01/2026-02")


@pytest.fixture
def labels(store: Store) -> Labels:
    return Labels(store, "en")


@pytest.fixture
def cuts(xian: Scope) -> Callable[..., dict[str, list[Part]]]:
    return lambda *names: {name: xian.parts(name) for name in names}


def test_a_waterfall_names_the_largest_piece_and_ends_in_the_printed_rate(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    draft = waterfall(labels, cuts("product", "mode"), minimum=0.5)

    assert draft is not None
    assert "Integrated circuits (exports)" == draft.facts["first"]
    assert "40.3" == draft.facts["first_points"]
    last = draft.rows[draft.rows["Cut"] == "product"].iloc[-1]
    assert ("Growth of the whole", "69.3%", "printed") == (last["Name"], last["Value"], last["Kind"])


def test_small_pieces_of_a_waterfall_are_folded_into_one(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    few, many = (waterfall(labels, cuts("product"), minimum=least) for least in (2.0, 0.0))

    assert few is not None and many is not None
    assert "Other pieces" in set(few.rows["Name"])
    assert "Other pieces" not in set(many.rows["Name"])
    assert len(few.rows) < len(many.rows)


@pytest.mark.parametrize("form", [waterfall, lambda labels, cuts: slope(labels, cuts, "then", "now")])
def test_a_form_without_figures_is_none(labels: Labels, form) -> None:  # type: ignore[no-untyped-def]
    assert form(labels, {}) is None


def test_a_slope_speaks_of_the_share_that_moved_most(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    draft = slope(labels, cuts("mode"), "then", "now")

    assert draft is not None
    assert ("Processing trade", "52.5%", "67.9%") == tuple(draft.facts[k] for k in ("first", "first_then", "first_now"))


def test_labels_of_a_slope_are_kept_apart_in_their_order() -> None:
    placed = spread([5.0, 5.1, 20.0], 2.0)

    assert [5.0, 7.0, 20.0] == placed


def test_a_scatter_leaves_out_pieces_on_a_small_base_and_calls_printed_rates_printed(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    draft = scatter(labels, cuts("product"), least=1e9)

    assert draft is not None
    assert "Farm products (imports)" not in set(draft.rows["Name"])
    assert {"printed", "derived"} == set(draft.rows["Kind"])


def test_exclusive_partners_add_up_to_the_whole_and_groups_are_told_apart(labels: Labels, xian: Scope) -> None:
    parts = [part for part in xian.parts("exclusive_partner")]
    inner = {id(part.whole) for part in parts}
    exclusive = [part for part in parts if id(part) not in inner]
    groups = [part for part in xian.parts("partner") if part.whole is not None and not part.rest]
    draft = nested(labels, "partner", exclusive, groups)

    assert draft is not None
    assert parts[0].level.value == pytest.approx(sum(part.level.value for part in exclusive))
    assert "Korea" == draft.facts["largest"]


def test_intervals_put_the_widest_first(labels: Labels, xian: Scope, store: Store) -> None:
    strict = Scope(store, "Xian", "2026-01/2026-02", strict=True)
    keys = ("trade.base", "mode.rest.base", "trade.export.base")
    draft = intervals(labels, [(key, xian.get(key), strict.get(key)) for key in keys])

    assert draft is not None
    assert "mode.rest.base" == draft.facts["first"]


def test_the_title_of_dots_speaks_of_what_the_slider_shows(labels: Labels, xian: Scope) -> None:
    names = ("trade.import.edible_oil", "trade.export.data_processing", "trade.import", "trade.general")
    points = []
    for name in names:
        base = xian.get(f"{name}.base")
        points.append(Point(name, xian.get(f"{name}.growth"), size=base.value if base else None))
    draft = dots(labels, points, threshold=Threshold("Base at least", "CNY", 1e8, 5e9, 1e8))

    assert draft is not None
    assert "trade.export.data_processing" == draft.facts["largest"]
    assert "100 million yuan" == draft.facts["least"]


def test_dots_need_three_values_and_name_what_is_missing(labels: Labels, xian: Scope) -> None:
    growth = xian.get("trade.growth")

    assert dots(labels, [Point("a", growth), Point("b", None), Point("c", None)]) is None
