"""Funnel: what a stock becomes stage by stage, broken where a stage counts something else than the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity, constant, share
from statbook.charts.data_table import with_links
from statbook.charts.shared import CITE, ChartSpec, Fields, Labels, Switch, form, layer_chart, mark, narrow
from statbook.charts.theme import INK, INK_SOFT, MUTED, RULE, SLATE, SLATE_LIGHT

ROW = 62
BREAK = {"wide": 0.04, "narrow": 0.07}
"""Width of the break, in parts of the longest bar; the soft end of an approximate number lies in its first third."""


@dataclass(frozen=True)
class Stage:
    """A count on the way. *breaks* says in a few words how its population differs from the stage before.

    *another_unit* is a count of another unit, which is no stage and has no share.
    """

    name: str
    quantity: Quantity | None
    breaks: str = ""
    another_unit: bool = False


Known = tuple[Stage, Quantity]


@form("first_value", "last_value", states=("count", "whole", "before"))
def funnel(labels: Labels, chain: Sequence[Stage]) -> ChartSpec | None:
    """Bars in their order, as numbers and as shares of the first or of the previous stage (switchable).

    What is left of the stage before stands as a dashed outline behind a break. None if fewer than two stages are
    printed.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> keys = ("inventoried_patents.universities_and_institutes@China", "promising_patents.universities_and_institutes")
    >>> chart = funnel(here.labels, [Stage(key, here.get(key)) for key in keys])
    >>> chart.facts["first_value"]
    '1.349 million'
    """
    here = [(stage, stage.quantity) for stage in chain if stage.quantity is not None]
    steps = [item for item in here if not item[0].another_unit]
    if len(steps) < 2:
        return None
    say, views = labels.words("funnel"), ("count", "whole", "before")
    rows = pd.DataFrame([row for view in views for row in _rows(labels, here, steps, view)])
    table = pd.DataFrame([labels.row(stage.name, quantity) for stage, quantity in here])
    for view in views[1:]:
        table[say[view]] = list(rows.loc[rows["view"] == view, "number"].where(rows["share"], ""))
    shares = rows[rows["share"] & rows["ghost"].notna()].to_dict("records")
    links = [(row["order"], say[row["view"]], row["number"], row[CITE]) for row in shares]
    unit = Switch("unit", say["unit"], {view: say[view] for view in views})
    facts = {"first_value": labels.number(steps[0][1]), "last_value": labels.number(steps[-1][1])}
    return ChartSpec(
        lambda width: layer_chart(_layers(alt.Chart(rows), width, labels.columns), width - 16, ROW * len(here), unit),
        with_links(table, links),
        facts,
        derived=True,
        combined=(Combination.of("ranked", (quantity for _, quantity in steps)),),
        states={view: {} for view in views},
    )


def _former(item: Known, steps: Sequence[Known]) -> Quantity | None:
    """The stage before; None for the first, and for what is no stage."""
    return steps[steps.index(item) - 1][1] if item in steps[1:] else None


def _rows(labels: Labels, here: Sequence[Known], steps: Sequence[Known], view: str) -> Iterator[Fields]:
    """One row a bar: its length and that of the stage before, in parts of the longest bar, and its words."""
    longest = max(quantity.value for _, quantity in here) if view == "count" else 100.0
    for order, (stage, quantity) in enumerate(here):
        former, shown = _former((stage, quantity), steps), quantity
        look = MUTED if stage.another_unit else SLATE
        row: Fields = {"view": view, "order": order, "name": stage.name, "fill": look, "line": look}
        row |= {"breaks": stage.breaks if former else "", "share": view != "count" and not stage.another_unit}
        row |= {"soft": False, "given": True, "number": "100%"}
        if view != "count" and former is not None:
            whole = former if view == "before" else steps[0][1]
            shown, former = share(quantity, whole), constant(100) if view == "before" else share(former, whole)
        if view != "count" and stage.another_unit:
            row |= {"given": False, "number": labels.words("funnel")["no_share"]}
        elif view != "count" and former is None:
            row |= {"end": 1.0}
        else:
            row |= {"end": shown.value / longest, "soft": shown.about, "number": labels.number(shown)}
            row |= {"low": None, "high": None, "ghost": former.value / longest if former is not None else None}
            if shown.is_derived:
                row |= {"low": shown.low / longest, "high": shown.high / longest, "fill": SLATE_LIGHT}
        yield row | labels.row(stage.name, shown)


def _layers(whole: Any, width: int, columns: list[str]) -> list[Any]:
    tight = narrow(width)
    gap = BREAK["narrow" if tight else "wide"]
    base = whole.transform_filter("datum.view == unit").transform_calculate(
        soft_end=f"datum.end + {gap * 0.3}", sign=f"datum.end + {gap * 0.62}", ghost_start=f"datum.end + {gap}"
    )
    y = alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    scale = alt.Scale(domain=[0, 1])
    end, low, sign, ghost = (alt.X(f"{f}:Q", axis=None, scale=scale) for f in ("end", "low", "sign", "ghost_start"))
    broken, soft = base.transform_filter("isValid(datum.ghost)"), base.transform_filter("datum.soft")
    given, silent = base.transform_filter("datum.given"), base.transform_filter("!datum.given")
    # Bars stand below the middle of their row, so that the words have room above.
    bar: Fields = {"y": y, "height": 20, "yOffset": 14}
    above: Fields = {"y": y, "align": "left", "yOffset": -10}
    why: Fields = {"align": "left", "dx": 7, "yOffset": 14, "color": INK_SOFT, "fontSize": 12 if tight else 13}
    cut: Fields = {"sign": "//", "yOffset": 14, "color": INK, "fontSize": 17, "fontWeight": "bold"}
    outline: Fields = {"filled": False, "stroke": RULE, "strokeDash": [3, 3], "strokeWidth": 1}
    return [
        mark("bar", broken, x=ghost, x2="ghost", **bar, **outline),
        mark("bar", given, x=end, color="@fill", stroke="@line", tips=columns, strokeWidth=1.2, **bar),
        mark("bar", soft, x=end, x2="soft_end", color="@fill", opacity=0.35, **bar),
        mark("rule", base, y=y, x=low, x2="high", color=INK, strokeWidth=1.4, yOffset=14),
        mark("text", broken, y=y, x=sign, **cut),
        mark("text", broken, y=y, x=ghost, text="breaks", **why),
        mark("text", given, x=0, text="number", fontWeight="bold", color=INK, **above),
        mark("text", given, x=112, text="name", color=INK, **above),
        mark("text", silent, x=112, text="name", color=MUTED, **above),
        mark("text", silent, y=y, x=112, text="number", align="left", yOffset=14, color=MUTED),
    ]
