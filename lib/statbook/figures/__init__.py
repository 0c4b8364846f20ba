"""Forms: data in, a draft out. Each form answers one kind of question and draws how sure its figures are."""

from statbook.figures.drawing import Draft, Drawing, Words, inert_json
from statbook.figures.forms.aims import Aim, aims
from statbook.figures.forms.bars import bars
from statbook.figures.forms.beside import beside
from statbook.figures.forms.bullet import Goal, bullet
from statbook.figures.forms.by_month import Series, below_zero, record
from statbook.figures.forms.card import Card, Cards
from statbook.figures.forms.coverage import coverage
from statbook.figures.forms.dots import Point, Threshold, dots
from statbook.figures.forms.dumbbell import Pair, dumbbell
from statbook.figures.forms.intervals import intervals
from statbook.figures.forms.key import key
from statbook.figures.forms.known import known
from statbook.figures.forms.lines import lines
from statbook.figures.forms.located import located
from statbook.figures.forms.margins import margins
from statbook.figures.forms.milestones import milestones
from statbook.figures.forms.months import months
from statbook.figures.forms.moves import TwoDates
from statbook.figures.forms.nested import nested
from statbook.figures.forms.noticed import noticed
from statbook.figures.forms.overlap import overlap
from statbook.figures.forms.pace import Span, pace
from statbook.figures.forms.points import called, points
from statbook.figures.forms.rectangles import Sides, rectangles
from statbook.figures.forms.scatter import scatter
from statbook.figures.forms.slope import slope
from statbook.figures.forms.stack import stack
from statbook.figures.forms.stages import Stage, stages
from statbook.figures.forms.terms import terms
from statbook.figures.forms.two_dates import two_dates
from statbook.figures.forms.verdicts import verdicts
from statbook.figures.forms.waterfall import waterfall
from statbook.figures.forms.what_if import what_if
from statbook.figures.labels import Labels
from statbook.figures.tables import checks, data_checks, documents, noticed_by_kind, side_by_side
from statbook.figures.twin import columns_and_rows, summary, table

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
    "Series",
    "Sides",
    "Span",
    "Stage",
    "Threshold",
    "TwoDates",
    "Words",
    "aims",
    "bars",
    "below_zero",
    "beside",
    "bullet",
    "called",
    "checks",
    "columns_and_rows",
    "coverage",
    "data_checks",
    "documents",
    "dots",
    "dumbbell",
    "inert_json",
    "intervals",
    "key",
    "known",
    "lines",
    "located",
    "margins",
    "milestones",
    "months",
    "nested",
    "noticed",
    "noticed_by_kind",
    "overlap",
    "pace",
    "points",
    "record",
    "rectangles",
    "scatter",
    "side_by_side",
    "slope",
    "stack",
    "stages",
    "summary",
    "table",
    "terms",
    "two_dates",
    "verdicts",
    "waterfall",
    "what_if",
]
