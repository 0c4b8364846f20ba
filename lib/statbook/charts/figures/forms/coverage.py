"""Coverage: which row and which column each statement speaks of; the chosen one is told in words below."""

from __future__ import annotations

__all__ = ["coverage"]

from typing import Any

import altair as alt
import pandas as pd

from statbook.charts.shared.text_layout import BLOCK, LINE, across, down, inside, wrapped
from statbook.charts.chart import Draft
from statbook.charts.labels import CITE, Labels, narrow, tooltip
from statbook.charts.theme import ACCENT, GRID, INK, INK_SOFT, PAPER, SLATE
from statbook.store import article_anchor

SAY = {
    "en": {
        "statement": "Statement",
        "row": "Area",
        "column": "Purpose",
        "basis": "Placing",
        "text": "In our words",
        "place": "Article and place",
        "choose": "Read",
        "printed": "named in the text",
        "our_reading": "our reading",
        "how": "Statements in our words.",
    },
    "zh": {
        "statement": "陈述",
        "row": "内容",
        "column": "目的",
        "basis": "归类依据",
        "text": "转述",
        "place": "文章与位置",
        "choose": "查看",
        "printed": "文中写明",
        "our_reading": "系我们的解读",
        "how": "陈述均为转述。",
    },
}


def coverage(labels: Labels, apart: str, beyond: str) -> Draft | None:
    """A matrix of areas and purposes with a dot for each statement of coverage.csv: filled where the text names both.

    *apart* is the column that is no purpose (what is missing), *beyond* the row that is no area; both stand aside.
    Clicking a dot, or choosing it from the list, tells what it says and where it stands. None without statements.
    """
    table = labels.store.coverage
    if not len(table):
        return None
    codes = {name: _codes(labels, name, last) for name, last in (("area", beyond), ("purpose", apart))}
    cells = [_cell(labels, row) for row in table.to_dict("records")]
    frame = pd.DataFrame(cells)
    # Statements that share a cell stand side by side.
    frame["nth"] = frame.groupby(["area", "purpose"]).cumcount()
    frame["of"] = frame.groupby(["area", "purpose"])["nth"].transform("size")
    say = SAY[labels.lang]
    shown = ("column", "row", "basis", "text", "place")
    twin = pd.DataFrame([{say[key]: cell[key] for key in shown} | {CITE: cell[CITE]} for cell in cells])
    rows = frame.assign(**{say[key]: frame[key] for key in shown})

    def draw(width: int) -> Any:
        return _chart(labels, rows, codes, width, [say[key] for key in ("column", "row", "basis")])

    filled = {(row["area"], row["purpose"]) for row in cells}
    purposes = [code for code in codes["purpose"] if code != apart]
    areas = [code for code in codes["area"] if code != beyond]
    bare = [area for area in areas if not any((area, purpose) in filled for purpose in purposes)]
    covered = sum((area, purpose) in filled for area in areas for purpose in purposes)
    facts = {
        "bare": (", " if labels.lang == "en" else "、").join(
            inside(labels.store.name("area", a, labels.lang)) for a in bare
        ),
        "covered": str(covered),
        "cells": str(len(areas) * len(purposes)),
    }
    return Draft(
        draw, twin, facts, articles=tuple(dict.fromkeys(cell["source"] for cell in cells)), how=say["how"], told=True
    )


def _codes(labels: Labels, dimension: str, last: str) -> list[str]:
    """The codes of a dimension in the order of members.csv, the one that stands aside at the end."""
    codes = [code for name, code in labels.store.members.index if name == dimension and code != last]
    return [*codes, last]


def _cell(labels: Labels, row: dict[Any, Any]) -> dict[str, str]:
    statement = labels.store.statements.loc[row["statement"]]
    area, purpose = str(row["area"]), str(row["purpose"])
    return {
        "key": f"{row['statement']}/{area}/{purpose}",
        "area": area,
        "purpose": purpose,
        "row": labels.store.name("area", area, labels.lang),
        "column": labels.store.name("purpose", purpose, labels.lang),
        "read": str(row["basis"]),
        "basis": SAY[labels.lang][str(row["basis"])],
        "text": str(statement[f"text_{labels.lang}"]),
        "source": str(statement["source"]),
        "place": f"{statement['source']}, {statement['offset']}",
        CITE: article_anchor(str(statement["source"])),
    }


def _chart(labels: Labels, rows: pd.DataFrame, codes: dict[str, list[str]], width: int, tips: list[str]) -> Any:
    small = narrow(width)
    across_, head, step = width - 18.0, 3 * LINE, 58.0 if small else 40.0
    left = 0.0 if small else 178.0
    column = (across_ - left) / len(codes["purpose"])
    bottom = head + step * len(codes["area"])
    size = 12 if small else 13
    grid, names = [], []
    for place, code in enumerate(codes["area"]):
        y = head + step * place
        middle = y + step - (20 if small else step / 2)
        names.append({"x": 0.0, "y": y + 12 if small else middle, "text": labels.store.name("area", code, labels.lang)})
        grid.append({"x": 0.0, "x2": across_, "y": y, "y2": y})
        rows = rows.assign(y=rows["area"].eq(code) * middle + rows.get("y", 0.0) * rows["area"].ne(code))
    heads = []
    for place, code in enumerate(codes["purpose"]):
        x = left + column * place
        lines = wrapped(labels.store.name("purpose", code, labels.lang), column - 4, size)
        heads.append({"x": x + column / 2, "y": head - 8 - len(lines) * LINE, "text": "\n".join(lines)})
        centre = x + column / 2 + (rows["nth"] - (rows["of"] - 1) / 2) * (19 if small else 24)
        rows = rows.assign(x=rows["purpose"].eq(code) * centre + rows.get("x", 0.0) * rows["purpose"].ne(code))
    # What is no purpose stands apart from the purposes.
    last = left + column * (len(codes["purpose"]) - 1)
    grid += [
        {"x": 0.0, "x2": across_, "y": bottom, "y2": bottom},
        {"x": last, "x2": last, "y": head, "y2": bottom},
    ]
    say = SAY[labels.lang]
    told = [_told(row, say, across_) for row in rows.to_dict("records")]
    rows = rows.assign(
        heading=["\n".join(heading) for heading, _ in told],
        body=["\n".join(lines) for _, lines in told],
        body_y=[bottom + 12 + len(heading) * LINE for heading, _ in told],
    )
    height = bottom + 14 + max(len(heading) + len(lines) for heading, lines in told) * LINE
    return _layers(
        rows, pd.DataFrame(grid), pd.DataFrame(names), pd.DataFrame(heads), (across_, height, bottom), size, say, tips
    )


def _told(row: dict[Any, Any], say: dict[str, str], width: float) -> tuple[list[str], list[str]]:
    """The words below the matrix for a statement: its cell and basis, then the paraphrase and its place."""
    heading = f"{row['column']} · {row['row']} ({row['basis']})"
    # A heading is bold, and wider.
    return wrapped(heading, width * 0.93), wrapped(f"{row['text']} [{row['place']}]", width)


def _layers(
    rows: pd.DataFrame,
    grid: pd.DataFrame,
    names: pd.DataFrame,
    heads: pd.DataFrame,
    size: tuple[float, float, float],
    font: int,
    say: dict[str, str],
    tips: list[str],
) -> Any:
    width, height, bottom = size
    x, y = across("x", width), down("y", height)
    options = list(rows["key"])
    titles = [
        f"{row['column']} · {row['row']}" + (f" ({row['nth'] + 1})" if row["of"] > 1 else "")
        for row in rows.to_dict("records")
    ]
    chosen = alt.selection_point(
        name="chosen",
        fields=["key"],
        on="click",
        clear=False,
        value=[{"key": options[0]}],
        bind=alt.binding_select(options=options, labels=titles, name=f"{say['choose']} "),
    )
    base: Any = alt.Chart(rows)
    paint = alt.Fill("read:N", scale=alt.Scale(domain=["printed", "our_reading"], range=[SLATE, PAPER]), legend=None)
    told = rows.assign(x=0.0, heading_y=bottom + 12)
    words: Any = alt.Chart(told).transform_filter(chosen)
    layers = [
        alt.Chart(grid).mark_rule(color=GRID, strokeWidth=1).encode(x=x, x2="x2", y=y, y2="y2"),
        alt.Chart(names).mark_text(align="left", baseline="middle", color=INK).encode(x=x, y=y, text="text:N"),
        alt.Chart(heads)
        .mark_text(**BLOCK | {"align": "center"}, color=INK_SOFT, fontSize=font)
        .encode(x=x, y=y, text="text:N"),
        base.transform_filter(chosen)
        .mark_point(size=520, color=ACCENT, strokeWidth=2, filled=False, opacity=1)
        .encode(x=x, y=y),
        base.mark_point(size=190, stroke=SLATE, strokeWidth=2, opacity=1, cursor="pointer")
        .encode(x=x, y=y, fill=paint, tooltip=tooltip(tips))
        .add_params(chosen),
        words.mark_text(**BLOCK, color=INK, fontWeight="bold").encode(
            x=x, y=down("heading_y", height), text="heading:N"
        ),
        words.mark_text(**BLOCK, color=INK).encode(x=x, y=down("body_y", height), text="body:N"),
    ]
    return alt.layer(*layers).properties(width=width, height=height)
