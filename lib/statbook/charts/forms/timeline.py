"""Timeline: a plan over time, each step with the date as it is printed and the number that belongs to it, if any."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.data_table import CITED
from statbook.charts.shared import CITE, ChartSpec, Labels, constant_rows, form, layer_chart, mark, narrow
from statbook.charts.shared.layers import Fields, across, down
from statbook.charts.shared.rows import DIAMOND
from statbook.charts.text_layout import BLOCK, LINE, apart, wrap
from statbook.charts.theme import ACCENT, INK, INK_SOFT, RULE, SLATE
from statbook.messages import join_words
from statbook.store import article_anchor

BEFORE, AFTER = 0.9, 0.8
"""Years of the line before the first and after the last step."""
TALL = 420
SIZE = 13


@form("last_date", "last_number")
def timeline(labels: Labels, theme: str, numbers: Mapping[str, Quantity | None]) -> ChartSpec | None:
    """The events of *theme* on a line: a disc for what is done, a diamond for what is planned.

    *numbers* gives the quantity of an event by its key; a lower bound carries an arrow, a plan without one the words.
    What has no date stands open to the left of the day on which its page came out. None with fewer than two events.

    >>> from statbook import Chapter
    >>> here = Chapter("low_altitude")
    >>> timeline(here.labels, "low_altitude", {"low-altitude-2030": here.get("standards@2030")}).facts["last_date"]
    '2030'
    """
    events = labels.store.events
    steps = [event_row(labels, row, numbers) for row in events[events["theme"] == theme].to_dict("records")]
    steps.sort(key=lambda each: each["at"])
    if len(steps) < 2:
        return None
    say = labels.words("timeline")
    keys = ("event", "date", "status", "value", "source")
    table = pd.DataFrame([{say[key]: each[key] for key in keys} | {CITE: each[CITE]} for each in steps])
    table.attrs[CITED] = say["value"]
    rows = pd.DataFrame([each | {say[key]: each[key] for key in keys} for each in steps])
    tips = [say[key] for key in keys[:-1]]
    last = steps[-1]
    facts = {"last_date": last["date"], "last_number": last["value"] if last["known"] else ""}
    return ChartSpec(lambda width: (_upright if narrow(width) else _level)(rows, width - 18, tips), table, facts)


def event_row(labels: Labels, row: Mapping[Any, Any], numbers: Mapping[str, Quantity | None]) -> Fields:
    """The event *row* of events.csv in words, with the years it spans and its quantity of *numbers*, if there is one."""
    say = labels.words("timeline")
    name, date, known = str(row[f"name_{labels.lang}"]), str(row["date"]), numbers.get(str(row["event"]))
    undated, planned = date.startswith(".."), row["status"] == "planned"
    published = str(labels.store.sources.at[row["source"], "date"])
    guessed = say["inferred"] if labels.store.sources.at[row["source"], "date_basis"] == "inferred" else ""
    start, end = _years(published if undated else date)
    value = say["none"] if planned else ""
    if known is not None:
        unit = str(labels.store.units.at[known.unit, f"name_{labels.lang}"])
        value = labels.number(known)
        value = value if value.endswith(unit) else say["number"].format(number=value, unit=unit)
    written = say["by"].format(date=labels.period(published)) + guessed if undated else labels.period(date)
    status = say["undated" if undated else "planned" if planned else "done"]
    cited = labels.cite(name, known) if known is not None else article_anchor(row["source"])
    bounded = known is not None and known.bound in ("more_than", "at_least")
    step: Fields = {"event": name, "date": written, "status": status, "value": value, CITE: cited}
    step |= {
        "source": join_words((row["source"], str(row["offset"])), ", "),
        "known": known is not None,
        "bounded": bounded,
    }
    step |= {"open": undated, "planned": planned, "start": start, "end": end}
    return step | {"at": end if undated else (start + end) / 2}


def _years(date: str) -> tuple[float, float]:
    """The first and last moment of a date in years: 2027 lasts from 2027.0 to 2028.0."""
    first, _, last = date.partition("/")
    year, month, day = (int(part) for part in (*first.split("-"), "0", "0")[:3])
    start = year + max(month - 1, 0) / 12 + max(day - 1, 0) / 365
    if last not in ("", ".."):
        return start, _years(last)[1]
    return start, start + (1 / 365 if day else 1 / 12 if month else 1)


def _with_pixels(rows: pd.DataFrame, length: float) -> pd.DataFrame:
    """The rows with their places along a line of *length* pixels."""
    low = float(rows["at"].min()) - BEFORE
    pixel = length / (float(rows["end"].max()) + AFTER - low)
    return rows.assign(**{f"{key}_px": (rows[key] - low) * pixel for key in ("start", "end", "at")})


def _level(rows: pd.DataFrame, width: float, tips: list[str]) -> alt.TopLevelMixin:
    """The line from left to right, words above it at their steps."""
    placed = _with_pixels(rows, width)
    starts = list(placed["start_px"])
    edges = zip([0.0, *starts[1:]], [*(start - 14 for start in starts[1:]), width], strict=True)
    rooms = zip(placed.to_dict("records"), edges, strict=True)
    blocks = [_words(row, right - left, left) for row, (left, right) in rooms]
    line = max(size for _, size in blocks) + 40.0
    words = pd.DataFrame(text | {"y": text["y"] + line - 36 - size} for texts, size in blocks for text in texts)
    marks, whole = placed.assign(y=line, x=placed["at_px"]), constant_rows(x=0.0, x2=width, y=line)
    return _drawing("x", (width, line + 14), whole, marks, words, tips)


def _upright(rows: pd.DataFrame, width: float, tips: list[str]) -> alt.TopLevelMixin:
    """The line from top to bottom, words to its right."""
    placed = _with_pixels(rows, TALL)
    blocks = [_words(row, width - 46.0, 46.0) for row in placed.to_dict("records")]
    # A block hangs below its mark, its first line level with it.
    sizes = [size + 10.0 for _, size in blocks]
    wanted = [at - 8 + size / 2 for at, size in zip(placed["at_px"], sizes, strict=True)]
    tops = [at - size / 2 for at, size in zip(apart(wanted, sizes, 0, TALL), sizes, strict=True)]
    each = zip(blocks, tops, strict=True)
    words = pd.DataFrame(text | {"y": text["y"] + top} for (texts, _), top in each for text in texts)
    marks, whole = placed.assign(x=12.0, y=placed["at_px"]), constant_rows(x=12.0, y=0.0, y2=TALL)
    return _drawing("y", (width, TALL), whole, marks, words, tips)


def _words(row: Mapping[Any, Any], room: float, x: float) -> tuple[list[Fields], float]:
    """The words of a step, below one another from 0 on, and their height: its date, what it is, its number."""
    looks = {"date": (INK_SOFT, "bold"), "event": (INK, "normal"), "value": (INK_SOFT, "normal")}
    # A number that is a lower bound has the accent of its mark.
    looks |= {"value": (ACCENT, "bold")} if row["bounded"] else {}
    texts: list[Fields] = []
    y = 0.0
    for part, (ink, weight) in looks.items():
        lines = wrap(str(row[part]), room, SIZE) if row[part] else []
        texts.append({"text": "\n".join(lines), "x": x, "y": y, "ink": ink, "weight": weight})
        y += len(lines) * LINE
    return texts, y


def _drawing(
    along: str,
    size: tuple[float, float],
    whole: pd.DataFrame,
    marks: pd.DataFrame,
    words: pd.DataFrame,
    tips: list[str],
) -> alt.TopLevelMixin:
    """The line with its steps *along* x or y, and their words."""
    width, height = size
    at: Fields = {"x": across("x", width), "y": down("y", height)}
    start = across("start_px", width) if along == "x" else down("start_px", height)
    end = f"{along}2"
    disc: Fields = {"filled": True, "color": SLATE, "size": 150, "opacity": 1}
    rim = alt.condition("datum.bounded", alt.value(ACCENT), alt.value(SLATE))
    diamond = DIAMOND | {"size": 240, "strokeWidth": 2.2, "stroke": rim}
    arrow: Fields = {"sign": "↑", "align": "center", "dy": -20}
    if along == "y":
        arrow = {"sign": "→", "align": "left", "dx": 10}
    open_: Fields = {"color": SLATE, "strokeWidth": 5, "strokeDash": [3, 3], end: alt.datum(0)}
    span: Fields = {"color": SLATE, "strokeWidth": 10, "opacity": 0.25, end: "end_px"}
    text: Fields = BLOCK | {"text": "text", "fontSize": SIZE, "color": "@ink", "fontWeight": alt.expr("datum.weight")}
    layers = [
        mark("rule", whole, color=RULE, strokeWidth=1.5, **at, **{end: end}),
        mark("rule", marks[marks["open"]], **at, **open_),
        mark("rule", marks[~marks["open"]], **at | {along: start}, **span),
        mark("point", marks[~marks["planned"]], tips=tips, **at, **disc),
        mark("point", marks[marks["planned"]], tips=tips, **at, **diamond),
        mark("text", marks[marks["bounded"]], color=ACCENT, fontSize=20, **at, **arrow),
        mark("text", words, **at, **text),
    ]
    return layer_chart(layers, width, height)
