"""Known: a matrix of what is printed for which place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from statbook.charts import availability_matrix
from statbook.store import Observation

PLACES = ("China", "Jiangsu")


@pytest.fixture
def rows(observation: Any) -> list[Observation]:
    contracts = {"indicator": "tech_contracts", "value": 80, "printed": "80元"}
    return [
        observation(obs="c", region="China", **contracts),
        observation(obs="j", region="Jiangsu", status="target", **contracts),
        observation(obs="l", region="China", indicator="ip_pledge_loans"),
        observation(
            obs="l3", region="China", indicator="ip_pledge_loans", period="2023/2025", value=600, printed="600元"
        ),
    ]


def test_a_target_whose_outcome_is_not_printed_is_told(labels: Any, rows: list[Observation]) -> None:
    facts = availability_matrix(labels, rows, PLACES).facts  # type: ignore[union-attr]
    assert facts == {"cells": "4", "empty": "1", "no_outcome": "No target has its outcome printed"}


def test_cells_are_counted_among_the_rows_that_are_shown(labels: Any, rows: list[Observation]) -> None:
    states = availability_matrix(labels, rows, PLACES).states  # type: ignore[union-attr]
    counted = {view: (facts["cells"], facts["empty"]) for view, facts in states.items()}
    assert counted == {"all": ("4", "1"), "target": ("2", "0"), "actual": ("4", "1")}


def test_an_outcome_beside_its_target_is_shown_and_unsays_it(labels: Any, rows: Any, observation: Any) -> None:
    met = observation(obs="met", region="Jiangsu", indicator="tech_contracts", value=90, printed="90元")
    spec = availability_matrix(labels, [*rows, met], PLACES)
    assert spec is not None
    assert spec.facts["no_outcome"] == ""
    assert "90 yuan" in list(spec.rows["Value"])


def test_of_two_periods_that_end_together_the_shorter_is_shown(labels: Any, rows: list[Observation]) -> None:
    spec = availability_matrix(labels, rows, PLACES)
    assert spec is not None
    assert list(spec.rows["Value"]) == ["80 yuan", "80 yuan", "100 yuan"]


def test_a_series_broken_down_says_its_member(labels: Any, observation: Any, drawn: Any) -> None:
    rate = {"theme": "patents", "indicator": "industrialisation_rate", "unit": "percent", "value": 10, "printed": "10%"}
    rows = [
        observation(obs=code, region="China", members=(("holder", code),), **rate)
        for code in ("universities", "institutes")
    ]
    drawing = drawn(availability_matrix(labels, rows, ("China",), {"industrialisation_rate": "Rate"}), 700)
    assert "Rate: Universities" in drawing


@pytest.mark.parametrize("width", [700, 330])
def test_the_matrix_stays_within_its_width(labels: Any, rows: list[Observation], drawn: Any, width: int) -> None:
    assert float(re.search(r'width="([\d.]+)"', drawn(availability_matrix(labels, rows, PLACES), width))[1]) <= width  # type: ignore[index]


def test_a_place_without_charts_makes_no_chart(labels: Any, rows: list[Observation]) -> None:
    assert availability_matrix(labels, rows, ("Zhejiang",)) is None
