"""Arithmetic written with names in braces: `{own} / {whole} * 100`."""

import ast
import operator
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from statbook.analysis.derive import annual_growth
from statbook.analysis.quantity import Quantity, constant
from statbook.errors import KeyUnknown

_OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


_NAME = re.compile(r"\{([^}]+)\}")


def names_in(formula: str) -> list[str]:
    """The names that *formula* holds, each once."""
    return list(dict.fromkeys(_NAME.findall(formula)))


@cache
def parse_formula(formula: str, where: str) -> tuple[ast.expr, dict[str, str]]:
    """The arithmetic of *formula* as a tree, and which of its names each name in braces is.

    Names in braces, numbers, + - * / ** and `annual(rate, years)` with a number of years are arithmetic; anything else
    raises KeyUnknown, which names the place *where* the formula stands.
    """
    names: dict[str, str] = {}

    def stand_in(match: re.Match[str]) -> str:
        token = f"q{len(names)}"
        names[token] = match[1]
        return f" {token} "

    try:
        if re.search(r"\bq\d+\b", _NAME.sub("", formula)):
            raise SyntaxError
        tree = ast.parse(_NAME.sub(stand_in, formula).strip(), mode="eval").body
        sound = _is_arithmetic(tree, names)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        sound = False
    if not sound:
        raise KeyUnknown(
            f"{where}: {formula!r} is not arithmetic with keys: names in braces, numbers, + - * / ** "
            "and annual(rate, years)"
        )
    return tree, names


def _is_arithmetic(node: ast.AST, names: dict[str, str]) -> bool:
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float)
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.BinOp):
        sides = _is_arithmetic(node.left, names), _is_arithmetic(node.right, names)
        return type(node.op) in _OPERATORS and all(sides)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "annual":
        if len(node.args) != 2 or node.keywords:
            return False
        rate, years = node.args
        timed = isinstance(years, ast.Constant) and type(years.value) in (int, float) and float(str(years.value)) > 0
        return timed and _is_arithmetic(rate, names)
    return False


def evaluate_formula(formula: str, get: Callable[[str], Quantity | None], where: str) -> Quantity | None:
    """The quantity of *formula*, each name given by *get*; None if one of them is not there.

    Raises KeyUnknown, which names the place *where* the formula stands, if it is not arithmetic as `parsed` reads it.
    """
    tree, names = parse_formula(formula, where)

    def walk(node: ast.AST) -> Quantity | None:
        if isinstance(node, ast.Name):
            return get(names[node.id])
        if isinstance(node, ast.BinOp):
            left, right = walk(node.left), walk(node.right)
            if left is None or right is None:
                return None
            combined: Quantity = _OPERATORS[type(node.op)](left, right)
            return combined
        if isinstance(node, ast.Call):
            rate = walk(node.args[0])
            return annual_growth(rate, float(ast.literal_eval(node.args[1]))) if rate is not None else None
        return constant(float(ast.literal_eval(node)))

    return walk(tree)
