"""Parts and their rest fill the whole, another concept is never inside; two parts share what they are beyond it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity, printed_quantity
from statbook.charts import ChartSpec, Labels, Point, bar_with_context, shared_part
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.rules import allow
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def number(make: Make, name: str, value: int) -> Quantity:
    return printed_quantity(make(obs=name, value=value, printed=f"{value}元"))


def bars(chart: Any) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data if "kind" in row]


def test_part_and_rest_fill_the_whole_and_the_other_starts_anew(store: Store, observation: Make) -> None:
    whole, part = Point("Whole", number(observation, "w", 60)), Point("Part", number(observation, "p", 40), first=True)
    spec = bar_with_context(Labels(store, "en"), whole, [part], [Point("Other", number(observation, "o", 30))], "Rest")

    assert spec is not None
    first, rest, other = bars(spec.draw(700))
    assert ("printed-first", "rest", "printed") == (first["kind"], rest["kind"], other["kind"])
    assert first["x2"] == rest["x"]
    assert 0 == other["x"]
    words = [row["text"] for data in spec.draw(700).to_dict()["datasets"].values() for row in data if "role" in row]
    assert ["Part\n40 yuan (67%)"] == [text for text in words if "%" in text]
    assert other["y"] > first["y2"]
    assert 0.5 == round(other["x2"] / rest["x2"], 6)


def test_the_other_concept_is_no_part_of_any_sum(store: Store, observation: Make) -> None:
    whole, part = Point("Whole", number(observation, "w", 60)), Point("Part", number(observation, "p", 40))
    spec = bar_with_context(Labels(store, "en"), whole, [part], [Point("Other", number(observation, "o", 30))], "Rest")

    assert spec is not None
    values = dict(zip(spec.rows["Name"], spec.rows["Value"], strict=True))
    assert {"Whole": "60 yuan", "Part": "40 yuan", "Rest": "20 yuan", "Other": "30 yuan"} == values


def test_parts_that_exceed_the_whole_are_refused(store: Store, observation: Make) -> None:
    whole, part = Point("Whole", number(observation, "w", 60)), Point("Part", number(observation, "p", 80))

    assert bar_with_context(Labels(store, "en"), whole, [part], [], "Rest") is None


def test_nothing_is_drawn_where_the_whole_is_not_printed(store: Store, observation: Make) -> None:
    part = Point("Part", number(observation, "p", 80))

    assert bar_with_context(Labels(store, "en"), Point("Whole", None), [part], [], "Rest") is None


def rows_of(spec: ChartSpec, width: int = 700) -> list[dict[str, Any]]:
    return [row for data in spec.draw(width).to_dict()["datasets"].values() for row in data]


def crossed(make: Make, whole: int, first: int, second: int) -> list[Point]:
    """A whole, two parts of it by different cuts, and the least that must lie in both."""
    one, two, three = (
        printed_quantity(make(obs=name, value=value, printed=f"{value}元"))
        for name, value in zip("wab", (whole, first, second), strict=True)
    )
    with allow("overlapping-groups", reason="the whole is taken off again"):
        both = two + three - one
    return [Point("w", one), Point("a", two), Point("b", three), Point("both", both)]


def test_two_parts_share_at_least_what_they_are_together_beyond_the_whole(labels: Labels, observation: Make) -> None:
    spec = shared_part(labels, *crossed(observation, 100, 70, 60))

    assert spec is not None
    shared = next(row for row in rows_of(spec) if row["kind"] == "derived-first")
    assert (40, 70, 0, 60) == (shared["low"], shared["high"], shared["low_same"], shared["high_same"])
    assert "30%" == spec.facts["part"]
    assert ("60 yuan", "60%") == (spec.facts["most"], spec.facts["most_part"])


def test_parts_that_need_not_meet_are_not_drawn(labels: Labels, observation: Make) -> None:
    assert shared_part(labels, *crossed(observation, 100, 40, 50)) is None


def test_a_number_above_a_bar_stands_behind_the_mark_of_the_language(
    store: Store, observation: Make, book: Book
) -> None:
    with speaking("zh", book.locale):
        spec = shared_part(Labels(store, "zh"), *crossed(observation, 100, 70, 60))
        assert spec is not None
        names = [row["name"] for row in rows_of(spec, 300) if "name" in row]

    assert "w：100元" in names
