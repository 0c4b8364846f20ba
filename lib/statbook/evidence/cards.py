"""Cards: an entry in a few lines, shown beside a number where it is cited."""

from collections.abc import Mapping
from typing import Any

from statbook.evidence.entry import CARD, EvidenceEntry, article
from statbook.evidence.ledger import Ledger
from statbook.store import ARTICLE


def cards(ledger: Ledger, entries: Mapping[str, EvidenceEntry]) -> dict[str, dict[str, Any]]:
    """Anchor to card: `title`, `page` (the document of its entry), `facts` as [name, [[words, address], …]].

    An address is one within the book, from its root; empty where the words lead nowhere.
    """
    made = {}
    for anchor, page in ledger.page_of.items():
        if anchor.startswith(ARTICLE):
            shown = article(ledger.store, anchor.removeprefix(ARTICLE))
            facts = shown.facts
        else:
            shown = entries[anchor]
            # The reason for a rounding unit of its own stands in the note.
            overridden = any(fact.name == "Rounding unit" for fact in shown.facts)
            facts = shown.select(*CARD, *(["Note"] if overridden else []))
        made[anchor] = {
            "title": shown.title,
            "page": page,
            "facts": [[fact.name, [[words, _address(ledger, to)] for words, to in fact.runs]] for fact in facts],
        }
    return made


def _address(ledger: Ledger, to: str) -> str:
    """Where *to* lies: the entry of an anchor, or a place of the book as it is."""
    return f"{ledger.page_of[to]}.html#{to}" if to in ledger.page_of else to
