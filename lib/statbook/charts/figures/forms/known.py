"""Known: which figures are printed for which place, as outcome, as target, or not at all."""

from __future__ import annotations

__all__ = ["known"]

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import printed
from statbook.charts.shared.text_layout import wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.theme import ACCENT, GRID, INK, MUTED, PAPER, SLATE
from statbook.store import Observation

ROW = {"wide": 55, "narrow": 82}
CELL = 48
NAMES = 225
SIZE = {"wide": 13, "narrow": 12}
MOST = {"wide": 140.0, "narrow": 104.0}
"""Room for words in a cell, in pixels."""
SAY = {
    "en": {
        "show": "Rows",
        "all": "all",
        "target": "with a target",
        "actual": "with an outcome",
        "missing": "not printed",
        "aim": "target",
        "no_outcome": "No target has its outcome printed",
        "place": "Place",
    },
    "zh": {
        "show": "行",
        "all": "全部",
        "target": "有目标值的",
        "actual": "有实际值的",
        "missing": "未印出",
        "aim": "目标",
        "no_outcome": "各项目标均未印出结果",
        "place": "地区",
    },
}


def known(
    labels: Labels, rows: Sequence[Observation], regions: Sequence[str], names: Mapping[str, str] | None = None
) -> Draft | None:
    """A matrix of series by place: filled cells are outcomes, outlined ones with a diamond are targets.

    One row a series (indicator and what it is broken down by), in the order of *rows*; *names*, if given,
    chooses, orders and names the indicators. Growth and shares of what was achieved are left out. Rows can be narrowed to those with a target or with an outcome. None if no place has a figure.
    """
    fit = [row for row in rows if row.region in regions and (row.measure == "level" or row.status == "target")]
    order = list(names or dict.fromkeys(row.indicator for row in rows))
    here = sorted((row for row in fit if row.indicator in order), key=lambda row: order.index(row.indicator))
    if not here:
        return None
    say = SAY[labels.lang]
    series = list(dict.fromkeys(_series(row) for row in here))
    told = {which: _name(labels, which, series, here, names or {}) for which in series}
    cells = [
        cell
        for order, which in enumerate(series)
        for cell in _cells(labels, order, [row for row in here if _series(row) == which], regions, told[which])
    ]
    frame = pd.DataFrame(cells)
    given = frame[frame["kind"] != "missing"]
    columns = labels.columns
    twin = given[columns].assign(**{say["place"]: given["region"]})
    options = {view: say[view] for view in ("all", "target", "actual")}
    places = list(dict.fromkeys(frame["region"]))

    def draw(width: int) -> alt.TopLevelMixin:
        base: Any = alt.Chart(frame).transform_filter("rows == 'all' || (rows == 'target' ? datum.aims : datum.acts)")
        size = ROW["narrow" if narrow(width) else "wide"]
        chart = alt.layer(*_layers(base, width, places, columns)).properties(width=width - 24, height=alt.Step(size))
        return chart.add_params(switch("rows", say["show"], options))

    targets = [row for row in here if row.status == "target"]
    reached = {(_series(row), row.region) for row in here if row.status != "target"}
    unmet = targets and not any((_series(row), row.region) in reached for row in targets)
    facts = {"cells": str(len(frame)), "empty": str(len(frame) - len(given))}
    facts["no_outcome"] = say["no_outcome"] if unmet else ""
    return Draft(draw, twin, facts, tuple(row.obs for row in here))


def _series(row: Observation) -> tuple[str, tuple[tuple[str, str], ...], str]:
    return row.indicator, tuple(row.broken_down_by.items()), row.measure


def _name(
    labels: Labels, which: Any, series: Sequence[Any], rows: Sequence[Observation], names: Mapping[str, str]
) -> str:
    """The words of a series: its indicator, and its members where the indicator has several series."""
    row = next(row for row in rows if _series(row) == which)
    name = names.get(row.indicator, labels.indicator(row.indicator))
    alone = sum(other[0] == row.indicator for other in series) == 1
    return name if alone else f"{name}: {labels.name(row)}"


def _lines(number: str) -> dict[str, str]:
    """The number on one line, or on two where a cell is too small for one."""
    folded = {width: wrapped(number, most, SIZE[width]) for width, most in MOST.items()}
    first = {f"first_{width}": lines[0] for width, lines in folded.items()}
    return first | {f"last_{width}": " ".join(lines[1:]) for width, lines in folded.items()}


def _cells(
    labels: Labels, order: int, rows: Sequence[Observation], regions: Sequence[str], name: str
) -> list[dict[str, Any]]:
    """One cell a place; where a place has several figures of the series, the latest."""
    say = SAY[labels.lang]
    statuses = {row.status for row in rows}
    cells: list[dict[str, Any]] = []
    for region in regions:
        # An outcome before a target, then the later period, then the shorter of two that end together.
        found = sorted(
            (row for row in rows if row.region == region),
            key=lambda row: (row.status != "target", row.period.split("/")[-1], row.period),
        )
        cell: dict[str, Any] = {
            "name": name,
            "order": order,
            "region": labels.store.name("region", region, labels.lang),
            "aims": "target" in statuses,
            "acts": bool(statuses - {"target"}),
        }
        if not found:
            cell |= {"kind": "missing", "fill": PAPER, "line": GRID, "number": say["missing"]}
            cells.append(cell | dict.fromkeys(labels.columns, ""))
            continue
        row = found[-1]
        aim = row.status == "target"
        number = labels.number(printed(row))
        when = labels.period(row.period)
        cell |= {
            "kind": "target" if aim else "actual",
            "fill": PAPER if aim else SLATE,
            "line": ACCENT if aim else SLATE,
            "ink": INK if aim else PAPER,
            "number": number,
            "when": f"{say['aim']}, {when}" if aim else when,
            **_lines(number),
            **labels.twin(name, printed(row), "target" if aim else ""),
        }
        cells.append(cell)
    return cells


def _layers(base: Any, width: int, places: list[str], columns: list[str]) -> list[Any]:
    tight = narrow(width)
    left = 0 if tight else NAMES
    x = alt.X(
        "region:N",
        sort=places,
        axis=alt.Axis(title=None, orient="top", labelAngle=0, labelColor=INK, labelFontWeight="bold", domain=False),
        scale=alt.Scale(domain=places, range=[left, width - 24], paddingInner=0.06, paddingOuter=0),
    )
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    aims, told = (base.transform_filter(f"datum.kind {test}") for test in ("== 'target'", "!= 'missing'"))
    size, drop = (12, 13) if tight else (13, 0)
    half = (width - 24 - left) / len(places) * 0.48
    beside: dict[str, Any] = {"yOffset": -23, "fontSize": 12} if tight else {"limit": left - 8}
    names = base.transform_filter(f"datum.region == {json.dumps(places[0], ensure_ascii=False)}")
    return [
        base.mark_rect(height=CELL, yOffset=drop, strokeWidth=1.6).encode(
            x=x,
            y=y,
            color=alt.Color("fill:N", scale=None),
            stroke=alt.Stroke("line:N", scale=None),
            tooltip=tooltip(columns),
        ),
        names.mark_text(align="left", color=INK, **beside).encode(x=alt.value(0), y=y, text="name:N"),
        *_words(told, x, y, drop, size, "narrow" if tight else "wide"),
        base.transform_filter("datum.kind == 'missing'")
        .mark_text(yOffset=drop, fontSize=size, color=MUTED)
        .encode(x=x, y=y, text="number:N"),
        aims.mark_point(
            shape="diamond", size=90, filled=True, stroke=ACCENT, strokeWidth=2, opacity=1, yOffset=drop, xOffset=-half
        ).encode(x=x, y=y, color=alt.value(PAPER)),
    ]


def _words(cells: Any, x: alt.X, y: alt.Y, drop: int, size: int, width: str) -> list[Any]:
    """The number of a cell on one or two lines, and its period below."""
    first, last = f"first_{width}", f"last_{width}"
    places = {
        f"!datum.{last}": ((first, -7), ("when", 9)),
        f"datum.{last}": ((first, -14), (last, 0), ("when", 14)),
    }
    ink = alt.Color("ink:N", scale=None)
    bold: dict[str, Any] = {"fontSize": size, "fontWeight": "bold"}
    return [
        cells.transform_filter(test)
        .mark_text(yOffset=drop + offset, **({"fontSize": size - (width == "wide")} if field == "when" else bold))
        .encode(x=x, y=y, text=f"{field}:N", color=ink)
        for test, lines in places.items()
        for field, offset in lines
    ]
