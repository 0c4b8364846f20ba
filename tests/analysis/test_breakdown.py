"""A whole taken apart: the Xiangyang numbers reconcile to the digit, Xi'an's residuals are found."""

from __future__ import annotations

from collections.abc import Callable
from unittest import mock

import pytest

from statbook.analysis import Part, Scope, break_down
from statbook.project.paths import Book
from statbook.store import Observation, Store


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


@pytest.fixture
def place(store: Store, observation: Callable[..., Observation]) -> Callable[..., list[Part]]:
    """The cut of partners without overlap of a place that prints only some partners."""

    def pieces(**levels: int) -> list[Part]:
        rows = [
            observation(
                obs=name,
                indicator="trade",
                value=value,
                printed=str(value),
                members=(("flow", "total"), ("partner", "all" if name == "total" else name)),
            )
            for name, value in levels.items()
        ]
        known = mock.Mock(wraps=store)
        known.find = lambda *_, period, **__: [row for row in rows if row.period == period]
        return break_down(known, store.breakdowns["exclusive_partner"], region="Place", period="2025")

    return pieces


def test_a_rest_is_called_by_what_was_taken_off(place: Callable[..., list[Part]]) -> None:
    parts = place(total=7750, ASEAN=1280, EU=863)
    rest = next(part for part in parts if part.residual)

    assert ["ASEAN", "European Union"] == [part.names["en"] for part in parts[1:-1]]
    assert ("All but ASEAN and European Union", "除东盟、欧盟以外") == (rest.names["en"], rest.names["zh"])
    assert 7750 - 1280 - 863 == rest.level.value
    assert not rest.has_name


def test_a_rest_keeps_its_name_where_all_that_it_names_is_printed(place: Callable[..., list[Part]]) -> None:
    rests = {part.names["en"] for part in place(total=100, RCEP=50, EU=10, ASEAN=20, Korea=5) if part.residual}

    assert {"Partners outside RCEP and EU", "RCEP beyond ASEAN and Korea"} == rests


def test_the_key_of_a_rest_has_no_number_where_a_part_that_it_names_is_not_printed(copy: Book) -> None:
    table = copy.data / "trade.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if ",foreign_invested," not in line), encoding="utf-8")
    xian = Scope(Store.load(copy.data), "Xian", "2026-01/2026-02")

    assert ["All but Private enterprises"] == [part.names["en"] for part in xian.parts("owner") if part.residual]
    assert xian.get("owner.rest.growth") is None
    assert xian.get("partner.rest.growth") is not None


def test_only_a_residual_that_can_be_nothing_but_rounding_exhausts(xian: Scope) -> None:
    parts = xian.parts("product")

    assert ["Rounding"] == [part.names["en"] for part in parts if part.exhausts]
    assert all(part.has_name for part in parts)
