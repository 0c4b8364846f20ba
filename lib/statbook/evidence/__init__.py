"""The evidence: for each number where it was printed, or the formula that made it, and where the book uses it."""

from statbook.evidence.codebook import definition_cards
from statbook.evidence.entry import INPUT, PRINTED, cards, entries, entry
from statbook.evidence.ledger import Ledger
from statbook.evidence.pages import INDEXES, pages
from statbook.evidence.trace import find_anchors, look_up
from statbook.evidence.traps import traps
