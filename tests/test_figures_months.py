"""Series by month: bars and lines that leave gaps, keep concepts and definitions apart, and show what was replaced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from statbook.analysis import Quantity, printed
from statbook.errors import MixedFigures
from statbook.charts import Draft, Labels, Point, Series, below_zero, lines, months
from statbook.charts.theme import MUTED
from statbook.store import Nature, Observation, Store

Make = Callable[..., Observation]
FLOW = Nature(kind="flow")


@pytest.fixture
def labels(store: Store) -> Labels:
    return Labels(store, "en")


def figure(make: Make, period: str, value: float, **more: Any) -> Quantity:
    """An invented amount in hundreds of millions of yuan."""
    plain = {"indicator": "flow", "nature": FLOW, "printed": f"{value:g}", "unit": "CNY", "offset": None, "cell": "B2"}
    told = plain | {"obs": f"{more.get('indicator', 'flow')}.{period.replace('/', '_')}"} | more
    if told.get("measure") == "growth":
        told["base_period"] = "/".join(f"{int(end[:4]) - 1}{end[4:]}" for end in period.split("/"))
    scale = 1 if told["unit"] == "percent" else 10**8
    return printed(make(period=period, value=round(value * scale, 4), **told))


def series(make: Make, values: dict[str, float], name: str = "Flow", **more: Any) -> Series:
    told = tuple(figure(make, period, value, **more) for period, value in values.items())
    single = tuple(each for each in told if "/" not in each.period)
    return Series(name, single, tuple(each for each in told if "/" in each.period or each.period.endswith("-01")))


def marks(draft: Draft, *columns: str) -> list[tuple[Any, ...]]:
    """What the drawing holds under *columns*, of the rows that have them all."""
    data = draft.draw(700).to_dict()["datasets"].values()
    return [tuple(row[c] for c in columns) for rows in data for row in rows if all(c in row for c in columns)]


def checked(draft: Draft) -> None:
    for gathered in draft.gathered:
        gathered.check()


def words_above(draft: Draft) -> Sequence[str]:
    return [words for words, *_ in marks(draft, "words", "middle")]


def test_months_below_zero_lie_below_zero_and_are_counted(labels: Labels, observation: Make) -> None:
    flow = series(observation, {"2025-01": 3, "2025-02": -2, "2025-03": 1})

    draft = months(labels, [flow])

    assert draft is not None
    assert [300, -200, 100] == pytest.approx([v for v, _ in marks(draft, "v", "fill")])
    assert "1 of 3 months" == below_zero(flow, "en")


def test_a_missing_month_is_a_gap_with_a_word(labels: Labels, observation: Make) -> None:
    draft = months(labels, [series(observation, {"2025-01": 1, "2025-02": 2, "2025-04": 4})])

    assert draft is not None
    assert 3 == len(marks(draft, "v", "fill"))
    assert [pytest.approx(2025 + 2.5 / 12, abs=1e-3)] == [middle for middle, v in marks(draft, "middle", "v") if v == 0]
    assert "not printed" in str(draft.draw(330).to_dict())


def test_the_year_to_date_sets_the_same_months_of_each_year_beside_one_another(
    labels: Labels, observation: Make
) -> None:
    values = {"2024-01": 1, "2024-02": 2, "2024-01/2024-02": 3, "2024-03": 3, "2024-01/2024-03": 6}
    values |= {"2025-01": 4, "2025-02": 5, "2025-01/2025-02": 9}

    draft = months(labels, [series(observation, values)])

    assert draft is not None
    assert [300, 900] == pytest.approx([v for view, v in marks(draft, "view", "v") if view == "to_date"])
    assert ["month", "to_date"] == draft.draw(700).to_dict()["params"][0]["bind"]["options"]
    checked(draft)


def test_a_bar_is_as_wide_as_the_time_it_covers(labels: Labels, observation: Make) -> None:
    values = {"2024-01": 1, "2024-02": 2, "2024-01/2024-02": 3, "2025-01": 4, "2025-02": 5, "2025-01/2025-02": 9}

    draft = months(labels, [series(observation, values)])

    assert draft is not None
    wide = {view: round((to - at) * 12) for view, at, to in marks(draft, "view", "at", "to")}
    assert {"month": 1, "to_date": 2} == wide


def test_another_concept_stands_beside_the_bars_and_not_among_them(labels: Labels, observation: Make) -> None:
    other = figure(observation, "2025-02", 9, indicator="headline")

    draft = months(
        labels, [series(observation, {"2025-01": 1, "2025-02": 2, "2025-03": 3})], beside=[Point("Headline", other)]
    )

    assert draft is not None
    assert 3 == len(marks(draft, "v", "fill"))
    assert ["Headline: 900 million yuan"] == words_above(draft)
    checked(draft)


@pytest.mark.parametrize(
    ("stranger", "rule"),
    [
        ({"indicator": "headline"}, "two-concepts"),
        ({"nature": Nature(kind="flow", basis="gross")}, "net-and-gross"),
        ({"nature": Nature(kind="flow", producer="another")}, "two-producers"),
    ],
)
def test_a_month_of_another_kind_is_refused_in_a_series(
    labels: Labels, observation: Make, stranger: dict[str, Any], rule: str
) -> None:
    own = Nature(kind="flow", basis="net", producer="one")
    flow = [figure(observation, f"2025-0{month}", month, nature=own) for month in (1, 2)]
    mixed = Series("Mixed", (*flow, figure(observation, "2025-03", 3, **({"nature": own} | stranger))))

    draft = months(labels, [mixed])

    assert draft is not None
    with pytest.raises(MixedFigures, match=rule):
        checked(draft)


def test_a_sum_since_january_is_refused_among_months(labels: Labels, observation: Make) -> None:
    single = tuple(figure(observation, f"2025-0{month}", month) for month in (1, 2))

    draft = months(labels, [Series("Mixed", (*single, figure(observation, "2025-01/2025-03", 6)))])

    assert draft is not None
    with pytest.raises(MixedFigures, match="unlike length"):
        checked(draft)


def test_a_line_across_a_new_definition_is_refused(labels: Labels, observation: Make) -> None:
    broken = Nature(kind="stock", breaks=("2025-02",))
    values = {f"2025-0{month}": float(month) for month in (1, 2, 3)}

    draft = lines(labels, {"level": [series(observation, values, nature=broken, timing="at")]})

    assert draft is not None
    with pytest.raises(MixedFigures, match="change of definition"):
        checked(draft)


def test_a_replaced_value_is_a_cross_that_leads_nowhere(labels: Labels, observation: Make) -> None:
    flow = series(observation, {"2025-01": 1, "2025-02": 2, "2025-03": 3})
    old = figure(observation, "2025-02", 9, known_to="2025-06-01")

    draft = months(labels, [Series(flow.name, flow.months, (), (old,))])

    assert draft is not None
    assert ["900 million yuan, replaced"] == words_above(draft)
    assert [("February 2025", "replaced", "")] == [
        (row["Period"], row["Kind"], row["cite"]) for row in draft.rows.to_dict("records") if row["Kind"] != "printed"
    ]


def test_the_newest_month_stands_first_in_the_table(labels: Labels, observation: Make) -> None:
    draft = months(labels, [series(observation, {"2025-01": 1, "2025-02": 2, "2025-03": 3})])

    assert draft is not None
    assert ["March 2025", "February 2025", "January 2025"] == list(draft.rows["Period"])


def test_a_line_is_not_drawn_across_a_missing_month(labels: Labels, observation: Make) -> None:
    values = {"2025-01": 1.0, "2025-02": 2.0, "2025-04": 4.0}

    draft = lines(labels, {"growth": [series(observation, values, unit="percent", measure="growth")]})

    assert draft is not None
    assert [0, 0, 1] == [run for run, _ in marks(draft, "run", "v")]


def test_the_former_definition_is_a_line_of_its_own_and_the_new_one_says_where_it_begins(
    labels: Labels, observation: Make
) -> None:
    old = series(observation, {"2024-11": 1, "2024-12": 2}, "M, former", indicator="former", timing="at")
    new = series(observation, {"2025-01": 5, "2025-02": 6, "2025-03": 7}, "M", indicator="new", timing="at")

    draft = lines(labels, {"level": [Series("M", new.months, broken="M redefined"), old]})

    assert draft is not None
    assert [(2025.0, "M redefined")] == marks(draft, "at", "words")
    assert ["M, former"] == [label for label, open_ in marks(draft, "label", "open") if open_]
    checked(draft)


def test_january_and_february_are_grey_bars_and_one_dot_beside_a_line(labels: Labels, observation: Make) -> None:
    values = {f"2025-0{month}": float(month) for month in range(1, 5)} | {"2025-01/2025-02": 3.0}
    growth = series(observation, values, unit="percent", measure="growth")

    bars = months(labels, [series(observation, values)], apart=("01", "02"))
    line = lines(labels, {"growth": [growth]}, apart=("01", "02"))

    assert bars is not None
    assert line is not None
    assert [MUTED, MUTED] == [fill for _, fill in marks(bars, "v", "fill")][:2]
    assert [(3, None), (3, 0), (4, 0)] == [(v, run) for v, run in marks(line, "v", "run")]
    checked(line)


def test_without_a_series_nothing_is_drawn(labels: Labels) -> None:
    assert months(labels, []) is None
    assert lines(labels, {"growth": [], "level": []}) is None


def test_both_widths_can_be_drawn_in_both_languages(
    store: Store, observation: Make, drawn: Callable[[Draft, int], str]
) -> None:
    flow = series(observation, {f"{year}-0{month}": month - 2 for year in (2024, 2025) for month in (1, 2, 4)})
    for lang in ("en", "zh"):
        draft = months(Labels(store, lang), [flow])
        assert draft is not None
        assert drawn(draft, 700) != drawn(draft, 330)
