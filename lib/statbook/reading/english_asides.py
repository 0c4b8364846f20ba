"""What an English sentence says aside, put aside: `M9, a measure of money, rose`, `an official said that exports rose`."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from statbook.reading.english_numbers import WORDS
from statbook.reading.language import Cue, Kind, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION

_DASHES = ("–", "—", "--")
_BEGINS_ASIDE = re.compile(r"\s*(?:an?|the|which|who|that)\b", re.IGNORECASE)
_BEGINS_VERB = re.compile(r"\s*(?:went|stood|came|was|were|is|are|has|have|had)\b", re.IGNORECASE)
_SPEAKS = re.compile(r"\b(?:said|told|announced|shows?|showed|noted|added|adding)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|showed)\s(?=(?:the|its|an?|in)\s|$)", re.IGNORECASE)
_INTERJECTION = re.compile(
    r"\s*(?:however|meanwhile|moreover|in turn|for example|for instance|in particular|by contrast|in contrast|too|also|though|in comparison|notably)\s*",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s*which(?:\s(?:was|were|has|have|had|is|are|also))?\s*", re.IGNORECASE)
_TELLS = re.compile(rf"\s*\b(?:{'|'.join(WORDS['text']['telling'])})\b", re.IGNORECASE)
_FOREMOST = re.compile(
    rf"\s*(?:were|are|remained|became)\s(?:(?:the|its|their)\s)?(?:(?:{'|'.join(WORDS['text']['foremost'])})\s)+",
    re.IGNORECASE,
)
_BETWEEN_COMMAS = (Kind.COMMA, Kind.WORD, Kind.COMMA)
_ENDS_STATEMENT = (Kind.COMMA, Kind.STOP, Kind.PERIOD)
CHANGES = (Cue.RISE, Cue.FALL)
_VERBS = (*CHANGES, Cue.REACH, Cue.SHARE)


def without_interjections(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without a word between two commas that says nothing: state firms, however, saw."""
    kept = list(tokens)
    for at in reversed(range(1, len(kept) - 1)):
        one, word, other = kept[at - 1 : at + 2]
        if (one.kind, word.kind, other.kind) == _BETWEEN_COMMAS and _INTERJECTION.fullmatch(word.text):
            del kept[at - 1 : at + 2]
    return kept


def without_turns(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without the commas of "respectively" before a period: 3%, 4% and 5%, respectively, in May."""
    said = [
        n for n, each in enumerate(tokens[:-2]) if each.value == Cue.RESPECTIVELY and tokens[n + 2].kind == Kind.PERIOD
    ]
    commas = {at for n in said for at in (n - 1, n + 1) if tokens[at].kind == Kind.COMMA}
    return [each for n, each in enumerate(tokens) if n not in commas]


def without_dashes(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without what stands between two dashes and holds no number."""
    kept = list(tokens)
    at = [n for n, each in enumerate(kept) if each.kind == Kind.COMMA and each.text.strip() in _DASHES]
    if len(at) == 2 and at[0] and not holds(kept[at[0] : at[1]], Kind.NUMBER):
        del kept[at[0] : at[1] + 1]
    return kept


def without_speaker(part: list[Token]) -> list[Token]:
    """*part* without who says what it says, but with places: they may be that of the text."""
    for number, token in enumerate(part):
        if token.kind != Kind.WORD:
            continue
        end = token.text.lower().rfind("that ")
        said = "".join(each.text for each in part[:number]) + token.text[: max(0, end)]
        bare = _SAID.search(token.text)
        bare = None if bare and any(is_term(each, INDICATOR) for each in part[:number]) else bare
        if bare or (end >= 0 and _SPEAKS.search(said)):
            cut = bare.end() if bare else end + len("that ")
            rest = replace(token, start=token.start + cut, text=token.text[cut:])
            return [*(each for each in part[:number] if not names(each)), rest, *part[number + 1 :]]
    return part


def without_statements(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without what is told of a name and is none: trade saw a strong performance, tea and rice were the main exports."""
    made = list(tokens)
    for at, (token, behind) in enumerate(pairwise(tokens)):
        if token.kind != Kind.WORD or not any(map(names, tokens[max(0, at - 1) : at])):
            continue
        if is_term(behind, INDICATOR) and _FOREMOST.fullmatch(token.text):
            made[at] = replace(token, text=" ")
        elif behind.kind in _ENDS_STATEMENT or behind.value == Cue.BASE:
            found = _TELLS.search(token.text)
            made[at] = replace(token, text=token.text[: found.start()]) if found else token
    return made


def without_asides(parts: list[list[Token]]) -> list[list[Token]]:
    """*parts* without an apposition or a relative clause between a subject and its verb."""
    kept, rest = parts[:1], parts[1:]
    while rest:
        part = rest.pop(0)
        aside = _is_aside(part) and _is_subject(kept[-1])
        listed = itertools.takewhile(
            lambda each: _is_plain(each) and not _begins_with_verb(each), rest[:3] if aside else ()
        )
        end = len([*listed])  # which covers cash, deposits and reserves, stood
        if aside and end < len(rest) and _begins_with_verb(rest[end]):
            kept[-1] = [*kept[-1], *rest[end][1:]]
            del rest[: end + 1]
        else:
            kept.append(part)
    return kept


def _is_aside(part: Sequence[Token]) -> bool:
    begins = len(part) > 1 and part[0].kind == Kind.COMMA and _BEGINS_ASIDE.match(part[1].text) is not None
    return begins and _is_plain(part)


def _is_plain(part: Sequence[Token]) -> bool:
    """Whether *part* tells no number and no change."""
    return not any(
        each.kind == Kind.NUMBER or each.value in (*CHANGES, Cue.REACH) for each in part if each.kind != Kind.TERM
    )


def _is_subject(part: Sequence[Token]) -> bool:
    return any(map(names, part)) and not holds(part, Kind.NUMBER)


def _begins_with_verb(part: Sequence[Token]) -> bool:
    if len(part) < 2 or part[0].kind != Kind.COMMA:
        return False
    first = part[1]
    return (first.kind == Kind.CUE and first.value in _VERBS) or (
        first.kind == Kind.WORD and _BEGINS_VERB.match(first.text) is not None
    )


def with_antecedents(parts: list[list[Token]]) -> list[list[Token]]:
    """*parts*; what "which" stands for, behind a name, is that name: demand came from tea, which made up 3 percent."""
    for before, part in pairwise(parts):
        relative = len(part) > 2 and part[0].kind == Kind.COMMA and _RELATIVE.fullmatch(part[1].text)
        if relative and holds(part, Kind.NUMBER) and is_member(before[-1]) and part[2].value in _VERBS:
            part[1] = replace(before[-1], start=part[1].start, end=part[1].start, text="")
    return parts


def holds(tokens: Iterable[Token], kind: Kind) -> bool:
    """Whether one of *tokens* is of *kind*."""
    return any(each.kind == kind for each in tokens)


def names(token: Token) -> bool:
    """Whether *token* is a word, or a term for an indicator or a member."""
    return token.kind == Kind.WORD or is_term(token, INDICATOR) or is_term(token, MEMBER)


def is_term(token: Token, kind: str) -> bool:
    """Whether *token* is a word for an entry of *kind*."""
    return token.kind == Kind.TERM and any(entry.kind == kind for entry in token.value)


def is_member(token: Token) -> bool:
    """Whether *token* names a member or a place, and no indicator."""
    return (is_term(token, MEMBER) or is_term(token, REGION)) and not is_term(token, INDICATOR)
