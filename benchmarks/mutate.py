"""`make mutate`: change the library in random places, one at a time, and count the changes that the tests notice.

The changes are those of Cosmic Ray: another operator, another number, a condition negated, a loop that never runs.
A seeded sample is drawn over the places of the chosen packages, one change a place, so that a place that can be changed
in ten ways does not count ten times. Each changed module is tested with its own tests alone: for
lib/statbook/PACKAGE/MODULE.py these are tests/PACKAGE/test_MODULE.py, and test_MODULE_*.py beside it if no module
bears that longer name. A change survives if these tests pass; without such tests it survives as well.

Left out, because no test could notice them: annotations, `if TYPE_CHECKING`, options of `@dataclass`, removed caches,
`zip(strict=True)`, which asserts what is true, floats too large for one more, and `is` against `==`. Left out as well,
because Cosmic Ray cannot change them: exceptions whose name has a dot.

Everything happens in copies of the working tree. Run it through make, which installs Cosmic Ray:

    make mutate MUTATE="--sample 30 --seed 7 --only lib/statbook/store"
"""

from __future__ import annotations

import compileall
import difflib
import os
import py_compile
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("store", "analysis", "ingest", "audit", "rules", "prose")
PYTEST = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
UNNOTICEABLE = (
    "ReplaceComparisonOperator_Eq_Is",
    "ReplaceComparisonOperator_NotEq_IsNot",
    "ReplaceComparisonOperator_Is_Eq",
    "ReplaceComparisonOperator_IsNot_NotEq",
)
SLACK = 20
"""Seconds that tests of a changed module may take beyond three times what they take now."""


@dataclass(frozen=True)
class Mutant:
    """One change of one module."""

    path: Path
    """From the root of the book."""
    operator: str
    occurrence: int
    line: int

    @property
    def package(self) -> str:
        return self.path.parts[2]


def operators() -> Iterator[tuple[str, Any]]:
    """The operators of Cosmic Ray that take no arguments and make changes that a test can notice."""
    for name in operator_names():
        operator = get_operator(name)
        if not operator.arguments() and not name.endswith(UNNOTICEABLE):
            yield name, operator()


def is_noticeable(node: Any, operator: str) -> bool:
    """Whether a test could notice a change of *node*: not in annotations, types, options of a dataclass, dotted exceptions."""
    if node.type == "decorator":
        return not (operator.endswith("RemoveDecorator") and "cache" in node.get_code())
    if node.type == "except_clause" and "." in node.get_code():
        return False
    if operator.endswith("NumberReplacer") and "e" in node.value.lower() and float(node.value) + 1 == float(node.value):
        return False
    child, parent = node, node.parent
    while parent is not None:
        if parent.type in ("annassign", "tfpdef") and child is parent.children[1 if parent.type == "annassign" else -1]:
            return False
        if parent.type == "funcdef" and child is parent.annotation:
            return False
        if parent.type == "decorator" and "dataclass" in parent.get_code():
            return False
        if parent.type == "argument" and parent.get_code().strip().startswith("strict=") and _is_zip(parent):
            return False
        if parent.type == "if_stmt" and "TYPE_CHECKING" in parent.children[1].get_code():
            return False
        child, parent = parent, parent.parent
    return True


def _is_zip(argument: Any) -> bool:
    """Whether *argument* belongs to a call of zip, whose `strict` asserts what the code around it makes true."""
    call = argument.parent if argument.parent.type == "trailer" else argument.parent.parent
    return call.type == "trailer" and call.get_previous_sibling().get_code().strip() == "zip"


def mutants_of(path: Path) -> dict[tuple[int, int], list[Mutant]]:
    """All changes of the module *path*, by the line and column where they start."""
    found: dict[tuple[int, int], list[Mutant]] = defaultdict(list)
    nodes = list(ast_nodes(get_ast((ROOT / path).read_text(encoding="utf-8"))))
    for name, operator in operators():
        places = ((node, start) for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, (node, start) in enumerate(places):
            if is_noticeable(node, name):
                found[start].append(Mutant(path, name, occurrence, start[0]))
    return found


def sample(paths: list[Path], size: int, seed: int) -> list[Mutant]:
    """*size* changes drawn at random over the places of *paths*, in their order."""
    chance = random.Random(seed)
    places = [mutants for path in paths for _, mutants in sorted(mutants_of(path).items())]
    drawn = chance.sample(places, min(size, len(places)))
    return sorted((chance.choice(mutants) for mutants in drawn), key=lambda mutant: (mutant.path, mutant.line))


def tests_of(path: Path) -> list[Path]:
    """The test files of the module *path*, from the root of the book."""
    folder = Path("tests", *path.parts[2:-1])
    name = path.stem if path.stem != "__init__" else "init"
    siblings = {each.stem for each in (ROOT / path).parent.glob("*.py")} - {path.stem}
    found = [
        test.relative_to(ROOT)
        for test in sorted((ROOT / folder).glob(f"test_{name.lstrip('_')}*.py"))
        if test.stem == f"test_{name.lstrip('_')}"
        or (test.stem.startswith(f"test_{name}_") and test.stem.removeprefix("test_") not in siblings)
    ]
    return found


class Bench:
    """A copy of the working tree in which modules are changed and tested."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "book"
        listed = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
        for name in subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
            if name and (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.root / name)
        if (ROOT / "_build" / "fonts").is_dir():
            shutil.copytree(ROOT / "_build" / "fonts", self.root / "_build" / "fonts")
        if (ROOT.parent / "shared").is_dir():
            (folder / "shared").symlink_to(ROOT.parent / "shared")
        # Compiled files are valid by content: a changed module may have the size and the time of the unchanged one.
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(self.root / "lib", quiet=1, invalidation_mode=mode)

    def passes(self, tests: list[Path], seconds: float | None) -> bool:
        """Whether *tests* pass in the copy; tests that take longer than *seconds* do not."""
        environment = os.environ | {"PYTHONPATH": str(self.root / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [*PYTEST, *map(str, tests)]
        try:
            done = subprocess.run(
                command, cwd=self.root, env=environment, timeout=seconds, capture_output=True, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def survives(self, mutant: Mutant, tests: list[Path], seconds: float) -> bool:
        """Whether *tests* pass although the module is changed."""
        path = self.root / mutant.path
        before = path.read_text(encoding="utf-8")
        try:
            path.write_text(changed(mutant), encoding="utf-8")
            return self.passes(tests, seconds)
        finally:
            path.write_text(before, encoding="utf-8")


def changed(mutant: Mutant) -> str:
    """The module with the change in it."""
    before = (ROOT / mutant.path).read_text(encoding="utf-8")
    after = mutate_code(before, get_operator(mutant.operator)(), mutant.occurrence)
    if after is None:
        raise LookupError(f"Cosmic Ray cannot repeat {mutant}")
    text: str = after
    return text


def description(mutant: Mutant) -> str:
    """File, line and the lines that a change takes away and puts in."""
    before = (ROOT / mutant.path).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, changed(mutant).splitlines(), lineterm="", n=0)
    shown = [f"    {line}" for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join([f"{mutant.path}:{mutant.line}  {mutant.operator.removeprefix('core/')}", *shown])


def baseline(benches: queue.Queue[Bench], paths: list[Path], workers: int) -> dict[Path, float]:
    """How long the tests of each module take on the unchanged library; raises ClickException where they fail."""

    def measure(path: Path) -> tuple[Path, float, bool]:
        bench = benches.get()
        try:
            start = time.monotonic()
            passed = bench.passes(tests_of(path), None)
            return path, time.monotonic() - start, passed
        finally:
            benches.put(bench)

    with ThreadPoolExecutor(workers) as pool:
        measured = list(pool.map(measure, paths))
    failing = [str(path) for path, _, passed in measured if not passed]
    if failing:
        raise click.ClickException(f"the tests of these modules fail on the unchanged library: {', '.join(failing)}")
    return {path: seconds for path, seconds, _ in measured}


def report(outcomes: dict[Mutant, bool], untested: set[Path]) -> str:
    """Killed and survived changes by package."""
    rows = [f"{'package':12}{'changes':>9}{'killed':>9}{'survived':>10}"]
    for package in [*dict.fromkeys(mutant.package for mutant in outcomes), "all"]:
        survived = [lives for mutant, lives in outcomes.items() if package in ("all", mutant.package)]
        killed = len(survived) - sum(survived)
        share = f"{killed / len(survived):.0%}" if survived else "-"
        rows.append(f"{package:12}{len(survived):>9}{killed:>9}{sum(survived):>10}   {share} killed")
    without = [f"No tests of its own: {path}" for path in sorted(untested)]
    return "\n".join([*rows, *without])


@click.command()
@click.option("--sample", "size", default=300, show_default=True, help="How many changes to try.")
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same changes of the same code.")
@click.option("--workers", default=os.cpu_count() or 2, show_default=True, help="How many tests run at once.")
@click.option("--only", multiple=True, help="A module or folder to change instead of the packages named above.")
def main(size: int, seed: int, workers: int, only: tuple[str, ...]) -> None:
    """Change the library in random places and count the changes that its tests notice."""
    chosen = [Path(each) for each in only] or [Path("lib/statbook", package) for package in PACKAGES]
    paths = sorted(
        {
            found.relative_to(ROOT)
            for each in chosen
            for found in ([ROOT / each] if each.suffix == ".py" else (ROOT / each).rglob("*.py"))
        }
    )
    mutants = sample(paths, size, seed)
    touched = sorted({mutant.path for mutant in mutants})
    untested = {path for path in touched if not tests_of(path)}
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutate-") as folder:
        benches: queue.Queue[Bench] = queue.Queue()
        for number in range(workers):
            benches.put(Bench(Path(folder, str(number))))
        seconds = baseline(benches, [path for path in touched if path not in untested], workers)

        def outcome(mutant: Mutant) -> tuple[Mutant, bool]:
            if mutant.path in untested:
                return mutant, True
            bench = benches.get()
            try:
                lives = bench.survives(mutant, tests_of(mutant.path), 3 * seconds[mutant.path] + SLACK)
            finally:
                benches.put(bench)
            click.echo(description(mutant) if lives else ".", nl=lives)
            return mutant, lives

        with ThreadPoolExecutor(workers) as pool:
            outcomes = dict(pool.map(outcome, mutants))
    click.echo(f"\n{report(outcomes, untested)}\nseed {seed}, {time.monotonic() - start:.0f} seconds")


if __name__ == "__main__":
    main()
