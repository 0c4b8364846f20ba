"""Ranges in English: one number for `900 million to 1.2 billion yuan`, unless it is a change, and what it led to."""

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


def lead_of(made: Sequence[Token], start: int) -> list[Token]:
    """The words of its own clause before a number."""
    at = len(made)
    while at > start and made[at - 1].kind not in ENDS:
        at -= 1
    return list(made[at:])


def last_word(token: Token) -> str:
    """The last word of *token*, in small letters."""
    return (token.text.split() or [""])[-1].lower()
