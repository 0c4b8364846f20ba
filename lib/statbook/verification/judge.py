"""The verdict on a claim: facts of its place first, then those that lie beside it, then what has its value."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from statbook.messages import join_words, say
from statbook.reading import Lexicon, Proposal
from statbook.verification.beside import differs_in_one, find_turn, is_telling, mixed_points
from statbook.verification.claim import Claim, claim_of, entries_by_word
from statbook.verification.compare import compare, factor, holds
from statbook.verification.fact import Fact
from statbook.verification.facts import Facts
from statbook.verification.linked import judge_linked
from statbook.verification.verdict import GOOD, Kind, Verdict, reason
from statbook.verification.words import fact_in_words, part_in_words, unsaid_in_words

MOST = 3
"""Facts that a question lists."""
_ORDER = (Kind.STANDS, Kind.ROUNDED, Kind.FOLLOWS, Kind.TOO_FAR)
_OF_A_WHOLE = ("share", "share_change", "contribution", "growth_gap")


class Judge:
    """Judges claims against facts."""

    def __init__(self, facts: Facts, lexicon: Lexicon) -> None:
        self._facts = facts
        self._words = entries_by_word(lexicon)

    def judge(self, proposal: Proposal, before: str = "", anchor: str = "", in_table: bool = False) -> Verdict:
        """The verdict on the number of *proposal*.

        before    the text before it
        anchor    the entry of the evidence to which the draft links it
        in_table  whether it is the cell of a table
        """
        if proposal.fault or proposal.value is None:
            return Verdict(proposal, Kind.UNCLEAR, words=say("It cannot be read: {fault}.", fault=proposal.fault))
        claim = claim_of(proposal, self._words, before)
        linked = self._facts.by_anchor.get(anchor)
        if linked is not None:
            return judge_linked(replace(claim, named=frozenset()) if in_table else claim, linked, self._facts.store)
        if in_table:
            found = [*self._with_value(claim)] if is_telling(claim) else []
            return self._ask(claim, found, say("It stands in a table, whose heads do not say all that it is of."))
        return self._in_place(claim) or self._beside(claim) or self._open(claim)

    def _in_place(self, claim: Claim) -> Verdict | None:
        """The verdict by the facts of its own place; None if there are none."""
        if claim.unsaid not in ((), ("region",)):
            return None
        there = [fact for fact in self._family(claim) if not claim.differs(fact)]
        if claim.unsaid:
            # As in a sentence of the book: without a region the country is meant, or the only one there is.
            regions = {fact.place.region for fact in there}
            home = self._facts.store.country if len(regions) > 1 else min(regions, default="")
            there = [fact for fact in there if fact.place.region == home]
        for kind, fact in _best(claim, there):
            if claim.measure == "growth_gap" and claim.whole is None:
                return self._ask(claim, [fact], say("The text does not say of what, or compared with what."))
            if fact.status in ("target", "forecast") and claim.is_outcome:
                target = fact.status == "target"
                words = say("It is a target, not an outcome.") if target else say("It is a forecast, not an outcome.")
                return Verdict(claim.proposal, Kind.MIXES, (fact,), words, "target-and-actual")
            return Verdict(claim.proposal, kind, (fact,), reason(kind, fact))
        same = [fact for fact in there if factor(claim, fact) is not None]
        if not same:
            return mixed_points(claim, there)
        if around := [fact for fact in same if holds(claim, fact)]:
            return self._tell(claim, around, say("The range holds the number of the data."))
        aside = self._beside(claim)
        if aside is not None:
            return aside
        return self._against(claim, [fact for fact in same if fact.is_printed] or same)

    def _against(self, claim: Claim, facts: list[Fact]) -> Verdict:
        """The verdict where the facts of the place have another value: a contradiction only if nothing is open."""
        if "indicator" not in claim.named or claim.unsaid:
            return self._tell(claim, facts, say("The sentence does not name what is measured, and where."))
        if not claim.plain:
            return self._tell(claim, facts, say("The sentence may speak of something else than it names."))
        open_whole = claim.measure in _OF_A_WHOLE and claim.whole is None
        open_base = claim.measure == "difference" and claim.base_period is None
        if len({fact.value for fact in facts}) > 1 or open_whole or open_base:
            return self._tell(claim, facts, say("The text does not say of what, or compared with what."))
        return Verdict(
            claim.proposal, Kind.CONTRADICTS, (facts[0],), say("It should be {words}.", words=facts[0].words)
        )

    def _beside(self, claim: Claim) -> Verdict | None:
        """The verdict if the value is that of another period, region, base, unit or direction; None if it is not."""
        if claim.indicator is None:
            return None
        family = [fact for fact in self._family(claim) if fact.place.measure]
        for fact in family:
            if not claim.differs(fact) and not claim.unsaid and (found := find_turn(claim, fact)):
                return found
        for fact in family:
            name = differs_in_one(claim, fact)
            if name == "measure":
                return self._ask(claim, [fact], say("The text says it in other words than the data."))
            if name:
                sure = self._is_sure(claim, fact, name)
                return (
                    other(claim, fact, name)
                    if sure
                    else self._ask(claim, [fact], say("The text may mean another {what}.", what=part_in_words(name)))
                )
        return mixed_points(
            claim, [fact for fact in family if not {*claim.differs(fact)} - {"measure", "base", "whole"}]
        )

    def _is_sure(self, claim: Claim, fact: Fact, name: str) -> bool:
        """Whether the draft itself names what differs, and the data do too."""
        needed = {"whole": "region"}.get(name, name)  # of another region is the share, or its whole
        named = needed not in ("period", "region") or needed in claim.named
        parts = self._facts.store.parents("region", fact.place.region)
        dated = ".." not in fact.place.period and claim.place_region not in parts
        return named and dated and claim.plain and "indicator" in claim.named and is_telling(claim)

    def _open(self, claim: Claim) -> Verdict:
        """What remains: a question, or nothing that is known."""
        found = [*self._with_value(claim)]
        if claim.prior and claim.unsaid == ("period",) and len({fact.value for fact in found}) == 1:
            kind = compare(claim, found[0]) or Kind.FOLLOWS
            return Verdict(claim.proposal, kind, (found[0],), reason(kind, found[0]))
        if claim.unsaid and found:
            return self._ask(claim, found, unsaid_in_words(claim.unsaid))
        if not found and is_telling(claim):
            found = [*self._with_value(replace(claim, indicator=None, members=frozenset(), whole=None))]
            if found:
                return self._ask(claim, found, say("The text names something else than the data do."))
        near = [fact for fact in self._family(claim) if {*claim.differs(fact)} <= {"measure"}]
        if claim.unsaid and near:
            return self._tell(claim, near, unsaid_in_words(claim.unsaid))
        elsewhere = [fact for fact in self._family(claim) if {*claim.differs(fact)} == {"region"}]
        if elsewhere and "region" not in claim.named:
            return self._tell(claim, elsewhere, say("The sentence does not say where."))
        unknown = claim.indicator is None
        missing = (
            say("What it measures is not known here.") if unknown else say("The data have no number in this place.")
        )
        return Verdict(claim.proposal, Kind.ABSENT, words=missing)

    def _family(self, claim: Claim) -> list[Fact]:
        return self._facts.by_indicator.get(claim.indicator or "", [])

    def _with_value(self, claim: Claim) -> Iterator[Fact]:
        """The facts that agree with all that is said, and with the value."""
        rows = self._family(claim) if claim.indicator is not None else self._facts.with_value(claim)
        fits = (fact for fact in rows if not claim.differs(fact) and fact.bound != "indicative")
        found = [fact for fact in fits if compare(claim, fact) in GOOD]
        yield from sorted(found, key=lambda fact: not fact.is_printed)

    def _ask(self, claim: Claim, facts: list[Fact], words: str) -> Verdict:
        """A question whether *facts*, which have the value, are meant."""
        shown = _first(facts)
        if shown:
            words = say("{words} Is it {facts}?", words=words, facts=join_words(map(fact_in_words, shown), "; "))
        return Verdict(claim.proposal, Kind.UNCLEAR, shown, words, same=bool(shown))

    def _tell(self, claim: Claim, facts: list[Fact], words: str) -> Verdict:
        """A question where *facts* that may be meant have another value."""
        shown = _first(facts)
        told = say("{words} The data have {facts}.", words=words, facts=join_words(map(fact_in_words, shown), "; "))
        return Verdict(claim.proposal, Kind.UNCLEAR, shown, told)


def _first(facts: list[Fact]) -> tuple[Fact, ...]:
    """The first few, each entry once."""
    return tuple({fact.anchor: fact for fact in reversed(facts[:MOST])}.values())[::-1]


def _best(claim: Claim, facts: Iterable[Fact]) -> Iterator[tuple[Kind, Fact]]:
    """Verdict and fact where the value fits, the best first."""
    found = [(kind, fact) for fact in facts if (kind := compare(claim, fact)) is not None]
    yield from sorted(found, key=lambda item: (_ORDER.index(item[0]), not item[1].is_printed))


def other(claim: Claim, fact: Fact, name: str) -> Verdict:
    """The verdict where the number is right for another period, region, base or whole."""
    if name == "whole":
        words = say("It is a share of another whole: {fact}.", fact=fact_in_words(fact))
        return Verdict(claim.proposal, Kind.MIXES, (fact,), words, "rates-of-different-wholes")
    words = say("It is that of another {what}: {fact}.", what=part_in_words(name), fact=fact_in_words(fact))
    return Verdict(claim.proposal, Kind.OTHER, (fact,), words)
