"""Detection rate: the printed digits of each theme, by how many of their misprints the audit would detect."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from statbook.audit import Power
from statbook.charts.shared import ChartSpec, Fields, Labels, Switch, estimated_width, form, layer_chart, mark, narrow
from statbook.charts.shared.rows import row_labels, row_step, rows_axis
from statbook.charts.theme import HATCH, MUTED, SLATE, SLATE_LIGHT

FILLS = {"always": SLATE, "sometimes": SLATE_LIGHT, "never": "transparent", "outside": HATCH}


@form
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
        for name in FILLS if power.digits else ():
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
    table = table.reindex(index=list(dict.fromkeys(frame["name"])), columns=[say[name] for name in FILLS])
    outside, digits = (sum(getattr(power, name) for power in powers.values()) for name in ("outside", "digits"))
    return ChartSpec(
        lambda width: _chart(frame[frame["count"] > 0], width, say),
        table.rename_axis(index=say["theme"], columns=None).reset_index().astype(str),
        {"outside_part": f"{outside / digits * 100:.0f}%"},
        basis=say["how"],
        multiples="shown",
    )


def _chart(rows: pd.DataFrame, width: int, say: dict[str, str]) -> alt.TopLevelMixin:
    shares = "shown == 'shares' ? datum."
    base = alt.Chart(rows).transform_calculate(low=f"{shares}from : datum.start", high=f"{shares}to : datum.end")
    symbol: Fields = {"symbolType": "square", "symbolStrokeWidth": 1, "symbolStrokeColor": SLATE}
    legend = alt.Legend(title=None, orient="top", columns=1 if narrow(width) else 4, labelLimit=320, **symbol)
    names = [say[name] for name in FILLS]
    color = alt.Color("label:N", scale=alt.Scale(domain=names, range=list(FILLS.values())), legend=legend, sort=names)
    x = alt.X("low:Q", axis=alt.Axis(title=None, tickCount=5), scale=alt.Scale(nice=False))
    look = {"color": color, "stroke": "@line", "height": 16, "strokeWidth": 1.2}
    tips = [say["theme"], "label", say["digits"], say["part"]]
    bars = mark("bar", base, y=rows_axis(width), x=x, x2="high:Q", tips=tips, **look)
    layers = [bars, *row_labels(rows.drop_duplicates("name"), width)]
    room = 0 if narrow(width) else max(estimated_width(str(name)) for name in rows["name"]) + 16
    shown = Switch("shown", say["shown"], {"counts": say["counts"], "shares": say["shares"]})
    return layer_chart(layers, width - room - 24, row_step(width), shown)
