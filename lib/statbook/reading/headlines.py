"""Headlines: a number that the text below repeats means the same there, where it is said in full."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from statbook.reading.proposal import UNKNOWN, Proposal
from statbook.reading.rule import Rule

_AHEAD = 24
"""Numbers below a headline among which its own is looked for."""
_LEFT_OPEN = {Rule.UNDATED, Rule.CARRIED_PERIOD}


def complete_headlines(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals, in their order, with what headlines leave to the text. Few are held back at a time."""
    held: list[Proposal] = []
    for proposal in proposals:
        held = [_complete(each, proposal) for each in held]
        held.append(proposal)
        while held and (not _is_open(held[0]) or len(held) > _AHEAD):
            yield held.pop(0)
    yield from held


def _is_dated(proposal: Proposal) -> bool:
    return proposal.period != UNKNOWN and not _LEFT_OPEN & {*proposal.rules}


def _is_open(proposal: Proposal) -> bool:
    """Whether a number stands in a line that is no sentence, which does not say its period or its region."""
    line = proposal.sentence.text.strip()
    said = _is_dated(proposal) and proposal.region != UNKNOWN
    return bool(line) and line[-1] not in "。！？.!?；;" and not said and Rule.HEADLINE not in proposal.rules


def _complete(headline: Proposal, below: Proposal) -> Proposal:
    """*headline* with period, base, region and indicator of the same number *below*."""
    if headline.value != below.value or headline.value is None or below.period == UNKNOWN:
        return headline
    same = (headline.unit, headline.measure) == (below.unit, below.measure)
    if not same or not _is_open(headline) or _is_open(below):
        return headline
    if _is_dated(headline):
        of_one = (headline.period, headline.indicator) == (below.period, below.indicator)
        rules = (*headline.rules, str(Rule.HEADLINE))
        return replace(headline, region=below.region, rules=rules) if of_one and below.region != UNKNOWN else headline
    named = below if headline.indicator == UNKNOWN else headline
    region = below.region if headline.region == UNKNOWN else headline.region
    rules = tuple(rule for rule in headline.rules if rule not in _LEFT_OPEN)
    return replace(
        headline,
        period=below.period,
        timing=below.timing,
        base_period=below.base_period,
        of=below.of,
        region=region,
        rules=(*rules, str(Rule.HEADLINE)),
        theme=named.theme,
        indicator=named.indicator,
        members=named.members,
        candidates=named.candidates,
    )
