"""How Chinese is set: no space beside Latin or digits, wide marks of punctuation, and none of them last in bold."""

import re
from collections.abc import Iterator

_HAN, _LATIN = "\u3400-\u9fff", "A-Za-z0-9"
_WIDE = "，。；：？！、（）《》“”"
_FAULTS = re.compile(
    rf"[{_HAN}] [{_LATIN}]|[{_LATIN}%] [{_HAN}]|[{_HAN}{_WIDE}] [{_HAN}{_WIDE}]"
    rf"|[{_HAN}{_WIDE}] *[,;:!?]|[,;:!?] *[{_HAN}{_WIDE}]|[{_HAN}] *\(|\) *[{_HAN}]|\([^()]*[{_HAN}][^()]*\)"
)
_MARKUP = re.compile(r"\{\w+\}`[^`]*`|`[^`]*`|\{[{%].*?[%}]\}|<[^<>]*>|(?<=\])\([^)]*\)")
"""Roles, code, statements of templates, tags and addresses; what stands for them reads as a number."""


def badly_set(text: str) -> Iterator[str]:
    """The places of a Chinese *text*, with markup or without, where a space or a narrow mark should not be.

    >>> [*badly_set("图 1：进口,出口"), *badly_set("图1：进口，出口{num}`a`见[此](b.html)，M2 (M1)")]
    ['图 1', '口,']

    Markdown does not end bold between a mark and a word: **错误：**净额 shows its stars.
    """
    if "(?:" not in text:  # a pattern of scripts
        yield from _FAULTS.findall(_MARKUP.sub(lambda found: "" if found[0][0] in "<(" else "0", text))
    if "**" in text:
        from markdown_it import MarkdownIt  # imported here: it takes a moment, and few messages have bold

        if "**" in MarkdownIt().render(re.sub(r"\{[^{}]*\}", "字", text)):
            yield "**"
