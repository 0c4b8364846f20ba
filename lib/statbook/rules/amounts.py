"""Rules about what amounts are made of: what lies in both, and what is counted how."""

from statbook.rules.rule import TEXTS, Condition, Finding, RuleInputs, pair_where
from statbook.rules.rule_input import AMOUNT, GROWTH, RuleInput
from statbook.store.periods import period_in_words

STATES = ("stock", "sum_insured")
"""Kinds that tell what there is at a time, and not what happened over one."""
MOST_NAMES = 5


def _overlap(inputs: RuleInputs) -> Finding | None:
    for one, other in inputs.pairs:
        same = one.row.indicator == other.row.indicator and one.sense == other.sense
        if same and one.sense not in ("", GROWTH) and one.overlap(other) is not None:
            return Finding((one, other), {lang: _overlap_in_words(one, other, lang) for lang in ("en", "zh")})
    return None


def _overlap_in_words(one: RuleInput, other: RuleInput, lang: str) -> str:
    """What lies in both: the one of the two, members, periods, or whatever two ways of cutting leave open."""
    words: dict[str, str] = {name: text[lang] for name, text in TEXTS["overlap"].items()}
    first_in, second_in = one.lies_in(other), other.lies_in(one)
    if first_in != second_in:
        return words["first_in_second" if first_in else "second_in_first"]
    for name, members in (one.overlap(other) or {}).items():
        if one.reach[name] != other.reach[name]:
            names = sorted(getattr(member, lang) for member in members)
            return words["members"].format(words["between"].join(names[:MOST_NAMES]))
    if one.period != other.period and "stock" not in (one.classification.kind, other.classification.kind):
        return words["periods"].format(*(period_in_words(number.period, lang) for number in (one, other)))
    return words["other_cut" if one.reach.keys() != other.reach.keys() else "same"]


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
