"""Parses printed forms: 1.6万余次 is 16000 or more, 超七成 more than 70 percent, 3个至4个 from 3 to 4.

Numbers may be digits, Chinese numerals, or both with words of scale; full-width signs are read like others,
and blanks inside do not count, because pages break lines inside numbers. The words around the number say
the bound and the unit. Signs stand in verbs outside the printed form (降, 减少), so a reading has none.
A form with more numbers than a range or a fraction has, or with half (半), is not read rather than misread.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from statbook.store.chinese_forms import in_plain_words
from statbook.store.english_forms import in_chinese_signs

_DIGITS = {"零": 0, "〇": 0, "两": 2} | {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
_SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
"""The greatest first: a number is split at it into how many of it there are, and what is left over."""
_SCALE = "百(?!分)|千(?![克米瓦])|[十万亿]"
_SIGN = rf"\d+(?:\.\d+)?|(?<![\d.])\.\d+|[{''.join(_DIGITS)}]|{_SCALE}"
_RUN = re.compile(rf"(?:[几数](?={_SCALE}))?(?:{_SIGN})(?:{_SIGN}|[多余几](?={_SCALE})|(?<=十)几)*")
_RANGE = re.compile(r"\D{0,3}[至到~—–-]")

_BEFORE, _BEHIND = (
    {word: bound for bound, words in places.items() for word in words}
    for places in tomllib.loads((Path(__file__).parent / "bound_words.toml").read_text(encoding="utf-8")).values()
)
BOUND_WORDS = _BEFORE | _BEHIND
"""Words for a bound, with their code in the column `bound`."""
_WORD_BEFORE = re.compile("|".join(sorted(_BEFORE, key=len, reverse=True)))
_WORD_BEHIND = re.compile("^(?:多|余|级)|(?<=^个)(?:多|余)|(?:多|余|以上|以内|之内|以下|左右|上下)$")
_WITHIN_A_TIME = re.compile("(?<!以)(?<!之)内$")
"""3年内 may be the length of a ban or the most that something takes: the words alone do not tell."""

_WIDE = str.maketrans({0xFEE0 + ord(sign): sign for sign in "0123456789+-.,%eE"} | dict.fromkeys("−﹣–", "-"))
"""Full-width digits and signs, and the ways to write a minus; no other sign is a digit: ² and ① mark footnotes."""
_SIMPLE = str.maketrans("萬億兩幾餘點個過約數達噸輛項", "万亿两几余点个过约数达吨辆项")
"""Traditional characters of numbers, of their bounds and of units."""
_BLANK_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f\u3000](?=\d{3}(?!\d))", re.ASCII)
_IN_A_TABLE = re.compile(r"([+-]?)\s*((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?|\.\d+)\s*%?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_NOT_PLAIN = re.compile(rf"^(?!{_PLAIN.pattern}$)", re.ASCII | re.MULTILINE)
_LONGEST_IN_A_TABLE = 40

TENTHS, PERCENT = "成", "%"
ELISION = "…"
"""Stands for the other numbers of a list whose scale or unit stands at its end: 300…亿元 for 300、200和100亿元."""
RANK, RANK_FROM_BOTTOM = "位次", "倒数名次"
_FRACTION = ("/", "分之")


@dataclass(frozen=True)
class PrintedNumber:
    """A printed form as a number.

    value     without sign; words of scale are multiplied out, 成 and fractions are in percent, cut at four decimals
    value_to  the upper end of a printed range
    bounds    what the words allow, in the codes of the column `bound`: exact without a word
    unit      the words behind the number: %, 个百分点, 元, 家企业; 位次 or 倒数名次 for a place; may be empty
    step      the unit of the last printed digit; None for words, fractions and 成, which have no such rule
    """

    value: Decimal
    value_to: Decimal | None
    bounds: frozenset[str]
    unit: str
    step: Decimal | None


def normalize(text: str) -> str:
    """One way of writing: compatible characters alike, simplified ones, no blanks, no separators of thousands."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).translate(_SIMPLE)
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain)


def parse_cell(printed: str) -> Decimal | None:
    """The number that a cell of a table holds, with its sign and all its digits; None if it holds something else.

    Full-width digits and .5 are read, and separators of thousands, blanks among them; a percent sign is left to the unit.
    Blanks are one kind of separator, commas the other: mixed ones are no number.
    """
    if len(printed) <= _LONGEST_IN_A_TABLE and _PLAIN.fullmatch(printed):
        return Decimal(printed)  # as most are
    text = printed.strip().translate(_WIDE)
    bare = _BLANK_BETWEEN_THOUSANDS.sub(",", text) if "," not in text else text
    found = _IN_A_TABLE.fullmatch(bare)
    if len(bare) > _LONGEST_IN_A_TABLE or not found:
        return None
    return Decimal(found[1] + found[2].replace(",", ""))


def is_number(printed: str) -> bool:
    """Whether a cell of a table holds a number."""
    return bool(len(printed) <= _LONGEST_IN_A_TABLE and _PLAIN.fullmatch(printed)) or parse_cell(printed) is not None


def are_plain(texts: Sequence[str]) -> bool:
    """Whether all cells are digits, with a sign or a point at most: the usual numbers of a long table, told at once.

    >>> are_plain(["5", "-0.50"]), are_plain(["5", "1,000"])
    (True, False)
    """
    lines = "\n".join(texts)
    return (
        max(map(len, texts), default=0) <= _LONGEST_IN_A_TABLE
        and lines.count("\n") < len(texts)
        and not _NOT_PLAIN.search(lines)
    )


@lru_cache(100_000)
def parse_printed(printed: str) -> PrintedNumber | None:
    """The number in *printed*; None if there is none, or more than one.

    >>> parse_printed("1.18万亿元").value, parse_printed("300…亿元").value
    (Decimal('1180000000000.00'), Decimal('30000000000'))
    """
    text = in_plain_words(normalize(in_chinese_signs(printed).replace(ELISION, "")))
    runs = list(_RUN.finditer(text))
    if not 1 <= len(runs) <= 2 or "半" in text:
        return None
    values = [value for run in runs if (value := _parse_run(run[0])) is not None]
    if len(values) < len(runs):
        return None
    before, behind = text[: runs[0].start()], text[runs[-1].end() :]
    bounds = _bounds(before, behind, "".join(run[0] for run in runs))
    unit = _WITHIN_A_TIME.sub("", _WORD_BEHIND.sub("", behind))
    step = _step(runs[-1][0])
    upper: Decimal | None = None
    if len(runs) == 2:
        between = text[runs[0].end() : runs[1].start()]
        if between in _FRACTION:
            whole, part = values if between == "分之" else reversed(values)
            if not whole:
                return None
            values, unit, step = [round(100 * part / whole, 4)], PERCENT, None
        elif _RANGE.fullmatch(between):
            upper = values[1]
            shared = _with_shared_scale(runs[0][0], runs[1][0], between)
            values = [shared if shared is not None and shared <= upper else values[0]]
        else:
            return None
    elif before.endswith("百分之"):
        unit = PERCENT
    elif unit == TENTHS:
        values, unit, step = [values[0] * 10], PERCENT, None
    elif before.endswith("第"):
        unit = RANK_FROM_BOTTOM if before.endswith("倒数第") else RANK
    elif before.endswith("前") and unit in ("", "位", "名"):
        unit = RANK
        bounds.add("at_most")
    return PrintedNumber(values[0], upper, frozenset(bounds or {"exact"}), unit, step)


def _bounds(before: str, behind: str, runs: str) -> set[str]:
    """The bounds that the words around and inside the number give; empty without such words."""
    bounds = {_BEFORE[word] for word in _WORD_BEFORE.findall(before)}
    bounds |= {_BEHIND[word] for word in _WORD_BEHIND.findall(behind)}
    if any(sign in runs for sign in "多余几数"):
        bounds.add("more_than")
    return bounds | ({"at_most", "exact"} if _WITHIN_A_TIME.search(behind) else set())


def _parse_run(run: str) -> Decimal | None:
    """The number of a run of digits, numerals and words of scale; None if two numbers stand side by side (三四家)."""
    bare = re.sub("[多余几数]", "", run)
    for word, scale in _SCALES.items():
        left, found, right = bare.rpartition(word)
        if found:
            many, rest = _parse_run(left) if left else Decimal(1), _parse_run(right)
            return None if many is None or rest is None or word in left else many * scale + rest
    bare = bare.lstrip("零〇")
    if len(bare) == 1 and bare in _DIGITS:
        return Decimal(_DIGITS[bare])
    return Decimal(bare or 0) if re.fullmatch(r"[\d.]*", bare) else None


def _step(run: str) -> Decimal | None:
    """The unit of the last digit of a run; None if it is in words alone."""
    digits = list(re.finditer(r"\d*(?:\.(\d+))|\d+", run))
    if not digits:
        return None
    scale = _parse_run("1" + run[digits[-1].end() :])
    return None if scale is None else scale / 10 ** len(digits[-1][1] or "")


def _with_shared_scale(low: str, high: str, between: str) -> Decimal | None:
    """The lower end of a range whose scale is printed once: 3至5万 begins at 30000."""
    if len(between) > 1 or re.search(_SCALE, low):
        return None
    return _parse_run(low + re.sub(rf"^[\d.{''.join(_DIGITS)}]+", "", high))
