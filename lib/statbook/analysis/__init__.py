"""Arithmetic with printed figures: intervals of rounding, implied bases, contributions, shares, residuals."""

from statbook.analysis.breakdown import ROUNDING, Part, break_down
from statbook.analysis.combination import Combination
from statbook.analysis.derive import annual_growth, base, change, contribution, difference_growth, growth, share
from statbook.analysis.formula import evaluate_formula, names_in
from statbook.analysis.formula_checks import check_formulas
from statbook.analysis.keys import MONTH
from statbook.analysis.quantity import Quantity, constant, last_digit, printed_interval, printed_quantity, rounding_unit
from statbook.analysis.scope import DERIVED, Scope

__all__ = [
    "DERIVED",
    "MONTH",
    "ROUNDING",
    "Combination",
    "Part",
    "Quantity",
    "Scope",
    "annual_growth",
    "base",
    "break_down",
    "change",
    "check_formulas",
    "constant",
    "contribution",
    "difference_growth",
    "evaluate_formula",
    "growth",
    "last_digit",
    "names_in",
    "printed_interval",
    "printed_quantity",
    "rounding_unit",
    "share",
]
