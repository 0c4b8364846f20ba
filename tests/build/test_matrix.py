"""Matrices: lists of values give their product, and what is wrong with a value is told once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.build.matrix import Combination, check_words, combinations, is_matrix
from statbook.parameters import Parameter, parse_parameters
from statbook.store import Store

LINES = """\
region: str = "Gansu"  # region of trade; place
period: str = "2023"  # period of trade; period
minimum: float = 0.5  # {0.5, 1.0}; smallest
standards: int = 1  # {0..300}; standards"""


def declared() -> dict[str, Parameter]:
    return parse_parameters(LINES, "trade")


def test_all_stands_for_every_value_that_a_parameter_may_have(store: Store) -> None:
    found, empty, faults = combinations("trade", declared(), {"period": 2023, "minimum": "all"}, store)

    assert ([], []) == (empty, faults)
    assert [0.5, 1.0] == [run.parameters["minimum"] for run in found]


def test_every_combination_runs_or_is_without_numbers(store: Store) -> None:
    found, empty, faults = combinations("trade", declared(), {"region": "all", "period": "all"}, store)
    regions, periods = (store.values("trade", name) for name in ("region", "period"))

    assert [] == faults
    assert len(regions) * len(periods) == len(found) + len(empty)
    assert store.values("trade", "region", "period") == {
        (run.parameters["region"], run.parameters["period"]) for run in found
    }


def test_a_value_that_is_wrong_is_told_once(store: Store) -> None:
    given_values = {"region": ["Gansoo", "Gansu"], "period": ["2023", "2024"]}
    _, _, faults = combinations("trade", declared(), given_values, store)

    assert 2 == len(faults)
    assert "Did you mean Gansu?" in faults[0]


def test_values_that_cannot_be_listed_are_to_be_named(store: Store) -> None:
    _, _, faults = combinations("trade", declared(), {"standards": "all"}, store)

    assert ["trade: standards is 'all', and its values cannot be listed; name them"] == faults


def test_a_matrix_without_any_number_is_a_fault(store: Store) -> None:
    _, _, faults = combinations("trade", declared(), {"region": ["Xian"], "period": ["2023"]}, store)

    assert 1 == len(faults)
    assert faults[0].startswith(
        "trade: nothing is printed for any of its combinations (1). The last: trade: nothing is "
    )
    assert faults[0].endswith("for Xian there is 2026-01/2026-02")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"number": "trade"}, []),
        ({"title": "Trade of {region}", "number": "trade.growth"}, []),
        (
            {"title": "{regoin}"},
            ["x: title: found {regoin}; expected one of region. Give it under parameters, or leave"],
        ),
        (
            {"number": "trade.grwth"},
            ["x: number: found 'trade.grwth'; expected the key of a number. trade.grwth: nothing"],
        ),
        (
            {"number": "money_m2"},
            ["x: number: found 'money_m2'; expected a key for which something is printed in one of"],
        ),
    ],
)
def test_the_words_of_an_entry_are_checked_before_it_runs(store: Store, entry: dict[str, Any], told: list[str]) -> None:
    entry |= {"parameters": {"region": ["Xian", "Gansu"]}}
    runs = [
        Combination({"region": region, "period": period}, ("region",), {})
        for region, period in (("Xian", "2026-01/2026-02"), ("Gansu", "2023"))
    ]
    faults = [str(fault) for fault in check_words("x", entry, runs, declared(), store)]

    assert len(told) == len(faults)
    assert all(found.startswith(words) for found, words in zip(faults, told, strict=True))


def test_a_parameter_that_there_is_not_is_told_with_what_is_near(store: Store) -> None:
    _, _, faults = combinations("trade", declared(), {"regoin": ["Xian"]}, store)

    assert "Did you mean region?" in faults[0]


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4))
def test_a_name_is_small_letters_digits_and_hyphens(values: list[str]) -> None:
    names = tuple(f"p{place}" for place in range(len(values)))
    run = Combination(dict(zip(names, values, strict=True)), names, dict(zip(names, values, strict=True)))

    assert set(run.name("trade")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert run.name("trade").startswith("trade")


def test_a_title_has_the_words_of_its_values() -> None:
    run = Combination({"region": "Xian"}, ("region",), {"region": "Xi'an"})

    assert "Trade of Xi'an {x}" == run.title("Trade of {region} {x}", "Trade")
    assert "Trade: Xi'an" == run.title("", "Trade")


def test_a_list_or_all_makes_a_matrix() -> None:
    assert is_matrix({"region": ["Xian"]}) and is_matrix({"region": "all"})
    assert not is_matrix({"region": "Xian", "minimum": 0.5})
