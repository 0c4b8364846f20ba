"""Formulas of the data: what their arithmetic gives, and nothing where a number is not printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.analysis.formula import evaluate_formula
from statbook.errors import KeyUnknown
from statbook.store import Observation


@pytest.fixture
def given(observation: Callable[..., Observation]) -> Callable[[str], Quantity | None]:
    growth = observation(
        obs="growth", measure="growth", unit="percent", value=44, printed="44%", period="2025", base_period="2023"
    )
    numbers = {"a": observation(obs="a", value=12, printed="12元"), "growth": growth}
    return lambda key: printed_quantity(numbers[key]) if key in numbers else None


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("{a} * 2", 24),
        ("{a} / 4 * 100", 300),
        ("annual({growth}, 2)", 20),
        ("annual({growth}, 2.0) + {a} - 1.5", 30.5),
        ("{a} ** 2 - {a}", 132),
        ("1 / {a}", 1 / 12),
    ],
)
def test_a_formula_is_worked_out_with_its_numbers(
    given: Callable[[str], Quantity | None], formula: str, value: float
) -> None:
    made = evaluate_formula(formula, given, "here")

    assert made is not None
    assert value == pytest.approx(made.value)


@pytest.mark.parametrize("formula", ["{gone} * 2", "{a} + {gone}", "{gone} + {a}", "{gone}", "annual({gone}, 2)"])
def test_a_formula_of_what_is_not_printed_gives_nothing(given: Callable[[str], Quantity | None], formula: str) -> None:
    assert evaluate_formula(formula, given, "here") is None


@pytest.mark.parametrize(
    "formula",
    [
        "annual({growth})",
        "annual({growth}, 2, 3)",
        "annual({growth}, years=2)",
        "annual({growth}, 2, years=2)",
        "annual({growth}, 0)",
        "annual({growth}, -1)",
        "annual({growth}, True)",
        "annual([2], 2)",
        "other.annual({growth}, 2)",
        "{a} + [2]",
        "[2] + {a}",
        "{a} + q1 + 1",
        "annual({growth}, {a})",
        "annual('two', 2)",
        "other({growth}, 2)",
        "{a} // 2",
        "{a} + 'two'",
        "{a} + True",
        "{a} + q0",
        "{a} + b",
        "{a} +",
        "[{a}]",
    ],
)
def test_what_is_no_arithmetic_of_keys_is_refused_with_its_place(
    given: Callable[[str], Quantity | None], formula: str
) -> None:
    with pytest.raises(KeyUnknown, match=r"^here: .* is not arithmetic with keys"):
        evaluate_formula(formula, given, "here")
