"""Facts in words."""

from statbook.store.periods import base_in_words, period_in_words
from statbook.verification.fact import Fact


def fact_in_words(fact: Fact) -> str:
    """Name, period and value."""
    place = fact.place
    against = f", compared with {base_in_words(place.base_period, 'en')}" if place.base_period else ""
    return f"{fact.name}, {period_in_words(place.period, 'en')}{against}: {fact.words}"
