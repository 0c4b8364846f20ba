"""What the audit found: how far what other numbers give lies from each printed number, and what it would detect."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.audit import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, Power, Verdict, describe_verdict
from statbook.charts.data_table import CITED
from statbook.charts.shared import CITE, ChartSpec, Labels, Switch, constant_rows, form, layer_chart, mark, narrow
from statbook.charts.shared.layers import Fields, Layer, down
from statbook.charts.shared.rows import row_labels, row_step, rows_axis
from statbook.charts.text_layout import BLOCK, LINE, estimated_width, wrap
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, GRID, HATCH, INK, INK_SOFT, MUTED, SLATE, SLATE_LIGHT
from statbook.messages import bracket, join_words

COLUMNS = ("name", "period", "identity", "printed", "others", "range", "passing", "outcome")
ENDS = ("low", "high", "value")
PAINT = {
    HOLDS: (SLATE_LIGHT, SLATE),
    NARROWLY: (ACCENT_LIGHT, ACCENT),
    CONTRADICTS: (ACCENT, ACCENT),
    CANNOT_TELL: ("transparent", MUTED),
}
DETECTED = {"always": SLATE, "sometimes": SLATE_LIGHT, "never": "transparent", "outside": HATCH}
"""What is detected of the misprints of a digit, and the fill of its bar."""
ROW, HEAD = {"wide": 27, "narrow": 48}, 40
"""Pixels of a row, and of the line above the rows of a region."""


@form("all", "holds", "holds_narrowly", "cannot_tell", "contradicts", states=("rule", "strict"))
def verdicts(labels: Labels, found: Mapping[str, Sequence[Verdict]]) -> ChartSpec | None:
    """The verdicts under each reading of rounding (`rule`, `strict`), by region; the first reading is shown first.

    A bar is what the roundings of the other numbers allow, its tick what they give at their printed digits; the band
    is what rounds to the printed number. Verdicts on bounds have no last digit and stand in the table only.
    None without two verdicts to draw.

    >>> from statbook import Audit, Chapter
    >>> here = Chapter("audit")
    >>> verdicts(here.labels, {"rule": Audit(here.store).equations}).facts["contradicts"]
    '0'
    """
    say = labels.words("verdicts")
    rows = [row for reading, items in found.items() for row in _rows(labels, reading, items)]
    drawn = pd.DataFrame([row for row in rows if row["low"] is not None])
    if len(drawn) < 2:
        return None
    columns = [say[column] for column in COLUMNS]
    reading = Switch("reading", say["reading"], {reading: say[reading] for reading in found})
    cells = ({say["reading"]: say[row["reading"]]} | {c: row[c] for c in (*columns, CITE)} for row in rows)
    table = pd.DataFrame(cells)
    table.attrs[CITED] = say["others"]
    states = {}
    for each, items in found.items():
        counts = Counter(verdict.outcome for verdict in items)
        states[each] = {"all": str(len(items)), **{name.replace(" ", "_"): str(counts[name]) for name in PAINT}}
    first = next(iter(found))
    obs = tuple(dict.fromkeys(row.obs for item in found[first] for row in item.relation.observations))
    return ChartSpec(
        lambda width: _chart(drawn, width, columns, say, reading),
        table,
        states[first],
        obs,
        derived=True,
        states=states,
    )


def _rows(labels: Labels, reading: str, found: Sequence[Verdict]) -> list[Fields]:
    say = labels.words("verdicts")
    rows: list[Fields] = []
    for verdict in found:
        number, others = verdict.relation.observation, verdict.relation.others
        words = describe_verdict(labels.store, verdict, labels.lang)
        row: Fields = {say[name]: getattr(words, name, words.name) for name in COLUMNS}
        row |= dict.fromkeys(ENDS)
        if verdict.step is not None and math.isfinite(others.high - others.low):
            row |= {end: (getattr(others, end) - float(number.value)) / verdict.step for end in ENDS}
        row |= {"reading": reading, "kind": verdict.outcome}
        row |= dict(zip(("fill", "line"), PAINT[verdict.outcome], strict=True))
        row |= {"region": labels.region(number.region), "name": words.short, "year": number.period[:4]}
        rows.append(row | {CITE: labels.cite(join_words((words.name, words.identity), ", "), others)})
    named = Counter((row["region"], row["name"]) for row in rows)
    for row in rows:
        row["name"] = bracket(row["name"], row["year"] if named[row["region"], row["name"]] > 1 else "")
    return rows


def _with_heights(rows: pd.DataFrame, small: bool) -> pd.DataFrame:
    """The rows with their heights in pixels: readings upon each other, regions below one another under their names."""
    step = ROW["narrow" if small else "wide"]
    rows = pd.concat([group for _, group in rows.groupby(["reading", "region"], sort=False)], ignore_index=True)
    # A single region needs no heading: the words of the chart name it.
    heads = ~rows.duplicated(["reading", "region"]) & (rows["region"].nunique() > 1)
    reading = rows["reading"]
    y = step * (rows.groupby(reading).cumcount() + 0.5) + HEAD * heads.groupby(reading).cumsum()
    return rows.assign(y=y, head=(y - step / 2 - HEAD + 14).where(heads))


def _chart(rows: pd.DataFrame, width: int, columns: list[str], say: dict[str, str], reading: Switch) -> Any:
    small = narrow(width)
    rows = _with_heights(rows, small)
    height = float(rows["y"].max()) + ROW["narrow" if small else "wide"] / 2
    names = 0.0 if small else max(estimated_width(str(name)) for name in rows["name"]) + 16
    edge = math.ceil(max(rows["high"].max(), -rows["low"].min(), 1.0) * 2) / 2
    y, label_y, head_y = (down(field, height) for field in ("y", "label", "head"))
    axis = alt.Axis(title=say["units"], tickCount=5, grid=True, titlePadding=8, orient="bottom")
    x = alt.X("low:Q", axis=axis, scale=alt.Scale(domain=[-edge, edge], nice=False))
    lines = [wrap(str(name), width - 24) if small else [str(name)] for name in rows["name"]]
    # A label of several lines rises by all but its last one.
    rises = [LINE * (len(each) - 1) for each in lines]
    base = reading.select_rows(rows.assign(name=["\n".join(each) for each in lines], label=rows["y"] - rises))
    bar: Fields = {"height": 10 if small else 12, "strokeWidth": 1.3, "color": "@fill", "stroke": "@line"}
    text: Fields = {"align": "right", "x": -12, "baseline": "middle", "dy": 0, "color": INK}
    if small:
        text = {"align": "left", "x": 0, "baseline": "bottom", "dy": -10, "color": INK_SOFT}
    bold: Fields = BLOCK | {"x": 0 if small else -names + 6, "fontWeight": "bold", "color": INK}
    layers = [
        mark("rect", constant_rows(low=-0.5, high=0.5, label=say["band"]), x=x, x2="high", color=GRID, opacity=0.75),
        mark("bar", base, x=x, x2="high", y=y, tips=columns, **bar),
        mark("tick", base, x="value", y=y, color=INK, thickness=2, size=bar["height"] + 6),
        mark("text", base, y=label_y, text="name", lineBreak="\n", lineHeight=LINE, **text),
        mark("text", base, where="isValid(datum.head)", y=head_y, text="region", **bold),
        mark("rule", constant_rows(low=0.0), x=x, color=MUTED, strokeDash=[2, 2]),
    ]
    return layer_chart(layers, width - names - 24, height, reading)


@form("outside_part", states=("counts", "shares"))
def detection_rate(labels: Labels, powers: Mapping[str, Power], names: Mapping[str, str]) -> ChartSpec | None:
    """A bar for each theme, divided by what the audit would detect; digits or shares. *powers* and *names* by theme.

    >>> from statbook import Audit, Chapter
    >>> here = Chapter("audit")
    >>> chart = detection_rate(here.labels, Audit(here.store).power_by_theme, here.words("noticed"))
    >>> list(chart.facts)
    ['outside_part']
    """
    say = labels.words("detection_rate")
    rows = []
    for order, (theme, power) in enumerate(sorted(powers.items(), key=lambda item: -item[1].digits)):
        start = 0
        for name in DETECTED if power.digits else ():
            count = getattr(power, name)
            row = {"name": names[theme], "order": order, "label": say[name], "count": count}
            row |= {"start": start, "end": start + count, "line": MUTED if name == "outside" else SLATE}
            row |= {"from": start / power.digits * 100, "to": (start + count) / power.digits * 100}
            row |= {say["theme"]: names[theme], say["digits"]: count}
            rows.append(row | {say["part"]: f"{count / power.digits * 100:.0f}%"})
            start += count
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    table = frame.pivot(index="name", columns="label", values="count")
    table = table.reindex(index=list(dict.fromkeys(frame["name"])), columns=[say[name] for name in DETECTED])
    outside, digits = (sum(getattr(power, name) for power in powers.values()) for name in ("outside", "digits"))
    drawn, facts = frame[frame["count"] > 0], {"outside_part": f"{outside / digits * 100:.0f}%"}
    table = table.rename_axis(index=say["theme"], columns=None).reset_index().astype(str)
    return ChartSpec(
        lambda width: _themes(drawn, width, say),
        table,
        facts,
        basis=say["how"],
        multiples="shown",
        states={"counts": {}, "shares": {}},
    )


def _themes(rows: pd.DataFrame, width: int, say: dict[str, str]) -> alt.TopLevelMixin:
    shares = "shown == 'shares' ? datum."
    base = Layer(rows).transform_calculate(low=f"{shares}from : datum.start", high=f"{shares}to : datum.end")
    symbol: Fields = {"symbolType": "square", "symbolStrokeWidth": 1, "symbolStrokeColor": SLATE}
    legend = alt.Legend(title=None, orient="top", columns=1 if narrow(width) else 4, labelLimit=320, **symbol)
    names = [say[name] for name in DETECTED]
    color = alt.Color(
        "label:N", scale=alt.Scale(domain=names, range=list(DETECTED.values())), legend=legend, sort=names
    )
    x = alt.X("low:Q", axis=alt.Axis(title=None, tickCount=5), scale=alt.Scale(nice=False))
    look = {"color": color, "stroke": "@line", "height": 16, "strokeWidth": 1.2}
    tips = [say["theme"], "label", say["digits"], say["part"]]
    bars = mark("bar", base, y=rows_axis(width), x=x, x2="high:Q", tips=tips, **look)
    layers = [bars, *row_labels(rows.drop_duplicates("name"), width)]
    room = 0 if narrow(width) else max(estimated_width(str(name)) for name in rows["name"]) + 16
    shown = Switch("shown", say["shown"], {"counts": say["counts"], "shares": say["shares"]})
    return layer_chart(layers, width - room - 24, row_step(width), shown)
