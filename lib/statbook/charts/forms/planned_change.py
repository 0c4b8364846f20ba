"""Planned change: where a plan wants each quantity to go, in percent of where it stands; never joined to outcomes."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared import CITE, ChartSpec, Labels, Point, constant_rows, form, layer_chart, mark, observations
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.rows import mark_row, narrow, rows_axis
from statbook.charts.shared.text_layout import HALO, inside_sentence
from statbook.charts.theme import INK, INK_SOFT, PAPER, RULE

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
    rows, table = [], []
    for order, (point, now, target) in enumerate(known):
        row: Fields = {}
        for end, quantity, kind in (("now", now, ""), ("aim", target, "target")):
            name = say[end].format(name=point.name, period=labels.period(quantity.inputs[0].period))
            table.append(labels.row(name, quantity, kind))
            row |= {f"{end} {column}": cell for column, cell in table[-1].items()}
        ends = _ends(labels, point.name, now, target, order == least)
        rows.append({"order": order, "aim": changes[order]} | ends | row)
    frame = pd.DataFrame(rows)
    facts: dict[str, str] = {}
    for word, place in (("most", changes.index(max(changes))), ("least", least)):
        point, now, target = known[place]
        facts |= {word: inside_sentence(point.name), f"{word}_direction": say["up" if changes[place] > 0 else "down"]}
        facts |= {f"{word}_now": labels.number(now), f"{word}_aim": labels.number(target)}
    facts |= {"now_period": labels.period(known[0][1].inputs[0].period)}
    facts |= {"aim_period": labels.period(known[0][2].inputs[0].period)}
    return ChartSpec(
        lambda width: _chart(frame, width, labels.columns),
        pd.DataFrame(table),
        facts,
        observations(q for _, *both in known for q in both),
    )


def _ends(labels: Labels, name: str, now: Quantity, target: Quantity, first: bool) -> Fields:
    """The marks of both ends, the interval of where it stands in percent of it."""
    stands, aimed = (mark_row(labels, name, quantity, first=first) for quantity in (now, target))
    ends = (stands["low"], stands["high"]) if now.bound in ("exact", "about") else (None, None)
    low, high = ((end / now.value - 1) * 100 if end is not None else None for end in ends)
    row = {"name": name, "now": 0.0, "low": low, "high": high, "fill": stands["fill"], "line": stands["line"]}
    row |= {"now_label": stands["label"], "aim_label": aimed["label"], "aim_line": aimed["line"]}
    return row | {"arrow": aimed["out"]}


def _chart(frame: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small, y = narrow(width), rows_axis(width)
    plot = width - 20 if small else width - 170
    # Room for the numbers at both sides of the marks.
    ends = [110, plot - 70] if small else [172, plot - 165]
    domain = [min(0.0, float(frame["aim"].min())), max(0.0, float(frame["aim"].max()))]
    scale = alt.Scale(domain=domain, range=ends, nice=False, zero=False)
    signed = "(datum.value > 0 ? '+' : '') + datum.label + '%'"
    ticks = alt.Axis(title=None, tickCount=4 if small else 6, labelExpr=signed)
    x, to, zero = (alt.X(f"{field}:Q", scale=scale, axis=ticks) for field in ("now", "aim", "x"))
    base = alt.Chart(frame)
    now, aim = (base.transform_calculate(cite=f"datum['{end} cite']") for end in ("now", "aim"))
    dot = {"filled": True, "shape": "circle", "size": 140, "opacity": 1, "strokeWidth": 1.6}
    plan = {"shape": "diamond", "size": 170, "opacity": 1, "strokeWidth": 2, "fill": PAPER, "stroke": "@aim_line"}
    layers = [
        mark("rule", constant_rows(x=0), x=zero, color=RULE),
        mark("rule", base, y=y, x=alt.X("low:Q", scale=scale), x2="high", color=INK, strokeWidth=1.4),
        mark("point", now, y=y, x=x, color="@fill", stroke="@line", **dot).encode(tooltip=_tips("now", columns)),
        mark("point", aim, y=y, x=to, **plan).encode(tooltip=_tips("aim", columns)),
        mark("text", base, y=y, x=to, text="arrow", align="left", dx=11, fontSize=16, color=INK_SOFT),
    ]
    bold: Fields = {"color": INK, "fontWeight": "bold"}
    stands: Fields = {"y": y, "x": x, "text": "now_label"}
    aimed: Fields = {"y": y, "x": to, "text": "aim_label"}
    if small:
        name = {"align": "left", "baseline": "bottom", "dy": -28, "color": INK_SOFT}
        layers += [
            # One number above the marks, the other below: beside them there is no room.
            *(mark("text", base, dy=-17, **aimed, **look) for look in (HALO, bold)),
            *(mark("text", base, dy=18, **stands, **look) for look in (HALO, {"color": INK_SOFT})),
            mark("text", base, y=y, x=0, text="name", **name),
        ]
    else:
        rising, falling = "datum.aim >= 0", "datum.aim < 0"
        layers += [
            mark("text", base, where=rising, align="right", dx=-14, color=INK_SOFT, **stands),
            mark("text", base, where=falling, align="left", dx=14, color=INK_SOFT, **stands),
            mark("text", base, where=rising, align="left", dx=30, **aimed, **bold),
            mark("text", base, where=falling, align="right", dx=-14, **aimed, **bold),
        ]
    return layer_chart(layers, plot, alt.Step(ROW["narrow" if small else "wide"]))


def _tips(end: str, columns: list[str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{end} {column}:N", title=column) for column in columns if column != CITE]
