"""Availability matrix: which numbers are printed for which region, as outcome, as target, or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import printed_quantity
from statbook.charts.shared import ChartSpec, Fields, Labels, Switch, form, layer_chart, mark, narrow, wrap
from statbook.charts.shared.rows import DIAMOND
from statbook.charts.theme import ACCENT, GRID, INK, MUTED, PAPER, SLATE
from statbook.store import Observation

ROW = {"wide": 55, "narrow": 82}
CELL = 48
NAMES = 225
SIZE = {"wide": 13, "narrow": 12}
MOST = {"wide": 140.0, "narrow": 104.0}
"""Room for words in a cell, in pixels."""
Series = tuple[str, tuple[tuple[str, str], ...], str]


@form("cells", "empty", "no_outcome", states=("all", "target", "actual"))
def availability_matrix(
    labels: Labels, rows: Sequence[Observation], regions: Sequence[str], names: Mapping[str, str] | None = None
) -> ChartSpec | None:
    """A matrix of series by region: filled cells are outcomes, outlined ones with a diamond are targets.

    One row a series (indicator and what it is broken down by), in the order of *rows*; *names*, if given,
    chooses, orders and names the indicators. Growth and shares of what was achieved are left out. Rows can be narrowed
    to those with a target or with an outcome. None if no region has a number.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> availability_matrix(here.labels, here.rows(), ("China", "Jiangsu"), here.words("known")).facts["cells"]
    '16'
    """
    fit = [row for row in rows if row.region in regions and (row.measure == "level" or row.status == "target")]
    indicators = list(names or dict.fromkeys(row.indicator for row in rows))
    here = sorted((row for row in fit if row.indicator in indicators), key=lambda row: indicators.index(row.indicator))
    if not here:
        return None
    say = labels.words("availability_matrix")
    groups: dict[Series, list[Observation]] = {}
    for row in here:
        groups.setdefault(_series(row), []).append(row)
    cells: list[Fields] = []
    for order, (series, group) in enumerate(groups.items()):
        name = (names or {}).get(series[0], labels.indicator(series[0]))
        alone = sum(other[0] == series[0] for other in groups) == 1
        cells += _cells(labels, order, group, regions, name if alone else f"{name}: {labels.name(group[0])}")
    frame = pd.DataFrame(cells)
    given = frame[frame["kind"] != "missing"]
    places = list(dict.fromkeys(frame["region"]))
    shown = Switch("rows", say["show"], {view: say[view] for view in ("all", "target", "actual")})

    def draw(width: int) -> alt.TopLevelMixin:
        base = alt.Chart(frame).transform_filter("rows == 'all' || (rows == 'target' ? datum.aims : datum.acts)")
        step = alt.Step(ROW["narrow" if narrow(width) else "wide"])
        return layer_chart(_layers(base, width, places, labels.columns), width - 24, step, shown)

    keys = {aim: {(_series(r), r.region) for r in here if (r.status == "target") is aim} for aim in (True, False)}
    no_outcome = say["no_outcome"] if keys[True] and not keys[True] & keys[False] else ""
    states = {}
    for view in shown.options:
        seen = frame if view == "all" else frame[frame["aims" if view == "target" else "acts"]]
        empty = int((seen["kind"] == "missing").sum())
        states[view] = {"cells": str(len(seen)), "empty": str(empty), "no_outcome": no_outcome}
    table = given[labels.columns].assign(**{say["place"]: given["region"]})
    return ChartSpec(draw, table, states["all"], tuple(row.obs for row in here), states=states)


def _series(row: Observation) -> Series:
    return row.indicator, tuple(row.broken_down_by.items()), row.measure


def _cells(
    labels: Labels, order: int, rows: Sequence[Observation], regions: Sequence[str], name: str
) -> Iterator[Fields]:
    """One cell a region; where a region has several numbers of the series, the latest."""
    say = labels.words("availability_matrix")
    statuses = {row.status for row in rows}
    series = {"name": name, "order": order, "aims": "target" in statuses, "acts": bool(statuses - {"target"})}
    for region in regions:
        cell = series | {"region": labels.region(region)}
        # An outcome before a target, then the later period, then the shorter of two that end together.
        found = [row for row in rows if row.region == region]
        found.sort(key=lambda row: (row.status != "target", row.period.split("/")[-1], row.period))
        if not found:
            cell |= {"kind": "missing", "fill": PAPER, "line": GRID, "number": say["missing"]}
            yield cell | dict.fromkeys(labels.columns, "")
            continue
        quantity = printed_quantity(found[-1])
        aim = found[-1].status == "target"
        number, when = labels.number(quantity), labels.period(found[-1].period)
        look = {"fill": PAPER, "line": ACCENT, "ink": INK} if aim else {"fill": SLATE, "line": SLATE, "ink": PAPER}
        cell |= look | {"kind": "target" if aim else "actual", "number": number}
        cell["when"] = f"{say['aim']}, {when}" if aim else when
        # The number stands on one line, or on two where a cell is too small for one.
        for width, most in MOST.items():
            first, *more = wrap(number, most, SIZE[width])
            cell[f"number_{width}"] = f"{first}\n{' '.join(more)}" if more else first
        yield cell | labels.row(name, quantity, "target" if aim else "")


def _layers(base: Any, width: int, places: list[str], columns: list[str]) -> list[Any]:
    tight = narrow(width)
    left = 0 if tight else NAMES
    axis = alt.Axis(title=None, orient="top", labelAngle=0, labelColor=INK, labelFontWeight="bold", domain=False)
    scale = alt.Scale(domain=places, range=[left, width - 24], paddingInner=0.06, paddingOuter=0)
    x = alt.X("region:N", sort=places, axis=axis, scale=scale)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    size, drop = (12, 13) if tight else (13, 0)
    box: Fields = {"height": CELL, "yOffset": drop, "strokeWidth": 1.6, "color": "@fill", "stroke": "@line"}
    corner: Fields = {"size": 90, "yOffset": drop, "xOffset": -(width - 24 - left) / len(places) * 0.48}
    name: Fields = {"yOffset": -23, "fontSize": 12} if tight else {"limit": left - 8}
    number = "number_narrow" if tight else "number_wide"

    def words(of_two: int, of_one: int) -> Fields:
        """How words stand in a cell whose number takes two lines or one."""
        place = alt.expr(f"{drop} + (indexof(datum.{number}, '\\n') > 0 ? {of_two} : {of_one})")
        return {"color": "@ink", "yOffset": place, "lineBreak": "\n", "lineHeight": 14}

    first = f"datum.region == {json.dumps(places[0], ensure_ascii=False)}"
    missing, aim, given = (f"datum.kind {test}" for test in ("== 'missing'", "== 'target'", "!= 'missing'"))
    return [
        mark("rect", base, x=x, y=y, tips=columns, **box),
        mark("text", base, where=first, x=0, y=y, text="name", align="left", color=INK, **name),
        mark("text", base, where=given, x=x, y=y, text=number, **words(-14, -7), fontWeight="bold", fontSize=size),
        mark("text", base, where=given, x=x, y=y, text="when", **words(14, 9), fontSize=12),
        mark("text", base, where=missing, x=x, y=y, text="number", yOffset=drop, fontSize=size, color=MUTED),
        mark("point", base, where=aim, x=x, y=y, **corner, **DIAMOND),
    ]
