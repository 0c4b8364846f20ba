"""Arithmetic with printed figures: intervals of rounding, implied bases, contributions, shares, residuals."""

from statbook.analysis.breakdown import ROUNDING, Part, compose
from statbook.analysis.derive import annual_growth, base, change, contribution, difference_growth, growth, share
from statbook.analysis.formula import computed, names_in
from statbook.analysis.combination import Gathered
from statbook.analysis.keys import MONTH
from statbook.analysis.quantity import Quantity, box, constant, last_digit, printed, rounding_unit
from statbook.analysis.scope import DERIVED, Scope
from statbook.analysis.formula_checks import unsound

__all__ = [
    "DERIVED",
    "MONTH",
    "ROUNDING",
    "Gathered",
    "Part",
    "Quantity",
    "Scope",
    "annual_growth",
    "base",
    "box",
    "change",
    "compose",
    "computed",
    "constant",
    "contribution",
    "difference_growth",
    "growth",
    "last_digit",
    "names_in",
    "printed",
    "rounding_unit",
    "share",
    "unsound",
]
