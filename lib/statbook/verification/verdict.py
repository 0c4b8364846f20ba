"""Verdicts on the numbers of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from statbook.messages import say
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


def kind_in_words(kind: Kind) -> str:
    """The verdict in the language that is spoken."""
    return {
        Kind.STANDS: say("stands"),
        Kind.FOLLOWS: say("follows"),
        Kind.ROUNDED: say("rounded rightly"),
        Kind.TOO_FAR: say("rounded too far"),
        Kind.CONTRADICTS: say("contradicts"),
        Kind.OTHER: say("other period, base or unit"),
        Kind.MIXES: say("mixes"),
        Kind.UNCLEAR: say("unclear"),
        Kind.ABSENT: say("not in the data"),
    }[kind]


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
        return say("The data say {words}.", words=fact.words)
    return "" if fact.is_printed else f"{fact.words} = {fact.formula}"
