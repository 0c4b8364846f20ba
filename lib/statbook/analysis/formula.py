"""Arithmetic written with names in braces: `{own} / {whole} * 100`."""

from __future__ import annotations

__all__ = ["computed", "names_in"]

import ast
import operator
import re
from collections.abc import Callable
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


def computed(formula: str, get: Callable[[str], Quantity | None], where: str) -> Quantity | None:
    """The quantity of *formula*, each name given by *get*; None if one of them is not there.

    Names, numbers, + − × / ^ and `annual(rate, years)` are arithmetic; anything else raises KeyUnknown, which
    names the place *where* the formula stands.
    """
    names: dict[str, str] = {}

    def stand_in(match: re.Match[str]) -> str:
        token = f"q{len(names)}"
        names[token] = match[1]
        return token

    def walk(node: ast.AST) -> Quantity | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return constant(float(node.value))
        if isinstance(node, ast.Name) and node.id in names:
            return get(names[node.id])
        if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
            left, right = walk(node.left), walk(node.right)
            if left is None or right is None:
                return None
            combined: Quantity = _OPERATORS[type(node.op)](left, right)
            return combined
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "annual":
            rate, years = walk(node.args[0]), walk(node.args[1])
            return annual_growth(rate, years.value) if rate is not None and years is not None else None
        raise KeyUnknown(f"{where}: {ast.unparse(node)} is not arithmetic with keys")

    return walk(ast.parse(_NAME.sub(stand_in, formula), mode="eval").body)
