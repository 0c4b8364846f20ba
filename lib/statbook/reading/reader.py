"""Reads a text from left to right: sentences, clauses, numbers.

The module is long because the order in which a clause is read, and what it leaves behind, is told in one place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from statbook.reading.clauses import Clause, Run, clauses, counted_noun
from statbook.reading.context import BESIDE, Context, Line
from statbook.reading.datelines import join_branches, publishers, read_dateline
from statbook.reading.language import Cue, Kind, Language, Token
from statbook.reading.leads import Lead, split_lead
from statbook.reading.lexicon import Lexicon
from statbook.reading.lists import begin_item, note_regions, shared_subject, without_base
from statbook.reading.measures import Signs, decide, gather_signs
from statbook.reading.namer import Namer
from statbook.reading.periods import NO_PERIOD, Period
from statbook.reading.proposal import UNKNOWN, Proposal, Span
from statbook.reading.rows import Finding, RowMaker
from statbook.reading.rule import Rule
from statbook.reading.sentences import last_place, sentences
from statbook.reading.subjects import Subject, has_indicator

_ENDS = tuple("。！？.!?；;，,：:、")
_GOING_ON = tuple("，,、")
_OPENING, _CLOSING = tuple("[(（【"), tuple("])）】")
_LONGEST_HEADING = 60
_TELLING = (Kind.TERM, Kind.PERIOD, Kind.NUMBER, Kind.CUE)
_OF_PAGES = (Kind.TERM, Kind.PERIOD, Kind.BLANK)
"""Kinds of words that may name the day or the publisher of a page."""
_AS_LISTED: tuple[str, ...] = (Rule.ENUMERATION,)


def _is_broken(text: str, line: Line) -> bool:
    """Whether a line ends within a sentence, as lines of a page do; only what begins a line may be a heading."""
    if text.lstrip()[:1] in _OPENING and text[-1:] in _CLOSING:
        return False  # [Photo: Xinhua]
    open_end = text[-1:] not in _ENDS and (line is Line.GOES_ON or len(text) > _LONGEST_HEADING)
    return open_end or text[-1:] in _GOING_ON


def _says_something(tokens: Sequence[Token]) -> bool:
    """Whether *tokens* are more than words and signs, so that they may leave something for what follows."""
    return any(token.kind in _TELLING for token in tokens)


def _is_part_alone(words: Sequence[Token]) -> bool:
    """Whether a number is of a part that the words before it do not name: 出口8亿元，其中3亿元来自民营企业."""
    said = {token.value for token in words if token.kind == Kind.CUE}
    return Cue.AMONG in said and not any(token.kind == Kind.PERIOD for token in words)


def _is_label(clause: Clause, sentence: Span) -> bool:
    """Whether a colon stands behind a clause."""
    end = clause.tokens[-1].end - sentence.start
    return sentence.text[end : end + 4].lstrip(" )）*")[:1] in (":", "：")


class Reader:
    """The engine for one text."""

    def __init__(self, lexicon: Lexicon, language: Language, day: date | None, home: str) -> None:
        self._language, self._lexicon = language, lexicon
        self._scan = language.scanner(lexicon)
        self._rows = RowMaker(lexicon, language)
        self._namer = Namer(language, lexicon.words)
        self._context = Context(day, home, True, province=home.replace(UNKNOWN, ""), country=lexicon.country)

    def read(self, text: str) -> Iterator[Proposal]:
        """The proposals of *text*, in its order."""
        broken, signs = False, "".join({*text})
        is_plain = self._language.plain(signs) == signs
        last = last_place(text, self._language.figure, self._language.plain)
        for offset, sentence, new_line in sentences(text, self._language.stop):
            if offset > last:
                return  # no number is to come
            plain = sentence if is_plain else self._language.plain(sentence)
            tokens = join_branches(self._scan(plain, offset), self._language.branch)
            self._note_page(tokens)
            line = self._line_of(plain, new_line and not broken)
            broken = sentence.endswith("\n") and _is_broken(sentence.rstrip(), line)
            self._context.begin_sentence(line, self._lexicon.around)
            whole = Span(offset, offset + len(sentence), sentence)
            parts = list(clauses(tokens, self._language)) if _says_something(tokens) else []
            self._opens = line is not Line.GOES_ON and not any(clause.runs for clause in parts)
            for clause in parts:
                yield from self._read_clause(clause, whole)
            self._context.end_sentence(line, self._lexicon)

    def _line_of(self, sentence: str, new_line: bool) -> Line:
        if not new_line:
            return Line.GOES_ON
        text = sentence.strip()
        titled = sentence.endswith("\n") and text[-1:] not in _ENDS and len(text) <= _LONGEST_HEADING
        return Line.HEADING if titled and not self._language.byline.search(text) else Line.BEGINS

    def _note_page(self, tokens: Sequence[Token]) -> None:
        """The day and the publisher that the line of a date or the address of a page names."""
        context = self._context
        named = [token for token in tokens if token.kind in _OF_PAGES]
        if not named:
            return
        words = [token for token in tokens if token.kind not in (Kind.OPEN, Kind.CLOSE, Kind.STOP)]
        plain = not any(token.kind == Kind.NUMBER for token in words)
        for token in named:
            if (plain or token is words[-1]) and (day := read_dateline(token, words)) is not None:
                self._context = context = context.restart(day)
        for token in named:
            for code in publishers(token, self._lexicon):
                if context.home == UNKNOWN:
                    context.home, context.province, context.guessed = code, code, True

    def _read_clause(self, clause: Clause, sentence: Span) -> Iterator[Proposal]:
        context = self._context
        saved = replace(context, items=list(context.items)) if clause.nested else None
        if clause.nested and context.rest and (region := self._namer.subject(context.rest, context).region):
            context.subject = replace(context.subject, region=region)  # 比全国（5%）高2个百分点
            context.measure = "growth" if context.measure == "growth_gap" else context.measure
        if clause.tokens and not (clause.nested or (clause.item and not clause.runs)):
            context.end_list()
        if not clause.runs:
            self._note_clause(clause, sentence)
        given: list[Subject] = []
        spoken = len(context.spoken)
        for number, run in enumerate(clause.runs):
            count = len(run[1])
            if not number and clause.is_respective:
                count = sum(len(numbers) for _, numbers, _ in clause.runs)
            yield from self._read_run(run, sentence, count, given)
            self._note_rates(run)
        context.latest = context.spoken[spoken:] or context.latest
        if clause.item and clause.runs and (tail := clause.runs[-1][2]):
            begin_item(tail[-1:], (), context, self._namer.subject)  # 出口超过1亿元的有月港（3亿元）、海西（2亿元）
        if saved:
            self._context = replace(saved, numbers=context.numbers, read=context.read)

    def _note_clause(self, clause: Clause, sentence: Span) -> None:
        """What a clause without a number leaves for the next ones."""
        context = self._context
        if not (context.numbers or clause.item or _says_something(clause.tokens)):
            context.apart = context.apart or self._is_apart(clause.tokens)
            return
        lead = split_lead(clause.tokens, context, self._language)
        context.apart = context.apart or self._is_apart(lead.subject)
        self._set_parent(lead)
        if lead.whole and not clause.item and lead.cues & {Cue.BASE, Cue.ABOVE, Cue.BELOW}:
            context.rest = lead.whole
            named = self._namer.subject(lead.subject, context)
            context.subject = named if named and not named.is_known else context.subject  # 茶园面积比全国（5%）
        if Cue.FORECAST in lead.cues and context.period.is_to_come(context.day):
            context.aims = "forecast"
        if lead.cues & {Cue.RATE, Cue.FALL_RATE}:
            context.measure = "growth"
        if clause.item:
            begin_item(lead.subject, lead.whole, context, self._namer.subject)
            return
        if note_regions(lead.subject, context, self._namer.subject):
            return
        opens = bool(lead.subject) and lead.subject[0].kind == Kind.TERM
        names = opens or any(token.kind == Kind.TERM for token in lead.subject)
        topic, rates = Cue.TOPIC in lead.cues, bool(lead.cues & {Cue.RATE, Cue.FALL_RATE})
        if not (names or (topic and rates)) or (context.numbers and (topic or not opens)):
            return
        subject = self._namer.subject(lead.subject, context, lead.towards)
        if topic and not (subject.indicators or (subject and rates)):
            return
        label = _is_label(clause, sentence)
        if label or not context.numbers:
            context.topic = context.topic.tell(subject, lead.subject, self._opens, label)
        if context.numbers:
            context.turn_to(subject)
            return
        context.set_region(subject.region)
        if subject.indicators:
            context.subject, context.items = subject, self._namer.list_subjects(lead, context)
            context.told = True

    def _read_run(self, run: Run, sentence: Span, count: int, given: list[Subject]) -> Iterator[Proposal]:
        """The proposals for numbers that stand side by side.

        *count*: for how many numbers subjects are named; *given*: those of numbers that are still to come.
        """
        context, (words, numbers, tail) = self._context, run
        words = without_base(words, numbers[0], self._language)
        period, opening, before = context.period, context.opening, context.measure
        lead = split_lead(words, context, self._language, numbers[0].value).against(context).by_year(context, count)
        if Cue.TURN in lead.cues or (Cue.REACH in lead.cues and Cue.FROM not in lead.cues):
            context.end_start()
        self._set_parent(lead)
        context.apart = context.apart or self._is_apart(lead.subject)
        behind = tail[1:] if tail and tail[0].text == self._language.of else tail  # 12件的预期目标
        aimed = bool(behind) and behind[0].kind == Kind.CUE and behind[0].value == Cue.TARGET
        if given:
            subjects, rules = [given.pop(0) for _ in numbers if given], _AS_LISTED
        else:
            noun = counted_noun(numbers, tail, self._language)
            subjects, rules = self._namer.subjects(lead, count, noun, aimed, context)
        self._note_aside(words, lead, rules, period)
        if count > len(numbers) and len(subjects) in (1, count):
            given += subjects[len(numbers) :] if len(subjects) == count else [Subject()] * (count - len(numbers))
            subjects = subjects[: len(numbers)] if len(subjects) == count else subjects
        bare = Rule.NAMED not in rules or subjects[0].is_known
        signs = gather_signs(words, tail, lead.cues, self._language.of, bare)
        beside = Cue.BASE in lead.cues and not lead.bases and any(token.kind == Kind.TERM for token in lead.whole)
        signs = replace(signs, before=before, rated=context.rated, compared=bool(lead.bases), beside=beside)
        settled = (context.topic.settle(each, self._lexicon) for each in subjects)
        apart = context.apart or (_is_part_alone(words) and Rule.CARRIED_SUBJECT in rules)
        subjects = [each.as_unknown() if apart else each for each in settled]
        if len(subjects) == 1:
            context.topic = context.topic.hear(subjects[0], context.parent is not None)
        for number, token in enumerate(numbers):
            subject = subjects[number] if len(subjects) == len(numbers) else subjects[0]
            reading = decide(token.value, self._with_subject(signs, subject))
            base = (lead.bases[number] if len(lead.bases) == len(numbers) else lead.bases[0]) if lead.bases else None
            finding = Finding(token, subject, reading, lead.turn(number, len(numbers)), base, aimed, rules)
            yield (proposal := self._rows.propose(finding, context, sentence))
            context.measure, context.known = reading.measure, proposal.indicator != UNKNOWN
            context.rated = reading.rating or context.rated
            context.counts = token.value.kind == "count" if reading.measure == "level" else context.counts
            context.follows = context.follows or Rule.CARRIED_PERIOD in proposal.rules
            if reading.measure == "level" and not context.known and Rule.MULTIPLE not in reading.rules:
                # It is something else, by its unit or its words; so is what follows about it: 进口原油4万吨，增加2%.
                subjects = [subject.as_unknown() if each is subject else each for each in subjects]
        if lead.is_start and context.started is None:
            context.started = NO_PERIOD
        context.numbers, context.read = context.numbers + len(numbers), True
        context.spoken += subjects
        if Cue.EXCEEDS in lead.cues or (lead.has_aim and context.measure == UNKNOWN):
            context.period, context.opening = period, opening
        elif not context.aims and (aimed or lead.cues & {Cue.TARGET, Cue.FORECAST}):
            context.aims = "target" if aimed or Cue.TARGET in lead.cues else "forecast"
            context.before = context.before or period
        context.items = subjects if len(subjects) > 1 else context.items
        context.subject = shared_subject(subjects)
        note_regions(tail, context, self._namer.subject)

    def _note_aside(self, words: Sequence[Token], lead: Lead, rules: Sequence[str], period: Period) -> None:
        """A time beside that of the sentence holds for a number that is named no more: 余额3亿元，上年同期为2亿元；存款4亿元."""
        context = self._context
        named = [token.value.kind for token in words if token.kind == Kind.PERIOD and not lead.bases]
        if Rule.CARRIED_SUBJECT in rules:
            context.aside = (context.aside or period) if {*named} & BESIDE else context.aside
        elif not named:
            context.end_aside()

    def _note_rates(self, run: Run) -> None:
        """Behind a count of those whose rates are told (16个市增速高于全省，其中，月港（3%）), go on about what the rates are of."""
        context, (_, numbers, tail) = self._context, run
        if numbers[-1].value.kind != "count" or not tail or tail[0].start != numbers[-1].end:
            return
        rates = any(token.kind == Kind.CUE and token.value in (Cue.RATE, Cue.FALL_RATE) for token in tail)
        if not rates or not self._language.holders.match(tail[0].text):
            return
        named = self._namer.subject([token for token in tail if has_indicator([token])], context)
        context.subject, context.measure = named if named.is_known else context.main, "growth"

    def _is_apart(self, tokens: Sequence[Token]) -> bool:
        return any(self._language.apart.search(token.text) for token in tokens if token.kind == Kind.WORD)

    def _with_subject(self, signs: Signs, subject: Subject) -> Signs:
        """*signs* with what they say of *subject*: whether it is a rate, an amount, and counted anew."""
        named = any(entry.rate for entry in subject.indicators)
        rate = named or self._language.rates.search(subject.name) is not None
        return replace(signs, rate=rate, amount=not rate and bool(subject.indicators), flows=self._flows(subject))

    def _flows(self, subject: Subject) -> bool:
        """Whether what *subject* grows by has no name, so that it is no level of anything: 出口增加3亿元."""
        known = (each for each in subject.indicators if each.stock or each.code in self._lexicon.indicators)
        return subject.is_known and any(not each.flow and each.code not in self._lexicon.flows for each in known)

    def _is_part(self, lead: Lead) -> bool:
        """Whether the words before a number say of which part of what was told it is: 流向省内的达2亿元."""
        last = lead.subject[-1] if lead.subject else None
        return bool(last and self._context.numbers and last.text in self._language.partly)

    def _set_parent(self, lead: Lead) -> None:
        """其中 and a topic open a subject whose parts follow; a topic of periods says for when or against what."""
        context = self._context
        context.part = context.part or Cue.AMONG in lead.cues
        if Cue.AMONG in lead.cues and not (context.numbers or context.single or context.told):
            context.subject = Subject()  # several things were named before: a part of which is not told
        if Cue.TOPIC in lead.cues:
            context.versus = lead.cues & {Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS}
            of_time = bool(context.versus) or Cue.BY_PERIOD in lead.cues
            context.part = context.part or of_time
            if context.sister and not context.numbers and of_time:
                context.subject, context.single = context.sister, True
        if Cue.TOPIC in lead.cues and context.numbers and context.parent:
            context.subject = context.parent
        elif context.subject and (
            Cue.AMONG in lead.cues or (Cue.TOPIC in lead.cues and context.goes_on) or self._is_part(lead)
        ):
            context.parent = context.subject
