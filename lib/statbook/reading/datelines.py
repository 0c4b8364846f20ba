"""Lines and addresses that say when a text was published, and by whom."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from statbook.reading.language import Kind, Token
from statbook.reading.lexicon import PUBLISHER, Lexicon
from statbook.reading.periods import NO_PERIOD, resolve


def read_dateline(token: Token, words: Sequence[Token]) -> date | None:
    """The day that *token* names if it says when the text was published; *words* are those of its sentence."""
    if token.kind == Kind.BLANK:
        return _day(token.text)
    if token.kind == Kind.PERIOD and len(words) == 1 and token.value.kind == "day" and token.value.year:
        return _day(resolve(token.value, None, NO_PERIOD).text)
    return None


def _day(text: str) -> date | None:
    """A day in digits, as in the line of a date or in the address of a page."""
    parts = text.replace("/", "-").replace(".", "-").split("-")
    try:
        return date(*map(int, parts)) if len(parts) == 3 else None
    except ValueError:
        return None


def join_branches(tokens: Sequence[Token], branch: re.Pattern[str]) -> list[Token]:
    """The tokens; the branch of a publisher is one word: it may speak of more than the city in its name, or of less."""
    found: list[Token] = []
    end = -1
    if not any(map(_is_publisher, tokens)):
        return [*tokens]
    for number, token in enumerate(tokens):
        if token.start < end:
            continue
        behind = tokens[number + 1 : number + 4] if _is_publisher(token) else ()
        if name := branch.match("".join(each.text for each in behind)):
            end = token.end + name.end()
            found.append(Token(Kind.WORD, token.start, end, token.text + name[0]))
        else:
            found.append(token)
    return found


def _is_publisher(token: Token) -> bool:
    return token.kind == Kind.TERM and any(entry.kind == PUBLISHER for entry in token.value)


def publishers(token: Token, lexicon: Lexicon) -> Iterator[str]:
    """The regions of which the publishers speak that *token* names, or in whose pages its address lies."""
    if token.kind == Kind.TERM:
        yield from (entry.code for entry in token.value if entry.kind == PUBLISHER)
    elif token.kind == Kind.BLANK and token.text.startswith("http"):
        host = token.text.partition("//")[2].partition("/")[0].removeprefix("www.")
        yield from (entry.code for entry in lexicon.words.get(host, ()) if entry.kind == PUBLISHER)
