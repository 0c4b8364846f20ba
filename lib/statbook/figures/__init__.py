"""Forms: data in, a draft out. Each form answers one kind of question and draws how sure its figures are."""

from statbook.figures.aims import Aim, aims
from statbook.figures.bars import bars
from statbook.figures.beside import beside
from statbook.figures.bullet import Goal, bullet
from statbook.figures.card import Card, Cards
from statbook.figures.coverage import coverage
from statbook.figures.dots import Point, Threshold, dots
from statbook.figures.drawing import Draft, Drawing, Words, table
from statbook.figures.dumbbell import Pair, dumbbell
from statbook.figures.intervals import intervals
from statbook.figures.key import key
from statbook.figures.known import known
from statbook.figures.labels import Labels
from statbook.figures.located import located
from statbook.figures.milestones import milestones
from statbook.figures.moves import TwoDates
from statbook.figures.nested import nested
from statbook.figures.overlap import overlap
from statbook.figures.pace import Span, pace
from statbook.figures.points import called, points
from statbook.figures.rectangles import Sides, rectangles
from statbook.figures.scatter import scatter
from statbook.figures.slope import slope
from statbook.figures.stack import stack
from statbook.figures.stages import Stage, stages
from statbook.figures.tables import documents, side_by_side
from statbook.figures.terms import terms
from statbook.figures.two_dates import two_dates
from statbook.figures.waterfall import waterfall
from statbook.figures.what_if import what_if

__all__ = [
    "Aim",
    "Card",
    "Cards",
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
    "TwoDates",
    "Words",
    "aims",
    "bars",
    "beside",
    "bullet",
    "called",
    "coverage",
    "documents",
    "dots",
    "dumbbell",
    "intervals",
    "key",
    "known",
    "located",
    "milestones",
    "nested",
    "overlap",
    "pace",
    "points",
    "rectangles",
    "scatter",
    "side_by_side",
    "slope",
    "stack",
    "stages",
    "table",
    "terms",
    "two_dates",
    "waterfall",
    "what_if",
]
