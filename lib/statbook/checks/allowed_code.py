"""What the code of a chapter may do, checked without running it.

A chapter calls the library and does no work of its own. Whatever is not listed here is refused, so that no chapter reads
or writes files, starts processes, uses the network or builds code.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import statbook
from statbook import charts
from statbook.checks.chapter_code import KEY, ChapterCode, text_of
from statbook.errors import Fault, suggestion
from statbook.prose.typed_numbers import CITED, find_typed_numbers

MOST_LINES = 40
_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
BUILTINS = frozenset(_LISTS["builtins"])
FILES = re.compile("|".join(_LISTS["files"]))
NO_WORK = "Chapters open no files and run no code."
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_TIME = re.compile(r"(?:\d{4}(?:-\d\d){0,2}|\.\.)(?:/(?:\d{4}(?:-\d\d){0,2}|\.\.))?|0[1-9]|1[0-2]")
"""Periods and months, which code gives to the library."""
FOR_CHAPTERS = tuple(name for name in statbook.__all__ if name != "add")
"""What a chapter may import of the library: everything but what writes into data/."""
_REFUSED = {getattr(ast, name): words for name, words in _LISTS["refused"].items()}
_OF_CHAPTERS = {name for name in dir(statbook.Chapter) if not name.startswith("_")} | {
    *("name", "store", "lang", "period", "region", "rounding", "parameters", "scope", "labels")
}
"""What the code may use of its chapter: calls, and what it was called with."""


def check_code(code: ChapterCode, parameters: set[str]) -> list[Fault]:
    """What the code does that a chapter may not do; *parameters* are the names that it declares."""
    found = [*_chapter_name(code), *_statements(code), *_names(code, parameters), *_typed_numbers(code)]
    lines = sum(
        bool(line.strip()) and not line.strip().startswith("#")
        for cell in code.notebook.read().cells
        if cell.cell_type == "code"
        for line in cell.source.splitlines()
    )
    if lines > MOST_LINES:
        found.append(Fault(code.notebook.path.name, f"{lines} lines of code", f"at most {MOST_LINES}"))
    return [*code.faults, *found]


def _chapter_name(code: ChapterCode) -> Iterator[Fault]:
    """A chapter gives its name once, and that is the name of its file."""
    file, name = code.notebook.path.name, code.notebook.chapter or code.notebook.name
    fix = f'Write Chapter("{name}", …), or rename the file.'
    if len(code.chapter_calls) != 1:
        places = f" ({'; '.join(where for where, _ in code.chapter_calls)})" if code.chapter_calls else ""
        yield Fault(file, f"{len(code.chapter_calls)} calls of Chapter{places}", "exactly one", fix)
    for where, call in code.chapter_calls:
        given = text_of(call.args[0]) if call.args else None
        if given != name:
            found = "Chapter with a name that is no literal" if given is None else f'Chapter("{given}")'
            yield Fault(where, found, f'Chapter("{name}"), the name of the file', fix)
    shown = [where for where, method, _ in code.calls if method == "numbers"]
    if len(code.chapter_calls) == 1 and len(shown) != 1:
        fix = "One cell ends in here.numbers(), so that numbers can be put into the sentences."
        yield Fault(file, f"{len(shown)} calls of here.numbers()", "exactly one", fix)


def _statements(code: ChapterCode) -> Iterator[Fault]:
    for where, node in code.nodes:
        if type(node) in _REFUSED:
            yield Fault(where, f"{_REFUSED[type(node)]} in a chapter", "calls only", "Put it into the library.")
        elif isinstance(node, ast.ExceptHandler):
            yield Fault(where, "errors that are caught", "none caught", "A failing cell must fail the book.")
        elif isinstance(node, ast.Import):
            names = ", ".join(alias.name for alias in node.names)
            yield Fault(where, f"import {names}", "imports from statbook only", "Put the work into the library.")
        elif isinstance(node, ast.ImportFrom):
            wrong = [alias.name for alias in node.names if alias.name not in FOR_CHAPTERS]
            wrong += [f"{alias.name} as {alias.asname}" for alias in node.names if alias.asname]
            if node.module != "statbook" or wrong:
                expected = f"from statbook import {', '.join(FOR_CHAPTERS)}"
                yield Fault(where, f"import of {', '.join(wrong) or node.module} from {node.module}", expected)


def _names(code: ChapterCode, parameters: set[str]) -> Iterator[Fault]:
    """Names and attributes that a chapter may not use, or that there are not."""
    stored = {name.id for _, name in code.of_type(ast.Name) if isinstance(name.ctx, ast.Store)}
    imports = [alias for _, node in code.of_type(ast.ImportFrom) for alias in node.names]
    own = stored | parameters | {alias.asname or alias.name for alias in imports}
    owners = {id(node.value) for _, node in code.of_type(ast.Attribute)}
    for where, name in code.of_type(ast.Name):
        if isinstance(name.ctx, ast.Load) and name.id not in own | BUILTINS:
            expected = "names of the chapter, its parameters, and simple functions of Python"
            yield Fault(where, f"the name {name.id!r}", expected, f"{NO_WORK}{suggestion(name.id, own)}")
        if name.id in ("charts", "together") and id(name) not in owners:
            yield Fault(where, f"{name.id} by itself", f"{name.id}.form(…)")
    for where, node in code.of_type(ast.Attribute):
        owner = getattr(node.value, "id", "")
        if owner in code.chapter_names and node.attr not in _OF_CHAPTERS:
            hint = suggestion(node.attr, _OF_CHAPTERS).strip()
            yield Fault(where, f"{owner}.{node.attr}", "what a chapter has", hint)
        if owner == "charts" and node.attr not in charts.__all__:
            hint = suggestion(node.attr, charts.__all__).strip()
            yield Fault(where, f"charts.{node.attr}", "a form of statbook.charts", hint)
        elif FILES.fullmatch(node.attr):
            yield Fault(where, f"the attribute {node.attr!r}", "calls of the chapter and its charts", NO_WORK)


def _typed_numbers(code: ChapterCode) -> Iterator[Fault]:
    """Numbers in texts that readers may see, and numbers that are made into texts."""
    found = [
        (where, word)
        for where, text in code.literals
        # A run completes a key such as f"water_use{part}@China@2025".
        if not (KEY.fullmatch(text.replace(CITED, "x") if "@" in text else text) or _TIME.fullmatch(text))
        and not _NAME.fullmatch(text)
        for _, word in find_typed_numbers(text)
    ]
    shown = [(where, node.value) for where, node in code.of_type(ast.FormattedValue)]
    for where, call in code.of_type(ast.Call):
        shown += [(where, value) for value in (call.args if getattr(call.func, "id", "") == "str" else [])]
    found += [(where, ast.unparse(value)) for where, value in shown if _has_number(value)]
    for where, word in found:
        fix = "Give the quantity, or its words: here.labels.number(here.get(key))."
        yield Fault(where, f"the typed number {word!r}", "a number of here.get(key)", fix)


def unknown_names(code: ChapterCode, known: set[str]) -> Iterator[Fault]:
    """Literals that name nothing: neither of the data, nor of captions, nor of the library."""
    for where, text in code.literals:
        if _NAME.fullmatch(text) and text not in known:
            expected = "a name of the data, of the captions or of a parameter"
            yield Fault(where, repr(text), expected, suggestion(text, known).strip())


def _has_number(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, int | float) for part in ast.walk(node))
