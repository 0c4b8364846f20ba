"""Tests of rules/conditions.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rule_numbers import Make, refused
from statbook.analysis import Quantity, Scope, annual_growth, base, together
from statbook.analysis.derive import base_of_difference
from statbook.errors import MixedNumbers
from statbook.rules import TWO_VINTAGES, RuleInput, RuleInputs, day_before, day_before_revision
from statbook.rules.conditions import CONDITIONS
from statbook.store import Observation, Store


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


def test_a_balance_and_a_flow_of_unlike_things_or_as_rates_are_not_mixed(number: Make) -> None:
    firms = number("a", kind="stock", unit="firms", unit_kind="count")
    rates = [number(kind, kind=kind, measure="growth", reach={"field": (kind,)}) for kind in ("stock", "flow")]

    assert "stock-and-flow" not in refused(lambda: firms - number("b"))
    assert "stock-and-flow" not in refused(lambda: rates[0] - rates[1])
    assert "stock-and-flow" not in refused(lambda: number("c", kind="price") - number("d"))
    assert "stock-and-flow" in refused(lambda: number("e", kind="sum_insured") - number("f"))


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"period": "2025"}, {"period": "2025-03"}, "The second lies in the first."),
        ({"period": "2025-03"}, {"period": "2025"}, "The first lies in the second."),
        ({"period": "2024/2025"}, {"period": "2025/2026"}, "2024–2025 and 2025–2026 run at the same time."),
        ({"period": "2024", "kind": "stock"}, {"period": "2025", "kind": "stock"}, "They speak of the same thing."),
        ({"period": "2025"}, {"period": "2025"}, "They speak of the same thing."),
        ({"reach": {"mode": ("M",)}}, {"reach": {"owner": ("O",)}}, "They cut the same whole in different ways"),
        ({"reach": {"mode": ("M",)}}, {"reach": {}}, "The first lies in the second."),
        ({"reach": {"mode": [*"BAXFEDC"]}}, {"reach": {"mode": [*"ABCDEFY"]}}, "Both contain A, B, C, D, E."),
    ],
)
def test_what_lies_in_both_is_told(number: Make, one: dict[str, Any], other: dict[str, Any], said: str) -> None:
    with pytest.raises(MixedNumbers) as caught:
        number("a", **{"reach": {}} | one) + number("b", **{"reach": {}} | other)

    assert f"Numbers that overlap were added up. {said}" in str(caught.value)


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


def test_basis_points_are_no_percent(number: Make, store: Store) -> None:
    rate = number("a", 3.4, unit="percent", kind="price")
    points = number(
        "b", -40, unit="basis_point", unit_kind="percentage_point", factor=0.01, measure="difference", kind="price"
    )

    assert ("percentage-points",) == refused(lambda: base(rate, points))
    assert ("percentage-points",) == refused(lambda: rate - points)
    assert 3.8 == pytest.approx(base_of_difference(rate, points, store.units).value)


def test_growth_in_percent_less_a_gap_in_points_is_growth(number: Make) -> None:
    grown = number("a", 69.3, measure="growth")
    gap = number("b", 51, measure="growth_gap", unit="percentage_point")

    assert 18.3 == pytest.approx((grown - gap).value)
    assert ("percentage-points",) == refused(lambda: number("c", 3.4, unit="percent") - grown)


@pytest.mark.parametrize(
    "told",
    [
        {"unit": "percent", "kind": "rate"},
        {"unit": "percent", "kind": "price"},
        {"measure": "growth"},
    ],
)
def test_rates_of_different_wholes_are_not_added(number: Make, told: dict[str, Any]) -> None:
    one, other = (number(name, 10, reach={"holder": (name,)}, **told) for name in ("a", "b"))

    assert ("rates-of-different-wholes",) == refused(lambda: one + other)
    assert ("rates-of-different-wholes",) == refused(lambda: together.total(one, other))
    assert () == refused(lambda: one - other)


def test_shares_are_added_where_they_are_of_one_whole(number: Make) -> None:
    def share(name: str, whole: str, **members: str) -> Quantity:
        told = {"measure": "share", "unit": "percent", "of": whole, "members": tuple(members.items())}
        return number(name, 40, reach={each: (code,) for each, code in members.items()}, **told)

    solar, wind = (share(name, "region=World", field=name) for name in ("solar", "wind"))
    parts = [share(name, "field=all", field=name) for name in ("coal", "oil")]

    assert ("rates-of-different-wholes",) == refused(lambda: solar + wind)
    assert 80 == (parts[0] + parts[1]).value


def test_unlike_units_have_no_sum(number: Make) -> None:
    patents = number("a", unit="patents", unit_kind="count", kind="count", reach={"field": ("a",)})
    firms = number("b", unit="firms", unit_kind="count", kind="count", reach={"field": ("b",)})

    assert ("unlike-units",) == refused(lambda: patents + firms)
    assert 1 == (patents / firms).value


def test_growth_and_an_amount_are_of_unlike_units_and_not_rates_of_different_wholes(number: Make) -> None:
    rules = refused(lambda: number("a", measure="growth") + number("b"))

    assert "unlike-units" in rules
    assert "rates-of-different-wholes" not in rules


def test_two_months_are_not_compared_with_a_year(number: Make) -> None:
    year, months = number("a"), number("b", period="2026-01/2026-02", timing="to_date")
    before = number("c", period="2025-01/2025-02", timing="to_date")

    assert ("year-to-date",) == refused(lambda: together.compare(months, year))
    assert ("year-to-date",) == refused(lambda: together.rank(months, year))
    assert () == refused(lambda: together.compare(months, before))


def test_a_month_is_what_the_sum_since_january_leaves(number: Make) -> None:
    months, january = number("a", 30, period="2026-01/2026-02", timing="to_date"), number("b", 10, period="2026-01")

    assert 20 == (months - january).value


def test_growth_over_two_years_is_not_growth_of_a_year(number: Make) -> None:
    two, one = number("a", 56, measure="growth", base_period="2023"), number("b", 10, measure="growth")

    assert ("growth-over-years",) == refused(lambda: together.yearly(two))
    assert ("growth-over-years",) == refused(lambda: together.rank(two, one))
    assert 24.9 == pytest.approx(annual_growth(two, 2).value, abs=0.01)
    assert () == refused(lambda: together.yearly(one))


def test_growth_over_two_years_less_growth_over_one_is_no_gap(number: Make) -> None:
    two, one = number("a", 56, measure="growth", base_period="2023"), number("b", 10, measure="growth")

    assert ("growth-over-years",) == refused(lambda: two - one)
    assert () == refused(lambda: one - number("c", 8, measure="growth"))


def test_amounts_of_unlike_periods_make_a_share_only_where_one_lies_in_the_other(number: Make) -> None:
    year, months, before = number("a"), number("b", period="2026-01/2026-02"), number("c", period="2025-01/2025-02")

    assert ("year-to-date",) == refused(lambda: months / year)
    assert () == refused(lambda: before / year)
    assert () == refused(lambda: months / number("d", unit="firms", unit_kind="count"))
    assert () == refused(lambda: months / number("e", period="../.."))


def test_growth_without_a_base_leads_to_none(number: Make) -> None:
    level, rate = number("a"), number("b", 48, measure="growth", base_period="../..")

    assert ("unnamed-base",) == refused(lambda: base(level, rate))
    assert ("unnamed-base",) == refused(lambda: together.yearly(rate))
    assert () == refused(lambda: base(level, number("c", 25, measure="growth")))


def test_a_series_does_not_cross_a_change_of_definition(number: Make) -> None:
    told = {"kind": "stock", "timing": "at", "breaks": ("2025-01",)}
    before, after, later = (number(p, period=p, **told) for p in ("2024-12", "2025-01", "2025-02"))

    assert ("change-of-definition",) == refused(lambda: together.series(before, after))
    assert ("change-of-definition",) == refused(lambda: after - before)
    assert () == refused(lambda: together.series(after, later))


def test_a_printed_change_leads_to_the_level_before_across_a_change_of_definition(number: Make, store: Store) -> None:
    told = {"kind": "stock", "timing": "at", "breaks": ("2025-01",), "period": "2025-01"}
    level, step = number("a", 100, **told), number("b", 5, measure="difference", base_period="2024-01", **told)

    assert 95 == base_of_difference(level, step, store.units).value


def test_a_change_of_definition_lies_between_growth_and_its_base(number: Make) -> None:
    told = {"kind": "stock", "breaks": ("2025-01",), "measure": "growth"}
    one = number("a", 1, period="2025-01", **told | {"base_period": "2024-01"})
    other = number("b", 1, period="2025-02", **told | {"base_period": "2024-02"})

    assert ("change-of-definition",) == refused(lambda: together.series(one, other))


def test_the_day_before_crosses_months_and_years() -> None:
    assert ("2025-12-31", "2024-02-29") == (day_before("2026-01-01"), day_before("2024-03-01"))


@pytest.mark.parametrize(
    ("revises", "last_printed", "day"),
    [(True, "2026-01-31", "2026-01-31"), (True, "2026-02-01", ""), (True, "2026-03-01", ""), (False, "2026-01-31", "")],
)
def test_a_revised_value_and_one_printed_only_before_are_of_two_vintages(
    observation: Callable[..., Observation], revises: bool, last_printed: str, day: str
) -> None:
    one = observation(obs="a", revises=revises, known_from="2026-02-01")
    other = observation(obs="b", last_printed=last_printed)

    assert day_before_revision(one, other) == day


def test_the_rule_looks_at_what_derived_numbers_are_made_of(observation: Callable[..., Observation]) -> None:
    old = observation(obs="b", last_printed="2026-01-31")
    new = observation(obs="a", revises=True, known_from="2026-02-01")
    plain = RuleInput(observation(obs="c", last_printed="2026-05-01"), "level", "CNY")
    derived = RuleInput(plain.row, "base", "CNY", derived=True, made_of=(old,))
    revised = RuleInput(new, "level", "CNY")

    condition = CONDITIONS[TWO_VINTAGES]

    assert condition(RuleInputs("added", ((revised,), (plain,)))) is None
    for sides in (((derived,), (revised,)), ((revised,), (derived,))):
        found = condition(RuleInputs("added", sides))
        assert found is not None and found.until == "2026-01-31"


def test_a_target_is_not_joined_to_outcomes(number: Make) -> None:
    now, aim = number("a"), number("b", status="target", period="2026")

    assert ("target-and-actual",) == refused(lambda: together.series(now, aim))
    assert () == refused(lambda: aim / now)
    assert () == refused(lambda: together.series(aim, number("c", status="target", period="2027")))


def test_two_producers_make_no_series(number: Make) -> None:
    one, other = number("a", producer="A"), number("b", producer="B", period="2024")

    assert ("two-producers",) == refused(lambda: together.series(one, other))
    assert ("two-producers",) == refused(lambda: one - other)
    assert () == refused(lambda: together.rank(one, other))


def test_two_concepts_make_no_series(number: Make) -> None:
    one, other = number("a"), number("b", indicator="other", period="2024")

    assert ("two-concepts",) == refused(lambda: together.series(one, other))
    assert ("two-concepts",) == refused(lambda: one + other)
    assert () == refused(lambda: together.rank(one, other))
    assert () == refused(lambda: one - other)


def test_growth_on_a_comparable_basis_leads_to_no_published_base(number: Make) -> None:
    level, rate = number("a", growth_basis="comparable"), number("b", 5, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: base(level, rate))
    assert ("comparable-growth",) == refused(
        lambda: together.compare(level, number("c", growth_basis="comparable", period="2024"))
    )
    assert () == refused(lambda: together.yearly(rate))


def test_growth_on_a_comparable_basis_is_not_set_beside_other_growth(number: Make) -> None:
    comparable = number("a", 5, measure="growth", growth_basis="comparable")
    other, like = number("b", 7, measure="growth"), number("c", 6, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: together.rank(comparable, other))
    assert ("comparable-growth",) == refused(lambda: together.series(comparable, other))
    assert () == refused(lambda: together.rank(comparable, like))


def test_an_implied_base_is_no_published_number(number: Make) -> None:
    now = number("a", 110)
    then = base(now, number("b", 10, measure="growth"))

    assert ("derived-as-published",) == refused(lambda: together.series(then, now))
    assert [100, 110] == pytest.approx([q.value for q in together.series(now, implied=[then])])


def test_two_lower_bounds_have_no_growth(number: Make) -> None:
    one, other = number("a", bound="more_than"), number("b", bound="at_least", period="2024")

    assert ("bounds-as-values",) == refused(lambda: together.compare(one, other))
    assert () == refused(lambda: together.compare(one, number("c", period="2024")))


def test_every_pair_of_rates_is_looked_at_behind_amounts(number: Make) -> None:
    amount, rate, points = number("a"), number("b", 3, unit="percent"), number("c", 1, unit="percentage_point")

    assert "percentage-points" in refused(lambda: together.rank(amount, rate, points))
    assert "percentage-points" in refused(lambda: together.rank(rate, amount, points))
    assert "percentage-points" not in refused(lambda: together.rank(amount, rate, number("d", 4, unit="percent")))


def test_only_growth_runs_over_years(number: Make) -> None:
    changes = [number(base, 5, measure="difference", base_period=base) for base in ("2023", "2024")]

    assert "growth-over-years" not in refused(lambda: together.rank(*changes))
    assert "growth-over-years" not in refused(lambda: together.yearly(changes[0]))


def test_implied_bases_alone_are_a_series_of_their_own(number: Make) -> None:
    bases = [
        base(number(year, 110, period=year), number(f"{year}.g", 10, measure="growth", period=year, base_period=before))
        for year, before in (("2025", "2024"), ("2024", "2023"))
    ]

    assert () == refused(lambda: together.series(*bases))
    assert "derived-as-published" in refused(lambda: together.series(*bases, number("c", period="2026")))
