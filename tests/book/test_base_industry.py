"""The cut and the formulas of zones, energy patents and industry, and the example of the method page."""

from __future__ import annotations

import pytest

from statbook.analysis import Scope
from statbook.prose import quantity_in_words, range_in_words
from statbook.store import Store

ZONE = "@XiangyangZone@2022-01/2022-02"


@pytest.fixture
def scope(store: Store) -> Scope:
    return Scope(store)


def words(scope: Scope, key: str) -> str:
    quantity = scope.get(key)
    assert quantity is not None
    return quantity_in_words(quantity, scope.store.units, "en")


def test_the_parts_of_xiangyang_make_its_growth_up_to_rounding(scope: Scope) -> None:
    parts = scope.parts("zone_output")
    rest = next(part for part in parts if part.residual)

    assert ["XiangyangZone"] * 4 == [part.level.inputs[0].region for part in parts]
    assert rest.exhausts
    assert rest.points is not None
    assert rest.points.low < 0 < rest.points.high
    assert "8.3 percentage points" == words(scope, f"output_value.automotive.points{ZONE}")
    assert "12.8 percentage points" == words(scope, f"output_value.strategic_emerging.points{ZONE}")


@pytest.mark.parametrize("group", ["automotive", "strategic_emerging"])
@pytest.mark.parametrize(("derived", "period"), [("part", "2022-01/2022-02"), ("base_part", "2021-01/2021-02")])
def test_the_printed_shares_of_xiangyang_recompute(scope: Scope, group: str, derived: str, period: str) -> None:
    recomputed = scope.get(f"output_value.{group}.{derived}{ZONE}")
    as_printed = scope.get(f"output_value.{group}.share@XiangyangZone@{period}")

    assert recomputed is not None
    assert as_printed is not None
    assert recomputed.low <= as_printed.high
    assert as_printed.low <= recomputed.high


def test_shares_in_patent_families_leave_a_wide_rest(scope: Scope) -> None:
    rest = scope.get("patent_families_elsewhere")

    assert rest is not None
    assert (9.0, 6.5, 11.5) == pytest.approx((rest.value, rest.low, rest.high))


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("value_per_vehicle", "214,000 yuan"),
        ("value_per_vehicle_planned", "roughly 200,000 yuan"),
        ("planned_output_a_year", "at least 9.2%"),
        ("planned_vehicles_a_year", "at least 12.3%"),
        ("services_per_platform", "at least 44,800"),
        ("rail_elsewhere", "at most 20,800 km"),
        ("first_phase_share", "50.0%"),
    ],
)
def test_a_formula_of_bounds_is_a_bound(scope: Scope, key: str, said: str) -> None:
    assert said == words(scope, key)


def test_two_ways_to_the_base_of_trade_agree_only_in_their_overlap(scope: Scope) -> None:
    flows, total = scope.get("trade_base_from_flows"), scope.get("trade_base_from_total")

    assert flows is not None
    assert total is not None
    assert total.low < flows.high
    assert flows.value < total.low
    assert "67.11 to 67.17 billion yuan" == range_in_words(flows, scope.store.units, "en")
