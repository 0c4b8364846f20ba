"""The code of a chapter, parsed and not run: its calls, and the names and keys that it gives as literals."""

from __future__ import annotations

__all__ = ["CALLS", "KEY", "Code"]

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from statbook.errors import Fault
from statbook.project.notebooks import Notebook
from statbook.prose.typed_numbers import CITED

CALLS = {
    **dict.fromkeys(
        ("show", "table", "words", "keys", "series", "views", "points", "slider", "below_zero", "record"), "figure"
    ),
    "beside": "figure",
    "get": "key",
    "cut": "cut",
    "cuts": "cut",
    "pieces": "cut",
    "groups": "cut",
    "two_readings": "key",
}
"""Calls of a chapter whose arguments are names of figures (captions), keys or cuts."""
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.\w+)*(?:@[\w./-]+)*")


@dataclass
class Code:
    """The code cells of a chapter, parsed; what cannot be parsed is among the *faults*."""

    notebook: Notebook
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def cells(self) -> list[tuple[int, ast.Module]]:
        found = []
        for number, cell in enumerate(self.notebook.read().cells):
            if cell.cell_type != "code":
                continue
            try:
                found.append((number, ast.parse(cell.source)))
            except (SyntaxError, ValueError) as error:
                line = getattr(error, "lineno", None) or 1
                text = (cell.source.splitlines() or [""])[line - 1].strip()
                expected = "Python" if text[:1] not in ("!", "%", "?") else "calls of statbook, no magics of IPython"
                where = f"{self.notebook.path.name}, cell {number}, line {line}"
                self.faults.append(Fault(where, f"{text!r} ({getattr(error, 'msg', error)})", expected))
        return found

    def nodes(self) -> Iterator[tuple[str, ast.AST]]:
        """Every node with its place in words."""
        for number, tree in self.cells:
            for node in ast.walk(tree):
                yield f"{self.notebook.path.name}, cell {number}, line {getattr(node, 'lineno', 1)}", node

    @cached_property
    def chapters(self) -> list[tuple[str, ast.Call]]:
        """The calls of Chapter."""
        return [
            (where, node)
            for where, node in self.nodes()
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Chapter"
        ]

    @cached_property
    def asked(self) -> list[tuple[str, str, list[ast.expr]]]:
        """The calls of the chapter: (place, method, arguments)."""
        here = {
            target.id
            for _, node in self.nodes()
            if isinstance(node, ast.Assign) and node.value in [call for _, call in self.chapters]
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        return [
            (where, node.func.attr, node.args)
            for where, node in self.nodes()
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and (
                (isinstance(node.func.value, ast.Name) and node.func.value.id in here)
                or node.func.value in [c for _, c in self.chapters]
            )
        ]

    def named(self, *methods: str) -> list[tuple[str, str, str]]:
        """The literal names that *methods* are given: (place, method, name). Of `show` and `table`, the first."""
        found = []
        for where, method, arguments in self.asked:
            if method in methods:
                wanted = arguments if CALLS.get(method) != "figure" else arguments[:1]
                found += [
                    (where, method, argument.value)
                    for argument in wanted
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                ]
        return found

    def subscripts(self, method: str) -> list[tuple[str, str, str]]:
        """What is taken by name of `w = here.method("figure")`, cell by cell: (place, figure, name)."""
        found = []
        for number, tree in self.cells:
            figures: dict[str, str] = {}
            for node in ast.walk(tree):
                value = getattr(node, "value", None)
                if (
                    isinstance(node, ast.Assign)
                    and isinstance(value, ast.Call)
                    and isinstance(value.func, ast.Attribute)
                ):
                    named = value.args[0] if value.func.attr == method and value.args else None
                    if isinstance(named, ast.Constant) and isinstance(named.value, str):
                        figures |= {each.id: named.value for each in node.targets if isinstance(each, ast.Name)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in figures:
                    if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                        where = f"{self.notebook.path.name}, cell {number}, line {node.lineno}"
                        found.append((where, figures[node.value.id], node.slice.value))
        return found

    @cached_property
    def literals(self) -> list[tuple[str, str]]:
        """The texts that the code spells out, names for literals put in (`f"{bonds}.growth"`), CITED for what a run gives."""
        parts = {
            id(part)
            for _, node in self.nodes()
            if isinstance(node, ast.JoinedStr)
            for part in ast.walk(node)
            if part is not node
        }
        found = []
        for where, node in self.nodes():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                found.append((where, node.value))
            if isinstance(node, ast.JoinedStr):
                found.append((where, "".join(self._text(part) or CITED for part in node.values)))
        return found

    @cached_property
    def _constants(self) -> dict[str, str]:
        """Names that stand for one literal text in the whole chapter."""
        found: dict[str, list[str | None]] = {}
        for _, node in self.nodes():
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                target, value = node.targets[0], node.value
                pairs = [(target, value)]
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                    pairs = [*zip(target.elts, value.elts, strict=False)]
                for name, said in pairs:
                    if isinstance(name, ast.Name):
                        text = said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else None
                        found.setdefault(name.id, []).append(text)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.setdefault(node.id, [])
        return {name: texts[0] for name, texts in found.items() if len(texts) == 1 and texts[0] is not None}

    def _text(self, part: ast.expr) -> str | None:
        """What a part of an f-string says, if the code tells."""
        if isinstance(part, ast.Constant):
            return part.value if isinstance(part.value, str) else None
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name):
            return self._constants.get(part.value.id)
        return None

    @property
    def called(self) -> dict[str, Any] | None:
        """How the chapter calls itself, by names of parameters (ast.Name) and literals; None if not just once."""
        if len(self.chapters) != 1:
            return None
        _, call = self.chapters[0]
        name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
        given = {word.arg: word.value.id if isinstance(word.value, ast.Name) else None for word in call.keywords}
        return {"name": name, "given": given}

    def keywords(self, method: str) -> list[str | None]:
        """The names of the words that *method* of the chapter is given; None for those behind `**`."""
        return [
            word.arg
            for _, node in self.nodes()
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
            for word in node.keywords
        ]

    def is_key(self, text: str) -> bool:
        """Whether a literal has the form of a key."""
        return KEY.fullmatch(text) is not None
