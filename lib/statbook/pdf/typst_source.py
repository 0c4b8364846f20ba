"""Typst source as text: literals, words and calls, so that no text of the book is ever read as Typst markup.

Words stand as string literals within content (`#"…"`), and everything else is a call of a function of book.typ or of
Typst itself. See https://typst.app/docs/reference/syntax/.
"""

from __future__ import annotations

__all__ = ["Source", "call", "content", "curled", "literal", "string", "words"]

import re
from typing import Any

# Chinese and the punctuation that goes with it: set, read aloud and broken into lines as Chinese.
_HAN = re.compile(r"([\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\uff00-\uffef]+)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=s)'(?=\s)")


class Source(str):
    """Typst code that stands as it is."""

    __slots__ = ()


def string(text: str) -> Source:
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return Source('"' + re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda m: f"\\u{{{ord(m[0]):x}}}", escaped) + '"')


def curled(text: str) -> str:
    """*text* with the apostrophes of a typesetter: Xi’an, China’s, firms’."""
    return _APOSTROPHE.sub("’", text)


def words(text: str) -> Source:
    """Text within content: its Chinese runs marked as Chinese, its apostrophes curled."""
    parts = _HAN.split(curled(text))
    pieces = [f"#han({string(part)})" if place % 2 else f"#{string(part)}" for place, part in enumerate(parts) if part]
    return Source("".join(pieces))


def content(text: str) -> Source:
    """A content literal of plain words."""
    return Source(f"[{words(text)}]")


def literal(value: Any) -> Source:
    """A value as Typst code. Strings become string literals; raises TypeError for what has no counterpart."""
    if isinstance(value, Source):
        return value
    if value is None:
        return Source("none")
    if isinstance(value, bool):
        return Source("true" if value else "false")
    if isinstance(value, int | float):
        return Source(f"{value:g}" if isinstance(value, float) else str(value))
    if isinstance(value, str):
        return string(value)
    if isinstance(value, list | tuple):
        return Source("(" + "".join(f"{literal(item)}, " for item in value) + ")")
    if isinstance(value, dict):
        return Source(
            "(" + "".join(f"{key}: {literal(item)}, " for key, item in value.items()) + ")" if value else "(:)"
        )
    raise TypeError(f"{type(value).__name__} has no counterpart in Typst")


def call(name: str, *positional: Any, **named: Any) -> Source:
    """A call within content: #name(a, key: b). An underscore in a key stands for a hyphen."""
    arguments: list[str] = [literal(value) for value in positional]
    arguments += [f"{key.replace('_', '-')}: {literal(value)}" for key, value in named.items()]
    return Source(f"#{name}({', '.join(arguments)})")
