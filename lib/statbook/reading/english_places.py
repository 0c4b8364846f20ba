"""Places and lists in English: which place is meant, which is a partner, and what stands side by side."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from statbook.reading.english_asides import is_term, names
from statbook.reading.language import Kind, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION, Entry
from statbook.reading.subjects import PARTNER

_SIDE = r"(?:(?:north|south|east|west|central|northeast|northwest|southeast|southwest)(?:ern)?\s*)?"
_BEFORE_OWNER = re.compile(rf"\b{_SIDE}$", re.IGNORECASE)
_OF_OWNER = re.compile(rf"\s*['’]s\s{_SIDE}(?:[a-z-]{{2,20}}\s){{0,4}}")
_ONE_OF = re.compile(rf"\b(?:one|capital|city|hub|port|part|county|district)\s(?:of|in)\s*{_SIDE}$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_AS_PARTNER = re.compile(r"\bpartner,?\s(?:with)\s(?:an?|the|its)\s*$", re.IGNORECASE)
_IS_PARTNER = re.compile(r"\s*(?:were|are|was|is|remained|became)\b", re.IGNORECASE)
_PARTNERS = re.compile(r"\bpartners?\b", re.IGNORECASE)
_NAME = re.compile(r"\s?(?:[A-Z][\w-]{1,30}\s?){1,3}")
_ENDS = (Kind.NUMBER, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE)


def nearest(tokens: Sequence[Token], around: Mapping[str, Set[str]]) -> list[Token]:
    """*tokens*; of two places, one in the other, the nearer alone: China's Haixi; Yuegang, Haixi.

    One of a country's does not speak of the country, nor the capital of a province of the province.
    """
    if not any(map(_region, tokens)):
        return [*tokens]
    made: list[Token] = []
    for token in tokens:
        if (place := _region(token)) and len(made) > 1:
            owner = _region(made[-2])
            if owner and _OF_OWNER.fullmatch(made[-1].text) and owner in around.get(place, {owner}):
                del made[-2:]
                if made and made[-1].kind == Kind.WORD and not _ONE_OF.search(made[-1].text):
                    made[-1] = replace(made[-1], text=_BEFORE_OWNER.sub("", made[-1].text))
            elif made[-1].kind == Kind.COMMA and place in around.get(_region(made[-2]), ()):
                made.pop()
                continue
        made.append(token)
    return [
        replace(token, kind=Kind.WORD, value=None)
        if _region(token) and at and _ONE_OF.search(made[at - 1].text)
        else token
        for at, token in enumerate(made)
    ]


def _region(token: Token) -> str:
    if token.kind == Kind.TERM:
        for entry in token.value:
            if entry.kind == REGION:
                return str(entry.code)
    return ""


def with_lists(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; commas between names of one kind are those of a list: loans, deposits and bonds rose.

    What stands behind a partner in a list is one, too: trade with the EU, Japan and Korea.
    """
    made = _without_repeats(tokens)
    for at in range(1, len(made)):
        end = at
        while end + 2 < len(made) and made[end].kind == Kind.COMMA and _are_alike(made[end - 1], made[end + 1]):
            end += 2
        if end > at and made[end].kind == Kind.LIST and _are_alike(made[end - 1], made[end + 1]):
            made[at:end:2] = [replace(each, kind=Kind.LIST) for each in made[at:end:2]]
    partners = False
    for at in range(1, len(made) - 1):
        one, link, other = made[at - 1 : at + 2]
        numbers = link.kind == Kind.LIST and link.text.strip() == "," and {one.kind, other.kind} == {Kind.NUMBER}
        if numbers and one.value.kind != other.value.kind:
            made[at] = replace(link, kind=Kind.COMMA)  # 1.5 percent, 0.1 points and 0.4 points lower
        partners = _is_partner(one) or (partners and one.kind in (Kind.LIST, Kind.WORD))
        if link.kind == Kind.LIST and partners and is_term(other, REGION) and not _owns(made[at + 2 : at + 3]):
            made[at + 1] = as_partner(other)
    return made


def with_pairs(tokens: Sequence[Token], words: Mapping[str, tuple[Entry, ...]]) -> list[Token]:
    """*tokens*; a name of two things before two numbers is one of each: exports and imports were 3 and 4 billion yuan."""
    made: list[Token] = []
    for at, token in enumerate(tokens):
        one, _, other = token.text.strip().casefold().partition(" and ")
        if token.kind == Kind.TERM and one in words and other in words and _are_two(tokens[at + 1 :]):
            cut = token.end - len(other)
            made.append(replace(token, end=token.start + len(one), text=token.text[: len(one)], value=words[one]))
            made.append(Token(Kind.LIST, made[-1].end, cut, " and "))
            token = replace(token, start=cut, text=token.text[-len(other) :], value=words[other])
        made.append(token)
    return made


def _are_two(behind: Sequence[Token]) -> bool:
    """Whether the next numbers of a clause are two side by side."""
    at = next((number for number, each in enumerate(behind) if each.kind in _ENDS), len(behind))
    kinds = [each.kind for each in behind[at : at + 5]]
    return kinds[:3] == [Kind.NUMBER, Kind.LIST, Kind.NUMBER] and kinds[3:] != [Kind.LIST, Kind.NUMBER]


def _without_repeats(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without a name in brackets that says the same as the one before: the European Union (EU)."""
    made: list[Token] = []
    for token in tokens:
        if token.kind == Kind.CLOSE and len(made) > 2 and made[-2].kind == Kind.OPEN:
            one, _, other = made[-3:]
            if one.kind == other.kind == Kind.TERM and {*one.value} & {*other.value} and is_place(one):
                del made[-2:]
                continue
        made.append(token)
    return made


def _owns(behind: Sequence[Token]) -> bool:
    """Whether the word before is an owner: Haixi's."""
    return bool(behind) and behind[0].text.startswith(("'s", "’s"))


def _are_alike(one: Token, other: Token) -> bool:
    """Whether both are names of one kind; beside a partner, any name may be one."""
    if one.kind == other.kind == Kind.TERM:
        kinds = [{(entry.kind, entry.dimension) for entry in each.value} for each in (one, other)]
        return (is_place(one) and is_place(other)) or bool(kinds[0] & kinds[1])
    return (is_place(one) or is_place(other)) and any(
        each.kind == Kind.WORD and _NAME.fullmatch(each.text) for each in (one, other)
    )


def is_place(token: Token) -> bool:
    return is_term(token, REGION) or _is_partner(token)


def _is_partner(token: Token) -> bool:
    return token.kind == Kind.TERM and any(entry.dimension == PARTNER for entry in token.value)


def as_partner(token: Token) -> Token:
    """*token*, a place, as one with which something is traded."""
    partners = tuple(entry for entry in token.value if entry.dimension == PARTNER)
    places = tuple(Entry(MEMBER, entry.code, dimension=PARTNER) for entry in token.value if entry.kind == REGION)
    return replace(token, value=partners or places or token.value)


def with_partners(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; "trade between A and B" is that of A with B, and so is "B remained the partner of A with a trade of"."""
    made = list(tokens)
    for at in reversed(range(len(made) - 3)):
        word, one, link, other = made[at : at + 4]
        if _BETWEEN.search(word.text) and link.kind == Kind.LIST and is_term(one, REGION) and is_place(other):
            made[at : at + 4] = [replace(word, text=_BETWEEN.sub(" ", word.text)), one, as_partner(other)]
    end = next((n for n, each in enumerate(made) if each.kind == Kind.WORD and _AS_PARTNER.search(each.text)), 0)
    if end and end + 1 < len(made) and is_term(made[end + 1], INDICATOR):
        start = clause_start(made, end)
        places = [each for each in made[start:end] if is_place(each)]
        if places:
            rest = [each for each in made[start:end] if each is not places[0] and not names(each)]
            made[start : end + 1] = [*rest, replace(as_partner(places[0]), text="")]
    return made


def part_of_partners(part: Sequence[Token]) -> list[Token]:
    """*part*; the places that it calls partners are some: A, B and C were the main partners of D."""
    verb = _verb_of_partners(part)
    return [as_partner(each) if number < verb and is_place(each) else each for number, each in enumerate(part)]


def partners_of(part: Sequence[Token]) -> list[Token]:
    """The places that *part* calls partners, or the first that it names."""
    if not any(each.kind == Kind.WORD and _PARTNERS.search(each.text) for each in part):
        return []
    verb = _verb_of_partners(part)
    return [as_partner(each) for each in part[:verb] or part if is_place(each)][: None if verb else 1]


def _verb_of_partners(part: Sequence[Token]) -> int:
    """Where it says that the places before are partners; 0 if it does not."""
    words = [(number, each.text) for number, each in enumerate(part) if each.kind == Kind.WORD]
    if not any(_PARTNERS.search(text) for _, text in words):
        return 0
    return next((n for n, text in words if n and is_place(part[n - 1]) and _IS_PARTNER.match(text)), 0)


def clause_start(tokens: Sequence[Token], at: int) -> int:
    """Where the clause begins in which the token at *at* stands."""
    while at and tokens[at - 1].kind not in _ENDS:
        at -= 1
    return at
