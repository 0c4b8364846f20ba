"""The sentences of a text with their offsets, one after another; a line without an end is cut."""

import re
from collections.abc import Callable, Iterator

_LONGEST_NUMBER = 40
_NUMBER_AT_END = re.compile(r"[\d.,十百千万亿]+\Z")
LONGEST = 2_000
"""Signs of the longest sentence; what is longer is read in pieces."""


def sentences(text: str, stop: re.Pattern[str]) -> Iterator[tuple[int, str, bool]]:
    """Offset and text of each sentence, and whether a line begins with it."""
    start, new_line = 0, True
    for found in stop.finditer(text):
        yield from _cut(text, start, found.end(), new_line)
        start, new_line = found.end(), "\n" in found[0]
    yield from _cut(text, start, len(text), new_line)


def _cut(text: str, start: int, end: int, new_line: bool) -> Iterator[tuple[int, str, bool]]:
    while end - start > LONGEST:
        limit = start + LONGEST
        at = max(text.rfind("，", start, limit), text.rfind(" ", start, limit)) + 1
        if at <= start:
            # Not within a number.
            held = _NUMBER_AT_END.search(text, limit - _LONGEST_NUMBER, limit)
            at = held.start() if held else limit
        yield start, text[start:at], new_line
        start, new_line = at, False
    if start < end and not text[start:end].isspace():
        yield start, text[start:end], new_line


def last_place(text: str, pattern: re.Pattern[str], plain: Callable[[str], str] = str) -> int:
    """Where in *text*, in *plain* signs, the last match of *pattern* begins, looked for from the end; -1 if there is none."""
    for end in range(len(text), 0, -LONGEST):
        start = max(0, end - LONGEST - _LONGEST_NUMBER)
        if places := [found.start() for found in pattern.finditer(plain(text[start:end]))]:
            return start + places[-1]
    return -1
