"""Rules about units and rates: what is counted in which unit, and rates whose wholes are not one."""

from __future__ import annotations

__all__ = ["RATES"]

from statbook.rules.amounts import SUMS
from statbook.rules.rule_input import AMOUNT, GROWTH, RATIOS, SHARE, Figure
from statbook.rules.rule import Finding, Gathering, Rule, pair_where

PER_WHOLE = ("rate", "price")
"""Kinds that tell how much there is of something for each unit of a whole of their own."""


def _unlike(one: Figure, other: Figure) -> bool:
    return (
        one.unit != other.unit
        and not (one.sort in RATIOS and other.sort in RATIOS)
        and "" not in (one.sort, other.sort)
    )


def _points(gathering: Gathering) -> Finding | None:
    act, figures = gathering.act, gathering.figures
    if act in ("based", "yearly"):
        rate = figures[-1]
        return None if rate.sense == GROWTH and rate.sort == "percent" else Finding(figures)
    for one, other in gathering.pairs:
        if one.sort not in RATIOS or other.sort not in RATIOS:
            continue
        apart = one.sort != other.sort if act == "ranked" else _rate_and_level(one, other)
        if one.factor != other.factor or apart:
            return Finding((one, other))
    return None


def _different_wholes(one: Figure, other: Figure) -> bool:
    """Whether both are percentages or prices that are not of one whole."""
    if one.sense != other.sense:
        return False
    if one.sense == SHARE:
        return None not in (one.whole, other.whole) and one.whole != other.whole
    return one.sense == GROWTH or (one.sense == AMOUNT and {one.nature.kind, other.nature.kind} <= {*PER_WHOLE})


def _rate_and_level(one: Figure, other: Figure) -> bool:
    """Whether one is growth in percent of something, and the other itself so many percent."""
    return one.sort == other.sort == "percent" and (one.sense == GROWTH) != (other.sense == GROWTH)


RATES = (
    Rule(
        "unlike-units",
        {"en": "Unlike units", "zh": "不同的单位"},
        (*SUMS, "compared"),
        pair_where(_unlike),
        {"en": "Numbers of different units were {act}.", "zh": "单位不同的数字被{act}。"},
        {
            "en": "Their numbers count different things, so that neither their sum nor their order means anything.",
            "zh": "它们计量的对象不同,求和或排序都没有意义。",
        },
        {
            "en": "Convert where one unit is a multiple of the other; otherwise divide one by the other and name both "
            "units.",
            "zh": "可换算的先换算;否则以一个除以另一个,并写明两个单位。",
        },
    ),
    Rule(
        "percentage-points",
        {"en": "Percent, percentage points, basis points", "zh": "百分比、百分点与基点"},
        ("added", "subtracted", "based", "yearly", "ranked"),
        _points,
        {
            "en": "A rate in percent and a difference in points, or two kinds of percent, were {act}.",
            "zh": "百分比与点数,或两种不同的百分比,被{act}。",
        },
        {
            "en": "A percentage point is a difference between two percentages, a basis point a hundredth of it, and "
            "growth in percent is a part of what was there before: 40 basis points are 0.4 points and no growth of 40%.",
            "zh": "百分点是两个百分比之差,基点是百分点的百分之一,增速则是相对于原值的比例:40个基点是0.4个百分点,不是增长40%。",
        },
        {
            "en": "Convert basis points to percentage points, take points only from a rate in percent, and work out a "
            "base from growth in percent.",
            "zh": "先把基点换算为百分点;点数只能加减于百分比;推算基期用百分比增速。",
        },
    ),
    Rule(
        "rates-of-different-wholes",
        {"en": "Rates of different wholes", "zh": "总体不同的比率"},
        ("added", "stacked"),
        pair_where(_different_wholes),
        {
            "en": "Rates, prices, growth rates or shares of different wholes were {act}.",
            "zh": "总体不同的比率、价格、增速或份额被{act}。",
        },
        {
            "en": "A rate says how much there is for each hundred of its own whole: the sum of two is a rate of nothing, "
            "and their mean is that of both together only where the wholes are equally large.",
            "zh": "比率是相对于各自总体而言的:两者之和不是任何总体的比率,两者的平均数也只有在总体同样大时才是合并后的比率。",
        },
        {
            "en": "Name each with its whole; for one rate of both, add up what is counted and divide by the wholes added "
            "up.",
            "zh": "分别写明各自的总体;要求合并的比率,须将分子之和除以分母之和。",
        },
    ),
)
