"""UpSet: groups that overlap, as bars beside a matrix that says which group lies in which. Nothing is stacked."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Part
from statbook.charts.shared import ChartSpec, Fields, Labels, Switch, estimated_width, form, mark, narrow
from statbook.charts.shared.layers import BY_KIND
from statbook.charts.shared.rows import LINE, row_labels, row_step, rows_axis, size_of_names
from statbook.charts.theme import INK, INK_SOFT, MUTED, PAPER, SLATE
from statbook.messages import bracket, join_words

DOTS = {"yes": (SLATE, SLATE), "unknown": (PAPER, MUTED), "no": ("transparent", "transparent")}


FOLDED = "split(datum.label, '\\n')"
"""The lines of a head."""


@form("largest", "largest_level", states=("exclusive", "printed"))
def upset(
    labels: Labels,
    dimension: str,
    exclusive: Sequence[Part],
    groups: Sequence[Part],
    short: Mapping[str, str] | None = None,
) -> ChartSpec | None:
    """Levels of pieces that exclude one another, and of the groups as printed, with what lies in what.

    *exclusive* must not overlap; *groups* may. The matrix has a column for each group that holds another piece:
    a full dot for inside, a hollow one where the data cannot tell. *short* are names of groups, by code, for the heads
    of columns. None with fewer than three groups.

    >>> from statbook import Chapter
    >>> here = Chapter("trade", region="Xian", period="2026-01/2026-02")
    >>> pieces, groups = here.pieces("exclusive_partner"), here.groups("partner")
    >>> upset(here.labels, "partner", pieces, groups).facts["largest"]
    'Korea'
    """
    if len(groups) < 3:
        return None
    say, parents = labels.words("upset"), labels.store.parents
    codes = [_code(part, dimension) for part in groups]
    holders = [c for c in codes if any(c in parents(dimension, other) for other in codes if other != c)]
    top = max(part.level.value for part in exclusive if not part.residual)
    rows, cells = [], []
    for shown, parts in (("exclusive", exclusive), ("printed", groups)):
        # Largest first; what no group names stands at the end.
        ordered = sorted(parts, key=lambda part: -part.level.value)
        ordered.sort(key=lambda part: part.residual and part.whole is not None and not _code(part, dimension))
        for order, part in enumerate(ordered):
            same: Fields = {"view": shown, "name": part.names[labels.lang], "order": order}
            kind = "rest" if part.residual else f"printed{'-first' if part.level.value == top else ''}"
            growth = f"{part.growth.value:+.1f}%".replace("-", "−") if part.growth is not None else ""
            row = same | {"level": part.level.value, "zero": 0, "kind": kind}
            row |= {"label": bracket(labels.number(part.level), growth), say["view"]: say[shown]}
            rows.append(row | labels.row(same["name"], part.level, "rest" if part.residual else ""))
            cells += [same | cell for cell in _cells(labels, dimension, part, holders, short or {})]
    frame, matrix = pd.DataFrame(rows), pd.DataFrame(cells)
    view = Switch("view", say["view"], {name: say[name] for name in ("exclusive", "printed")})

    def draw(width: int) -> alt.TopLevelMixin:
        grid = (38 if narrow(width) else 52) * len(holders)
        plot = width - 16 - grid - (0 if narrow(width) else size_of_names(frame["name"]))
        bars = _bars(frame, view, width, plot, labels.columns)
        heads = matrix.assign(group=[_fold_head(head, grid / len(holders)) for head in matrix["group"]])
        lines = 1 + max(head.count("\n") for head in heads["group"])
        right = _matrix(view.select_rows(heads), say["in"], lines).properties(width=grid, height=bars.height)
        return alt.hconcat(bars, right, spacing=6).add_params(view.parameter)

    # Umbrellas, which hold several other groups, are no partners to compare with.
    held = [sum(code in parents(dimension, other) for other in codes) for code in codes]
    single = [part for part, count in zip(groups, held, strict=True) if count < 2]
    largest = max(single or groups, key=lambda part: part.level.value)
    levels = (("stacked", exclusive), ("ranked", groups))
    facts = {"largest": largest.names[labels.lang], "largest_level": labels.number(largest.level)}
    combined = tuple(Combination.of(act, (p.level for p in parts if not p.residual)) for act, parts in levels)
    table = frame[[say["view"], *labels.columns]]
    # What is the largest partner does not hang on how the rest is shown.
    return ChartSpec(draw, table, facts, multiples="view", combined=combined, states={"exclusive": {}, "printed": {}})


def _bars(frame: pd.DataFrame, view: Switch, width: int, plot: float, columns: list[str]) -> Any:
    small = narrow(width)
    heads = [join_words(pair, ": ") for pair in zip(frame["name"], frame["label"], strict=True)]
    shown = frame.assign(head=heads, label="") if small else frame
    base, y = view.select_rows(shown), rows_axis(width)
    words = 0.0 if small else max(estimated_width(str(label), 12) for label in frame["label"]) + 10
    x = alt.X("level:Q", axis=None, scale=alt.Scale(range=[0, plot - words]))
    step = row_step(width, shown["head"], room=plot) if small else row_step(width, frame["name"])
    return alt.layer(
        mark("bar", base, y=y, x=x, x2="zero", tips=columns, height=15, strokeWidth=1.2, **BY_KIND),
        mark("text", base, y=y, x=x, text="label", align="left", dx=6, color=INK, fontSize=12),
        *row_labels(base, width, words="head", room=plot),
    ).properties(width=plot, height=step)


def _cells(
    labels: Labels, dimension: str, part: Part, holders: Sequence[str], short: Mapping[str, str]
) -> Iterator[Fields]:
    """The cells of a row of the matrix: whether *part* lies in each of *holders*."""
    for holder in holders:
        inside = _membership(labels, dimension, part, holder)
        name = labels.store.name(dimension, holder, labels.lang)
        # The name of a group where it is short, else one that is given, or its code.
        cell = {"group": name if len(name) <= 6 else short.get(holder, holder)}
        cell |= {"in": labels.words("upset")["inside"][inside]}
        yield cell | dict(zip(("fill", "stroke"), DOTS[inside], strict=True))


def _fold_head(head: str, room: float) -> str:
    """A head of a column on two lines if it has no room on one."""
    middle = (len(head) + 1) // 2
    return head if estimated_width(head, 12) <= room - 4 else f"{head[:middle]}\n{head[middle:]}"


def _matrix(cells: Any, inside: str, lines: int) -> Any:
    looks: Fields = {"labelColor": INK_SOFT, "labelAngle": 0, "labelFontSize": 12, "labelExpr": FOLDED}
    # Lines grow downwards: heads are raised so that the second does not meet the dots.
    padding = 2 + LINE * (lines - 1)
    axis = alt.Axis(title=None, orient="top", grid=True, labelPadding=padding, labelLineHeight=LINE, **looks)
    x = alt.X("group:N", sort=None, axis=axis)
    # Rows without a dot stay, so that both sides keep their order.
    y = alt.Y("name:N", sort=alt.SortField("order"), axis=None)
    dots = mark("point", cells, y=y, x=x, fill="@fill", stroke="@stroke", size=90, strokeWidth=1.6, opacity=1)
    return dots.encode(tooltip=[alt.Tooltip("name:N"), alt.Tooltip("group:N", title=inside), alt.Tooltip("in:N")])


def _code(part: Part, dimension: str) -> str:
    return dict(part.members).get(dimension, "")


def _membership(labels: Labels, dimension: str, part: Part, holder: str) -> str:
    """yes, no, or unknown: whether *part* lies in *holder*, by the table of members.

    A group that may overlap with another, by that table, may lie in it. What the parts of a group leave over lies where the group lies; of another group it may hold only members that
    are not among those parts.
    """
    code, parents = _code(part, dimension), labels.store.parents
    if holder == code or (code and holder in parents(dimension, code)):
        return "yes"
    if code and holder in str(labels.store.members.loc[(dimension, code), "overlaps"]).split(";"):
        return "unknown"
    named = {dict(members).get(dimension, "") for members in part.without} - {""}
    above = {c: {c} | parents(dimension, c) for d, c in labels.store.members.index if d == dimension}
    inside = [line for c, line in above.items() if (not code or code in parents(dimension, c)) and not line & named]
    return "unknown" if holder not in named and any(holder in line for line in inside) else "no"
