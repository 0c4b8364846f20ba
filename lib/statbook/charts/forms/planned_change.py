"""Planned change: where a plan wants each quantity to go, in percent of where it stands; never joined to outcomes."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.charts.shared import ChartSpec, Labels, Point, constant_rows, form, layer_chart, mark
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.rows import DIAMOND, ROUND, mark_row, narrow, rows_axis
from statbook.charts.shared.text_layout import HALO, inside_sentence
from statbook.charts.theme import INK, INK_SOFT, RULE

ROW = {"wide": 40, "narrow": 78}


@form
def planned_change(labels: Labels, points: Sequence[Point]) -> ChartSpec | None:
    """A row for each point: a dot where it stands, a diamond at its target, both on a scale of percent change.

    The interval of a derived standing is a whisker; a target that is a lower bound bears an arrow. The smallest change
    is what the title speaks of. None if fewer than two points have both ends.

    >>> from statbook import Chapter
    >>> here = Chapter("base")
    >>> ends = [here.get(f"output_value.dongfeng_automobile@XiangyangZone@{year}") for year in (2021, 2026)]
    >>> planned_change(here.labels, [Point("Output", *ends[:1], target=ends[1])] * 2).facts["most_direction"]
    'rises'
    """
    known = [(p, p.quantity, p.target) for p in points if p.quantity and p.target and p.quantity.value]
    if len(known) < 2:
        return None
    changes = [(target.value / now.value - 1) * 100 for _, now, target in known]
    say, least = labels.words("planned_change"), changes.index(min(changes))
    rows = []
    for order, (point, now, target) in enumerate(known):
        for end, quantity, kind in (("now", now, ""), ("aim", target, "target")):
            name = say[end].format(name=point.name, period=labels.period(quantity.inputs[0].period))
            row = mark_row(labels, name, quantity, kind, first=order == least)
            sure = (row["low"], row["high"]) if end == "now" and now.bound in ("exact", "about") else (None, None)
            low, high = ((value / now.value - 1) * 100 if value is not None else None for value in sure)
            at = changes[order] if end == "aim" else 0.0
            same = {"order": order, "name": point.name, "rises": changes[order] >= 0}
            rows.append(row | same | {"end": end, "at": at, "low": low, "high": high})
    frame = pd.DataFrame(rows)
    facts: dict[str, str] = {}
    for word, place in (("most", changes.index(max(changes))), ("least", least)):
        point, now, target = known[place]
        facts |= {word: inside_sentence(point.name), f"{word}_direction": say["up" if changes[place] > 0 else "down"]}
        facts |= {f"{word}_now": labels.number(now), f"{word}_aim": labels.number(target)}
    facts |= {"now_period": labels.period(known[0][1].inputs[0].period)}
    facts |= {"aim_period": labels.period(known[0][2].inputs[0].period)}
    return ChartSpec(lambda width: _chart(frame, width, labels.columns), frame[labels.columns], facts)


def _chart(frame: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small, y = narrow(width), rows_axis(width)
    plot = width - 20 if small else width - 170
    # Room for the numbers at both sides of the marks.
    ends = [110, plot - 70] if small else [172, plot - 165]
    domain = [min(0.0, float(frame["at"].min())), max(0.0, float(frame["at"].max()))]
    scale = alt.Scale(domain=domain, range=ends, nice=False, zero=False)
    signed = "(datum.value > 0 ? '+' : '') + datum.label + '%'"
    ticks = alt.Axis(title=None, tickCount=4 if small else 6, labelExpr=signed)
    x = alt.X("at:Q", scale=scale, axis=ticks)
    base = alt.Chart(frame)
    now, aim = (base.transform_filter(f"datum.end == '{end}'") for end in ("now", "aim"))
    layers = [
        mark("rule", constant_rows(at=0), x=x, color=RULE),
        mark("rule", now, y=y, x=alt.X("low:Q", scale=scale), x2="high", color=INK, strokeWidth=1.4),
        mark("point", now, y=y, x=x, shape="circle", size=140, tips=columns, **ROUND),
        mark("point", aim, y=y, x=x, size=170, tips=columns, **DIAMOND | {"stroke": "@line"}),
        mark("text", aim, y=y, x=x, text="out", align="left", dx=11, fontSize=16, color=INK_SOFT),
    ]
    bold: Fields = {"color": INK, "fontWeight": "bold"}
    label: Fields = {"y": y, "x": x, "text": "label"}
    if small:
        name = {"align": "left", "baseline": "bottom", "dy": -28, "color": INK_SOFT}
        layers += [
            # One number above the marks, the other below: beside them there is no room.
            *(mark("text", aim, dy=-17, **label, **look) for look in (HALO, bold)),
            *(mark("text", now, dy=18, **label, **look) for look in (HALO, {"color": INK_SOFT})),
            mark("text", now, y=y, x=0, text="name", **name),
        ]
    else:
        beside = {"align": alt.expr("datum.rises ? 'right' : 'left'"), "dx": alt.expr("datum.rises ? -14 : 14")}
        beyond = {"align": alt.expr("datum.rises ? 'left' : 'right'"), "dx": alt.expr("datum.rises ? 30 : -14")}
        layers.append(mark("text", now, color=INK_SOFT, **label, **beside))
        layers.append(mark("text", aim, **label, **bold, **beyond))
    return layer_chart(layers, plot, alt.Step(ROW["narrow" if small else "wide"]))
