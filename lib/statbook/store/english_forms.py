"""English printed forms in the signs of Chinese ones, so that one parser reads both: about 10.9 billion yuan is 约10.9十亿元."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

FORMS = tomllib.loads(Path(__file__).with_name("english_forms.toml").read_text(encoding="utf-8"))
_SIGNS = {
    word.lower(): FORMS["signs"][code]
    for table in ("scales", "units", "bounds")
    for code, words in FORMS[table].items()
    for word in words
    if code in FORMS["signs"]
} | {"to": "至", "and": "至", "or more": "以上", "or less": "以下"}
_CURRENCIES = {word.lower(): FORMS["signs"][code] for code, words in FORMS["currencies"].items() for word in words}
FRACTIONS: dict[str, list[int]] = FORMS["fractions"]
MULTIPLES: dict[str, int] = FORMS["multiples"]
RANKS = {word: number for number, word in enumerate(FORMS["ranks"]["words"], 1)}
NUMERALS = {word: number for number, word in enumerate(FORMS["numerals"]["words"], 1)} | {"a": 1, "an": 1}
TIMES: dict[str, int] = FORMS["times"]
_HAN = "零一二三四五六七八九十"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_WORD = re.compile(rf"(?<![A-Za-z])(?:{_any_of(_SIGNS)})(?![A-Za-z])", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?P<currency>{_any_of(_CURRENCIES)})\s?(?P<number>-?[\d.,]+\s?(?:{_any_of(word for words in FORMS['scales'].values() for word in words)})?)",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"(?<![A-Za-z])(?:(?:(?P<many>{_any_of(NUMERALS)})[\s-])?(?P<part>{_any_of(FRACTIONS)})s?|(?P<grown>{_any_of(MULTIPLES)})"
    rf"|(?P<fold>{_any_of(NUMERALS)})(?:\stimes|[\s-]?fold)|(?P<times>{_any_of(TIMES)}))(?![A-Za-z])",
    re.IGNORECASE,
)
_RANK = re.compile(
    rf"(?P<word>{_any_of(RANKS)})|No\.\s?(?P<own>\d{{1,3}})|(?P<place>\d{{1,3}})(?:st|nd|rd|th)", re.IGNORECASE
)


def in_chinese_signs(printed: str) -> str:
    """*printed* with the signs that stand for its English words; other words stay.

    >>> in_chinese_signs("about 10.9 billion yuan"), in_chinese_signs("US$3.5 trillion"), in_chinese_signs("nearly two-thirds")
    ('约 10.9 十亿 元', '3.5 万亿美元', '约 2/3')
    """
    if not re.search("[A-Za-z$¥€£]", printed):
        return printed
    if rank := _RANK.fullmatch(printed.strip()):
        return f"第{rank['own'] or rank['place'] or _HAN[RANKS[rank['word'].lower()]]}"
    printed = _IN_WORDS.sub(_number_in_signs, printed)
    behind = _BEFORE.sub(lambda found: f"{found['number']}{_CURRENCIES[found['currency'].lower()]}", printed)
    return _WORD.sub(lambda found: _SIGNS[" ".join(found[0].lower().split())], behind)


def _number_in_signs(found: re.Match[str]) -> str:
    """A fraction, a growth in multiples or a multiple that is written in words: 2/3, 两倍."""
    words = {name: (word or "").lower() for name, word in found.groupdict().items()}
    if words["part"]:
        upper, lower = FRACTIONS[words["part"]]
        return f"{upper * NUMERALS.get(words['many'], 1)}/{lower}"
    if words["grown"]:
        return f"{_HAN[MULTIPLES[words['grown']] // 100]}倍"
    return f"{_HAN[TIMES.get(words['times']) or NUMERALS[words['fold']]]}倍"
