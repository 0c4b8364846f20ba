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
)
from statbook.reading.language import Cue, Kind, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION, Entry
from statbook.reading.subjects import PARTNER

_WITH_ITS = re.compile(r"\s*with\s(?:(?:an?|the|its|their)\s+)?(?:(?:bilateral|two-way|total)\s+)?", re.IGNORECASE)
_PARTNER_IS = re.compile(r"\bpartners?\b", re.IGNORECASE)
_BY = re.compile(r"\bby\s*$")
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_AS_PARTNER = re.compile(r"\bpartner,?\s(?:with)\s(?:an?|the|its)\s*$", re.IGNORECASE)
_THOSE = re.compile(r"(?:.*\s)?(?:those|that)\s(?P<way>to|from|with|of|in|for|by)\s(?:the\s)?", re.IGNORECASE)
_HELD = re.compile(r"(?P<owner>.*\w)\s(?P<verb>held|owned)\s*", re.IGNORECASE)
_LINKS = {"the", "and", "followed", "by"}
_ENDS = (Kind.NUMBER, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE)
_BESIDE = (Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS, Cue.RESPECTIVELY)


def complete(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without what is said aside, and with what a clause leaves out."""
    if not holds(tokens, Kind.NUMBER):
        return list(tokens)
    plain = _with_lists(without_interjections(tokens))
    joined = _with_joined(_with_partners(without_dashes(plain)))
    parts = [without_speaker(part) for part in _parts(_with_those(joined))]
    parts = with_antecedents(without_asides(parts))
    return _with_owners(_with_again(_with_verbs(_with_holders(parts))))


def _with_lists(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; commas between names of one kind are those of a list: loans, deposits and bonds rose."""
    made = list(tokens)
    for at in range(1, len(made)):
        end = at
        while end + 2 < len(made) and made[end].kind == Kind.COMMA and _are_alike(made[end - 1], made[end + 1]):
            end += 2
        if end > at and made[end].kind == Kind.LIST and _are_alike(made[end - 1], made[end + 1]):
            made[at:end:2] = [replace(each, kind=Kind.LIST) for each in made[at:end:2]]
    for at in range(1, len(made) - 1):
        one, link, other = made[at - 1 : at + 2]
        if (
            link.text.strip() == ","
            and link.kind == Kind.LIST
            and {one.kind, other.kind} == {Kind.NUMBER}
            and one.value.kind != other.value.kind
        ):
            made[at] = replace(link, kind=Kind.COMMA)  # 1.5 percent, 0.1 points and 0.4 points lower
        if link.kind == Kind.LIST and _is_partner(one) and is_term(other, REGION) and not _owns(made[at + 2 : at + 3]):
            made[at + 1] = as_partner(other)  # trade with the EU, Japan and Korea
    return made


def _owns(behind: Sequence[Token]) -> bool:
    """Whether the word before is an owner: Haixi's."""
    return bool(behind) and behind[0].text.startswith(("'s", "’s"))


def _is_partner(token: Token) -> bool:
    return token.kind == Kind.TERM and any(entry.dimension == PARTNER for entry in token.value)


def _are_alike(one: Token, other: Token) -> bool:
    """Whether both are names of one kind."""
    if not one.kind == other.kind == Kind.TERM:
        return False
    if _is_place(one) and _is_place(other):
        return True
    kinds = [{(entry.kind, entry.dimension) for entry in each.value} for each in (one, other)]
    return bool(kinds[0] & kinds[1])


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """*tokens*, cut before each comma and stop."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in (Kind.COMMA, Kind.STOP):
            parts.append([])
        parts[-1].append(token)
    return parts


def _with_partners(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; "trade between A and B" is that of A with B, and so is "B remained the partner of A with a trade of"."""
    made = list(tokens)
    for at in reversed(range(len(made) - 3)):
        word, one, link, other = made[at : at + 4]
        if _BETWEEN.search(word.text) and link.kind == Kind.LIST and is_term(one, REGION) and _is_place(other):
            made[at : at + 4] = [replace(word, text=_BETWEEN.sub(" ", word.text)), one, as_partner(other)]
    end = next((n for n, each in enumerate(made) if each.kind == Kind.WORD and _AS_PARTNER.search(each.text)), 0)
    if end and end + 1 < len(made) and is_term(made[end + 1], INDICATOR):
        start = _clause_start(made, end)
        places = [each for each in made[start:end] if _is_place(each)]
        if places:
            rest = [each for each in made[start:end] if each is not places[0] and not names(each)]
            made[start : end + 1] = [*rest, replace(as_partner(places[0]), text="")]
    return made


def _clause_start(tokens: Sequence[Token], at: int) -> int:
    """Where the clause begins in which the token at *at* stands."""
    while at and tokens[at - 1].kind not in _ENDS:
        at -= 1
    return at


def _is_place(token: Token) -> bool:
    return is_term(token, REGION) or _is_partner(token)


def as_partner(token: Token) -> Token:
    """*token*, a place, as one with which something is traded."""
    partners = tuple(entry for entry in token.value if entry.dimension == PARTNER)
    places = tuple(Entry(MEMBER, entry.code, dimension=PARTNER) for entry in token.value if entry.kind == REGION)
    return replace(token, value=partners or places or token.value)


def _with_joined(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* without a comma between a name alone and its verb: followed by A, up 3%, and B, down 2%; the stock, at 3 tonnes."""
    made: list[Token] = []
    for number, token in enumerate(tokens):
        behind = tokens[number + 1 : number + 3]
        if token.kind != Kind.COMMA or len(behind) < 2 or behind[1].kind != Kind.NUMBER:
            made.append(token)
            continue
        start = _clause_start(made, len(made))
        name = made[start:]
        words = "".join(each.text for each in name if each.kind == Kind.WORD).split()
        alone = start > 0 and any(map(is_member, name)) and {*words} <= _LINKS
        alone = alone and all(each.kind in (Kind.WORD, Kind.LIST) or is_member(each) for each in name)
        if alone and holds(made[:start], Kind.NUMBER) and behind[0].value in CHANGES:
            traded = any(each.kind == Kind.TERM and any(e.dimension == PARTNER for e in each.value) for each in made)
            made[start:] = [as_partner(each) if traded and _is_place(each) else each for each in name]
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
                made += [
                    *part[:3],
                    *(replace(each, start=part[2].end, end=part[2].end, text="") for each in theirs),
                    *part[3:],
                ]
                continue
        made += part
    return made


def _with_those(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* with the indicator for which "those" stands: exports to A rose by 3%, while those to B fell by 4%."""
    made: list[Token] = []
    named: Token | None = None
    trades = False
    for number, token in enumerate(tokens):
        of, *verbs = tokens[number + 1 : number + 4] or (token,)
        found = _THOSE.fullmatch(token.text) if token.kind == Kind.WORD else None
        tells = any(each.value in (*CHANGES, Cue.REACH, Cue.SHARE) for each in verbs if each.kind == Kind.CUE)
        made.append(as_partner(token) if trades else token)
        trades = False
        if found and named and tells and is_member(of) and made[-2].value not in (Cue.ABOVE, Cue.BELOW, Cue.BASE):
            made[-1] = replace(named, start=token.end, end=token.end, text=f" {named.text.strip()} {found['way']} ")
            trades = found["way"].lower() in ("to", "from", "with") and _is_place(of)
        elif is_term(token, INDICATOR):
            named = token
    return made


def _holders(part: Sequence[Token]) -> list[Token]:
    """Who is spoken of in *part*: its members before what they do, or the place that is a partner."""
    if any(each.kind == Kind.WORD and _PARTNER_IS.search(each.text) for each in part):
        return [as_partner(each) for each in part if _is_place(each)][:1]
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
