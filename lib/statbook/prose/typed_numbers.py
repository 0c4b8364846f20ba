"""Finds numbers that are typed into prose, in digits, words or Chinese numerals, where a key should be cited.

Not reported:

years       1990 to 2035, where they read as a date: after a word such as *in* or *since*, with a month, in a range, or
            alone; not before a noun in the plural ("in 2025 firms": put a comma, or say "of the year")
dates       2026-03-25, 25 March 2026, 2026年3月
names       5G; a letter with a number (M2, L4); sections and versions ("section 2.1"); the few of NAMES
small words one to twelve, and 一 to 十二, which count what the text itself puts down ("two ways"); with percent, times,
            a scale or a fraction (two thirds, 三成) they are numbers
ordinals    first, second, 第一
"""

import re
import unicodedata

CITED = "\ufffc"
"""Stands for a number that is cited by key, or for an inserted word."""

_MONTHS = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_YEAR = r"(?:199\d|20[0-2]\d|203[0-5])"
_SMALL = "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TEENS = "(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SCALES = "(?:hundred|thousand|million|billion|trillion|dozen)"
_PART = "(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth|hundredth|thousandth|millionth)"
_RATES = r"(?:percent(?:age)?s?|per\s+cent|pct|(?:percentage|basis)\s+points?|times|yuan|renminbi|RMB|dollars?|euros?)"

# What follows a year and makes a number of it: a unit, or a noun in the plural with or without words before it.
_NO_NOUN = (
    "(?:was|is|has|does|as|its|this|thus|these|those|his|us|less|across|versus|plus|perhaps|always|says|whereas"
    "|to|and|or|by|in|of|on|at|for|from|the|a|an|than|with|without|but|that|which|who|not|no|had|were|are|came|come"
    "|comes|rose|fell|grew|made|gave|ended|took|put|when|where|while|if|so|then|until|since|against|before|after)"
)
_UNIT = rf"(?:\s*[%‰％]|[.,]\d|\s*-?\s*(?:{_RATES}|{_SCALES}s?|people|persons|children|men|women)\b)"
_COUNTS = (
    rf"(?:{_UNIT}"
    rf"|(?:\s+(?!{_NO_NOUN}\b)[a-z][a-z-]*){{0,2}}\s+(?!{_NO_NOUN}\b)[a-z][a-z-]*[a-rt-z]s\b)"
)
_BEFORE_YEAR = (
    "(?:in|of|since|from|by|until|till|before|after|during|for|on|to|than|through|throughout|against|between|and|or|the"
    "|early|late|mid|end|start|year|years|spring|summer|autumn|winter|quarter|half|period|implied|base|as|at)"
)
NAMES = (r"CO2", r"PM2\.5", r"COVID-19", r"CC BY 4\.0", r"UTF-8", r"SHA-256", r"PDF/[A-Z]+(?:-\d[a-z]?)?", r"ISO 8601")
_NAME = re.compile(
    rf"\b(?:[2-6]G|[A-Z]\d{{1,2}})\b(?![.,]\d|\s*[%％])|\b(?:{'|'.join(NAMES)})\b|(?<=m)[²³]"
    rf"|(?:\b(?:[Ss]ection|[Cc]hapter|[Aa]ppendix|[Vv]ersion|[Ss]tep|v)\s?|§\s?)\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\b(?!{_COUNTS})"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<![\d.,-]){_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\d.,-]*\d)"
    rf"|\b{_DAY}\s+{_MONTHS}\b(?:,?\s+{_YEAR}\b(?!{_UNIT}))?"
    rf"|\b{_MONTHS}\s+(?:{_DAY},?\s+)?{_YEAR}\b(?!{_UNIT})"
    rf"|\b{_MONTHS}\s+{_DAY}\b(?!{_COUNTS}|\s*{_SCALES})"
    rf"|(?<!\d){_YEAR}\s?年(?:\s?(?:1[0-2]|[1-9])(?:[-—–至]\s?(?:1[0-2]|[1-9]))?\s?月(?:\s?{_DAY}\s?日)?)?"
    rf"|(?<!\d)(?:1[0-2]|[1-9])\s?月(?:\s?{_DAY}\s?日)?|二[〇零][〇零一二三][〇零一二三四五六七八九]年"
)
_YEARS = re.compile(
    rf"(?:(?:(?<=^)|(?<=[(,;:—–{CITED}\n]\s)|(?<=[(\n|])|\b{_BEFORE_YEAR}\s+))"
    rf"{_YEAR}(?:\s?(?:[–/-]|to|and|or)\s?{_YEAR})?(?![\w%])(?!{_COUNTS})",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(rf"{_YEAR}(?:\s?[–-]\s?{_YEAR})?$")
_WORDS = re.compile(
    rf"\b(?:{_SMALL}|zero|{_TENS})\s+point\s+(?:{_SMALL}|zero)\b"
    rf"|\b(?:(?:{_SMALL}|a|half\s+a|several|few|many)[\s-]+)?(?:{_TEENS}|{_TENS}|{_SCALES}s?)(?:[\s-]+{_SMALL})?\b(?:\s+{_RATES})?"
    rf"|\b(?:(?:{_SMALL}|zero)[\s-]+(?:and\s+a\s+half\s+)?{_RATES}|an?\s+(?:percent|per\s+cent))\b"
    rf"|\b(?:{_SMALL}|{_TENS}|{_SCALES})[\s-]?fold\b|\b(?:single|double|triple)[\s-]digits?\b"
    rf"|\b{_SMALL}\s+(?:in|out\s+of)\s+(?:every\s+)?{_SMALL}\b"
    rf"|\b{_SMALL}[\s-]+(?:{_PART}s|quarters\s+of)\b|\bthree[\s-]quarters\b|\b(?:an?|one)[\s-]+(?:{_PART}|quarter)\s+(?:of|as)\b|\bby\s+an?\s+(?:{_PART}|quarter)\b|\bone[\s-]{_PART}\b"
    r"|\bhalf\s+(?:of|the|as|that|this|its|their|again)\b"
    r"|\b(?:by|one|a|than|over|about|nearly|almost|roughly|only|some)\s+half\b(?!\s+an?\s)"
    r"|\b(?:doubl|trebl|tripl|quadrupl|quintupl)(?:e|es|ed|ing)\b(?!-check)|\bhalv(?:ed|ing)\b|\btwice\s+(?:as|the|its|their|that)\b",
    re.IGNORECASE,
)
_NUMERAL = "[零〇一二三四五六七八九十百千万亿两]"
_CHINESE = re.compile(
    rf"{_NUMERAL}+点[零〇一二三四五六七八九]+|{_NUMERAL}*[一二三四五六七八九十百千两](?:成(?!为|立|本|员|功|果)|倍|个?百分点|分之{_NUMERAL}*)"
    rf"|{_NUMERAL}*[一二三四五六七八九两]{_NUMERAL}+|{_NUMERAL}+[一二三四五六七八九两]{_NUMERAL}*|[一二三四五六七八九两十]\s?[万亿%％]"
    r"|[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟廿卅億萬]{2,}|[近上数几超逾破过][十百千万亿]+(?!分)|一半|半数|翻了?[一两]?番|廿"
)
_DIGITS = re.compile(r"[^\s\u3000-\u9fff\uff00-\uffef,;]*[0-9](?:[0-9.,:/–-]*[0-9])?[^\s\u3000-\u9fff\uff00-\uffef]*")
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
    found += [(place, sign) for place, sign in enumerate(rest) if _is_numeric(sign)]
    return sorted(set(found))


def _is_numeric(sign: str) -> bool:
    """Whether a sign is a number by itself (½, ５, Ⅳ, ②); ASCII digits and Chinese numerals are read as words."""
    return not sign.isascii() and unicodedata.category(sign) in ("Nd", "No", "Nl") and sign != "〇"
