"""Numbers in words, and the roles by which sentences cite them."""

from statbook.prose.source_line import sources_in_words
from statbook.prose.numbers import Figure, figure_of, resolve
from statbook.prose.number_words import quantity_in_words, range_in_words, unit_of, written
from statbook.store.periods import base_in_words, period_in_words

__all__ = [
    "Figure",
    "base_in_words",
    "figure_of",
    "period_in_words",
    "quantity_in_words",
    "range_in_words",
    "resolve",
    "sources_in_words",
    "unit_of",
    "written",
]
