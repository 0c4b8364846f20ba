"""Factors: a product of two factors at two dates as rectangles, so that one sees which factor made it grow."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from statbook.analysis import Quantity, growth, printed_quantity
from statbook.analysis.derive import Sides, factor_contributions, index_to_hundred
from statbook.charts.shared import CITE, ChartSpec, Labels, Switch, form, layer_chart, mark, narrow, observations, wrap
from statbook.charts.shared.layers import Fields
from statbook.charts.shared.rows import interval
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, INK, INK_SOFT, PAPER, SLATE, SLATE_LIGHT
from statbook.messages import join_words

HEIGHT = {"wide": 300, "narrow": 250}
MARGIN = {"wide": 136, "narrow": 92}
"""Room for the words on the left, in pixels."""
SIDES = ("area", "wide", "tall")


@form("area", "wide", "tall", "more", "then", "now", states=("level", "index", "year"))
def factors(
    labels: Labels,
    then: Sides | None,
    now: Sides | None,
    *,
    years: float,
    names: Mapping[str, str],
    first: str = "level",
) -> ChartSpec | None:
    """Two rectangles, the later one broken down into the earlier one and what each factor added.

    *names* says what `area`, `wide`, `tall`, `more_wide` and `more_tall` are. Switchable between levels, index and
    the growth of an average year over *years*; *first* (`level`, `index` or `year`) is what print shows.
    None if a side is not printed or a factor did not grow.

    >>> from statbook import Chapter
    >>> here = Chapter("patents")
    >>> keys = ("ip_pledge_borrowers", "loan_size", "ip_pledge_loans")
    >>> before = [here.get(key) for key in ("ip_pledge_borrowers.base", "loan_size_before", "ip_pledge_loans.base@2025")]
    >>> then, now = Sides.of(*before, "2023"), Sides.of(*(here.get(key) for key in keys[:2]), here.get("ip_pledge_loans@2025"), "2025")
    >>> factors(here.labels, then, now, years=2, names=here.words("loans")).facts["area"]
    '56%'
    """
    if then is None or now is None or now.wide.value <= then.wide.value or now.tall.value <= then.tall.value:
        return None
    say = {key: text.format(then=then.period, rate="{rate}") for key, text in labels.words("factors").items()}
    base, a_year = index_to_hundred(then, now, years=years)
    pairs = {"level": (then, now), "index": index_to_hundred(then, now)}
    pairs["year"] = (base, replace(a_year, period=say["after"]))
    views = sorted(pairs, key=lambda view: view != first)
    pieces = pd.DataFrame([row for view in views for row in _pieces(labels, view, *pairs[view], names, say["both"])])
    both = [(view, sides, sides is pairs[view][0]) for view in views for sides in pairs[view]]
    marks = pd.DataFrame([_mark(labels, view, sides, names, earlier) for view, sides, earlier in both])
    chosen = Switch("view", say["show"], {view: say[view] for view in views})

    def draw(width: int) -> alt.TopLevelMixin:
        size = "narrow" if narrow(width) else "wide"
        layers = _layers(chosen.select_rows(pieces), chosen.select_rows(marks), width, list(pieces.columns[-3:]))
        return layer_chart(layers, width - MARGIN[size] - 12, HEIGHT[size], chosen)

    # Levels of both dates, growth from one to the other, and growth of an average year, each with the view it belongs to.
    table = []
    for name in SIDES:
        before, after, yearly = (getattr(sides, name) for sides in (then, now, a_year))
        levels = [labels.row(join_words((names[name], s.period), ", "), q) for s, q in ((then, before), (now, after))]
        table += [row | {say["show"]: say["level"]} for row in levels]
        rates = {
            "index": ("%", _as_printed(growth(after, before))),
            "year": (say["pace"], (yearly - 100).to("percent")),
        }
        table += [
            labels.row(join_words((names[name], sign), ", "), q) | {say["show"]: say[view]}
            for view, (sign, q) in rates.items()
        ]
    by_view = {
        view: _facts(labels, names, then, now, pairs["year" if view == "year" else "index"][1], view) for view in views
    }
    obs = observations(getattr(sides, side) for sides in (then, now) for side in SIDES)
    return ChartSpec(draw, pd.DataFrame(table), by_view[first], obs, multiples="view", alike=("index",), states=by_view)


def _facts(labels: Labels, names: Mapping[str, str], then: Sides, now: Sides, ends: Sides, view: str) -> dict[str, str]:
    gains = factor_contributions(then, now)
    more = max(("wide", "tall"), key=lambda name: gains[name].value)
    most = gains[more].value > (now.area.value - then.area.value) / 2
    facts = {name: labels.number(_as_printed((getattr(ends, name) - 100).to("percent"))) for name in SIDES}
    if view == "year":
        facts = {name: labels.words("factors")["yearly"].format(rate=rate) for name, rate in facts.items()}
    return facts | {"more": names[f"more_{more}"] if most else "", "then": then.period, "now": now.period}


def _as_printed(rate: Quantity) -> Quantity:
    """The printed growth that *rate* gives back, if it does: its own digits say how fine it is."""
    same = (item for item in rate.inputs if item.measure == "growth" and abs(float(item.value) - rate.value) < 1e-9)
    return next((printed_quantity(item, strict=rate.strict) for item in same), rate)


def _short(labels: Labels, view: str, quantity: Quantity) -> str:
    """Level in words; index to a whole number, a year's growth to one decimal."""
    return labels.number(quantity) if view == "level" else f"{quantity.value:.{0 if view == 'index' else 1}f}"


def _pieces(
    labels: Labels, view: str, then: Sides, now: Sides, names: Mapping[str, str], both: str
) -> Iterator[Fields]:
    """The earlier rectangle and the three strips around it, with what each adds."""
    w0, h0, w1, h1 = then.wide.value, then.tall.value, now.wide.value, now.tall.value
    gains = factor_contributions(then, now)
    first = max(("wide", "tall"), key=lambda name: gains[name].value)
    boxes = {"old": (0.0, w0, 0.0, h0), "wide": (w0, w1, 0.0, h0), "tall": (0.0, w0, h0, h1), "both": (w0, w1, h0, h1)}
    texts = {"old": names["area"], "wide": names["more_wide"], "tall": names["more_tall"], "both": both}
    for name, (x, x2, y, y2) in boxes.items():
        quantity = gains.get(name, then.area)
        number = _short(labels, view, quantity)
        row: Fields = {"view": view, "piece": name, "x": x, "x2": x2, "y": y, "y2": y2}
        row |= {"middle": (x + x2) / 2, "centre": (y + y2) / 2, "words": f"{texts[name]} +{number}"}
        row["fill"] = ACCENT_LIGHT if name == first else SLATE_LIGHT if name == "old" else PAPER
        row["line"] = ACCENT if name == first else SLATE
        period = (then if name == "old" else now).period
        row[CITE] = labels.cite(join_words((texts[name], period), ", "), quantity) if quantity.inputs else ""
        row |= {labels.column("name"): texts[name], labels.column("value"): number}
        yield row | {labels.column("range"): labels.range(quantity) if quantity.inputs else ""}


def _mark(labels: Labels, view: str, sides: Sides, names: Mapping[str, str], earlier: bool) -> Fields:
    """The words at the sides of a rectangle, and the interval of its corner."""
    row: Fields = {"view": view, "earlier": earlier, "w_name": names["wide"], "h_name": names["tall"]}
    for side, quantity in (("w", sides.wide), ("h", sides.tall)):
        low, high = interval(quantity) if quantity.inputs else (None, None)
        row |= {side: quantity.value, f"{side}_words": _short(labels, view, quantity)}
        row |= {f"{side}_low": low, f"{side}_high": high}
    if view == "level":
        # In the other views the two numbers may stand so close that their periods would collide.
        row["w_words"] += f"\n{sides.period}"
    row["h_narrow"] = row["h_words"].replace(" ", "\n", 1)
    row["h_name_narrow"] = "\n".join(wrap(names["tall"], MARGIN["narrow"] - 12, 12))
    return row | {"a_words": join_words((sides.period, _short(labels, view, sides.area)), ": ")}


def _layers(pieces: Any, marks: Any, width: int, tips: list[str]) -> list[Any]:
    tight = narrow(width)
    then, now = marks.transform_filter("datum.earlier"), marks.transform_filter("!datum.earlier")
    scale = alt.Scale(zero=True, nice=False)
    x, w, w_low, middle = (alt.X(f"{name}:Q", axis=None, scale=scale) for name in ("x", "w", "w_low", "middle"))
    y, h, h_low, centre = (alt.Y(f"{name}:Q", axis=None, scale=scale) for name in ("y", "h", "h_low", "centre"))
    right, bottom = alt.value("width"), alt.value("height")
    plain: Fields = {"fontSize": 12 if tight else 13, "lineBreak": "\n", "lineHeight": 15, "color": INK}
    soft = plain | {"color": INK_SOFT}
    whisker: Fields = {"color": INK, "strokeWidth": 1.6}
    inside: Fields = plain | {"x": middle, "y": centre, "text": "words"}
    over: Fields = plain | {"baseline": "bottom", "text": "a_words", "x": 0, "align": "left"}
    under: Fields = {"y": bottom, "dy": 8, "baseline": "top"}
    corner = {"x": right, "y": 0, "text": "words", "align": "right", "dy": -8, "baseline": "bottom"}
    half = HEIGHT["narrow"] // 2 + 20
    return [
        mark("rect", pieces, x=x, x2="x2", y=y, y2="y2", color="@fill", stroke="@line", strokeWidth=1.2, tips=tips),
        mark("rect", now, x=w, x2=0, y=h, y2=bottom, filled=False, stroke=SLATE, strokeWidth=2.4),
        mark("rule", marks, x=w_low, x2="w_high", y=h, **whisker),
        mark("rule", marks, x=w, y=h_low, y2="h_high", **whisker),
        mark("text", pieces, where="datum.piece == 'tall'", **inside),
        mark("text", pieces, where="datum.piece == 'wide'", angle=270, **inside),
        mark("text", pieces, where="datum.piece == 'both'", **plain, **corner),
        mark("text", then, y=bottom, dx=10, dy=-12, **over),
        mark("text", now, y=0, dy=-26 if tight else -8, fontWeight="bold", **over),
        # The earlier of two numbers that stand close keeps away from the later one.
        mark("text", then, x=w, text="w_words", align="right", dx=-6, **plain, **under),
        mark("text", now, x=w, text="w_words", align="right", **plain, **under),
        mark("text", now, x=0, text="w_name", align="left", **soft, **under),
        mark("text", marks, x=0, y=h, text="h_narrow" if tight else "h_words", align="right", dx=-8, **plain),
        mark("text", now, x=0, y=half, text="h_name_narrow" if tight else "h_name", align="right", dx=-8, **soft),
    ]
