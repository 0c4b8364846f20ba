"""Two numbers in English: `900 million to 1.2 billion yuan` is one, `faster than the 3 percent in May` is of another time."""

from collections.abc import Sequence
from dataclasses import replace

from statbook.reading.english_numbers import join_range
from statbook.reading.language import Cue, Kind, Token

PRIOR = "prior"
"""The cue before a number of another time."""
ENDS = (Kind.NUMBER, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE)
_CHANGES = (Cue.RISE, Cue.FALL, Cue.MORE, Cue.LESS, Cue.RATE)


def with_ranges(tokens: Sequence[Token]) -> list[Token]:
    """*tokens* with one number for `900 million to 1.2 billion yuan`, unless it is a change, and what it led to."""
    made: list[Token] = []
    rest = list(tokens)
    while rest:
        made.append(rest.pop(0))
        if made[-1].kind != Kind.NUMBER or len(rest) < 2 or rest[1].kind != Kind.NUMBER:
            continue
        begun = len(made) > 1 and made[-2].value == PRIOR
        before = made[-2 - begun] if len(made) > 1 + begun else None
        to = rest[0].value == Cue.REACH and rest[0].text.lower() == "to"
        changes = any(each.value in _CHANGES for each in lead_of(made[:-1], 0))
        opens = before is not None and (
            before.value == Cue.REACH or last_word(before) in ("of", "was", "were", "is", "at")
        )
        between = before is not None and rest[0].kind == Kind.LIST and last_word(before) == "between"
        joined = join_range(made[-1], rest[1]) if between or (to and (opens or not begun)) else None
        if joined and changes and to:
            fault = f"{joined.text} may be a range, or a change and what it led to"
            joined = replace(joined, value=replace(joined.value, value=None, value_to=None, step=None, fault=fault))
            joined = joined if made[-1].value.kind == "percent" else None
        if joined:
            made[-1 - begun :] = [joined]
            del rest[:2]
    return made


def with_compared(tokens: Sequence[Token]) -> list[Token]:
    """*tokens*; the number that something is above or below is one of another time: faster than the 3 percent in May."""
    made: list[Token] = []
    rest = list(tokens)
    while rest:
        token = rest.pop(0)
        compares = token.value in (Cue.ABOVE, Cue.BELOW) and not (made and made[-1].kind == Kind.NUMBER)
        if compares and len(rest) > 1 and rest[0].text.strip().lower() == "the" and rest[1].kind == Kind.NUMBER:
            token = replace(token, value=PRIOR)
            del rest[0]
        if token.value in (Cue.ABOVE, Cue.BELOW) and len(rest) > 1 and rest[0].text.strip().lower() in ("in", "for"):
            rest[0] = replace(rest[0], text=f" that{rest[0].text}")  # 2 points faster than in Haixi
        if token.value in (Cue.BASE, Cue.ABOVE, Cue.BELOW, PRIOR) and _is_owned(rest):
            token, rest = replace(token, value=PRIOR), [rest[2], rest[0], *rest[3:]]
        made.append(token)
        if token.kind == Kind.NUMBER and token.value.kind == "times":
            rest = _with_times(rest)
    return made


def _with_times(rest: list[Token]) -> list[Token]:
    """*rest*, behind how many times something is: double May's sum of 3 billion yuan, which was that of May."""
    if not _is_owned(rest):
        return rest
    period, word, number = rest[:3]
    return [period, replace(word, kind=Kind.CUE, value=PRIOR), number, period, *rest[3:]]


def _is_owned(rest: Sequence[Token]) -> bool:
    """Whether a period owns the number behind it: April's 3 percent."""
    kinds = [each.kind for each in rest[:3]]
    return kinds == [Kind.PERIOD, Kind.WORD, Kind.NUMBER] and rest[1].text.startswith(("'s", "’s"))


def lead_of(made: Sequence[Token], start: int) -> list[Token]:
    """The words of its own clause before a number."""
    at = len(made)
    while at > start and made[at - 1].kind not in ENDS:
        at -= 1
    return list(made[at:])


def last_word(token: Token) -> str:
    """The last word of *token*, in small letters."""
    return (token.text.split() or [""])[-1].lower()
