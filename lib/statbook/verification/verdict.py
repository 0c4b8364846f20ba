"""Verdicts on the numbers of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from statbook.reading import Proposal
from statbook.verification.fact import Fact


class Kind(StrEnum):
    """What a number of a draft is, held against the data."""

    STANDS = "stands"
    FOLLOWS = "follows"
    ROUNDED = "rounded rightly"
    TOO_FAR = "rounded too far"
    CONTRADICTS = "contradicts"
    OTHER = "other period, base or unit"
    MIXES = "mixes"
    UNCLEAR = "unclear"
    ABSENT = "not in the data"


GOOD = (Kind.STANDS, Kind.FOLLOWS, Kind.ROUNDED)
"""The draft may say so."""
WRONG = (Kind.CONTRADICTS, Kind.OTHER, Kind.MIXES)
"""The draft is wrong: the command exits with 1."""


@dataclass(frozen=True)
class Verdict:
    """The verdict on one number.

    facts  on which it rests, the best first
    words  why, and what it should be
    rule   of statbook.rules, if it mixes
    same   of a question, whether *facts* have the value of the draft
    """

    proposal: Proposal
    kind: Kind
    facts: tuple[Fact, ...] = ()
    words: str = ""
    rule: str = ""
    same: bool = False


def reason(kind: Kind, fact: Fact) -> str:
    """Why the value of *fact* gives that verdict."""
    if kind == Kind.TOO_FAR:
        return f"The data say {fact.words}."
    return "" if fact.is_printed else f"{fact.words} = {fact.formula}"
