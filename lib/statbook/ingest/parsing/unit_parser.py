"""Numbers and units as tables write them, told apart: 亿元 is not 万元, a percentage point is no percent."""

from __future__ import annotations

__all__ = ["MISSING", "Unit", "missing", "scaled", "stated_in", "unit_in", "unit_of"]

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from statbook.ingest.readers.grid import alike

MISSING = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "...",
        "......",
        "..",
        "/",
        "\\",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "null",
        "none",
        "#n/a",
        "无",
        "缺",
    ]
)
"""Signs for a number that is not there, in compatible forms and small letters."""
_SCALES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, "百": 2,
    "trillion": 12, "billion": 9, "bn": 9, "100million": 8, "million": 6, "mn": 6, "10thousand": 4, "10,000": 4, "thousand": 3, "hundred": 2,
}  # fmt: skip
_OTHER_NAMES = {
    "rmb": "CNY", "cny": "CNY", "人民币": "CNY", "人民币元": "CNY", "元人民币": "CNY", "yuan": "CNY", "元": "CNY",
    "usd": "USD", "us$": "USD", "$": "USD", "美元": "USD", "dollars": "USD", "usdollars": "USD",
    "%": "percent", "percent": "percent", "百分比": "percent", "pct": "percent",
    "百分点": "percentage_point", "个百分点": "percentage_point", "pp": "percentage_point", "percentagepoints": "percentage_point",
    "基点": "basis_point", "个基点": "basis_point", "bp": "basis_point", "bps": "basis_point", "basispoints": "basis_point",
}  # fmt: skip
"""Names of units that tables use beside those of units.csv."""
_BRACKET = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_LOOKS_LIKE_ONE = re.compile(
    r"(?:单位:?)?(?:万亿|千亿|百亿|亿|千万|百万|万|千)?(?:人民币)?(?:元|美元|吨|家|件|户|%|百分点|个百分点|基点)"
)
_MONEY_AGGREGATE = re.compile(r"M\d")
"""Money (M2) is not counted in square metres."""
_BEHIND = re.compile(r"[/:,]")
_STATED = re.compile(r"(?:单位|\bunits?):([^()\[\];。]+)", re.IGNORECASE)


class Unit(NamedTuple):
    """A unit of units.csv, and the power of ten that leads from the table's numbers to it."""

    code: str
    power: int


def unit_of(words: str, units: Iterable[Mapping[str, str]]) -> Unit | None:
    """What 亿元, 万美元, %, 百分点, USD billion or 'RMB 100 million' stand for; None if it is no unit of *units*."""
    known = {row["unit"] for row in units}
    names = {
        alike(row[column]).casefold(): row["unit"]
        for row in units
        for column in ("name_zh", "name_en", "symbol_zh", "symbol_en", "unit")
        if row.get(column)
    }
    names |= {name: code for name, code in _OTHER_NAMES.items() if code in known}
    bare = alike(words).casefold()
    bare = re.sub(r"^(?:单位[::]?|unit:?)", "", bare).strip("()[]")
    if bare in names:
        return Unit(names[bare], 0)
    for scale, power in sorted(_SCALES.items(), key=lambda item: -len(item[0])):
        for rest in (bare.removeprefix(scale), bare.removesuffix(scale), bare.replace(f"{scale}", "", 1)):
            if rest != bare and rest in names:
                return Unit(names[rest], power)
    return None


def unit_in(name: str, units: Collection[Mapping[str, str]]) -> str:
    """The words for a unit in the name of a column or a series, as it is or not: 出口额(万美元), 存款/亿元, Loans (USD billion).

    Behind a slash, colon or comma only money and percent count: 存款/户 is per household.
    """
    bare = alike(name)
    brackets = [found for found in reversed(_BRACKET.findall(bare)) if not _MONEY_AGGREGATE.fullmatch(found)]
    for words in brackets:
        for part in (words, *_BEHIND.split(words)):
            if unit_of(part, units) or _LOOKS_LIKE_ONE.fullmatch(part):
                return str(part)
    *before, last = _BEHIND.split(_BRACKET.sub("", bare))
    return str(last) if before and _counts_money(unit_of(last, units), units, "percent") else ""


def stated_in(lines: Iterable[str], units: Collection[Mapping[str, str]]) -> dict[Unit, str]:
    """The units of money that lines such as 单位：亿元 say, with their words."""
    found = {}
    for line in lines:
        for said in _STATED.findall(alike(line)):
            for words in (said, *re.split("[、,和及/]", said)):
                unit = unit_of(words, units)
                if unit and _counts_money(unit, units):
                    found[unit] = words
    return found


def _counts_money(unit: Unit | None, units: Iterable[Mapping[str, str]], *others: str) -> bool:
    kinds = {"money", "money_usd", *others}
    return unit is not None and any(row["unit"] == unit.code and row["quantity"] in kinds for row in units)


def missing(text: str, more: Iterable[str] = ()) -> bool:
    """Whether a cell says that there is no number."""
    bare = alike(text).casefold()
    return bare in MISSING or bare in more


def scaled(value: Decimal, power: int) -> str:
    """A number times a power of ten, as data/ writes it: plain digits, none that say nothing."""
    text = format(value.scaleb(power), "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text in ("-0", "") else text
