"""What the cells of a table are that no recipe describes yet: numbers, units, periods, or words."""

import re

from statbook.ingest.parsing.period_parser import read_period
from statbook.ingest.parsing.unit_parser import is_missing
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name
from statbook.store.printed_number import parse_cell

_BEGINS_LIKE_YEAR = re.compile(
    r"(?:19|20)\d\d(?!\.\d{3}|\d{5})|\d{1,2}[-/. ]?(?:[A-Za-z]|\d{1,2}[-/.])|[1-4]Q|\d{1,2}[-/.](?:19|20)\d\d"
)
"""How numbers begin that may be periods; most are none, and it takes long to find out."""
_PERIOD_WORDS = ("年", "月", "季")
"""What stands behind a number that begins the name of a column, and is no unit: 9月比上月±%."""
_TOTALS = {"合计", "总计", "总和", "累计", "全年", "平均", "total", "sum", "average"}
"""Labels of rows that add up the others."""


class CellKinds:
    """What cells are, each text looked at once: missing, number, unit, period or text."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._parser = vocabulary.unit_parser
        self._kinds: dict[str, str] = {}
        self._periods: dict[str, bool] = {}

    def of(self, text: str) -> str:
        if text not in self._kinds:
            self._kinds[text] = self._find(text.strip())
        return self._kinds[text]

    def _find(self, text: str) -> str:
        if is_missing(text):
            return "missing"
        if parse_cell(text) is not None:
            return "number"
        if not text[0].isdigit() and self.is_unit(text):
            return "unit"  # CNY 100 million
        words = self._parser.split_cell(text)[1]
        if words and (self._parser.readings(words) or not words.startswith(_PERIOD_WORDS)):
            return "period" if self.is_period(text) else "number"  # 2026年 is no duration
        if self.is_unit(text):
            return "unit"
        return "period" if self.is_period(text) else "text"

    def is_unit(self, text: str) -> bool:
        return bool(self._parser.readings(text))

    def states_unit(self, text: str) -> bool:
        """Whether a text has 单位：亿元 in it."""
        return bool(self._parser.stated_units([text]))

    def is_period(self, text: str) -> bool:
        if text not in self._periods:
            is_like = not text[:1].isdecimal() or not text.isascii() or _BEGINS_LIKE_YEAR.match(text)
            self._periods[text] = bool(is_like) and read_period(text) is not None
        return self._periods[text]

    def is_total(self, text: str) -> bool:
        """Whether a label says that its row adds up the others."""
        return normalize_name(text).casefold() in _TOTALS
