"""What the code of a chapter may do: read, and not run.

A chapter calls the library and does no work of its own. What it may use is listed here; everything else is refused, so
that no chapter reads or writes files, starts processes, asks the network or builds code.
"""

from __future__ import annotations

__all__ = ["check_code", "unknown_names"]

import ast
import re
from collections.abc import Iterator

import statbook
from statbook import charts as figures
from statbook.errors import Fault, near
from statbook.checks.chapter_code import KEY, Code
from statbook.prose.typed_numbers import CITED, typed_figures

MOST_LINES = 40
BUILTINS = frozenset(
    "abs all any bool dict enumerate float int len list map max min next range reversed round set sorted str sum tuple zip"
    " True False None".split()
)
"""What a chapter may use of Python beside its own names."""
FILES = re.compile(
    r"_.*|read(_.*)?|write(_.*)?|to_.+|open|load|loads|save|unlink|rename|rmdir|mkdir|touch|exists|glob|rglob|iterdir"
    r"|package|folder|path|system|popen|run|eval|query|pipe|format|format_map|io|os|sys"
)
"""Attributes that lead to files, to code, or behind what the library offers."""
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_TIME = re.compile(r"(?:\d{4}(?:-\d\d){0,2}|\.\.)(?:/(?:\d{4}(?:-\d\d){0,2}|\.\.))?|0[1-9]|1[0-2]")
"""Periods and months, which code gives to the library."""
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


def check_code(code: Code, parameters: set[str]) -> list[Fault]:
    """What the code does that a chapter may not do; *parameters* are the names that it declares."""
    found = [*_name(code), *_forms(code), *_names(code, parameters), *_typed(code)]
    lines = sum(
        bool(line.strip()) and not line.strip().startswith("#")
        for cell in code.notebook.read().cells
        if cell.cell_type == "code"
        for line in cell.source.splitlines()
    )
    if lines > MOST_LINES:
        found.append(Fault(code.notebook.path.name, f"{lines} lines of code", f"at most {MOST_LINES}"))
    return [*code.faults, *found]


OF_CHAPTERS = {name for name in dir(statbook.Chapter) if not name.startswith("_")} | {
    *("name", "store", "lang", "period", "region", "rounding", "parameters", "scope", "labels")
}
"""What the code of a chapter may ask of it: its calls, and what it was called with."""


def _name(code: Code) -> Iterator[Fault]:
    """A chapter says its name once, and that is the name of its file."""
    file, name = code.notebook.path.name, code.notebook.chapter or code.notebook.name
    fix = f'Write Chapter("{name}", …), or rename the file.'
    if len(code.chapters) != 1:
        places = f" ({'; '.join(where for where, _ in code.chapters)})" if code.chapters else ""
        yield Fault(file, f"{len(code.chapters)} calls of Chapter{places}", "exactly one", fix)
    for where, call in code.chapters:
        first = call.args[0] if call.args else None
        said = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
        if said != name:
            found = "Chapter of a name that is no literal" if said is None else f'Chapter("{said}")'
            yield Fault(where, found, f'Chapter("{name}"), the name of the file', fix)
    shown = [where for where, method, _ in code.asked if method == "numbers"]
    if len(code.chapters) == 1 and len(shown) != 1:
        fix = "One cell ends in here.numbers(), so that the press can put numbers into sentences."
        yield Fault(file, f"{len(shown)} calls of here.numbers()", "exactly one", fix)


def _forms(code: Code) -> Iterator[Fault]:
    for where, node in code.nodes():
        if type(node) in _REFUSED:
            yield Fault(where, f"{_REFUSED[type(node)]} in a chapter", "calls only", "Put it into the library.")
        if isinstance(node, ast.ExceptHandler):
            yield Fault(where, "errors that are caught", "none caught", "A failing cell must fail the book.")
        if isinstance(node, ast.Import):
            names = ", ".join(alias.name for alias in node.names)
            yield Fault(where, f"import {names}", "imports from statbook only", "Put the work into the library.")
        if isinstance(node, ast.ImportFrom):
            wrong = [alias.name for alias in node.names if alias.name not in statbook.__all__]
            wrong += [f"{alias.name} as {alias.asname}" for alias in node.names if alias.asname]
            if node.module != "statbook" or wrong:
                expected = f"from statbook import {', '.join(statbook.__all__)}"
                yield Fault(where, f"import of {', '.join(wrong) or node.module} from {node.module}", expected)


def _names(code: Code, parameters: set[str]) -> Iterator[Fault]:
    own = {node.id for _, node in code.nodes() if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    own |= {alias.asname or alias.name for _, n in code.nodes() if isinstance(n, ast.ImportFrom) for alias in n.names}
    known = own | parameters | BUILTINS
    calls = {id(call) for _, call in code.chapters}
    assigned = (node for _, node in code.nodes() if isinstance(node, ast.Assign) and id(node.value) in calls)
    chapters = {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}
    called = {id(node.value) for _, node in code.nodes() if isinstance(node, ast.Attribute)}
    for where, node in code.nodes():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known:
            yield Fault(
                where,
                f"the name {node.id!r}",
                "names of the chapter, its parameters, and simple functions of Python",
                f"Chapters open no files and run no code.{near(node.id, own | parameters)}",
            )
        if isinstance(node, ast.Name) and node.id in ("figures", "together") and id(node) not in called:
            yield Fault(where, f"{node.id} by itself", f"{node.id}.form(…)")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in chapters:
            if node.attr not in OF_CHAPTERS:
                hint = near(node.attr, OF_CHAPTERS).strip()
                yield Fault(where, f"{node.value.id}.{node.attr}", "what a chapter has", hint)
        if isinstance(node, ast.Attribute):
            module = isinstance(node.value, ast.Name) and node.value.id == "figures"
            if module and node.attr not in figures.__all__:
                yield Fault(
                    where,
                    f"figures.{node.attr}",
                    "a form of statbook.charts",
                    near(node.attr, figures.__all__).strip(),
                )
            elif FILES.fullmatch(node.attr):
                yield Fault(
                    where,
                    f"the attribute {node.attr!r}",
                    "calls of the chapter and its charts",
                    "Chapters open no files and run no code.",
                )


def _typed(code: Code) -> Iterator[Fault]:
    """Texts of the code that readers may see, and numbers that are made into texts."""
    found = [
        (where, word)
        for where, text in code.literals
        if not (KEY.fullmatch(text) or _TIME.fullmatch(text) or _NAME.fullmatch(text) or _is_open_key(text))
        for _, word in typed_figures(text)
    ]
    for where, node in code.nodes():
        words: list[str] = []
        if isinstance(node, ast.FormattedValue) and _is_number(node.value):
            words = [ast.unparse(node.value)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
            words = [ast.unparse(argument) for argument in node.args if _is_number(argument)]
        found += [(where, word) for word in words]
    for where, word in found:
        fix = "Give the quantity, or its words: here.labels.number(here.get(key))."
        yield Fault(where, f"the typed number {word!r}", "a number of here.get(key)", fix)


def unknown_names(code: Code, known: set[str]) -> Iterator[Fault]:
    """Literals that are the name of nothing: neither of the data, nor of captions, nor of the library."""
    for where, text in code.literals:
        if _NAME.fullmatch(text) and text not in known:
            yield Fault(
                where,
                repr(text),
                "a name of the data, of the captions or of a parameter",
                near(text, known).strip(),
            )


def _is_open_key(text: str) -> bool:
    """Whether a text is a key in which a run puts a name: f"water_use{part}@China@2025"."""
    return "@" in text and KEY.fullmatch(text.replace(CITED, "x")) is not None


def _is_number(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, int | float) for part in ast.walk(node))
