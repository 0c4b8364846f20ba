"""Plants errors in texts whose numbers are known, and scores what a verification finds of them."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from statbook.reading import Proposal
from statbook.verification.verdict import GOOD, WRONG, Kind, Verdict

KINDS = ("digit", "unit", "period", "base", "direction", "percent or point", "region")
_PAIRS: dict[str, list[tuple[str, str]]] = {
    "unit": [("万亿元", "亿元"), ("亿元", "万元"), ("万元", "亿元"), ("万", "亿"), (" trillion", " billion"), (" billion", " million"), (" million", " billion")],
    "base": [
        ("同比", "环比"), ("比上年同期", "比上月"), ("比上年", "比2015年"), ("较上年", "较2015年"), ("year on year", "month on month"),
        (" a year earlier", " a month earlier"), (" the year before", " the month before"), (" a year before", " a month before"),
    ],
    "direction": [
        ("增长", "下降"), ("下降", "增长"), ("增加", "减少"), ("提高", "降低"), ("多增", "少增"), ("上升", "下降"), ("rose", "fell"), ("fell", "rose"), (" up ", " down "), (" down ", " up "), ("grew", "declined"),
    ],
    "percent or point": [("个百分点", "%"), ("%", "个百分点"), (" percentage points", "%"), (" percent", " percentage points")],
    "region": [
        ("西安", "兰州"), ("甘肃", "陕西"), ("陕西", "甘肃"), ("江苏", "浙江"), ("浙江", "江苏"), ("我国", "江苏省"), ("全国", "浙江省"), ("Xi'an", "Lanzhou"), ("Jiangsu", "Zhejiang"),
        ("Zhejiang", "Jiangsu"), ("Shaanxi", "Gansu"), ("China", "Gansu"), ("Xiangyang", "Weihai"),
    ],
}  # fmt: skip
_NEAR = 60
"""Signs before a number in which the word lies that is changed."""


@dataclass(frozen=True)
class Planted:
    """An error: what stood in the text at *start*, what stands there now, and the number that it makes wrong."""

    kind: str
    start: int
    before: str
    after: str
    number: int


@dataclass
class Count:
    """What was found: *decided* with a verdict that says what is wrong, *asked* with a question.

    sure      errors in numbers that the untouched text had confirmed, and how many of them were found
    alike     errors in numbers of which it had asked whether a number of the data is meant; *lost*: it asks no longer
    quiet     numbers that nothing was planted in; *alarms* among them; *open* those that were asked about
    """

    planted: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    sure: Counter[str] = field(default_factory=Counter)
    sure_found: Counter[str] = field(default_factory=Counter)
    alike: int = 0
    lost: int = 0
    quiet: int = 0
    alarms: int = 0
    open: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)


def plant(text: str, proposals: Sequence[Proposal], random_: random.Random, wanted: int) -> tuple[str, list[Planted]]:
    """*text* with up to *wanted* errors, at most one a sentence, and where they are."""
    made: list[Planted] = []
    taken: set[int] = set()
    order = [*proposals]
    random_.shuffle(order)
    for proposal in order:
        if len(made) == wanted:
            break
        if proposal.sentence.start in taken:
            continue
        kinds = [*KINDS]
        random_.shuffle(kinds)
        for kind in kinds:
            found = _MAKERS.get(kind, _swap(kind))(text, proposal, random_)
            if found is not None:
                made.append(Planted(kind, *found, proposal.number.start))
                taken.add(proposal.sentence.start)
                break
    made.sort(key=lambda each: each.start)
    return _apply(text, made), made


def moved(offset: int, planted: Sequence[Planted]) -> int:
    """Where the sign at *offset* of a text is after the errors were planted."""
    return offset + sum(len(each.after) - len(each.before) for each in planted if each.start < offset)


def _apply(text: str, planted: Sequence[Planted]) -> str:
    parts, at = [], 0
    for each in planted:
        parts += [text[at : each.start], each.after]
        at = each.start + len(each.before)
    return "".join([*parts, text[at:]])


Found = tuple[int, str, str]
"""Where something stands, what it is, and what it becomes."""


def _digit(text: str, proposal: Proposal, random_: random.Random) -> Found | None:
    number = proposal.number
    places = [at for at, sign in enumerate(number.text) if sign in "123456789"]
    if not places:
        return None
    at = random_.choice(places)
    other = random_.choice([digit for digit in "123456789" if digit != number.text[at]])
    return number.start + at, number.text[at], other


def _period(text: str, proposal: Proposal, random_: random.Random) -> Found | None:
    """Another year in the words of a period before the number, or behind it in its clause."""
    span = proposal.sentence
    behind = text[proposal.offset + len(proposal.printed) : min(span.start + len(span.text), proposal.offset + _NEAR)]
    end = proposal.offset + len(proposal.printed) + len(re.split("[，；：,;:]", behind)[0])
    near = text[max(span.start, proposal.offset - _NEAR) : end]
    years = [*re.finditer(r"(?<![\d.])20[12]\d(?=年|\b)(?!\d)", near)]
    if not years:
        return None
    found = min(years, key=lambda each: abs(each.start() + max(span.start, proposal.offset - _NEAR) - proposal.offset))
    start = max(span.start, proposal.offset - _NEAR) + found.start()
    return start, found[0], str(int(found[0]) - random_.choice((1, 2)))


def _swap(kind: str) -> Callable[[str, Proposal, random.Random], Found | None]:
    def make(text: str, proposal: Proposal, random_: random.Random) -> Found | None:
        begin = max(proposal.sentence.start, proposal.offset - _NEAR)
        inside = kind in ("unit", "percent or point")
        start, end = (
            (proposal.number.start, proposal.offset + len(proposal.printed)) if inside else (begin, proposal.offset)
        )
        area = text[start:end]
        if kind == "direction" and proposal.measure not in ("growth", "difference"):
            return None
        if kind == "base" and (proposal.measure not in ("growth", "difference") or len(proposal.period) == len("2025")):
            return None
        for before, after in _PAIRS[kind]:
            at = area.rfind(before)
            # A word before another number speaks of that one.
            if at >= 0 and (inside or not re.search(r"\d", area[at:])):
                return start + at, before, after
        return None

    return make


_MAKERS = {"digit": _digit, "period": _period}


def count(
    result: Count, before: dict[int, Verdict], after: dict[int, Verdict], planted: Sequence[Planted], name: str
) -> None:
    """Add to *result* what became of the numbers of one draft, by the offset of each in the untouched text and in the other."""
    targets = {each.number: each for each in planted}
    for offset, verdict in before.items():
        now = after.get(moved(offset, planted))
        if offset in targets:
            _count_error(result, targets[offset], verdict, now, name)
        elif (
            now is not None
            and _same_place(verdict.proposal, now.proposal)
            and not _in_sentence(verdict.proposal, planted)
        ):
            result.quiet += 1
            result.open += now.kind not in GOOD
            if now.kind in (*WRONG, Kind.TOO_FAR):
                result.alarms += 1
                result.false.append(f"{name}: {_words(verdict.proposal)}: {now.kind}")


def _count_error(result: Count, error: Planted, before: Verdict, now: Verdict | None, name: str) -> None:
    result.planted[error.kind] += 1
    decided = now is not None and now.kind in (*WRONG, Kind.TOO_FAR)
    found = now is None or now.kind not in GOOD
    result.decided[error.kind] += decided
    result.asked[error.kind] += found and not decided
    if before.kind in GOOD:
        result.sure[error.kind] += 1
        result.sure_found[error.kind] += found
    if before.same:
        result.alike += 1
        result.lost += now is None or not now.same
    if not found:
        result.missed.append(f"{name}: {error.kind}: {error.before!r} to {error.after!r}: {_words(before.proposal)}")


def _words(proposal: Proposal) -> str:
    return f"{proposal.printed}: {' '.join(proposal.sentence.text.split())}"


def _same_place(one: Proposal, other: Proposal) -> bool:
    """Whether an error elsewhere did not change what the text says of the place of a number."""
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("period", "region", "indicator", "members", "base_period")
    )


def _in_sentence(proposal: Proposal, planted: Sequence[Planted]) -> bool:
    span = proposal.sentence
    return any(span.start <= each.start < span.start + len(span.text) for each in planted)


def lines(result: Count) -> Iterator[str]:
    """The result in words."""
    planted, decided, asked = (sum(each.values()) for each in (result.planted, result.decided, result.asked))
    found = decided + asked
    yield f"  {planted} errors, {found} found ({found / planted:.1%}): {decided} named as wrong, {asked} asked about"
    sure, sure_found = sum(result.sure.values()), sum(result.sure_found.values())
    if sure:
        yield f"  in numbers that had been confirmed: {sure_found} of {sure} found ({sure_found / sure:.1%})"
    if result.alike:
        yield f"  in numbers that may have been one of the data: {result.lost} of {result.alike} are no longer"
    for kind in KINDS:
        if result.planted[kind]:
            yield f"    {kind:<17}{result.planted[kind]:>4} planted, {result.decided[kind]:>4} named, {result.asked[kind]:>4} asked, of {result.sure[kind]} confirmed ones {result.sure_found[kind]} found"
    share = result.alarms / result.quiet if result.quiet else 0
    yield f"  {result.quiet} numbers left alone: {result.alarms} false alarms ({share:.1%}), {result.open - result.alarms} asked about"
