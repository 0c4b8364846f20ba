"""What a cell shows: a value in its number format, as spreadsheets write it.

One grammar for all workbooks: the number formats of Open XML; those of OpenDocument are translated into it. The rules
are Excel's and LibreOffice's where they agree. Where they round a tie differently, the number keeps its stored digits.
A number keeps the sign of its value, however the format shows it, and Chinese numerals are written as digits.
"""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from statbook.ingest.readers.date_format import show_date
from statbook.ingest.readers.format_sections import Section, UnclearFormat, choose_section, is_for_less, parse_format

ROUNDED, TIE, SIGN, WORD, SCALED = "rounded", "tie", "sign", "word", "scaled"
"""Remarks: shown with fewer digits than stored; a tie that spreadsheets round differently; a negative number without a
minus; a number shown as a word, a mark or nothing; a number divided by thousands, of which the format says nothing."""
_SCALE_WORD = re.compile(r"[百千万萬亿億]|thousand|million|billion|trillion|\b(?:[kmb]|mn|mio|bn|tn)\b", re.IGNORECASE)
_DIGITS = 15
"""Significant digits of a stored number that spreadsheets show."""
_SIGNS_OF_LESS, _SIGNS_OF_MORE = "-−–()（）▼▽↓▲△", "▲△↑"


class Shown(NamedTuple):
    """What a cell shows, and what is to be said about it."""

    text: str
    remarks: frozenset[str] = frozenset()


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
    at, section = choose_section(numeric, Decimal(value))
    if section.has("date", "elapsed"):
        return Shown(show_date(section.parts, value, is_1904=is_1904, is_chinese=section.is_chinese))
    return _show_number(section, value, is_negative=is_for_less(numeric, at))


def _show_number(section: Section, value: float, *, is_negative: bool) -> Shown:
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
    signs = _SIGNS_OF_LESS if is_negative else _SIGNS_OF_MORE if value > 0 else ""
    marks = "".join(sign for sign in before + after if sign in signs)
    if not number.strip():
        remarks.add(WORD)
    elif is_negative and not marks and not section.is_coloured:
        raise UnclearFormat("a negative number without its sign")
    elif marks not in ("", "-") or (is_negative and not marks):
        bare = (
            before.translate(dict.fromkeys(map(ord, signs))) + number + after.translate(dict.fromkeys(map(ord, signs)))
        )
        text = "-" * is_negative + bare.strip()
        remarks.add(SIGN)
    elif value < 0 and not is_negative and not is_zero:
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

    Excel rounds the 15 digits that it shows, LibreOffice all digits of the binary product: 28.499999999999996 is 28.
    """
    unit = Decimal(1).scaleb(-decimals)
    rounded = _quantize(stored, unit)
    if stored.adjusted() + decimals < _DIGITS - 1:
        for each in {abs(value), float(stored.scaleb(-power))}:
            product = each * 10.0**power if power >= 0 else each / 10.0**-power
            if _quantize(Decimal(repr(product)), unit) != rounded:
                return stored.normalize(), True
    return rounded, False


def _quantize(value: Decimal, unit: Decimal) -> Decimal:
    return (value / unit).to_integral_value(ROUND_HALF_UP) * unit


def _write_digits(section: Section, value: float, stored: Decimal) -> tuple[list[tuple[str, str]], Decimal, bool]:
    """The parts of a section with the digits in their places, the number they are, and whether it is a tie."""
    whole, fraction, exponent = section.places["whole"], section.places["fraction"], 0
    if section.has("exponent"):
        step = max(len(whole), 1)
        exponent = stored.adjusted() // step * step if stored else 0
        mantissa = _quantize(stored.scaleb(-exponent), Decimal(1).scaleb(-len(fraction)))
        exponent += step * (mantissa >= 10**step)
    rounded, is_tie = _round(value, stored, section.power, len(fraction) - exponent)
    shown = rounded.scaleb(-exponent)
    digits, _, decimals = f"{shown:.{max(len(fraction), -int(shown.as_tuple().exponent))}f}".partition(".")
    digits = digits.lstrip("0")
    significant = len(decimals.rstrip("0"))
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
