"""Clauses of a sentence: the numbers in each, with the words before and behind them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statbook.reading.language import Amount, Cue, Kind, Language, Token
from statbook.reading.proposal import UNKNOWN
from statbook.reading.rule import Rule

Run = tuple[Sequence[Token], Sequence[Token], Sequence[Token]]
"""The words before a run of numbers, the numbers, the words behind."""
_MANY_HOURS = 10_000
_INDEX = re.compile(r"(?:指数|汇率|index)[^，。]{0,8}(?:为|达|报|至|at)$")


@dataclass(frozen=True)
class Clause:
    """Tokens between commas; *nested* if they stand in brackets."""

    tokens: Sequence[Token]
    runs: Sequence[Run]
    nested: bool

    @property
    def is_respective(self) -> bool:
        """Whether 分别 stands before numbers that each have a verb of their own: 分别下降1%和增长2%."""
        if len(self.runs) < 2 or not any(_says(token, Cue.RESPECTIVELY) for token in self.runs[0][0]):
            return False
        return all(token.kind in (Kind.LIST, Kind.CUE) for words, *_ in self.runs[1:] for token in words)


def _says(token: Token, cue: Cue) -> bool:
    return token.kind == Kind.CUE and token.value == cue


def clauses(tokens: Sequence[Token], language: Language) -> Iterator[Clause]:
    """The clauses of a sentence. Brackets without a figure do not part the words around them."""
    kept = _figures(tokens, language)
    part: list[Token] = []
    depth = aside = 0
    for number, token in enumerate(kept):
        if token.kind in (Kind.COMMA, Kind.STOP):
            if number >= aside and (depth == 0 or any(each.kind == Kind.NUMBER for each in part)):
                yield _clause(part, depth > 0)
                part = []
        elif token.kind == Kind.OPEN:
            depth += 1
            end, figure = _inside(kept, number)
            if figure:
                yield _clause(part, nested=False)
                part = []
            else:
                aside = end
        elif token.kind == Kind.CLOSE:
            if (
                depth
                and number != aside
                and any(each.kind == Kind.NUMBER for each in part)
                and _is_opened(kept, number)
            ):
                yield _clause(part, nested=True)
                part = []
            depth = max(0, depth - 1)
        else:
            part.append(token)
    yield _clause(part, nested=False)


def _inside(tokens: Sequence[Token], at: int) -> tuple[int, bool]:
    """Where the brackets that open at *at* close, 0 if they do not, and whether a figure stands in them."""
    for number, token in enumerate(tokens[at + 1 : at + 60], at + 1):
        if token.kind == Kind.NUMBER:
            return 0, True
        if token.kind == Kind.CLOSE:
            return number, False
    return 0, False


def _is_opened(tokens: Sequence[Token], at: int) -> bool:
    """Whether the brackets that close at *at* parted a clause."""
    for token in reversed(tokens[max(0, at - 60) : at]):
        if token.kind == Kind.OPEN:
            return True
    return False


def _clause(part: Sequence[Token], nested: bool) -> Clause:
    runs: list[Run] = []
    start = at = 0
    while at < len(part):
        if part[at].kind != Kind.NUMBER:
            at += 1
            continue
        end = at + 1
        while end + 1 < len(part) and part[end].kind == Kind.LIST and part[end + 1].kind == Kind.NUMBER:
            end += 2
        stop = end
        while stop < len(part) and part[stop].kind != Kind.NUMBER:
            stop += 1
        lead = list(part[start:at])
        if runs and start and lead and lead[0].start == part[start - 1].end and part[start - 1].value.kind == "count":
            # What the number before counts, and the 和 behind it, do not belong to this one.
            cut = next((n for n in reversed(range(len(lead))) if lead[n].kind == Kind.LIST), -1)
            lead = lead[cut + 1 :]
        runs.append((lead, [token for token in part[at:end] if token.kind == Kind.NUMBER], part[end:stop]))
        start = at = end
    return Clause(part, runs, nested)


def _figures(tokens: Sequence[Token], language: Language) -> list[Token]:
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


def _shares_unit(tokens: Sequence[Token], at: int) -> Amount | None:
    """The number whose unit stands for that at *at* too: 3.5和4.2个百分点."""
    while at + 2 < len(tokens) and tokens[at + 1].kind == Kind.LIST and tokens[at + 2].kind == Kind.NUMBER:
        at += 2
        amount: Amount = tokens[at].value
        if amount.kind not in ("", "duration") and amount.words != "个":
            return amount
    return None


def _with_doubt(token: Token, tokens: Sequence[Token], at: int, language: Language) -> Token:
    """*token*, refused if it may be a range as well as a change: 由3亿元至5亿元, but not 从3元至5元不等."""
    before, behind = tokens[at - 1] if at else token, tokens[at + 1] if at + 1 < len(tokens) else token
    if token.value.value_to is None or not _says(before, Cue.FROM) or before.end != token.start:
        return token
    if behind.start == token.end and behind.text.startswith(language.ranging):
        return token
    fault = f"{token.text} may be a range, or a change from one to the other"
    return replace(token, value=Amount(None, UNKNOWN, "", token.value.start, token.value.end, fault=fault))


def _with_shared_unit(token: Token, tokens: Sequence[Token], at: int) -> Token:
    amount: Amount = token.value
    if amount.fault or (amount.kind != "" and amount.words != "个"):
        return token
    other = _shares_unit(tokens, at)
    if other is None or (amount.words == "个" and other.kind != "points"):
        return token
    scale = 1
    if amount.value is None:
        return token
    shared = Amount(
        amount.value * scale, other.unit, other.kind, amount.start, amount.end, amount.value_to, amount.bound, amount.step,
        amount.negative, other.words, "", Rule.SHARED_UNIT,
    )  # fmt: skip
    return Token(Kind.NUMBER, token.start, token.end, token.text, shared)
