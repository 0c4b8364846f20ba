"""The rule about vintages: values that were never in force beside one another."""

from datetime import date, timedelta
from itertools import product

from statbook.rules.rule import Condition, Finding, RuleInputs
from statbook.store import Observation


def day_before_revision(one: Observation, other: Observation) -> str:
    """The day before *one* took the place of an earlier value, if *other* was last printed before that; else empty.

    Nobody has printed the two side by side then: *other* stood beside the earlier value.
    """
    if not one.revises or other.last_printed >= one.known_from:
        return ""
    return day_before(one.known_from)


def day_before(day: str) -> str:
    """The day before *day*, both as ISO dates."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _vintages(inputs: RuleInputs) -> Finding | None:
    for one, other in inputs.pairs:
        mine, theirs = one.made_of or (one.row,), other.made_of or (other.row,)
        for pair in product(mine, theirs):
            until = day_before_revision(*pair) or day_before_revision(*reversed(pair))
            if until:
                return Finding((one, other), until=until)
    return None


VINTAGES: dict[str, Condition] = {
    "two-vintages": _vintages,
}
