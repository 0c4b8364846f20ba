"""The frame of an exported picture: title, subtitle and chosen states above the drawing, source and edition below.

A frame is an SVG whose parts say their heights; whoever exports puts the drawing, as it is seen then, into its place,
keeps the states that are chosen, and moves the parts under one another.
"""

from __future__ import annotations

__all__ = ["frame"]

import html
import json
from typing import Any, NamedTuple

from statbook.charts import fonts
from statbook.charts.shared.text_layout import wrapped
from statbook.charts.render import HATCH_PATTERN
from statbook.charts.theme import FONT, HATCH, INK, INK_SOFT, NARROW, PAPER
from statbook.prose.markup import one_line

# Where a viewer has not the book's font, one of these; the drawing's own words follow.
FONTS = (FONT, "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
# Words in the book's font take this part of the width at most: other fonts, of viewers that have it not, are wider.
FILLED = 0.86
APART = 4
"""Pixels between lines of different styles."""
ABOVE = 8
"""Pixels above the drawing."""
COLON = {"en": ": ", "zh": ":"}


LANG = {"en": "en", "zh": "zh-CN"}
SLOT = "00000000"


class Style(NamedTuple):
    """How a line is written: size and height in pixels, colour and weight."""

    size: int
    height: int
    color: str
    weight: int = 400


TITLE = Style(18, 24, INK, 700)
SUBTITLE = Style(15, 21, INK_SOFT)
STATE = Style(13, 19, INK)
NOTE = Style(12, 17, INK_SOFT)
Line = tuple[Style, str]
"""A style and words, escaped."""


def frame(words: dict[str, str], spec: dict[str, Any], width: int, lang: str) -> str:
    """The frame of a drawing of *width* with the chart *spec*, as SVG.

    *words* are title, plain (for the title when a control was moved; may be missing), subtitle, source, book, edition and description.
    A part bears `data-part` and `data-height`; a state
    of a control also `data-control`, `data-start`, the value at first, and `data-value`, the one for which it stands,
    as JSON. A state without it stands for any value, which goes into its tspan.
    Of two heads `data-when` says which stands at the `start`, and which when a control was `moved`.
    """
    margin = 16 if width <= NARROW else 24
    quotes = "" if lang == "zh" else 'font-feature-settings:"pwid"'
    style = f"text{{font-family:{','.join(repr(font) for font in FONTS)},sans-serif;{quotes}}}"
    hatch = f"<defs>{HATCH_PATTERN.format(id='hatch')}</defs>" if HATCH in json.dumps(spec) else ""
    controls = _controls(spec)
    heads = [("start", words["title"])] + ([("moved", plain)] if controls and (plain := words.get("plain", "")) else [])
    below = [line for name in ("source", "book", "edition") for line in _lines(NOTE, words[name], width)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 2 * margin}" lang="{LANG[lang]}">'
        f"<title>{_escaped(words['title'])}</title><desc>{_escaped(words['description'])}</desc>"
        f'<style>{style}</style>{hatch}<rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{''.join(_head(words['subtitle'], *head, margin, width, len(heads) > 1) for head in heads)}"
        f"{''.join(_states(control, margin, width, lang) for control in controls)}"
        f'<g data-part="drawing" data-height="{ABOVE}" data-left="{margin}" data-width="{width}"/>'
        f"{_part('foot', margin, below, top=8, bottom=margin)}</svg>"
    )


def _head(subtitle: str, when: str, title: str, margin: int, width: int, choice: bool) -> str:
    rule = f'<path d="M{margin} {margin}h{width}" stroke="{INK}" stroke-width="2"/>'
    lines = _lines(TITLE, title, width) + _lines(SUBTITLE, subtitle, width)
    return _part("head", margin, lines, f'data-when="{when}"' if choice else "", top=margin + 12, more=rule)


def _controls(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The controls above the figure: signal, words, value at first, and the words of each state if they can be listed."""
    found = []
    for parameter in spec.get("params", []):
        bind, signal, start = parameter.get("bind", ""), parameter["name"], parameter.get("value")
        if "input" not in bind:
            continue
        if "select" in parameter:
            # A selection by a control: its signal and its value are those of the field.
            field = parameter["select"]["fields"][0]
            signal, start = f"{signal}_{field}", start[0][field]
        options = bind.get("options", [])
        states = list(zip(options, bind.get("labels") or options, strict=True))
        found.append({"signal": signal, "words": bind["name"].strip(), "start": start, "states": states})
    return found


def _states(control: dict[str, Any], margin: int, width: int, lang: str) -> str:
    told = control["words"] + COLON[lang]
    marks = f'data-control="{html.escape(control["signal"])}" data-start="{_value(control["start"])}"'
    if not control["states"]:
        # Room for the value, which is not known here.
        *lines, (style, last) = _lines(STATE, told + SLOT, width)
        return _part("state", margin, [*lines, (style, last.removesuffix(SLOT) + "<tspan/>")], marks)
    return "".join(
        _part("state", margin, _lines(STATE, told + words, width), f'{marks} data-value="{_value(value)}"')
        for value, words in control["states"]
    )


def _value(value: Any) -> str:
    """A value as JSON that may stand in an attribute; numbers as scripts write them: 25, not 25.0."""
    whole = isinstance(value, float) and value.is_integer()
    return html.escape(json.dumps(int(value) if whole else value))


def _part(
    name: str, left: int, lines: list[Line], marks: str = "", *, top: int = 0, bottom: int = 0, more: str = ""
) -> str:
    """Lines under one another, with room above and below."""
    drawn, last = [], None
    for style, words in lines:
        top += APART if style != last else 0
        looks = f'font-size="{style.size}" font-weight="{style.weight}" fill="{style.color}"'
        drawn.append(f'<text x="{left}" y="{top + style.size}" {looks}>{words}</text>')
        top, last = top + style.height, style
    return f'<g data-part="{name}" data-height="{top + bottom}" {marks}>{more}{"".join(drawn)}</g>'


def _lines(style: Style, text: str, width: int) -> list[Line]:
    """*text* in as few lines as there is room for, about as long as one another, so that no word is left alone."""
    found = _broken(style, text, FILLED * width)
    for part in (0.9, 0.8, 0.7, 0.6):
        narrower = _broken(style, text, part * FILLED * width)
        if len(narrower) > len(found):
            break
        found = narrower
    return [(style, html.escape(line)) for line in found]


def _broken(style: Style, text: str, pixels: float) -> list[str]:
    """*text* in lines of at most *pixels*; a word that is longer than a line is broken."""

    def measure(words: str, size: float) -> float:
        return fonts.wide(words, size, style.weight)

    found: list[str] = []
    for line in wrapped(one_line(text), pixels, style.size, measure):
        while measure(line, style.size) > pixels:
            fitting = next(n for n in range(len(line) - 1, 0, -1) if measure(line[:n], style.size) <= pixels)
            found.append(line[:fitting])
            line = line[fitting:]
        found.append(line)
    return [line for line in found if line]


def _escaped(text: str) -> str:
    return html.escape(one_line(text))
