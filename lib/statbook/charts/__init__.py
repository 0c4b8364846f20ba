"""Charts: data in, a chart with its data table out. Each form answers one kind of question and shows uncertainty.

forms              the forms that a chapter fills with data, one module a kind
shared             what forms share: layers, rows, points, places of words, series by month
labels             the words of charts in one language
chart_spec, chart  a form filled with data; the same with its text, for page and print
data_table         the same numbers as words
comparison_tables  tables without a chart
render             static SVG; the one module that calls vl-convert
theme, fonts       colour, type and the font
page_fonts         the font for pages, in slices
page, citation, picture_frame  what stands around a chart
"""

from statbook.analysis.derive import Sides
from statbook.charts.chart import Chart, ChartText
from statbook.charts.chart_spec import ChartSpec
from statbook.charts.comparison_tables import (
    data_checks,
    detection_by_kind,
    documents,
    side_by_side,
    statements_by_area,
    verdict_table,
    yearly_paces,
)
from statbook.charts.data_table import columns_and_rows, html_table, summary
from statbook.charts.forms.bar_with_context import bar_with_context, shared_part
from statbook.charts.forms.bars import bars
from statbook.charts.forms.before_after import before_after
from statbook.charts.forms.cards import Card, Cards
from statbook.charts.forms.deadlines import deadlines
from statbook.charts.forms.dots import Threshold, dots
from statbook.charts.forms.dumbbell import Pair, dumbbell, planned_change
from statbook.charts.forms.factors import factors
from statbook.charts.forms.lines import lines
from statbook.charts.forms.mark_key import mark_key
from statbook.charts.forms.months import months
from statbook.charts.forms.period_counts import period_counts
from statbook.charts.forms.ranges import estimate_ranges, rounding_ranges
from statbook.charts.forms.rate_blocks import Span, rate_blocks
from statbook.charts.forms.scatter import scatter
from statbook.charts.forms.slope import slope, slope_of_rates
from statbook.charts.forms.stack import stack
from statbook.charts.forms.timeline import timeline
from statbook.charts.forms.upset import upset
from statbook.charts.forms.verdicts import detection_rate, verdicts
from statbook.charts.forms.waterfall import waterfall
from statbook.charts.forms.years import years
from statbook.charts.labels import Labels
from statbook.charts.shared.monthly_series import Series, months_below_zero, rank_by_month
from statbook.charts.shared.points import BeforeAfter, Point, named_point, points, regional_points

# What forms are given and make.
__all__ = ["BeforeAfter", "Card", "Cards", "Chart", "ChartSpec", "ChartText", "Labels", "Pair", "Point", "Series"]
__all__ += ["Sides", "Span", "Threshold"]
# The forms.
__all__ += ["bar_with_context", "bars", "before_after", "deadlines", "detection_rate", "dots"]
__all__ += ["dumbbell", "estimate_ranges", "factors", "lines", "mark_key", "months", "period_counts", "planned_change"]
__all__ += ["rate_blocks", "rounding_ranges", "scatter", "shared_part", "slope", "slope_of_rates", "stack"]
__all__ += ["timeline", "upset", "verdicts", "waterfall", "years"]
# Tables and text, and how points and series are made.
__all__ += ["columns_and_rows", "data_checks", "detection_by_kind", "documents", "html_table"]
__all__ += ["months_below_zero", "named_point", "points", "rank_by_month", "regional_points", "side_by_side"]
__all__ += ["statements_by_area", "summary", "verdict_table", "yearly_paces"]
