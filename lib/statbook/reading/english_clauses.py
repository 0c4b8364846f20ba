"""What is left out of a clause in English, said again: `tea rose by 3% and rice by 4%`, of which the second rose, too.

The module is long because each way to leave something out is a function of its own.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from statbook.reading.english_asides import (
    CHANGES,
    holds,
    is_member,
    is_term,
    names,
    with_antecedents,
    without_asides,
    without_dashes,
    without_interjections,
    without_speaker,
    without_statements,
    without_turns,
)
from statbook.reading.english_places import (
    as_partner,
    clause_start,
    is_place,
    part_of_partners,
    partners_of,
    with_lists,
    with_partners,
)
from statbook.reading.language import Cue, Kind, Token
from statbook.reading.lexicon import INDICATOR, MEMBER
from statbook.reading.subjects import PARTNER

_WITH_ITS = re.compile(r"\s*with(?:\s(?:(?:an?|the|its|their)\s+)?(?:(?:bilateral|two-way|total)\s+)?)?", re.IGNORECASE)
_TO_THEM = re.compile(
    r"\s*(?:to|with|from)\s(?:them|(?:the|these|those)\s(?:\w{3,8}\s)?(?:countries|regions|markets|economies|partners))\s*"
)
_AND = Token(Kind.LIST, 0, 0, "")
_BY = re.compile(r"\bby\s*$")
_THOSE = re.compile(
    r"(?:.*\s)?(?:those|that)\s(?P<way>to|from|with|of|in|for|by)\s(?:the\s)?(?:new(?:ly\sissued)?\s)?", re.IGNORECASE
)
_COMPARING = re.compile(r"(?:compared|relative|against|versus|on an?|year|month|quarter)\b", re.IGNORECASE)
_HELD = re.compile(r"(?P<owner>.*\w)\s(?P<verb>held|owned)\s*", re.IGNORECASE)
_LINKS = {"the", "and", "followed", "by"}
_BESIDE = (Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS, Cue.RESPECTIVELY)


def complete(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without what is said aside, and with what a clause leaves out."""
    if not holds(tokens, Kind.NUMBER):
        return list(tokens)
    plain = with_lists(without_statements(without_turns(without_interjections(_with_comparison(tokens)))))
    joined = _with_joined(with_partners(without_dashes(plain)))
    parts = [without_speaker(part) for part in _parts(_with_those(joined))]
    parts = [part_of_partners(part) for part in with_antecedents(without_asides(parts))]
    return _with_turns(_with_owners(_with_again(_with_verbs(_with_holders(parts)))))


def _with_turns(tokens: list[Token]) -> list[Token]:
    """*tokens*; "up 3% and down 4%, respectively" says so before the first number, too."""
    made = list(tokens)
    for at in reversed(range(6, len(made))):
        start = at - 6 if made[at - 1].kind == Kind.COMMA else at - 5
        verb, one, link, other, number = made[start : start + 5]
        changes = verb.value in CHANGES and other.value in CHANGES and link.kind == Kind.LIST
        if made[at].value == Cue.RESPECTIVELY and changes and one.kind == number.kind == Kind.NUMBER:
            made.insert(start, replace(made[at], start=verb.start, end=verb.start, text=""))
    return made


def _with_comparison(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; what a sentence opens with is said of each change in it: compared with 2020, tea rose by 3% and rice by 4%."""
    end = next((number for number, each in enumerate(tokens) if each.kind == Kind.COMMA), 0)
    if not end or not all(map(_compares, tokens[:end])) or not _COMPARING.match(tokens[0].text):
        return list(tokens)
    made: list[Token] = []
    changes = False
    for number, each in enumerate(tokens[end + 1 :], end + 2):
        made.append(each)
        changes |= each.value in CHANGES
        behind = tokens[number : number + 2]
        goes_on = [other.kind for other in behind] == [Kind.LIST, Kind.NUMBER] or any(map(_compares, behind[:1]))
        if each.kind == Kind.NUMBER and changes and not goes_on:
            made += [replace(said, start=each.end, end=each.end) for said in tokens[:end]]
            changes = False
    return made


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """*tokens*, cut before each comma and stop."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in (Kind.COMMA, Kind.STOP):
            parts.append([])
        parts[-1].append(token)
    return parts


def _with_joined(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without a comma between a name alone and its verb: followed by A, up 3%, and B, down 2%; the stock, at 3 tonnes."""
    made: list[Token] = []
    for number, token in enumerate(tokens):
        behind = tokens[number + 1 : number + 3]
        if token.kind != Kind.COMMA or len(behind) < 2 or behind[1].kind != Kind.NUMBER:
            made.append(token)
            continue
        start = clause_start(made, len(made))
        name = made[start:]
        words = "".join(each.text for each in name if each.kind == Kind.WORD).split()
        alone = start > 0 and any(map(is_member, name)) and {*words} <= _LINKS
        alone = alone and all(each.kind in (Kind.WORD, Kind.LIST) or is_member(each) for each in name)
        if alone and holds(made[:start], Kind.NUMBER) and behind[0].value in CHANGES:
            traded = any(each.kind == Kind.TERM and any(e.dimension == PARTNER for e in each.value) for each in made)
            made[start:] = [as_partner(each) if traded and is_place(each) else each for each in name]
        elif not (behind[0].text.strip() == "at" and (any(map(names, name)) or _ends_name(made))):
            made.append(token)
    return made


def _ends_name(made: Sequence[Token]) -> bool:
    """Whether a name in brackets stands at the end: narrow money (M1)."""
    return len(made) > 2 and (made[-3].kind, made[-1].kind) == (Kind.OPEN, Kind.CLOSE) and names(made[-2])


def _with_holders(parts: list[list[Token]]) -> list[Token]:
    """The tokens of *parts*; "private firms were busy, with the trade volume at": the volume is theirs."""
    made: list[Token] = []
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else []
        if len(part) > 2 and _WITH_ITS.fullmatch(part[1].text) and is_term(part[2], INDICATOR):
            theirs = _holders(before)
            if theirs and not any(each.kind == Kind.NUMBER for each in before):
                at, rest = part[2].end, part[3:]
                rest = rest[1:] if rest and _TO_THEM.fullmatch(rest[0].text) else rest
                made += [part[0], replace(part[1], kind=Kind.WORD, value=None, text=f"{part[1].text} "), part[2]]
                made += [*(replace(each, start=at, end=at, text=_text_again(each, theirs)) for each in theirs), *rest]
                continue
        made += part
    return made


def _text_again(token: Token, others: Sequence[Token]) -> str:
    """The text of *token* where it is said again: one of *others* needs its name."""
    return f" {token.text}" if len(others) > 1 else ""


def _with_those(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* with the indicator for which "those" stands: exports to A rose by 3%, while those to B fell by 4%."""
    made: list[Token] = []
    named: Token | None = None
    trades = False
    for number, token in enumerate(tokens):
        of, *verbs = tokens[number + 1 : number + 4] or (token,)
        rated = named is not None and any(entry.rate for entry in named.value)
        found = _THOSE.fullmatch(token.text) if token.kind == Kind.WORD else None
        tells = any(each.value in (*CHANGES, Cue.REACH, Cue.SHARE) for each in verbs if each.kind == Kind.CUE)
        tells |= rated and holds(tokens[number + 1 : number + 6], Kind.NUMBER)
        made.append(as_partner(token) if trades else token)
        trades = False
        if (
            found
            and named
            and tells
            and (rated or is_member(of))
            and made[-2].value not in (Cue.ABOVE, Cue.BELOW, Cue.BASE)
        ):
            made[-1] = replace(named, start=token.end, end=token.end, text=f" {named.text.strip()} {found['way']} ")
            trades = found["way"].lower() in ("to", "from", "with") and is_place(of)
        elif is_term(token, INDICATOR):
            named = token
    return made


def _holders(part: Sequence[Token]) -> list[Token]:
    """Who is spoken of in *part*: its members before what they do, or the places that are partners."""
    if partners := partners_of(part):
        return [partners[0], *(each for other in partners[1:] for each in (_AND, other))]
    end = next((number for number, each in enumerate(part) if is_term(each, INDICATOR)), len(part))
    return [each for each in part[:end] if is_term(each, MEMBER)]


def _with_owners(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; "new firms held 3,000 patents" is "3,000 patents held by new firms": they are not all patents."""
    made: list[Token] = []
    moved: Token | None = None
    for number, token in enumerate(tokens):
        found = _HELD.fullmatch(token.text) if token.kind == Kind.WORD else None
        behind = tokens[number + 1 : number + 3]
        if found and len(behind) == 2 and behind[0].kind == Kind.NUMBER and names(behind[1]):
            moved = replace(token, text=f" {found['verb']} by {found['owner'].strip()}")
            continue
        if moved and token.kind not in (Kind.NUMBER, Kind.WORD, Kind.TERM):
            made.append(replace(moved, start=made[-1].end, end=made[-1].end))
            moved = None
        made.append(token)
    return [*made, moved] if moved else made


def _with_verbs(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* with the verb of change of the clause before, where one leaves it out: tea rose by 3%, rice by 4%."""
    made: list[Token] = []
    verb: Token | None = None
    start = 0
    for number, token in enumerate(tokens):
        if token.kind == Kind.STOP:
            verb = None
        if token.kind == Kind.NUMBER:
            lead = made[start:]
            cues = [each for each in lead if each.kind == Kind.CUE and each.value not in _BESIDE]
            changes = [each for each in cues if each.value in CHANGES]
            behind = tokens[number + 1 : number + 3]
            reaches = len(behind) == 2 and behind[0].value == Cue.REACH and behind[1].kind == Kind.NUMBER
            if token.value.kind == "percent" and verb and not cues and any(map(names, lead)):
                left_out = reaches or (made[-1].kind == Kind.WORD and _BY.search(made[-1].text))
                made += [replace(verb, start=token.start, end=token.start, text="")] if left_out else []
            elif token.value.kind == "percent":
                verb = changes[-1] if changes else verb
            made.append(token)
            start = len(made)
            continue
        made.append(token)
        start = len(made) if token.kind in (Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE) else start
    return made


def _with_again(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* with the verb of the number before, where a second base has a number of its own: down 1% from May and 2% from June."""
    made: list[Token] = []
    verb: Token | None = None
    last = passed = -1
    for number, token in enumerate(tokens):
        if number == passed:
            continue
        if token.kind == Kind.NUMBER:
            between = made[last + 1 :] if last >= 0 else []
            again = len(between) > 1 and between[-1].kind == Kind.LIST and all(map(_compares, between[:-1]))
            other = bool(between) and between[-1].text.strip() == "or" and all(map(_is_or, between))
            if verb and (other or (again and token.value.kind == made[last].value.kind)):
                made.append(replace(verb, start=token.start, end=token.start, text=""))
                behind = tokens[number + 1 :] if other else ()
                parted = len(behind) > 1 and behind[0].kind == Kind.COMMA and behind[1].value == Cue.BASE
                passed = number + 1 if parted else passed
                base = list(itertools.takewhile(_compares, behind[parted:]))
                made[last + 1 : last + 1] = [replace(each, start=made[last].end, end=made[last].end) for each in base]
            else:
                verb = next((each for each in reversed(made[last + 1 :]) if each.value in CHANGES), None)
            last = len(made)
        made.append(token)
    return made


def _is_or(token: Token) -> bool:
    """Whether the number behind says the same in other words: fell 2,300 yuan, or 12 percent."""
    return token.kind == Kind.COMMA or token.text.strip() == "or"


def _compares(token: Token) -> bool:
    """Whether *token* says with what a number is compared, or when it was so."""
    return token.kind == Kind.PERIOD or (token.kind == Kind.CUE and token.value in (Cue.BASE, *_BESIDE))
