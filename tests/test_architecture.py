"""The structure of the library: imports in one direction, sizes, names, one test file for each module."""

from __future__ import annotations

import ast
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

LIBRARY = Path(__file__).resolve().parents[1] / "lib" / "statbook"
ROOT = LIBRARY.parents[1]
LEVELS = {
    "errors": 0,
    "messages": 0,
    "store": 1,
    "rules": 2,
    "parameters": 2,
    "project": 3,
    "analysis": 3,
    "ingest": 4,
    "reading": 4,
    "prose": 4,
    "execution": 4,
    "export": 4,
    "audit": 5,
    "scaffold": 5,
    "translation": 5,
    "review": 6,
    "charts": 6,
    "chapter": 7,
    "evidence": 7,
    "changes": 7,
    "verification": 7,
    "checks": 8,
    "pdf": 8,
    "site": 9,
    "build": 10,
    "documents": 11,
    "editions": 11,
    "preview": 11,
    "cli": 12,
}
MODULES = sorted(path for path in LIBRARY.rglob("*.py") if path != LIBRARY / "__init__.py")


def package(path: Path) -> str:
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
def test_no_package_imports_from_one_above_it(path: Path) -> None:
    own = package(path)
    above = {name for name in imports(path) if name != own and LEVELS[name] >= LEVELS[own]}

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


def test_a_module_has_at_most_300_lines_and_one_of_more_than_200_says_why() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        length = len(text.splitlines())
        assert length <= 300, path
        if length > 200:
            words = ast.get_docstring(ast.parse(text)) or ""
            assert "long because" in words or "more than 200 lines because" in words, f"{path} has {length} lines"


def test_a_function_has_at_most_60_lines_and_its_name_is_no_bare_participle() -> None:
    irregular = {
        "told",
        "said",
        "kept",
        "held",
        "made",
        "known",
        "drawn",
        "written",
        "meant",
        "shown",
        "found",
        "given",
    }
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                place, name = f"{path}:{node.lineno} {node.name}", node.name.strip("_")
                assert node.end_lineno - node.lineno < 60, place
                bare = "_" not in name and (name in irregular or name.endswith("ed"))
                assert not bare, place


def test_every_module_has_a_test_file_of_its_name_and_every_test_file_a_module() -> None:
    tests = ROOT / "tests"
    modules = {
        path.relative_to(LIBRARY).with_name(f"test_{path.stem}.py") for path in MODULES if path.stem != "__init__"
    }
    packages = {
        path.parent.relative_to(LIBRARY) / f"test_{path.parent.name}.py" for path in LIBRARY.rglob("__init__.py")
    }
    found = {path.relative_to(tests) for path in tests.rglob("test_*.py")} - {Path(__file__).relative_to(tests)}
    others = {path for path in found if path.parts[0] in ("book", "docs", "scripts", "torture")}

    assert set() == modules - found
    assert set() == found - others - modules - packages


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


def test_the_tests_of_a_file_run_in_one_process(request: pytest.FixtureRequest) -> None:
    """As `make test` runs them, that is with --dist loadgroup."""
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("the tests are not run in groups")
    assert request.node.nodeid.endswith(f"@{Path(__file__).name}")


def test_every_file_of_tests_is_collected(request: pytest.FixtureRequest) -> None:
    passed_over = request.config.getini("norecursedirs")
    folders = {part for path in (ROOT / "tests").rglob("test_*.py") for part in path.relative_to(ROOT).parts[:-1]}

    assert set() == {folder for folder in folders if any(fnmatch(folder, pattern) for pattern in passed_over)}
