"""The key of the book: each way of drawing how sure a number is, with its meaning, on numbers of the data."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from statbook.charts.forms.bars import FADE, HEIGHT
from statbook.charts.shared import ChartSpec, Fields, Labels, Point, form, layer_chart, mark, narrow
from statbook.charts.shared.rows import DIAMOND, ROUND, kind_of, mark_row
from statbook.charts.theme import INK, INK_SOFT, MUTED
from statbook.messages import bracket, join_words

# Columns of the key on one scale: a bar from 0 to 1, a point, the example.
POINT, TEXT = 1.75, 2.2
END = {"wide": 6.8, "narrow": 3.2}
ROW = {"wide": 38, "narrow": 80}


@form()
def mark_key(labels: Labels, samples: Sequence[Point], residual: Point) -> ChartSpec | None:
    """A row for each sample, drawn as a bar and as a point, with the words for its mark; all in percent of itself.

    What a sample shows follows from its quantity: printed, derived, bounded, approximate, planned or missing.
    None if fewer than three samples are printed.

    >>> from statbook import Chapter
    >>> from statbook.charts import named_point
    >>> here = Chapter("method")
    >>> keys = ("five_g_factories", "job_fair_employers", "patent_families_elsewhere")
    >>> samples = [named_point(here.labels, key, here.get(key)) for key in keys]
    >>> len(mark_key(here.labels, samples, Point("Rest", None)).rows)
    3
    """
    if sum(sample.quantity is not None for sample in samples) < 3:
        return None
    every = [(sample, False) for sample in samples] + [(residual, True)]
    rows = pd.DataFrame([_row(labels, order, *item) for order, item in enumerate(every)])
    table = rows.loc[rows["kind"] != "missing", labels.columns]
    table.insert(0, labels.words("mark_key")["mark"], rows["meaning"])
    return ChartSpec(lambda width: _chart(rows, width, labels.columns), table)


def _row(labels: Labels, order: int, sample: Point, left: bool) -> Fields:
    say, quantity = labels.words("mark_key"), sample.quantity
    missing = labels.words("dots")["missing"]
    if quantity is None:
        row = {
            "order": order,
            "kind": "missing",
            "meaning": say["missing"],
            "example": join_words((sample.name, missing), ": "),
        }
        return row | {"soft": False, "word": missing, "out": ""}
    kind = kind_of(quantity, residual=left)
    row = mark_row(labels, sample.name, quantity, kind)
    how = "open" if row["out"] else "about" if quantity.about else "printed"
    row |= {"order": order, "meaning": say[how if kind == "printed" else kind], "word": ""}
    # The sample in words: where it stands, its name, and its number with the interval if it is derived.
    first = quantity.inputs[0]
    place = labels.indicator(first.indicator) if quantity.is_derived else labels.region(first.region)
    range_ = labels.range(quantity) if quantity.is_derived and not left else ""
    row |= {"example": f"{place} · {join_words((sample.name, bracket(labels.number(quantity), range_)), ': ')}"}
    row |= {"soft": quantity.about and kind == "printed"}
    whisker = kind == "derived" and row["low"] is not None
    return row | {end: row[end] / quantity.value if whisker else None for end in ("low", "high")}


def _chart(rows: pd.DataFrame, width: int, columns: list[str]) -> alt.TopLevelMixin:
    small = narrow(width)
    rows = rows.assign(zero=0.0, one=1.0, at=POINT, text=TEXT, planned=rows["kind"] == "target")
    known, missing = rows[rows["kind"] != "missing"], rows[rows["kind"] == "missing"]
    known = known.assign(low_at=POINT + (known["low"] - 1) * 0.8, high_at=POINT + (known["high"] - 1) * 0.8)
    firm, soft = known[~known["soft"].astype(bool)], known[known["soft"].astype(bool)].assign(solid=1 - FADE * 2)
    fading = [soft.assign(a=1 - FADE * (2 - n), b=1 - FADE * (1 - n)) for n in range(3)]
    dots, planned = known[~known["kind"].isin(["target", "rest"])], known[known["planned"]]
    axis = None if small else alt.Axis(title=None, labelColor=INK, grid=False, labelLimit=300)
    y = alt.Y("meaning:N", sort=alt.SortField("order"), axis=axis)
    scale = alt.Scale(domain=[0, END["narrow" if small else "wide"]], nice=False)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=None)

    dash = alt.StrokeDash("planned:N", scale=alt.Scale(domain=[False, True], range=[[1, 0], [5, 3]]), legend=None)
    bar: Fields = {"y": y, "color": "@fill", "height": HEIGHT}
    whisker: Fields = {"y": y, "color": INK, "strokeWidth": 1.4}
    arrow: Fields = {"y": y, "text": "out", "align": "left", "fontSize": 16, "color": INK_SOFT}
    example: Fields = {"y": y, "text": "example", "align": "left", "color": INK_SOFT, "fontSize": 12}
    layers = [
        mark("bar", firm, x=x("zero"), x2="one", stroke="@line", strokeDash=dash, strokeWidth=1.4, tips=columns, **bar),
        mark("bar", soft, x=x("zero"), x2="solid", tips=columns, **bar),
        *(mark("bar", fading[n], x=x("a"), x2="b", opacity=0.6 - 0.25 * n, **bar) for n in range(3)),
        mark("point", soft, y=y, x=x("at"), color="@line", filled=True, size=420, opacity=0.25),
        mark("rule", known, x=x("low"), x2="high", **whisker),
        mark("rule", known, x=x("low_at"), x2="high_at", **whisker),
        mark("point", dots, y=y, x=x("at"), size=130, **ROUND),
        mark("point", planned, y=y, x=x("at"), size=170, **DIAMOND | {"stroke": "@line"}),
        mark("text", known, x=x("one"), dx=3, **arrow),
        mark("text", known, x=x("at"), dx=9, **arrow),
        mark("text", missing, y=y, x=x("zero"), text="word", align="left", color=MUTED),
    ]
    if small:
        layers.append(mark("text", rows, y=y, x=0, text="meaning", align="left", dy=-24, fontWeight="bold"))
    layers.append(mark("text", rows, x=0 if small else x("text"), **example, **({"dy": 24} if small else {})))
    return layer_chart(layers, width - 20 if small else width - 270, alt.Step(ROW["narrow" if small else "wide"]))
