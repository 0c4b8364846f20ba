"""Rules about what amounts are made of: what lies in both, and what is counted how."""

from __future__ import annotations

__all__ = ["AMOUNTS", "SUMS"]

from statbook.rules.rule_input import AMOUNT, GROWTH, Figure
from statbook.rules.rule import Finding, Gathering, Rule, pair_where
from statbook.store.periods import period_in_words

STATES = ("stock", "sum_insured")
"""Kinds that tell what there is at a time, and not what happened over one."""
SUMS = ("added", "subtracted", "stacked", "series", "ranked")
"""What is done with figures of one kind."""
MOST_NAMES = 5


def _overlapping(gathering: Gathering) -> Finding | None:
    for one, other in gathering.pairs:
        same = one.row.indicator == other.row.indicator and one.sense == other.sense
        if not same or one.sense in ("", GROWTH):
            continue
        shared = one.shared(other)
        if shared is not None:
            return Finding((one, other), {lang: _told(one, other, lang) for lang in ("en", "zh")})
    return None


def _told(one: Figure, other: Figure, lang: str) -> str:
    """What lies in both: the one of the two, members, periods, or whatever two ways of cutting leave open."""
    shared = one.shared(other) or {}
    first_in, second_in = one.lies_in(other), other.lies_in(one)
    if first_in != second_in:
        if lang == "zh":
            return "前者包含在后者之中。" if first_in else "后者包含在前者之中。"
        return "The first lies in the second." if first_in else "The second lies in the first."
    for name, members in shared.items():
        if one.reach[name] != other.reach[name]:
            names = sorted(getattr(member, lang) for member in members)
            told = ("、" if lang == "zh" else ", ").join(names[:MOST_NAMES])
            return f"Both contain {told}." if lang == "en" else f"两者都包含{told}。"
    if one.period != other.period and "stock" not in (one.nature.kind, other.nature.kind):
        first, second = (period_in_words(figure.period, lang) for figure in (one, other))
        return f"{first} and {second} run at the same time." if lang == "en" else f"{first}与{second}在时间上重叠。"
    if one.reach.keys() != other.reach.keys():
        return (
            "They cut the same whole in different ways, so the same amounts can lie in both."
            if lang == "en"
            else "它们是同一总额的不同划分,同一笔数额可能在两者之中。"
        )
    return "They speak of the same thing." if lang == "en" else "它们所指相同。"


def _state_and_flow(one: Figure, other: Figure) -> bool:
    kinds = {one.nature.kind, other.nature.kind}
    return one.sense == other.sense == AMOUNT and one.sort == other.sort and "flow" in kinds and bool(kinds & {*STATES})


def _net_and_gross(one: Figure, other: Figure) -> bool:
    return {one.nature.basis, other.nature.basis} == {"net", "gross"}


AMOUNTS = (
    Rule(
        "overlapping-groups",
        {"en": "Groups that overlap", "zh": "相互重叠的分组"},
        ("added", "stacked"),
        _overlapping,
        {"en": "Numbers that overlap were {act}. {told}", "zh": "相互重叠的数字被{act}。{told}"},
        {
            "en": "What lies in both is counted twice, so the sum is the size of nothing.",
            "zh": "重叠部分被计算两次,所得之和没有意义。",
        },
        {
            "en": "Add parts of one cut that exclude one another, or take off once what lies in both.",
            "zh": "只把同一划分下互不重叠的部分相加,或将重叠部分扣除一次。",
        },
    ),
    Rule(
        "stock-and-flow",
        {"en": "What there is, and what happened", "zh": "存量与流量"},
        SUMS,
        pair_where(_state_and_flow),
        {
            "en": "A state at a time and an amount over a period were {act}.",
            "zh": "某一时点的存量与一段时期的流量被{act}。",
        },
        {
            "en": "One tells what there is, the other what happened; a longer period makes only the second larger.",
            "zh": "一个说明有多少,另一个说明发生了多少;时期加长只会使后者变大。",
        },
        {
            "en": "Set states beside states and flows beside flows, or say for each what it is and leave them apart.",
            "zh": "存量与存量比,流量与流量比;否则分别说明,不作合并。",
        },
    ),
    Rule(
        "net-and-gross",
        {"en": "Net and gross", "zh": "净额与总额"},
        (*SUMS, "divided", "compared"),
        pair_where(_net_and_gross),
        {"en": "A net amount and a gross amount were {act}.", "zh": "净额与总额被{act}。"},
        {
            "en": "Net lending has repayments taken off, gross lending has not: the gross number is larger whatever "
            "happened.",
            "zh": "净增额已扣除还款,发放额没有扣除:后者总是更大。",
        },
        {
            "en": "Stay with one of the two, or name both without a sum, a ratio or an order.",
            "zh": "只用其中一种口径,或分别列出,不求和、不求比、不排序。",
        },
    ),
)
