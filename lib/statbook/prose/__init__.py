"""Numbers in words, and the roles by which sentences cite them."""

from statbook.prose.number_words import format_number, quantity_in_words, range_in_words, unit_of
from statbook.prose.source_line import sources_in_words
from statbook.store.periods import base_in_words, period_in_words
