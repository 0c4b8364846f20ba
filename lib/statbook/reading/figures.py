"""Figures: which numbers of a sentence are some, and the unit that one shares with the next."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from statbook.reading.language import Amount, Cue, Kind, Language, Token
from statbook.reading.proposal import UNKNOWN
from statbook.reading.rule import Rule

_MANY_HOURS = 10_000
_DIGITS = re.compile(r"\d{1,24}(?:,\d{3}){0,8}(?:\.\d{1,24})?", re.ASCII)
_INDEX = re.compile(r"(?:指数|汇率|index)[^，。]{0,8}(?:为|达|报|至|at)$")


def figures(tokens: Sequence[Token], language: Language) -> list[Token]:
    """The tokens; numbers that are no figures become words."""
    found: list[Token] = []
    for number, token in enumerate(tokens):
        if token.kind == Kind.BLANK:
            continue
        if token.kind == Kind.SKIP:
            found.append(Token(Kind.WORD, token.start, token.end, token.text))
        elif token.kind == Kind.NUMBER and not _is_figure(token, tokens, number, language):
            found.append(Token(Kind.WORD, token.start, token.end, token.text))
        elif token.kind == Kind.NUMBER:
            found.append(_with_doubt(_with_shared_unit(token, tokens, number), tokens, number, language))
        else:
            found.append(token)
    return found


def _is_figure(token: Token, tokens: Sequence[Token], at: int, language: Language) -> bool:
    amount: Amount = token.value
    if amount.fault:
        return True
    if amount.kind == "duration":
        return _is_measured(amount, tokens, at, language)
    if amount.kind == "rank":
        near = tokens[max(0, at - 8) : at]
        return any(each.kind == Kind.CUE and each.value in (Cue.RANK, Cue.REACH) for each in near)
    if amount.kind == "":
        return _shares_unit(tokens, at) is not None or _is_index(token, tokens, at)
    return True


def _is_measured(amount: Amount, tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether a length of time is a figure: 处理时长达到3小时. So are hours by the ten thousand."""
    if amount.unit == "hours" and amount.value is not None and amount.value >= _MANY_HOURS:
        return True
    while at and tokens[at - 1].end == tokens[at].start:
        at -= 1
        name = language.clean(tokens[at].text)
        if name.endswith(language.durations):
            return True
        if tokens[at].kind != Kind.CUE and name:
            return False
    return False


def _is_index(token: Token, tokens: Sequence[Token], at: int) -> bool:
    """Whether a number without a unit is the value of an index: 指数为50.2."""
    before = tokens[at - 1] if at else None
    if before is None or before.kind not in (Kind.WORD, Kind.TERM) or before.end != token.start:
        return False
    return bool(_INDEX.search(before.text)) and bool(re.fullmatch(r"\d+\.\d+", token.text))


def _shares_unit(tokens: Sequence[Token], at: int) -> Token | None:
    """The number whose unit stands for that at *at* too: 3.5和4.2个百分点."""
    while at + 2 < len(tokens) and tokens[at + 1].kind == Kind.LIST:
        at += 2
        while at + 1 < len(tokens) and tokens[at].kind == Kind.CUE:
            at += 1  # 提高1个和下降0.5个百分点
        if tokens[at].kind != Kind.NUMBER:
            return None
        amount: Amount = tokens[at].value
        if amount.kind not in ("", "duration") and amount.words != "个":
            return tokens[at]
    return None


def _with_doubt(token: Token, tokens: Sequence[Token], at: int, language: Language) -> Token:
    """*token*, refused if it may be a range as well as a change: 由3亿元至5亿元, but not 从3元至5元不等."""
    before, behind = tokens[at - 1] if at else token, tokens[at + 1] if at + 1 < len(tokens) else token
    if token.value.value_to is None or before.value != Cue.FROM or before.end != token.start:
        return token
    if behind.start == token.end and behind.text.startswith(language.ranging):
        return token
    fault = f"{token.text} may be a range, or a change from one to the other"
    return replace(token, value=Amount(None, UNKNOWN, "", token.value.start, token.value.end, fault=fault))


def _with_shared_unit(token: Token, tokens: Sequence[Token], at: int) -> Token:
    amount: Amount = token.value
    if amount.fault or (amount.kind != "" and amount.words != "个"):
        return token
    last = _shares_unit(tokens, at)
    if last is None or (amount.words == "个" and last.value.kind != "points") or amount.value is None:
        return token
    other: Amount = last.value
    scale = _scale(last) if _scale(token) == 1 else Decimal(1)
    value, upper, step = (
        each * scale if each is not None else None for each in (amount.value, amount.value_to, amount.step)
    )
    shared = Amount(
        value, other.unit, other.kind, amount.start, amount.end, upper, amount.bound, step,
        amount.negative, other.words, "", Rule.SHARED_UNIT, _unit_of(last, len(amount.words)),
    )  # fmt: skip
    return Token(Kind.NUMBER, token.start, token.end, token.text, shared)


def _unit_of(token: Token, own: int) -> tuple[int, int]:
    """Where what stands behind the digits of a number begins and ends, without the *own* first signs: 2.3个…百分点."""
    digits = _DIGITS.search(token.text, token.value.start)
    at = digits.end() if digits else 0
    blanks = len(token.text[at:]) - len(token.text[at:].lstrip())
    return token.start + at + (blanks + own if own else 0), token.end


def _scale(token: Token) -> Decimal:
    """By what the printed digits of a number are multiplied: 10,000 for 3万."""
    amount: Amount = token.value
    digits = _DIGITS.search(token.text, amount.start)
    number = Decimal(digits[0].replace(",", "")) if digits else Decimal(0)
    return abs(amount.value / number) if amount.value and number else Decimal(1)
