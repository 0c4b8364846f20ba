"""Period counts: of how many numbers each document speaks of each year, so that snapshots are not taken for a panel."""

from collections import Counter
from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.charts.shared import ChartSpec, Fields, Labels, form, layer_chart, mark, narrow
from statbook.charts.shared.rows import row_labels, row_step, rows_axis, size_of_names
from statbook.charts.theme import INK, SLATE
from statbook.store import Observation

CELL = 22
"""Height of a cell in pixels."""
DEEPEST = 0.55
"""Opacity of the cell of the largest count, on which its number can still be read."""


@form("series", "repeated", "undated")
def period_counts(labels: Labels, rows: Sequence[Observation]) -> ChartSpec | None:
    """A cell for each document and year: how many of the numbers printed in its text end in that year.

    A number of several years stands at the last of them; what has no year stands in a column of its own. A series is an
    indicator of one region, members and measure. Rows of tables, which no document prints, are left out. None without any.

    >>> from statbook import Chapter
    >>> here = Chapter("method")
    >>> period_counts(here.labels, here.store.observations).facts["repeated"]
    '6'
    """
    say, sources = labels.words("period_counts"), labels.store.sources
    printed = [row for row in rows if row.offset is not None]
    if not printed:
        return None
    latest = sources.groupby("file")["date"].max().sort_values(kind="stable")
    counts = Counter((str(sources.at[row.source, "file"]), _year(row)) for row in printed)
    years = sorted({int(year) for _, year in counts if year})
    columns = [*map(str, range(years[0], years[-1] + 1))] if years else []
    columns += [""] if any(not year for _, year in counts) else []
    marks, table = [], []
    for order, (file, day) in enumerate(latest.items()):
        name = say["document"].format(day=labels.period(str(day)))
        for year in columns:
            if number := counts[str(file), year]:
                row: Fields = {"name": name, "order": order, "year": year or say["none"], "count": number}
                marks.append(row)
                table.append({say["name"]: name, say["year"]: year or say["none"], say["count"]: f"{number:,}"})
    series: dict[tuple[object, ...], set[str]] = {}
    for one in printed:
        series.setdefault((one.indicator, one.region, one.members, one.measure, one.of), set()).add(one.period)
    facts = {"series": f"{len(series):,}", "repeated": str(sum(len(periods) > 1 for periods in series.values()))}
    facts["undated"] = str(sum(not _year(row) for row in printed))
    # A gap parts what has no year from the years.
    frame, heads = pd.DataFrame(marks), [name for year in columns for name in ([year] if year else [" ", say["none"]])]
    sign = "" if labels.lang == "zh" else "’"
    return ChartSpec(lambda width: _chart(frame, heads, width, sign), pd.DataFrame(table), facts, basis=say["how"])


def _year(row: Observation) -> str:
    """The year in which the period of a number ends; empty if it has none."""
    end = row.period.rpartition("/")[2]
    return "" if end == ".." else end[:4]


def _chart(frame: pd.DataFrame, heads: list[str], width: int, sign: str) -> alt.TopLevelMixin:
    small, most = narrow(width), int(frame["count"].max())
    # On a narrow page the last two digits of a year, behind a *sign*, are enough.
    look: Fields = (
        {
            "labelExpr": f"isNaN(parseInt(datum.value)) ? datum.value : '{sign}' + slice(datum.value, 2)",
            "labelFontSize": 12,
        }
        if small
        else {}
    )
    axis = alt.Axis(title=None, orient="top", labelAngle=0, labelOverlap=False, domain=False, **look)
    scale = alt.Scale(domain=heads, paddingInner=0.06, paddingOuter=0)
    x, y = alt.X("year:O", sort=heads, axis=axis, scale=scale), rows_axis(width)
    dark = alt.Opacity("count:Q", scale=alt.Scale(type="sqrt", domain=[0, most], range=[0, DEEPEST]), legend=None)
    cells = mark("rect", frame, x=x, y=y, height=CELL, color=SLATE, tips=["name", "year", "count"]).encode(dark)
    text: Fields = {"x": x, "y": y, "text": "count", "fontSize": 12 if small else 13, "fontWeight": "bold"}
    layers = [
        cells,
        mark("text", frame, color=INK, **text),
        *row_labels(frame.drop_duplicates("name"), width),
    ]
    names = 0 if small else size_of_names(frame["name"])
    return layer_chart(layers, width - names - 24, row_step(width, frame["name"]))
