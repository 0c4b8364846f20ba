"""The pieces of an English sentence that mean something, found by patterns; most words are spared them by a look at how they begin."""

import re
from collections.abc import Callable, Iterable, Iterator

from statbook.reading.english_numbers import NOISE, NUMBER, NUMBER_LOOK, START, WORDS
from statbook.reading.english_order import CHANGES
from statbook.reading.english_periods import PERIOD, PERIOD_LOOK, SPAN, YEAR
from statbook.reading.language import Cue
from statbook.reading.word_trie import word_pattern

Find = Callable[[str, int], re.Match[str] | None]
Piece = tuple[str, int, int]
"""Kind, start and end."""
_CUES = [(cue, "|".join(patterns).replace("NUMBER", START)) for cue, patterns in WORDS["cues"].items()]
CUES = {f"c{number}": Cue(cue) for number, (cue, _) in enumerate(_CUES)}
"""The cue by the name of its group."""
_NUMBERED = "Chart Table Figure Fig. Chapter Section Part Article No. Number Item Page Step Version Annex Box Note Phase ISO Document Circular Top Fortune Boeing Airbus".split()
NUMBERED = "|".join(map(re.escape, ["Group of", *_NUMBERED]))
"""What has a number behind it that is no figure."""
_BASES = (
    "after,against,from,versus,vs,vs.,on,than,over,between,above,below,relative to,compared with,compared to".split(",")
)
_COUNTED = word_pattern(["per", "every", "group of", *(name.lower() for name in _NUMBERED)])
MAYBE = (
    rf"\d|{_COUNTED}\s(?:no\.\s)?\d|(?:{word_pattern(_BASES)})\s|in\s(?:yuan|rmb|renminbi)\b|http|fifth|highest|largest|biggest|fastest|while|whereas|but|{PERIOD_LOOK}|{NUMBER_LOOK}"
    r"|[a-z]{1,21}+(?:[-.,]?\d|[\w.+-]{0,60}+@)|[.+-][\w.+-]{0,60}+@"
)
"""How a number, a period or a base begins, and a name or an address with digits, in small letters."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December)\b\.?"
_PLACE = r"(?-i:(?!(?:CNIPA|GACC|NBS|PBO?C)\b)[A-Z][A-Za-z']{1,20}(?:\s(?!Custom|Bureau|Office|Bank|Admin|Stat|Commi|Depart)[A-Z][A-Za-z']{1,20}){0,2})"
_HEAD = re.compile(
    rf"\s*\(?{_PLACE}\s?[,|]?\s(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s(?:19|20)\d\d)?\)?\s?(?:\([A-Z][A-Za-z /]{{1,30}}\)\s?)?(?:--?\s|–|—|[:.|](?=\s|$)|(?<=\))\s|\s*$)|"
    r"\s*(?-i:[A-Z]{3,}(?:\s[A-Z]{2,}){0,3}),?\s\((?=[^()]{0,80}(?:Xinhua|News|20\d\d))[^()]{1,80}\)\s?(?:--?|–|—)?\s|"
    r"\s*(?-i:[A-Z]{3,}(?:\s[A-Z]{2,}){0,3})(?:,\s[A-Za-z]{3,9}\.?\s\d{1,2})?\s?(?:\([A-Z][A-Za-z ]{1,30}\)\s?)?(?:--?|–|—)\s|"
    r"\s*(?:[-*•]\s+)?\d{1,2}[.)](?=\s)",
    re.IGNORECASE,
).match
"""What may open a sentence and says nothing in it: the line of a date, the mark of a heading."""
_BLANK = (
    r"https?://[!-~]{1,2000}|(?<![\w.+-])[\w.+-]{1,60}+@[\w.-]{1,100}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)|\d{1,2}:\d\d(?::\d\d)?"
    r"|\+?\d{2,4}[- ]\d{3,4}[- ]\d{3,8}|\[\^?\d{1,3}\]"
    r"|\bfor\s(?:the|a)\s(?:first\stime|\w{4,9}\s(?:straight|consecutive|successive|running)\s(?:month|quarter|year))\b"
    r"|\b(?:in|for)\sthe[\s]same\speriod\s(?:in\shistory|on\srecord)\b|\((?:excluding|not\sincluding)\s[^()]{3,60}Taiwan\)"
    r"|\b(?:(?:second|third|fourth|fifth|\d{1,2}(?:nd|rd|th))[\s-])?(?:highest|largest|biggest|fastest)\s(?:in|of|among)\s(?:China|the\s(?:country|nation|world|province))\b"
    r"|\bin\s(?:yuan|RMB|renminbi)(?:-denominated)?\sterms\b"
    rf"|\bthe[\s]same\s(?:pace\s|rate\s|level\s|growth\s)?as\s(?:that\s|those\s)?(?:in\s|of\s|at\s|for\s)?(?:{PERIOD})"
)
_SKIP = (
    rf"\b(?:19|20)\d\d(?=\s(?:(?<!\bthe\s\d{{4}}\s)levels?|figures?|totals?|peak|edition|season|report|survey|census|plan|Games|budget)\b)|\b(?-i:{NUMBERED})\s(?:No\.\s)?\d{{1,6}}(?:\.\d{{1,4}}){{0,3}}"
    r"|\btop\s\d{1,4}(?=\s[a-z])|\b(?:per|every)\s\d{1,3}(?:,\d{3}){0,3}(?![.,]?\d)(?:\s(?:people|persons|residents|capita))?"
    r"|\bv?\d{1,4}(?:\.\d{1,4}){2,4}\b|\b\d{1,3}(?:st|nd|rd|th)\b|\b(?!(?:RMB|CNY|USD|EUR|US)\d)[A-Za-z]{1,21}+[-.]?\d[\w.-]{0,40}|\b\d{1,4}(?!(?:bn|tn|mn|trn|mln|pp|bps?|km|kg|k?m²|t)\b)[A-Za-z]\w{0,20}|\b\d{1,4}-(?!percent)[A-Za-z]{2,20}"
)
"""Names with numbers that are no figures."""
_BASED = rf"\b(?P<base>(?:compared\s(?:with|to)|against|than|from|over|versus|relative to|on|above|below)\s(?:(?:that|those)\s|the\s(?={YEAR}\slevel))?)(?=(?:in\s|of\s)?(?:{PERIOD}|{YEAR}))"
_CHANGE_OF = rf"(?:(?:an?|the)\s{START}|(?:(?:an?|the)\s)?(?:year-on-year\s)?(?:{'|'.join(CHANGES)})\sof\s{START})"
"""A change that is named: a fall of 3 percent, the 3 percent growth."""


def beginnings(patterns: Iterable[str]) -> set[str]:
    """The words with which matches of *patterns* begin, and some more: those behind any bar.

    >>> sorted(beginnings(["(?<=, )with(?= it)", "(?:expects?|year[- ]on|is to)(?: to)?"]))
    ['expect', 'is to', 'with', 'year']
    """
    pieces = (piece for pattern in patterns for piece in _without_looks(pattern).split("|"))
    found = (re.match(r"(?:\(\?:)*([A-Za-z]+(?:[ /][a-z]+)?)(\?)?", piece) for piece in pieces)
    return {each[1][: -1 if each[2] else None].lower() for each in found if each}


def _without_looks(pattern: str) -> str:
    """*pattern* without what it wants before or behind a match."""
    while found := re.search(r"\(\?<?[=!]", pattern):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(pattern[end], 0)
            end += 1
        pattern = pattern[: found.start()] + pattern[end:]
    return pattern


_STARTS = beginnings(pattern for patterns in WORDS["cues"].values() for pattern in patterns)
CUE_STARTS = word_pattern(_STARTS)
"""How a cue begins."""


def patterns(words: Iterable[str]) -> tuple[Find, Find]:
    """What finds the pieces of a sentence in a language with *words*.

    The first finds most of them in small letters, which is quick, and where another may begin; the second tries every kind at a place.
    """
    starts = word_pattern({*(" ".join(word.split()[:2]) for word in words), *_STARTS})
    cue = "|".join(f"(?P<{name}>\\b(?:{pattern})(?!\\w))" for name, (_, pattern) in zip(CUES, _CUES, strict=True))
    term = rf"(?P<term>(?<!\w){word_pattern(words)}(?!\w))"
    cues = rf"(?={CUE_STARTS})(?:{cue})"
    signs = rf"(?P<list>,?\s(?:and|as\swell\sas)\s|,(?=\s{START}(?:[^,.;]|\.(?=\d)|,(?=\s(?:and\s)?{START})){{0,60}}\sand\s{START})|/)|(?P<comma>,(?!\d)|\s(?:[–—]|--)\s|\bwhile\b|\bwhereas\b|\bbut\b)|(?P<stop>[;:!?|]|\.(?=\s|$))|(?P<open>[(\[])|(?P<close>[)\]])"
    look = re.compile(
        rf"(?<!\w)(?:(?={MAYBE})|(?={starts})(?:{term}|{cues}))|(?!\w|\s(?!and\s|as\s|[–—-]))(?:(?=\[\^?\d|\+\d|\((?:ex|not\sin)cluding)|{signs})"
    ).search
    every = re.compile(
        rf"(?P<noise>{NOISE})|(?P<blank>{_BLANK})|{term}|(?P<skip>{_SKIP})|(?P<span>\b{SPAN})|{_BASED}|(?P<period>\b(?:{PERIOD}))|(?P<number>{NUMBER})"
        rf"|(?P<prior>\b(?:after|against|from|versus|vs\.?|on|compared\s(?:with|to))\s(?={START}|{_CHANGE_OF}))|{cues}|{signs}",
        re.IGNORECASE,
    ).match
    return look, every


def pieces(plain: str, look: Find, every: Find) -> Iterator[Piece]:
    """The pieces of a sentence, from left to right.

    *look* finds most of them in small letters, which is quick, and where another may begin; there *every* kind is tried.
    """
    small = plain.replace("İ", "I").lower()  # the only sign with two small ones
    at = 0
    if opened := _HEAD(plain):
        at = opened.end()
        yield "blank", 0, at
    while seen := look(small, at):
        found = seen if seen.lastgroup else every(plain, seen.start())
        at = found.end() if found else seen.start() + 1
        if found:
            yield found.lastgroup or "", *found.span()
