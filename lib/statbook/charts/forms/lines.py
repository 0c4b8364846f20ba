"""Lines: rates and stocks by month, each under its own name; nothing is joined across a gap or a new definition."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.series import Series
from statbook.charts.shared import CITE, ChartSpec, Labels, Switch, constant_rows, form, layer_chart, mark, observations
from statbook.charts.shared import monthly_series as monthly
from statbook.charts.shared.layers import Fields, Layer
from statbook.charts.shared.rows import narrow
from statbook.charts.text_layout import apart as set_apart
from statbook.charts.text_layout import estimated_width
from statbook.charts.theme import ACCENT, CATEGORIES, INK, INK_SOFT, SLATE

HEIGHT, LINE = 240, 16
DRAWN = ("series", "view", "year", "at", "v", "colour", "run", "dot")
NAMED = ("series", "view", "year", "at", "v", "colour", "open", "label", "move")
"""What the drawing holds of every number, and of the last of each line, which bears its name."""
COLOURS = (SLATE, ACCENT, CATEGORIES[3], CATEGORIES[2], CATEGORIES[4], CATEGORIES[0])


@form("name", "first", "name_1", "latest_1", "value_1", "before_1", "units", states=("growth", "level"))
def lines(labels: Labels, views: Mapping[str, Sequence[Series]], *, apart: Collection[str] = ()) -> ChartSpec | None:
    """The series of each view (`growth`, `level`) as lines with their names at the end; a switch chooses the view.

    Where a series begins because its definition is new, a line says so.
    Months of the year in *apart* ("01") are left out of the lines: the sum of January and February, where it is
    printed, stands for them as a dot of its own. None without a series.

    >>> from statbook import Chapter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> lines(here.labels, {"level": [Series("Loans", (here.get("new_loans"),))]}).facts["latest_1"]
    'January 2025'
    """
    drawn = {view: list(series) for view, series in views.items() if series}
    if not drawn:
        return None
    say, first = labels.words("series"), next(iter(drawn.values()))
    shown = Switch("shown", say["show"], {view: say[view] for view in drawn})
    colours = dict(zip(dict.fromkeys(s.name for found in drawn.values() for s in found), COLOURS, strict=False))
    groups: list[list[Fields]] = []
    units = []
    for view, found in drawn.items():
        whole = [quantity for series in found for quantity in series.months]
        divisor, unit = labels.axis_scale([q.value for q in whole], whole[0].unit)
        units.append(unit)
        ending = max(monthly.span_in_years(quantity.period)[1] for quantity in whole)
        state = say[view] if shown.is_choice else ""
        for series in found:
            same = {"view": view, "colour": colours[series.name]}
            marks = _marks(series, divisor, apart, ending)
            groups.append([row | same | monthly.row_in_time(labels, series.name, q, state) for q, row in marks])
    columns = list(monthly.row_in_time(labels, "", first[0].months[0], "." if shown.is_choice else ""))
    every = [quantity for found in drawn.values() for series in found for quantity in (*series.months, *_sums(series))]
    placed = _with_label_places([mark for group in groups for mark in group if not mark["hidden"]])
    values = pd.DataFrame(placed)[[*DRAWN, *monthly.time_tips(labels), CITE]]
    names = pd.DataFrame([mark for mark in placed if mark["newest"]])[[*NAMED]]
    since = monthly.years_switch(labels, every)
    seen = "datum.year >= since" + (" && datum.view == shown" if shown.is_choice else "")

    # Where a series begins whose definition is new, and the words for it.
    new = [(view, each.months[0].period, each.broken) for view, found in drawn.items() for each in found if each.broken]
    breaks = pd.DataFrame(
        {"view": view, "at": monthly.span_in_years(start)[0], "year": int(start[:4]), "words": words}
        for view, start, words in new
    )

    def draw(width: int) -> alt.TopLevelMixin:
        layers = _layers(values, names, breaks, seen, width, monthly.time_tips(labels))
        right = max(estimated_width(label, 12) for label in names["label"][~names["open"]]) + 10
        chart = layer_chart(layers, width - (50 if narrow(width) else 56) - right, HEIGHT, shown)
        return chart.add_params(since.parameter)

    joined = [[q for q in series.months if q.period[5:7] not in apart] for found in drawn.values() for series in found]
    combined = tuple(pair for quantities in joined for pair in monthly.in_order(quantities))
    states: dict[Any, dict[str, str]] = {view: monthly.series_facts(labels, found) for view, found in drawn.items()}
    facts = next(iter(states.values())) | {"units": say["and"].join(units)}
    states |= {year: {} for year in since.options}
    table, obs = monthly.newest_first(groups)[columns], observations(monthly.recent(every))
    multiples = "shown" if shown.is_choice else ""
    return ChartSpec(draw, table, facts, obs, multiples=multiples, combined=combined, states=states)


def _sums(series: Series) -> list[Quantity]:
    """What is printed for January and February together."""
    return [quantity for quantity in series.to_date if quantity.period.endswith("-02")]


def _marks(series: Series, divisor: float, apart: Collection[str], ending: float) -> list[tuple[Quantity, Fields]]:
    kept = [quantity for quantity in series.months if quantity.period[5:7] not in apart]
    run = dict(zip([q.period for q in kept], monthly.runs(kept), strict=True))
    length = {number: list(run.values()).count(number) for number in set(run.values())}
    found = []
    for quantity in [*series.months, *(_sums(series) if apart else [])]:
        start, end = monthly.span_in_years(quantity.period)
        number, newest = run.get(quantity.period), quantity is kept[-1]
        row: Fields = {"series": series.name, "year": int(quantity.period[:4]), "run": number, "newest": newest}
        row |= {"at": round((start + end) / 2, 4), "v": quantity.value / divisor, "open": newest and end < ending}
        row |= {"dot": newest or number is None or length[number] == 1}
        row |= {"hidden": number is None and "/" not in quantity.period}
        row |= {"words": monthly.short_number(quantity, divisor) + ("%" if quantity.unit == "percent" else "")}
        found.append((quantity, row))
    return sorted(found, key=lambda item: item[1]["at"])


def _with_label_places(marks: list[Fields]) -> list[Fields]:
    """The marks with the words at the end of their lines, and how far these move to keep apart."""
    rows = [mark | {"label": "", "move": 0.0} for mark in marks]
    for view in dict.fromkeys(row["view"] for row in rows):
        here = [row for row in rows if row["view"] == view]
        window = max(row["year"] for row in here) - monthly.YEARS[0]
        heights = [row["v"] for row in here if row["year"] > window]
        low, high = min([0.0, *heights]), max([0.0, *heights])
        pixel = HEIGHT / ((high - low) or 1)
        last = sorted((row for row in here if row["newest"]), key=lambda row: -row["v"])
        for row in last:
            row["label"] = row["series"] if row["open"] else f"{row['series']} {row['words']}"
        beside = [row for row in last if not row["open"]]
        wanted = [(high - row["v"]) * pixel for row in beside]
        for row, at, want in zip(beside, set_apart(wanted, [LINE] * len(beside), 0, HEIGHT), wanted, strict=True):
            row["move"] = round(at - want, 1)
    return rows


def _layers(
    values: pd.DataFrame, names: pd.DataFrame, breaks: pd.DataFrame, seen: str, width: int, tips: list[str]
) -> list[Any]:
    base, ending = (Layer(rows).transform_filter(seen) for rows in (values, names))
    axis = alt.Axis(tickCount=5, title=None, minExtent=monthly.EXTENT)
    x, y = monthly.time_axis("at", width), alt.Y("v:Q", title=None, axis=axis, scale=alt.Scale(zero=True, nice=False))
    at: Fields = {"x": x, "y": y, "color": "@colour"}
    visible = alt.condition("datum.dot", alt.value(1), alt.value(0))
    name: Fields = {"text": "label", "fontSize": 12}
    above: Fields = {"y": -6, "baseline": "bottom", "dx": 6, "fontSize": 12}
    joined = base.transform_filter("datum.run !== null")
    layers = [
        mark("rule", constant_rows(zero=0), y="zero", color=INK, strokeWidth=1),
        mark("line", joined, detail=["series:N", "run:N"], strokeWidth=2, clip=False, **at),
        # Every month can be pointed at; only ends and single months show a dot.
        mark("point", base, opacity=visible, size=60, filled=True, tips=tips, **at),
        mark("text", ending, where="!datum.open", align="left", dx=8, dy=alt.expr("datum.move"), **name, **at),
    ]
    if names["open"].any():
        # The name of a line that ends before the others stands above its end.
        past: Fields = above | {"x": x, "text": "label", "color": "@colour"}
        layers.append(mark("text", ending, where="datum.open", align="right", **past))
    if len(breaks):
        begun = Layer(breaks).transform_filter(seen)
        layers += [
            mark("rule", begun, x="at", color=INK_SOFT, strokeDash=[4, 3]),
            mark("text", begun, x="at", text="words", align="left", color=INK, **above),
        ]
    return layers
