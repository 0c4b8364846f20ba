"""Typst source as text: literals, words and calls, so that no text of the book is ever read as Typst markup.

Words are string literals within content (`#"…"`); everything else is a call of a function of book.typ or of Typst
itself. See https://typst.app/docs/reference/syntax/.
"""

import re
from typing import Any

# Chinese with its punctuation is marked as Chinese, which matters for line breaks and for reading aloud.
_HAN = re.compile(r"([\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\uff00-\uffef]+)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?<=s)'(?=\s)")


class Source(str):
    """Typst code, used as it is."""

    __slots__ = ()


def string(text: str) -> Source:
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return Source('"' + re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda m: f"\\u{{{ord(m[0]):x}}}", escaped) + '"')


def curl_apostrophes(text: str) -> str:
    """*text* with typographic apostrophes: Xi’an, firms’."""
    return _APOSTROPHE.sub("’", text)


def words(text: str) -> Source:
    """Text within content: Chinese marked as Chinese, apostrophes curled."""
    parts = _HAN.split(curl_apostrophes(text))
    pieces = [f"#han({string(part)})" if place % 2 else f"#{string(part)}" for place, part in enumerate(parts) if part]
    return Source("".join(pieces))


def content(text: str) -> Source:
    """A content literal of plain words."""
    return Source(f"[{words(text)}]")


def literal(value: Any) -> Source:
    """A value as Typst code; strings become string literals. Raises TypeError for a type without a counterpart."""
    match value:
        case Source():
            return value
        case None:
            return Source("none")
        case bool() | int():
            return Source(str(value).lower())
        case float():
            return Source(f"{value:g}")
        case str():
            return string(value)
        case list() | tuple():
            return Source("(" + "".join(f"{literal(item)}, " for item in value) + ")")
        case dict():
            items = "".join(f"{key}: {literal(item)}, " for key, item in value.items())
            return Source(f"({items or ':'})")
    raise TypeError(f"{type(value).__name__} has no counterpart in Typst")


def call(name: str, *positional: Any, **named: Any) -> Source:
    """A call within content: #name(a, key: b). An underscore in a key stands for a hyphen."""
    arguments: list[str] = [literal(value) for value in positional]
    arguments += [f"{key.replace('_', '-')}: {literal(value)}" for key, value in named.items()]
    return Source(f"#{name}({', '.join(arguments)})")
