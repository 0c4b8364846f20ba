"""The order of words: English says behind a number what the interpreter expects before it.

`rose 3% on 2024`, `52% of exports`, `5 points for firms`, `10 billion yuan in 2025`: the words behind go before the number.
A number that English adds from another time (`after 41%`, `from 92 billion yuan a year earlier`) goes into brackets, so that
its period does not become that of the sentence. The module is long because each of these is a function of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from statbook.reading.english_asides import is_term
from statbook.reading.english_numbers import WORDS
from statbook.reading.english_ranges import ENDS, PRIOR, lead_of, with_compared, with_ranges
from statbook.reading.language import Cue, Kind, PeriodWords, Token
from statbook.reading.lexicon import INDICATOR, REGION

UNSAID = PeriodWords("unnamed")
"""A period that the text does not name."""
_BESIDE = ("year-earlier", "previous-year", "previous-month", "previous-quarter", "previous-year-end")
_BALANCE = re.compile(rf"\b(?:{'|'.join(WORDS['text']['balances'])})\b", re.IGNORECASE)
_AGAINST = {*WORDS["text"]["against"]}
_NAMED_CHANGES = {
    word: cue for cue, words in ((Cue.RISE, "rises"), (Cue.FALL, "falls")) for word in WORDS["text"][words]
}
_BEHIND = dict.fromkeys(WORDS["text"]["more"], Cue.MORE) | dict.fromkeys(WORDS["text"]["less"], Cue.LESS)
CHANGES = (*_NAMED_CHANGES, *WORDS["text"]["changes"])
"""The names of a change."""
_ABOUT = ("for", "in", "with", "among", "from")
_TO_NUMBER = (Cue.YEAR_ON_YEAR, Cue.ON_PREVIOUS, Cue.ANNUAL, Cue.RESPECTIVELY)
_CHANGES = (Cue.RISE, Cue.FALL, Cue.MORE, Cue.LESS, Cue.RATE)


def arrange(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a sentence in the order of the interpreter."""
    made: list[Token] = []
    rest = [each for each in tokens if each.kind != Kind.PERIOD or each.value.kind != "since"]
    if not any(each.kind == Kind.NUMBER for each in rest):
        return [each for each in rest if each.value != PRIOR]
    rest = with_compared(with_ranges(rest))
    later: list[Token] = []
    dated, start = False, 0
    while rest:
        token = rest.pop(0)
        if token.kind == Kind.STOP:
            dated, start = False, len(made) + 1
        if token.kind == Kind.PERIOD and token.value.kind not in _BESIDE and not _is_base(made):
            if not dated and _is_last(made[start:], rest):
                made.insert(start, token)
                dated = True
                continue
            dated = True
        if token.kind != Kind.NUMBER:
            made.append(token)
            continue
        run, rest = _run(token, rest)
        again, rest = _again(run, rest)
        tail, rest = _tail(rest)
        if not tail and _is_of_part(rest):
            made.append(rest.pop(0))  # 3 billion yuan of which came from A
        lead = lead_of(made, start)
        before, said = _split_change(made)
        prior, aimed = any(each.value == PRIOR for each in lead), bool(rest) and rest[0].value == Cue.TARGET
        aimed |= prior and bool(rest) and rest[0].value == Cue.FORECAST
        parts = _sort_tail(run, [] if prior else lead, tail, aimed)
        if prior or (parts.period is not None and _is_beside(lead, parts.period)):
            made = before
            rest = parts.take_aim(rest) if aimed else rest
            aside = [*_in_brackets([*said, *parts.inside, *parts.before], run, parts.kept, parts.period), *again]
            if _goes_on(rest):
                later = aside
            else:
                made += aside
            continue
        if parts.period is not None and dated:
            parts.inside.append(parts.period)
        elif parts.period is not None:
            made.insert(start, parts.period)
        at = len(made) - len(lead)
        made[at:] = _with_object(made[at:], parts.before)
        made = _with_differences(made, len(made) - len(lead), run)
        made += [*parts.inside, *run, *again, *parts.kept, *later]
        dated, later = dated or parts.period is not None, []
    return [each for each in [*made, *later] if each.value != PRIOR]


def _is_last(made: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether a period stands alone behind the numbers of a sentence: rose to 3 billion yuan ($1 billion) in 2025."""
    behind = made[:-1] if made and made[-1].text.strip().lower() in ("in", "during", "for") else made
    if not behind or behind[-1].kind not in (Kind.CLOSE, Kind.COMMA):
        return False
    end = next((n for n, each in enumerate(rest) if each.kind == Kind.STOP), len(rest))
    return any(each.kind == Kind.NUMBER for each in made) and not any(each.kind == Kind.NUMBER for each in rest[:end])


def _split_change(made: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """*made* without the cue of another time, and the change that stands behind it: compared with a fall of 3%."""
    at = next((n for n in reversed(range(len(made))) if made[n].value == PRIOR), len(made))
    said = list(made[at + 1 :])
    named = any(each.value in _CHANGES for each in said) and all(each.kind in (Kind.CUE, Kind.WORD) for each in said)
    return [each for each in made[: at if named else None] if each.value != PRIOR], said if named else []


def _goes_on(rest: Sequence[Token]) -> bool:
    """Whether the number from which something changed is followed by that to which it did."""
    return len(rest) > 1 and rest[0].value == Cue.REACH and rest[1].kind == Kind.NUMBER


def _with_differences(made: list[Token], start: int, run: Sequence[Token]) -> list[Token]:
    """Where something rose by an amount, the amount is a difference; of a balance it is the flow."""
    reached = any(each.value == Cue.REACH for each in made[start:])
    if reached or run[0].value.kind not in ("money", "count"):
        return made
    names = " ".join(each.text for each in made[start:] if each.kind in (Kind.WORD, Kind.TERM))
    said = {each.text.lower() for each in made[start:] if each.kind == Kind.CUE}
    if said & _AGAINST or (_BALANCE.search(names) and not said & {"up", "down"}):
        return made
    turned = {Cue.RISE: Cue.MORE, Cue.FALL: Cue.LESS}
    own = [
        Token(each.kind, each.start, each.end, each.text, turned.get(each.value, each.value), each.opens)
        if each.kind == Kind.CUE
        else each
        for each in made[start:]
    ]
    return made[:start] + own


def _run(first: Token, rest: list[Token]) -> tuple[list[Token], list[Token]]:
    """The numbers of an enumeration: 3%, 4% and 5%."""
    run = [first]
    while len(rest) > 1 and rest[0].kind == Kind.LIST and rest[1].kind == Kind.NUMBER:
        run, rest = [*run, *rest[:2]], rest[2:]
    return run, rest


def _again(run: Sequence[Token], rest: list[Token]) -> tuple[list[Token], list[Token]]:
    """The brackets behind an amount of money that give it in another, so that the words behind them are its own."""
    end = next((n for n, each in enumerate(rest[:5]) if each.kind == Kind.CLOSE), 0)
    inside = rest[1:end]
    numbers = [each for each in inside if each.kind == Kind.NUMBER]
    plain = bool(numbers) and all(each.kind in (Kind.NUMBER, Kind.WORD) for each in inside)
    if not plain or rest[0].kind != Kind.OPEN or {each.value.kind for each in (run[-1], *numbers)} != {"money"}:
        return [], rest
    return rest[: end + 1], rest[end + 1 :]


def _is_of_part(rest: Sequence[Token]) -> bool:
    """Whether "of which" stands next, and no number behind it in its clause."""
    end = next((n for n, each in enumerate(rest) if each.kind in ENDS), len(rest))
    behind = rest[end : end + 1]
    return bool(rest) and rest[0].value == Cue.AMONG and not any(each.kind == Kind.NUMBER for each in behind)


def _tail(rest: list[Token]) -> tuple[list[Token], list[Token]]:
    """The words behind a number, up to what begins something new."""
    end = next((at for at, each in enumerate(rest) if each.kind in ENDS or each.value == PRIOR), len(rest))
    said: set[object] = set()
    for at, each in enumerate(rest[:end]):
        compares = each.value in (Cue.MORE, Cue.LESS) and at + 1 < end and rest[at + 1].value == Cue.BASE
        compares |= each.value == Cue.RATE and bool(said & {Cue.ABOVE, Cue.BELOW})  # than the growth of imports
        begins = each.kind == Kind.CUE and each.value not in (*_TO_NUMBER, Cue.BASE, Cue.ABOVE, Cue.BELOW)
        if each.kind == Kind.LIST or (begins and not compares):
            end = at
            break
        said |= {each.value} if each.kind == Kind.CUE else set()
    return rest[:end], rest[end:]


def _is_base(made: Sequence[Token]) -> bool:
    return bool(made) and made[-1].value == Cue.BASE


@dataclass
class Parts:
    """The words behind a number: what goes before its clause, what right before it, the period, and what stays."""

    before: list[Token] = field(default_factory=list)
    inside: list[Token] = field(default_factory=list)
    period: Token | None = None
    kept: list[Token] = field(default_factory=list)

    def take_aim(self, rest: list[Token]) -> list[Token]:
        """*rest* without the words for an aim and its period, which are those of this number: the 3 percent target for 2030."""
        end = next((at for at, each in enumerate(rest) if each.kind in ENDS), len(rest))
        self.inside.append(rest[0])
        self.period = self.period or next((each for each in rest[:end] if each.kind == Kind.PERIOD), None)
        return rest[end:]


def _sort_tail(run: Sequence[Token], lead: Sequence[Token], tail: Sequence[Token], aimed: bool) -> Parts:
    """The words behind a number by where they go; *aimed*: a word for an aim is next, so that growth is none yet."""
    parts = Parts()
    cues = {each.value for each in lead if each.kind == Kind.CUE}
    kind = run[-1].value.kind
    into = parts.kept
    for each in tail:
        if each.kind == Kind.PERIOD:
            if parts.inside and parts.inside[-1].value == Cue.BASE:
                parts.inside.append(each)
            elif (each.value.kind in _BESIDE and cues & {*_CHANGES}) or _is_compared(parts.inside):
                parts.inside = [*map(_as_change, parts.inside)] if kind == "percent" else parts.inside
                parts.inside += [_cue(each, Cue.BASE), each]
            elif kind == "times" and not cues & {*_CHANGES}:
                parts.inside += [_cue(each, Cue.BASE), each]
            elif parts.period is None:
                parts.period = each
            into = parts.kept
        elif each.value == Cue.RATE and into is parts.inside:
            continue
        elif each.kind == Kind.CUE:
            compares = each.value in (Cue.ABOVE, Cue.BELOW)
            parts.inside += (
                [_cue(each, Cue.RATE)] if compares and kind == "points" and cues & {Cue.RISE, Cue.FALL} else []
            )
            parts.inside.append(each)
            into = parts.inside if compares else parts.kept
        elif each.kind == Kind.WORD and (word := _first_word(each)) in ("of", "to", *_ABOUT):
            opens = (word == "of" and kind == "percent" and not cues & {Cue.RISE, Cue.FALL}) or (
                word == "to" and kind == "points" and Cue.CONTRIBUTION in cues
            )
            if opens:
                parts.inside += [_cue(each, Cue.SHARE, opens=True)] if word == "of" else []
                named = [each for each in lead if each.kind == Kind.TERM]
                parts.before += _indicators(tail) if named and not _indicators(lead) else []
            here = (
                word == "in"
                and any(is_term(each, REGION) for each in lead)
                and any(is_term(each, REGION) for each in tail)
            )  # of a place, in another
            sold = word == "of" and kind == "money" and not _indicators(lead) and bool(_indicators(tail))
            into = parts.inside if opens else parts.before if sold or (word in _ABOUT and not here) else parts.kept
            into.append(each)
        else:
            if not aimed and not cues & {*_CHANGES} and (change := _change_in(each, kind)):
                parts.inside.append(change)
                cues.add(change.value)
            into.append(each)
    return parts


def _as_change(token: Token) -> Token:
    """*token*; lower than at another time is a fall."""
    turned = {Cue.ABOVE: Cue.RISE, Cue.BELOW: Cue.FALL}
    return replace(token, value=turned[token.value]) if token.value in turned else token


def _change_in(token: Token, kind: str) -> Token | None:
    """The cue of the change that the words behind a number name: a 3% decline, 3 billion yuan up."""
    said = token.text.lower().split() if token.kind == Kind.WORD else []
    cue = (_NAMED_CHANGES if kind == "percent" else _BEHIND).get(said[0]) if said else None
    return replace(_cue(token, cue), text="") if cue else None


def _is_compared(inside: Sequence[Token]) -> bool:
    """Whether what follows is what a number is above or below: 0.5 points higher than that at the end of May."""
    said = [each for each in inside if each.kind != Kind.WORD or _first_word(each) not in ("", "that", "those", "the")]
    return bool(said) and said[-1].value in (Cue.ABOVE, Cue.BELOW)


def _cue(beside: Token, cue: Cue, opens: bool = False) -> Token:
    return Token(Kind.CUE, beside.start, beside.start, "of" if opens else "", cue, opens)


def _with_object(lead: list[Token], before: Sequence[Token]) -> list[Token]:
    """The words before a number with those *before* its clause: handled 3 billion yuan in exports.

    What was traded is what the words behind say, not all of it: the trade included 3 billion yuan in exports.
    """
    if not before:
        return lead
    if _indicators(before) and _first_word(before[0]) == "in":
        lead = [each for each in lead if not _indicators([each])]
    return [*before[:-1], replace(before[-1], text=f"{before[-1].text} "), *lead]


def _indicators(tokens: Sequence[Token]) -> list[Token]:
    """The words for indicators among *tokens*, without their signs: a part is measured like its whole."""
    terms = (each for each in tokens if each.kind == Kind.TERM)
    named = (each for each in terms if any(entry.kind == INDICATOR for entry in each.value))
    return [Token(Kind.TERM, each.start, each.start, "", each.value) for each in named]


def _first_word(token: Token) -> str:
    return (token.text.split() or [""])[0].lower()


def _is_beside(lead: Sequence[Token], period: Token) -> bool:
    """Whether a level of another time stands beside what the sentence speaks of."""
    return period.value.kind in _BESIDE and not any(each.kind == Kind.CUE and each.value in _CHANGES for each in lead)


def _in_brackets(
    inside: Sequence[Token], run: Sequence[Token], behind: Sequence[Token], period: Token | None
) -> list[Token]:
    start, end = run[0].start, (behind or run)[-1].end
    period = period or Token(Kind.PERIOD, start, start, "", UNSAID)
    return [
        Token(Kind.OPEN, start, start, ""), period, *inside, *run, *behind, Token(Kind.CLOSE, end, end, ""),
    ]  # fmt: skip
