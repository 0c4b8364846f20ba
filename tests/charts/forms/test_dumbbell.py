"""Dumbbell: pairs of shares, one picture a reading."""

from __future__ import annotations

import re
from typing import Any

import pytest

from statbook.analysis import printed_quantity, share
from statbook.charts import Pair, dumbbell


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


def test_no_complete_pair_makes_no_figure(labels: Any, readings: Any) -> None:
    assert dumbbell(labels, {"two": readings["two"]}) is None
    assert dumbbell(labels, {}) is None
