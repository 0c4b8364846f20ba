"""Rules about time: how long periods are, what growth is measured against, and when a definition changed."""

from __future__ import annotations

__all__ = ["TIMES"]

from collections.abc import Callable

from statbook.rules.rule_input import AMOUNT, CHANGE, GROWTH, Figure
from statbook.rules.rule import Finding, Gathering, Rule, Test, pair_where
from statbook.store.periods import UNDATED, bounds_of, within

SLACK = 0.01
"""Years that a rate may be off from the years it is spread over."""


def _unlike_periods(one: Figure, other: Figure) -> bool:
    counted = all(f.nature.kind == "flow" and f.sense in (AMOUNT, CHANGE, GROWTH) for f in (one, other))
    return counted and one.length != other.length


def _periods(gathering: Gathering) -> Finding | None:
    for one, other in gathering.pairs:
        if _unlike_periods(one, other) and (gathering.act != "divided" or _apart(one, other)):
            return Finding((one, other))
    return None


def _apart(one: Figure, other: Figure) -> bool:
    """Whether two amounts measure one kind of thing, and neither period is a part of the other."""
    alike = one.unit == other.unit or one.sort == other.sort != "count"
    return alike and not within(one.period, other.period) and not within(other.period, one.period)


def _years(gathering: Gathering) -> Finding | None:
    if gathering.act == "yearly":
        found = next((f for f in gathering.all if _grown(f) and abs((f.years or 0) - gathering.years) > SLACK), None)
        return Finding((found,)) if found else None
    for one, other in gathering.pairs:
        if _grown(one) and _grown(other) and abs((one.years or 0) - (other.years or 0)) > SLACK:
            return Finding((one, other))
    return None


def _grown(figure: Figure) -> bool:
    return figure.sense == GROWTH and figure.years is not None


def _first_where(holds: Callable[[Figure], bool]) -> Test:
    def test(gathering: Gathering) -> Finding | None:
        found = next((figure for figure in gathering.all if holds(figure)), None)
        return Finding((found,)) if found else None

    return test


def _unnamed(figure: Figure) -> bool:
    return figure.base_period == UNDATED and figure.measure in ("growth", "difference", "base", "change")


def _redefined(one: Figure, other: Figure) -> bool:
    if (one.row.indicator, one.sense) != (other.row.indicator, other.sense) or not one.nature.breaks:
        return False
    periods = [each for f in (one, other) for each in (f.row.period, f.base_period) if bounds_of(each)[0]]
    spans = [bounds_of(period) for period in periods]
    if not spans:
        return False
    first, last = min(end for _, end in spans), max(end for _, end in spans)
    return any(first < bounds_of(date)[0] <= last for date in one.nature.breaks)


TIMES = (
    Rule(
        "year-to-date",
        {"en": "Periods of unlike length", "zh": "长短不一的时期"},
        ("series", "compared", "ranked", "divided"),
        _periods,
        {"en": "Amounts of periods of unlike length were {act}.", "zh": "长短不一的时期的数字被{act}。"},
        {
            "en": "More time holds more: two months since the start of the year, a single month and a whole year differ "
            "even if nothing changed.",
            "zh": "时间越长数额越大:年初累计、单月与全年即使没有变化也不相等。",
        },
        {
            "en": "Compare periods of one length and one season; the last month is what is left of the sum since "
            "January when the months before are taken off.",
            "zh": "比较长短和季节相同的时期;当月数等于累计数减去此前各月。",
        },
    ),
    Rule(
        "growth-over-years",
        {"en": "Growth over several years", "zh": "跨多年的增长"},
        ("yearly", "ranked", "series", "subtracted"),
        _years,
        {
            "en": "Growth over more or fewer years than meant was {act}.",
            "zh": "所跨年数不符的增速被{act}。",
        },
        {
            "en": "Growth gathers over the years: against a base two years back, the same yearly pace looks more than "
            "twice as fast.",
            "zh": "增长逐年累积:以两年前为基期,同样的年均速度看上去快一倍以上。",
        },
        {
            "en": "Spread it over the years that it runs over, with together.yearly(rate, years=2), or compare rates "
            "against bases equally far back.",
            "zh": "用 together.yearly(rate, years=2) 折算为年均,或只比较基期相距相同的增速。",
        },
    ),
    Rule(
        "unnamed-base",
        {"en": "Growth against a base that is not printed", "zh": "未印明基期的增长"},
        ("yearly", "ranked", "series", "based"),
        _first_where(_unnamed),
        {
            "en": "A change against a base that is not printed was {act}.",
            "zh": "未印明基期的变动被{act}。",
        },
        {
            "en": "Without its base a rate may run over one year or several, so it has no place among others and leads "
            "back to no year.",
            "zh": "不知基期,就不知增速跨一年还是多年,既不可与其他增速并列,也推不出某一年的数值。",
        },
        {
            "en": "Quote it with the words that stand beside it and say that its base is not printed.",
            "zh": "连同原文措辞引用,并说明基期未印明。",
        },
    ),
    Rule(
        "change-of-definition",
        {"en": "A change of definition in between", "zh": "其间口径有变"},
        ("series", "compared", "subtracted"),
        pair_where(_redefined),
        {
            "en": "Numbers from before and after a change of definition were {act}.",
            "zh": "口径变更前后的数字被{act}。",
        },
        {
            "en": "The step between them may partly be the new definition and not a change of what is counted; a level "
            "that growth implies may be on either definition.",
            "zh": "两者之差可能有一部分来自新口径,而不是事物本身的变化;由增速推算的水平可能是新口径,也可能是旧口径。",
        },
        {
            "en": "Stay on one side of the change, or quote the growth that the producer prints and say whether its base "
            "is on the new definition, or that this is not printed.",
            "zh": "只用变更一侧的数字,或引用编制者公布的增速,并说明其基期是否为新口径,或未予说明。",
        },
    ),
)
