"""What if: how much a year would reach a target, for a start that the reader assumes. Nothing here is a finding."""

from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity
from statbook.charts.data_table import CITED
from statbook.charts.shared import CITE, ChartSpec, Fields, Labels, form, layer_chart, mark
from statbook.charts.shared.layers import Switch, constant_rows, heading
from statbook.charts.shared.rows import DIAMOND, narrow
from statbook.charts.shared.text_layout import wrap
from statbook.charts.theme import ACCENT, GRID, INK_SOFT, RULE
from statbook.errors import ParameterError

HEIGHT = 300
STEPS = 6
"""Assumed counts a row each in the data table, from none to the target."""


@form("target", "deadline")
def what_if(labels: Labels, target: Quantity | None, noun: str, *, assumed: int = 0) -> ChartSpec | None:
    """The yearly rate from an assumed count to *target* by the end of its period, for each year one could start in.

    *noun* names what is counted. Count and year are the reader's to move; the first year is that of the source.
    Lines are dashed and marks hollow, since nothing is measured. None if the target is not printed or its year is past.
    Raises ParameterError if *assumed* is below zero or beyond the target.

    >>> from statbook import Chapter
    >>> here = Chapter("low_altitude")
    >>> what_if(here.labels, here.get("standards@2030"), "Standards", assumed=100).facts["target"]
    'more than 300'
    """
    if target is None:
        return None
    goal, deadline = int(target.value), int(target.inputs[0].period[:4])
    years = list(range(int(target.inputs[0].known_from[:4]), deadline))
    if not years:
        return None
    if not 0 <= assumed <= goal:
        raise ParameterError(f"the count assumed is {assumed}; expected 0 to {goal}, the target")
    say, cited = labels.words("what_if"), labels.cite(noun, target)
    rate = say["rate"].format(noun=noun)

    def yearly(year: int, count: int) -> float:
        return (goal - count) / (deadline - year)

    lines = pd.DataFrame(
        {"year": str(year), "count": count, "pace": yearly(year, count), "label": label, CITE: cited}
        for year in years
        for count, label in ((0, say["from"].format(year=year)), (goal, ""))
    )
    table = pd.DataFrame(
        {say["start"]: str(year), say["assumed"]: str(count), rate: f"{yearly(year, count):.3g}"}
        | {say["kind"]: say["what"], CITE: cited}
        for year in years
        for count in range(0, goal, max(1, goal // STEPS))
    )
    table.attrs[CITED] = rate
    start = Switch("start", say["start"], {str(year): str(year) for year in years})

    def draw(width: int) -> alt.TopLevelMixin:
        bind = alt.binding_range(min=0, max=goal, step=max(1, goal // 60), name=say["assumed"] + " ")
        # A target of more than a number is not reached by that number.
        bound = target.bound if target.bound == "more_than" else ""
        each, flat = say["each"][bound], say["flat"][bound]
        # The place of the reader's choice and the rate it needs, rounded up to a whole number, in words.
        here: Any = alt.Chart(constant_rows(zero=0)).transform_calculate(
            count="assumed", pace=f"max(0, ({goal} - assumed) / ({deadline} - toNumber(start)))"
        )
        words = f"datum.pace > 0 ? replace('{each}', '%d', format(ceil(datum.pace), ',d')) : '{flat}'"
        here = here.transform_calculate(label=words)
        layers = _layers(lines, goal, here, wrap(say["axis"].format(noun=noun), width - 130), width)
        chart = layer_chart(layers, width - 122, HEIGHT, title=heading(rate, fontWeight="normal"))
        return chart.add_params(alt.param("assumed", assumed, bind), start.parameter)

    facts = {"target": labels.number(target), "deadline": labels.period(target.inputs[0].period)}
    return ChartSpec(draw, table, facts, basis=say["how"])


def _layers(lines: pd.DataFrame, goal: int, here: Any, title: list[str], width: int) -> list[Any]:
    small = narrow(width)
    values = list(range(0, goal + 1, max(1, goal // (3 if small else 6))))
    axis = alt.Axis(title=title, titleColor=INK_SOFT, values=values, grid=False, domain=True, domainColor=RULE)
    x = alt.X("count:Q", scale=alt.Scale(domain=[0, goal], nice=False), axis=axis)
    scale = alt.Scale(domain=[0, float(lines["pace"].max()) * 1.08], nice=False)
    # The axis below has a zero at the same corner.
    above = "datum.value ? datum.label : ''"
    upright = alt.Axis(title=None, tickCount=4 if small else 6, gridColor=GRID, orient="right", labelExpr=above)
    at: Fields = {"x": x, "y": alt.Y("pace:Q", scale=scale, axis=upright)}
    picked = "datum.year == start"
    stroke = alt.condition(picked, alt.value(ACCENT), alt.value(RULE))
    thick = alt.condition(picked, alt.value(2.4), alt.value(1.4))
    name: Fields = {"text": "label", "align": "right", "dx": -13, **at}
    bold: Fields = {"color": ACCENT, "fontWeight": "bold"}
    return [
        mark("line", lines, detail="year:N", stroke=stroke, strokeWidth=thick, strokeDash=[6, 4], **at),
        mark("text", lines, where=f"datum.count == 0 && !({picked})", color=INK_SOFT, **name),
        mark("text", lines, where=f"datum.count == 0 && {picked}", **bold, **name),
        mark("rule", here, y2=alt.datum(0), color=ACCENT, strokeDash=[2, 3], **at),
        mark("point", here, size=230, **DIAMOND | {"strokeWidth": 2.2}, **at),
        mark("text", here, align="center", dy=-19, fontSize=19, color=ACCENT, sign="↑", **at),
        # Every line falls from the left to the right: above them all, at the right, there is always room.
        mark("text", here, x=width - 122, y=4, text="label", align="right", baseline="top", fontSize=14, **bold),
    ]
