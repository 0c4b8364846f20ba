"""Formulas for readers: a letter for each input, no needless brackets, no steps that cancel out."""

import ast
import re
from typing import ClassVar

_SIGNS = {"−": "-", "×": "*", "^": "**"}


def letters_of(keys: list[str]) -> dict[str, str]:
    """Key of a number to its letter: a, b … z, a1, a2 …"""
    return {key: chr(ord("a") + place) if place < 26 else f"a{place - 25}" for place, key in enumerate(keys)}


def in_letters(formula: str, letters: dict[str, str]) -> str:
    """*formula*, over keys of numbers, with their *letters*: `(x.y / (1 + (x.z / 100)))` as `a / (1 + b / 100)`."""
    keys = "|".join(re.escape(key) for key in sorted(letters, key=len, reverse=True))
    text = re.sub(keys, lambda match: letters[match[0]], formula)
    for sign, code in _SIGNS.items():
        text = text.replace(sign, code)
    text = ast.unparse(_Cancelled().visit(ast.parse(text, mode="eval")))
    return text.replace("**", "^").replace("*", "×").replace("-", "−")


class _Cancelled(ast.NodeTransformer):
    """Takes steps out of a formula that undo each other: × 100 / 100, + 100 − 100, 1 + (x − 1), ^ 1, / 1."""

    INVERSE: ClassVar = {ast.Div: ast.Mult, ast.Sub: ast.Add}

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left: ast.expr = self.visit(node.left)
        right: ast.expr = self.visit(node.right)
        if isinstance(node.op, ast.Div | ast.Pow) and _constant(right) == 1:
            return left
        if isinstance(left, ast.BinOp) and isinstance(left.op, self.INVERSE.get(type(node.op), ())):
            if _constant(right) is not None and _constant(right) == _constant(left.right):
                return left.left
        if isinstance(node.op, ast.Add) and isinstance(right, ast.BinOp) and isinstance(right.op, ast.Sub):
            if _constant(left) is not None and _constant(left) == _constant(right.right):
                return right.left
        return ast.BinOp(left, node.op, right)


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None
