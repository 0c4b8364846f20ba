"""Checks that the factor of each unit agrees with its name and its symbol (units.csv)."""

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault

_ENGLISH = {"ten": 10, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_CHINESE = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}
_PLAIN = re.compile("money(_[a-z]+)?|count|ratio|percent|multiple")
"""Quantities whose units differ by a word of scale alone; those of the others have names of their own."""
_BY_NAME = {
    **{"percentage points": "1", "basis points": "0.01"},
    **{"hours": "3600", "days": "86400", "years": "31557600"},
    **{"m": "1", "km": "1000", "m²": "1", "km²": "1000000", "kg": "1", "t": "1000"},
}
"""By their symbols: a year is one of 365.25 days."""


def check_scales(units: pd.DataFrame, where: str) -> Iterator[Fault]:
    """Factors that contradict the name of their unit, or another unit with the same symbol."""
    fix = "Mend the factor, or the name and the symbol."
    seen: dict[tuple[str, str, str], tuple[str, Decimal]] = {}
    for line, row in units.iterrows():
        try:
            factor = Decimal(str(row["factor"]))
        except ArithmeticError:
            continue  # a fault of its own
        at, found = f"{where}:{line}: factor", f"{row['factor']} of {row['unit']}"
        for expected, words in dict(_factors_in_words(row.to_dict())).items():
            if factor != expected:
                yield Fault(at, found, f"{expected:f}, as {words!r} says", fix)
        for column in ("symbol_en", "symbol_zh"):
            place = (str(row["quantity"]), column, str(row[column]))
            other, its = seen.setdefault(place, (str(row["unit"]), factor))
            if row[column] and its != factor:
                yield Fault(at, found, f"{its}, as {other} has, which is written {row[column]!r} too", fix)


def _factors_in_words(row: Mapping[Any, Any]) -> Iterator[tuple[Decimal, str]]:
    """What the words say, each with the words."""
    if row["symbol_en"] in _BY_NAME:
        yield Decimal(_BY_NAME[str(row["symbol_en"])]), str(row["symbol_en"])
    if not _PLAIN.fullmatch(str(row["quantity"])):
        return
    words = [str(row[column]) for column in ("name_en", "symbol_en", "name_zh", "symbol_zh") if row[column]]
    scaled = [(scale, text) for text in words if (scale := _scale(text)) != 1]
    yield from scaled or [(Decimal(1), words[0])]


def _scale(text: str) -> Decimal:
    """The word of scale with which a unit begins: 10,000 for 万元 and for ten thousand yuan, 1 for yuan."""
    chinese = re.match("个?((?:[十千万亿]|百(?!分))*)", text)
    english = re.findall(r"[a-z]+|\d+", text.split(" per ")[0].replace(",", "").lower())
    signs = [_CHINESE[sign] for sign in chinese[1]] if chinese else []
    return Decimal(math.prod(signs) * math.prod(_ENGLISH.get(word, 1) for word in english))
