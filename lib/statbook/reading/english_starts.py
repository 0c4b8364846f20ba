"""How what is more than a word begins in an English sentence: a look at its beginning spares most words all other patterns."""

import re
from collections.abc import Iterable

from statbook.reading.english_numbers import NUMBER_LOOK, NUMBER_STARTS, WORDS
from statbook.reading.english_periods import PERIOD_LOOK, PERIOD_STARTS
from statbook.reading.word_trie import word_pattern

_NUMBERED = "Chart Table Figure Fig. Chapter Section Part Article No. Number Item Page Step Version Annex Box Note Phase ISO Document Circular Top Fortune Boeing Airbus".split()
NUMBERED = "|".join(map(re.escape, ["Group of", *_NUMBERED]))
"""What has a number behind it that is no figure."""
_OTHERS = [
    *"http group per every top compared after against than from between over versus vs relative on above below while whereas but".split(),
    "in yuan", "in rmb", "in renminbi",
]  # fmt: skip


def opening(words: Iterable[str]) -> str:
    """A pattern for the beginnings of *words*, of numbers, periods and cues, and of names and addresses with digits."""
    terms = {" ".join(word.split()[:2]) for word in words}
    known = word_pattern({*terms, *_STARTS, *_OTHERS, *(name.lower() for name in _NUMBERED)})
    maybe = rf"(?={word_pattern({*PERIOD_STARTS, *NUMBER_STARTS})})(?:{PERIOD_LOOK}|{NUMBER_LOOK})"
    return rf"\d|{known}|{maybe}|[A-Za-z]{{1,21}}+(?:[-.,]?\d|[\w.+-]{{0,60}}+@)"


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
