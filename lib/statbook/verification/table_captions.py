"""Captions of tables: the period, the region and the unit that they give to all cells, where no head names its own."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from statbook.reading.language import Kind, Language, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION
from statbook.verification.draft import Draft, Grid

_LINES = 3
"""Lines above a table that may be its number, its caption and its unit."""
_FAR = 600
"""Signs above a table in which they stand."""
_LABEL = re.compile(
    r"\s*(?:(?:Table|Tab\.|表格?)\s?(?:\d{1,3}(?:[.．\-–—]\d{1,3}){0,2}|[A-Z]\d{1,3})(?!\d)|(?:Table|表)\s?[:：])[.:：]?\s*"
)
_UNIT_LINE = re.compile(r"\s*[(（]?(?:单位|计量单位|unit|units)\s?[:：].{1,24}$", re.IGNORECASE)
_UNIT = re.compile(
    r"[(（\[](?:(?:计量)?单位\s?[:：]|units?\s?:|in\s)?\s?([^()（）\[\]:：]{1,24})[)）\]]|(?:单位|\bunits?)\s?[:：]\s?([^()（）]{1,24}?)\s*[)）]?\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"增长|增速|增幅|同比|占比|比重|份额|\b(?:growth|change|increase|share|contribution)\b", re.IGNORECASE
)
"""Words by which not all cells are levels."""


@dataclass(frozen=True)
class Caption:
    """What a caption gives; *members*: what it is of besides, so that heads that do not say it leave it open."""

    period: str = ""
    region: str = ""
    unit: str = ""
    members: tuple[str, ...] = ()


def find_caption(draft: Draft, grid: Grid) -> str:
    """The words of the caption right above the table *grid*; empty if it has none."""
    first = grid[0][0][0]
    top = draft.text.rfind("\n", 0, first) + 1
    lines: list[tuple[int, str]] = []
    at = max(0, top - _FAR)
    for line in draft.text[at:top].split("\n"):
        lines.append((at, line.strip()))
        at += len(line) + 1
    near = [(start, line) for start, line in lines if line][-_LINES:]
    if near and draft.in_table(near[-1][0]):
        return (
            "" if any(near[-1][0] == start for each in draft.grids for row in each for start, _ in row) else near[-1][1]
        )
    labels = [number for number, (_, line) in enumerate(near) if _LABEL.match(line)]
    if labels:
        return " ".join(line for _, line in near[labels[-1] :])
    return near[-1][1] if near and _UNIT_LINE.match(near[-1][1]) else ""


def read_caption(
    words: str, language: Language, scan: Callable[[str], Sequence[Token]], is_unit: Callable[[str], bool]
) -> Caption | None:
    """What the *words* of a caption give; None if they leave open what the cells are.

    *scan* gives the tokens of words, *is_unit* says whether words are a unit.
    """
    text = _LABEL.sub("", words, count=1)
    unit = ""
    for found in _UNIT.finditer(text):
        if is_unit(inside := (found[1] or found[2]).strip()):
            unit, text = inside, f"{text[: found.start()]} {text[found.end() :]}".strip()
            break
    if language.excluding.search(text) or language.apart.search(text):
        return None
    tokens = scan(text)
    periods = {token.text.strip() for token in tokens if token.kind == Kind.PERIOD}
    regions = {token.text for token in tokens if is_region(token)}
    members = tuple(token.text for token in tokens if MEMBER in _kinds(token))
    if len(periods) > 1 or len(regions) > 1 or any(token.kind == Kind.NUMBER for token in tokens):
        return None
    unit = "" if _CHANGE.search(text) else unit
    return Caption("".join(periods), "".join(regions), unit, members)


def is_region(token: Token) -> bool:
    """Whether *token* names a place, and nothing that is measured."""
    return REGION in _kinds(token) and not _kinds(token) & {INDICATOR, MEMBER}


def _kinds(token: Token) -> set[str]:
    return {entry.kind for entry in token.value} if token.kind == Kind.TERM else set()
