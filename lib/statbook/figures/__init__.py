"""Forms: data in, a draft out. Each form answers one kind of question and draws how sure its figures are."""

from statbook.figures.aims import Aim, aims
from statbook.figures.bars import bars
from statbook.figures.bullet import Goal, bullet
from statbook.figures.dots import Point, Threshold, dots
from statbook.figures.drawing import Draft, Drawing, Words, table
from statbook.figures.dumbbell import Pair, dumbbell
from statbook.figures.intervals import intervals
from statbook.figures.key import key
from statbook.figures.known import known, listed
from statbook.figures.labels import Labels
from statbook.figures.nested import nested
from statbook.figures.overlap import overlap
from statbook.figures.pace import Span, pace
from statbook.figures.points import called, points
from statbook.figures.rectangles import Sides, rectangles
from statbook.figures.scatter import scatter
from statbook.figures.slope import slope
from statbook.figures.stages import Stage, stages
from statbook.figures.tables import documents, side_by_side
from statbook.figures.waterfall import waterfall

__all__ = [
    "Aim",
    "Draft",
    "Drawing",
    "Goal",
    "Labels",
    "Pair",
    "Point",
    "Sides",
    "Span",
    "Stage",
    "Threshold",
    "Words",
    "aims",
    "bars",
    "bullet",
    "called",
    "documents",
    "dots",
    "dumbbell",
    "intervals",
    "key",
    "known",
    "listed",
    "nested",
    "overlap",
    "pace",
    "points",
    "rectangles",
    "scatter",
    "side_by_side",
    "slope",
    "stages",
    "table",
    "waterfall",
]
