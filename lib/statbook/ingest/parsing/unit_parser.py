"""Units as tables write them: 亿元 and RMB 100 million are one unit, a percentage point is not a percent.

The module is long because units in cells, names of columns and lines above a table share one grammar.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from statbook.ingest.readers.grid import FOOTNOTE_MARK, INVISIBLE, normalize_name
from statbook.store.printed_number import parse_cell

_WORDS = tomllib.loads(Path(__file__).with_name("unit_words.toml").read_text(encoding="utf-8"))
_MISSING = {"", *_WORDS["missing"].split()}
"""Cells that say that there is no number: normalized, in lower case."""
_NAMES = ("name_zh", "name_en", "symbol_zh", "symbol_en", "unit")
_INDICES = {base: re.compile(words) for base, words in _WORDS["indices"].items()}
_INDEX = "index "
"""How the code of an index begins that data/ does not have."""
_CHINESE_SCALE = "(?:[十百千]?(?:万亿|亿|万)|[十百千])"
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_NUMBER = r"(?:10+(?:,000)*|1(?:,000)+)"
_ENGLISH_SCALE = "|".join(_WORDS["scales"])
_SCALE = re.compile(rf"(?:in)?(?P<number>{_NUMBER})?(?:(?P<zh>{_CHINESE_SCALE})|(?P<en>{_ENGLISH_SCALE})s?\.?)?(?:of)?")
_OPEN, _CLOSE = "([{【〔〖《〈「『", ")]}】〕〗》〉」』"
_BRACKETS = re.compile(rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]+)[{re.escape(_CLOSE)}]")
_AROUND = f"{_OPEN}{_CLOSE}\"'“”‘’."
_LABEL = re.compile(r"^(?:计量|金额|货币|数量)?(?:单位|units?)[:/]*", re.IGNORECASE)
_UNIT_LIKE = re.compile(
    rf"{_CHINESE_SCALE}?(?:[\u4e00-\u9fff]{{0,3}}[元镑圆]|.{{0,4}}(?:法郎|卢布|卢比|克朗|比索|里亚尔|台币)|"
    f"{'|'.join(map(re.escape, _WORDS['strange'].split()))})"
    rf"|[十百千]?[万亿].{{1,3}}(?<!级)(?<!以上)(?<!以下)|.*[$¤€£¥₩₹%‰‱].*|.*=100|(?:.*[^a-z])?(?:{_ENGLISH_SCALE})s?(?:of)?[a-z$ ]*"
)
_LONGEST = 40
_MONEY_AGGREGATE = re.compile(r"M\d")
"""M2 in brackets is a money aggregate, not square metres."""
_SEPARATORS = re.compile(r"[/:;、]|,(?!000)")
_STATEMENT = re.compile(
    r"(?:(?<![\u4e00-\u9fff])单位|(?:计量|金额|货币|数量)单位|\bunits?)\s*:(.*?)(?=(?:计量|金额|货币|数量)?单位\s*:|\bunits?\s*:|[()\[\]【】;。]|$)",
    re.IGNORECASE,
)
UNIT_WORD = re.compile("单位|unit", re.IGNORECASE)
"""What a line that states a unit has in it."""
_OFFICE = re.compile(r".*(?:[局部委院厅行会处署]|公司|中心|银行|协会)")
"""单位 is also an institution."""
_SIGNS = "+-−"
_NUMBER_WITH_UNIT = re.compile(r"([+\-−]?)([^\d+\-−.,(（\[▲▼△▽]*)([+\-−]?\.?\d(?:[\d,. \u00a0]*\d)?)(\D*)")


class Unit(NamedTuple):
    """A unit of units.csv or another that is known, and the power of ten by which numbers of the table are multiplied."""

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
        self._codes: dict[str, list[str]] = {}
        self._unscaled: set[str] = set()
        self._currencies = {word for words in _WORDS["currencies"].values() for word in words.split()}
        self._readings: dict[str, tuple[Unit, ...]] = {}
        self._indices: dict[str, str] = {}
        for row in rows:
            for column in _NAMES:
                name = normalize_name(row.get(column) or "").casefold()
                self._add(name, row["unit"])
                if index := _index_of(name):
                    self._indices.setdefault(index, row["unit"])
            if row["quantity"] in ("percent", "percentage_point"):
                self._unscaled.add(row["unit"])
        for code, words in (_WORDS["currencies"] | _WORDS["ratios"]).items():
            for word in words.split():
                self._add(word, code)
        self._unscaled |= set(_WORDS["ratios"])

    def _add(self, word: str, code: str) -> None:
        forms = [word, f"{word}s", word.removesuffix("s")] if re.fullmatch("[a-z]{4,}", word) else [word]
        for form in filter(None, forms):
            codes = self._codes.setdefault(form, [])
            codes += [code] if code not in codes else []

    def readings(self, words: str) -> tuple[Unit, ...]:
        """The units that 亿元, 万美元, %, 百分点, USD billion or RMB 100 million may stand for; 户 may be of several counts."""
        if words not in self._readings:
            bare = _LABEL.sub("", normalize_name(words).casefold().strip(_AROUND)).strip(_AROUND)
            self._readings[words] = tuple(dict.fromkeys(self._read(bare))) if len(bare) <= _LONGEST else ()
        return self._readings[words]

    def parse(self, words: str) -> Unit | None:
        """The only unit that *words* stand for; None if there is none, or there are several."""
        found = self.readings(words)
        return found[0] if len(found) == 1 else None

    def _read(self, bare: str) -> list[Unit]:
        if bare in self._codes:
            return [Unit(code, 0) for code in self._codes[bare]]
        if index := _index_of(bare):
            return [Unit(self._indices.get(index, index), 0)]
        found = []
        for start in range(len(bare)):
            before = bare[:start]
            if before and before not in self._currencies:
                continue
            for end in range(len(bare), start, -1):
                power = _power(bare[start:end])
                if power is not None:
                    found += [Unit(code, power) for code in self._find_codes(before, bare[end:])]
        return found

    def is_index(self, unit: Unit) -> bool:
        """Whether a unit is that of an index, as 上年=100."""
        return unit.code.startswith(_INDEX) or unit.code in self._indices.values()

    def is_ratio(self, unit: Unit) -> bool:
        """Whether a unit is that of a rate or a share: %, ‰, a percentage point."""
        return self._class_of(unit) == "ratio"

    def is_amount(self, words: str) -> bool:
        """Whether words for a unit are known, and are none of a rate."""
        known = self.readings(words) if words else ()
        return bool(known) and not any(map(self.is_ratio, known))

    def _find_codes(self, before: str, behind: str) -> list[str]:
        """The codes of what a scale stands between: a currency before, any measure behind, or one of the same on each side."""
        if not behind:
            return self._codes[before] if before and not re.search(r"[\u4e00-\u9fff]", before) else []
        codes = [code for code in self._codes.get(behind, []) if code not in self._unscaled]
        return codes if not before else [code for code in codes if code in self._codes[before]]

    def unit_words(self, name: str) -> str:
        """The words for a unit in the name of a column or a series, parsable or not; empty if there are none.

        They stand in brackets, or after a slash, colon or comma: 出口额(万美元), 存款/亿元, Loans (USD billion). After a
        separator only money and percent count: 存款/户 is per household.
        """
        bare = normalize_name(name)
        for words in reversed(_BRACKETS.findall(bare)):
            if _MONEY_AGGREGATE.fullmatch(words):
                continue
            if self.readings(words):
                return str(words)
            parts = [part for part in _SEPARATORS.split(_LABEL.sub("", words)) if part]
            known = {self.readings(part): part for part in reversed(parts) if self.readings(part)}
            strange = any(_looks_like_unit(part) and not self.readings(part) for part in parts)
            if known or strange:
                return str(words) if strange or len(known) > 1 else next(iter(known.values()))
        *before, last = _SEPARATORS.split(_BRACKETS.sub("", bare))
        known_last = self.readings(last) if before else ()
        return str(last) if known_last and self._class_of(known_last[0]) in ("money", "ratio") else ""

    def stated_units(self, lines: Iterable[str]) -> dict[str, tuple[Unit, ...]]:
        """The words for units that lines such as 单位：亿元 state, with what they stand for: nothing if it is not known."""
        found: dict[str, tuple[Unit, ...]] = {}
        for line in lines:
            for statement in _STATEMENT.findall(unicodedata.normalize("NFKC", INVISIBLE.sub("", line))):
                words = normalize_name(statement)
                if self.readings(words):
                    found[words] = self.readings(words)
                    continue
                parts = [part for part in re.split("[、,和及;]|/(?=[%‰])|(?<=[%‰])/", words) if part]
                if words and not _OFFICE.fullmatch(words):
                    found |= {part: self.readings(part) for part in parts}
        return found

    def applicable(self, stated: Mapping[str, tuple[Unit, ...]], own: Unit | None) -> str:
        """The words of a line 单位：… that apply to a series with the unit *own*; empty if none do.

        They are of the same kind as its unit, money to money; of several, the one that it has. Where a series has no
        unit of its own, or what is stated is not known, all of them: nothing is chosen.
        """
        unknown = [words for words, units in stated.items() if not units]
        alike = {words: units for words, units in stated.items() if units and self._is_alike(units, own)}
        if own and any(own in units for units in alike.values()):
            return next(words for words, units in alike.items() if own in units)
        if unknown:
            return unknown[0]
        return next(iter(alike)) if len(set(alike.values())) == 1 else "、".join(alike)

    def _is_alike(self, units: tuple[Unit, ...], own: Unit | None) -> bool:
        kinds = {self._class_of(unit) for unit in units}
        return self._class_of(own) in kinds if own else kinds != {"ratio"}

    def _class_of(self, unit: Unit) -> str:
        """What kind of quantity a unit measures: all money is one kind, all ratios are another."""
        if unit.code in _WORDS["currencies"]:
            return "money"
        quantity = self._quantities.get(unit.code, "ratio")
        return {"money_usd": "money", "percent": "ratio", "percentage_point": "ratio"}.get(quantity, quantity)

    def split_cell(self, text: str) -> tuple[str, str]:
        """The number in a cell and the words for its unit, behind or in front: 853.99亿元, US$ 5 billion; no words if it has none."""
        found = _NUMBER_WITH_UNIT.fullmatch(text.strip())
        if not found or FOOTNOTE_MARK.search(text) or (found[1] and found[3][0] in _SIGNS):
            return text, ""
        number, words = found[1] + found[3], f"{found[2].strip()} {found[4].strip()}".strip()
        bare, before = normalize_name(words).casefold(), normalize_name(found[2]).casefold()
        if before and before not in self._currencies and not _looks_like_unit(before):
            return text, ""
        is_unit = self.readings(words) or _looks_like_unit(bare)
        return (number, words) if is_unit and bare != "%" and parse_cell(number) is not None else (text, "")


def _index_of(bare: str) -> str:
    """What an index is 100 at, as a code; empty if the words say none."""
    base = next((base for base, words in _INDICES.items() if words.fullmatch(bare)), "")
    year = re.search(r"\d{4}", bare)
    return f"{_INDEX}{year[0] if year else base}" if base else ""


def is_unit_label(name: str) -> bool:
    """Whether a name says that units stand there: 单位, Unit."""
    bare = normalize_name(name).casefold()
    return bool(bare) and not _LABEL.sub("", bare + ":")


def _looks_like_unit(words: str) -> bool:
    """Whether *words* that are not known may be meant as a unit."""
    bare = words.casefold().strip(_AROUND)
    return bool(_UNIT_LIKE.fullmatch(bare)) or _power(bare) is not None


def scale_of(words: str) -> int | None:
    """The power of ten that words for a scale alone are, as 亿 or millions; None if they are more, or none."""
    return _power(_LABEL.sub("", normalize_name(words).casefold()).strip(_AROUND))


def _power(words: str) -> int | None:
    """The power of ten that 十亿, 100 million or 10,000 is; None if it is none."""
    found = _SCALE.fullmatch(words) if words else None
    if not found or not any(found.groupdict().values()):
        return None
    number = (found["number"] or "1").count("0")
    chinese = sum(_POWERS[sign] for sign in found["zh"] or "")
    return number + chinese + int(_WORDS["scales"].get(found["en"], 0))


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
