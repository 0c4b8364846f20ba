"""Number formats of Open XML: the sections of a format, and what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from statbook.errors import StatbookError

_PLACES = ("whole", "fraction", "power")
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<padding>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<exponent>E[+-])|(?P<clock>AM/PM|A/P|上午/下午)|(?P<date>([ymdhsegbq])\10*|a{3,4})"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,+)|(?P<percent>%)|(?P<text>@)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_FRACTION = re.compile(r"[0#?] ?/ ?[0-9#?]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip
_LOCALE = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<code>.*))?")


class UnclearFormat(StatbookError):
    """A value of which the format does not say clearly what the cell shows; the words say what is found."""


@dataclass(frozen=True)
class Section:
    """One section of a format.

    parts      kind and text of each: `whole`, `fraction` and `power` are places for digits
    condition  operator and bound, where the format states them
    power      of ten by which the value is multiplied: 2 for percent, -3 for each comma behind the digits
    """

    parts: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    is_coloured: bool
    is_chinese: bool
    is_grouped: bool
    power: int

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.parts)

    @cached_property
    def places(self) -> dict[str, str]:
        """The places for digits by their kind."""
        return {kind: "".join(text for own, text in self.parts if own == kind) for kind in _PLACES}

    def has(self, *kinds: str) -> bool:
        return not self.kinds.isdisjoint(kinds)


@cache
def parse_format(code: str) -> tuple[tuple[Section, ...], Section | None]:
    """The sections of a number format for numbers, and the one for text. Raises UnclearFormat."""
    sections: list[Section] = []
    tokens: list[tuple[str, str]] = []
    for found in _TOKENS.finditer(code or "General"):
        kind = str(found.lastgroup)
        if kind == "end":
            sections.append(_parse_section(tokens))
            tokens = []
        else:
            tokens.append((kind, found[kind]))
    sections.append(_parse_section(tokens))
    if len(sections) > 4:
        raise UnclearFormat("five sections")
    textual = sections[-1] if len(sections) == 4 or sections[-1].has("text") else None
    numeric = sections[:-1] if textual and len(sections) > 1 else sections
    return tuple(numeric), textual


def _parse_section(tokens: list[tuple[str, str]]) -> Section:
    """A section from its tokens. Raises UnclearFormat for fractions and for signs without a meaning."""
    if _FRACTION.search("".join(text if kind in ("digit", "other") else " " * 3 for kind, text in tokens)):
        raise UnclearFormat("a fraction")
    parts: list[tuple[str, str]] = []
    condition, coloured, chinese, grouped, power, place = None, False, False, False, 0, "whole"
    for at, (kind, text) in enumerate(tokens):
        if kind == "bracket":
            locale = _LOCALE.fullmatch(text)
            bound = _CONDITION.fullmatch(text)
            if locale:
                parts.append(("literal", locale["sign"]))
                chinese = chinese or _is_chinese(locale["code"] or "")
            elif bound:
                condition = bound[1], Decimal(bound[2])
            elif re.fullmatch("h+|m+|s+", text, re.IGNORECASE):
                parts.append(("elapsed", text))
            elif text.startswith("~"):
                raise UnclearFormat("a year of another calendar")
            else:
                coloured = coloured or not re.match("DBNum|NatNum", text, re.IGNORECASE)
        elif kind == "comma":
            following = next((own for own, _ in tokens[at + 1 :] if own in ("digit", "point")), "")
            if not any(own == "whole" for own, _ in parts):
                parts.append(("literal", text))
            elif place == "whole" and following == "digit":
                grouped = True
            else:
                power -= 3 * len(text)
        elif kind == "digit":
            parts.append((place, text))
        else:
            place = "fraction" if kind == "point" else "power" if kind == "exponent" else place
            power += 2 * (kind == "percent")
            parts += _other_part(kind, text)
    kinds = [kind for kind, _ in parts]
    if kinds.count("point") > 1 and "date" not in kinds:
        raise UnclearFormat("two points")
    return Section(tuple(parts), condition, coloured, chinese, grouped, power)


def _other_part(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """The part for a token that is no place for a digit; none for what shows nothing."""
    if kind == "other" and text.isascii() and (text.isalnum() or text == "!"):
        raise UnclearFormat(f"{text!r} in its number format")
    if kind in ("general", "exponent", "date", "point", "text"):
        yield kind, text
    elif kind == "padding":
        yield "literal", " "
    elif kind not in ("fill", "clock"):
        yield "literal", text


def _is_chinese(locale: str) -> bool:
    """Whether the names of months are Chinese in a locale such as 804 or zh-CN."""
    if re.fullmatch("[0-9A-F]+", locale, re.IGNORECASE) and int(locale, 16) >> 16 & 0xFF > 1:
        raise UnclearFormat("a year of another calendar")
    return locale.upper().endswith(("804", "404", "C04", "1004")) or locale.lower().startswith("zh")


def choose_section(sections: tuple[Section, ...], value: Decimal) -> tuple[int, Section]:
    """The section that applies to a number, with its place: positive, negative, zero, or as its condition says."""
    usual = (("any",), (">=", "any"), (">", "<", "any"))[len(sections) - 1]
    for at, section in enumerate(sections):
        sign, bound = section.condition or (usual[at], Decimal(0))
        if sign == "any" or _HOLDS[sign](value, bound):
            return at, section
    raise UnclearFormat("a number for which it has no section")


def is_for_less(sections: tuple[Section, ...], at: int) -> bool:
    """Whether a section is for negative numbers only, so that it writes their sign by itself."""
    if sections[at].condition:
        sign, bound = sections[at].condition or ("", Decimal(0))
        return sign in ("<", "<=") and bound <= 0
    first = sections[0].condition
    return at == 1 and (first is None or (first[0] in (">", ">=") and not first[1]))
