"""Numbers in Chinese texts with the words of their bound and their unit: 约3.1%, 1.6万余次, 七成, 三分之一, 翻一番."""

import re
import tomllib
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from statbook.reading.language import Amount
from statbook.reading.proposal import UNKNOWN
from statbook.reading.rule import Rule
from statbook.store.printed_number import BOUND_WORDS, PERCENT, RANK, RANK_FROM_BOTTOM, parse_printed

WORDS = tomllib.loads(Path(__file__).with_name("chinese.toml").read_text(encoding="utf-8"))
_CODES = {word: code for code, words in WORDS["units"].items() for word in words}
_COUNTERS = WORDS["counters"]["words"]
_DURATIONS = frozenset(WORDS["counters"]["durations"])
_POINTS = ("percentage_point", "basis_point")
_MONEY = frozenset(("CNY", "USD", "EUR", "JPY", "GBP", "HKD", "KRW"))
_LONGEST = 24
"""Digits of the longest number that a release prints."""


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_DIGIT = r"[\d０-９]"
_D = rf"{_DIGIT}++(?:,{_DIGIT}{{3}})*+(?:[.．]{_DIGIT}++)?"
_SCALE = "(?:万亿|[十百千]?亿|[十百千]?万(?!里)|[百千](?![瓦克米分])|十(?=[万亿]))"
_NUMERAL = "[一二三四五六七八九两十百千万亿]"
_BEFORE = _any([word for word in BOUND_WORDS if len(word) > 1 or word in "超逾约近"]) + "|[数几上](?=[十百千万亿])"
_BOUND = rf"(?:(?:{_BEFORE})了?(?!(?:19|20)\d\d年|\d{{1,2}}月))?"
"""The words of a bound, but not those before another period: 低于10月份的9.5亿元."""
_BEHIND = "以上|以内|之内|以下|左右|上下"
_UNIT = _any([*_CODES, *_COUNTERS, *_DURATIONS, "成", "位", "名"])
_AMOUNT = rf"(?:\s{{0,3}}(?:{_SCALE}\s?)?[多余几]?\s?{_SCALE}?\s?(?:{_UNIT})?)"
_SIGN = r"(?:(?:(?<=[\u4e00-\u9fff（(：:、\s])|(?<![\s\S]))[+＋\-－−负])?"
_MINUS = r"[+＋\-－−负]"
_NO_CHANGE = "".join(f"(?<!{verb})" for verb in (*WORDS["text"]["reach_verbs"], *WORDS["text"]["fall_verbs"], "了"))
"""What does not stand before a range: 增加3亿元至20亿元 is a change, and what it led to."""
_NO_NUMBER = "(?:成[百千]上[千万]|[数难]以[百千万亿]{1,2}计)"
"""Words for many that no bound is meant by."""
_FREE = r"(?<![A-Za-z\d０-９_.．/@#&=])"
NUMBER = (
    rf"(?!成(?![百千]上)|过(?!半)|难(?!以))(?:{_BOUND}(?:倒数)?第\s?(?:{_DIGIT}{{1,3}}|{_NUMERAL}{{1,3}})(?:大)?(?:位|名)?(?!梯队|方阵|季|批|产业|届|次|个|期|代)"
    rf"|首位|前(?:[三五十]|\d{{1,3}}(?:位|名|(?=强)))(?![年月季个天])"
    rf"|{_BOUND}(?<=[占约近超过国省市的达为])\d/\d{{1,2}}(?![\d/月])(?:{_BEHIND})?"
    rf"|{_BOUND}百分之[\d.点一二三四五六七八九十]{{1,8}}"
    rf"|{_BOUND}{_NUMERAL}{{1,3}}分之{_NUMERAL}{{1,3}}(?:{_BEHIND})?"
    rf"|{_BOUND}[一二三四五六七八九两](?:至[一二三四五六七八九])?成(?=[多以左，。；、来是的为]|$)(?:多)?(?:{_BEHIND})?"
    rf"|翻了?[一两三]?番"
    rf"|{_BOUND}(?<![另前后头这那多])(?:一半|半数)(?:{_BEHIND})?|(?<=[比重占额])过半|过半数"
    rf"|{_NO_NUMBER}(?:{_UNIT})?"
    rf"|{_BOUND}{_SIGN}{_FREE}{_D}(?:\s?{_SCALE})?(?P<unit>[%％年倍])?\s?[-—–~～至到]\s?{_MINUS}?{_D}(?:\s?{_SCALE})?(?(unit)(?P=unit)|\s?(?:{_UNIT}))(?:{_BEHIND})?"
    rf"|{_NO_CHANGE}{_BOUND}{_SIGN}{_FREE}{_D}(?:\s?{_SCALE})?\s?(?P<own>{_UNIT})\s?[-—–~～至到]\s?{_MINUS}?{_D}(?:\s?{_SCALE})?\s?(?P=own)(?:{_BEHIND})?"
    rf"|{_BOUND}{_SIGN}{_FREE}{_D}{_AMOUNT}(?:{_BEHIND})?"
    rf"|(?:(?:{_BEFORE})了?)(?:{_NUMERAL}{{1,6}}[多余几]?|[十百千万亿]{{1,2}})(?:{_UNIT})(?:{_BEHIND})?"
    rf"|(?:{_NUMERAL}{{1,5}}[多余几]{_SCALE}?)(?:{_UNIT})(?:{_BEHIND})?"
    rf"|[一两三四五六七八九]倍(?:多|以上|左右)?)"
)
"""Figures, and numbers that turn out to be none. What repeats is possessive or bounded, so that nothing is tried twice."""
NOISE = (
    rf"(?<![A-Za-z0-9_.])(?=[\d.,]{{0,12}}[OoIl]?[\d.,OoIl]{{0,12}}(?:%|％|亿|万|元|个百分点))"
    rf"(?=[\dOoIl.,]{{0,24}}[\d])(?:[\dOoIl.,]{{0,24}}[OoIl][\dOoIl.,]{{0,24}}|(?!\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,6}})?(?![\d.,]))\d{{1,6}}(?:[.,]\d{{1,6}}){{2,4}}|\d{{1,9}}[.,]{{2,3}}\d{{0,9}}|\d{{1,12}}\.)"
    rf"(?:\s?{_SCALE})?(?:%|％|元|个百分点|美元|家|件)"
    rf"|{_FREE}\d{{1,9}}(?:\.\d{{1,6}})?\s?万?[乙忆]\s?(?:元|美元|吨)"
)
NUMBER_STARTS = "\\d０-９负+＋－−\\-倒第百翻首前数几上半过成难一二三四五六七八九两十千万亿" + "".join(
    {word[0] for word in BOUND_WORDS}
)
NOISE_STARTS = r"\dOoIl"
"""The signs with which a number may begin, as the inside of a class."""
_ALONE = re.compile(
    rf"首(?=位)|一半|半数|过半数?|\d/\d{{1,2}}(?!\d)|{_D}\s?{_SCALE}?|{_NUMERAL}{{1,6}}(?:分之{_NUMERAL}{{1,3}})?|翻了?[一两三]?番"
)
_SECOND_SIGN = re.compile(rf"\d\D{{0,4}}[-—–~～至到]\s?({_MINUS})\d")
_FAR = 1_000
"""How many times the end of a range may be its beginning."""
_BARE = re.compile(rf"[+＋\-－−]?{_D}")


@lru_cache(20_000)
def read_number(text: str) -> Amount | None:
    """The number that *text* is, with its place inside it; None if it is no figure.

    >>> amount = read_number("约3.1%")
    >>> amount.value, amount.unit, amount.bound, amount.start
    (Decimal('3.1'), 'percent', 'about', 1)
    """
    if re.match(_NO_NUMBER, text):
        return Amount(None, UNKNOWN, "", 0, len(text), fault=f"{text} says no number")
    found = _ALONE.search(text)
    if not found:
        return None
    start, end = found.span()
    while text[end - 1].isspace():
        end -= 1
    if end - start > _LONGEST and sum(map(str.isdigit, text)) > _LONGEST:
        if text[-1].isdigit():
            return None
        return Amount(None, UNKNOWN, "", start, end, fault="more digits than a release prints")
    negative = any(sign in text[:start] for sign in "-−－负")
    upwards = _SECOND_SIGN.search(text)
    plain = re.sub(rf"^{_MINUS}|(?<=\D){_MINUS}(?=\d)", "", text) if negative or upwards or text[0] in "+＋" else text
    reading = parse_printed(plain)
    if reading is None:
        return None
    if text.endswith("番"):
        return Amount(100 * reading.value, "percent", "percent", 0, len(text), words="番", rule=Rule.DOUBLING)
    code, kind = _unit_of(reading.unit)
    value, upper = reading.value, reading.value_to
    if upper is not None:
        value, upper = (-value if negative else value), (-upper if upwards and upwards[1] not in "+＋" else upper)
        negative = False
        if value > upper or upper > _FAR * abs(value) > 0:
            return Amount(None, UNKNOWN, "", start, end, fault=f"{text}: the ends of the range do not fit one another")
    rule = (
        Rule.FRACTION
        if "分之" in text or "半" in text
        else Rule.TENTHS
        if "成" in text
        else Rule.RANGE
        if reading.value_to is not None
        else ""
    )
    bound = "exact" if "exact" in reading.bounds else min(reading.bounds)
    return Amount(value, code, kind, start, end, upper, bound, reading.step, negative, reading.unit, "", rule)


@lru_cache(2_000)
def _unit_of(words: str) -> tuple[str, str]:
    """The code of a unit, and its kind."""
    if words in (PERCENT, "％"):
        return "percent", "percent"
    if words == RANK:
        return "place", "rank"
    if words == RANK_FROM_BOTTOM:
        return "places_from_bottom", "rank"
    if words in _DURATIONS:
        return _CODES.get(words, words), "duration"
    if not words:
        return UNKNOWN, ""
    code = _CODES.get(words, words)
    if code in _POINTS:
        return code, "points"
    if code == "times_multiple":
        return code, "times"
    return code, "money" if code in _MONEY else "percent" if code == "per_mille" else "count"


def read_noise(text: str) -> Amount:
    """A number that is not to be read, because its signs may be misread ones."""
    found = re.search(r"[\dOoIl.,]+", text)
    start, end = found.span() if found else (0, len(text))
    return Amount(None, UNKNOWN, "", start, end, fault=f"{text} may be a misread number")


def to_decimal(text: str) -> Decimal | None:
    """A plain number; None if it is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
