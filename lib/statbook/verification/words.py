"""Facts in words, in the language that is spoken."""

from statbook.messages import say, spoken
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
