"""A whole taken apart: the Xiangyang figures reconcile to the digit, Xi'an's residuals are found."""

from __future__ import annotations

import pytest

from statbook.analysis import Scope
from statbook.store import Store


@pytest.fixture
def xian(store: Store) -> Scope:
    return Scope(store, "Xian", "2026-01/2026-02")


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("import_product.rest.growth", -19.42, -18.55),
        ("owner.rest.growth", -11.93, -9.70),
        ("rcep.rest.growth", 1.58, 2.50),
        ("partner.rest.growth", 55.58, 55.84),
        ("trade.export.integrated_circuits.points", 40.25, 40.30),
        ("trade.processing.points", 62.39, 62.46),
    ],
)
def test_residuals_and_contributions_have_their_intervals(xian: Scope, key: str, low: float, high: float) -> None:
    quantity = xian.get(key)

    assert quantity is not None
    assert (low, high) == pytest.approx(quantity.interval, abs=0.06)


def test_contributions_of_a_cut_add_up_to_the_growth_of_the_whole(xian: Scope) -> None:
    for name in ("product", "mode", "owner", "partner"):
        parts = [part for part in xian.parts(name) if not part.overlap]
        inner = {id(part.whole) for part in parts}
        leaves = [part for part in parts if id(part) not in inner]
        total = sum(part.points.value for part in leaves if part.points is not None)

        assert 69.3 == pytest.approx(total, abs=1e-9), name


def test_shares_of_all_leaves_add_up_to_the_whole(xian: Scope) -> None:
    parts = [part for part in xian.parts("mode") if part.whole is not None]

    assert 100 == pytest.approx(sum(part.part.value for part in parts))


def test_a_cut_whose_whole_is_not_printed_gives_nothing(store: Store) -> None:
    assert [] == Scope(store, "Zhejiang", "2023").parts("mode")


def test_a_part_that_is_not_printed_stays_in_the_rest(store: Store) -> None:
    gansu = Scope(store, "Gansu", "2023")
    names = [part.names["en"] for part in gansu.parts("partner")]

    assert "ASEAN" in names
    assert "Korea" not in names
    assert "Partners not itemised" in names


def test_overlapping_groups_are_marked_and_never_summed(xian: Scope) -> None:
    overlapping = {part.names["en"] for part in xian.parts("partner") if part.overlap}

    assert {"Belt and Road countries", "Other RCEP members"} == overlapping
