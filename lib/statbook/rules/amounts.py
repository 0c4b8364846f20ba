"""Rules about what amounts are made of: what lies in both, and what is counted how."""

from statbook.rules.rule import Condition, Finding, RuleInputs, pair_where
from statbook.rules.rule_input import AMOUNT, GROWTH, RuleInput
from statbook.store.periods import period_in_words

STATES = ("stock", "sum_insured")
"""Kinds that tell what there is at a time, and not what happened over one."""
MOST_NAMES = 5


def _overlap(inputs: RuleInputs) -> Finding | None:
    for one, other in inputs.pairs:
        same = one.row.indicator == other.row.indicator and one.sense == other.sense
        if not same or one.sense in ("", GROWTH):
            continue
        shared = one.overlap(other)
        if shared is not None:
            return Finding((one, other), {lang: _overlap_in_words(one, other, lang) for lang in ("en", "zh")})
    return None


def _overlap_in_words(one: RuleInput, other: RuleInput, lang: str) -> str:
    """What lies in both: the one of the two, members, periods, or whatever two ways of cutting leave open."""
    shared = one.overlap(other) or {}
    first_in, second_in = one.lies_in(other), other.lies_in(one)
    if first_in != second_in:
        if lang == "zh":
            return "前者包含在后者之中。" if first_in else "后者包含在前者之中。"
        return "The first lies in the second." if first_in else "The second lies in the first."
    for name, members in shared.items():
        if one.reach[name] != other.reach[name]:
            names = sorted(getattr(member, lang) for member in members)
            named = ("、" if lang == "zh" else ", ").join(names[:MOST_NAMES])
            return f"Both contain {named}." if lang == "en" else f"两者都包含{named}。"
    if one.period != other.period and "stock" not in (one.classification.kind, other.classification.kind):
        first, second = (period_in_words(number.period, lang) for number in (one, other))
        return f"{first} and {second} run at the same time." if lang == "en" else f"{first}与{second}在时间上重叠。"
    if one.reach.keys() != other.reach.keys():
        return (
            "They cut the same whole in different ways, so the same amounts can lie in both."
            if lang == "en"
            else "它们是同一总额的不同划分,同一笔数额可能在两者之中。"
        )
    return "They speak of the same thing." if lang == "en" else "它们所指相同。"


def _state_and_flow(one: RuleInput, other: RuleInput) -> bool:
    kinds = {one.classification.kind, other.classification.kind}
    return (
        one.sense == other.sense == AMOUNT
        and one.unit_kind == other.unit_kind
        and "flow" in kinds
        and bool(kinds & {*STATES})
    )


def _net_and_gross(one: RuleInput, other: RuleInput) -> bool:
    return {one.classification.basis, other.classification.basis} == {"net", "gross"}


AMOUNTS: dict[str, Condition] = {
    "overlapping-groups": _overlap,
    "stock-and-flow": pair_where(_state_and_flow),
    "net-and-gross": pair_where(_net_and_gross),
}
