"""The messages that need a translation: those that the code and the texts of the library say, and the words of data.

The module is long because it has the messages of code, texts, tables and data, each found in a way of its own.
"""

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from statbook.messages import PLACE, WRITTEN, english_in
from statbook.project.paths import LIBRARY, Book
from statbook.translation.blocks import pieces

SAYING = {"say": 1, "say_count": 2, "sentence": 1, "_say": 1, "Fact": 1, "_fact": 1, "_vague": 0, "Column": 3}
"""Calls whose first arguments are messages; of a column of exported tables the third says what it means."""
OPTIONS = ("_as_of", "language_option", "texts_option")
"""Calls that make an option, with what it says of itself."""
TEXTS = ("evidence/templates/*.md", "changes/page.md", "site/texts/*.md")
"""Texts of which each block is a message."""
LINES = ("site/texts/*.txt", "site/notices/head.txt")
"""Texts of which each line is one."""
LISTS = (
    "evidence/*.toml",
    "review/*.toml",
    "project/click_words.toml",
    "site/script_words.toml",
    "site/theme_words.toml",
    "pdf/words.yaml",
    "site/texts/workbook-notes.yaml",
)
"""Files of which each string is a message."""
TABLES = (
    "charts/words.yaml",
    "prose/number_words.toml",
    "prose/source_line.toml",
    "store/measures.toml",
    "rules/rules.toml",
)
"""Files with tables by language."""
CODES = ("use", "measure")
"""Columns with codes that are shown with blanks."""
TOLD = ("producer", "publisher", "date_basis", "note", "term_basis", "status", "reason")
"""Columns of data with words that are in English only."""
_SAID = re.compile(r'\bsay\("([^"]+)"[,)]')
_FIELD = re.compile(r"\{[{%].*?[%}]\}|\{\w+\}|<[^>]+>")
_SAYS = re.compile(r"statbook\.messages import|\bColumn\(|\bdef say\(")
_HELPS = re.compile(rf"\.(?:command|group|option)\(|\b(?:{'|'.join(OPTIONS)})\(")
_LETTERS = re.compile("[A-Za-z]")
_WORDED = re.compile(r"[A-Za-z]|\(\)|\) ?\(")
"""Letters, or brackets around words that are put in."""


def library_messages(language: str) -> dict[str, str]:
    """The messages of the library, each with the file that it stands in; one with a plural has it behind a NUL."""
    found: dict[str, str] = {}
    for path in sorted(LIBRARY.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        says, helps = _SAYS.search(text), _HELPS.search(text)
        nodes = [*ast.walk(ast.parse(text))] if says or helps else []
        in_help = (message for node in nodes for message in _help_in(node)) if helps else ()
        for message in (*(_in_code(nodes, language) if says else ()), *in_help):
            found.setdefault(message, _place(path))
    for path in sorted((LIBRARY / "site" / "templates").glob("*.html")):
        for message in _SAID.findall(path.read_text(encoding="utf-8")):
            found.setdefault(message, _place(path))
    for path, by_line in (
        (path, lines is LINES) for lines in (TEXTS, LINES) for each in lines for path in sorted(LIBRARY.glob(each))
    ):
        text = path.read_text(encoding="utf-8")
        for message in text.split("\n") if by_line else (piece.text for piece in pieces(text)):
            if _WORDED.search(_FIELD.sub("", message)) and not message.startswith("    "):
                found.setdefault(message, _place(path))
    for path in (path for pattern in LISTS for path in sorted(LIBRARY.glob(pattern))):
        for message in english_in({"en": _read(path)}, "-"):
            found.setdefault(message, _place(path))
    for path in (LIBRARY / name for name in TABLES):
        for message in english_in(_read(path), language):
            found.setdefault(message, _place(path))
    return found


def data_messages(book: Book, language: str) -> dict[str, str]:
    """The words of data for which *language* has none of its own, each with the file that it stands in."""
    found: dict[str, str] = {}
    for path in sorted(book.data.glob("*.csv")):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        for name in _english_columns([*map(str, table)], language):
            for message in filter(_LETTERS.search, table[name].unique()):
                found.setdefault(message.replace("_", " ") if name in CODES else message, f"data/{path.name}")
    for path in sorted(book.data.rglob("*.yaml")):
        for message in english_in(_read(path), language):
            found.setdefault(message, f"data/{path.relative_to(book.data)}")
    path = book.data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    dimensions = (f"{name}s" for names in descriptor.get("statbook", {}).get("themes", {}).values() for name in names)
    attached = {*descriptor.get("statbook", {}).get("themes", {}), "sources"}
    tables = (table for table in descriptor.get("resources", []) if table["name"] in attached)
    columns = ["theme", *(field["name"] for table in tables for field in table["schema"]["fields"])]
    for message in (*_titles(descriptor), *dimensions, *columns):
        found.setdefault(message, "data/datapackage.json")
    config = _read(book.config) if book.config.is_file() else {}
    settings = config.get("sphinx", {}).get("config", {})
    listed = [*settings.get("paper_keywords", []), *settings.get("search_examples", [])]
    for message in filter(_LETTERS.search, [config.get("author", ""), config.get("copyright", ""), *listed]):
        found.setdefault(message, "_config.yml")
    return found


def _english_columns(columns: list[str], language: str) -> list[str]:
    """The *columns* with words that *language* has nowhere else; titles are in Chinese beside their translations."""
    english = (name for name in columns if name.endswith("_en") and name.replace("_en", f"_{language}") not in columns)
    return [name for name in (*english, *TOLD, *CODES) if name in columns and (name != "title_en" or language != "zh")]


def _titles(node: Any) -> Iterator[str]:
    """The titles, descriptions and labels within a descriptor."""
    if isinstance(node, dict):
        yield from (node[name] for name in ("title", "description", "label") if node.get(name))
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _titles(child)


def _in_code(nodes: Sequence[ast.AST], language: str) -> Iterator[str]:
    """The messages that the calls among *nodes* have as constants, directly or by names that stand for constants."""
    known: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.AnnAssign) and node.value:
            pairs = [(node.target, node.value)]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, node.iter)]
        else:
            continue
        for target, value in pairs:
            for name in target.elts if isinstance(target, ast.Tuple) else [target]:
                if isinstance(name, ast.Name):
                    known.setdefault(name.id, []).append(value)
    for node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "map" and isinstance(node.args[0], ast.Name) and node.args[0].id == "say":
            yield from _constants(node.args[1], known, 3)
        if node.func.id == "Words" and language not in WRITTEN and isinstance(node.args[0], ast.Dict):
            english = next(
                v for k, v in zip(node.args[0].keys, node.args[0].values, strict=True) if ast.unparse(k or v) == "'en'"
            )
            yield from (word for word in _constants(english, known, 1) if _LETTERS.search(PLACE.sub("", word)))
        count = SAYING.get(node.func.id, 0)
        if count == 2:
            one, many = ([*_constants(arg, known, 1)] for arg in node.args[:2])
            yield from map("\0".join, zip(one, many, strict=True))
        elif count and len(node.args) >= count:
            yield from filter(re.compile("[A-Za-z{]").search, _constants(node.args[count - 1], known, 3))


def _help_in(node: ast.AST) -> Iterator[str]:
    """What a command or an option of it says of itself."""
    if isinstance(node, ast.FunctionDef):
        calls = (each.func for each in node.decorator_list if isinstance(each, ast.Call))
        if any(isinstance(call, ast.Attribute) and call.attr in ("command", "group") for call in calls):
            yield ast.get_docstring(node) or ""
    elif isinstance(node, ast.Call):
        option = isinstance(node.func, ast.Attribute) and node.func.attr == "option"
        told = [each.value for each in node.keywords if each.arg == "help"] if option else []
        told += node.args[:1] if isinstance(node.func, ast.Name) and node.func.id in OPTIONS else []
        yield from (str(each.value).partition("  [")[0] for each in told if isinstance(each, ast.Constant))


def _constants(node: ast.expr, known: dict[str, list[ast.expr]], depth: int) -> Iterator[str]:
    """The strings that an expression may be, as far as they stand in the same module."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_constants(node.body, known, depth), *_constants(node.orelse, known, depth))
    elif isinstance(node, ast.Tuple | ast.List):
        for each in node.elts:
            yield from _constants(each, known, depth)
    elif isinstance(node, ast.Starred | ast.Subscript):
        yield from _constants(node.value, known, depth)
    elif isinstance(node, ast.Dict):
        for each in node.values:
            yield from _constants(each, known, depth)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("zip", ".get")):
        names = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        for each in (*names, *node.args[-1:]) if names else node.args[:1]:
            yield from _constants(each, known, depth)
    elif isinstance(node, ast.Name) and depth:
        for value in known.get(node.id, ()):
            yield from _constants(value, known, depth - 1)


def _read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else yaml.load(text, yaml.CSafeLoader)


def _place(path: Path) -> str:
    return f"lib/statbook/{path.relative_to(LIBRARY).as_posix()}"
