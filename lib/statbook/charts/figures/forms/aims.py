"""Aims: where a plan wants each quantity to go, in percent of where it stands. Plans are never joined to outcomes."""

from __future__ import annotations

__all__ = ["Aim", "aims"]

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import HALO, inside
from statbook.charts.chart import Draft
from statbook.charts.labels import CITE, Labels, narrow, rows_axis
from statbook.charts.theme import INK, INK_SOFT, PAPER, RULE, fill, outline

SAY = {
    "en": {"now": "{name}, {period}", "aim": "{name}, planned for {period}", "up": "rises", "down": "falls"},
    "zh": {"now": "{name},{period}", "aim": "{name},规划{period}", "up": "上升", "down": "下降"},
}
ROW = {"wide": 40, "narrow": 78}


@dataclass(frozen=True)
class Aim:
    """A quantity as it stands and as a plan wants it; both may be derived."""

    name: str
    now: Quantity | None
    aim: Quantity | None


def aims(labels: Labels, planned: Sequence[Aim]) -> Draft | None:
    """A row for each aim: a dot where it stands, a diamond where it shall be, both on a scale of percent change.

    The interval of a derived standing is a whisker; an aim that is a lower bound bears an arrow. The smallest change
    is what the title speaks of.
    None if fewer than two aims have both ends.
    """
    known = [item for item in planned if item.now is not None and item.aim is not None and item.now.value]
    if len(known) < 2:
        return None
    least = min(known, key=lambda item: item.aim.value / item.now.value if item.aim and item.now else 0)
    rows, twins = [], []
    for order, item in enumerate(known):
        row, twin = _row(labels, order, item, item is least)
        rows.append(row)
        twins += twin
    frame, twin_rows = pd.DataFrame(rows), pd.DataFrame(twins)

    def draw(width: int) -> alt.TopLevelMixin:
        return _chart(frame, width, list(twin_rows.columns))

    obs = tuple(dict.fromkeys(i.obs for a in known for q in (a.now, a.aim) if q for i in q.inputs))
    return Draft(draw, twin_rows, _facts(labels, known, frame), obs)


def _row(labels: Labels, order: int, item: Aim, first: bool) -> tuple[dict[str, Any], list[dict[str, str]]]:
    now, aim, say = item.now, item.aim, SAY[labels.lang]
    if now is None or aim is None:  # callers keep to aims with both ends
        raise ValueError(f"{item.name} has no two ends")
    derived = now.derived and now.bound in ("exact", "about")
    kind = "derived" if now.derived else "printed"
    planned = "derived" if aim.derived else "printed"
    told = [
        labels.twin(say["now"].format(name=item.name, period=labels.period(now.inputs[0].period)), now, kind),
        labels.twin(say["aim"].format(name=item.name, period=labels.period(aim.inputs[0].period)), aim, "target"),
    ]
    return {
        "name": item.name,
        "order": order,
        "now": 0.0,
        "aim": (aim.value / now.value - 1) * 100,
        "low": (now.low / now.value - 1) * 100 if derived else None,
        "high": (now.high / now.value - 1) * 100 if derived else None,
        "kind": f"{kind}-first" if first else kind,
        "planned": f"{planned}-first" if first else planned,
        "now_label": labels.number(now),
        "aim_label": labels.number(aim),
        "arrow": "→" if aim.bound in ("at_least", "more_than") else "",
        **{f"now {key}": cell for key, cell in told[0].items()},
        **{f"aim {key}": cell for key, cell in told[1].items()},
    }, told


def _facts(labels: Labels, known: Sequence[Aim], frame: pd.DataFrame) -> dict[str, str]:
    """Names of the largest and the smallest planned change, with its direction and the two ends in words."""
    facts: dict[str, str] = {}
    for word, place in (("most", frame["aim"].argmax()), ("least", frame["aim"].argmin())):
        row = frame.iloc[place]
        facts |= {
            word: inside(str(row["name"])),
            f"{word}_direction": SAY[labels.lang]["up" if float(row["aim"]) > 0 else "down"],
            f"{word}_now": str(row["now_label"]),
            f"{word}_aim": str(row["aim_label"]),
        }
    first = known[0]
    if first.now is not None and first.aim is not None:
        facts["now_period"] = labels.period(first.now.inputs[0].period)
        facts["aim_period"] = labels.period(first.aim.inputs[0].period)
    return facts


def _chart(frame: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    base: Any = alt.Chart(frame)
    small = narrow(width)
    low, high = min(0.0, float(frame["aim"].min())), max(0.0, float(frame["aim"].max()))
    plot = width - 20 if small else width - 170
    # Room for the numbers at both sides of the marks.
    ends = [110, plot - 70] if small else [172, plot - 165]
    scale = alt.Scale(domain=[low, high], range=ends, nice=False, zero=False)
    ticks = alt.Axis(
        title=None, tickCount=4 if small else 6, labelExpr="(datum.value > 0 ? '+' : '') + datum.label + '%'"
    )
    x, to = alt.X("now:Q", scale=scale, axis=ticks), alt.X("aim:Q", scale=scale, axis=ticks)
    y = rows_axis(width)
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=RULE).encode(x=alt.X("x:Q", scale=scale, axis=ticks))
    dot = base.mark_point(filled=True, shape="circle", size=140, opacity=1, strokeWidth=1.6)
    plan = base.mark_point(shape="diamond", size=170, opacity=1, strokeWidth=2, fill=PAPER)
    paint = {"color": fill(), "stroke": outline()}
    rising, falling = base.transform_filter("datum.aim >= 0"), base.transform_filter("datum.aim < 0")
    layers = [
        zero,
        base.mark_rule(color=INK, strokeWidth=1.4).encode(y=y, x=alt.X("low:Q", scale=scale), x2="high:Q"),
        dot.transform_calculate(cite="datum['now cite']").encode(y=y, x=x, tooltip=_tips("now", columns), **paint),
        plan.transform_calculate(cite="datum['aim cite']").encode(
            y=y, x=to, stroke=outline("planned"), tooltip=_tips("aim", columns)
        ),
        base.mark_text(align="left", dx=11, fontSize=16, color=INK_SOFT).encode(y=y, x=to, text="arrow:N"),
    ]
    bold = {"color": INK, "fontWeight": "bold"}
    if small:
        layers += [
            # One number above the marks, the other below: beside them there is no room.
            *(base.mark_text(dy=-17, **look).encode(y=y, x=to, text="aim_label:N") for look in (HALO, bold)),
            *(
                base.mark_text(dy=18, **look).encode(y=y, x=x, text="now_label:N")
                for look in (HALO, {"color": INK_SOFT})
            ),
            base.mark_text(align="left", baseline="bottom", dy=-28, color=INK_SOFT).encode(
                y=y, x=alt.value(0), text="name:N"
            ),
        ]
    else:
        layers += [
            rising.mark_text(align="right", dx=-14, color=INK_SOFT).encode(y=y, x=x, text="now_label:N"),
            falling.mark_text(align="left", dx=14, color=INK_SOFT).encode(y=y, x=x, text="now_label:N"),
            rising.mark_text(align="left", dx=30, **bold).encode(y=y, x=to, text="aim_label:N"),
            falling.mark_text(align="right", dx=-14, **bold).encode(y=y, x=to, text="aim_label:N"),
        ]
    return alt.layer(*layers).properties(width=plot, height=alt.Step(ROW["narrow" if small else "wide"]))


def _tips(end: str, columns: list[str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{end} {column}:N", title=column) for column in columns if column != CITE]
