"""What a number measures, in the words of the text: names, the terms in them, and what they share with other names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from statbook.reading.language import Kind, Language, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION, Entry
from statbook.reading.proposal import UNKNOWN

PARTNER = "partner"
"""The dimension of countries with which something is traded."""
FLOW = "flow"
"""That of exports and imports, which an indicator's own words say."""


@dataclass(frozen=True)
class Term:
    """A word of a name with what it may stand for; *carried* from another subject, it is no word of this one."""

    text: str
    entries: tuple[Entry, ...]
    carried: bool = False

    def kinds(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]


@dataclass(frozen=True)
class Subject:
    """A name in a text, with the terms in it and the signs of its words that no term covers."""

    name: str = ""
    terms: tuple[Term, ...] = ()
    left: str = ""
    region: str = ""
    tokens: tuple[Token, ...] = ()

    @property
    def indicators(self) -> list[Entry]:
        return [entry for term in self.terms for entry in term.kinds(INDICATOR)]

    @property
    def members(self) -> list[Entry]:
        return [entry for term in self.terms for entry in term.kinds(MEMBER)]

    @property
    def parts(self) -> set[str]:
        """The dimensions that it names besides those of its indicator, as the flow of 出口."""
        own = {name for entry in self.indicators for name, _ in entry.members}
        return {entry.dimension for entry in self.members} - own

    @property
    def is_known(self) -> bool:
        """Whether terms cover it."""
        return bool(self.terms) and not self.left

    @property
    def is_several(self) -> bool:
        """Whether it may name several things together: two members of one dimension, exports and imports."""
        dimensions = [entry.dimension for entry in self.members] if len(self.terms) > 1 else []
        flows = {(entry.code, entry.members) for entry in self.indicators}
        return len(dimensions) > len({*dimensions}) or len(flows) > len({code for code, _ in flows})

    def as_unknown(self) -> "Subject":
        """The same name, which stands for none of its terms."""
        return replace(self, left=self.name * 9)

    def as_worth(self) -> "Subject | None":
        """What its value in money is of, if it is one thing: its number may have counted pieces."""
        dimensions = [entry.dimension for entry in self.members]
        one = bool(self.indicators) and len(dimensions) == len({*dimensions})
        return replace(self, left=self.left.replace(self.name, "")) if one else None

    def __bool__(self) -> bool:
        return bool(self.name or self.terms)


def make_subject(tokens: Sequence[Token], language: Language, towards: int | None = None) -> Subject:
    """The subject that *tokens* name; behind the offset *towards* countries are partners."""
    text: list[str] = []
    left: list[str] = []
    terms: list[Term] = []
    used: list[Token] = []
    region, behind, listed = "", -1, False
    for number, token in enumerate(tokens, 1):
        listed = listed or token.kind == Kind.LIST
        if token.kind == Kind.TERM:
            place = next((entry.code for entry in token.value if entry.kind == REGION), "")
            if place == UNKNOWN and (tokens[number].kind == Kind.LIST if number < len(tokens) else number == 1):
                text.append(token.text)
                left.append(token.text)
                continue  # a zone alone, or one of several things, is a thing itself: 新设开发区3个
            others = tuple(entry for entry in token.value if entry.kind in (INDICATOR, MEMBER))
            used.append(token)
            second = region not in ("", place)
            abroad = (towards is not None and token.start >= towards) or (second and _is_partner(others))
            if place and not (abroad or any(entry.kind == INDICATOR for entry in others)):
                if region and listed and place != region:
                    region = UNKNOWN  # of several together
                elif not region or token.start == behind:
                    region, behind = place, token.end
                continue
            if place and not others:
                others = (Entry(MEMBER, place, dimension=PARTNER),)
            text.append(token.text if others else "")
            terms += [Term(token.text, others)] if others else []
        elif token.kind in (Kind.WORD, Kind.LIST, Kind.NUMBER):
            text.append(token.text)
            left.append(token.text if token.kind != Kind.LIST else "")
    name = language.clean("".join(text))
    return Subject(name, tuple(terms), language.meaning("".join(left)) if name else "", region, tuple(used))


def _is_partner(entries: Iterable[Entry]) -> bool:
    return any(entry.dimension == PARTNER for entry in entries)


def only_known(subjects: Iterable[Subject]) -> Subject:
    """The one thing with an indicator that *subjects* name, of no region; nothing if there are several."""
    known = [each for each in subjects if each.is_known and each.indicators]
    alike = {tuple((entry.code, entry.members) for entry in each.indicators) for each in known}
    return replace(known[0], region="") if len(alike) == 1 and not known[0].parts else Subject()


def split_list(tokens: Sequence[Token], language: Language) -> list[list[Token]]:
    """The items of an enumeration."""
    items: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == Kind.LIST:
            items.append([])
        else:
            items[-1].append(token)
    while items[-1] and items[-1][-1].kind == Kind.WORD and not language.clean(items[-1][-1].text):
        items[-1].pop()
    return [item for item in items if any(token.text.strip() for token in item)]


def share_tail(items: list[list[Token]]) -> list[list[Token]]:
    """The items of an enumeration, each with the indicator that stands once, behind the last or before the first."""
    if len(items) < 2:
        return items
    last, first = items[-1], items[0]
    if len(last) > 1 and has_indicator(last[-1:]) and not any(map(has_indicator, items[:-1])):
        at = next(number for number, token in enumerate(last) if number and has_indicator(last[number:]))
        return [*(item + last[at:] for item in items[:-1]), last]
    at = next((number for number, token in enumerate(first[:-1], 1) if has_indicator([token])), 0)
    if at and not any(map(has_indicator, items[1:])):
        return [first, *(first[:at] + item for item in items[1:])]
    return items


def share_head(items: list[list[Token]], towards: int | None) -> list[list[Token]]:
    """The items of an enumeration of partners, each with what stands once, before 对: 民营企业对东洲、南洲出口."""
    if towards is None or any(token.start < towards for item in items[1:] for token in item):
        return items
    head = [token for token in items[0] if token.start < towards] if items else []
    return [*items[:1], *(head + item for item in items[1:])]


def has_indicator(tokens: Iterable[Token]) -> bool:
    return any(token.kind == Kind.TERM and any(entry.kind == INDICATOR for entry in token.value) for token in tokens)


def is_other_way(one: Subject, other: Subject) -> bool:
    """Whether one is of exports, the other of imports, so that none is a part of the other."""
    named = [[pair for entry in each.indicators for pair in entry.members] for each in (one, other)]
    flows = [{code for name, code in pairs if name == FLOW} - {"total"} for pairs in named]
    return all(flows) and not flows[0] & flows[1]


def inherit(child: Subject, parent: Subject | None, as_part: bool) -> Subject:
    """*child* with the indicator of *parent* if it has none.

    *as_part*: also with those members of *parent* that it does not replace, and its words may repeat those of *parent*.
    """
    if parent is None:
        return child
    own, theirs = child.indicators, parent.indicators
    repeated = as_part and not parent.left and child.left in parent.name
    if (child.left and not repeated) or (not (own or as_part) and _are_sisters(child, parent)):
        return child
    if own and not {entry.code for entry in own} & {entry.code for entry in theirs}:
        return child
    child = replace(child, left="")
    dimensions = {entry.dimension for entry in child.members} | {name for entry in own for name, _ in entry.members}
    more = []
    for term in parent.terms:
        if term.kinds(INDICATOR):
            more += [] if own else [replace(term, carried=True)]
        elif as_part and not dimensions & {entry.dimension for entry in term.kinds(MEMBER)}:
            more.append(replace(term, carried=True))
    return replace(child, terms=(*more, *child.terms)) if more else child


def _are_sisters(one: Subject, other: Subject) -> bool:
    """Whether both are kinds of the same, so that none is of the other: 财政性存款, 住户存款; but 短期贷款 are loans."""
    kind = one.terms[-1].text if one.terms else ""
    name = next((term.text for term in reversed(other.terms) if term.kinds(INDICATOR)), "").removesuffix("余额")
    return name[-2:] == kind[-2:] and not kind.endswith(name) and not kind.isascii()
