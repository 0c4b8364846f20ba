"""Statement matrix: which area and which purpose each statement speaks of; the chosen one stands in words below."""

import functools
from collections.abc import Sequence
from itertools import accumulate
from math import fsum
from typing import Any

import altair as alt
import pandas as pd

from statbook.charts.shared import (
    CITE,
    ChartSpec,
    Labels,
    estimated_width,
    form,
    inside_sentence,
    layer_chart,
    mark,
    narrow,
    wrap,
)
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.text_layout import BLOCK, LINE, across, down
from statbook.charts.theme import ACCENT, GRID, INK, INK_SOFT, PAPER, SLATE
from statbook.store import article_anchor

HEAD = 3.0 * LINE
GAP = 8
"""Pixels between the names of two columns, at least."""
COLUMNS = ("column", "row", "basis", "text", "place")


@form("bare")
def statement_matrix(labels: Labels, apart: str, beyond: str) -> ChartSpec | None:
    """A matrix of areas and purposes with a dot for each statement of coverage.csv: filled where the text names both.

    *apart* is the column that is no purpose (what is missing), *beyond* the row that is no area; both stand aside.
    Clicking a dot, or choosing it from the list, shows what it says and where it stands. None without statements.

    >>> from statbook import Chapter
    >>> here = Chapter("low_altitude")
    >>> statement_matrix(here.labels, "missing", "no_area").print_table
    True
    """
    table = labels.store.coverage
    if not len(table):
        return None
    # The codes of a dimension in the order of members.csv, the one that stands aside at the end.
    found: dict[str, list[str]] = {"area": [], "purpose": []}
    for dimension, code in labels.store.members.index:
        found.get(dimension, []).append(code)
    areas, purposes = ([c for c in found[d] if c != last] for d, last in (("area", beyond), ("purpose", apart)))
    codes = {"area": [*areas, beyond], "purpose": [*purposes, apart]}
    cells = [_cell(labels, row) for row in table.to_dict("records")]
    frame = pd.DataFrame(cells)
    # Statements that share a cell stand side by side.
    frame["nth"] = frame.groupby(["area", "purpose"]).cumcount()
    frame["of"] = frame.groupby(["area", "purpose"])["nth"].transform("size")
    say = labels.words("statement_matrix")
    rows = frame.assign(**{say[key]: frame[key] for key in COLUMNS})
    filled = {(row["area"], row["purpose"]) for row in cells}
    bare = [area for area in areas if not any((area, purpose) in filled for purpose in purposes)]
    names = [inside_sentence(labels.store.name("area", area, labels.lang)) for area in bare]
    return ChartSpec(
        lambda width: _chart(labels, rows, codes, width),
        pd.DataFrame([{say[key]: cell[key] for key in COLUMNS} | {CITE: cell[CITE]} for cell in cells]),
        {"bare": (", " if labels.lang == "en" else "、").join(names)},
        articles=tuple(dict.fromkeys(cell["source"] for cell in cells)),
        basis=say["how"],
        print_table=True,
        states={cell["key"]: {} for cell in cells},
    )


def _cell(labels: Labels, row: dict[Any, Any]) -> dict[str, str]:
    statement = labels.store.statements.loc[row["statement"]]
    area, purpose = str(row["area"]), str(row["purpose"])
    basis, source = str(row["basis"]), str(statement["source"])
    cell = {"key": f"{row['statement']}/{area}/{purpose}", "area": area, "purpose": purpose}
    cell |= {"row": labels.store.name("area", area, labels.lang), "text": str(statement[f"text_{labels.lang}"])}
    cell |= {"column": labels.store.name("purpose", purpose, labels.lang), "read": basis}
    cell |= {"basis": labels.words("statement_matrix")[basis], "source": source}
    return cell | {"place": f"{source}, {statement['offset']}", CITE: article_anchor(source)}


def _chart(labels: Labels, rows: pd.DataFrame, codes: dict[str, list[str]], width: int) -> alt.TopLevelMixin:
    small, whole = narrow(width), width - 18.0
    step, left, size = (58.0, 0.0, 12) if small else (40.0, 178.0, 13)
    name = functools.partial(labels.store.name, lang=labels.lang)
    columns = _widths([name("purpose", code) for code in codes["purpose"]], whole - left, size)
    column = dict(zip(codes["purpose"], columns, strict=True))
    bottom = HEAD + step * len(codes["area"])
    tops = {code: HEAD + step * place for place, code in enumerate(codes["area"])}
    lefts = dict(zip(codes["purpose"], accumulate(columns, initial=left), strict=False))
    middle = step - (20 if small else step / 2)
    drop = 12 if small else middle
    names = [{"x": 0.0, "y": y + drop, "text": name("area", code)} for code, y in tops.items()]
    heads = []
    for code, x in lefts.items():
        lines = wrap(name("purpose", code), column[code] - 4, size)
        heads.append({"x": x + column[code] / 2, "y": HEAD - 8 - len(lines) * LINE, "text": "\n".join(lines)})
    # What is no purpose stands apart from the purposes.
    last = lefts[codes["purpose"][-1]]
    grid = [{"x": 0.0, "x2": whole, "y": y, "y2": y} for y in [*tops.values(), bottom]]
    grid.append({"x": last, "x2": last, "y": HEAD, "y2": bottom})
    aside = (rows["nth"] - (rows["of"] - 1) / 2) * (19 if small else 24)
    # The words below the matrix for a statement: its cell and basis, bold and so wider; the paraphrase and its place.
    details = []
    for row in rows.to_dict("records"):
        heading = wrap(f"{row['column']} · {row['row']} ({row['basis']})", whole * 0.93)
        details.append((heading, wrap(f"{row['text']} [{row['place']}]", whole)))
    rows = rows.assign(
        x=rows["purpose"].map(lefts) + rows["purpose"].map(column) / 2 + aside,
        y=rows["area"].map(tops) + middle,
        heading=["\n".join(heading) for heading, _ in details],
        body=["\n".join(lines) for _, lines in details],
        heading_y=bottom + 12,
        body_y=[bottom + 12 + len(heading) * LINE for heading, _ in details],
    )
    height = bottom + 14 + max(len(heading) + len(lines) for heading, lines in details) * LINE
    frames = [pd.DataFrame(part) for part in (grid, names, heads)]
    return layer_chart(_layers(labels, rows, frames, (whole, height), size), whole, height)


def _widths(names: Sequence[str], room: float, size: float) -> list[float]:
    """The widths of columns that share *room*: the same, unless the longest word of a name needs more."""
    needed = [max(estimated_width(word, size) for word in name.split()) + GAP for name in names]
    if max(needed) <= room / len(names):
        return [room / len(names)] * len(names)
    # Pythons differ in the last digit of a sum of floats.
    return [width + (room - fsum(needed)) / len(names) for width in needed]


def _layers(
    labels: Labels, rows: pd.DataFrame, frames: list[pd.DataFrame], size: tuple[float, float], font: int
) -> list[Any]:
    say, (width, height), (grid, names, heads) = labels.words("statement_matrix"), size, frames
    at: Fields = {"x": across("x", width), "y": down("y", height)}
    nth = ["" if of == 1 else f" ({n + 1})" for n, of in zip(rows["nth"], rows["of"], strict=True)]
    keys = list(rows["key"])
    titles = list(rows["column"] + " · " + rows["row"] + nth)
    listed = alt.binding_select(options=keys, labels=titles, name=f"{say['choose']} ")
    start = [{"key": keys[0]}]
    chosen = alt.selection_point("chosen", fields=["key"], on="click", clear=False, value=start, bind=listed)
    paint = alt.Fill("read:N", scale=alt.Scale(domain=["printed", "our_reading"], range=[SLATE, PAPER]), legend=None)
    dot = {"size": 190, "stroke": SLATE, "strokeWidth": 2, "opacity": 1, "cursor": "pointer", "fill": paint}
    ring = {"size": 520, "color": ACCENT, "strokeWidth": 2, "filled": False, "opacity": 1}
    picked = alt.Chart(rows).transform_filter(chosen)
    words = alt.Chart(rows.assign(x=0.0)).transform_filter(chosen)
    block: Fields = BLOCK | {"x": across("x", width), "color": INK}
    return [
        mark("rule", grid, x2="x2", y2="y2", color=GRID, strokeWidth=1, **at),
        mark("text", names, text="text", align="left", baseline="middle", color=INK, **at),
        mark("text", heads, text="text", **BLOCK | {"align": "center"}, color=INK_SOFT, fontSize=font, **at),
        mark("point", picked, **ring, **at),
        mark("point", rows, tips=[say[key] for key in COLUMNS[:3]], **dot, **at).add_params(chosen),
        mark("text", words, y=down("heading_y", height), text="heading", fontWeight="bold", **block),
        mark("text", words, y=down("body_y", height), text="body", **block),
    ]
