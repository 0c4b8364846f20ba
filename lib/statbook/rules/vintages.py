"""The rule about vintages: values that were never in force beside one another."""

from __future__ import annotations

__all__ = ["VINTAGES", "day_before", "day_before_revision"]

from datetime import date, timedelta
from itertools import product

from statbook.rules.rule import Finding, Rule, RuleInputs
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


def _vintages(gathering: RuleInputs) -> Finding | None:
    for one, other in gathering.pairs:
        mine, theirs = one.made_of or (one.row,), other.made_of or (other.row,)
        for pair in product(mine, theirs):
            until = day_before_revision(*pair) or day_before_revision(*reversed(pair))
            if until:
                return Finding((one, other), until=until)
    return None


VINTAGES = (
    Rule(
        "two-vintages",
        {"en": "Values of two vintages", "zh": "不同时点公布的数值"},
        ("added", "subtracted", "divided", "compared", "based"),
        _vintages,
        {
            "en": "A revised value and one that was printed beside the earlier value were {act}.",
            "zh": "修订后的数值与随修订前数值一同公布的数值被{act}。",
        },
        {
            "en": "A change or a rate belongs to the level beside which it was printed; set against a later revision "
            "of that level, it gives a number that was true on no day.",
            "zh": "变动额或增速对应的是与其一同公布的水平;与后来修订的水平混用,得出的数在任何一天都不成立。",
        },
        {
            "en": "Take both as they were known on one day (store.on(day)), or the earlier level itself if a table "
            "prints it on the later vintage.",
            "zh": "两者都取同一天已知的数值(store.on(day));若修订后的资料印有上期水平,直接采用。",
        },
    ),
)
