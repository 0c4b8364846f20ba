"""Waterfall: the largest piece, small pieces combined, and the printed rate at the end."""

from __future__ import annotations

import pytest

from statbook.charts import Labels, slope, waterfall


def test_a_waterfall_names_the_largest_piece_and_ends_in_the_printed_rate(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    spec = waterfall(labels, cuts("product", "mode"), minimum=0.5)

    assert spec is not None
    assert "Integrated circuits (exports)" == spec.facts["first"]
    assert "40.3" == spec.facts["first_points"]
    last = spec.rows[spec.rows["Cut"] == "product"].iloc[-1]
    assert ("Growth of the whole", "69.3%", "printed") == (last["Name"], last["Value"], last["Kind"])


def test_each_breakdown_names_its_own_largest_piece(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    spec = waterfall(labels, cuts("product", "mode"), minimum=0.5)

    assert spec is not None
    found = {title: (facts["first"], facts["first_points"]) for title, facts in spec.states.items()}
    assert {"product": ("Integrated circuits (exports)", "40.3"), "mode": ("Processing trade", "62.4")} == found


def test_small_pieces_of_a_waterfall_are_folded_into_one(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    few, many = (waterfall(labels, cuts("product"), minimum=least) for least in (2.0, 0.0))

    assert few is not None and many is not None
    assert "Other pieces" in set(few.rows["Name"])
    assert "Other pieces" not in set(many.rows["Name"])
    assert len(few.rows) < len(many.rows)


@pytest.mark.parametrize("form", [waterfall, lambda labels, cuts: slope(labels, cuts, "then", "now")])
def test_a_form_without_numbers_is_none(labels: Labels, form) -> None:  # type: ignore[no-untyped-def]
    assert form(labels, {}) is None
