"""Rows: heights for names of several lines, whiskers for what is derived, arrows for bounds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.charts.labels import Labels
from statbook.charts.shared import rows
from statbook.charts.shared.rows import (
    interval,
    kind_of,
    mark_row,
    narrow,
    row_labels,
    row_step,
    rows_axis,
    size_of_names,
)
from statbook.charts.theme import ACCENT, ACCENT_LIGHT, FILLS, NARROW, WIDE
from statbook.store import Observation

Make = Callable[..., Observation]


def money(make: Make, name: str = "a", value: float = 10, **more: str) -> Quantity:
    return printed_quantity(make(obs=name, value=value, printed=f"{value}元", **more))


@pytest.mark.parametrize(
    ("width", "names", "height"),
    [
        (WIDE, ["short"], 30),
        (WIDE, ["x" * 39], 38),
        (WIDE, ["x" * 77], 53),
        (NARROW, ["short"], 46),
        (NARROW, ["x" * 47], 61),
        (NARROW, [], 46),
    ],
)
def test_a_row_is_as_high_as_the_lines_of_its_longest_name(width: int, names: list[str], height: int) -> None:
    assert height == row_step(width, names).to_dict()["step"]
    assert row_step(width, names, dense=True).to_dict()["step"] <= height


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("one two three", ["one two ", "three"]),
        ("东洲以外的成员：45.2亿元（+2.0%）", ["东洲以外的成员：", "45.2亿元", "（+2.0%）"]),
        ("东洲与南洲以外的，其他成员", ["东洲与南洲以外", "的，其他成员"]),
        ("x" * 12, ["x" * 8, "x" * 4]),
    ],
)
def test_a_line_of_a_name_begins_with_no_mark_and_within_no_number(name: str, lines: list[str]) -> None:
    assert lines == re.findall(rows._pieces(8), name, re.ASCII)


def test_a_name_folds_sooner_where_a_line_has_less_room() -> None:
    assert row_step(NARROW, ["x" * 30]).to_dict()["step"] < row_step(NARROW, ["x" * 30], room=100).to_dict()["step"]


def test_names_take_at_most_the_room_beside_the_rows() -> None:
    assert 14 + 0.55 * 13 * 4 == pytest.approx(size_of_names(["four", "ab"]))
    assert 284 == size_of_names(["x" * 99])


def test_names_stand_beside_wide_rows_and_above_narrow_ones() -> None:
    assert narrow(NARROW) and not narrow(NARROW + 1)
    assert rows_axis(NARROW).to_dict()["axis"] is None
    assert rows_axis(WIDE).to_dict()["axis"]["labelLineHeight"] == 15
    import pandas as pd

    rows = pd.DataFrame({"name": ["a"], "order": [0]})
    assert [] == row_labels(rows, WIDE)
    (layer,) = row_labels(rows, NARROW)
    assert "-11 - 15 * (length" in layer.to_dict()["mark"]["dy"]["expr"]


def test_only_what_is_derived_and_closed_has_a_whisker(observation: Make) -> None:
    one = money(observation)
    derived, open_ = one * 2, money(observation, "c", bound="more_than") * 2

    assert (None, None) == interval(one) == interval(open_)
    assert (derived.low, derived.high) == interval(derived)


@pytest.mark.parametrize(
    ("bound", "out", "in_"),
    [("more_than", "→", ""), ("at_least", "→", ""), ("at_most", "", "←"), ("less_than", "", "←"), ("exact", "", "")],
)
def test_an_arrow_points_to_where_a_bound_is_open(
    labels: Labels, observation: Make, bound: str, out: str, in_: str
) -> None:
    row = mark_row(labels, "A", money(observation, bound=bound))

    assert (out, in_) == (row["out"], row["in"])


def test_the_label_stands_behind_the_whisker(labels: Labels, observation: Make) -> None:
    derived = money(observation) * 2

    assert derived.high == mark_row(labels, "A", derived)["far"]
    assert 10 == mark_row(labels, "A", money(observation))["far"]


def test_what_the_title_speaks_of_is_in_the_accent(labels: Labels, observation: Make) -> None:
    derived = money(observation) * 2

    assert (ACCENT_LIGHT, ACCENT) == tuple(mark_row(labels, "A", derived, first=True)[key] for key in ("fill", "line"))
    assert FILLS["derived"] == tuple(mark_row(labels, "A", derived)[key] for key in ("fill", "line"))
    assert FILLS["rest"] == tuple(mark_row(labels, "A", derived, "rest", first=True)[key] for key in ("fill", "line"))


def test_a_kind_follows_from_residual_status_and_derivation(observation: Make) -> None:
    plan, done = money(observation, status="target"), money(observation, "b")

    assert "target" == kind_of(plan) == kind_of(plan * 2) == kind_of(money(observation, "c", status="forecast"))
    assert ("printed", "derived", "rest") == (kind_of(done), kind_of(done * 2), kind_of(done, residual=True))
