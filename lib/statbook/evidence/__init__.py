"""Evidence: for every number the place where it was printed, or the formula that made it, and where the book uses it.

ledger    numbers, the pages of their entries, and their uses
entry     an entry in words: name and facts
facts     what single facts say
formula   formulas as readers see them
pages     entries and indexes as pages
codebook  what each indicator means
traps     what the book refuses to do with its figures
cards     an entry in a few lines, for the numbers of a page
trace     from a number, a key or an article to entries and passages
"""

from statbook.evidence.cards import cards
from statbook.evidence.entry import INPUT, PRINTED, EvidenceEntry, Fact, entries, entry
from statbook.evidence.ledger import Ledger, Use
from statbook.evidence.pages import INDEXES, pages
from statbook.evidence.trace import entry_at, find_anchors, passage, printed_inputs
from statbook.evidence.traps import traps

__all__ = [
    "INDEXES",
    "INPUT",
    "PRINTED",
    "EvidenceEntry",
    "Fact",
    "Ledger",
    "Use",
    "cards",
    "entries",
    "entry",
    "entry_at",
    "find_anchors",
    "pages",
    "passage",
    "printed_inputs",
    "traps",
]
