"""The evidence: for each number where it was printed, or the formula that made it, and where the book uses it.

ledger         numbers, the pages of their entries, and their uses
entry          an entry: its name and facts
facts          the words of single facts
formula        formulas as readers see them
pages          entries and indexes as pages
series_tables  monthly series as tables
codebook       what each indicator means
traps          the pages of the rules
cards          short entries, shown beside the numbers of a page
trace          from a number, a key or an article to entries and passages
"""

from statbook.evidence.cards import cards
from statbook.evidence.entry import INPUT, PRINTED, EvidenceEntry, Fact, entries, entry
from statbook.evidence.ledger import Ledger, Use
from statbook.evidence.pages import INDEXES, pages
from statbook.evidence.trace import entry_at, find_anchors, look_up, passage, printed_inputs
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
    "look_up",
    "pages",
    "passage",
    "printed_inputs",
    "traps",
]
