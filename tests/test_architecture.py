"""The house keeps its floors: no room imports from one above it, and no file breaks the manners of the place."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

LIBRARY = Path(__file__).resolve().parents[1] / "lib" / "statbook"
ROOT = LIBRARY.parents[1]
FLOORS = {
    "errors": 0,
    "store": 1,
    "rules": 2,
    "parameters": 2,
    "project": 3,
    "analysis": 3,
    "ingest": 4,
    "prose": 4,
    "execution": 4,
    "audit": 5,
    "charts": 6,
    "chapter": 7,
    "evidence": 7,
    "changes": 7,
    "checks": 8,
    "pdf": 8,
    "site": 9,
    "build": 10,
    "cli": 11,
}
MODULES = sorted(path for path in LIBRARY.rglob("*.py") if path != LIBRARY / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(LIBRARY).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("statbook"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("statbook.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_no_room_imports_from_a_floor_above_it(path: Path) -> None:
    own = room(path)
    above = {name for name in imports(path) if name != own and FLOORS[name] >= FLOORS[own]}

    assert set() == above


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_the_library_asserts_prints_and_hides_nothing(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"{path}:{node.lineno}"
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{path}:{node.lineno}"


def test_no_region_period_or_indicator_is_named_in_the_library(store) -> None:  # type: ignore[no-untyped-def]
    """Whatever belongs to a theme is data. A period without a digit names none, and a field of a schema is no code."""
    fields = {
        name
        for path in (LIBRARY / "store" / "schemas").glob("*.json")
        for name in re.findall(r'"(\w+)": \{', path.read_text(encoding="utf-8"))
    }
    periods = {row.period for row in store.observations if re.search(r"\d", row.period)}
    codes = periods | {code for row in store.observations for code in (row.region, row.indicator)} - fields
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in codes:
                pytest.fail(f"{path.relative_to(LIBRARY)}:{node.lineno} names {node.value!r}")


def test_nothing_of_other_hosts_or_machines_is_tracked() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    hosts = ["files." + "pythonhosted", "pypi." + "org", "cdn." + "jsdelivr", "unpkg." + "com", "registry." + "npmjs"]
    for name in listed:
        assert not name.endswith((".ttf", ".otf", ".ttc", ".woff", ".woff2", ".min.js")), name
        assert Path(name).name not in ("utils.py", "helpers.py", "misc.py"), name
        path = ROOT / name
        if path.is_file() and path.suffix != ".ipynb":
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not any(host in text for host in hosts), name
