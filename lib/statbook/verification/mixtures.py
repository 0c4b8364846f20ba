"""Numbers that a draft adds up: the rules say whether they may be."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from statbook.errors import MixedNumbers
from statbook.messages import say
from statbook.reading import UNKNOWN, Lexicon, Proposal
from statbook.reading.lexicon import MEMBER
from statbook.verification.fact import Fact
from statbook.verification.facts import Facts
from statbook.verification.verdict import Kind, Verdict
from statbook.verification.words import fact_in_words

_TOGETHER = re.compile(
    r"合计|共计|总计|总共|加起来|相加|之和|加总|\b(?:together|combined|in total|added up|add up|sum of|the two|all told)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"不能|不得|不可|并非|不是|\b(?:not|never|cannot|nor)\b", re.IGNORECASE)
_ALIKE = ("indicator", "region", "period", "measure")
MOST = 40
"""Numbers of a sentence's members that are added two by two."""


class Mixtures:
    """Finds the sums of a draft among the printed facts, with the words of a lexicon for their members."""

    def __init__(self, facts: Facts, lexicon: Lexicon) -> None:
        self._facts = [fact for fact in facts.all if fact.is_printed and fact.place.members]
        self._words: dict[tuple[str, str], list[str]] = {}
        for word, entries in lexicon.words.items():
            for entry in entries:
                if entry.kind == MEMBER:
                    self._words.setdefault((entry.dimension, entry.code), []).append(word.casefold())

    def find(self, proposal: Proposal) -> Verdict | None:
        """The verdict if the number is the sum of two that its sentence names; None if it is none."""
        if proposal.value is None or not _adds(proposal.sentence.text):
            return None
        rows = [fact for fact in self._facts if fact.unit == proposal.unit and self._is_named(fact, proposal)]
        half = (proposal.step or Decimal(1)) / 2
        for pair in combinations(rows[:MOST], 2):
            one, other = pair
            alike = all(getattr(one.place, name) == getattr(other.place, name) for name in _ALIKE)
            if not alike or abs(one.value + other.value - proposal.value) > half:
                continue
            words = say("It is the sum of {one} and {other}.", one=fact_in_words(one), other=fact_in_words(other))
            try:
                _ = one.quantity + other.quantity
            except MixedNumbers as error:
                refusal = error.refusals[0]
                return Verdict(proposal, Kind.MIXES, pair, f"{words} {refusal.why}", refusal.rule)
            return Verdict(proposal, Kind.FOLLOWS, pair, words)
        return None

    def _is_named(self, fact: Fact, proposal: Proposal) -> bool:
        """Whether the sentence names a member of *fact*, and nothing that it says of the place differs."""
        period = UNKNOWN if "carried-period" in proposal.rules else proposal.period
        if period not in (UNKNOWN, fact.place.period) or proposal.region not in (UNKNOWN, fact.place.region):
            return False
        text = proposal.sentence.text.casefold()
        return any(_stands_in(word, text) for member in fact.place.members for word in self._words.get(member, ()))


def _stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None if word.isascii() else word in text


@lru_cache(64)
def _adds(sentence: str) -> bool:
    """Whether a sentence, which may hold many numbers, says that it adds."""
    return _TOGETHER.search(sentence) is not None and _DENIED.search(sentence) is None
