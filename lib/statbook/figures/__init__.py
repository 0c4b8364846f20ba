"""Forms: data in, a draft out. Each form answers one kind of question and draws how sure its figures are."""

from statbook.figures.dots import Point, Threshold, dots
from statbook.figures.drawing import Draft, Drawing, Words, table
from statbook.figures.intervals import intervals
from statbook.figures.labels import Labels
from statbook.figures.nested import nested
from statbook.figures.scatter import scatter
from statbook.figures.slope import slope
from statbook.figures.waterfall import waterfall

__all__ = [
    "Draft",
    "Drawing",
    "Labels",
    "Point",
    "Threshold",
    "Words",
    "dots",
    "intervals",
    "nested",
    "scatter",
    "slope",
    "table",
    "waterfall",
]
