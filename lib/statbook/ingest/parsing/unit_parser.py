"""Units as tables write them: 亿元 and RMB 100 million are one unit, a percentage point is not a percent."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from statbook.ingest.readers.grid import normalize_name
from statbook.store.printed_number import parse_cell

_WORDS = tomllib.loads(Path(__file__).with_name("unit_words.toml").read_text(encoding="utf-8"))
_MISSING = {"", *_WORDS["missing"].split()}
"""Cells that say that there is no number: normalized, in lower case."""
_SCALES: dict[str, int] = _WORDS["scales"]
"""Powers of ten by their words."""
_NAMES = ("name_zh", "name_en", "symbol_zh", "symbol_en", "unit")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_UNIT_LIKE = re.compile(
    r"(?:单位:?)?(?:万亿|千亿|百亿|亿|千万|百万|万|千)?(?:人民币)?(?:元|美元|吨|家|件|户|%|百分点|个百分点|基点)"
)
_MONEY_AGGREGATE = re.compile(r"M\d")
"""M2 in brackets is a money aggregate, not square metres."""
_NUMBER_WITH_UNIT = re.compile(r"([+\-−]?)([^\d+\-−.,]*)([+\-−]?\d(?:[\d,. \u00a0]*\d)?)(\D*)")
_SIGNS = "‰¤$¥￥€£"
"""Signs that a unit is written with, whether it is known or not."""
_SEPARATORS = re.compile(r"[/:,]")
_STATEMENT = re.compile(r"(?:单位|\bunits?):([^()\[\];。]+)", re.IGNORECASE)


class Unit(NamedTuple):
    """A unit of units.csv, and the power of ten by which numbers of the table are multiplied."""

    code: str
    power: int


class UnitParser:
    """Recognizes the units of *units* (rows of units.csv) in cells, names of columns and titles.

    >>> yuan = {"unit": "CNY", "name_zh": "元", "name_en": "yuan", "quantity": "money"}
    >>> parser = UnitParser([yuan])
    >>> parser.parse("亿元"), parser.unit_words("存款（万元）"), parser.parse("户")
    (Unit(code='CNY', power=8), '万元', None)
    """

    def __init__(self, units: Iterable[Mapping[str, str]]) -> None:
        rows = list(units)
        self._quantities = {row["unit"]: row["quantity"] for row in rows}
        self._units = {
            normalize_name(row[column]).casefold(): row["unit"] for row in rows for column in _NAMES if row.get(column)
        }
        for code, names in _WORDS["names"].items():
            if code in self._quantities:
                self._units |= dict.fromkeys(names.split(), code)

    def parse(self, words: str) -> Unit | None:
        """The unit that 亿元, 万美元, %, 百分点, USD billion or RMB 100 million stand for; None if it is not one."""
        bare = re.sub(r"^(?:单位[::]?|unit:?)", "", normalize_name(words).casefold()).strip("()[]")
        if bare in self._units:
            return Unit(self._units[bare], 0)
        for scale, power in _SCALES.items():
            for rest in (bare.removeprefix(scale), bare.removesuffix(scale), bare.replace(scale, "", 1)):
                if rest != bare and rest in self._units:
                    return Unit(self._units[rest], power)
        return None

    def split_cell(self, text: str) -> tuple[str, str] | None:
        """The number in a cell and the words for its unit, in front or behind: US$ 5 billion; None if it has none."""
        found = _NUMBER_WITH_UNIT.fullmatch(text.strip())
        if not found or (found[1] and found[3][0] in "+-−"):
            return None
        number, words = found[1] + found[3], f"{found[2].strip()} {found[4].strip()}".strip()
        is_unit = self.parse(words) or _UNIT_LIKE.fullmatch(words) or any(sign in words for sign in _SIGNS)
        return (number, words) if words and is_unit and parse_cell(number) is not None else None

    def unit_words(self, name: str) -> str:
        """The words for a unit in the name of a column or a series, parsable or not; empty if there are none.

        They stand in brackets, or after a slash, colon or comma: 出口额(万美元), 存款/亿元, Loans (USD billion). After a
        separator only money and percent count: 存款/户 is per household.
        """
        bare = normalize_name(name)
        for words in reversed(_BRACKETS.findall(bare)):
            if _MONEY_AGGREGATE.fullmatch(words):
                continue
            for part in (words, *_SEPARATORS.split(words)):
                if self.parse(part) or _UNIT_LIKE.fullmatch(part):
                    return str(part)
        *before, last = _SEPARATORS.split(_BRACKETS.sub("", bare))
        return str(last) if before and self._measures(last, "money", "money_usd", "percent") else ""

    def stated_units(self, lines: Iterable[str]) -> dict[Unit, str]:
        """The units of money that lines such as 单位：亿元 state, with their words."""
        found = {}
        for line in lines:
            for statement in _STATEMENT.findall(normalize_name(line)):
                for words in (statement, *re.split("[、,和及/]", statement)):
                    unit = self._measures(words, "money", "money_usd")
                    if unit:
                        found[unit] = words
        return found

    def _measures(self, words: str, *quantities: str) -> Unit | None:
        """The unit that *words* name, if it is one of these *quantities*."""
        unit = self.parse(words)
        return unit if unit and self._quantities[unit.code] in quantities else None


def is_missing(text: str, more: Iterable[str] = ()) -> bool:
    """Whether a cell says that there is no number; *more* are further signs for it."""
    bare = normalize_name(text).casefold()
    return bare in _MISSING or bare in more


def scale_number(value: Decimal, power: int) -> str:
    """*value* times a power of ten in the notation of data/: plain digits, no superfluous zeros.

    >>> scale_number(Decimal("1.50"), 8), scale_number(Decimal("-0.0"), 0)
    ('150000000', '0')
    """
    text = format(value.scaleb(power), "f")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return "0" if text in ("-0", "") else text
