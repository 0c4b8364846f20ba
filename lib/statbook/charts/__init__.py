"""Charts: data in, a chart with its data table out. Each form answers one kind of question and shows uncertainty.

forms              the forms that a chapter fills with data, one module a kind
shared             what forms share: layers, rows, series by month
labels             the words of charts in one language
named_points, series  named quantities, and numbers month by month, from which charts are drawn
text_layout        places of words
chart_spec, chart  a form filled with data; the same with its text, for page and print
data_table         the same numbers as words
comparison_tables  tables without a chart
render             static SVG; the one module that calls vl-convert
theme, fonts       colour, type and the font
page_fonts         the font for pages, in slices
page, citation, picture_frame  what stands around a chart
"""

from importlib import import_module
from typing import Any

_PLACES = {
    "analysis.derive": "Sides",
    "charts.chart": "Chart ChartText",
    "charts.chart_spec": "ChartSpec",
    "charts.comparison_tables": "data_checks detection_by_kind documents side_by_side statements_by_area verdict_table"
    " yearly_paces",
    "charts.data_table": "columns_and_rows html_table summary",
    "charts.forms.bar_with_context": "bar_with_context shared_part",
    "charts.forms.bars": "bars",
    "charts.forms.before_after": "before_after",
    "charts.forms.cards": "Card Cards",
    "charts.forms.deadlines": "deadlines",
    "charts.forms.dots": "Threshold dots",
    "charts.forms.dumbbell": "Pair dumbbell planned_change",
    "charts.forms.factors": "factors",
    "charts.forms.lines": "lines",
    "charts.forms.mark_key": "mark_key",
    "charts.forms.months": "months",
    "charts.forms.period_counts": "period_counts",
    "charts.forms.ranges": "estimate_ranges rounding_ranges",
    "charts.forms.rate_blocks": "Span rate_blocks",
    "charts.forms.scatter": "scatter",
    "charts.forms.slope": "slope slope_of_rates",
    "charts.forms.stack": "stack",
    "charts.forms.timeline": "timeline",
    "charts.forms.upset": "upset",
    "charts.forms.verdicts": "detection_rate verdicts",
    "charts.forms.waterfall": "waterfall",
    "charts.forms.years": "years",
    "charts.labels": "Labels",
    "charts.named_points": "BeforeAfter Point named_point points regional_points",
    "charts.series": "Series months_below_zero rank_by_month",
}
"""What a chapter finds here, by the module that has it: forms, what they are given and make, tables and text."""
_MODULES = {name: module for module, names in _PLACES.items() for name in names.split()}
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    # Late, as in statbook: forms draw with Altair, and a page that was drawn before needs neither.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"statbook.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]


def prepare(_: str = "") -> None:
    """Import all that a chapter finds here: for processes that chapters are forked from."""
    for module in _PLACES:
        import_module(f"statbook.{module}")
