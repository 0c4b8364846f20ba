"""Forms: data in, a draft out. Each form answers one kind of question and draws how sure its figures are."""

from statbook.charts.chart import Draft, Drawing, Words, inert_json
from statbook.charts.forms.aims import Aim, aims
from statbook.charts.forms.bars import bars
from statbook.charts.forms.beside import beside
from statbook.charts.forms.bullet import Goal, bullet
from statbook.charts.shared.monthly_series import Series, below_zero, record
from statbook.charts.forms.card import Card, Cards
from statbook.charts.forms.coverage import coverage
from statbook.charts.forms.dots import Point, Threshold, dots
from statbook.charts.forms.dumbbell import Pair, dumbbell
from statbook.charts.forms.intervals import intervals
from statbook.charts.forms.key import key
from statbook.charts.forms.known import known
from statbook.charts.forms.lines import lines
from statbook.charts.forms.located import located
from statbook.charts.forms.margins import margins
from statbook.charts.forms.milestones import milestones
from statbook.charts.forms.months import months
from statbook.charts.forms.moves import TwoDates
from statbook.charts.forms.nested import nested
from statbook.charts.forms.noticed import noticed
from statbook.charts.forms.overlap import overlap
from statbook.charts.forms.pace import Span, pace
from statbook.charts.shared.points import called, points
from statbook.charts.forms.rectangles import Sides, rectangles
from statbook.charts.forms.scatter import scatter
from statbook.charts.forms.slope import slope
from statbook.charts.forms.stack import stack
from statbook.charts.forms.stages import Stage, stages
from statbook.charts.forms.terms import terms
from statbook.charts.forms.two_dates import two_dates
from statbook.charts.forms.verdicts import verdicts
from statbook.charts.forms.waterfall import waterfall
from statbook.charts.forms.what_if import what_if
from statbook.charts.labels import Labels
from statbook.charts.comparison_tables import checks, data_checks, documents, noticed_by_kind, side_by_side
from statbook.charts.data_table import columns_and_rows, summary, table

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
