"""The code of a chapter, read and not run: what it may call, and the names and keys that it gives as literals.

A chapter calls the library and does no work of its own. What it may use is listed here; everything else is refused, so
that no chapter reads or writes files, starts processes, asks the network or builds code.
"""

from __future__ import annotations

__all__ = ["CALLS", "Code"]

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import statbook
from statbook import figures
from statbook.errors import Fault, near
from statbook.press.notebooks import Notebook
from statbook.prose.typed import typed_figures

MOST_LINES = 40
BUILTINS = {
    "abs",
    "all",
    "any",
    "bool",
    "dict",
    "enumerate",
    "float",
    "int",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
} | {"range", "reversed", "round", "set", "sorted", "str", "sum", "tuple", "zip", "True", "False", "None"}
"""What a chapter may use of Python beside its own names."""
FILES = re.compile(
    r"_.*|read(_.*)?|write(_.*)?|to_.+|open|load|loads|save|unlink|rename|rmdir|mkdir|touch|exists|glob|rglob|iterdir"
    r"|package|folder|path|system|popen|run|eval|query|pipe|format|format_map|io|os|sys"
)
"""Attributes that lead to files, to code, or behind what the library offers."""
CALLS = {
    **dict.fromkeys(("show", "table", "words", "keys", "series", "views", "points", "slider", "below_zero"), "figure"),
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
_REFUSED = {
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "a function",
    ast.ClassDef: "a class",
    ast.Lambda: "a function",
    ast.With: "a `with`",
    ast.While: "a `while`",
    ast.Global: "a `global`",
    ast.Delete: "a `del`",
    ast.Await: "an `await`",
}


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

    @cached_property
    def literals(self) -> list[tuple[str, str]]:
        """The texts that the code spells out: whole, or of names for literals (`f"{bonds}.growth"`)."""
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
                said = [self._text(part) for part in node.values]
                if None not in said:
                    found.append((where, "".join(filter(None, said))))
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

    def check(self, parameters: set[str]) -> list[Fault]:
        """What the code does that a chapter may not do; *parameters* are the names that it declares."""
        found = [*self._name(), *self._forms(), *self._names(parameters), *self._typed()]
        lines = sum(
            bool(line.strip()) and not line.strip().startswith("#")
            for cell in self.notebook.read().cells
            if cell.cell_type == "code"
            for line in cell.source.splitlines()
        )
        if lines > MOST_LINES:
            found.append(Fault(self.notebook.path.name, f"{lines} lines of code", f"at most {MOST_LINES}"))
        return [*self.faults, *found]

    def _name(self) -> Iterator[Fault]:
        """A chapter says its name once, and that is the name of its file."""
        file, name = self.notebook.path.name, self.notebook.chapter or self.notebook.name
        fix = f'Write Chapter("{name}", …), or rename the file.'
        if len(self.chapters) != 1:
            places = f" ({'; '.join(where for where, _ in self.chapters)})" if self.chapters else ""
            yield Fault(file, f"{len(self.chapters)} calls of Chapter{places}", "exactly one", fix)
        for where, call in self.chapters:
            first = call.args[0] if call.args else None
            said = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
            if said != name:
                found = "Chapter of a name that is no literal" if said is None else f'Chapter("{said}")'
                yield Fault(where, found, f'Chapter("{name}"), the name of the file', fix)
        shown = [where for where, method, _ in self.asked if method == "numbers"]
        if len(self.chapters) == 1 and len(shown) != 1:
            fix = "One cell ends in here.numbers(), so that the press can put numbers into sentences."
            yield Fault(file, f"{len(shown)} calls of here.numbers()", "exactly one", fix)

    def _forms(self) -> Iterator[Fault]:
        for where, node in self.nodes():
            if type(node) in _REFUSED:
                yield Fault(where, f"{_REFUSED[type(node)]} in a chapter", "calls only", "Put it into the library.")
            if isinstance(node, ast.ExceptHandler):
                yield Fault(where, "errors that are caught", "none caught", "A failing cell must fail the book.")
            if isinstance(node, ast.Import):
                names = ", ".join(alias.name for alias in node.names)
                yield Fault(where, f"import {names}", "imports from statbook only", "Put the work into the library.")
            if isinstance(node, ast.ImportFrom):
                wrong = [alias.name for alias in node.names if alias.name not in statbook.__all__]
                if node.module != "statbook" or wrong:
                    expected = f"from statbook import {', '.join(statbook.__all__)}"
                    yield Fault(where, f"import of {', '.join(wrong) or node.module} from {node.module}", expected)

    def _names(self, parameters: set[str]) -> Iterator[Fault]:
        own = {node.id for _, node in self.nodes() if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        own |= {
            alias.asname or alias.name for _, n in self.nodes() if isinstance(n, ast.ImportFrom) for alias in n.names
        }
        known = own | parameters | BUILTINS
        for where, node in self.nodes():
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known:
                yield Fault(
                    where,
                    f"the name {node.id!r}",
                    "names of the chapter, its parameters, and simple functions of Python",
                    f"Chapters open no files and run no code.{near(node.id, own | parameters)}",
                )
            if isinstance(node, ast.Attribute):
                module = isinstance(node.value, ast.Name) and node.value.id == "figures"
                if module and node.attr not in figures.__all__:
                    yield Fault(
                        where,
                        f"figures.{node.attr}",
                        "a form of statbook.figures",
                        near(node.attr, figures.__all__).strip(),
                    )
                elif FILES.fullmatch(node.attr):
                    yield Fault(
                        where,
                        f"the attribute {node.attr!r}",
                        "calls of the chapter and its figures",
                        "Chapters open no files and run no code.",
                    )

    def _typed(self) -> Iterator[Fault]:
        """Texts of the code that readers will see: those with blanks, or of other signs than keys have."""
        for where, node in self.nodes():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not KEY.fullmatch(node.value):
                if not re.search(r"\s|[^\x00-\x7f]|%", node.value):
                    continue
                for _, word in typed_figures(node.value):
                    yield Fault(
                        where,
                        f"the typed figure {word!r}",
                        "a number of here.get(key)",
                        "Give the quantity, or cite it.",
                    )

    def unknown(self, known: set[str]) -> Iterator[Fault]:
        """Literals that are the name of nothing: neither of the data, nor of captions, nor of the library."""
        for where, text in self.literals:
            if re.fullmatch(r"[A-Za-z_][\w-]*", text) and text not in known:
                yield Fault(
                    where,
                    repr(text),
                    "a name of the data, of the captions or of a parameter",
                    near(text, known).strip(),
                )

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
