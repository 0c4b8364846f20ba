"""Typst source as text: literals, words and calls, so that no text of the book is ever read as Typst markup.

Words are string literals within content (`#"…"`); everything else is a call of a function of book.typ or of Typst
itself. See https://typst.app/docs/reference/syntax/.
"""

import re
from typing import Any

from statbook.messages import spoken
from statbook.prose.markup import KEPT

# Chinese with its punctuation is marked as Chinese, which matters for line breaks and for reading aloud.
_HAN = re.compile(r"([\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\uff00-\uffef]+)")
_CLOSING = re.compile("[，。；：？！、）》”％]")
"""Marks that begin no line of Chinese."""
BESIDE = re.compile("[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")
"""Where Typst puts a space between Chinese and other writing."""
_AMOUNT = re.compile(r"\d[千万亿]*$")
"""A number whose unit is still to come."""
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


def words(text: str, before: str = "") -> Source:
    """Text within content, its apostrophes curled.

    Chinese is marked as Chinese where it is not the language of the document. In a Chinese document a number stays on
    the line of its unit; *before* is the text to the left of this one.
    """
    text = curl_apostrophes(text)
    if spoken() != "zh":
        parts = enumerate(_HAN.split(text))
        return Source("".join(f"#han({string(part)})" if n % 2 else f"#{string(part)}" for n, part in parts if part))
    found, place, boxed = "", 0, bool(before) and before.endswith(tuple(KEPT.findall(before)[-1:]))
    if _AMOUNT.search(before) and "\u4e00" <= text[:1] <= "\u9fff":
        # The number is a link; what stands in a link and outside cannot be in one box.
        found, boxed = f"{_joint(before[-1] + text[0])}#stay", False
    for match in KEPT.finditer(text):
        for end, kept in ((match.start(), False), (match.end(), True)):
            if piece := text[place:end]:
                found += _joint(before[-1:] + piece[0]) if boxed or kept else ""
                found += f"#box[#{string(piece)}]" if kept else f"#{string(piece)}"
                before, place, boxed = piece, end, kept
    if rest := text[place:]:
        found += (_joint(before[-1:] + rest[0]) if boxed else "") + f"#{string(rest)}"
    return Source(found)


def _joint(two: str) -> str:
    """What goes between *two* signs of which one is in a box: the space that a box takes away, or a ban on a break."""
    return "#stay" if _CLOSING.match(two[-1]) else "#gap" if BESIDE.match(two) else ""


def content(text: str, before: str = "") -> Source:
    """A content literal of plain words; *before* is the text to their left."""
    return Source(f"[{words(text, before)}]")


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
