"""How Chinese is set: no space between Chinese and Latin or digits, and wide marks of punctuation beside Chinese."""

import re
from collections.abc import Iterator

_HAN, _LATIN = "\u3400-\u9fff", "A-Za-z0-9"
_WIDE = "，。；：？！、（）《》“”"
_FAULTS = re.compile(
    rf"[{_HAN}] [{_LATIN}]|[{_LATIN}%] [{_HAN}]|[{_HAN}{_WIDE}] [{_HAN}{_WIDE}]"
    rf"|[{_HAN}{_WIDE}] *[,;:!?]|[,;:!?] *[{_HAN}{_WIDE}]|[{_HAN}] *\(|\) *[{_HAN}]"
)
_MARKUP = re.compile(r"\{\w+\}`[^`]*`|`[^`]*`|\{[{%].*?[%}]\}|<[^<>]*>|(?<=\])\([^)]*\)")
"""Roles, code, statements of templates, tags and addresses; what stands for them reads as a number."""


def badly_set(text: str) -> Iterator[str]:
    """The places of a Chinese *text*, with markup or without, where a space or a narrow mark should not be.

    >>> [*badly_set("图 1：进口,出口"), *badly_set("图1：进口，出口{num}`a`见[此](b.html)，M2 (M1)")]
    ['图 1', '口,']
    """
    if "(?:" not in text:  # a pattern of scripts
        yield from _FAULTS.findall(_MARKUP.sub(lambda found: "" if found[0][0] in "<(" else "0", text))
