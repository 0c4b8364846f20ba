"""What commands say while they work and when something is wrong: the templates of it, taken from the code.

Such words are made in a hundred modules, go through files and processes, and are compared; so they stay English until
they are printed (`project.terminal_words`), and here it is found what they may be: each text that is handed to an error,
a fault, a step of progress or the terminal, directly or by names and functions that stand for it.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from statbook.messages import PLACE
from statbook.project.paths import LIBRARY

_SINK = re.compile(
    r"(?:Error|Unknown|Ambiguous|UnclearFormat|Busy|Refused|Fault|_?faults?|row_faults|_?progress|tell|warn|_line)$"
)
"""The calls whose arguments are printed in the end."""
_WHOLE = re.compile(
    r"/(ingest/(?!\w*_draft|series_|label_|staged|calm|parsing/period_forms)|store/validation/(?!suspect)|review/(?!command|page)|preview/(?:builder|draft|state))|/parameters"
)
"""The modules in which faults go through many hands: all that has words there is taken."""
_LISTED = {".toml": r'^  "(.*)",$', ".json": r'"description": "([^"]* [^"]*)"'}
"""How messages stand in other files, by their endings."""
_SHAPING = {
    "join",
    "strip",
    "removesuffix",
    "rstrip",
    "get",
    "capitalize",
    "splitlines",
    "str",
    "zip",
    "sorted",
    "map",
    "inert_text",
    "tell",
}
"""Calls that give their words on."""
_KEPT = _SHAPING | {"len", "repr", "quote_cell", "int", "iloc", "format_map"}
"""Names that say nothing of the words in a place."""
_LETTERS = re.compile("[A-Za-z]{2}")
_CODE = re.compile(r"(?!(?:none|nothing|added|another|Changed)$|[A-Z][a-z]+:? )(?:--[a-z]+ )?(?:[^ ]+(?:: |$))*")
"""Codes, files or options, with a colon behind each: what says where a fault is; single words of English may be codes too."""
_PROGRAM = re.compile(
    r"\\|SELECT|CAST\(|::|read_parquet|regexp_|IS NULL|known_to =|-src |^Example: |<!--|Statbook SC|coalesce|PARTITION|DECIMAL|[}] AS [{]|General|^# |^theme: |^publisher: |^period: [{]|^, is: "
)
"""What no reader is told: queries, patterns, marks within files."""
_SPECIFIED = re.compile(r"\{(\w+)(?:![rs])?(?::[.,\d]+\w?)?\}")
"""A place for a value, with how it is written."""
_DEPTH = 5
_Known = dict[str, list[tuple[ast.expr, "_Module"]]]


class _Module:
    """A module with what its names stand for, the calls whose arguments are printed, and its texts but for docstrings."""

    def __init__(self, path: Path) -> None:
        self.place = f"lib/statbook/{path.relative_to(LIBRARY).as_posix()}"
        self.names: dict[str, list[ast.expr]] = defaultdict(list)
        self.answers: dict[str, list[ast.expr]] = defaultdict(list)
        self.said: list[ast.expr] = []
        texts, parts = list[ast.expr](), set[int]()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Assign(targets=[target, *_], value=value) | ast.For(target=target, iter=value):
                    self._name(target, value)
                case ast.AnnAssign(target=target) | ast.AugAssign(target=target) | ast.NamedExpr(target=target):
                    self._name(target, node.value or node.target)
                case ast.comprehension(target=target, iter=value):
                    self._name(target, value)
                case ast.FunctionDef(returns=ast.expr() as kind) if re.search(r"\bstr\b", ast.unparse(kind)):
                    given = (each for each in ast.walk(node) if isinstance(each, ast.Return | ast.Yield))
                    self.answers[node.name] += [each.value for each in given if each.value]
                case ast.Call() if _SINK.search(_callee(node)):
                    self.said += [*node.args, *(named.value for named in node.keywords)]
                case ast.JoinedStr() | ast.Constant(value=str()):
                    texts.append(node)
            if isinstance(node, ast.JoinedStr | ast.Expr | ast.FormattedValue):
                parts.update(map(id, ast.iter_child_nodes(node)))
        self.said += self.answers["__str__"]
        self.said += [each for each in texts if id(each) not in parts] if _WHOLE.search(self.place) else []

    def _name(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id].append(value)
        elif isinstance(target, ast.Starred):
            self._name(target.value, value)
        elif isinstance(target, ast.Tuple):
            alike = isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts)
            for place, each in enumerate(target.elts):
                self._name(each, value.elts[place] if alike and isinstance(value, ast.Tuple) else value)


@cache
def terminal_messages() -> dict[str, str]:
    """The templates of what the terminal says, each with the file that it stands in."""
    modules = [_Module(path) for path in sorted(LIBRARY.rglob("*.py"))]
    shared: _Known = defaultdict(list)
    for module in modules:
        for name, values in module.names.items():
            shared[name] += [(value, module) for value in values] if name.strip("_").isupper() else []
        for name, values in module.answers.items():
            shared[f"{name}()"] += [(value, module) for value in values]
    found = {text: module.place for module in reversed(modules) for text in _said_in(module, shared)}
    for path in (LIBRARY / "project" / "foreign_words.toml", *sorted((LIBRARY / "store" / "schemas").glob("*.json"))):
        for text in re.findall(_LISTED[path.suffix], path.read_text(encoding="utf-8"), re.MULTILINE):
            found[text] = f"lib/statbook/{path.relative_to(LIBRARY).as_posix()}"
    return found


def _said_in(module: _Module, shared: _Known) -> Iterator[str]:
    for each in module.said:
        for text in _texts(each, module, shared, _DEPTH):
            for message in (line.strip() for line in _SPECIFIED.sub(r"{\1}", text).split("\n")):
                said = PLACE.sub("0", message).lstrip(": ")
                if _LETTERS.search(said) and not _CODE.fullmatch(said) and not _PROGRAM.search(message):
                    yield message


def _callee(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _texts(node: ast.expr, module: _Module, shared: _Known, depth: int) -> Iterator[str]:
    """The texts that an expression may be, or may have in it."""
    inner: list[tuple[ast.expr, _Module]] = []
    match node:
        case ast.Constant(value=str(text)):
            yield text.replace("{{", "{").replace("}}", "}")
        case ast.JoinedStr():
            yield _template(node)
            inner = [(each.value, module) for each in node.values if isinstance(each, ast.FormattedValue)]
        case ast.IfExp():
            inner = [(node.body, module), (node.orelse, module)]
        case ast.BinOp():
            inner = [(node.left, module), (node.right, module)]
        case ast.BoolOp(values=many) | ast.Tuple(elts=many) | ast.List(elts=many) | ast.Dict(values=many):
            inner = [(each, module) for each in many]
        case ast.Starred() | ast.Subscript():
            inner = [(node.value, module)]
        case ast.GeneratorExp() | ast.ListComp():
            inner = [(node.elt, module)]
        case ast.Name(id=name):
            inner, depth = [(value, module) for value in module.names.get(name, ())], depth - 1
            inner = inner or (shared.get(name, []) if name.strip("_").isupper() else [])
        case ast.Call():
            name, own = _callee(node), [node.func.value] if isinstance(node.func, ast.Attribute) else []
            if name in _SHAPING:
                inner = [(each, module) for each in (*own, *node.args[name == "get" :])]
            else:
                known = shared.get(f"{name}()", [])
                only = not name.startswith("_") and (not own or len({id(home) for _, home in known}) == 1)
                inner = [each for each in known if only or each[1] is module]
                depth -= 1
    for each, home in inner if depth >= 0 else ():
        yield from _texts(each, home, shared, depth)


def _template(node: ast.JoinedStr) -> str:
    """The text with a place for each value, which has the name of what the value is made from."""
    names: dict[str, str] = {}
    for each in (each.value for each in node.values if isinstance(each, ast.FormattedValue)):
        words = (_word(part) for part in ast.walk(each))
        name = next((word.strip("_").lower() for word in words if word.isidentifier() and word not in _KEPT), "it")
        taken = list(names.values())
        free = (new for new in (name, *(f"{name}{number}" for number in range(2, 99))) if new not in taken)
        names.setdefault(ast.unparse(each), next(free))
    return "".join(
        str(each.value) if isinstance(each, ast.Constant) else f"{{{names[ast.unparse(each.value)]}}}"
        for each in node.values
        if isinstance(each, ast.Constant | ast.FormattedValue)
    )


def _word(node: ast.AST) -> str:
    """The word that a part of an expression has: the name of a value, or the key of one."""
    match node:
        case ast.Attribute(attr=word) | ast.Name(id=word):
            return word
        case ast.Subscript(slice=ast.Constant(value=str(word))):
            return word
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(word)), *_]):
            return word
    return ""
