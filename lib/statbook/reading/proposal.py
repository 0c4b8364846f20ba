"""A proposal: what the engine takes one number of a text for, as a row of data/ would have it."""

from dataclasses import dataclass
from decimal import Decimal

UNKNOWN = "unknown"
"""What the text does not say."""


@dataclass(frozen=True)
class Span:
    """Some words of a text: *start* to *end* in code points, half open."""

    start: int
    end: int
    text: str

    def cut(self, start: int, end: int) -> "Span":
        """A part of it, by its place in the text."""
        return Span(start, end, self.text[start - self.start : end - self.start])


@dataclass(frozen=True)
class Candidate:
    """What a number may measure: an indicator with its members, and how far the words of the text cover it, 0 to 1."""

    theme: str
    indicator: str
    members: tuple[tuple[str, str], ...]
    score: Decimal


@dataclass(frozen=True)
class Proposal:
    """One number of a text. The fields have the meaning of the columns of data/; those that the text leaves open are UNKNOWN.

    printed, offset  the number with the words of its bound and its unit; the offset of its first code point
    number           the number alone
    shared           the scale and the unit that stand at the end of its list
    name             the indicator in the words of the text
    members          dimension to member
    candidates       the best first
    rules, words     the rules that made the proposal, and the words of the text on which it rests
    fault            why the number is refused; it has no value then
    """

    offset: int
    printed: str
    number: Span
    sentence: Span
    value: Decimal | None = None
    value_to: Decimal | None = None
    unit: str = UNKNOWN
    bound: str = "exact"
    step: Decimal | None = None
    measure: str = UNKNOWN
    period: str = UNKNOWN
    timing: str = UNKNOWN
    base_period: str = ""
    of: str = ""
    region: str = UNKNOWN
    status: str = "actual"
    name: str = ""
    theme: str = UNKNOWN
    indicator: str = UNKNOWN
    members: tuple[tuple[str, str], ...] = ()
    candidates: tuple[Candidate, ...] = ()
    rules: tuple[str, ...] = ()
    words: tuple[Span, ...] = ()
    fault: str = ""
    shared: str = ""
