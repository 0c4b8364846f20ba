"""Clauses of a sentence: the numbers in each, with the words before and behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statbook.reading.figures import figures
from statbook.reading.language import Cue, Kind, Language, Token

Run = tuple[Sequence[Token], Sequence[Token], Sequence[Token]]
"""The words before a run of numbers, the numbers, the words behind."""


@dataclass(frozen=True)
class Clause:
    """Tokens between commas; *nested* if they stand in brackets.

    item  it is one of a list, whose number stands in the brackets behind it: 月港（3亿元）、海西（2亿元）
    """

    tokens: Sequence[Token]
    runs: Sequence[Run]
    nested: bool
    item: bool = False

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
    kept = figures(tokens, language)
    part: list[Token] = []
    depth = aside = 0
    listed = False
    for number, token in enumerate(kept):
        if token.kind in (Kind.COMMA, Kind.STOP):
            if number >= aside and (depth == 0 or any(each.kind == Kind.NUMBER for each in part)):
                yield _clause(part, depth > 0)
                listed, part = listed and not (depth == 0 and part), []
        elif token.kind == Kind.OPEN:
            depth += 1
            end, figure = _inside(kept, number)
            if figure:
                listed = depth == 1 and (listed or _is_list(kept, number))
                yield replace(_clause(part, nested=False), item=listed)
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


def _is_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether another thing with brackets of its own stands behind those that open at *at*: 月港（3亿元）、海西（2亿元）."""
    end = next((n for n in range(at, min(at + 60, len(tokens))) if tokens[n].kind == Kind.CLOSE), len(tokens))
    behind = [token.kind for token in tokens[end + 1 : end + 9]]
    if not behind or behind[0] not in (Kind.LIST, Kind.COMMA) or Kind.OPEN not in behind:
        return False
    opens = behind.index(Kind.OPEN)
    return {*behind[1:opens]} <= {Kind.TERM, Kind.WORD, Kind.LIST} and _inside(tokens, end + 1 + opens)[1]


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
        before = part[start - 1].value.kind if runs and lead else ""
        multiple = before == "times" and lead[0].kind != Kind.LIST
        if multiple or (before == "count" and lead[0].start == part[start - 1].end):
            # What the number before counts or is a multiple of, and the 和 behind it, do not belong to this one.
            cut = next((n for n in reversed(range(len(lead))) if lead[n].kind == Kind.LIST), -1)
            lead = lead[cut + 1 :]
        runs.append((lead, [token for token in part[at:end] if token.kind == Kind.NUMBER], part[end:stop]))
        start = at = end
    return Clause(part, runs, nested)


def counted_noun(numbers: Sequence[Token], tail: Sequence[Token], language: Language) -> tuple[Token, ...]:
    """What a number counts, where it stands behind it: 185个起降设施; 61%的专利; 21个行业增加值增长 are industries."""
    last = numbers[-1]
    if len(numbers) > 1 or not tail or tail[0].start != last.end or tail[0].kind not in (Kind.WORD, Kind.TERM):
        return ()
    if last.value.kind != "count" and not (last.value.kind == "percent" and tail[0].text.startswith(language.of)):
        return ()
    found: list[Token] = []
    for token in tail:
        if token.kind not in (Kind.WORD, Kind.TERM):
            break
        found.append(token)
    return _counted_holders(found, tail[len(found) :], language) or tuple(found)


def _counted_holders(noun: Sequence[Token], behind: Sequence[Token], language: Language) -> tuple[Token, ...]:
    """*noun* in the order of a name, if what is counted has something that changes: 增加值增长的行业 of 行业增加值增长."""
    first = noun[0]
    holder = language.holders.match(first.text)
    verb = next((token for token in behind if token.kind == Kind.CUE and token.value in (Cue.RISE, Cue.FALL)), None)
    if holder is None or verb is None or (len(noun) == 1 and holder.end() == len(first.text)):
        return ()
    cut = first.start + holder.end()
    rest = replace(first, start=cut, text=first.text[holder.end() :])
    said = replace(verb, kind=Kind.WORD, text=verb.text + language.of)
    return (rest, *noun[1:], said, replace(first, end=cut, text=holder[0]))
