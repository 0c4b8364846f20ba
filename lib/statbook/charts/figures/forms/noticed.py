"""Noticed: the printed digits of each theme, by what of their misprints the audit would catch."""

from __future__ import annotations

__all__ = ["noticed"]

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from statbook.audit import Power
from statbook.charts.shared.text_layout import wide_as
from statbook.charts.chart import Draft
from statbook.charts.labels import Labels, narrow, row_labels, rows_axis, step, switch, tooltip
from statbook.charts.theme import HATCH, MUTED, SLATE, SLATE_LIGHT

SAY = {
    "en": {
        "theme": "Theme",
        "always": "every misprint noticed",
        "sometimes": "some misprints noticed",
        "never": "none noticed",
        "outside": "in no relation",
        "digits": "Digits",
        "part": "Share of its digits",
        "shown": "Show",
        "counts": "digits",
        "shares": "shares of each theme",
        "how": "Counted over all printed numbers of the book.",
    },
    "zh": {
        "theme": "主题",
        "always": "任何误印均可察觉",
        "sometimes": "部分误印可察觉",
        "never": "均不可察觉",
        "outside": "不在任何关系中",
        "digits": "数位",
        "part": "占该主题数位比重",
        "shown": "显示",
        "counts": "数位数",
        "shares": "各主题比重",
        "how": "按本书全部印出数字统计。",
    },
}
CLASSES = ("always", "sometimes", "never", "outside")
FILLS = {"always": SLATE, "sometimes": SLATE_LIGHT, "never": "transparent", "outside": HATCH}


def noticed(labels: Labels, powers: Mapping[str, Power], names: Mapping[str, str]) -> Draft | None:
    """A bar a theme, parted by what the audit would notice; counts or shares. *powers* and *names* by theme."""
    say = SAY[labels.lang]
    rows = []
    for order, (theme, power) in enumerate(sorted(powers.items(), key=lambda item: -item[1].digits)):
        if not power.digits:
            continue
        counts = {name: getattr(power, name) for name in CLASSES}
        start = 0
        for name, count in counts.items():
            part = count / power.digits * 100
            rows.append(
                {
                    "name": names[theme],
                    "order": order,
                    "class": name,
                    "label": say[name],
                    "start": start,
                    "end": start + count,
                }
                | {"from": start / power.digits * 100, "to": (start + count) / power.digits * 100, "count": count}
                | {"part": f"{part:.0f}%", "line": MUTED if name == "outside" else SLATE}
            )
            start += count
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    twin = frame.pivot(index="name", columns="label", values="count").reindex(
        index=list(dict.fromkeys(frame["name"])), columns=[say[name] for name in CLASSES]
    )
    twin = twin.rename_axis(index=say["theme"], columns=None).reset_index().astype(str)
    frame = frame[frame["count"] > 0]

    def draw(width: int) -> alt.TopLevelMixin:
        return _chart(frame, width, say)

    total = {name: sum(getattr(power, name) for power in powers.values()) for name in (*CLASSES, "digits")}
    facts = {name: str(count) for name, count in total.items()}
    facts["outside_part"] = f"{total['outside'] / total['digits'] * 100:.0f}%"
    return Draft(draw, twin, facts, how=say["how"], multiples="shown")


def _chart(frame: pd.DataFrame, width: int, say: dict[str, str]) -> alt.TopLevelMixin:
    small = narrow(width)
    shown = frame.rename(columns={"name": say["theme"], "count": say["digits"], "part": say["part"]})
    shown = shown.assign(name=frame["name"])
    base: Any = alt.Chart(shown).transform_calculate(
        low="shown == 'shares' ? datum.from : datum.start", high="shown == 'shares' ? datum.to : datum.end"
    )
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=1 if small else 4,
        labelLimit=320,
        symbolType="square",
        symbolStrokeWidth=1,
        symbolStrokeColor=SLATE,
    )
    names = [say[name] for name in CLASSES]
    scale = alt.Scale(domain=names, range=[FILLS[name] for name in CLASSES])
    y = rows_axis(width)
    x = alt.X("low:Q", axis=alt.Axis(title=None, tickCount=5), scale=alt.Scale(nice=False))
    bars = base.mark_bar(height=16, strokeWidth=1.2).encode(
        y=y,
        x=x,
        x2="high:Q",
        color=alt.Color("label:N", scale=scale, legend=legend, sort=names),
        stroke=alt.Stroke("line:N", scale=None),
        tooltip=tooltip([say["theme"], "label", say["digits"], say["part"]]),
    )
    words = alt.Chart(shown.drop_duplicates("name"))
    room = 0 if small else max(wide_as(str(name)) for name in frame["name"]) + 16
    chosen = switch("shown", say["shown"], {"counts": say["counts"], "shares": say["shares"]})
    layers = [bars, *row_labels(words, width)]
    return alt.layer(*layers).properties(width=width - room - 24, height=step(width)).add_params(chosen)
