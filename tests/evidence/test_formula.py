"""Tests of evidence/formula.py."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.evidence.formula import in_letters, letters_of


@given(st.lists(st.sampled_from(["+", "−", "×", "/"]), min_size=1, max_size=5), st.data())
def test_a_formula_as_shown_gives_what_the_formula_gives(signs: list[str], data: st.DataObject) -> None:
    formula = "k.a"
    for sign in signs:
        right = data.draw(st.sampled_from(["k.b", "100", "1", "(k.a − 1)"]))
        formula = f"({formula} {sign} {right})" if data.draw(st.booleans()) else f"({right} {sign} {formula})"

    def value(text: str) -> Decimal | None:
        code = text.replace("−", "-").replace("×", "*").replace("k.a", "a").replace("k.b", "b").replace("^", "**")
        try:
            return Decimal(eval(code, {"a": Decimal(7), "b": Decimal(13)}))
        except ArithmeticError:
            return None

    before, after = value(formula), value(in_letters(formula, {"k.a": "a", "k.b": "b"}))
    assert before is None or (after is not None and abs(before - after) <= abs(before) * Decimal("1e-20"))


def test_numbers_have_letters_beyond_the_alphabet() -> None:
    letters = letters_of([f"k{n}" for n in range(28)])

    assert ["a", "z", "a1", "a2"] == [letters[f"k{n}"] for n in (0, 25, 26, 27)]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("((x / (1 + (y / 100))) × 1)", "a / (1 + b / 100) × 1"),
        ("((((x × 100) / 100) + 100) − 100)", "a"),
        ("(1 + ((x / y) − 1))", "a / b"),
        ("((x ^ 1) / 1)", "a"),
        ("(x − (y − 1))", "a − (b − 1)"),
    ],
)
def test_a_formula_is_shown_without_steps_that_undo_each_other(formula: str, shown: str) -> None:
    assert shown == in_letters(formula, {"x": "a", "y": "b"})
