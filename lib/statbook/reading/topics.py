"""Of whom or of what a line speaks: what it names once, and later numbers in it leave out, is not silently all of it.

民营企业活力足。前三季度，出口机电产品3亿元: what private firms exported. Where the words do not settle it, a number is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from statbook.reading.language import Kind, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, OWN, REGION, Lexicon
from statbook.reading.proposal import UNKNOWN
from statbook.reading.subjects import FLOW, Subject, Term

_PRODUCT = "product"
_WHOSE = ("owner", "partner", "mode")
"""The dimensions of who does something and with whom: what one number says of them may hold for the next."""


@dataclass(frozen=True)
class Topic:
    """What was named, by dimension.

    line      of the line, by its heading, or before its numbers
    sentence  by a number of this sentence
    leading   the dimensions that a line without a number opens with, so that the rest of it is about them
    headed    whether the line before was a heading, or had no number, so that the next one goes on about it
    parted    whether the last number was of a part, behind 其中, so that what follows may be one of the whole
    numbered  whether the line had a number
    """

    line: Mapping[str, Term] = field(default_factory=dict)
    sentence: Mapping[str, Term] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()
    headed: bool = False
    parted: bool = False
    numbered: bool = False

    def begin(self, fresh: bool) -> "Topic":
        """The topic of a sentence; a fresh one begins a line."""
        if not fresh:
            return replace(self, sentence={}, headed=False) if self.sentence or self.headed else self
        return Topic(self.line) if self.headed else Topic()

    def tell(self, subject: Subject, tokens: tuple[Token, ...], opens: bool, label: bool) -> "Topic":
        """The topic behind a clause without a number.

        *opens*: it begins a line whose first sentence has none; *label*: a colon follows, so that it is about nothing else.
        """
        if label:
            return replace(self, line=_parts(subject), leading=frozenset())
        if not (named := _parts(subject)):
            return self
        first = next((token for token in tokens if not _is_place(token)), None)
        leads = opens and first is not None and first.kind == Kind.TERM and any(e.kind == MEMBER for e in first.value)
        return replace(
            self, line={**self.line, **named}, leading=frozenset(named) if leads else self.leading - {*named}
        )

    def settle(self, subject: Subject, lexicon: Lexicon) -> Subject:
        """*subject* with what the topic says of it beyond doubt; unknown if it may be a part of the topic.

        What is said of a region is said of all that is there.
        """
        if _is_of_all(subject):
            return subject
        themes = {lexicon.indicators.get(entry.code, {}).get("theme", "") for entry in subject.indicators}
        possible = {name for theme in themes for name in lexicon.themes.get(theme, ())}
        possible |= {*self.line, *self.sentence} if "" in themes else set()  # data/ does not say what parts it has
        possible -= _parts(subject).keys()
        own = {entry.dimension for entry in subject.members} - {FLOW}
        for name in sorted(possible & {*self.line, *self.sentence}):
            if name == _PRODUCT and own:
                continue
            if name in self.leading or (name in self.sentence and not own and not self.parted):
                term = self.line[name] if name in self.leading else self.sentence[name]
                subject = replace(subject, terms=(replace(term, carried=True), *subject.terms))
            else:
                return subject.as_unknown()
        return subject

    def hear(self, subject: Subject, part: bool) -> "Topic":
        """The topic behind a number; *part*: of a part of something."""
        named = {name: term for name, term in _parts(subject).items() if name in _WHOSE}
        line = self.line if self.numbered else {**named, **self.line}
        if _is_of_all(subject):
            line = {name: term for name, term in line.items() if name in named}
        other = {name for name, term in named.items() if name in line and line[name].entries != term.entries}
        leading = frozenset(self.leading & line.keys()) - other
        return replace(
            self, line=line, sentence={**self.sentence, **named}, leading=leading, parted=part, numbered=True
        )


def _parts(subject: Subject) -> dict[str, Term]:
    """The words for one part each of *subject*, by dimension."""
    found: dict[str, list[Term]] = {}
    for term in subject.terms:
        for entry in term.kinds(MEMBER):
            if not term.kinds(INDICATOR) and entry.dimension != FLOW:
                found.setdefault(entry.dimension, []).append(term)
    return {name: terms[0] for name, terms in found.items() if len(terms) == 1}


def _is_of_all(subject: Subject) -> bool:
    """Whether its words say a region, which may be that of the text: 全省."""
    here = any(entry.code in OWN for token in subject.tokens if token.kind == Kind.TERM for entry in token.value)
    return here or subject.region not in ("", UNKNOWN)


def _is_place(token: Token) -> bool:
    """Whether *token* says where or when, before what a clause is about."""
    return token.kind == Kind.PERIOD or (token.kind == Kind.TERM and all(e.kind == REGION for e in token.value))
