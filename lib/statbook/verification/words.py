"""Facts, and what is said of them, in the language that is spoken."""

from collections.abc import Iterable

from statbook.messages import join_words, say, spoken
from statbook.store.periods import base_in_words, period_in_words
from statbook.verification.fact import Fact


def fact_in_words(fact: Fact) -> str:
    """Name, period and value."""
    place, lang = fact.place, spoken()
    period = period_in_words(place.period, lang)
    if not place.base_period:
        return say("{name}, {period}: {value}", name=fact.name, period=period, value=fact.words)
    base = base_in_words(place.base_period, lang)
    return say(
        "{name}, {period}, compared with {base}: {value}", name=fact.name, period=period, base=base, value=fact.words
    )


def part_in_words(name: str) -> str:
    """A part of a place."""
    words = {"period": say("period"), "region": say("region"), "base": say("base"), "whole": say("whole")}
    return words.get(name) or say("measure")


def unsaid_in_words(unsaid: Iterable[str]) -> str:
    """What a text does not say of a place."""
    words = {
        "indicator": say("what is measured"),
        "region": say("where"),
        "period": say("when"),
        "measure": say("whether it is a level, a change or a share"),
    }
    return say("The text does not say {what}.", what=join_words((words[name] for name in unsaid), ", "))
