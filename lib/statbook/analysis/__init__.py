"""Arithmetic with printed numbers: quantities with intervals, derived numbers, breakdowns, and keys that name them."""

from statbook.analysis.breakdown import ROUNDING, Part, break_down
from statbook.analysis.derive import Combination, annual_growth, base, change, contribution, growth, share
from statbook.analysis.formula import evaluate_formula
from statbook.analysis.formula_checks import check_formulas
from statbook.analysis.keys import DERIVED, MONTH
from statbook.analysis.quantity import Quantity, constant, printed_quantity
from statbook.analysis.scope import Scope
