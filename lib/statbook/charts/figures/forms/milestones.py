"""Milestones: a plan over time, each step with the date as it is printed and the number that belongs to it, if any."""

from __future__ import annotations

__all__ = ["milestones"]

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import BLOCK, LINE, across, apart, down, wrapped
from statbook.charts.chart import Draft
from statbook.charts.forms.steps import SAY, step
from statbook.charts.labels import CITE, Labels, narrow, tooltip
from statbook.charts.theme import ACCENT, INK, INK_SOFT, PAPER, RULE, SLATE
from statbook.charts.data_table import CITED

BEFORE, AFTER = 0.9, 0.8
"""Years of the line before the first and after the last step."""
TALL = 420
SIZE = 13


def milestones(labels: Labels, theme: str, numbers: Mapping[str, Quantity | None]) -> Draft | None:
    """The events of *theme* on a line: a disc for what is done, a diamond for what is planned.

    *numbers* gives the quantity of an event by its key; a lower bound carries an arrow, a plan without one the words.
    What has no date stands open to the left of the day on which its page came out. None with fewer than two events.
    """
    events = labels.store.events
    steps = [step(labels, row, numbers) for row in events[events["theme"] == theme].to_dict("records")]
    steps.sort(key=lambda each: each["at"])
    if len(steps) < 2:
        return None
    say = SAY[labels.lang]
    twin = pd.DataFrame(
        [
            {say[key]: each[key] for key in ("event", "date", "status", "value", "source")} | {CITE: each[CITE]}
            for each in steps
        ]
    )
    twin.attrs[CITED] = say["value"]
    rows = pd.DataFrame([{**each, **{say[k]: each[k] for k in ("event", "date", "status", "value")}} for each in steps])
    tips = [say[key] for key in ("event", "date", "status", "value")]

    def draw(width: int) -> Any:
        return _upright(rows, width - 18, tips) if narrow(width) else _level(rows, width - 18, tips)

    last = steps[-1]
    facts = {"last": last["event"], "last_date": last["date"], "last_number": last["value"] if last["known"] else ""}
    obs = tuple(dict.fromkeys(i.obs for q in numbers.values() if q is not None for i in q.inputs))
    return Draft(draw, twin, facts, obs)


def _line(rows: pd.DataFrame, length: float) -> pd.DataFrame:
    """The rows with their places along a line of *length* pixels."""
    low = float(rows["at"].min()) - BEFORE
    pixel = length / (float(rows["end"].max()) + AFTER - low)
    return rows.assign(**{f"{key}_px": (rows[key] - low) * pixel for key in ("start", "end", "at")})


def _level(rows: pd.DataFrame, width: float, tips: list[str]) -> Any:
    """The line from left to right, words above it at their steps."""
    placed = _line(rows, width)
    blocks = []
    for place, row in enumerate(placed.to_dict("records")):
        left = 0.0 if place == 0 else row["start_px"]
        right = placed["start_px"].iloc[place + 1] - 14 if place + 1 < len(placed) else width
        blocks.append(_block(row, right - left) | {"x": left, "y": 0.0})
    line = max(block["lines"] for block in blocks) * LINE + 40.0
    height = line + 14
    for block in blocks:
        block["y"] = line - 36 - block["lines"] * LINE
    words, x, y = pd.DataFrame(blocks), across("x", width), down("y", height)
    marks = placed.assign(y=line, x=placed["at_px"])
    axis = pd.DataFrame([{"x": 0.0, "x2": width, "y": line}])
    open_ = marks[marks["open"]]
    bars: Any = alt.Chart(marks[~marks["open"]])
    layers = [
        alt.Chart(axis).mark_rule(color=RULE, strokeWidth=1.5).encode(x=x, x2="x2", y=y),
        alt.Chart(open_)
        .mark_rule(color=SLATE, strokeWidth=5, strokeDash=[3, 3])
        .encode(x=across("x", width), x2=alt.datum(0), y=y),
        bars.mark_rule(color=SLATE, strokeWidth=10, opacity=0.25).encode(x=across("start_px", width), x2="end_px", y=y),
        *_marks(marks, x, y, tips, "↑", {"align": "center", "dy": -20}),
        *_texts(words, x, height),
    ]
    return alt.layer(*layers).properties(width=width, height=height)


def _upright(rows: pd.DataFrame, width: float, tips: list[str]) -> Any:
    """The line from top to bottom, words to its right."""
    placed = _line(rows, TALL)
    left, text = 12.0, 46.0
    blocks = [_block(row, width - text) | {"x": text} for row in placed.to_dict("records")]
    # A block hangs below its mark, its first line level with it.
    sizes = [block["lines"] * LINE + 10 for block in blocks]
    centres = [at - 8 + size / 2 for at, size in zip(placed["at_px"], sizes, strict=True)]
    for block, centre, size in zip(blocks, apart(centres, sizes, 0, TALL), sizes, strict=True):
        block["y"] = centre - size / 2
    words, x, y = pd.DataFrame(blocks), across("x", width), down("y", TALL)
    marks = placed.assign(x=left, y=placed["at_px"])
    axis = pd.DataFrame([{"x": left, "y": 0.0, "y2": TALL}])
    open_ = marks[marks["open"]]
    bars: Any = alt.Chart(marks[~marks["open"]])
    layers = [
        alt.Chart(axis).mark_rule(color=RULE, strokeWidth=1.5).encode(x=x, y=y, y2="y2"),
        alt.Chart(open_).mark_rule(color=SLATE, strokeWidth=5, strokeDash=[3, 3]).encode(x=x, y=y, y2=alt.datum(0)),
        bars.mark_rule(color=SLATE, strokeWidth=10, opacity=0.25).encode(x=x, y=down("start_px", TALL), y2="end_px"),
        *_marks(marks, x, y, tips, "→", {"align": "left", "dx": 10}),
        *_texts(words, x, TALL),
    ]
    return alt.layer(*layers).properties(width=width, height=TALL)


def _block(row: Mapping[Any, Any], room: float) -> dict[str, Any]:
    """The words of a step: its date, what it is, its number; how many lines each takes."""
    parts = {key: wrapped(str(row[key]), room, SIZE) if row[key] else [] for key in ("date", "event", "value")}
    return {key: "\n".join(lines) for key, lines in parts.items()} | {
        "accent": bool(row["bounded"]),
        "lines": sum(len(lines) for lines in parts.values()),
        "event_at": len(parts["date"]) * LINE,
        "value_at": (len(parts["date"]) + len(parts["event"])) * LINE,
    }


def _marks(marks: pd.DataFrame, x: alt.X, y: alt.Y, tips: list[str], arrow: str, place: dict[str, Any]) -> list[Any]:
    done: Any = alt.Chart(marks[~marks["planned"]])
    planned: Any = alt.Chart(marks[marks["planned"]])
    bounded: Any = alt.Chart(marks[marks["bounded"]])
    return [
        done.mark_point(filled=True, color=SLATE, size=150, opacity=1).encode(x=x, y=y, tooltip=tooltip(tips)),
        planned.mark_point(shape="diamond", size=240, strokeWidth=2.2, opacity=1, fill=PAPER).encode(
            x=x, y=y, stroke=alt.condition("datum.bounded", alt.value(ACCENT), alt.value(SLATE)), tooltip=tooltip(tips)
        ),
        bounded.mark_text(color=ACCENT, fontSize=20, text=arrow, **place).encode(x=x, y=y),
    ]


def _texts(words: pd.DataFrame, x: alt.X, height: float) -> list[Any]:
    """Dates in bold, steps below them, numbers last; one that is a lower bound in the accent of its mark."""
    style = BLOCK | {"fontSize": SIZE}
    below = words.assign(event_y=words["y"] + words["event_at"], value_y=words["y"] + words["value_at"])
    layers = [
        alt.Chart(words)
        .mark_text(**style, color=INK_SOFT, fontWeight="bold")
        .encode(x=x, y=down("y", height), text="date:N"),
        alt.Chart(below).mark_text(**style, color=INK).encode(x=x, y=down("event_y", height), text="event:N"),
    ]
    looks: tuple[tuple[bool, dict[str, Any]], ...] = (
        (True, {"color": ACCENT, "fontWeight": "bold"}),
        (False, {"color": INK_SOFT}),
    )
    for accent, look in looks:
        told = below[below["accent"] == accent]
        layers.append(alt.Chart(told).mark_text(**style, **look).encode(x=x, y=down("value_y", height), text="value:N"))
    return layers
