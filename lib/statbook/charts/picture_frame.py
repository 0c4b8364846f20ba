"""The frame of an exported picture: title, subtitle and chosen states above the drawing, source and edition below.

A frame is an SVG whose parts carry their heights; the script of the page that exports puts the drawing, as it is seen
then, into its place, keeps the states that are chosen, and moves the parts under one another.
"""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from statbook.charts import fonts
from statbook.charts.controls import controls_of, value_as_json
from statbook.charts.page import PAGE
from statbook.charts.render import HATCH_PATTERN
from statbook.charts.text_layout import wrap
from statbook.charts.theme import FONT, HATCH, INK, INK_SOFT, NARROW
from statbook.messages import join_words
from statbook.project.paths import Book
from statbook.prose.markup import one_line

# Where a viewer does not have the book's font, one of these; the drawing's own words follow.
FONTS = (FONT, "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
FAMILY = f"text{{font-family:{','.join(map(repr, FONTS))},sans-serif;"
# Words in the book's font take this part of the width at most: other fonts, of viewers without it, are wider.
FILLED = 0.86
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
"""A style and words."""


def picture_frame(
    words: dict[str, str], states: dict[str, tuple[str, str]], spec: dict[str, Any], width: int, lang: str, book: Book
) -> str:
    """The frame of a drawing of *width* with the chart *spec*, as SVG, its text measured in the font of *book*.

    *words* are title, plain (for the title in a state that *states* lacks; may be missing), subtitle, source, book,
    edition and description. *states* are title and subtitle in other states, by the value of the control as JSON.
    A part bears `data-part` and `data-height`; a state of a control also `data-control`,
    `data-start`, the value at first, and `data-value`, the one for which it stands, as JSON. A state without it stands
    for any value, which goes into its tspan. Of several heads `data-when` says which stands at the `start`, which in
    one of *states*, by its value, and which when controls were `moved` otherwise.
    """
    frame = Frame(width, lang, book)
    quotes = "" if lang == "zh" else 'font-feature-settings:"pwid"'
    style = f"{FAMILY}{quotes}}}"
    hatch = HATCH_PATTERN.format(id="hatch") if HATCH in json.dumps(spec) else ""
    controls = list(controls_of(spec))
    plain = words.get("plain", "") if controls else ""
    subtitle = words["subtitle"]
    heads = {"start": (words["title"], subtitle)} | states | ({"moved": (plain, subtitle)} if plain else {})
    lines = {
        said: frame.lines(TITLE, said[0]) + frame.lines(SUBTITLE, said[1]) for said in dict.fromkeys(heads.values())
    }
    titles = {when: lines[said] for when, said in heads.items()}
    chosen = [state for control in controls for state in frame.states(control)]
    foot = [line for name in ("source", "book", "edition") for line in frame.lines(NOTE, words[name])]
    told = {name: one_line(words[name]) for name in ("title", "description")}
    return str(PAGE.frame(width, frame.margin, lang, told, style, hatch, titles, chosen, foot))


@dataclass(frozen=True)
class Frame:
    """Text above and below a drawing of *width*, as parts of an SVG."""

    width: int
    lang: str
    book: Book

    @property
    def margin(self) -> int:
        return 16 if self.width <= NARROW else 24

    def states(self, control: dict[str, Any]) -> list[dict[str, Any]]:
        """What a frame says of *control*: lines and marks for each of its states, or with room for any value."""
        words = join_words((control["words"], ""), ": ")
        marks = {"control": control["signal"], "start": value_as_json(control["start"])}
        if not control["states"]:
            # The value, which is not known here, takes the place of the slot.
            *lines, (style, last) = self.lines(STATE, words + SLOT)
            return [{"lines": [*lines, (style, last.removesuffix(SLOT))], "marks": marks, "open": True}]
        return [
            {"lines": self.lines(STATE, words + state), "marks": marks | {"value": value_as_json(value)}, "open": False}
            for value, state in control["states"]
        ]

    def lines(self, style: Style, text: str) -> list[Line]:
        """*text* in as few lines as there is room for, about as long as one another, so that no word is left alone."""
        found = self._break_lines(style, text, FILLED * self.width)
        for part in (0.9, 0.8, 0.7, 0.6):
            narrower = self._break_lines(style, text, part * FILLED * self.width)
            if len(narrower) > len(found):
                break
            found = narrower
        return [(style, line) for line in found]

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
