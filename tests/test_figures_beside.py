"""Beside: parts and their rest fill the whole; another concept stands on its own bar and is never inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity, printed
from statbook.charts import Labels, Point, beside
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def figure(make: Make, name: str, value: int) -> Quantity:
    return printed(make(obs=name, value=value, printed=f"{value}元"))


def bars(chart: Any) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data if "kind" in row]


def test_part_and_rest_fill_the_whole_and_the_other_starts_anew(store: Store, observation: Make) -> None:
    whole, part = Point("Whole", figure(observation, "w", 60)), Point("Part", figure(observation, "p", 40), first=True)
    draft = beside(Labels(store, "en"), whole, [part], [Point("Other", figure(observation, "o", 30))], "Rest")

    assert draft is not None
    first, rest, other = bars(draft.draw(700))
    assert ("printed-first", "rest", "printed") == (first["kind"], rest["kind"], other["kind"])
    assert first["x2"] == rest["x"]
    assert 0 == other["x"]
    assert other["y"] > first["y2"]
    assert 0.5 == round(other["x2"] / rest["x2"], 6)


def test_the_other_concept_is_no_part_of_any_sum(store: Store, observation: Make) -> None:
    whole, part = Point("Whole", figure(observation, "w", 60)), Point("Part", figure(observation, "p", 40))
    draft = beside(Labels(store, "en"), whole, [part], [Point("Other", figure(observation, "o", 30))], "Rest")

    assert draft is not None
    values = dict(zip(draft.rows["Name"], draft.rows["Value"], strict=True))
    assert {"Whole": "60 yuan", "Part": "40 yuan", "Rest": "20 yuan", "Other": "30 yuan"} == values


def test_parts_that_exceed_the_whole_are_refused(store: Store, observation: Make) -> None:
    whole, part = Point("Whole", figure(observation, "w", 60)), Point("Part", figure(observation, "p", 80))

    assert beside(Labels(store, "en"), whole, [part], [], "Rest") is None


def test_nothing_is_drawn_where_the_whole_is_not_printed(store: Store, observation: Make) -> None:
    part = Point("Part", figure(observation, "p", 80))

    assert beside(Labels(store, "en"), Point("Whole", None), [part], [], "Rest") is None
