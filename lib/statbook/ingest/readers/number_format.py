"""What a cell shows: a value in its number format, as spreadsheets write it.

One grammar for all workbooks: the number formats of Open XML; those of OpenDocument are translated into it. The rules
are Excel's and LibreOffice's where they agree. Where they round a tie differently, the number keeps its stored digits.
A number keeps the sign of its value, however the format shows it, and Chinese numerals are written as digits.
The module is long because the grammar and the writing by it share their parts.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from typing import NamedTuple

from statbook.ingest.readers.date_format import UnclearFormat, show_date

ROUNDED, TIE, SIGN, WORD, SCALED = "rounded", "tie", "sign", "word", "scaled"
"""Remarks: shown with fewer digits than stored; a tie that spreadsheets round differently; a negative number without a
minus; a number shown as a word, a mark or nothing; a number divided by thousands, of which the format says nothing."""
_PLACES = ("whole", "fraction", "power")
_DIGITS = 15
"""Significant digits of a stored number that spreadsheets show."""
_SIGNS_OF_LESS, _SIGNS_OF_MORE = "-−–()（）▼▽↓▲△", "▲△↑"
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<padding>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-])|(?P<clock>AM/PM|A/P|上午/下午)|(?P<date>([ymdhsegbq])\10*|a{3,4})"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,+)|(?P<percent>%)|(?P<text>@)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_FRACTION = re.compile(r"[0#?] ?/ ?[0-9#?]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip
_SCALE_WORD = re.compile(r"[百千万萬亿億]|thousand|million|billion|trillion|\b(?:[kmb]|mn|mio|bn|tn)\b", re.IGNORECASE)
_LOCALE = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<code>.*))?")


class Shown(NamedTuple):
    """What a cell shows, and what is to be said about it."""

    text: str
    remarks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Section:
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


def show(value: str | bool | float, code: str, *, is_1904: bool = False) -> Shown:
    """What a cell with this *value* and this number format shows.

    *is_1904*: days are counted from 1904. Raises UnclearFormat where the format is not understood, or spreadsheets
    show different things.

    >>> show(0.0125, "0.0%").text, show(45839, 'yyyy"年"m"月"').text, show(-5.25, "0.0_);(0.0)").text
    ('1.3%', '2025-07', '-5.3')
    """
    if isinstance(value, bool):
        return Shown(str(value).upper())
    if not isinstance(value, str) and not math.isfinite(value):
        raise UnclearFormat("no number")
    if code == "General":
        return Shown(value if isinstance(value, str) else _write_usual(value))
    numeric, textual = parse_format(code)
    if isinstance(value, str):
        if textual is None:
            return Shown(value)
        return Shown("".join(value if kind == "text" else text for kind, text in textual.parts))
    at, section = _choose_section(numeric, Decimal(value))
    if section.has("date", "elapsed"):
        return Shown(show_date(section.parts, value, is_1904=is_1904, is_chinese=section.is_chinese))
    return _show_number(section, value, _is_for_less(numeric, at))


@cache
def parse_format(code: str) -> tuple[tuple[_Section, ...], _Section | None]:
    """The sections of a number format for numbers, and the one for text. Raises UnclearFormat."""
    sections: list[_Section] = []
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


def _parse_section(tokens: list[tuple[str, str]]) -> _Section:
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
    return _Section(tuple(parts), condition, coloured, chinese, grouped, power)


def _other_part(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """The part for a token that is no place for a digit; none for what shows nothing."""
    if kind == "other" and text.isascii() and (text.isalnum() or text == "!"):
        raise UnclearFormat(f"the sign {text!r}")
    if kind in ("general", "exponent", "date", "point", "text"):
        yield kind, text
    elif kind == "padding":
        yield "literal", " "
    elif kind not in ("fill", "clock"):
        yield "literal", text


def _is_chinese(locale: str) -> bool:
    """Whether the names of months are Chinese in a locale such as 804 or zh-CN."""
    if len(locale) > 4 and re.fullmatch("[0-9A-F]+", locale, re.IGNORECASE) and int(locale, 16) >> 16 & 0xFF > 1:
        raise UnclearFormat("a year of another calendar")
    return locale.upper().endswith(("804", "404", "C04", "1004")) or locale.lower().startswith("zh")


def _choose_section(sections: tuple[_Section, ...], value: Decimal) -> tuple[int, _Section]:
    """The section that applies to a number, with its place: positive, negative, zero, or as its condition says."""
    usual = (("any",), (">=", "any"), (">", "<", "any"))[len(sections) - 1]
    for at, section in enumerate(sections):
        sign, bound = section.condition or (usual[at], Decimal(0))
        if sign == "any" or _HOLDS[sign](value, bound):
            return at, section
    raise UnclearFormat("a number for which it has no section")


def _is_for_less(sections: tuple[_Section, ...], at: int) -> bool:
    """Whether a section is for negative numbers only, so that it writes their sign by itself."""
    if sections[at].condition:
        sign, bound = sections[at].condition or ("", Decimal(0))
        return sign in ("<", "<=") and bound <= 0
    first = sections[0].condition
    return at == 1 and (first is None or (first[0] in (">", ">=") and not first[1]))


def _show_number(section: _Section, value: float, is_for_less: bool) -> Shown:
    remarks, stored = set(), _stored_digits(value)
    if section.has("general", "text"):
        number = _write_general(abs(stored).scaleb(section.power))
        pieces = [(kind, number if kind in ("general", "text") else text) for kind, text in section.parts]
        is_zero = not stored
    elif section.has("whole", "fraction"):
        pieces, shown, is_tie = _write_digits(section, value, abs(stored).scaleb(section.power))
        is_zero = not shown
        remarks |= {TIE} if is_tie else {ROUNDED} if shown != abs(stored).scaleb(section.power) else set()
    else:
        return Shown("".join(text for _, text in section.parts), frozenset({WORD}))
    numbers = [at for at, (kind, _) in enumerate(pieces) if kind != "literal"]
    before, after = ("".join(text for _, text in part) for part in (pieces[: numbers[0]], pieces[numbers[-1] + 1 :]))
    number = "".join(text for _, text in pieces[numbers[0] : numbers[-1] + 1])
    if section.power < 0 and not _SCALE_WORD.search(before + after):
        remarks.add(SCALED)
    text = before + number + after
    signs = _SIGNS_OF_LESS if is_for_less else _SIGNS_OF_MORE if value > 0 else ""
    marks = "".join(sign for sign in before + after if sign in signs)
    if not number.strip():
        remarks.add(WORD)
    elif is_for_less and not marks and not section.is_coloured:
        raise UnclearFormat("a negative number without its sign")
    elif marks not in ("", "-") or (is_for_less and not marks):
        bare = (
            before.translate(dict.fromkeys(map(ord, signs))) + number + after.translate(dict.fromkeys(map(ord, signs)))
        )
        text = "-" * is_for_less + bare.strip()
        remarks.add(SIGN)
    elif value < 0 and not is_for_less and not is_zero:
        text = "-" + text
    return Shown(text, frozenset(remarks))


def _stored_digits(value: float) -> Decimal:
    """The value in as many digits as spreadsheets show: 3.799999999999997 is 3.8."""
    return Decimal(f"{value:.{_DIGITS - 1}e}")


def _write_usual(value: float) -> str:
    """A number in the format General."""
    text = f"{value + 0.0:.{_DIGITS}g}"
    return text if text.removeprefix("-").replace(".", "").isdigit() else _write_general(_stored_digits(value))


def _write_general(value: Decimal) -> str:
    """A number in all its digits, without superfluous zeros."""
    bare = value.normalize()
    if not bare or -10 < bare.adjusted() <= _DIGITS:
        return f"{bare:f}"
    mantissa = f"{bare.scaleb(-bare.adjusted()):f}"
    return f"{mantissa}E{bare.adjusted():+03}"


def _round(value: float, stored: Decimal, power: int, decimals: int) -> tuple[Decimal, bool]:
    """*stored* rounded to *decimals*, and whether spreadsheets round it differently; it keeps all its digits then.

    Excel rounds the decimal digits that it shows. LibreOffice rounds the binary product, without decimals as it is.
    """
    unit = Decimal(1).scaleb(-decimals)
    rounded = _quantize(stored, unit)
    if not decimals:
        product = abs(value) * 10.0**power if power >= 0 else abs(value) / 10.0**-power
        if _quantize(Decimal(product), unit) != rounded and stored < Decimal(2**52):
            return stored.normalize(), True
    return rounded, False


def _quantize(value: Decimal, unit: Decimal) -> Decimal:
    return (value / unit).to_integral_value(ROUND_HALF_UP) * unit


def _write_digits(section: _Section, value: float, stored: Decimal) -> tuple[list[tuple[str, str]], Decimal, bool]:
    """The parts of a section with the digits in their places, the number they are, and whether it is a tie."""
    whole, fraction, exponent = section.places["whole"], section.places["fraction"], 0
    if section.has("exponent"):
        step = max(len(whole), 1)
        exponent = stored.adjusted() // step * step if stored else 0
        mantissa = _quantize(stored.scaleb(-exponent), Decimal(1).scaleb(-len(fraction)))
        exponent += step * (mantissa >= 10**step)
        shown, is_tie = _quantize(stored.scaleb(-exponent), Decimal(1).scaleb(-len(fraction))), False
    else:
        shown, is_tie = _round(value, stored, section.power, len(fraction))
    digits, _, decimals = f"{shown:.{max(len(fraction), -int(shown.as_tuple().exponent))}f}".partition(".")
    digits = digits.lstrip("0")
    significant = len(decimals.rstrip("0"))
    if not digits and "0" not in whole and significant:
        digits = "0"  # LibreOffice shows .5 in the format #.##
    wholes = _fill_whole(digits, whole, is_grouped=section.is_grouped)
    fractions = _fill_fraction(decimals, fraction, significant)
    pieces, places = [], {"whole": iter(wholes), "fraction": iter(fractions)}
    last = len(section.parts) - 1 - [kind in places for kind, _ in section.parts][::-1].index(True)
    for at, (kind, text) in enumerate(section.parts):
        if kind in places:
            text = next(places[kind])
        elif kind == "point":
            text = "." if any(fractions) else ""
        elif kind == "exponent":
            text = "E" + ("-" if exponent < 0 else "+" if text[1] == "+" else "")
            text += str(abs(exponent)).zfill(len(section.places["power"]))
        elif kind == "power":
            text = ""
        if at == last and len(decimals) > len(fraction):
            text += ("" if fraction else ".") + decimals[len(fraction) :]
        pieces.append((kind, text))
    return pieces, shown.scaleb(exponent), is_tie


def _fill_whole(digits: str, places: str, *, is_grouped: bool) -> list[str]:
    """The digits before the point in each place; the first takes all that have no place of their own."""
    filled = []
    for at, place in enumerate(places):
        right = len(places) - 1 - at
        first = max(len(digits) - 1, right) if at == 0 else right
        text = ""
        for position in range(first, right - 1, -1):
            sign = digits[-1 - position] if position < len(digits) else {"0": "0", "?": " "}.get(place, "")
            text += sign + ("," if sign.strip() and is_grouped and position and position % 3 == 0 else "")
        filled.append(text)
    return filled


def _fill_fraction(decimals: str, places: str, significant: int) -> list[str]:
    """The digits behind the point in each place: zeros at the end stand where the format has a 0."""
    return [
        decimals[at] if at < significant or "0" in places[at:] else {"?": " "}.get(place, "")
        for at, place in enumerate(places)
    ]
