"""The controls that stand above a chart are those of its spec."""

from __future__ import annotations

from typing import Any

import pytest

from statbook.charts.controls import controls_of, value_as_json

SELECT = {
    "name": "cut",
    "value": "b",
    "bind": {"input": "select", "options": ["a", "b"], "labels": ["A", "B"], "name": "Cut "},
}
SLIDER = {
    "name": "least",
    "value": 0.5,
    "bind": {"input": "range", "min": 0, "max": 3, "step": 0.1, "name": "At least "},
}


@pytest.mark.parametrize(
    ("parameter", "signal", "words", "start", "states", "ends"),
    [
        (SELECT, "cut", "Cut", "b", [("a", "A"), ("b", "B")], {}),
        (SLIDER, "least", "At least", 0.5, [], {"min": 0, "max": 3, "step": 0.1}),
    ],
)
def test_a_control_has_signal_words_start_and_states(
    parameter: dict[str, Any], signal: str, words: str, start: Any, states: Any, ends: dict[str, Any]
) -> None:
    wanted = {"signal": signal, "words": words, "start": start, "states": states, "range": ends}

    assert [wanted] == [*controls_of({"params": [parameter]})]


def test_a_parameter_without_a_control_has_none() -> None:
    bare: list[dict[str, Any]] = [{"name": "width"}, {"name": "picked", "select": "point", "bind": "legend"}]

    assert [] == [*controls_of({"params": bare})]
    assert [] == [*controls_of({})]


@pytest.mark.parametrize(("value", "text"), [(25.0, "25"), (0.5, "0.5"), (3, "3"), ("a", '"a"'), (True, "true")])
def test_values_are_written_as_scripts_write_them(value: Any, text: str) -> None:
    assert text == value_as_json(value)
