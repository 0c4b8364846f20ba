"""Colour, type and the grammar of certainty. Every colour here has a counterpart for dark pages in book.css.

printed            filled
derived            lighter fill with an outline, its rounding interval as a whisker
lower bound        open end with an arrow
target             diamond, never joined to outcomes
rest, not printed  hatched
"""

from pathlib import Path
from string import Template
from typing import Any

import yaml

FONT = "Statbook SC"
"""A name of its own: of two fonts with one name, the drawing engine takes the one that the machine has."""
WIDE, NARROW = 700, 330
WIDTHS = {"wide": WIDE, "narrow": NARROW}
"""The drawings that are made of every chart, in pixels."""

INK = "#1f2933"
INK_SOFT = "#52606d"
PAPER = "#ffffff"
GRID = "#e1e7ec"
RULE = "#9aa5b1"
ACCENT = "#b5382a"
ACCENT_LIGHT = "#f0cdc7"
SLATE = "#4a6785"
SLATE_LIGHT = "#cfdae5"
MUTED = "#7b8794"
HATCH = "url(#hatch)"

# At most six categories, distinct for colour-blind readers and in grey.
CATEGORIES = ("#2b6cb0", "#c8553d", "#1f8a7d", "#b7791f", "#7b4b94", "#5f6b7a")

# The colours by the names that book.css has for them: ink-soft for INK_SOFT.
palette = {name.lower().replace("_", "-"): value for name, value in dict(vars()).items() if str(value)[:1] == "#"}
palette |= zip(("blue", "vermilion", "teal", "ochre", "plum", "grey"), CATEGORIES, strict=True)

# kind of a mark -> (fill, outline); `first` is what the title speaks of
FILLS = {
    "printed": (SLATE, SLATE),
    "printed-first": (ACCENT, ACCENT),
    "derived": (SLATE_LIGHT, SLATE),
    "derived-first": (ACCENT_LIGHT, ACCENT),
    "earlier": (MUTED, MUTED),
    "rest": (HATCH, MUTED),
}


_CONFIG = Path(__file__).with_name("theme.yaml").read_text(encoding="utf-8")
CONFIG: dict[str, Any] = yaml.safe_load(Template(_CONFIG).substitute(vars()))


def configure(chart: Any) -> Any:
    """The chart with the book's type, axes and spacing."""
    return chart.configure(**CONFIG)
