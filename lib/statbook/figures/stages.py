"""Stages: what a stock becomes step by step, broken where a step counts something else than the one before."""

from __future__ import annotations

__all__ = ["Stage", "stages"]

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.analysis.derive import share
from statbook.figures.drawing import Draft
from statbook.figures.labels import Labels, narrow, switch, tooltip
from statbook.figures.theme import INK, INK_SOFT, MUTED, RULE, SLATE, SLATE_LIGHT

ROW = 62
BREAK = 0.036
"""Width of the break, in parts of the longest bar."""

SAY = {
    "en": {
        "unit": "Show",
        "count": "numbers",
        "whole": "% of the first stage",
        "before": "% of the stage before",
        "no_share": "no share: another unit",
    },
    "zh": {
        "unit": "显示",
        "count": "数量",
        "whole": "占首个阶段的%",
        "before": "占上一阶段的%",
        "no_share": "单位不同,不计占比",
    },
}


@dataclass(frozen=True)
class Stage:
    """A count on the way. *breaks* says in a few words how its population differs from the stage before.

    *beside* is a count of another unit, which is no stage and has no share.
    """

    name: str
    quantity: Quantity | None
    breaks: str = ""
    beside: bool = False


def stages(labels: Labels, chain: Sequence[Stage]) -> Draft | None:
    """Bars in their order, as numbers and as shares of the first or of the previous stage (switchable).

    The rest of the stage before stands as a dashed outline behind a break. None if fewer than two stages are printed.
    """
    here = [stage for stage in chain if stage.quantity is not None]
    steps = [stage for stage in here if not stage.beside]
    if len(steps) < 2:
        return None
    say = SAY[labels.lang]
    rows = pd.DataFrame([row for view in ("count", "whole", "before") for row in _rows(labels, here, steps, view)])
    twin = pd.DataFrame([labels.twin(stage.name, _given(stage)) for stage in here])
    for column, view in ((say["whole"], "whole"), (say["before"], "before")):
        twin[column] = list(rows.loc[rows["view"] == view, "number"].where(rows["share"], ""))
    options = {view: say[view] for view in ("count", "whole", "before")}

    def draw(width: int) -> alt.TopLevelMixin:
        base = alt.Chart(rows).transform_filter("datum.view == unit")
        chart = alt.layer(*_layers(base, width, list(twin.columns[:6])))
        plot = width - 14
        return chart.properties(width=plot, height=ROW * len(here)).add_params(switch("unit", say["unit"], options))

    facts = {
        "first": steps[0].name,
        "first_value": labels.number(_given(steps[0])),
        "last": steps[-1].name,
        "last_value": labels.number(_given(steps[-1])),
        "last_share": labels.number(share(_given(steps[-1]), _given(steps[0]))),
    }
    obs = tuple(dict.fromkeys(item.obs for stage in here for item in _given(stage).inputs))
    return Draft(draw, twin, facts, obs)


def _given(stage: Stage) -> Quantity:
    if stage.quantity is None:  # callers keep to printed stages
        raise ValueError(f"{stage.name} is not printed")
    return stage.quantity


def _rows(labels: Labels, here: list[Stage], steps: list[Stage], view: str) -> list[dict[str, Any]]:
    """One row a bar: its end, the end of the stage before, and its words."""
    rows: list[dict[str, Any]] = []
    longest = 100.0 if view != "count" else max(_given(stage).value for stage in here)
    for order, stage in enumerate(here):
        count = _given(stage)
        former = steps[steps.index(stage) - 1] if stage in steps[1:] else None
        quantity, ghost = count, former and _given(former).value
        if view != "count" and stage.beside:
            rows.append(
                {"view": view, "order": order, "name": stage.name, "number": SAY[labels.lang]["no_share"]}
                | {"share": False, "value": 0.0, "soft": False, "fill": MUTED, "line": MUTED}
                | labels.twin(stage.name, count)
            )
            continue
        if view != "count" and former is not None:
            quantity = share(count, _given(former if view == "before" else steps[0]))
            ghost = 100.0 if view == "before" else share(_given(former), _given(steps[0])).value
        whole = view != "count" and former is None
        value = 100.0 if whole else quantity.value
        derived = quantity.derived
        rows.append(
            {
                "view": view,
                "order": order,
                "name": stage.name,
                "number": "100%" if whole else labels.number(quantity),
                "share": view != "count",
                "value": value,
                "low": quantity.low if derived else None,
                "high": quantity.high if derived else None,
                "soft": quantity.about,
                "soft_end": value + longest * BREAK * 0.45,
                "ghost": ghost,
                "ghost_start": value + longest * BREAK if ghost else None,
                "sign": value + longest * BREAK * 0.62,
                "breaks": stage.breaks if former else "",
                "fill": MUTED if stage.beside else (SLATE_LIGHT if derived else SLATE),
                "line": MUTED if stage.beside else SLATE,
                **labels.twin(stage.name, quantity),
            }
        )
    return rows


def _layers(base: Any, width: int, columns: list[str]) -> list[Any]:
    scale = alt.Scale(zero=True, nice=False)
    y = alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    x = alt.X("value:Q", axis=None, scale=scale)
    color, line = alt.Color("fill:N", scale=None), alt.Stroke("line:N", scale=None)
    broken = base.transform_filter("isValid(datum.ghost)")
    soft = base.transform_filter("datum.soft")
    drop = 14
    """Bars stand below the middle of their row, so that the words have room above."""
    return [
        broken.mark_bar(height=20, yOffset=drop, filled=False, stroke=RULE, strokeDash=[3, 3], strokeWidth=1).encode(
            y=y, x=alt.X("ghost_start:Q", axis=None, scale=scale), x2="ghost:Q"
        ),
        base.mark_bar(height=20, yOffset=drop, strokeWidth=1.2).encode(
            y=y, x=x, color=color, stroke=line, tooltip=tooltip(columns)
        ),
        soft.mark_bar(height=20, yOffset=drop, opacity=0.35).encode(y=y, x=x, x2="soft_end:Q", color=color),
        base.mark_rule(color=INK, strokeWidth=1.4, yOffset=drop).encode(
            y=y, x=alt.X("low:Q", axis=None, scale=scale), x2="high:Q"
        ),
        broken.mark_text(text="//", yOffset=drop, color=INK, fontSize=17, fontWeight="bold").encode(
            y=y, x=alt.X("sign:Q", axis=None, scale=scale)
        ),
        broken.mark_text(align="left", dx=7, yOffset=drop, color=INK_SOFT, fontSize=12 if narrow(width) else 13).encode(
            y=y, x=alt.X("ghost_start:Q", axis=None, scale=scale), text="breaks:N"
        ),
        base.transform_filter("datum.share || datum.view == 'count'")
        .mark_text(align="left", yOffset=-10, fontWeight="bold", color=INK)
        .encode(y=y, x=alt.value(0), text="number:N"),
        base.transform_filter("datum.share || datum.view == 'count'")
        .mark_text(align="left", yOffset=-10, color=INK)
        .encode(y=y, x=alt.value(112), text="name:N"),
        base.transform_filter("!datum.share && datum.view != 'count'")
        .mark_text(align="left", yOffset=-10, color=MUTED)
        .encode(y=y, x=alt.value(0), text="name:N"),
        base.transform_filter("!datum.share && datum.view != 'count'")
        .mark_text(align="left", yOffset=drop, color=MUTED)
        .encode(y=y, x=alt.value(0), text="number:N"),
    ]
