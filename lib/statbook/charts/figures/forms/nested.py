"""Groups that overlap: bars beside a matrix that says which group lies in which. Nothing is stacked."""

from __future__ import annotations

__all__ = ["nested"]

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Part
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, beside, narrow, row_labels, rows_axis, step, switch, tooltip
from statbook.charts.theme import INK, INK_SOFT, MUTED, PAPER, SLATE, fill, outline

SAY = {
    "en": {
        "view": "Show",
        "exclusive": "pieces that exclude one another",
        "printed": "groups as printed",
        "in": "lies in",
    },
    "zh": {"view": "显示", "exclusive": "互不重叠的部分", "printed": "按原文分组", "in": "属于"},
}


def nested(labels: Labels, dimension: str, exclusive: Sequence[Part], groups: Sequence[Part]) -> Draft | None:
    """Levels of pieces that exclude one another, and of the groups as printed, with what lies in what.

    *exclusive* must not overlap; *groups* may. The matrix has a column for each group that holds another piece:
    a full dot for inside, a hollow one where the data cannot tell. None with fewer than three groups.
    """
    if len(groups) < 3:
        return None
    say = SAY[labels.lang]
    codes = [_code(part, dimension) for part in groups]
    holders = [c for c in codes if any(c in labels.store.parents(dimension, other) for other in codes if other != c)]
    rows, cells, twins = [], [], []
    top = max(part.level.value for part in exclusive if not part.rest)
    for view, parts in ((say["exclusive"], exclusive), (say["printed"], groups)):
        for order, part in enumerate(
            sorted(parts, key=lambda p: (p.rest and p.whole is not None and not _code(p, dimension), -p.level.value))
        ):
            name = part.names[labels.lang]
            twin = labels.twin(name, part.level, "rest" if part.rest else "")
            twins.append({say["view"]: view, **twin})
            grown = f" ({_signed(part)})" if part.growth is not None else ""
            rows.append(
                {
                    "view": view,
                    "name": name,
                    "order": order,
                    "level": part.level.value,
                    "zero": 0,
                    "kind": "rest" if part.rest else f"printed{'-first' if part.level.value == top else ''}",
                    "label": labels.number(part.level) + grown,
                    **twin,
                }
            )
            for holder in holders:
                cells.append(
                    {
                        "view": view,
                        "name": name,
                        "order": order,
                        "group": _short(labels, dimension, holder),
                        **_cell(_membership(labels, dimension, part, holder), labels.lang),
                    }
                )
    frame, matrix = pd.DataFrame(rows), pd.DataFrame(cells)
    twin_rows = pd.DataFrame(twins)

    def draw(width: int) -> alt.TopLevelMixin:
        chosen = switch("view", say["view"], {say["exclusive"]: say["exclusive"], say["printed"]: say["printed"]})
        small = narrow(width)
        shown = frame.assign(head=frame["name"] + ": " + frame["label"], label="") if small else frame
        base: Any = alt.Chart(shown).transform_filter("datum.view == view")
        y = rows_axis(width)
        grid_width = (38 if small else 52) * len(holders)
        plot = width - 16 - grid_width - (0 if small else beside(frame["name"]))
        words = 0.0 if small else max(wide_as(str(label), 12) for label in frame["label"]) + 10
        x = alt.X("level:Q", axis=None, scale=alt.Scale(range=[0, plot - words]))
        rows = step(width, shown["head"], room=plot) if small else step(width, frame["name"])
        bars = base.mark_bar(height=15, strokeWidth=1.2).encode(
            y=y, x=x, x2="zero:Q", color=fill(), stroke=outline(), tooltip=tooltip(list(twin_rows.columns)[1:])
        )
        text = base.mark_text(align="left", dx=6, color=INK, fontSize=12).encode(y=y, x=x, text="label:N")
        left = alt.layer(bars, text, *row_labels(base, width, words="head", room=plot)).properties(
            width=plot, height=rows
        )
        cell: Any = alt.Chart(matrix).transform_filter("datum.view == view")
        groups_axis = alt.Axis(title=None, orient="top", labelColor=INK_SOFT, grid=True, labelAngle=0, labelFontSize=12)
        right = (
            cell.mark_point(size=90, strokeWidth=1.6, opacity=1)
            .encode(
                # Rows without a dot stay, so that both sides keep their order.
                y=alt.Y("name:N", sort=alt.SortField("order"), axis=None),
                x=alt.X("group:N", sort=None, axis=groups_axis),
                fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("stroke:N", scale=None),
                tooltip=[alt.Tooltip("name:N"), alt.Tooltip("group:N", title=say["in"]), alt.Tooltip("in:N")],
            )
            .properties(width=grid_width, height=rows)
        )
        return alt.hconcat(left, right, spacing=6).add_params(chosen)

    largest = max(_single(labels, dimension, groups), key=lambda p: p.level.value)
    facts = {"largest": largest.names[labels.lang], "largest_level": labels.number(largest.level)}
    obs = tuple(dict.fromkeys(i.obs for p in (*exclusive, *groups) for i in p.level.inputs))
    told = (("stacked", exclusive), ("ranked", groups))
    gathered = tuple(Gathered.of(act, (part.level for part in parts if not part.rest)) for act, parts in told)
    return Draft(draw, twin_rows, facts, obs, multiples="view", gathered=gathered)


def _single(labels: Labels, dimension: str, groups: Sequence[Part]) -> list[Part]:
    """The groups that do not hold several others of them: umbrellas are no partners to compare with."""
    codes = [_code(part, dimension) for part in groups]
    held = [sum(code in labels.store.parents(dimension, other) for other in codes) for code in codes]
    return [part for part, count in zip(groups, held, strict=True) if count < 2] or list(groups)


def _code(part: Part, dimension: str) -> str:
    return dict(part.members).get(dimension, "")


def _signed(part: Part) -> str:
    growth = part.growth
    return f"{growth.value:+.1f}%".replace("-", "−") if growth is not None else ""


def _short(labels: Labels, dimension: str, code: str) -> str:
    """The name of a group where it is short, else its code."""
    name = labels.store.name(dimension, code, labels.lang)
    return name if len(name) <= 6 else code


def _cell(inside: str, lang: str) -> dict[str, str]:
    fills = {"yes": (SLATE, SLATE), "unknown": (PAPER, MUTED), "no": ("transparent", "transparent")}
    words = {"en": {"unknown": "cannot be told"}, "zh": {"yes": "是", "no": "否", "unknown": "无法判断"}}
    return {"in": words[lang].get(inside, inside), "fill": fills[inside][0], "stroke": fills[inside][1]}


def _membership(labels: Labels, dimension: str, part: Part, holder: str) -> str:
    """yes, no, or unknown: whether *part* lies in *holder*, by the table of members.

    What the parts of a group leave over lies where the group lies; of another group it may hold only members that
    are not among those parts.
    """
    code = _code(part, dimension)
    parents = labels.store.parents
    if holder == code or (code and holder in parents(dimension, code)):
        return "yes"
    named = {dict(members).get(dimension, "") for members in part.without} - {""}
    if holder in named:
        return "no"
    inside = {
        c
        for d, c in labels.store.members.index
        if d == dimension and (not code or code in parents(dimension, c)) and not ({c} | parents(dimension, c)) & named
    }
    return "unknown" if any(holder in parents(dimension, c) or c == holder for c in inside) else "no"
