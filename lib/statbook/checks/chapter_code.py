"""The code of a chapter, parsed but not run: its calls, and the names and keys that it gives as literals."""

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from statbook.errors import Fault
from statbook.project.notebooks import Notebook
from statbook.prose.typed_numbers import CITED

CHART_CALLS = tuple("show table words keys series views points slider below_zero record beside".split())
"""The calls of a chapter whose first argument names a chart or a table of the captions."""
CALLS = (*CHART_CALLS, "get", "two_readings", "breakdown", "breakdowns", "pieces", "groups")
"""The calls with names of charts, keys or breakdowns as arguments."""
Node = TypeVar("Node", bound=ast.AST)
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.\w+)*(?:@[\w./-]+)*")


def text_of(node: ast.AST | None) -> str | None:
    """The text of a literal; None for any other node."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@dataclass
class ChapterCode:
    """The code cells of a chapter, parsed; syntax errors are added to *faults*."""

    notebook: Notebook
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def cells(self) -> list[tuple[int, ast.Module]]:
        """The code cells with their numbers."""
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
                words = f"{text!r} ({getattr(error, 'msg', error)})"
                self.faults.append(Fault(self._place(number, line), words, expected))
        return found

    def _place(self, cell: int, line: int) -> str:
        return f"{self.notebook.path.name}, cell {cell}, line {line}"

    @cached_property
    def nodes(self) -> list[tuple[str, ast.AST]]:
        """Every node with its place in words."""
        return [
            (self._place(number, getattr(node, "lineno", 1)), node)
            for number, tree in self.cells
            for node in ast.walk(tree)
        ]

    def of_type(self, kind: type[Node]) -> list[tuple[str, Node]]:
        """The nodes of one type with their places."""
        return [(where, node) for where, node in self.nodes if isinstance(node, kind)]

    @cached_property
    def chapter_calls(self) -> list[tuple[str, ast.Call]]:
        """The calls of Chapter."""
        return [(where, call) for where, call in self.of_type(ast.Call) if getattr(call.func, "id", "") == "Chapter"]

    @cached_property
    def chapter_names(self) -> set[str]:
        """The variables that hold the chapter."""
        values = [call for _, call in self.chapter_calls]
        assigned = [node for _, node in self.of_type(ast.Assign) if node.value in values]
        return {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}

    @cached_property
    def calls(self) -> list[tuple[str, str, ast.Call]]:
        """The calls of methods of the chapter: (place, method, call)."""
        chapters = [call for _, call in self.chapter_calls]
        return [
            (where, method.attr, call)
            for where, call in self.of_type(ast.Call)
            if isinstance(method := call.func, ast.Attribute)
            and (method.value in chapters or getattr(method.value, "id", "") in self.chapter_names)
        ]

    def names(self, *methods: str) -> list[tuple[str, str, str]]:
        """The literal names that *methods* are given: (place, method, name); of CHART_CALLS the first argument only."""
        return [
            (where, method, name)
            for where, method, call in self.calls
            if method in methods
            for argument in (call.args[:1] if method in CHART_CALLS else call.args)
            if (name := text_of(argument)) is not None
        ]

    @cached_property
    def looked_up_words(self) -> list[tuple[str, str, str]]:
        """The subscripts of `w = here.words("chart")` in each cell: (place, chart, name)."""
        found = []
        for number, tree in self.cells:
            charts: dict[str, str] = {}
            for node in ast.walk(tree):
                call = node.value if isinstance(node, ast.Assign) else None
                if isinstance(node, ast.Assign) and isinstance(call, ast.Call) and call.args:
                    chart = text_of(call.args[0]) if getattr(call.func, "attr", "") == "words" else None
                    if chart is not None:
                        charts |= {target.id: chart for target in node.targets if isinstance(target, ast.Name)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in charts:
                    if (name := text_of(node.slice)) is not None:
                        found.append((self._place(number, node.lineno), charts[node.value.id], name))
        return found

    @cached_property
    def shown_charts(self) -> dict[str, tuple[str | None, set[str] | None]]:
        """The charts by name: their form and the words that they are given; None for what only a run knows."""
        made = [(node.targets[0], node.value) for _, node in self.of_type(ast.Assign) if len(node.targets) == 1]
        found: dict[str, tuple[str | None, set[str] | None]] = {}
        for _, method, call in self.calls:
            if method == "show" and call.args and (name := text_of(call.args[0])) is not None:
                specs = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "spec")]
                own = {getattr(spec, "id", None) for spec in specs} - {None}
                specs += [value for target, value in made if getattr(target, "id", "") in own]
                forms = {str(getattr(spec.func, "attr", "")) for spec in specs if isinstance(spec, ast.Call)}
                words = {word.arg for word in call.keywords}
                known = {word for word in words if word}
                found[name] = (forms.pop() if len(forms) == 1 else None, None if None in words else known)
        return found

    @cached_property
    def literals(self) -> list[tuple[str, str]]:
        """The texts of the code. Within f-strings, variables with one literal value are filled in, others are CITED."""
        parts = {id(part) for _, node in self.of_type(ast.JoinedStr) for part in ast.walk(node) if part is not node}
        found = []
        for where, node in self.nodes:
            text = text_of(node)
            if text is not None and id(node) not in parts:
                found.append((where, text))
            if isinstance(node, ast.JoinedStr):
                found.append((where, "".join(self._part(part) or CITED for part in node.values)))
        return found

    def _part(self, part: ast.expr) -> str | None:
        """The text of a part of an f-string, if the code alone tells it."""
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name):
            return self._constants.get(part.value.id)
        return text_of(part)

    @cached_property
    def _constants(self) -> dict[str, str]:
        """The variables that are assigned once in the whole chapter, and a literal text."""
        found: dict[str, list[str | None]] = {}
        for _, node in self.of_type(ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)] if len(node.targets) == 1 else []
            if pairs and isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = [*zip(target.elts, value.elts, strict=False)]
            for name, literal in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, []).append(text_of(literal))
        return {name: texts[0] for name, texts in found.items() if len(texts) == 1 and texts[0] is not None}

    @property
    def chapter_arguments(self) -> dict[str, Any] | None:
        """The variable behind each keyword of the one call of Chapter (None for other values); None if not one call."""
        if len(self.chapter_calls) != 1:
            return None
        _, call = self.chapter_calls[0]
        return {word.arg: getattr(word.value, "id", None) for word in call.keywords if word.arg}

    @property
    def say_words(self) -> set[str] | None:
        """The words that here.numbers() is given for {say}; None if only a run knows them, because of `**`."""
        words = {word.arg for _, method, call in self.calls if method == "numbers" for word in call.keywords}
        return None if None in words else {word for word in words if word}
