"""The proposal that a number, what it measures and what was carried make together.

The module is long because each of its columns has rules of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from statbook.reading.context import Context
from statbook.reading.language import Cue, Kind, Language, Token
from statbook.reading.leads import Lead
from statbook.reading.lexicon import Entry, Lexicon
from statbook.reading.measures import VERSUS, Reading, bound_of, values_of
from statbook.reading.periods import NO_PERIOD, Period, previous, year_earlier
from statbook.reading.proposal import UNKNOWN, Proposal, Span
from statbook.reading.resolver import Resolver, best
from statbook.reading.rule import Rule
from statbook.reading.subjects import Subject, inherit, make_subject

_UNDATED = "../.."


@dataclass(frozen=True)
class Finding:
    """What is known of a number: its token, what it measures and how, the words before it, and the rules so far."""

    token: Token
    subject: Subject
    reading: Reading
    lead: Lead
    base: Period | None
    aimed: bool
    rules: tuple[str, ...]


class RowMaker:
    """Makes proposals."""

    def __init__(self, lexicon: Lexicon, language: Language) -> None:
        self._language = language
        self._resolver = Resolver(lexicon, language)

    def propose(self, finding: Finding, context: Context, sentence: Span) -> Proposal:
        """The proposal for one number."""
        token, subject, reading, lead = finding.token, finding.subject, finding.reading, finding.lead
        if Rule.COMPARED_LEVEL in reading.rules:
            subject = Subject(region=UNKNOWN)
        amount, own = token.value, reading.measure == "level"
        if context.monthly and reading.measure == "growth" and Rule.CARRIED_SUBJECT in finding.rules:
            finding = finding if lead.cues & VERSUS or finding.base else replace(finding, base=NO_PERIOD)
        context.monthly = Cue.ON_PREVIOUS in lead.cues
        basing = _basing(finding, context)
        if basing == Rule.CARRIED_BASE:
            finding = replace(finding, base=context.standard)
        elif Rule.CHANGE_OF_RATE in reading.rules:
            context.standard = finding.base
        whole = make_subject(lead.whole, self._language)
        whole = replace(whole, region=context.place(whole.region))
        if reading.measure == "share" and whole.is_known and subject.is_known and not subject.indicators:
            subject = inherit(subject, whole, as_part=True)  # 机电产品占出口的三成
        candidates = self._resolver.candidates(subject, amount, reading.flow, own)
        theme, indicator, members = best(candidates)
        entry = next((each for each in subject.indicators if indicator in (each.code, each.flow)), None)
        region, placing = _region_of(subject, context, entry.region if entry else "")
        if placing == Rule.IMPLIED_REGION and (self._language.carries or (entry and entry.stock and not entry.rate)):
            context.implied = context.implied or region
        period, dating = self._period_of(finding, context, entry)
        if dating == Rule.STOCK_AT_END and entry and entry.flow and not self._is_balance(subject):
            theme, indicator, members = UNKNOWN, UNKNOWN, ()
        status = _status(finding, context, period)
        aims = status in ("target", "forecast") and period.lies_ahead(context.day)
        base_period, of = self._base_of(finding, period, whole, region, members, indicator, context.day)
        value, value_to, step = values_of(amount, reading)
        when = [context.when] if context.when and dating != Rule.UNDATED else []
        words = sorted({*lead.used, *subject.tokens, *when}, key=lambda each: (each.start, each.end))
        return Proposal(
            offset=token.start,
            printed=sentence.cut(token.start, token.end).text,
            number=sentence.cut(token.start + amount.start, token.start + amount.end),
            sentence=sentence,
            value=value,
            value_to=value_to,
            unit="percent" if reading.scale != 1 else self._resolver.unit(amount, subject, indicator, own),
            bound=bound_of(amount, reading),
            step=step,
            measure=UNKNOWN if amount.fault else reading.measure,
            period=period.text,
            timing="by" if aims and period.timing in ("over", "at") else period.timing,
            base_period=base_period,
            of=of,
            region=region,
            status=status,
            name=subject.name,
            theme=theme,
            indicator=indicator,
            members=members,
            candidates=candidates,
            rules=_rules(finding, dating, basing, placing),
            words=tuple(Span(each.start, each.end, each.text) for each in words),
            fault=amount.fault,
            shared=sentence.cut(*amount.shared).text.strip() if amount.shared else "",
        )

    def _is_balance(self, subject: Subject) -> bool:
        """Whether the words of *subject* say that it is a balance: yuan loans of May may also be what was lent in May."""
        return any(self._language.standing.search(term.text) for term in subject.terms)

    def _base_of(
        self,
        finding: Finding,
        period: Period,
        whole: Subject,
        region: str,
        members: tuple[tuple[str, str], ...],
        indicator: str,
        day: date | None,
    ) -> tuple[str, str]:
        """The base period, and the whole or the other series."""
        measure, base, cues = finding.reading.measure, finding.base, finding.lead.cues
        if measure == "share":
            return "", self._resolver.whole(whole, region, members, indicator)
        if measure in ("level", "rank", UNKNOWN):
            return (base.text if base else "") if Rule.MULTIPLE in finding.reading.rules else "", ""
        usual = (previous if Cue.ON_PREVIOUS in cues else year_earlier)(period.text)
        compared = Cue.BASE in cues and measure in ("growth", "difference")  # with something that is no period
        if compared or Cue.ANNUAL in cues or ".." in usual or re.fullmatch(r"\d{4}/\d{4}", usual):
            usual = _UNDATED
        stock = any(entry.stock for entry in finding.subject.indicators)
        if stock and measure == "difference" and not cues & {Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS}:
            usual = _UNDATED  # 贷款余额增加3亿元: since a year before, or since the beginning of the year
        if day and usual[:1].isdigit() and usual.partition("/")[0] > day.isoformat():
            usual = _UNDATED  # 到2035年翻一番: on a year of which nothing is known yet, or on one that is not told
        against = _in_step(base, period, finding) if base else usual
        if measure == "growth_gap":
            if base and not whole.region:
                return against, UNKNOWN if against == UNKNOWN else f"period={against}"
            return against, self._resolver.other(whole, _words_of(finding.lead.whole), region, members, indicator)
        if measure in ("share_change", "contribution"):
            return against, self._resolver.whole(whole, region, members, indicator) if finding.lead.whole else UNKNOWN
        return against, ""

    def _period_of(self, finding: Finding, context: Context, entry: Entry | None) -> tuple[Period, str]:
        """The period of a number, and the rule that gives it.

        What is unknown and told without one was so by the day of the text; a flow has not the day of a balance.
        """
        period, started, measure = context.period, context.started, finding.reading.measure
        many = re.fullmatch(r"\d{4}/\d{4}", period.text)
        if many and started == NO_PERIOD and Cue.REACH in finding.lead.cues:
            return NO_PERIOD, Rule.UNSETTLED_PERIOD  # 2020年至2024年，从3亿元增长到4亿元
        annual = Cue.ANNUAL in finding.lead.cues and started not in (None, NO_PERIOD)
        if annual and started and len(started.text) == len(period.text):
            return Period(f"{started.text}/{period.text}", "over"), Rule.FROM_TO
        if finding.lead.is_start:
            return NO_PERIOD, ""
        if finding.lead.periods:
            period = finding.lead.periods[0]  # 一季度、二季度分别增长
            return period, Rule.UNSETTLED_PERIOD if period == NO_PERIOD else ""
        if not context.dated and (finding.aimed or finding.lead.cues & {Cue.TARGET, Cue.FORECAST}):
            return Period(_UNDATED, "by"), Rule.UNDATED
        settled = context.holds_for(finding.subject.name)
        past = period.timing in ("over", "to_date") and not period.lies_ahead(context.day)
        by_now = any(word in token.text for token in finding.lead.subject for word in self._language.by_now)
        goes_on = past and not context.fresh and not by_now
        carries = (
            context.dated
            or context.follows
            or (settled and (context.parent or context.known or self._language.carries or goes_on))
        )
        own = entry.stock if entry else finding.subject.name.endswith(self._language.stocks)
        stock = own and not finding.reading.flow
        flows = finding.reading.flow and (own or not context.dated)
        if measure == "level" and ((not carries and entry is None) or (stock and period == NO_PERIOD)):
            return (Period(f"../{context.day.isoformat()}", "at") if context.day else NO_PERIOD), Rule.UNDATED
        if not settled or (flows and period.timing == "at"):
            return NO_PERIOD, Rule.UNSETTLED_PERIOD
        if not context.dated and period.timing == "at" and entry and not stock and not entry.rate:
            return NO_PERIOD, ""
        year = len(period.text) == len("yyyy")
        if stock and period.timing in ("over", "to_date") and ".." not in period.text and ("-" in period.end or year):
            return Period(period.end, "at"), Rule.STOCK_AT_END
        said = (Rule.UNNAMED_PERIOD, "") if context.dated else ("", Rule.CARRIED_PERIOD)
        return period, said[period != NO_PERIOD]


def _in_step(base: Period, period: Period, finding: Finding) -> str:
    """The *base* of a change over *period*: the year before means the same months of it: exports of May rose 3% on last year.

    Not if the words say all of the year (比去年全年); whether growth that is faster than 去年 is so than that of the year or of
    its months is unknown, unless the year is named by its number.
    """
    named = [token.value for token in finding.lead.used if token.kind == Kind.PERIOD]
    if any((words.first, words.last) == (1, 12) for words in named):
        return base.text
    months = period.timing in ("over", "to_date", "at") and "-" in period.end and ".." not in period.text
    before = year_earlier(period.text)
    if not (months and base.timing == "over" and base.text == before[:4]):
        return base.text
    if finding.reading.measure == "growth_gap":
        return base.text if any(words.year for words in named) else UNKNOWN
    return before


def _words_of(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens).strip().lower().removeprefix("the ")


def _rules(finding: Finding, *more: str) -> tuple[str, ...]:
    """The names of the rules that made a proposal, each once."""
    if finding.token.value.fault:
        return (str(Rule.MISREAD),)
    given = (*finding.rules, *finding.reading.rules, finding.token.value.rule, *more)
    return tuple(dict.fromkeys(str(rule) for rule in given if rule))


def _region_of(subject: Subject, context: Context, implied: str) -> tuple[str, str]:
    """The region of a number, and the rule that gives it; none if its sentence names it."""
    named = subject.region or context.region
    if implied and named in ("", UNKNOWN):
        return implied, Rule.IMPLIED_REGION
    if named:
        return named, ""
    if context.home == UNKNOWN:
        return (context.implied, Rule.TEXT_REGION) if context.implied and not context.own else (UNKNOWN, "")
    return context.home, Rule.PUBLISHER_REGION if context.guessed else Rule.CARRIED_REGION


def _basing(finding: Finding, context: Context) -> str:
    """The rule that gives the base of a change whose words name none."""
    changes = finding.reading.measure not in ("level", "share", "rank", UNKNOWN)
    if not changes or finding.base or finding.lead.cues & {Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS, Cue.ANNUAL, Cue.BASE}:
        return ""
    return Rule.CARRIED_BASE if Rule.CHANGE_OF_RATE in finding.reading.rules and context.standard else Rule.USUAL_BASE


def _status(finding: Finding, context: Context, period: Period) -> str:
    cues = finding.lead.cues
    if Cue.FORECAST in cues:
        return "forecast"
    if Cue.TARGET in cues or finding.aimed:
        return "target"
    if context.aims and context.period.lies_ahead(context.day):
        return context.aims
    if period.is_to_come(context.day):
        return context.aims or "target"
    return "preliminary" if Cue.PRELIMINARY in cues else "actual"
