"""Two quantities on one line: pairs of shares, one picture a reading; a plan on a scale of percent, never joined."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import Quantity, printed_quantity, share
from statbook.charts import Labels, Pair, Point, dumbbell, planned_change
from statbook.charts.theme import ACCENT
from statbook.store import Observation, Store

Make = Callable[..., Observation]


@pytest.fixture
def readings(observation: Any) -> dict[str, list[Pair]]:
    def percent(obs: str, value: float) -> Any:
        return printed_quantity(observation(obs=obs, value=value, printed=f"{value}%", unit="percent"))

    part, whole = (
        printed_quantity(observation(obs=o, value=v, printed=f"{v}件", unit="patents"))
        for o, v in (("p", 7), ("w", 100))
    )
    pair, other = Pair("Share", ("of stock", "of work")), Pair("Done", ("country", "place"))
    return {
        "one": [pair.of(share(part, whole), percent("s", 35.7)), other.of(percent("c", 9.6), percent("r", 50.4))],
        "two": [pair.of(percent("x", 70.8), None), other.of(None, percent("r", 50.4))],
    }


def test_the_facts_are_those_of_the_first_pair_of_the_first_reading(labels: Any, readings: Any) -> None:
    facts = dumbbell(labels, readings).facts  # type: ignore[union-attr]
    assert (facts["first"], facts["second"]) == ("7%", "35.7%")


def test_both_ends_of_the_pair_that_the_title_speaks_of_are_red_and_no_others(labels: Any, readings: Any) -> None:
    spec = dumbbell(labels, readings)
    assert spec is not None
    rows = [row for data in spec.draw(700).to_dict()["datasets"].values() for row in data if row.get("given")]

    assert {"Share"} == {row["name"].split(":")[0] for row in rows if row["line"] == ACCENT}
    assert [ACCENT] * 3 == [row["line"] for row in rows if row["name"].startswith("Share")]


def test_a_reading_has_facts_and_words_of_its_own(labels: Any, readings: Any) -> None:
    spec = dumbbell(labels, readings, {"one": "on one reading", "two": "on the other"})

    assert spec is not None
    assert ("70.8%", "") == (spec.states["two"]["first"], spec.states["two"]["second"])
    assert ["on one reading"] * 4 + ["on the other"] * 2 == list(spec.rows["Reading"])
    assert ["one", "two"] == spec.draw(700).to_dict()["params"][0]["bind"]["options"]


def test_the_scale_is_one_for_all_readings(labels: Any, readings: Any) -> None:
    spec = dumbbell(labels, readings)
    assert spec is not None
    layers = spec.draw(700).to_dict()["layer"]
    ends = {layer["encoding"]["x"]["scale"]["domain"][1] for layer in layers if "scale" in layer["encoding"]["x"]}
    assert len(ends) == 1
    assert ends.pop() == pytest.approx(70.8 * 1.02)


def test_only_the_first_reading_is_drawn_for_print(labels: Any, readings: Any, drawn: Any) -> None:
    drawing = drawn(dumbbell(labels, readings), 700)
    assert "of work 35.7%" in drawing
    assert "70.8%" not in drawing


def test_a_side_that_a_reading_does_not_give_is_a_word(labels: Any, readings: Any, drawn: Any) -> None:
    lead = {"two": [*readings["two"], readings["one"][1]]}
    assert "of work: not printed" in drawn(dumbbell(labels, lead), 700)


@pytest.mark.parametrize("width", [700, 330])
def test_dumbbells_stay_within_their_width(labels: Any, readings: Any, drawn: Any, width: int) -> None:
    drawing = drawn(dumbbell(labels, readings), width)
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]


def test_no_complete_pair_makes_no_chart(labels: Any, readings: Any) -> None:
    assert dumbbell(labels, {"two": readings["two"]}) is None
    assert dumbbell(labels, {}) is None


def now(make: Make, name: str, value: int) -> Quantity:
    return printed_quantity(make(obs=f"{name}.now", value=value, printed=f"{value}元", region="China", period="2021"))


def aim(make: Make, name: str, value: int, bound: str = "at_least") -> Quantity:
    told = {"period": "2026", "status": "target", "bound": bound, "region": "China"}
    return printed_quantity(make(obs=f"{name}.aim", value=value, printed=f"{value}元", **told))


def test_marks_stand_at_the_percent_change_of_each_row(store: Store, observation: Make) -> None:
    rows = [
        Point("Output", now(observation, "a", 100), target=aim(observation, "a", 150)),
        Point("Firms", now(observation, "b", 10), target=aim(observation, "b", 8)),
    ]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    places = [row["at"] for data in spec.draw(700).to_dict()["datasets"].values() for row in data if "end" in row]
    assert [0.0, 50.0, 0.0, -20.0] == [round(place, 6) for place in places]


def test_plan_and_outcome_are_never_joined(store: Store, observation: Make) -> None:
    rows = [Point(name, now(observation, name, 10), target=aim(observation, name, 20)) for name in ("a", "b")]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    marks = [layer["mark"]["type"] for layer in spec.draw(700).to_dict()["layer"]]
    assert "line" not in marks
    assert ["printed", "target"] * 2 == list(spec.rows["Kind"])


def test_the_title_learns_which_row_rises_most_and_which_way_the_last_goes(store: Store, observation: Make) -> None:
    rows = [
        Point("Output", now(observation, "a", 100), target=aim(observation, "a", 150)),
        Point("Value per firm", now(observation, "b", 10), target=aim(observation, "b", 8)),
    ]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    told = [spec.facts[name] for name in ("most", "most_direction", "least", "least_direction")]
    assert ["output", "rises", "value per firm", "falls"] == told
    assert ("2021", "2026") == (spec.facts["now_period"], spec.facts["aim_period"])


def test_an_order_of_magnitude_stands_where_its_words_say_as_wide_as_they_are(store: Store, observation: Make) -> None:
    each = aim(observation, "a", 550) / aim(observation, "b", 3)
    rows = [Point("Output", now(observation, "c", 100), target=aim(observation, "d", 200))]
    spec = planned_change(Labels(store, "en"), [*rows, Point("Each", now(observation, "e", 200), target=each)])

    assert spec is not None
    (row,) = (
        row
        for data in spec.draw(700).to_dict()["datasets"].values()
        for row in data
        if row.get("end") == "aim" and row["name"] == "Each"
    )
    assert (0.0, -25.0, 25.0) == pytest.approx((row["at"], row["low"], row["high"]))
    assert row["label"].startswith("roughly 200")
    assert "may go either way" == spec.facts["least_direction"]


def test_only_a_lower_bound_has_an_arrow(store: Store, observation: Make) -> None:
    rows = [
        Point("Open", now(observation, "a", 10), target=aim(observation, "a", 20)),
        Point("Exact", now(observation, "b", 10), target=aim(observation, "b", 20, "exact")),
    ]
    spec = planned_change(Labels(store, "en"), rows)

    assert spec is not None
    rows_drawn = [row for data in spec.draw(330).to_dict()["datasets"].values() for row in data if "end" in row]
    assert ["→", ""] == [row["out"] for row in rows_drawn if row["end"] == "aim"]


def test_an_aim_without_a_standing_is_left_out(store: Store, observation: Make) -> None:
    whole = Point("Whole", now(observation, "a", 10), target=aim(observation, "a", 20))

    assert planned_change(Labels(store, "en"), [whole, Point("Half", None, target=aim(observation, "b", 20))]) is None
