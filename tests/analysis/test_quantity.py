"""Intervals: one rule of rounding, one method, checked on random values that were printed by rounding."""

from __future__ import annotations

import hashlib
import math
import operator
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from statbook.analysis import Quantity, base, constant, contribution, growth, printed_quantity, share
from statbook.analysis.quantity import printed_interval
from statbook.errors import ParameterError
from statbook.rules import Waiver
from statbook.store import Observation, rounding_unit


def number(name: str, text: str, value: float | str, unit: str = "CNY", **more: object) -> Observation:
    plain = dict(
        theme="t",
        indicator=name,
        region="P",
        members=(),
        period="2025",
        timing="over",
        measure="growth" if unit == "percent" else "level",
        bound="exact",
        status="actual",
        source="s",
        offset=0,
        known_from="2026-01-01",
    )
    return Observation(obs=name, printed=text, value=Decimal(str(value)), unit=unit, **(plain | more))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1137.2亿元", "113720000000", "10000000"),
        ("1.18万亿元", "1180000000000", "10000000000"),
        ("2979亿元", "297900000000", "100000000"),
        ("1032份", "1032", "1"),
        ("18.8%", "18.8", "0.1"),
        ("1,032", "1032", "1"),
        ("41%", "41", "1"),
    ],
)
def test_the_rounding_unit_is_that_of_the_last_printed_digit(text: str, value: str, unit: str) -> None:
    assert Decimal(unit) == rounding_unit(number("a", text, value))


@pytest.mark.parametrize(
    ("text", "value"), [("1/10", "10"), ("七成", "70"), ("3成", "30"), ("近百个", "100"), ("万亿级", "1e12")]
)
def test_fractions_tenths_and_words_have_no_rounding_unit(text: str, value: str) -> None:
    assert rounding_unit(number("a", text, value)) is None


def test_the_short_form_of_a_quantity_is_one_line_with_its_interval() -> None:
    made = printed_quantity(number("apples", "1.2", 1.2))
    assert repr(made) == f"Quantity(1.2 CNY, {made.low:.12g} to {made.high:.12g}: {made.formula})"

    assert len(repr(reduce(operator.add, [constant(1)] * 99))) < 150


def test_a_step_overrides_the_rule_and_the_strict_reading_ignores_it() -> None:
    row = number("a", "7%", 7, "percent", step=Decimal("0.1"))

    assert Decimal("0.1") == rounding_unit(row)
    assert Decimal("1") == rounding_unit(row, strict=True)
    assert (6.95, 7.05) == pytest.approx(printed_interval(row))
    assert (6.5, 7.5) == pytest.approx(printed_interval(row, strict=True))


def test_a_lower_bound_is_open_above() -> None:
    assert (100.0, math.inf) == printed_interval(number("a", "超过100", 100, bound="more_than"))


def test_a_ratio_of_two_lower_bounds_is_only_indicative() -> None:
    many = printed_quantity(number("a", "超10", 10, bound="more_than"))
    more = printed_quantity(number("b", "超2", 2, bound="more_than"))

    assert "indicative" == (many / more).bound


def test_a_lower_bound_below_the_line_makes_an_upper_bound() -> None:
    revenue = printed_quantity(number("a", "2940亿元", 294_000_000_000))
    workers = printed_quantity(number("b", "超过110万人", 1_100_000, "persons", bound="more_than"))
    each = revenue / workers

    assert "at_most" == each.bound
    assert 294_050_000_000 / 1_100_000 == pytest.approx(each.high)


def test_a_number_that_appears_twice_enters_once() -> None:
    level = printed_quantity(number("a", "10.0", "10.0"))

    assert (0.0, 0.0) == (level - level).interval
    assert (1.0, 1.0) == pytest.approx((level / level).interval)


def _rounded(value: float, places: int) -> str:
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


amounts = st.floats(50, 5000, allow_nan=False)
rates = st.floats(-60, 300, allow_nan=False)


@settings(max_examples=200, deadline=None)
@given(amounts, amounts, st.integers(0, 2))
def test_the_interval_of_implied_base_and_growth_holds_the_truth(now: float, before: float, places: int) -> None:
    rate = (now / before - 1) * 100
    level = printed_quantity(number("a", _rounded(now, places), _rounded(now, places)))
    grown = printed_quantity(number("g", _rounded(rate, 1) + "%", _rounded(rate, 1), "percent", measure="growth"))
    assume(abs(grown.value) >= 0.1)
    implied = base(level, grown)

    assert implied.low - 1e-6 <= before <= implied.high + 1e-6


@settings(max_examples=150, deadline=None)
@given(st.lists(amounts, min_size=4, max_size=4))
def test_the_interval_of_a_contribution_holds_the_truth(values: list[float]) -> None:
    part, part_before, rest, rest_before = values
    whole, whole_before = part + rest, part_before + rest_before
    levels = [printed_quantity(number(f"l{n}", _rounded(v, 1), _rounded(v, 1))) for n, v in enumerate((part, whole))]
    rates_ = [((part / part_before) - 1) * 100, ((whole / whole_before) - 1) * 100]
    assume(all(abs(r) >= 0.1 for r in rates_))
    grown = [
        printed_quantity(number(f"g{n}", _rounded(r, 1) + "%", _rounded(r, 1), "percent")) for n, r in enumerate(rates_)
    ]
    made = contribution(levels[0], base(levels[0], grown[0]), base(levels[1], grown[1]))

    assert made.low - 1e-6 <= (part - part_before) / whole_before * 100 <= made.high + 1e-6


@settings(max_examples=60, deadline=None)
@given(amounts, amounts, rates, rates)
def test_the_interval_is_as_tight_as_the_sampled_range(a: float, b: float, g: float, h: float) -> None:
    """Random points of the box never leave the interval, and reach close to both of its ends."""
    assume(abs(g) >= 1 and abs(h) >= 1)
    rows = [
        number(n, _rounded(v, 1), _rounded(v, 1), u)
        for n, v, u in (("a", a, "CNY"), ("b", b, "CNY"), ("g", g, "percent"), ("h", h, "percent"))
    ]
    la, lb, ga, gb = (printed_quantity(row) for row in rows)
    made = share(la - base(la, ga), base(lb, gb))
    random = np.random.default_rng(0)
    ends = {row.obs: printed_interval(row) for row in rows}
    # Points on the edges are drawn more often: extremes of a monotone formula lie there.
    draws = {
        name: np.clip(random.uniform(low - (high - low), high + (high - low), 4000), low, high)
        for name, (low, high) in ends.items()
    }
    sampled = np.asarray(made.evaluate(draws))
    width = made.high - made.low

    assert made.low - 1e-9 <= sampled.min() and sampled.max() <= made.high + 1e-9
    assert sampled.min() - made.low <= 0.02 * width + 1e-12
    assert made.high - sampled.max() <= 0.02 * width + 1e-12


def test_arithmetic_does_not_change_its_inputs() -> None:
    level = printed_quantity(number("a", "10.0", "10.0"))
    before = (level.formula, level.inputs)
    _ = (level + 1) * 2

    assert before == (level.formula, level.inputs)


def test_growth_is_the_inverse_of_base() -> None:
    level = printed_quantity(number("a", "878.4", "878.4"))
    rate = printed_quantity(number("g", "88.7%", "88.7", "percent"))
    back: Quantity = growth(level, base(level, rate))

    assert 88.7 == pytest.approx(back.value)
    assert (88.65, 88.75) == pytest.approx(back.interval)


def test_a_printed_number_is_not_derived_and_any_arithmetic_on_it_is() -> None:
    one = printed_quantity(number("a", "12亿元", 12e8))
    made = one * 2

    assert (False, True) == (one.is_derived, made.is_derived)
    assert (one.inputs[0].anchor, "num-") == (one.anchor, made.anchor[:4])
    assert ("a", "(a × 2)") == (one.formula, made.formula)
    assert made.anchor != printed_quantity(number("a", "12亿元", 12e8), strict=True).to("USD").anchor


@pytest.mark.parametrize(
    "same",
    [
        lambda one: one + 0,
        lambda one: 0 + one,
        lambda one: one - 0,
        lambda one: one * 100,
        lambda one: 100 * one,
        lambda one: one / 2,
    ],
)
def test_a_number_is_still_that_number_after_arithmetic_that_leaves_it_up_to_its_unit(same: Any) -> None:
    one = printed_quantity(number("a", "12亿元", 12e8))

    assert one.of is not None
    assert one.of == same(one).of


@pytest.mark.parametrize(
    "other",
    [
        lambda one: one + 1,
        lambda one: one + -1,
        lambda one: 0 - one,
        lambda one: one - 1,
        lambda one: one * 0,
        lambda one: one * -1,
        lambda one: 2 / one,
        lambda one: one / -2,
        lambda one: one**2,
    ],
)
def test_a_number_is_another_one_after_any_other_arithmetic(other: Any) -> None:
    assert other(printed_quantity(number("a", "12亿元", 12e8))).of is None


def test_a_measure_speaks_of_the_observation_that_is_named_and_else_of_its_own() -> None:
    now, then = number("a", "12亿元", 12e8, base_period="2024"), number("b", "10亿元", 10e8, period="2024")
    ratio = printed_quantity(now) / printed_quantity(then)

    assert ("percent", "growth", now) == (
        ratio.to("percent", "growth", now).unit,
        "growth",
        ratio.to("percent", "growth", now).of,
    )
    assert ratio.to("percent", "growth").of is None
    assert printed_quantity(now).to("percent", "part").of == now
    assert ("2025", "2024") == (printed_quantity(now).period, printed_quantity(now).base_period)
    assert ("2024", "") == (base_of(now).period, base_of(now).base_period)


def base_of(row: Observation) -> Quantity:
    return (printed_quantity(row) / 2).to("CNY", "base")


@pytest.mark.parametrize(
    ("one", "two", "bound"),
    [
        ("exact", "exact", "exact"),
        ("about", "exact", "about"),
        ("more_than", "exact", "at_least"),
        ("exact", "at_least", "at_most"),
        ("at_most", "exact", "at_most"),
        ("more_than", "more_than", "indicative"),
    ],
)
def test_a_ratio_is_open_where_its_inputs_leave_it_open(one: str, two: str, bound: str) -> None:
    above, below = (
        printed_quantity(number(name, "12亿元", 12e8, bound=bound)) for name, bound in (("a", one), ("b", two))
    )
    ratio = above / below

    assert bound == ratio.bound
    assert ratio.end == {"at_least": ratio.low, "at_most": ratio.high}.get(bound, ratio.value)
    assert ratio.has_interval


@pytest.mark.parametrize("operand", [None, "12", [1]])
def test_arithmetic_with_what_is_no_number_is_refused(operand: Any) -> None:
    with pytest.raises(ParameterError, match="arithmetic with"):
        printed_quantity(number("a", "12亿元", 12e8)) + operand


def test_so_many_inputs_that_their_corners_cannot_be_tried_are_refused() -> None:
    many = [printed_quantity(number(f"n{n}", "1亿元", 1e8)) for n in range(19)]
    product = reduce(operator.mul, many[:18])

    assert product.interval[0] < product.value < product.interval[1]
    with pytest.raises(ValueError, match="19 inputs, at most 18"):
        _ = (product * many[18]).interval


def printed(name: str, text: str, value: float, **more: Any) -> Quantity:
    """A number of one part of the same thing."""
    return printed_quantity(number(name, text, value, indicator="i", members=(("part", name),), **more))


def test_what_is_made_of_a_strict_number_is_strict() -> None:
    loose, strict = printed("a", "12", 12), printed_quantity(number("b", "3", 3, step=Decimal(4)), strict=True)

    assert [False, True, True, False] == [
        made.strict for made in (loose + 1, loose * strict, strict * loose, 1 / loose)
    ]
    assert ((2.5, 3.5), (3.5, 4.5)) == (strict.interval, (strict + 1).interval)
    assert not constant(1).strict and not loose.strict


def test_a_sum_remembers_its_terms_and_other_arithmetic_has_none() -> None:
    one, other = printed("a", "12", 12), printed("b", "3", 3)
    terms = [[each.row.obs for each in made.rule_inputs] for made in (one + other, one - other, one * other, one + 1)]

    assert [["a", "b"], [], [], []] == terms
    assert (one + other).rule_input is None and (one + other).of is None
    assert one.rule_input is not None and one.rule_input.row.obs == "a"


@pytest.mark.parametrize(
    ("make", "bound", "ends", "end"),
    [
        (lambda up, down, few: up / (up + few), "at_least", (0.9437, 1), 0.9437),
        (lambda up, down, few: 1 - up / (up + few), "at_most", (0, 0.0563), 0.0563),
        (lambda up, down, few: up - up * 0.5, "at_least", (130, math.inf), 130),
        (lambda up, down, few: down - down * 0.5, "at_most", (-math.inf, 5), 5),
        (lambda up, down, few: up - up, "exact", (0, 0), 0),
        (lambda up, down, few: few / up, "at_most", (0, 15.5 / 260), 15.5 / 260),
        (lambda up, down, few: up + down, "indicative", (-math.inf, math.inf), 270),
        (lambda up, down, few: down / few, "at_most", (-math.inf, 10 / 14.5), 10 / 14.5),
        (lambda up, down, few: -1 * up, "at_most", (-math.inf, -260), -260),
    ],
)
def test_an_open_end_that_meets_itself_is_followed_to_its_limit(
    make: Any, bound: str, ends: tuple[float, float], end: float
) -> None:
    up, down = printed("a", "超260", 260, bound="more_than"), printed("b", "不到10", 10, bound="less_than")
    made = make(up, down, printed("c", "15", 15))

    assert ends == pytest.approx(made.interval, abs=1e-4)
    if bound != "exact":
        assert bound == made.bound
        assert end == pytest.approx(made.end, abs=1e-4)


def test_what_has_no_value_anywhere_may_be_anything() -> None:
    nothing = printed("a", "12", 12) * 0

    assert (-math.inf, math.inf) == (nothing / nothing).interval


def test_a_printed_number_has_its_own_bound_and_value() -> None:
    for bound in ("exact", "about", "more_than", "at_most"):
        one = printed("a", "12", 12, bound=bound)

        assert (bound, 12) == (one.bound, one.end)


def test_a_constant_is_derived_and_has_no_period() -> None:
    three = constant(3)

    assert (True, "", "") == (three.is_derived, three.period, three.base_period)
    assert ("exact", False, True, (3, 3)) == (three.bound, three.about, three.has_interval, three.interval)


@pytest.mark.parametrize("strict", [False, True])
def test_the_anchor_of_what_is_derived_is_a_digest_of_formula_unit_and_strictness(strict: bool) -> None:
    made = printed_quantity(number("a", "12", 12), strict=strict) * 2
    identity = "(a × 2)|CNY|" + ("strict" if strict else "")

    assert f"num-{hashlib.sha256(identity.encode()).hexdigest()[:12]}" == made.anchor


def test_a_word_or_a_fraction_among_the_inputs_leaves_no_interval_unless_it_is_a_bound() -> None:
    plain, word = printed("a", "12", 12), printed("b", "七成", 70)
    at_least = printed("c", "超七成", 70, bound="more_than")

    assert [True, False, True, False] == [
        made.has_interval for made in (plain, plain * word, plain * at_least, word * at_least)
    ]
    assert [False, True] == [made.about for made in (plain * word, plain * printed("d", "约3", 3, bound="about"))]


def test_the_base_period_is_the_first_that_an_input_has() -> None:
    plain, grown = printed("a", "12", 12, period="2026"), printed("b", "3", 3, base_period="2024", period="2023")

    assert ("2026", "2024") == ((plain * grown).period, (plain * grown).base_period)
    for measure in ("base", "base_part"):
        made = (plain * grown).to("CNY", measure)
        assert ("2024", "") == (made.period, made.base_period)


def test_another_unit_goes_to_the_terms_of_a_sum() -> None:
    made = (printed("a", "12", 12) + printed("b", "3", 3, period="2024")).to("USD")

    assert ["USD", "USD"] == [each.unit for each in made.rule_inputs]
    assert ("", "USD") == (made.measure, made.unit)


def test_reasons_are_added_to_those_that_a_number_has_each_once() -> None:
    one, other = (Waiver(name, (("en", "x"), ("zh", "x"))) for name in ("a", "b"))
    made = printed("a", "12", 12).with_waivers((one,))

    assert ((one,), (one,), (one, other)) == (
        *(made.waivers, made.with_waivers(()).waivers),
        made.with_waivers((other, one)).waivers,
    )
    assert (one, other) == made.to("CNY", waivers=(other,)).waivers == (made * made.with_waivers((other,))).waivers
