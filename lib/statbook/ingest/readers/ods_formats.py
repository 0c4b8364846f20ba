"""Number formats of OpenDocument, translated into those of Open XML, which `number_format` reads."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_DATES = {
    "year": ("yy", "yyyy"), "month": ("m", "mm"), "day": ("d", "dd"), "day-of-week": ("ddd", "dddd"),
    "quarter": ("q", "qq"), "hours": ("h", "hh"), "minutes": ("m", "mm"), "seconds": ("s", "ss"), "era": ("g", "gg"),
}  # fmt: skip
"""Elements of a date to their codes, short and long."""
UNCLEAR = "!"
"""Begins a code that no format understands; the words behind it say why."""


def read_formats(roots: list[Any]) -> dict[str, str]:
    """The number formats in the styles of *roots*, by name."""
    styles = {
        each.get(f"{_STYLE}name"): each
        for root in roots
        for each in root.iter(f"{_NUMBER}*")
        if each.get(f"{_STYLE}name")
    }
    return {name: _format_code(each, styles) for name, each in styles.items()}


def _format_code(style: Any, styles: Mapping[str, Any]) -> str:
    """The code of a style with the sections that its conditions name, the section for text last."""
    sections = []
    for each in style.iterchildren(f"{_STYLE}map"):
        other = styles.get(each.get(f"{_STYLE}apply-style-name"))
        condition = each.get(f"{_STYLE}condition", "").replace("value()", "").replace("!=", "<>")
        sections.append(f"[{condition}]{UNCLEAR if other is None else _section_code(other)}")
    return ";".join([*sections, _section_code(style)])


def _section_code(style: Any) -> str:
    kind = etree.QName(style).localname
    parts = [_part_code(each, kind) for each in style.iterchildren(etree.Element)]
    chinese = "[$-804]" if style.get(f"{_NUMBER}language") == "zh" else ""
    code = "".join(parts)
    if kind == "time-style" and style.get(f"{_NUMBER}truncate-on-overflow") == "false":
        code = code.replace("hh", "[hh]", 1) if "hh" in code else code.replace("h", "[h]", 1)
    return chinese + code


def _part_code(part: Any, kind: str) -> str:
    """The code of one element of a style."""
    name, text = etree.QName(part).localname, part.text or ""
    if name == "text-properties":
        return "[Red]" if part.get(f"{_FO}color") else ""
    if name == "currency-symbol" and not text:
        return '"¤"'  # the currency of whoever opens the file
    if name in ("text", "currency-symbol"):
        if kind != "percentage-style" or "%" not in text:
            return _quote(text)
        return "%".join(map(_quote, text.split("%")))
    if name == "fill-character":
        return f"*{text[:1]}" if text else ""
    if name in ("number", "scientific-number"):
        return _digits_code(part, name)
    if name in _DATES and part.get(f"{_NUMBER}calendar", "gregorian") == "gregorian":
        is_long = part.get(f"{_NUMBER}style") == "long"
        code = _DATES[name][is_long]
        code = code.replace("m", "mmm") if part.get(f"{_NUMBER}textual") == "true" and not is_long else code
        code = "mmmm" if part.get(f"{_NUMBER}textual") == "true" and is_long else code
        decimals = int(part.get(f"{_NUMBER}decimal-places", 0)) if name == "seconds" else 0
        return code + (f".{'0' * decimals}" if decimals else "")
    return {"am-pm": "AM/PM", "text-content": "@", "boolean": "General", "map": "", "fraction": "# ?/?"}.get(
        name, f"{UNCLEAR} {name}"
    )


def _quote(text: str) -> str:
    """A text as a literal of a format; a quotation mark in it is escaped."""
    return '\\"'.join(f'"{each}"' if each else "" for each in text.split('"'))


def _digits_code(part: Any, name: str) -> str:
    """The places for digits of a number."""
    replacement = part.get(f"{_NUMBER}decimal-replacement")
    if len(part) or replacement not in (None, "", " "):
        return f"{UNCLEAR} signs between the digits, or instead of them"
    places = part.get(f"{_NUMBER}decimal-places")
    least = int(part.get(f"{_NUMBER}min-integer-digits", 1))
    if places is None and name == "number" and not part.get(f"{_NUMBER}grouping"):
        return "General" if least <= 1 else "0" * least
    decimals = int(places or 0)
    sure = part.get(f"{_NUMBER}min-decimal-places", part.get(f"{_LOEXT}min-decimal-places"))
    shown = min(int(sure), decimals) if sure is not None else 0 if replacement == "" else decimals
    whole = "0" * least or "#"
    if part.get(f"{_NUMBER}grouping") == "true":
        whole = whole.rjust(4, "#")
        whole = whole[:-3] + "," + whole[-3:]
    factor = int(float(part.get(f"{_NUMBER}display-factor", 1)))
    thousands = (len(str(factor)) - 1) // 3
    if factor != 1000**thousands:
        return f"{UNCLEAR} a number divided by {factor}"
    optional = ("?" if replacement == " " else "#") * (decimals - shown)
    if name == "scientific-number":
        interval = int(part.get(f"{_NUMBER}exponent-interval", part.get(f"{_LOEXT}exponent-interval", 1)))
        whole = whole.rjust(interval, "#")
    code = whole + (f".{'0' * shown}{optional}" if decimals else "") + "," * thousands
    return code + (
        "E+" + "0" * int(part.get(f"{_NUMBER}min-exponent-digits", 2)) if name == "scientific-number" else ""
    )
