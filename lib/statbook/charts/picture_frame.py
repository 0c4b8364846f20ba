"""The frame of an exported picture: title, subtitle and chosen states above the drawing, source and edition below.

A frame is an SVG whose parts carry their heights; the script of the page that exports puts the drawing, as it is seen
then, into its place, keeps the states that are chosen, and moves the parts under one another.
"""

import html
import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from statbook.charts import fonts
from statbook.charts.render import HATCH_PATTERN
from statbook.charts.shared.text_layout import wrap
from statbook.charts.theme import FONT, HATCH, INK, INK_SOFT, NARROW, PAPER
from statbook.project.paths import Book
from statbook.prose.markup import one_line

# Where a viewer does not have the book's font, one of these; the drawing's own words follow.
FONTS = (FONT, "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
# Words in the book's font take this part of the width at most: other fonts, of viewers without it, are wider.
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


def picture_frame(words: dict[str, str], spec: dict[str, Any], width: int, lang: str, book: Book) -> str:
    """The frame of a drawing of *width* with the chart *spec*, as SVG, its text measured in the font of *book*.

    *words* are title, plain (for the title when a control was moved; may be missing), subtitle, source, book, edition
    and description. A part bears `data-part` and `data-height`; a state of a control also `data-control`,
    `data-start`, the value at first, and `data-value`, the one for which it stands, as JSON. A state without it stands
    for any value, which goes into its tspan. Of two heads `data-when` says which stands at the `start`, and which when
    a control was `moved`.
    """
    frame = _Frame(width, lang, book)
    quotes = "" if lang == "zh" else 'font-feature-settings:"pwid"'
    style = f"text{{font-family:{','.join(repr(font) for font in FONTS)},sans-serif;{quotes}}}"
    hatch = f"<defs>{HATCH_PATTERN.format(id='hatch')}</defs>" if HATCH in json.dumps(spec) else ""
    controls = _controls(spec)
    heads = [("start", words["title"])] + ([("moved", plain)] if controls and (plain := words.get("plain", "")) else [])
    below = [line for name in ("source", "book", "edition") for line in frame.lines(NOTE, words[name])]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 2 * frame.margin}" lang="{LANG[lang]}">'
        f"<title>{_escape(words['title'])}</title><desc>{_escape(words['description'])}</desc>"
        f'<style>{style}</style>{hatch}<rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{''.join(frame.head(words['subtitle'], *head, choice=len(heads) > 1) for head in heads)}"
        f"{''.join(frame.states(control) for control in controls)}"
        f'<g data-part="drawing" data-height="{ABOVE}" data-left="{frame.margin}" data-width="{width}"/>'
        f"{frame.part('foot', below, top=8, bottom=frame.margin)}</svg>"
    )


@dataclass(frozen=True)
class _Frame:
    """Text above and below a drawing of *width*, as parts of an SVG."""

    width: int
    lang: str
    book: Book

    @property
    def margin(self) -> int:
        return 16 if self.width <= NARROW else 24

    def head(self, subtitle: str, when: str, title: str, *, choice: bool) -> str:
        rule = f'<path d="M{self.margin} {self.margin}h{self.width}" stroke="{INK}" stroke-width="2"/>'
        lines = self.lines(TITLE, title) + self.lines(SUBTITLE, subtitle)
        return self.part("head", lines, f'data-when="{when}"' if choice else "", top=self.margin + 12, more=rule)

    def states(self, control: dict[str, Any]) -> str:
        words = control["words"] + COLON[self.lang]
        marks = f'data-control="{html.escape(control["signal"])}" data-start="{_value(control["start"])}"'
        if not control["states"]:
            # Room for the value, which is not known here.
            *lines, (style, last) = self.lines(STATE, words + SLOT)
            return self.part("state", [*lines, (style, last.removesuffix(SLOT) + "<tspan/>")], marks)
        return "".join(
            self.part("state", self.lines(STATE, words + state), f'{marks} data-value="{_value(value)}"')
            for value, state in control["states"]
        )

    def part(
        self, name: str, lines: list[Line], marks: str = "", *, top: int = 0, bottom: int = 0, more: str = ""
    ) -> str:
        """Lines under one another, with room above and below."""
        drawn, last = [], None
        for style, words in lines:
            top += APART if style != last else 0
            looks = f'font-size="{style.size}" font-weight="{style.weight}" fill="{style.color}"'
            drawn.append(f'<text x="{self.margin}" y="{top + style.size}" {looks}>{words}</text>')
            top, last = top + style.height, style
        return f'<g data-part="{name}" data-height="{top + bottom}" {marks}>{more}{"".join(drawn)}</g>'

    def lines(self, style: Style, text: str) -> list[Line]:
        """*text* in as few lines as there is room for, about as long as one another, so that no word is left alone."""
        found = self._break_lines(style, text, FILLED * self.width)
        for part in (0.9, 0.8, 0.7, 0.6):
            narrower = self._break_lines(style, text, part * FILLED * self.width)
            if len(narrower) > len(found):
                break
            found = narrower
        return [(style, html.escape(line)) for line in found]

    def _break_lines(self, style: Style, text: str, pixels: float) -> list[str]:
        """*text* in lines of at most *pixels*; a word that is longer than a line is broken."""

        def measure(words: str, size: float) -> float:
            return fonts.text_width(words, size, self.book, style.weight)

        found: list[str] = []
        for line in wrap(one_line(text), pixels, style.size, measure):
            while measure(line, style.size) > pixels:
                fitting = next(n for n in range(len(line) - 1, 0, -1) if measure(line[:n], style.size) <= pixels)
                found.append(line[:fitting])
                line = line[fitting:]
            found.append(line)
        return [line for line in found if line]


def _controls(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The controls above the chart: signal, words, value at first, and the words of each state if they can be listed."""
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


def _value(value: Any) -> str:
    """A value as JSON that may stand in an attribute; numbers as scripts write them: 25, not 25.0."""
    whole = isinstance(value, float) and value.is_integer()
    return html.escape(json.dumps(int(value) if whole else value))


def _escape(text: str) -> str:
    return html.escape(one_line(text))
