"""The vocabulary of forms: specs and labels, layers, rows, points, and places of words."""

from statbook.charts.chart_spec import ChartSpec, form, observations
from statbook.charts.labels import CITE, Labels
from statbook.charts.named_points import BeforeAfter, Point
from statbook.charts.shared.layers import Fields, Switch, constant_rows, heading, layer_chart, mark
from statbook.charts.shared.rows import narrow
from statbook.charts.text_layout import estimated_width, inside_sentence, wrap

__all__ = ["CITE", "BeforeAfter", "ChartSpec", "Fields", "Labels", "Point", "Switch", "constant_rows", "form"]
__all__ += ["estimated_width", "heading", "inside_sentence", "layer_chart", "mark", "narrow", "observations", "wrap"]
