"""Tests of store/naming.py."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from statbook.store import MEASURE_NAMES, MEASURES, Observation, Store, name_of
from statbook.store.naming import value_with_unit


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"value": 2700, "unit": "institutions", "bound": "more_than"}, "more than 2,700 institutions"),
        ({"value": "18.80", "unit": "percent"}, "18.8%"),
        ({"value": 1200, "unit": "firms"}, "1,200 firms"),
        ({"value": 3, "value_to": Decimal(4), "unit": "firms"}, "3 to 4 firms"),
    ],
)
def test_a_value_is_given_with_bound_and_unit(
    store: Store, observation: Callable[..., Observation], cells: dict[str, object], words: str
) -> None:
    assert value_with_unit(store, observation(**cells)) == words


def test_every_measure_has_a_name_in_both_languages() -> None:
    assert MEASURE_NAMES["en"].keys() == MEASURE_NAMES["zh"].keys() >= {*MEASURES}
    assert [name for name, words in MEASURE_NAMES["en"].items() if not words] == ["level", ""]
    assert [name for name, words in MEASURE_NAMES["zh"].items() if not words] == ["level", ""]


def test_a_name_has_region_indicator_members_measure_and_status(
    store: Store, observation: Callable[..., Observation]
) -> None:
    row = observation(indicator="trade", region="Xian", members=(("flow", "export"),), measure="growth")

    assert name_of(store, row) == "Xi'an: Goods trade: Exports, growth"
    assert name_of(store, row, with_region=False) == "Goods trade: Exports, growth"
    assert (
        name_of(store, observation(indicator="trade", region="Xian", status="target")) == "Xi'an: Goods trade (target)"
    )
    assert name_of(store, row, "zh").startswith("西安：")
