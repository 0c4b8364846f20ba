"""Waterfall: what each piece of a whole adds to its growth, in percentage points."""

from collections.abc import Iterator, Mapping, Sequence

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Part, Quantity
from statbook.charts.shared import ChartSpec, Fields, Labels, Switch, form, layer_chart, mark, narrow, observations
from statbook.charts.shared.layers import BY_KIND
from statbook.charts.shared.rows import row_labels, row_step, rows_axis
from statbook.charts.theme import INK

Piece = tuple[str, Quantity, str]
"""Name, contribution in points, kind of mark."""


@form("place", "when", "against", "first", "first_points", "total_points")
def waterfall(labels: Labels, breakdowns: Mapping[str, Sequence[Part]], *, minimum: float = 0.5) -> ChartSpec | None:
    """Contributions to growth, one switchable breakdown after another.

    *breakdowns* maps the words of a breakdown to its pieces; those without growth are left out. Pieces that add less than
    *minimum* points are combined into one. None if no breakdown has two pieces.

    >>> from statbook import Chapter
    >>> here = Chapter("trade", region="Xian", period="2026-01/2026-02")
    >>> waterfall(here.labels, here.breakdowns("product", "mode")).facts["first_points"]
    '40.3'
    """
    say = labels.words("waterfall")
    found = {
        title: (parts[0], _pieces(parts, say["folded"], minimum, labels.lang)) for title, parts in breakdowns.items()
    }
    found = {title: (whole, pieces) for title, (whole, pieces) in found.items() if len(pieces) >= 2}
    if not found:
        return None
    rows = pd.DataFrame([row for title, item in found.items() for row in _rows(labels, title, *item)])
    breakdown = Switch("cut", say["cut"], {title: title for title in found})

    def draw(width: int) -> alt.TopLevelMixin:
        # One scale for all breakdowns, so that their bars can be compared.
        ends = rows[["start", "end"]]
        scale = alt.Scale(domain=[min(0.0, float(ends.min().min())), float(ends.max().max())], nice=True)
        x = alt.X("start:Q", scale=scale, axis=alt.Axis(title=None, tickCount=4 if narrow(width) else 7))
        y, base = rows_axis(width), breakdown.select_rows(rows)
        layers = [
            mark("bar", base, y=y, x=x, x2="end", tips=labels.columns, height=16, strokeWidth=1.2, **BY_KIND),
            mark("text", base, y=y, x="edge", text="label", align="left", dx=7, color=INK),
            *row_labels(base, width),
        ]
        # Labels stand beside the rows of a wide drawing, and take about a third of it.
        return layer_chart(layers, width - (60 if narrow(width) else 300), row_step(width, rows["name"]), breakdown)

    leaves = [[part.points for part in _leaves(parts) if not part.residual] for parts in breakdowns.values()]
    combined = tuple(Combination.of("stacked", points) for points in leaves)
    facts, *_ = states = [_facts(labels, *item) for item in found.values()]
    obs = observations(part.level for parts in breakdowns.values() for part in parts)
    table = rows[[*labels.columns, say["cut"]]]
    by_cut = dict(zip(found, states, strict=True))
    names = {title: [name for name, *_ in pieces] for title, (_, pieces) in found.items()}
    return ChartSpec(draw, table, facts, obs, multiples="cut", names=names, combined=combined, states=by_cut)


def _leaves(parts: Sequence[Part]) -> list[Part]:
    """The pieces with a contribution that are not broken down further."""
    inner = {id(part.whole) for part in parts if part.whole is not None and not part.overlap}
    return [p for p in parts if id(p) not in inner and not p.overlap and p.points is not None]


def _pieces(parts: Sequence[Part], others: str, minimum: float, lang: str) -> list[Piece]:
    """The leaves: largest first, then the small ones as one piece, the residual, the rounding."""
    leaves = [(part, part.points) for part in _leaves(parts) if part.points is not None]
    if not leaves or any(p.points is None for p in parts if not p.overlap):
        return []
    # Sums keep the order of the data.
    small = [points for part, points in leaves if not part.residual and abs(points.value) < minimum]
    leaves.sort(key=lambda item: -item[1].value)
    shown = [(part, points) for part, points in leaves if not part.residual and abs(points.value) >= minimum]
    pieces = [(part.names[lang], points, "derived") for part, points in shown]
    if small:
        pieces.append((others, sum(small[1:], small[0]).to("percentage_point"), "derived"))
    residuals = sorted((item for item in leaves if item[0].residual), key=lambda item: item[0].exhausts)
    return pieces + [(part.names[lang], points, "rest") for part, points in residuals]


def _rows(labels: Labels, title: str, whole: Part, pieces: list[Piece]) -> Iterator[Fields]:
    say = labels.words("waterfall")
    first = max(range(len(pieces)), key=lambda place: abs(pieces[place][1].value) * (pieces[place][2] != "rest"))
    breakdown, at = {"cut": title, say["cut"]: title}, 0.0
    for order, (name, points, kind) in enumerate(pieces):
        kind = f"{kind}-first" if order == first and kind == "derived" else kind
        rounded = round(points.value, 1)
        label = f"{rounded:+.1f}".replace("-", "−") if rounded else "0.0"
        bar = _bar(at, at + points.value, kind) | {"name": name, "order": order, "label": label}
        yield bar | labels.row(name, points, kind) | breakdown
        at += points.value
    growth = whole.growth
    if growth is not None:
        # The printed rate closes the chart; where only a difference is printed, the derived one does.
        printed = next((i for i in whole.base.inputs if i.measure == "growth"), None) if whole.base else None
        value = float(printed.value) if printed is not None else growth.value
        kind = "printed" if printed is not None else "derived"
        row: Fields = labels.row(say["total"], growth, kind) | {"name": say["total"], "order": len(pieces)}
        if printed is not None:
            row |= {labels.column("value"): f"{value:g}%", labels.column("range"): ""}
        row["label"] = f"{value:+.1f}".replace("-", "−")
        yield _bar(0, value, kind) | row | breakdown


def _bar(start: float, end: float, kind: str) -> Fields:
    return {"start": start, "end": end, "edge": max(start, end), "kind": kind}


def _facts(labels: Labels, whole: Part, pieces: list[Piece]) -> dict[str, str]:
    name, points, _ = max((p for p in pieces if p[2] != "rest"), key=lambda p: abs(p[1].value), default=pieces[0])
    growth = whole.growth
    now = whole.level.inputs[0]
    base = next((item.base_period for item in whole.base.inputs if item.base_period), "") if whole.base else ""
    return {
        "place": labels.region(now.region),
        "when": labels.period(now.period),
        "against": labels.period(base) if base else "",
        "first": name,
        "first_points": f"{points.value:.1f}".replace("-", "−"),
        "total_points": f"{growth.value:.1f}".replace("-", "−") if growth else "",
    }
