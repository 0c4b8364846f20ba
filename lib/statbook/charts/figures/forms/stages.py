"""Stages: what a stock becomes step by step, broken where a step counts something else than the one before."""

from __future__ import annotations

__all__ = ["Stage", "stages"]

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Gathered, Quantity, constant, share
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, switch, tooltip
from statbook.charts.theme import INK, INK_SOFT, MUTED, RULE, SLATE, SLATE_LIGHT
from statbook.charts.data_table import link

ROW = 62
BREAK = {"wide": 0.04, "narrow": 0.07}
"""Width of the break, in parts of the longest bar; the soft end of an approximate figure lies in its first third."""

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
        for place, stage in enumerate(here):
            former = steps[steps.index(stage) - 1] if stage in steps[1:] else None
            if former is not None:
                part = share(_given(stage), _given(steps[0] if view == "whole" else former))
                link(twin, place, column, labels.number(part), labels.cite(stage.name, part))
    options = {view: say[view] for view in ("count", "whole", "before")}

    columns = labels.columns

    def draw(width: int) -> alt.TopLevelMixin:
        chart = alt.layer(*_layers(alt.Chart(rows), width, columns))
        size = {"width": width - 16, "height": ROW * len(here)}
        return chart.properties(**size).add_params(switch("unit", say["unit"], options))

    facts = {
        "first": steps[0].name,
        "first_value": labels.number(_given(steps[0])),
        "last": steps[-1].name,
        "last_value": labels.number(_given(steps[-1])),
        "last_share": labels.number(share(_given(steps[-1]), _given(steps[0]))),
    }
    obs = tuple(dict.fromkeys(item.obs for stage in here for item in _given(stage).inputs))
    beside = Gathered.of("ranked", (stage.quantity for stage in steps))
    return Draft(draw, twin, facts, obs, derived=True, gathered=(beside,))


def _given(stage: Stage) -> Quantity:
    if stage.quantity is None:  # callers keep to printed stages
        raise ValueError(f"{stage.name} is not printed")
    return stage.quantity


def _rows(labels: Labels, here: list[Stage], steps: list[Stage], view: str) -> list[dict[str, Any]]:
    """One row a bar: its length and that of the stage before, in parts of the longest bar, and its words."""
    longest = max(_given(stage).value for stage in here) if view == "count" else 100.0
    rows: list[dict[str, Any]] = []
    for order, stage in enumerate(here):
        former = steps[steps.index(stage) - 1] if stage in steps[1:] else None
        row = {"view": view, "order": order, "name": stage.name, "breaks": stage.breaks if former else ""}
        row |= {"share": view != "count" and not stage.beside, "soft": False, "given": True, "number": "100%"}
        row |= {"fill": MUTED if stage.beside else SLATE, "line": MUTED if stage.beside else SLATE}
        if view != "count" and stage.beside:
            words = SAY[labels.lang]["no_share"]
            rows.append(row | {"given": False, "number": words} | labels.twin(stage.name, _given(stage)))
        elif view != "count" and former is None:
            rows.append(row | {"end": 1.0} | labels.twin(stage.name, _given(stage)))
        else:
            rows.append(row | _bar(labels, stage, former, steps[0], view, longest))
    return rows


def _bar(labels: Labels, stage: Stage, former: Stage | None, whole: Stage, view: str, longest: float) -> dict[str, Any]:
    """The marks of a bar in one view."""
    quantity, ghost = _given(stage), _given(former) if former else None
    if view == "before" and ghost is not None:
        quantity, ghost = share(quantity, ghost), constant(100)
    elif view == "whole" and ghost is not None:
        quantity, ghost = share(quantity, _given(whole)), share(ghost, _given(whole))
    told = {
        "end": quantity.value / longest,
        "low": quantity.low / longest if quantity.derived else None,
        "high": quantity.high / longest if quantity.derived else None,
        "ghost": ghost.value / longest if ghost is not None else None,
        "soft": quantity.about,
        "number": labels.number(quantity),
        **labels.twin(stage.name, quantity),
    }
    return told | ({"fill": SLATE_LIGHT} if quantity.derived else {})


def _layers(whole: Any, width: int, columns: list[str]) -> list[Any]:
    tight = narrow(width)
    gap = BREAK["narrow" if tight else "wide"]
    base = whole.transform_filter("datum.view == unit").transform_calculate(
        soft_end=f"datum.end + {gap * 0.3}", sign=f"datum.end + {gap * 0.62}", ghost_start=f"datum.end + {gap}"
    )
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    scale = alt.Scale(domain=[0, 1])
    end, low, sign, ghost = (alt.X(f"{f}:Q", axis=None, scale=scale) for f in ("end", "low", "sign", "ghost_start"))
    left, number = alt.value(0), "number:N"
    color, line = alt.Color("fill:N", scale=None), alt.Stroke("line:N", scale=None)
    broken, soft = base.transform_filter("isValid(datum.ghost)"), base.transform_filter("datum.soft")
    given, silent = base.transform_filter("datum.given"), base.transform_filter("!datum.given")
    # Bars stand below the middle of their row, so that the words have room above.
    bar: dict[str, Any] = {"height": 20, "yOffset": 14}
    above: dict[str, Any] = {"align": "left", "yOffset": -10}
    small = 12 if tight else 13
    return [
        broken.mark_bar(**bar, filled=False, stroke=RULE, strokeDash=[3, 3], strokeWidth=1).encode(
            y=y, x=ghost, x2="ghost:Q"
        ),
        given.mark_bar(**bar, strokeWidth=1.2).encode(y=y, x=end, color=color, stroke=line, tooltip=tooltip(columns)),
        soft.mark_bar(**bar, opacity=0.35).encode(y=y, x=end, x2="soft_end:Q", color=color),
        base.mark_rule(color=INK, strokeWidth=1.4, yOffset=14).encode(y=y, x=low, x2="high:Q"),
        broken.mark_text(text="//", yOffset=14, color=INK, fontSize=17, fontWeight="bold").encode(y=y, x=sign),
        broken.mark_text(align="left", dx=7, yOffset=14, color=INK_SOFT, fontSize=small).encode(
            y=y, x=ghost, text="breaks:N"
        ),
        given.mark_text(**above, fontWeight="bold", color=INK).encode(y=y, x=left, text=number),
        given.mark_text(**above, color=INK).encode(y=y, x=alt.value(112), text="name:N"),
        silent.mark_text(**above, color=MUTED).encode(y=y, x=alt.value(112), text="name:N"),
        silent.mark_text(align="left", yOffset=14, color=MUTED).encode(y=y, x=alt.value(112), text=number),
    ]
