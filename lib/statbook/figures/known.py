"""Known: which figures are printed for which place, as outcome, as target, or not at all."""

from __future__ import annotations

__all__ = ["known", "listed"]

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import printed
from statbook.figures.drawing import Draft
from statbook.figures.labels import COLUMNS, Labels, narrow, switch, tooltip
from statbook.figures.theme import ACCENT, GRID, INK, MUTED, PAPER, SLATE
from statbook.store import Observation

ROW = {"wide": 46, "narrow": 66}
CELL = 36
NAMES = 235
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

    One row a series (indicator and what it is broken down by), in the order of *rows*; *names* gives words for
    indicators. Rows can be narrowed to those with a target or with an outcome. None if no place has a figure.
    """
    here = [row for row in rows if row.region in regions]
    if not here:
        return None
    say = SAY[labels.lang]
    series = list(dict.fromkeys(_series(row) for row in here))
    cells = [
        cell
        for order, which in enumerate(series)
        for cell in _cells(labels, order, [row for row in here if _series(row) == which], regions, names or {})
    ]
    frame = pd.DataFrame(cells)
    columns = [labels.column(name) for name in COLUMNS[labels.lang]]
    twin = frame[frame["kind"] != "missing"][columns]
    twin = twin.assign(
        **{say["place"]: [name for name, kind in zip(frame["region"], frame["kind"], strict=True) if kind != "missing"]}
    )
    options = {view: say[view] for view in ("all", "target", "actual")}
    places = [labels.store.name("region", code, labels.lang) for code in regions]

    def draw(width: int) -> alt.TopLevelMixin:
        base: Any = alt.Chart(frame).transform_filter("rows == 'all' || (rows == 'target' ? datum.aims : datum.acts)")
        size = ROW["narrow" if narrow(width) else "wide"]
        chart = alt.layer(*_layers(base, width, places, columns)).properties(width=width - 12, height=alt.Step(size))
        return chart.add_params(switch("rows", say["show"], options))

    targets = [row for row in here if row.status == "target"]
    met = {(_series(row), row.region) for row in here if row.status != "target"}
    facts = {
        "cells": str(len(frame)),
        "empty": str(int((frame["kind"] == "missing").sum())),
        "targets": str(len(targets)),
        "no_outcome": say["no_outcome"] if targets and not any((_series(r), r.region) in met for r in targets) else "",
    }
    return Draft(draw, twin, facts, tuple(row.obs for row in here))


def listed(labels: Labels, rows: Sequence[Observation]) -> pd.DataFrame:
    """A small table of printed figures: what, where, the number, its period, and what a reader must be told."""
    heads = {
        "en": ("Figure", "Place", "Value", "Period", "Note"),
        "zh": ("项目", "地区", "数值", "时期", "说明"),
    }[labels.lang]
    return pd.DataFrame(
        [
            (
                labels.indicator(row.indicator),
                labels.store.name("region", row.region, labels.lang),
                labels.number(printed(row)),
                labels.period(row.period),
                row.note,
            )
            for row in rows
        ],
        columns=list(heads),
    )


def _series(row: Observation) -> tuple[str, tuple[tuple[str, str], ...], str]:
    return row.indicator, tuple(row.broken_down_by.items()), row.measure


def _cells(
    labels: Labels, order: int, rows: Sequence[Observation], regions: Sequence[str], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """One cell a place; where a place has several figures of the series, the latest."""
    say = SAY[labels.lang]
    name = names.get(rows[0].indicator, labels.indicator(rows[0].indicator))
    statuses = {row.status for row in rows}
    cells: list[dict[str, Any]] = []
    for region in regions:
        found = sorted((row for row in rows if row.region == region), key=lambda row: row.period.split("/")[-1])
        cell: dict[str, Any] = {
            "name": name,
            "order": order,
            "region": labels.store.name("region", region, labels.lang),
            "aims": "target" in statuses,
            "acts": bool(statuses - {"target"}),
        }
        if not found:
            cell |= {"kind": "missing", "fill": PAPER, "line": GRID, "ink": MUTED, "number": say["missing"], "when": ""}
            cells.append(cell | dict.fromkeys((labels.column(c) for c in COLUMNS[labels.lang]), ""))
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
        scale=alt.Scale(domain=places, range=[left, width - 12], paddingInner=0.06, paddingOuter=0),
    )
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    aims, printed_cells = (base.transform_filter(f"datum.kind {test}") for test in ("== 'target'", "!= 'missing'"))
    size, drop = (11, 10) if tight else (13, 0)
    ink = alt.Color("ink:N", scale=None)
    names = base.transform_filter(f"datum.region == {json.dumps(places[0], ensure_ascii=False)}")
    return [
        base.mark_rect(height=CELL, yOffset=drop, strokeWidth=1.6).encode(
            x=x, y=y, color=alt.Color("fill:N", scale=None), stroke=alt.Stroke("line:N", scale=None)
        ),
        names.mark_text(align="left", color=INK, yOffset=-18 if tight else 0, fontSize=12 if tight else 13).encode(
            x=alt.value(0), y=y, text="name:N"
        ),
        printed_cells.mark_text(yOffset=drop - 7, fontSize=size, fontWeight="bold", tooltip=None).encode(
            x=x, y=y, text="number:N", color=ink, tooltip=tooltip(columns)
        ),
        printed_cells.mark_text(yOffset=drop + 9, fontSize=size - 1).encode(x=x, y=y, text="when:N", color=ink),
        base.transform_filter("datum.kind == 'missing'")
        .mark_text(yOffset=drop, fontSize=size, color=MUTED)
        .encode(x=x, y=y, text="number:N"),
        aims.mark_point(
            shape="diamond", size=90, filled=True, stroke=ACCENT, strokeWidth=2, yOffset=drop - CELL / 2, opacity=1
        ).encode(x=x, y=y, color=alt.value(PAPER)),
    ]
