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
} | {"to": "至", "or more": "以上", "or less": "以下"}
_CURRENCIES = {word.lower(): FORMS["signs"][code] for code, words in FORMS["currencies"].items() for word in words}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


_WORD = re.compile(rf"(?<![A-Za-z])(?:{_any_of(_SIGNS)})(?![A-Za-z])", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?P<currency>{_any_of(_CURRENCIES)})\s?(?P<number>-?[\d.,]+\s?(?:{_any_of(word for words in FORMS['scales'].values() for word in words)})?)",
    re.IGNORECASE,
)


def in_chinese_signs(printed: str) -> str:
    """*printed* with the signs that stand for its English words; other words stay.

    >>> in_chinese_signs("about 10.9 billion yuan"), in_chinese_signs("US$3.5 trillion"), in_chinese_signs("1.18万亿元")
    ('约 10.9 十亿 元', '3.5 万亿美元', '1.18万亿元')
    """
    if not re.search("[A-Za-z$¥€£]", printed):
        return printed
    behind = _BEFORE.sub(lambda found: f"{found['number']}{_CURRENCIES[found['currency'].lower()]}", printed)
    return _WORD.sub(lambda found: _SIGNS[" ".join(found[0].lower().split())], behind)
