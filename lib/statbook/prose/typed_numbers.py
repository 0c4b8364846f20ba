"""Finds numbers that are typed into prose, in digits, words or Chinese numerals, where a key should be cited.

Not reported:

years       1990 to 2035, where they read as a date: after a word such as *in* or *since*, with a month, in a range, or
            alone; not before a noun in the plural ("in 2025 firms": put a comma, or say "of the year")
dates       2026-03-25, 25 March 2026, 2026年3月
names       5G; a letter with a number (M2, L4); sections and versions ("section 2.1"); the few under `names`
small words one to twelve, and 一 to 十二, which count what the text itself puts down ("two ways"); with percent, times,
            a scale or a fraction (two thirds, 三成) they are numbers
ordinals    first, second, 第一
"""

import re
import tomllib
import unicodedata
from pathlib import Path

CITED = "\ufffc"
"""Stands for a number that is cited by key, or for an inserted word."""


def _read_patterns() -> dict[str, str]:
    """The patterns of typed_numbers.toml by name."""
    patterns = {"cited": CITED}
    for name, text in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items():
        patterns[name] = re.sub(r"<([a-z_]+)>", lambda match: patterns[match[1]], text.replace("\n", ""))
    return patterns


_PATTERNS = _read_patterns()
_NAME, _DATE, _BARE_YEAR, _CHINESE, _DIGITS = (
    re.compile(_PATTERNS[name]) for name in ("name", "date", "bare_year", "chinese", "digits")
)
_YEARS, _WORDS = (re.compile(_PATTERNS[name], re.IGNORECASE) for name in ("years", "words"))
_SMALL_CHINESE = {"十一", "十二", "十四五", "十五五"}
"""Small counts of two signs, and the names of five-year plans."""


def find_typed_numbers(text: str) -> list[tuple[int, str]]:
    """The numbers that are typed in *text*: (offset, the number as it is written)."""
    rest = text
    for allowed in (_NAME, _DATE, _YEARS):
        rest = allowed.sub(lambda match: CITED * len(match[0]), rest)
    found = [(match.start(), match[0].strip("*_,;.()")) for match in _DIGITS.finditer(rest)]
    if _BARE_YEAR.match(text.strip()):
        found = []
    found += [(match.start(), match[0]) for match in _WORDS.finditer(rest)]
    found += [(m.start(), m[0]) for m in _CHINESE.finditer(rest) if m[0] not in _SMALL_CHINESE]
    # Signs that are numbers by themselves (½, ５, Ⅳ, ②); ASCII digits and Chinese numerals are read as words.
    signs = ((place, sign) for place, sign in enumerate(rest) if not sign.isascii() and sign != "〇")
    found += [(place, sign) for place, sign in signs if unicodedata.category(sign) in ("Nd", "No", "Nl")]
    return sorted(set(found))
