"""A claim: what a draft says with one number, and which of it is said."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from statbook.reading import UNKNOWN, Lexicon, Proposal
from statbook.reading.lexicon import INDICATOR, MEMBER, Entry
from statbook.store.periods import UNDATED
from statbook.verification.fact import Fact, Members, plain_members, whole_of

_BASE_WORDS = re.compile(
    r"同比|环比|按年|比|较|year[- ]o[nv]e?r?[- ]year|yoy|on the year|(?:from|than|against|over|on|compared with|compared to)\s"
    r"(?:in\s|that in\s|the same|a year|the previous|the year|last|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:19|20)\d\d)|a year (?:earlier|ago|before)",
    re.IGNORECASE,
)
"""Words that name what a change is compared with."""
_BETWEEN = re.compile(r"[\d。;；|]")
"""What parts the words before a number from those of another."""
_AIM_WORDS = re.compile(
    r"预计|预期|目标|力争|将|拟|计划|规划|要求|\b(?:plan|target|aim|want|expect|forecast|project|goal|will\b|should\b|is to\b|are to\b|was to\b|to be\b|reach)",
    re.IGNORECASE,
)
"""Words of aims and forecasts."""
_DONE_WORDS = re.compile(
    r"达到|达|完成|实现|为|已|有|增长|下降|\b(?:reached|came|was|were|is|are|has|have|stood|rose|fell|grew|totall?ed|accounted|amounted)\b",
    re.IGNORECASE,
)
"""Words of what has come about."""
_OTHERWISE = re.compile(
    r"除.{1,30}外|基期|不含|剔除|以外|非|其他|其余|另外|相差|之差|不是|并非|若|假如|如果|\b(?:other|others|others'|else|except|excluding|without|beyond|neither|nor|not|no|cannot|apart|less that|minus|gap|between"
    r"|if|would|could|might|instead|remaining|rest|leaves?|left|added up|add up|implied|implies|least|counted|each|per|a (?:firm|worker|agency|roadshow|year)|on average|difference|base|level of|their|its|theirs)\b",
    re.IGNORECASE,
)
"""Words by which a sentence may speak of something else than what it names: then nothing contradicts."""
_DIRECTION = re.compile(
    r"(?P<up>增长|增加|上升|提高|扩大|多增|上涨|延长|\b(?:rose|rises|rising|grew|up|increased|climbed)\b)"
    r"|(?P<down>下降|减少|降低|收窄|少增|下跌|回落|缩短|压缩|\b(?:fell|falls|falling|down|declined|decreased|dropped)\b)",
    re.IGNORECASE,
)
_SCALES = re.compile(
    r"trillion|billion|million|thousand|\b(?:tn|bn|mn|m)\b|or more|or less|[万亿千百多余几]|以上|左右|\s"
)
"""What stands behind a number and is no unit."""
_PRIOR = re.compile(r"(?:\b(?:from|after|against|versus|on)|由|从)\s*$", re.IGNORECASE)
_OWN_REGION = re.compile(r"全省|全市|全区|本省|本市|我省|我市|\bthe (?:province|city|country|nation)\b", re.IGNORECASE)
"""Words for the region that a text is of, which a draft may change."""
NO_REGION = frozenset(("carried-region", "publisher-region", "text-region"))
"""Rules by which a region is not named in the sentence."""
NO_PERIOD = frozenset(("carried-period", "headline"))
"""Rules by which a period is not."""
_NEEDS_BASE = ("growth", "difference", "share_change", "growth_gap", "contribution")


@dataclass(frozen=True)
class Claim:
    """What is said; None where the text does not say it, so that it agrees with anything.

    named    which of indicator, region and period the sentence itself names; the others are carried from another
    plain    whether nothing in the sentence makes it doubtful that it speaks of what it names
    prior    whether it is a number from which something changed
    direction  1 or -1 if a verb right before it says that something rose or fell, else 0
    """

    proposal: Proposal
    indicator: str | None
    members: Members
    region: str | None
    period: str | None
    measure: str | None
    base_period: str | None
    whole: Members | None
    named: frozenset[str]
    plain: bool
    prior: bool
    direction: int

    @property
    def value(self) -> Decimal:
        return self.proposal.value if self.proposal.value is not None else Decimal(0)

    @property
    def unit(self) -> str:
        """The unit that is printed; of a number without one UNKNOWN, whatever its indicator would have."""
        proposal = self.proposal
        behind = proposal.printed.partition(proposal.number.text)[2]
        return proposal.unit if _SCALES.sub("", behind) else UNKNOWN

    @property
    def place_region(self) -> str:
        return self.region or ""

    @property
    def is_outcome(self) -> bool:
        """Whether the text says that it has come to this, and is not planned."""
        aimed = self.proposal.status != "actual" or self.proposal.timing == "by"
        words = self.proposal.sentence.text
        return not aimed and not _has(_AIM_WORDS, words) and _has(_DONE_WORDS, words)

    @property
    def unsaid(self) -> tuple[str, ...]:
        """What of the place is not said."""
        return tuple(name for name in ("indicator", "region", "period", "measure") if getattr(self, name) is None)

    def differs(self, fact: Fact) -> tuple[str, ...]:
        """In what *fact* differs from what is said, besides its value."""
        said = ("indicator", "region", "period")
        place = fact.place
        found = [name for name in said if getattr(self, name) not in (None, getattr(place, name))]
        if self.indicator is not None and self.members != place.members:
            found.append("members")
        if place.measure and self.measure not in (None, place.measure):
            found.append("measure")
        compared = self.measure in _NEEDS_BASE and self.base_period is not None
        if compared and place.base_period not in ("", UNDATED, self.base_period):
            found.append("base")
        if self.whole is not None and place.whole is not None and self.whole != place.whole:
            found.append("whole")
        return tuple(found)


def claim_of(proposal: Proposal, words: Mapping[str, tuple[Entry, ...]], before: str) -> Claim:
    """The claim that *proposal* makes. *words*: what each word may stand for; *before*: the text before the number."""
    indicator, region = _unless_unknown(proposal.indicator), _unless_unknown(proposal.region)
    region = None if "text-region" in proposal.rules else region
    prior = bool(_PRIOR.search(before))
    # A headline's period is that of the text below; that from which something changed is another.
    undated = proposal.period == UNKNOWN or ".." in proposal.period or (prior and "headline" in proposal.rules)
    # A draft goes from one time to another: the period before is not that of a level of something unknown.
    undated |= indicator is None and proposal.measure == "level" and "carried-period" in proposal.rules
    own = proposal.of.startswith("region=") and _has(_OWN_REGION, proposal.sentence.text)
    of = "" if proposal.of == UNKNOWN or own else proposal.of
    # What a period that is not known is compared with is not known either: 比上年同期.
    base = proposal.base_period if _has(_BASE_WORDS, proposal.sentence.text) and not undated else ""
    entries = _entries(proposal, words)
    members = {entry.dimension: {e.code for e in entries if e.dimension == entry.dimension} for entry in entries}
    named = set() if NO_REGION & {*proposal.rules} else {"region"}
    named |= {"indicator"} if any(e.kind in (INDICATOR, MEMBER) for e in entries) else set()
    named |= set() if NO_PERIOD & {*proposal.rules} else {"period"}
    several = any(len(codes) > 1 for dimension, codes in members.items() if dimension)
    return Claim(
        proposal,
        indicator,
        plain_members(proposal.members),
        region,
        None if undated else proposal.period,
        _unless_unknown(proposal.measure),
        None if base in ("", UNKNOWN, UNDATED) else base,
        whole_of(indicator, region, plain_members(proposal.members), of) if indicator and region and of else None,
        frozenset(named),
        not several and not _has(_OTHERWISE, proposal.sentence.text) and not _passes_over(proposal, words, before),
        prior,
        _direction(before),
    )


def _passes_over(proposal: Proposal, words: Mapping[str, tuple[Entry, ...]], before: str) -> bool:
    """Whether the subject is carried past a name that stands between the last number and this one."""
    if "carried-subject" not in proposal.rules:
        return False
    between = _BETWEEN.split(before)[-1].casefold()
    return any(len(word) > 1 and word in between and _names_something(words[word]) for word in words)


def _names_something(entries: tuple[Entry, ...]) -> bool:
    return any(entry.kind in (INDICATOR, MEMBER) for entry in entries)


def _direction(before: str) -> int:
    """What the last verb of the words behind the last digit says."""
    words = _BETWEEN.split(before)[-1]
    found = [*_DIRECTION.finditer(words)]
    return 0 if not found else 1 if found[-1]["up"] else -1


@lru_cache(64)
def _has(pattern: re.Pattern[str], sentence: str) -> bool:
    """Whether a word of *pattern* stands in *sentence*, which may hold many numbers."""
    return pattern.search(sentence) is not None


def entries_by_word(lexicon: Lexicon) -> dict[str, tuple[Entry, ...]]:
    """What each word of *lexicon* may stand for, in lower case."""
    return {word.casefold(): entries for word, entries in lexicon.words.items()}


def _entries(proposal: Proposal, words: Mapping[str, tuple[Entry, ...]]) -> list[Entry]:
    """What the words of the sentence on which *proposal* rests may stand for."""
    span = proposal.sentence
    inside = (word.text.strip().casefold() for word in proposal.words if span.start <= word.start < span.end)
    return [entry for word in inside for entry in words.get(word, ())]


def _unless_unknown(code: str) -> str | None:
    return None if code in (UNKNOWN, "") else code
