"""What a number in an English text counts: a noun behind it, or one before it in its clause."""

import re

from statbook.reading.english_numbers import UNITS, WORDS
from statbook.reading.proposal import UNKNOWN

_CODES: dict[str, str] = {
    word: code for word, code in UNITS.items() if len(word) > 4 and code in WORDS["counted"]["codes"]
}
_CODES |= {word: word for word in WORDS["counted"]["others"]}
_KNOWN = "|".join(_CODES)
_PLURAL = rf"(?!(?:{'|'.join(WORDS['counted']['no_things'])})\b)[a-z]{{2,20}}(?<![suio])s"
_BETWEEN = r"(?!(?:of|and|to|in|or|for|by|on|at|from|with|held|than|were|was|is|are|per|a|the|as|that|which)\b)[a-z][a-z-]{1,20}"
_BEHIND = re.compile(
    rf"(?:\sof\sthe\s(?:top\s)?\d{{1,6}})?(?:\s{_BETWEEN}){{0,3}}?\s(?P<noun>{_KNOWN})\b", re.IGNORECASE
)
_NUMBER_OF = r"\bnumber\sof\s(?:(?!of\b)[a-z][a-z-]{1,20}\s){0,4}?"
_BEFORE = re.compile(rf"{_NUMBER_OF}(?P<noun>{_KNOWN})\b", re.IGNORECASE)
_OTHERS_BEHIND = re.compile(rf"(?:\sof\sthe\s(?:top\s)?\d{{1,6}})?(?:\s{_BETWEEN}){{0,3}}?\s(?P<noun>{_PLURAL})\b")
_OTHERS_BEFORE = re.compile(rf"{_NUMBER_OF}(?P<noun>{_PLURAL})\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"(?:^|[.;:]\s|,\s)[^,.;:]{{0,80}}?\b(?P<noun>{_KNOWN})\b[^,.;:\d]{{0,60}}$", re.IGNORECASE)
_OF_THEM = re.compile(r"\s(?:of\s(?:which|them|these|those)|were|was|are|is|involved|have|had|came)\b")
_NAMED = re.compile(rf"\b(?P<noun>{_KNOWN})\b", re.IGNORECASE)
_GREW_TO = re.compile(
    r",?\s\w{2,12}(?:\sby)?\s[\d.]{1,8}(?:\s?%|\spercent)(?:\s(?:year[ -]on[ -]year|from\s[a-z ]{4,20}))?\sto\s(?:\w{4,6}\s)?$"
)
_COUNTED = re.compile(rf"\d(?:\s(?:million|billion))?(?:\s{_BETWEEN}){{0,3}}?\s(?P<noun>{_KNOWN}|{_PLURAL})$")
_ALONE = re.compile(r"(?:\spieces|\sitems)?(?:[,.;)]|\s(?:in|by|at|as|and|while|during|last|this)\b|$)")
_RATIO = re.compile(
    rf"{_NUMBER_OF}(?P<noun>{_KNOWN})\b[^;]{{0,40}}\b(?:reached|was|were|(?:stood|at)\sat|(?:rose|came|increased|grew|fell)\sto)\s$",
    re.IGNORECASE,
)


def counted_unit(before: str, behind: str) -> str:
    """The unit of what is counted, from the words behind a number, or from those before it in its clause.

    A thing for which units.csv has no code is called by its name. What grew to a number was counted before it.

    >>> counted_unit("there were", " valid invention patents in use"), counted_unit("The number of new firms reached", "")
    ('patents', 'firms')
    >>> counted_unit("They fly", " small drones over the sea"), counted_unit("Vehicles in use totaled ", ", as said")
    ('drones', 'vehicles')
    """
    counted = None
    if grew := _GREW_TO.search(before):
        before = before[: grew.start()]
        counted = _COUNTED.search(before)
    found = _BEHIND.match(behind) or counted or _BEFORE.search(before)
    found = found or (_SUBJECT.search(before) if _ALONE.match(behind) else None)
    if not found and _OF_THEM.match(behind):
        found = next(reversed([*_NAMED.finditer(before)]), None)
    found = found or _OTHERS_BEHIND.match(behind) or _OTHERS_BEFORE.search(before)
    noun = str(found["noun"]).lower() if found else UNKNOWN
    return _CODES.get(noun, noun)


def ratio_unit(before: str) -> str:
    """The unit of a number without one that a sentence calls a number of things: patents per 10,000 people reached 12.9.

    >>> ratio_unit("the number of patents per 10,000 people reached "), ratio_unit("Chapter ")
    ('patents', 'unknown')
    """
    found = _RATIO.search(before)
    return _CODES[found["noun"].lower()] if found else UNKNOWN
