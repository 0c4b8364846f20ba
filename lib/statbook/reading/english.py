"""English: how its sentences become tokens, in the order in which the interpreter reads them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from statbook.reading.english_clauses import complete
from statbook.reading.english_counts import counted_unit, ratio_unit
from statbook.reading.english_numbers import NUMBER_LOOK, WORDS, read_noise, read_number
from statbook.reading.english_order import CHANGES, arrange
from statbook.reading.english_periods import read_period
from statbook.reading.english_pieces import CUES, Piece, patterns, pieces
from statbook.reading.english_places import as_partner, nearest, with_pairs
from statbook.reading.english_ranges import PRIOR
from statbook.reading.language import Amount, Cue, Kind, Language, Token
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION, Entry, Lexicon
from statbook.reading.proposal import UNKNOWN
from statbook.reading.subjects import FLOW, PARTNER

_WORDLESS = frozenset((*WORDS["text"]["wordless"], *CHANGES, "year-on-year"))
_FILLING = re.compile(rf"\bof\s(?:the\s)?(?:{'|'.join(WORDS['text']['filling'])})\b", re.IGNORECASE)
_STOP = re.compile(
    r"(?<!\bNo)(?<!\bSept)(?<!\b[A-Z])(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Fig|vol))[.!?;]+[\"”’')\]]*(?=\s+[\"“(\[*]*[A-Z0-9−-]|\s*$)|\n+"
)
_NOUN = re.compile(r"\s(?!of\b|and\b|to\b|in\b|or\b|for\b|by\b)[a-z][a-z-]{2,}")
_OF_WHICH = re.compile(r"\sof\s(?:which|them)\b")
_OF_TOP = re.compile(r"\sof\sthe\s(?:country's\s|world's\s|nation's\s)?(?:top\s\d|\d{1,6}\s[a-z])")
_NEAR = 200
"""Signs before and behind a number among which is said what it counts."""
_KINDS = {kind.value: kind for kind in Kind}
_PIECES = "items"
_DURATION = re.compile(r"\s(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?)\b")
_SCORE = re.compile(r"\b(?:score|index)\b[^.;]{1,100}$", re.IGNORECASE)
_UNDER = re.compile(r"\bunder\s+(?:the\s+)?$", re.IGNORECASE)
_BESIDE_TERM = re.compile(r"\b(?:with|to|from)\s+(?:the\s+)?$", re.IGNORECASE)


def scan(lexicon: Lexicon) -> Callable[[str, int], list[Token]]:
    """A function from a sentence and its offset to its tokens."""
    words = {word.casefold(): entries for word, entries in lexicon.words.items() if word.isascii()}
    look, every = patterns(words)

    def tokens(sentence: str, offset: int) -> list[Token]:
        plain = sentence.replace("’", "'").replace("\u00a0", " ").replace("\n", " ")
        found: list[Token] = []
        at = 0
        for piece in pieces(plain, look, every):
            token = _token(piece, plain, offset, words)
            if token is None:
                continue
            _, start, end = piece
            gap = plain[at:start].strip()
            if gap and not (gap == "the" and found and found[-1].kind in (Kind.COMMA, Kind.LIST)):
                found.append(Token(Kind.WORD, at + offset, start + offset, sentence[at:start]))
            if token.kind == Kind.TERM:
                token = _beside(token, plain[max(0, start - 24) : start], found)
                if found and found[-1].kind in (Kind.NUMBER, Kind.TERM) and found[-1].end == start + offset - 1:
                    token = Token(token.kind, token.start - 1, token.end, f" {token.text}", token.value)
                found += _split_members(token, _UNDER.search(plain[max(0, start - 24) : start]) is not None)
            else:
                found.append(token)
            at = end
        if plain[at:].strip():
            found.append(Token(Kind.WORD, at + offset, len(sentence) + offset, sentence[at:]))
        return arrange(complete(with_pairs(nearest(found, lexicon.around), words)))

    return tokens


def _token(piece: Piece, plain: str, offset: int, words: Mapping[str, tuple[Entry, ...]]) -> Token | None:
    """The token of a piece of a sentence that begins at *offset*; None if it means nothing after all."""
    name, start, end = piece
    text = plain[start:end]
    if name == "base":
        return Token(Kind.CUE, start + offset, end + offset, text, Cue.BASE)
    if name in CUES:
        return Token(Kind.CUE, start + offset, end + offset, text, CUES[name])
    if name == "term":
        return Token(Kind.TERM, start + offset, end + offset, text, words[text.casefold()])
    if name == "number":
        amount = read_number(text)
        if amount.kind == "" and _OF_WHICH.match(plain, end):
            amount = replace(amount, kind="count")
        if amount.kind == "" and (behind := _NOUN.match(plain, end)):
            amount = replace(amount, kind="duration" if _DURATION.match(behind[0]) else "count")
        elif amount.kind == "" and _OF_TOP.match(plain, end):
            amount = replace(amount, kind="count")
        return Token(Kind.NUMBER, start + offset, end + offset, text, _with_unit(amount, plain, start, end))
    if name == "noise":
        return Token(Kind.NUMBER, start + offset, end + offset, text, read_noise(text))
    if name in ("period", "span"):
        period = read_period(text)
        return Token(Kind.PERIOD, start + offset, end + offset, text, period) if period else None
    if name == "prior":
        return Token(Kind.CUE, start + offset, end + offset, text, PRIOR)
    return Token(_KINDS[name], start + offset, end + offset, text)


def _with_unit(amount: Amount, plain: str, start: int, end: int) -> Amount:
    """*amount* with the unit of what it counts, if its words say none."""
    if amount.words in ("point", "points") and _SCORE.search(plain, max(0, start - _NEAR), start):
        return replace(amount, unit="points", kind="count")
    if amount.unit not in (UNKNOWN, _PIECES) or amount.kind not in ("", "count"):
        return amount
    before = plain[max(0, start - _NEAR) : start].rpartition(". ")[2]
    if amount.kind == "count":
        unit = counted_unit(before, plain[end : end + _NEAR])
        return amount if unit == UNKNOWN else replace(amount, unit=unit)
    unit = ratio_unit(before)
    return amount if unit == UNKNOWN else replace(amount, unit=unit, kind="count")


def _split_members(token: Token, under: bool) -> Iterator[Token]:
    """*token*, the members that an indicator's name says apart from it: "processing trade" is trade, and a mode.

    So a later part of the sentence that goes on about trade does not take the mode along. *under*: it is only a mode of
    what was named before: exports under processing trade.
    """
    entry = token.value[0]
    apart = [(name, code) for name, code in entry.members if name != FLOW]
    if entry.kind != INDICATOR or not apart:
        yield token
        return
    if under:
        yield replace(token, value=tuple(Entry(MEMBER, code, dimension=name) for name, code in apart))
        return
    for name, code in apart:
        yield replace(token, start=token.end, text="", value=(Entry(MEMBER, code, dimension=name),))
    kept = tuple(item for item in entry.members if item[0] == FLOW)
    yield replace(token, value=(replace(entry, members=kept),))


def _beside(token: Token, before: str, found: list[Token]) -> Token:
    """*token* as a partner, if it stands behind "trade with" or "exports to"."""
    place = any(entry.kind == REGION or entry.dimension == PARTNER for entry in token.value)
    if (
        not place
        or not _BESIDE_TERM.search(before)
        or not any(each.kind == Kind.TERM and any(e.kind == INDICATOR for e in each.value) for each in found)
    ):
        return token
    return as_partner(token)


def clean(name: str) -> str:
    """The name of an indicator without words at its ends that belong to the sentence."""
    words = name.split()
    while words and words[0].lower().strip(",.'’") in _WORDLESS:
        del words[0]
    while words and words[-1].lower().strip(",.'’") in _WORDLESS:
        del words[-1]
    return " ".join(words).strip(" ,.*’'")


def meaning(text: str) -> str:
    """The letters of words that say something."""
    return "".join(
        word for word in re.findall(r"[a-z][a-z-]*", _FILLING.sub("", text).lower()) if word not in _WORDLESS
    )


ENGLISH = Language(
    "en",
    letters=re.compile("[A-Za-z]"),
    stop=_STOP,
    figure=re.compile(rf"\d|\b(?:{NUMBER_LOOK})", re.IGNORECASE),
    byline=re.compile(r"\b(?:By|Source|Reporter|Editor|Photo|Xinhua)\b"),
    scanner=scan,
    clean=clean,
    meaning=meaning,
    of="of which",
    standing=re.compile(rf"\b(?:{'|'.join(WORDS['text']['standing'])})\b", re.IGNORECASE),
    generic=frozenset(WORDS["text"]["generic"]),
    rates=re.compile(r"\b(?:rate|ratio|proportion|share|percentage)\b", re.IGNORECASE),
    carries=True,
    apart=re.compile(
        r"\bin the (?:field|area|segment) of (?:the )?[a-z]|\b(?:excluding|except|not including|without|dollar terms|dollar-denominated)\b",
        re.IGNORECASE,
    ),
    excluding=re.compile(r"\bnon-?\s?$|\b(?:other than|excluding|except|without|apart from|outside)\b", re.IGNORECASE),
    still=(" ",),  # a verb of change is one only if a number follows
)
