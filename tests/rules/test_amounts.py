"""Tests of rules/amounts.py."""

from __future__ import annotations

import pytest

from rule_numbers import Make, refused
from statbook.analysis import Scope, together
from statbook.errors import MixedNumbers
from statbook.store import Store


def test_groups_that_share_a_member_are_not_added(number: Make) -> None:
    one = number("a", reach={"partner": ("A", "Shared")})
    other = number("b", reach={"partner": ("B", "Shared")})

    with pytest.raises(
        MixedNumbers, match=r"overlapping-groups: Numbers that overlap were added up. Both contain Shared"
    ):
        one + other
    assert ("overlapping-groups",) == refused(lambda: together.total(one, other))


def test_groups_that_exclude_one_another_are_added(number: Make) -> None:
    parts = [number(name, reach={"partner": (name,)}) for name in ("a", "b", "c")]

    assert 300 == together.total(*parts).value


def test_two_ways_of_cutting_a_part_and_its_whole_and_periods_within_others_overlap(number: Make) -> None:
    by_mode, by_owner = number("a", reach={"mode": ("M",)}), number("b", reach={"owner": ("O",)})
    part, whole = number("c", reach={"mode": ("M",)}), number("d", reach={})
    years, year = number("e", period="2023/2025"), number("f", period="2025")

    for pair in ((by_mode, by_owner), (part, whole), (years, year)):
        assert ("overlapping-groups",) == refused(lambda pair=pair: pair[0] + pair[1])
    assert () == refused(lambda: whole - part)
    assert () == refused(lambda: year + number("g", period="2024"))


def test_a_balance_and_a_flow_are_apart(number: Make) -> None:
    stock, flow = number("a", kind="stock", indicator="money"), number("b", 5)

    assert ("stock-and-flow",) == refused(lambda: stock - flow)
    assert ("stock-and-flow",) == refused(lambda: together.rank(stock, flow))
    assert 0.05 == (flow / stock).value


def test_net_and_gross_are_apart(number: Make) -> None:
    net, gross = number("a", basis="net"), number("b", basis="gross", indicator="other")

    assert ("net-and-gross",) == refused(lambda: gross / net)
    assert () == refused(lambda: number("c", basis="net") / net)


def test_members_that_may_share_something_overlap(store: Store) -> None:
    scope = Scope(store)
    homes, long = "new_loans.household.mortgage@China@2025-01", "new_loans.corporate.medium_long_term@China@2025-01"
    europe, road = (f"trade.{partner}@Xian@2026-01/2026-02" for partner in ("EU", "BRI"))

    assert () == refused(lambda: scope.get(homes) + scope.get(long))  # type: ignore[operator]
    assert ("overlapping-groups",) == refused(lambda: scope.get(europe) + scope.get(road))  # type: ignore[operator]


def test_members_of_an_indicator_whose_breakdowns_do_not_nest_are_apart(store: Store) -> None:
    scope = Scope(store)
    asean, rcep = (scope.get(f"certificates_of_origin.export.{partner}@Gansu@2023") for partner in ("ASEAN", "RCEP"))

    assert 1176 == (asean + rcep).value  # type: ignore[operator]


def test_a_part_added_to_its_whole_is_told_as_such(store: Store) -> None:
    scope = Scope(store, "Xian", "2026-01/2026-02")
    export, circuits = scope.get("trade.export"), scope.get("trade.export.integrated_circuits")

    with pytest.raises(MixedNumbers, match=r"were added up\. The second lies in the first\."):
        export + circuits  # type: ignore[operator]
