"""The verdict on a number that the draft itself links to an entry of the evidence, as the pages of the book do."""

from decimal import Decimal

from statbook.messages import say
from statbook.store import Store
from statbook.store.periods import bounds_of
from statbook.verification.beside import has_opposite, mixed_points
from statbook.verification.claim import Claim
from statbook.verification.compare import compare, factor, half_of
from statbook.verification.fact import ANY, Fact
from statbook.verification.verdict import GOOD, Kind, Verdict, reason
from statbook.verification.words import fact_in_words

_CHANGES = ("growth", "difference")


def judge_linked(claim: Claim, fact: Fact, store: Store) -> Verdict:
    """The verdict: the link says what is meant, so that only the value, and a period or region that is named, may differ."""
    if factor(claim, fact) is None:
        asked = Verdict(claim.proposal, Kind.UNCLEAR, (fact,), say("It links to {fact}.", fact=fact_in_words(fact)))
        return mixed_points(claim, [fact]) or asked
    kind = compare(claim, fact)
    kind = kind if kind in GOOD else _kind_of_end(claim, fact) or kind
    same = kind is not None or has_opposite(claim, fact)
    if same and claim.direction * fact.value < 0 and fact.place.measure in _CHANGES:
        words = say("The direction is wrong: it should be {words}.", words=fact.words)
        return Verdict(claim.proposal, Kind.CONTRADICTS, (fact,), words)
    if kind is None and same:
        kind = Kind.STANDS if fact.is_printed else Kind.FOLLOWS
    if kind is None:
        return Verdict(
            claim.proposal, Kind.CONTRADICTS, (fact,), say("The entry that it links to says {words}.", words=fact.words)
        )
    wrong = _wrong_place(claim, fact, store)
    if wrong and kind in GOOD:
        what = say("region") if wrong == "region" else say("period")
        words = say(
            "It links to {fact}, but the text seems to name another {what}.", fact=fact_in_words(fact), what=what
        )
        return Verdict(claim.proposal, Kind.UNCLEAR, (fact,), words)
    return Verdict(claim.proposal, kind, (fact,), reason(kind, fact))


def _wrong_place(claim: Claim, fact: Fact, store: Store) -> str:
    """region or period, if the sentence names one that has nothing to do with that of *fact*; of a formula nothing is said."""
    place = fact.place
    if place.measure == ANY:
        return ""
    if "region" in claim.named and claim.region not in (None, place.region, *(code for _, code in place.members)):
        within = claim.region in store.parents("region", place.region) - {store.country}
        around = place.region in store.parents("region", claim.place_region) - {store.country}
        if not within and not around:
            return "region"
    if "period" in claim.named and claim.period is not None and ".." not in place.period:
        (start, end), (other_start, other_end) = bounds_of(claim.period), bounds_of(place.period)
        return "period" if end < other_start or other_end < start else ""
    return ""


def _kind_of_end(claim: Claim, fact: Fact) -> Kind | None:
    """follows, if the number is an end of what rounding allows, or a range both; ends are written outward."""
    scale = factor(claim, fact)
    if scale is None or fact.is_printed:
        return None
    outward = max(2 * half_of(claim, scale), (fact.fine or Decimal(0)) / 10)
    ends = [abs(end) for end in (fact.low, fact.high) if end.is_finite()]
    said = [claim.value] if claim.proposal.value_to is None else [claim.value, claim.proposal.value_to]
    near = all(any(abs(end - abs(value * scale)) <= outward for end in ends) for value in said)
    return Kind.FOLLOWS if near else None
