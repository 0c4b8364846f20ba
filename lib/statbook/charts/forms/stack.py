"""Stack: a whole beside one bar of its parts, with their own parts in them and what is negative below zero.

Words stand in the pieces where they fit, and else beside them, kept apart.

The module is long because bar, nested parts, labels and leaders share one layout.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Part, Quantity
from statbook.charts.data_table import with_links
from statbook.charts.shared import ChartSpec, Labels, Switch, constant_rows, form, layer_chart, mark
from statbook.charts.shared.layers import BY_KIND, Fields, Layer, across, down
from statbook.charts.shared.rows import narrow
from statbook.charts.text_layout import BLOCK, LINE, apart, inside_sentence, wrap
from statbook.charts.theme import INK, MUTED, PAPER
from statbook.messages import bracket

HEIGHT, ABOVE, BELOW = 492, 52, 44
"""Pixels of the drawing, of them above the highest piece and below the lowest."""
THIN = 3
EDGES = {"narrow": [(0, 30), (36, 146), (148, 186), (196, 340)], "wide": [(0, 76), (92, 262), (264, 404), (418, 690)]}
"""Left and right edge: of the whole, of its parts, of their parts; then of the labels."""


@dataclass(frozen=True)
class Piece:
    """A part at its place in the bar: *depth* 1 for parts of the whole, 2 for their parts; start and end in its unit."""

    part: Part
    depth: int
    start: float
    end: float
    leaf: bool


def stack_pieces(parts: Sequence[Part], holder: Part | None = None, at: float = 0.0) -> Iterator[Piece]:
    """The segments of a stacked bar of the parts of *holder* (the first of *parts*) from *at* on, nested once.

    What is negative hangs below.
    """
    top = bottom = at
    for part in parts:
        if part.whole is not (holder or parts[0]) or part.overlap or part.exhausts:
            continue
        size = part.level.value
        start = top if size >= 0 else bottom
        leaf = holder is not None or not any(other.whole is part for other in parts)
        yield Piece(part, 1 if holder is None else 2, start, start + size, leaf)
        if not leaf:
            yield from stack_pieces(parts, part, start)
        top, bottom = (start + size, bottom) if size >= 0 else (top, start + size)


@form("first", "first_share", "last", "last_share", states=("level", "share"))
def stack(labels: Labels, parts: Sequence[Part], *, shares: bool = False) -> ChartSpec | None:
    """The pieces of one breakdown, whole first, as a stacked bar; *shares* shows percent of the whole at first.

    Parts may exceed the whole: then a residual below zero takes up what is too much. None without two parts.

    >>> from statbook import Chapter
    >>> here = Chapter("credit", region="China", period="2025-01")
    >>> stack(here.labels, here.breakdown("loans_by_borrower")).facts["last"]
    'households'
    """
    pieces = list(stack_pieces(parts))
    direct = [piece.part for piece in pieces if piece.depth == 1]
    printed = sorted((part for part in direct if not part.residual), key=lambda part: part.level.value)
    if len(printed) < 2:
        return None
    say, whole, last, first = labels.words("stack"), parts[0], printed[0], printed[-1]
    order = ["share", "level"] if shares else ["level", "share"]
    shown = Switch("shown", say["show"], {name: say[name] for name in order})
    drawn = [whole, *(piece.part for piece in pieces)]
    rows = [_row(labels, part) for part in drawn]
    links = [
        (place, say["share"], labels.number(part.part), labels.cite(_name(labels, part), part.part))
        for place, part in enumerate(drawn)
        if part.whole is not None
    ]

    def draw(width: int) -> alt.TopLevelMixin:
        layers = _layers(*_frames(labels, whole, pieces, first, width), width, list(rows[0]))
        return layer_chart(layers, width - 14, HEIGHT, shown)

    facts = {"first": first.names[labels.lang], "first_share": labels.number(first.part)}
    facts |= {"last": inside_sentence(last.names[labels.lang]), "last_share": labels.number(last.part)}
    combined = tuple(
        Combination.of("stacked", (p.level for p in parts if p.whole is holder and not (p.residual or p.overlap)))
        for holder in parts
    )
    return ChartSpec(
        draw,
        with_links(pd.DataFrame(rows), links),
        facts,
        multiples="shown",
        combined=combined,
        states={"level": {}, "share": {}},
    )


def _row(labels: Labels, part: Part) -> dict[str, str]:
    row = labels.row(_name(labels, part), part.level, "rest" if part.residual else "")
    share = {labels.words("stack")["share"]: labels.number(part.part) if part.whole is not None else ""}
    cells = list(row.items())
    place = list(row).index(labels.column("range")) + 1
    return dict([*cells[:place], *share.items(), *cells[place:]])


def _name(labels: Labels, part: Part) -> str:
    """The name of what sets the piece apart from the one it lies in."""
    above = set(part.whole.members) if part.whole is not None else set()
    own = [item for item in part.members if item not in above and item[1] not in ("all", "total")]
    return labels.store.name(*own[-1], labels.lang) if own and not part.residual else part.names[labels.lang]


def _frames(
    labels: Labels, whole: Part, pieces: Sequence[Piece], accent: Part, width: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, float]:
    """Bars, texts and leaders in pixels, and the height at which the whole ends."""
    edges = EDGES["narrow" if narrow(width) else "wide"]
    highest = max([whole.level.value, *(p.end for p in pieces)])
    lowest = min([0.0, *(p.end for p in pieces)])
    pixel = (HEIGHT - ABOVE - BELOW) / (highest - lowest)
    size = 12 if narrow(width) else 13

    def y(value: float) -> float:
        return ABOVE + (highest - value) * pixel

    bars: list[Fields] = []
    texts: list[Fields] = []
    aside: list[tuple[Part, float]] = []
    total = {"x": edges[0][0], "x2": edges[0][1], "y": y(0), "y2": y(whole.level.value), "kind": "printed"}
    bars.append(total | _whisker(whole.level, 0.0, y) | _row(labels, whole))
    texts.append(_text(labels, whole, [_name(labels, whole)], 0, ABOVE - 2 * LINE - 8, INK, size))
    for piece in pieces:
        part = piece.part
        left, right = edges[piece.depth][0], edges[2 if piece.leaf else piece.depth][1]
        kind = "rest" if part.residual else "printed-first" if part is accent else "printed"
        upper, lower = sorted((y(piece.start), y(piece.end)))
        bar = {"x": left, "x2": right, "y": y(piece.start), "y2": y(piece.end), "kind": kind}
        bars.append(bar | _whisker(part.level, piece.end - part.level.value, y) | _row(labels, part))
        # The title speaks of the shares of the parts.
        name, both = _name(labels, part), bracket(_name(labels, part), labels.number(part.part))
        plain, lines = (wrap(words, right - left - 10, size) for words in (name, both))
        if not piece.leaf and (len(lines) + 1) * LINE <= lower - upper:
            # Letters stand high in their line: a little lower looks centred.
            top = (upper + lower - (len(lines) + 1) * LINE) / 2 + 3
            text = _text(labels, part, lines, left + 7, top, PAPER, size)
            texts.append(text | {"share": _text(labels, part, plain, left + 7, top, PAPER, size)["share"]})
        else:
            aside.append((part, (upper + lower) / 2))
    more, leaders = _aside(labels, aside, edges[3], edges[2][1] + 1, size)
    return pd.DataFrame(bars), pd.DataFrame(texts + more), pd.DataFrame(leaders), y(whole.level.value)


def _aside(
    labels: Labels, parts: list[tuple[Part, float]], edges: tuple[int, int], bar: int, size: int
) -> tuple[list[Fields], list[dict[str, float]]]:
    """Words beside the bar for *parts* at their heights, kept apart, and the leaders that join them to it."""
    folded = [(part, wanted, wrap(_name(labels, part), edges[1] - edges[0], size)) for part, wanted in parts]
    folded.sort(key=lambda item: item[1])
    heights = [(len(lines) + 1) * LINE + 5 for _, _, lines in folded]
    centres = apart([wanted for _, wanted, _ in folded], heights, 0, HEIGHT)
    texts, leaders = [], []
    for (part, wanted, lines), at, height in zip(folded, centres, heights, strict=True):
        texts.append(_text(labels, part, lines, edges[0], at - height / 2 + 2, INK, size))
        leaders.append({"x": float(bar), "x2": edges[0] - 3.0, "y": wanted, "y2": at})
    return texts, leaders


def _whisker(level: Quantity, start: float, y: Any) -> dict[str, float | None]:
    """The interval of a derived piece from *start* on, in pixels; none where its ends would fall into one dot."""
    shown = level.is_derived and abs(y(level.low) - y(level.high)) >= THIN
    return {"low": y(start + level.low), "high": y(start + level.high)} if shown else {"low": None, "high": None}


def _text(labels: Labels, part: Part, lines: list[str], x: float, y: float, ink: str, size: int) -> Fields:
    share = labels.number(part.part) if part.whole is not None else "100%"
    number = labels.number(part.level)
    place = {"x": x, "y": y, "ink": ink, "size": size}
    return place | {"level": "\n".join([*lines, number]), "share": "\n".join([*lines, share])}


def _layers(
    bars: pd.DataFrame, texts: pd.DataFrame, leaders: pd.DataFrame, line: float, width: int, columns: list[str]
) -> list[Any]:
    x, y = across("x", width - 14), down("y", HEIGHT)
    base: Any = Layer(bars)
    end = float(bars["x2"].max())
    # The line of the whole, left out where words stand on the bar of its parts.
    parts = bars.iloc[1]
    level = pd.DataFrame([{"x": 0.0, "x2": parts["x"], "y": line}, {"x": parts["x2"], "x2": end, "y": line}])
    zero = constant_rows(x=0.0, x2=end, y=float(bars["y"].iloc[0]))
    whisker = base.transform_filter("isValid(datum.low)").transform_calculate(middle="datum.x2 - 8")
    middle, low = across("middle", width - 14), down("low", HEIGHT)
    label: Any = Layer(texts).transform_calculate(label="shown == 'share' ? datum.share : datum.level")
    box: Fields = {"x": x, "x2": "x2", "y": y}
    hatched = {"stroke": BY_KIND["stroke"]}
    text = BLOCK | {"x": x, "y": y, "text": "label", "fontSize": int(texts["size"].iloc[0])}
    return [
        mark("rect", base, y2="y2", strokeWidth=1, tips=columns, **box | BY_KIND | {"stroke": PAPER}),
        mark("rect", base, where="datum.kind == 'rest'", y2="y2", filled=False, strokeWidth=1.2, **box, **hatched),
        mark("rule", whisker, x=middle, y=low, y2="high", color=INK, strokeWidth=1.4),
        mark("rule", zero, color=INK, strokeWidth=1.2, **box),
        mark("rule", level, color=INK, strokeWidth=1.2, strokeDash=[4, 3], **box),
        mark("rule", leaders, y2="y2", color=MUTED, strokeWidth=1, **box),
        mark("text", label, color="@ink", **text),
    ]
