"""Read releases: each number of a text, proposed as a row of data/ with the rules and the words it rests on.

Deterministic: the words are those of data/lexicon.yaml and data/, the rules are listed in docs/reading.md.
"""

import re
from collections.abc import Iterator
from datetime import date as Day

from statbook.reading.chinese import CHINESE
from statbook.reading.english import ENGLISH
from statbook.reading.headlines import complete_headlines
from statbook.reading.language import Language
from statbook.reading.lexicon import OWN, PUBLISHER, REGION, Lexicon, load_lexicon
from statbook.reading.proposal import UNKNOWN, Candidate, Proposal, Span
from statbook.reading.reader import Reader

__all__ = ["UNKNOWN", "Candidate", "Lexicon", "Proposal", "Span", "language_of", "load_lexicon", "read_text"]

_LANGUAGES = (CHINESE, ENGLISH)
"""The first whose letters make up most of a text reads it; the last, if none does."""
_DATED = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_HEAD = 2_000
_BEGINNING = 20_000
_IN_FULL = "省市区州县"
"""The ends of names of provinces, cities and districts."""


def read_text(text: str, lexicon: Lexicon, *, date: str, publisher: str = "", lang: str = "") -> Iterator[Proposal]:
    """The numbers of *text*, one after another, as it is read.

    date       the day of the release, which says what 今年 is; if it is empty, the first day that the text names in digits
    publisher  who published it, where the lexicon knows what it speaks of
    lang       zh or en; if it is empty, that in which most of the text is written
    """
    language = next((each for each in _LANGUAGES if each.code == lang), None) or language_of(text)
    home = _home_of(publisher, lexicon)
    home = _home_in(text[:_BEGINNING], lexicon) if home == UNKNOWN else home
    reader = Reader(lexicon, language, _day_of(date or text[:_HEAD]), home)
    yield from complete_headlines(reader.read(text))


def _home_of(publisher: str, lexicon: Lexicon) -> str:
    """The region of which a publisher speaks, by the longest name in *publisher* that the lexicon knows.

    An office or a branch speaks of the province or the city that its name says in full: 海西省统计局, 月港市中心支行.
    """
    known = sorted((word for word in lexicon.words if word in publisher), key=len, reverse=True)
    entries = [(word, entry) for word in known for entry in lexicon.words[word]]
    whole = next((word for word, entry in entries if entry.kind == PUBLISHER), "")
    if whole and not CHINESE.branch.match(publisher.partition(whole)[2]):
        return next(entry.code for entry in lexicon.words[whole] if entry.kind == PUBLISHER)
    places = (entry.code for word, entry in entries if entry.kind == REGION and word[-1] in _IN_FULL)
    return next((code for code in places if code not in OWN), UNKNOWN)


def _home_in(text: str, lexicon: Lexicon) -> str:
    """The region that a text calls its own: the only province that it names in full, if it says 全省; so with cities."""
    found = [
        word
        for word, (entry, *_) in lexicon.words.items()
        if entry.kind == REGION and word[-1] in _IN_FULL and word in text
    ]
    own = {word[-1] for word in found if lexicon.words[word][0].code in OWN}
    codes = {lexicon.words[word][0].code for word in found if word[-1] in own} - {*OWN}
    return codes.pop() if len(codes) == len(own) == 1 else UNKNOWN


def language_of(text: str) -> Language:
    """The language in which *text* is written, by the letters at its head."""
    head = "".join(sign for sign in text[:_HEAD] if sign.isalpha())
    return next((each for each in _LANGUAGES if each.is_written_in(head)), _LANGUAGES[-1])


def _day_of(text: str) -> Day | None:
    for found in _DATED.finditer(text):
        try:
            return Day(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
    return None
