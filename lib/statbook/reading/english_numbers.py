"""Numbers in English texts with the words of their bound and their unit: about 3.1 percent, US$ 12.3 billion, two thirds of."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from statbook.reading.language import Amount, Token
from statbook.reading.proposal import UNKNOWN
from statbook.reading.word_trie import word_pattern
from statbook.store.english_forms import FORMS, FRACTIONS, MULTIPLES, NUMERALS, RANKS, TIMES

WORDS = FORMS | tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
_SCALES = {
    word: power
    for name, power in (("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3))
    for word in WORDS["scales"][name]
}
UNITS = {word.lower(): code for code, words in WORDS["units"].items() for word in words}
"""The code of a unit by each of its words."""
_CURRENCIES = {word.lower(): code for code, words in WORDS["currencies"].items() for word in words}
_BOUNDS = {word: bound for bound, words in WORDS["bounds"].items() for word in words}
_COMPARED = TIMES | {f"{word} times": number for word, number in NUMERALS.items() if number > 1}
"""What is so many times something else: double that of May, three times the level of 2030."""
_MONEY = frozenset((*WORDS["currencies"], "JPY"))
_KINDS = {"percent": "percent", "percentage_point": "points", "basis_point": "points", "times_multiple": "times"}
_LONGEST = 24
"""Digits of the longest number that a release prints."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of *words*, the longest first; a blank stands for any."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


_D = r"(?:\d{1,3}(?:,\d{3})++|\d++)(?:\.\d++)?"
_SCALE = rf"(?:\s?(?:{any_of(_SCALES)})\b)"
_UNIT = rf"(?:\s?(?!(?-i:PCT\b))(?:{any_of(UNITS)})(?!\w)|\s?-?\s?fold\b)"
_CURRENCY = rf"(?:(?:{any_of(_CURRENCIES)})\s?)"
_BOUND = rf"(?:(?<!\badd\s)(?<!\badds\s)(?:{any_of(_BOUNDS)})\s)"
_BEHIND = r"(?:\sor\s(?:more|less))"
_FREE = r"(?<![\w.,/@#&=])"
_HEAD = rf"{_FREE}{_CURRENCY}?(?:(?<![\d)])[+\-−])?(?<![\d.,])"
_TAIL = r"(?!\w|-\w|[.,:/]\d)"
START = rf"{_BOUND}?(?:(?:{_CURRENCY})?[+\-−]?\d|(?:a|one|two|three)[\s-](?:{any_of(FRACTIONS)})|half\b)"
"""How a number begins."""
_LIMIT = rf"(?:{word_pattern(_BOUNDS)}\s)"
NUMBER_LOOK = (
    rf"{_LIMIT}?(?:{_CURRENCY}?[+\-−]?\d|(?:a|an|one|two|three|four|five|seven|nine)[\s-]{word_pattern(FRACTIONS)}"
    rf"|{word_pattern(('half', *MULTIPLES, *_COMPARED))}\b|{word_pattern(NUMERALS)}-?fold)|(?<=ranked\s)"
)
"""How a number begins, or a word that may be one."""
_PART_OF_UNIT = (
    rf"(?:half|(?:a|an|one|two|three|four|five|seven|nine)[\s-](?:{any_of(FRACTIONS)})s?)(?:\sof)?\san?\s"
    rf"(?:(?:percentage\s|basis\s)?points?|percent|(?:{any_of(_SCALES)})(?:\s(?:{any_of(UNITS)}))?)\b"
)
"""A number that is a part of a unit: half a percentage point, a quarter of a million yuan."""
NUMBER = (
    rf"(?<!\w)(?={NUMBER_LOOK})(?:{_BOUND}?\b{_PART_OF_UNIT}|{_BOUND}?(?<!from\s){_HEAD}{_D}\s?(?:to|–|—|-)\s?{_CURRENCY}?[+\-−]?{_D}{_SCALE}?{_UNIT}?{_TAIL}"
    rf"|{_BOUND}?{_HEAD}{_D}{_SCALE}?{_UNIT}?{_BEHIND}?{_TAIL}"
    rf"|{_BOUND}?\b(?:a|an|one|two|three|four|five|seven|nine)[\s-](?:{any_of(FRACTIONS)})s?\b(?=\sof\b(?!\sa\s(?:century|decade|year|month|day)))|{_BOUND}?\bhalf\b(?=\sof\b)"
    rf"|(?<=\bby\s){_BOUND}?(?:half|(?:a|one|two|three|four)[\s-](?:{any_of(FRACTIONS)})s?)\b(?!\s(?:of|earlier|ago|before|later)\b)"
    rf"|{_BOUND}?\b(?:{any_of(MULTIPLES)})\b"
    rf"|\b(?:{any_of(NUMERALS.keys() - {'a', 'an'})})-?fold\b"
    rf"|{_BOUND}?\b(?:{any_of(_COMPARED)})\b(?=\s(?:that|those|the|its|what|as|(?-i:[A-Z][a-z]+['’]s))\b)"
    rf"|(?<=ranked\s)(?:(?:{any_of(RANKS)})\b|No\.\s?\d{{1,3}}|\d{{1,3}}(?:st|nd|rd|th)\b))"
)
"""Figures, and numbers that turn out to be none. What repeats is possessive or bounded."""
NOISE = r"(?<![\w.,/])(?=[\dOoIl.,]{2,24}\s?(?:%|percent|yuan|billion|million|trillion))(?:\d[\dOoIl.,]{0,20}[OoIl][\dOoIl.,]{0,20}|\d{1,6}(?:\.\d{1,6}){2,4}|\d{1,9}(?:\.\.|,,)\d{1,9})(?=\s?(?:%|percent|yuan|billion|million|trillion))"
_PARTS = re.compile(
    rf"(?P<bound>{any_of(_BOUNDS)})?\s?(?P<currency>{any_of(_CURRENCIES)})?\s?(?P<sign>[+\-−])?(?P<low>{_D})\s?(?P<scale>{any_of(_SCALES)})?(?P<unit>{_UNIT})?"
    rf"(?:\s?(?:to|–|—|-)\s?(?:{any_of(_CURRENCIES)})?\s?(?P<sign2>[+\-−])?(?P<high>{_D})\s?(?P<scale2>{any_of(_SCALES)})?(?P<unit2>{_UNIT})?)?(?P<behind>{_BEHIND})?",
    re.IGNORECASE,
)


@lru_cache(20_000)
def read_number(text: str) -> Amount:
    """The number that *text*, a match of NUMBER, is, with its place inside it.

    >>> amount = read_number("about 1.18 trillion yuan")
    >>> int(amount.value), amount.unit, amount.bound
    (1180000000000, 'CNY', 'about')
    """
    found = _PARTS.fullmatch(text)
    if found:
        return _read_digits(found, text)
    words = text.lower()
    if re.search(_PART_OF_UNIT, words):
        return Amount(None, UNKNOWN, "", 0, len(text), fault=f"{text} is part of a unit: write it in digits")
    bound = next((word for word in sorted(_BOUNDS, key=len, reverse=True) if words.startswith(f"{word} ")), "")
    code, start = _BOUNDS.get(bound, "exact"), len(bound) + 1 if bound else 0
    rest = words[start:]
    if rest in MULTIPLES:
        return Amount(Decimal(MULTIPLES[rest]), "percent", "percent", start, len(text), bound=code, rule="doubling")
    if rest.endswith("fold") or rest in _COMPARED:
        times = _COMPARED.get(rest) or NUMERALS[rest.removesuffix("fold").strip("- ")]
        return Amount(Decimal(times), "times_multiple", "times", start, len(text), bound=code)
    number = re.search(r"\d+", rest)
    if rest in RANKS or number:
        return Amount(Decimal(number[0] if number else RANKS[rest]), "place", "rank", start, len(text), bound=code)
    many, _, part = rest.replace("-", " ").rpartition(" ")
    upper, lower = FRACTIONS[part if part in FRACTIONS else part.removesuffix("s")]
    value = round(Decimal(100 * upper * NUMERALS.get(many or "one", 1)) / lower, 4)
    return Amount(value, "percent", "percent", start, len(text), bound=code, rule="fraction")


def join_range(low: Token, high: Token) -> Token | None:
    """One number from *low* to *high*, where the unit stands once or twice; None if they do not fit one another."""
    one, other = low.value, high.value
    if one.value is None or other.value is None or one.value_to is not None or other.value_to is not None:
        return None
    if one.unit not in (UNKNOWN, other.unit) or not other.kind:
        return None
    shared = one.value * (_scale_in(high.text) if one.unit == UNKNOWN and _scale_in(low.text) == 1 else 1)
    value = shared if shared < other.value else one.value  # 3 to 4 billion yuan
    if not value < other.value:
        return None
    end = other.end + high.start - low.start
    joined = replace(other, value=value, start=one.start, end=end, value_to=other.value, bound=one.bound, rule="range")
    return Token(low.kind, low.start, high.end, f"{low.text} to {high.text}", joined)


def _scale_in(text: str) -> Decimal:
    """By what the words of a number multiply its digits: 1,000,000 for 3 million people."""
    found = _PARTS.fullmatch(text)
    return Decimal(10) ** _SCALES.get((found["scale"] or "").lower() if found else "", 0)


def _read_digits(found: re.Match[str], text: str) -> Amount:
    start, end = found.start("low"), found.end("high") if found["high"] else found.end("low")
    if sum(map(str.isdigit, text)) > _LONGEST:
        return Amount(None, UNKNOWN, "", start, end, fault="more digits than a release prints")
    unit = (found["unit2"] or found["unit"] or "").strip().lower()
    code = UNITS.get(unit) or UNITS.get(unit.replace(" ", "")) or _CURRENCIES.get((found["currency"] or "").lower(), "")
    scale = Decimal(10) ** _SCALES.get((found["scale"] or found["scale2"] or "").lower(), 0)
    value, step = _value(found["low"], scale)
    upper = None
    if found["high"]:
        upper, step = _value(
            found["high"], Decimal(10) ** _SCALES.get((found["scale2"] or found["scale"] or "").lower(), 0)
        )
        value, upper = (
            (-value if found["sign"] in ("-", "−") else value),
            (-upper if found["sign2"] in ("-", "−") else upper),
        )
    bound = _BOUNDS.get(" ".join((found["bound"] or "").lower().split()), "exact")
    if found["behind"]:
        bound = "at_least" if found["behind"].endswith("more") else "at_most"
    kind = _KINDS.get(code) or (
        "money" if code in _MONEY else "count" if code or scale > 1 or "," in found["low"] else ""
    )
    negative = found["sign"] in ("-", "−") and not found["high"]
    return Amount(
        value,
        code or UNKNOWN,
        kind,
        start,
        end,
        upper,
        bound,
        step,
        negative,
        unit,
        "",
        "range" if upper is not None else "",
    )


def _value(digits: str, scale: Decimal) -> tuple[Decimal, Decimal]:
    """A number, and the unit of its last digit."""
    plain = digits.replace(",", "")
    return Decimal(plain) * scale, scale.scaleb(-len(plain.partition(".")[2]))


def read_noise(text: str) -> Amount:
    """A number that is not to be read, because its signs may be misread ones."""
    return Amount(None, UNKNOWN, "", 0, len(text), fault=f"{text} may be a misread number")
