"""Layers: channels are told from looks, switches offer a choice only where there is one."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

from statbook.charts.labels import CITE
from statbook.charts.shared.layers import Switch, layer_chart, mark, tooltip

ROWS = pd.DataFrame({"a": [1, 2], "view": ["x", "y"], "ink": ["red", "blue"]})


def layer(kind: str = "bar", **given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    made = mark(kind, ROWS, **given).to_dict()
    return made["mark"], made["encoding"]


@pytest.mark.parametrize(
    ("given", "channel"),
    [
        ("a", {"field": "a", "type": "quantitative"}),
        ("a:N", {"field": "a", "type": "nominal"}),
        (12, {"value": 12}),
        (alt.datum(0), {"datum": 0}),
    ],
)
def test_a_place_is_a_column_pixels_or_a_channel(given: Any, channel: dict[str, Any]) -> None:
    assert channel == layer(x=given)[1]["x"]


def test_a_colour_is_a_look_and_one_with_an_at_sign_a_column_of_colours() -> None:
    assert "#fff" == layer(color="#fff")[0]["color"]
    assert {"field": "ink", "scale": None, "type": "nominal"} == layer(color="@ink")[1]["color"]


def test_text_is_a_column_and_a_sign_the_same_for_all() -> None:
    assert "view" == layer("text", text="view")[1]["text"]["field"]
    assert "//" == layer("text", sign="//")[0]["text"]


def test_only_the_rows_that_pass_the_test_are_drawn() -> None:
    assert [{"filter": "datum.a > 1"}] == mark("bar", ROWS, where="datum.a > 1").to_dict()["transform"]


def test_readers_see_every_column_but_the_anchor() -> None:
    assert ["a", "view"] == [tip.to_dict()["title"] for tip in tooltip(["a", CITE, "view"])]


def test_a_switch_with_one_option_is_no_choice() -> None:
    one, two = Switch("view", "Show", {"x": "X"}), Switch("view", "Show", {"x": "X", "y": "Y"})
    layers = [mark("bar", ROWS, x="a")]

    assert "transform" not in one.select_rows(ROWS).mark_bar().to_dict()
    assert [{"filter": "datum.view == view"}] == two.select_rows(ROWS).mark_bar().to_dict()["transform"]
    assert "params" not in layer_chart(layers, 9, 9, one).to_dict()
    (param,) = layer_chart(layers, 9, 9, two).to_dict()["params"]
    assert ("x", ["x", "y"], ["X", "Y"]) == (param["value"], param["bind"]["options"], param["bind"]["labels"])
