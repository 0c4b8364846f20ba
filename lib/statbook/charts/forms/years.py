"""Years: a flow added up from January on, a line a year, so that years can be compared and single peaks rule nothing."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.series import Series
from statbook.charts.shared import ChartSpec, Fields, Labels, constant_rows, form, layer_chart, mark, observations
from statbook.charts.shared import monthly_series as monthly
from statbook.charts.shared.layers import Layer, heading
from statbook.charts.shared.monthly_series import MONTHS
from statbook.charts.shared.rows import narrow
from statbook.charts.text_layout import HALO, apart, estimated_width, inside_sentence
from statbook.charts.theme import ACCENT, INK, RULE, SLATE
from statbook.messages import join_words

HEIGHT, LINE = 230, 16
Year = list[tuple[int, Quantity]]
"""The sums from January to a month (1 to 12), in order."""


@form("name", "first", "name_1", "latest_1", "value_1", "before_1", "unit")
def years(labels: Labels, series: Sequence[Series]) -> ChartSpec | None:
    """One panel a series of a flow: what had come since January by each month, a line a year.

    The newest year has the colour of the title, the one before that of the book, all others are grey. A sum is the printed
    one; where none is printed, it is that of the months, if all of them are there. None unless a series has two years.

    >>> from statbook import Chapter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> loans = Series("Loans", (here.get("new_loans.base"), here.get("new_loans")))
    >>> years(here.labels, [loans]).facts["value_1"]
    '5.13 trillion yuan'
    """
    found = [(each, by_year) for each in series if len(by_year := cumulate(each)) > 1]
    if not found:
        return None
    every = [quantity for _, by_year in found for sums in by_year.values() for _, quantity in sums]
    divisor, unit = labels.axis_scale([quantity.value for quantity in every], every[0].unit)
    since = monthly.years_switch(labels, every)
    panels = {each.name: _points(labels, by_year, divisor) for each, by_year in found}

    def draw(width: int) -> Any:
        room = max(estimated_width(words, 12) for rows in panels.values() for words in rows["words"]) + 12
        drawn = [_panel(rows, width, room, heading(name) if len(panels) > 1 else None) for name, rows in panels.items()]
        chart: Any = drawn[0] if len(drawn) == 1 else alt.vconcat(*drawn, spacing=18).resolve_scale(y="shared")
        return chart.add_params(since.parameter)

    facts: dict[str, str] = {"name": found[0][0].name, "first": str(min(found[0][1])), "unit": unit}
    table: list[list[dict[str, str]]] = []
    seasons: list[Quantity] = []
    combined: list[Combination] = []
    for number, (each, by_year) in enumerate(found, 1):
        month, newest = by_year[max(by_year)][-1]
        season = {year: dict(sums)[month] for year, sums in by_year.items() if month in dict(sums)}
        seasons += season.values()
        combined += monthly.in_order([*season.values()])  # sums of one length; those of a year are its line
        before = season.get(max(by_year) - 1)
        facts |= {f"name_{number}": inside_sentence(each.name), f"value_{number}": labels.number(newest)}
        facts |= {
            f"latest_{number}": labels.period(_span(max(by_year), month)),
            f"before_{number}": labels.number(before),
        }
        rows = [monthly.row_in_time(labels, each.name, quantity) for quantity in season.values()]
        table.append(
            [
                row | {labels.column("period"): labels.period(_span(year, month))}
                for year, row in zip(season, rows, strict=True)
            ]
        )
    return ChartSpec(
        draw,
        monthly.newest_first(table),
        facts,
        observations(monthly.recent(seasons)),
        combined=tuple(combined),
        states={year: {} for year in since.options},
    )


def cumulate(series: Series) -> dict[int, Year]:
    """The sums from January to each month, by year: those that are printed, or else those of the months."""
    printed = {quantity.period: quantity for quantity in series.to_date}
    single = {quantity.period: quantity for quantity in series.months}
    found: dict[int, Year] = {}
    for year in sorted({int(period[:4]) for period in (*printed, *single)}):
        months = [single.get(f"{year}-{month:02}") for month in range(1, MONTHS + 1)]
        sums = accumulate(months, lambda total, each: total + each if total is not None and each is not None else None)
        for month, total in enumerate(sums, 1):
            if (quantity := printed.get(_span(year, month), total)) is not None:
                found.setdefault(year, []).append((month, quantity))
    return found


def _span(year: int, month: int) -> str:
    return f"{year}-01/{year}-{month:02}" if month > 1 else f"{year}-01"


def _points(labels: Labels, by_year: dict[int, Year], divisor: float) -> pd.DataFrame:
    """A row a mark. The newest two years are named at the ends of their lines."""
    newest = max(by_year)
    rows = []
    for year, sums in by_year.items():
        for month, quantity in sums:
            name = join_words((str(year), monthly.short_number(quantity, divisor)), ": ") if year >= newest - 1 else ""
            row: Fields = {"year": year, "month": month, "v": quantity.value / divisor}
            row |= {"colour": ACCENT if year == newest else SLATE if year == newest - 1 else RULE}
            row |= {"thick": 2.8 if year == newest else 2 if year == newest - 1 else 1.2, "order": year}
            row |= {"words": name if (month, quantity) == sums[-1] else "", "move": 0.0}
            row |= {labels.column("period"): labels.period(_span(year, month))}
            rows.append(row | {labels.column("value"): labels.number(quantity)})
    named = sorted((row for row in rows if row["words"]), key=lambda row: -row["v"])
    highest, lowest = max(row["v"] for row in rows), min(0.0, *(row["v"] for row in rows))
    wanted = [(highest - row["v"]) / ((highest - lowest) or 1) * HEIGHT for row in named]
    for row, at, want in zip(named, apart(wanted, [LINE] * len(named), 0, HEIGHT), wanted, strict=True):
        row["move"] = round(at - want, 1)
    return pd.DataFrame(rows)


def _panel(rows: pd.DataFrame, width: int, room: float, title: Any) -> Any:
    base = Layer(rows).transform_filter("datum.year >= since")
    initials = "slice('JFMAMJJASOND', datum.value - 1, datum.value)"
    ticks = alt.Axis(title=None, values=[*range(1, MONTHS + 1)], labelExpr=initials, grid=False, domain=False)
    x = alt.X("month:Q", axis=ticks, scale=alt.Scale(domain=[1, MONTHS], nice=False))
    axis = alt.Axis(tickCount=5, title=None, minExtent=monthly.EXTENT)
    y = alt.Y("v:Q", title=None, axis=axis, scale=alt.Scale(zero=True, nice=False))
    at: Fields = {"x": x, "y": y, "color": "@colour"}
    thick = alt.StrokeWidth("thick:Q", scale=None)
    tips = list(rows.columns[-2:])
    words: Fields = {"text": "words", "align": "left", "dx": 8, "dy": alt.expr("datum.move"), "fontSize": 12}
    layers = [
        mark("rule", constant_rows(zero=0), y="zero", color=INK, strokeWidth=1),
        mark("line", base, detail="year:O", strokeWidth=thick, **at),
        mark("point", base, where="datum.words", size=60, filled=True, opacity=1, tips=tips, **at),
        mark("text", base, where="datum.words", **words, **at | HALO),
        mark("text", base, where="datum.words", **words, **at),
    ]
    more: Fields = {"title": title} if title else {}
    return layer_chart(layers, width - (50 if narrow(width) else 56) - room, HEIGHT, **more)
