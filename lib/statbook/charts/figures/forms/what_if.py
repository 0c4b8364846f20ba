"""What if: how much a year would reach a target, for a start that the reader assumes. Nothing here is a finding."""

from __future__ import annotations

__all__ = ["what_if"]

from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.errors import ParameterError
from statbook.charts.shared.text_layout import wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import CITE, Labels, narrow, switch
from statbook.charts.theme import ACCENT, GRID, INK_SOFT, PAPER, RULE
from statbook.charts.data_table import CITED

HEIGHT = 300
STEPS = 6
"""Assumed counts a row each in the table twin, from none to the target."""

SAY: dict[str, dict[str, Any]] = {
    "en": {
        "assumed": "Assumed in place",
        "start": "Counting from the end of",
        "from": "end of {year}",
        "axis": "{noun} assumed in place at the start",
        "rate": "{noun} needed a year",
        "each": {"more_than": "more than %d a year", "": "at least %d a year"},
        "flat": {"more_than": "not yet: one more is needed", "": "reached"},
        "kind": "Kind",
        "what": "what if, nothing of it is printed",
        "how": "The aim as printed, all else assumed.",
    },
    "zh": {
        "assumed": "假设已有数量",
        "start": "起算年份",
        "from": "{year}年底起",
        "axis": "假设起点已有的{noun}",
        "rate": "每年所需的{noun}",
        "each": {"more_than": "每年超过%d", "": "每年至少%d"},
        "flat": {"more_than": "尚差一项", "": "已达到"},
        "kind": "性质",
        "what": "假设,均未印出",
        "how": "目标按原文,其余均为假设。",
    },
}


def what_if(labels: Labels, target: Quantity | None, noun: str, *, assumed: int = 0) -> Draft | None:
    """The yearly pace from an assumed count to *target* by the end of its period, for each year one could start in.

    *noun* names what is counted. Count and year are the reader's to move; the first year is that of the source.
    Lines are dashed and marks hollow, since nothing is measured. None if the target is not printed or its year is past.
    Raises ParameterError if *assumed* is below zero or beyond the target.
    """
    if target is None:
        return None
    goal, deadline = int(target.value), int(target.inputs[0].period[:4])
    years = list(range(int(target.inputs[0].known_from[:4]), deadline))
    if not years:
        return None
    if not 0 <= assumed <= goal:
        raise ParameterError(f"the count assumed is {assumed}; expected 0 to {goal}, the target")
    say = SAY[labels.lang]
    lines = pd.DataFrame(
        [
            {
                "year": str(year),
                "count": count,
                "pace": (goal - count) / (deadline - year),
                "label": label,
                CITE: labels.cite(noun, target),
            }
            for year in years
            for count, label in ((0, say["from"].format(year=year)), (goal, ""))
        ]
    )
    twin = pd.DataFrame(
        [
            {
                say["start"]: str(year),
                say["assumed"]: str(count),
                say["rate"].format(noun=noun): f"{(goal - count) / (deadline - year):.3g}",
                say["kind"]: say["what"],
                CITE: labels.cite(noun, target),
            }
            for year in years
            for count in range(0, goal, max(1, goal // STEPS))
        ]
    )

    twin.attrs[CITED] = say["rate"].format(noun=noun)

    def draw(width: int) -> Any:
        chosen = [
            alt.param(
                name="assumed",
                value=assumed,
                bind=alt.binding_range(min=0, max=goal, step=max(1, goal // 60), name=say["assumed"] + " "),
            ),
            switch("start", say["start"], {str(year): str(year) for year in years}),
        ]
        # An aim of more than a number is not reached by that number.
        kind = target.bound if target.bound == "more_than" else ""
        said = say | {name: say[name][kind] for name in ("each", "flat")}
        return _chart(lines, goal, deadline, said, noun, width).add_params(*chosen)

    facts = {
        "target": labels.number(target),
        "deadline": labels.period(target.inputs[0].period),
        "assumed": str(assumed),
    }
    return Draft(draw, twin, facts, tuple(item.obs for item in target.inputs), how=say["how"])


def _chart(lines: pd.DataFrame, goal: int, deadline: int, say: dict[str, str], noun: str, width: int) -> Any:
    small = narrow(width)
    x = alt.X(
        "count:Q",
        scale=alt.Scale(domain=[0, goal], nice=False),
        axis=alt.Axis(
            title=wrapped(say["axis"].format(noun=noun), width - 130),
            titleColor=INK_SOFT,
            values=list(range(0, goal + 1, max(1, goal // (3 if small else 6)))),
            grid=False,
            domain=True,
            domainColor=RULE,
        ),
    )
    y = alt.Y(
        "pace:Q",
        scale=alt.Scale(domain=[0, float(lines["pace"].max()) * 1.08], nice=False),
        axis=alt.Axis(title=None, tickCount=4 if small else 6, gridColor=GRID, orient="right"),
    )
    base: Any = alt.Chart(lines)
    here: Any = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .transform_calculate(count="assumed", pace=f"max(0, ({goal} - assumed) / ({deadline} - toNumber(start)))")
        .transform_calculate(
            # What is left is rounded up to a whole number.
            label=f"datum.pace > 0 ? replace('{say['each']}', '%d', format(ceil(datum.pace), ',d')) : '{say['flat']}'"
        )
    )
    picked = "datum.year == start"
    stroke = alt.condition(picked, alt.value(ACCENT), alt.value(RULE))
    layers = [
        base.mark_line(strokeDash=[6, 4]).encode(
            x=x, y=y, detail="year:N", stroke=stroke, strokeWidth=alt.condition(picked, alt.value(2.4), alt.value(1.4))
        ),
        *[
            base.transform_filter(f"datum.count == 0 && {which}")
            .mark_text(align="right", dx=-13, **look)
            .encode(x=x, y=y, text="label:N")
            for which, look in (
                (f"!({picked})", {"color": INK_SOFT}),
                (picked, {"color": ACCENT, "fontWeight": "bold"}),
            )
        ],
        here.mark_rule(color=ACCENT, strokeDash=[2, 3]).encode(x=x, y=y, y2=alt.datum(0)),
        here.mark_point(shape="diamond", size=230, strokeWidth=2.2, stroke=ACCENT, fill=PAPER, opacity=1).encode(
            x=x, y=y
        ),
        here.mark_text(align="center", dy=-19, fontSize=19, color=ACCENT, text="↑").encode(x=x, y=y),
        # Every line falls from the left to the right: above them all, at the right, there is always room.
        here.mark_text(align="right", baseline="top", fontSize=14, color=ACCENT, fontWeight="bold").encode(
            x=alt.value(width - 122), y=alt.value(4), text="label:N"
        ),
    ]
    title = alt.TitleParams(
        say["rate"].format(noun=noun), anchor="start", frame="group", fontSize=13, color=INK_SOFT, fontWeight="normal"
    )
    return alt.layer(*layers).properties(width=width - 122, height=HEIGHT, title=title)
