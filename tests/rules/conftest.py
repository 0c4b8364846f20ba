"""Fixtures of these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rule_numbers import MONEY, Make
from statbook.analysis import Quantity, printed_quantity
from statbook.store import Classification, Member


@pytest.fixture
def number(observation: Callable[..., Any]) -> Make:
    """A printed number; words that belong to its classification go there, *reach* names what lies in its members."""

    def make(obs: str, value: float = 100, **told: Any) -> Quantity:
        classification: dict[str, Any] = dict(MONEY)
        for name in ("kind", "unit_kind", "factor", "producer", "basis", "growth_basis", "breaks"):
            if name in told:
                classification[name] = told.pop(name)
        if "reach" in told:
            reach = {name: frozenset(Member(c, c, c) for c in codes) for name, codes in told.pop("reach").items()}
            classification["reach"] = {"region": frozenset([Member("Place", "Place", "某地")]), **reach}
        if told.get("measure") == "growth":
            told = {"unit": "percent", "base_period": "2024", **told}
            classification["unit_kind"] = "percent"
        unit = told.get("unit", "CNY")
        if unit in ("percent", "percentage_point"):
            classification["unit_kind"] = unit
        return printed_quantity(
            observation(
                obs=obs, value=value, printed=f"{value}", classification=Classification(**classification), **told
            )
        )

    return make
