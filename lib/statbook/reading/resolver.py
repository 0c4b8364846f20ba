"""The indicator and the members that a name stands for."""

from decimal import Decimal

from statbook.reading.language import Amount, Language
from statbook.reading.lexicon import INDICATOR, Entry, Lexicon
from statbook.reading.proposal import UNKNOWN, Candidate
from statbook.reading.subjects import FLOW, Subject

_ENOUGH = Decimal("0.85")
"""The score from which the best candidate stands."""


class Resolver:
    """Finds indicators and members for subjects."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        self._lexicon, self._language = lexicon, language

    def unit(self, amount: Amount, subject: Subject, indicator: str, own: bool) -> str:
        """The code of the unit: of things that are counted that of the indicator, or what the name speaks of."""
        if amount.kind != "count":
            return amount.unit
        expected = self._lexicon.indicators.get(indicator, {}).get("unit", "")
        if own and expected and self._fits(amount, expected):
            return expected
        nouns = [(subject.name.rfind(noun), code) for noun, code in self._language.counted.get(amount.words, ())]
        at, code = max(nouns, default=(-1, ""))
        return code if at >= 0 else amount.unit

    def candidates(self, subject: Subject, amount: Amount, flow: bool, own_unit: bool) -> tuple[Candidate, ...]:
        """What *subject* may be, the best first; *flow*: the number is what it grew by; *own_unit*: the number is its own."""
        found: dict[tuple[str, tuple[tuple[str, str], ...]], Candidate] = {}
        for place, entry in enumerate(reversed(subject.indicators)):
            code = entry.flow if flow and entry.flow else entry.code
            theme = self._lexicon.indicators.get(code, {}).get("theme", "")
            score = self._coverage(subject, entry, theme) * (Decimal(1) if place == 0 else Decimal("0.6"))
            expected = self._lexicon.indicators.get(code, {}).get("unit", entry.unit)
            expected = entry.unit if code == entry.code and entry.unit else expected
            if own_unit and (amount.kind == "times" if not expected else not self._fits(amount, expected)):
                score *= Decimal("0.3")
            if _is_of_another(entry, subject):
                score *= Decimal("0.3")
            members = self._members(theme, entry, subject)
            found.setdefault((code, members), Candidate(theme, code, members, score.quantize(Decimal("0.01"))))
        return tuple(sorted(found.values(), key=lambda each: -each.score))

    def _coverage(self, subject: Subject, entry: Entry, theme: str) -> Decimal:
        """How much of the name says what the row will say: the indicator, and members of its theme."""
        dimensions = self._lexicon.themes.get(theme)
        covered, size = 0, len(subject.left)
        for term in subject.terms:
            if term.carried:
                continue
            fits = any(
                each.code == entry.code
                if each.kind == INDICATOR
                else dimensions is None or each.dimension in dimensions
                for each in term.entries
            )
            length = len(term.text) if fits else len(self._language.meaning(term.text))
            covered += length if fits else 0
            size += length
        return Decimal(covered) / size if size else Decimal(1)

    def _fits(self, amount: Amount, expected: str) -> bool:
        """Whether the unit of a number is of the kind that is expected: 家 may be firms or agencies, but not patents."""
        if amount.unit in (expected, UNKNOWN):
            return True
        rows = [self._lexicon.units.get(each) for each in (amount.unit, expected)]
        one, other = rows
        if other is None or other["quantity"] != "count":
            return bool(one and other and one["quantity"] == other["quantity"] != "money")
        name = other.get("name_zh", "")
        plain = one is None and not amount.words  # a thing that the table of units does not know
        return amount.kind == "count" and (plain or len(name) != 1 or amount.words.startswith(name))

    def _members(self, theme: str, entry: Entry, subject: Subject) -> tuple[tuple[str, str], ...]:
        dimensions = self._lexicon.themes.get(theme)
        given = dict(entry.members)
        for other in subject.members:
            if dimensions is None or other.dimension in dimensions:
                given[other.dimension] = other.code
        for other in subject.indicators:
            if other.code == entry.code:
                given = dict(other.members) | given
        if dimensions is None:
            return tuple(sorted(given.items()))
        return tuple((name, given.get(name, "all")) for name in dimensions)

    def other(
        self, whole: Subject, words: str, region: str, members: tuple[tuple[str, str], ...], indicator: str
    ) -> str:
        """The series with whose growth that of a row is compared, as what differs from the row; UNKNOWN if not one thing does."""
        generic = self._language.generic
        if whole.region not in ("", region):
            return f"region={whole.region}"
        if whole.name in generic or words in generic:
            return self.total(members)
        own = [entry for entry in whole.indicators if indicator in (entry.code, entry.flow)]
        if not whole.terms or whole.left not in ("", *generic) or (whole.indicators and not own):
            return UNKNOWN
        theirs = dict(own[0].members) if own else {name: code for name, code in members if name == FLOW}
        theirs |= {entry.dimension: entry.code for entry in whole.members}
        names = dict.fromkeys((*dict(members), *theirs))
        found = [
            (name, theirs.get(name, "all")) for name in names if dict(members).get(name) != theirs.get(name, "all")
        ]
        return f"{found[0][0]}={found[0][1]}" if len(found) == 1 else UNKNOWN

    def total(self, members: tuple[tuple[str, str], ...]) -> str:
        """All of which a row is a part, as what differs from the row; UNKNOWN if it is a part in several ways."""
        parts = [name for name, code in members if code != "all" and name != "flow"]
        return f"{parts[0]}=all" if len(parts) == 1 else UNKNOWN

    def whole(self, whole: Subject, region: str, members: tuple[tuple[str, str], ...], indicator: str) -> str:
        """What a share is a share of, as what differs from the row; UNKNOWN if the words do not say one thing."""
        if whole.left or whole.region == UNKNOWN:
            return UNKNOWN
        if whole.region and whole.region != region:
            return f"region={whole.region}"
        if indicator == UNKNOWN:
            return UNKNOWN
        named = {entry.dimension for entry in whole.members}
        narrower = [name for name, code in members if code != "all" and name not in named and name != "flow"]
        codes = {entry.code for entry in whole.indicators}
        if codes and indicator not in codes:
            return (
                f"indicator={next(iter(codes))}"
                if len(codes) == 1 and next(iter(codes)) in self._lexicon.indicators
                else UNKNOWN
            )
        return f"{narrower[0]}=all" if len(narrower) == 1 and codes else UNKNOWN


def _is_of_another(entry: Entry, subject: Subject) -> bool:
    """Whether *subject* names a member beside that which the words of the indicator say: bonds of the state, and households."""
    own = dict(entry.members)
    return any(each.dimension != FLOW and own.get(each.dimension, each.code) != each.code for each in subject.members)


def best(candidates: tuple[Candidate, ...]) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Theme, indicator and members of the best candidate, if it is good enough and no other is as good."""
    if not candidates or candidates[0].score < _ENOUGH:
        return UNKNOWN, UNKNOWN, ()
    top = candidates[0]
    if len(candidates) > 1 and candidates[1].score == top.score:
        return UNKNOWN, UNKNOWN, ()
    return top.theme, top.indicator, top.members
