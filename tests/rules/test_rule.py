"""Tests of rules/rule.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rule_numbers import Make, refused
from statbook.analysis import Combination, base, together
from statbook.errors import MixedNumbers
from statbook.rules import ACTS, RULES, RuleInput, RuleInputs
from statbook.store import Classification, Member, Observation, Store


def test_all_rules_that_are_broken_are_told_with_what_to_do(number: Make) -> None:
    now, then = number("a", producer="A"), number("b", producer="B", period="2024-01")

    with pytest.raises(MixedNumbers) as caught:
        together.compare(now, then)

    assert ("year-to-date", "two-producers") == caught.value.rules
    assert str(caught.value).startswith("year-to-date: Amounts of periods of unlike length were compared")
    assert "- a: 100 (2025)" in str(caught.value)
    assert "Instead: Stay with the numbers of one producer" in str(caught.value)
    assert "More: traps/two-producers.html" in str(caught.value)


def test_every_rule_has_words_in_both_languages_and_acts_that_exist() -> None:
    for rule in RULES.values():
        for words in (rule.title, rule.mixed, rule.why, rule.instead):
            assert ["en", "zh"] == [lang for lang, said in words.items() if said], rule.name
        assert set(rule.acts) <= ACTS.keys()


def test_a_derived_quantity_speaks_of_its_first_number_where_its_measure_has_a_name(number: Make) -> None:
    one, other = (number(n, 110, reach={"partner": (n, "Shared")}) for n in ("a", "b"))
    bases = [base(q, number(f"{n}.growth", 10, measure="growth")) for q, n in ((one, "a"), (other, "b"))]

    assert ("overlapping-groups",) == refused(lambda: bases[0] + bases[1])


@pytest.mark.parametrize(
    "make",
    [
        lambda one, other: (one * 1) + (other * 1),
        lambda one, other: one / 1e8 + 1e-8 * other,
        lambda one, other: sum([one, other]),
        lambda one, other: (one + 0) + (other - 0),
        lambda one, other: together.total(one / 100, other / 100),
    ],
)
def test_a_number_in_another_unit_is_still_that_number(number: Make, make: Callable[..., Any]) -> None:
    one, other = (number(n, 110, reach={"partner": (n, "Shared")}) for n in ("a", "b"))

    assert ("overlapping-groups",) == refused(lambda: make(one, other))


@pytest.mark.parametrize(
    "make",
    [lambda one, other: (one + 1) + other, lambda one, other: one * one + other, lambda one, other: 1 / one + other],
)
def test_what_other_arithmetic_makes_of_a_number_is_none(number: Make, make: Callable[..., Any]) -> None:
    one, other = number("a"), number("b")

    assert () == refused(lambda: make(one, other))


def test_a_scaled_number_is_compared_and_ordered_like_the_number(number: Make) -> None:
    year, months = number("a"), number("b", period="2026-01/2026-02")
    bars = Combination.of("ranked", (year * 1, months))

    assert ("year-to-date",) == refused(lambda: together.compare(months * 1, year))
    assert ("year-to-date",) == refused(lambda: together.rank(months / 1e8, year / 1e8))
    assert ("year-to-date",) == refused(bars.check)
    assert "CNY" == (0 + year).unit == (year / 1e8).unit


def test_a_sum_remembers_its_parts(number: Make) -> None:
    korea, asean = number("k", reach={"partner": ("Korea",)}), number("a", reach={"partner": ("ASEAN", "Malaysia")})
    malaysia, japan = (number(name, reach={"partner": (name,)}) for name in ("Malaysia", "Japan"))
    stock = number("s", kind="stock", reach={"partner": ("Peru",)})

    assert ("overlapping-groups",) == refused(lambda: korea + asean + malaysia)
    assert ("overlapping-groups",) == refused(lambda: together.total(korea + asean, malaysia))
    assert ("stock-and-flow",) == refused(lambda: together.rank(korea + asean, stock))
    assert 300 == (korea + asean + japan).value


def test_what_the_data_say_of_a_number_goes_with_it(store: Store) -> None:
    loans, trade = store.by_obs["china.2023_2025.ip_pledge_loans"], store.by_obs["xian.2026-01_2026-02.trade.total.bri"]

    assert ("departments concerned", "gross") == (loans.classification.producer, loans.classification.basis)
    assert {"ASEAN", "Malaysia", "Korea"} <= {member.code for member in (trade.classification.reach or {})["partner"]}
    assert ("2025-01",) == store.by_obs["china.2025-01.money_m1"].classification.breaks


Seen = Callable[..., RuleInput]


@pytest.fixture
def seen(observation: Callable[..., Observation]) -> Seen:
    """A number as the rules see it: level in CNY unless told otherwise; the rest are cells of its row."""

    def make(
        measure: str = "level", unit: str = "CNY", derived: bool = False, base: str = "", **cells: Any
    ) -> RuleInput:
        return RuleInput(observation(measure="level", **cells), measure, unit, base, derived)

    return make


def test_kind_and_factor_of_a_unit_are_those_of_the_row_only_in_its_own_unit(seen: Seen) -> None:
    billions = Classification(unit_kind="money", factor=1e9)
    own, ratio, other = (seen(unit=unit, classification=billions) for unit in ("CNY", "percent", "USD"))

    assert ("money", 1e9) == (own.unit_kind, own.factor)
    assert ("percent", 1.0) == (ratio.unit_kind, ratio.factor)
    assert ("", 1.0) == (other.unit_kind, other.factor)


def test_a_number_is_the_same_whatever_it_was_computed_from(seen: Seen) -> None:
    one = seen("base", derived=True)

    assert one == replace(one, made_of=(one.row,))
    assert one != replace(one, unit="USD")


def test_an_implied_base_speaks_of_the_period_compared_with(seen: Seen) -> None:
    assert "2025" == seen(base="2024").period == seen("growth", base="2024").period
    assert "2024" == seen("base", base="2024").period == seen("base_part", base="2024").period
    assert "../.." == seen("base").period


def test_a_printed_share_is_of_what_its_row_names(seen: Seen) -> None:
    told: dict[str, Any] = {"of": "field=all", "members": (("field", "solar"), ("owner", "state"))}
    own = {("indicator", "thing"), ("region", "Place"), ("owner", "state"), ("period", "2025")}

    assert own == seen("share", **told).whole
    assert own | {("field", "energy")} == seen("share", **told | {"of": "field=energy"}).whole
    assert seen("share", derived=True, **told).whole is None
    assert seen("level", **told).whole is None
    assert seen("share").whole is None


def reaching(*codes: str, kind: str = "flow", **dimensions: str) -> Classification:
    reach = {"region": frozenset(Member(code, code, code) for code in codes)}
    reach |= {name: frozenset([Member(code, code, code)]) for name, code in dimensions.items()}
    return Classification(kind=kind, reach=reach)


def test_a_number_lies_in_another_by_region_dimensions_and_period(seen: Seen) -> None:
    city, land = seen(classification=reaching("X")), seen(classification=reaching("X", "Y"))
    part, month = seen(classification=reaching("X", field="f")), seen(classification=reaching("X"), period="2025-03")
    stocks = [seen(classification=reaching("X", kind="stock"), period=year) for year in ("2024", "2025")]

    assert city.lies_in(land) and not land.lies_in(city)
    assert part.lies_in(city) and not city.lies_in(part)
    assert month.lies_in(city) and not city.lies_in(month)
    assert stocks[0].lies_in(stocks[1]) and stocks[1].lies_in(stocks[0])


@pytest.mark.parametrize(
    ("period", "other", "both"),
    [
        ("2024", "2025", False),
        ("2025", "2024", False),
        ("2025-01/2025-03", "2025-03/2025-05", True),
        ("2025-03-25", "2025-03-25/2025-04-01", True),
        ("2025-03-25/2025-04-01", "2025-03-25", True),
    ],
)
def test_flows_overlap_only_where_their_periods_share_a_day(seen: Seen, period: str, other: str, both: bool) -> None:
    kinds = [
        tuple(seen(classification=reaching("X", kind=k), period=p) for p in (period, other)) for k in ("flow", "stock")
    ]

    assert both == (kinds[0][0].overlap(kinds[0][1]) is not None)
    assert {"region": {Member("X", "X", "X")}} == kinds[1][0].overlap(kinds[1][1])
    assert kinds[1][0].overlap(seen(classification=reaching("Y", kind="stock"))) is None


@pytest.mark.parametrize(
    ("told", "en", "zh"),
    [
        ({}, "Sales: 100元 (2025)", "销售：100元（2025年）"),
        ({"measure": "growth", "base": "2024"}, "Sales, growth: 100元 (2025)", "销售增速：100元（2025年）"),
        (
            {"measure": "base", "base": "2024", "derived": True},
            "Sales, implied base: from 100元 (2024)",
            "销售推算的基期值：由100元推算（2024年）",
        ),
        (
            {"measure": "base", "derived": True},
            "Sales, implied base: from 100元 (a base that is not printed)",
            "销售推算的基期值：由100元推算（未印明的基期）",
        ),
    ],
    ids=["level", "growth", "base", "unnamed-base"],
)
def test_a_number_is_named_on_a_line(seen: Seen, told: dict[str, Any], en: str, zh: str) -> None:
    number = seen(classification=Classification(names={"en": "Sales", "zh": "销售"}), **told)

    assert (en, zh) == (number.words("en"), number.words("zh"))


def test_numbers_are_paired_across_sides_alone(seen: Seen) -> None:
    a, b, c, d = (seen(obs=name) for name in "abcd")
    inputs = RuleInputs("stacked", ((a, b), (c,)), ((d,),))

    assert (a, b, c) == inputs.main
    assert (a, b, c, d) == inputs.all
    assert ["ac", "bc", "ad", "bd", "cd"] == [one.row.obs + other.row.obs for one, other in inputs.pairs]
