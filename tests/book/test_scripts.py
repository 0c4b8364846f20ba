"""The scripts of the book are type-checked and linted, where Node.js is and `npm ci --prefix tests/scripts` was run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from minimal_book import ROOT

TOOLS = ROOT / "tests" / "scripts"
PROGRAMS = TOOLS / "node_modules" / ".bin"

pytestmark = pytest.mark.skipif(
    not PROGRAMS.is_dir(), reason="SCRIPTS ARE NOT CHECKED: npm ci --prefix tests/scripts was not run"
)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_scripts_have_no_error_of_type() -> None:
    done = run(PROGRAMS / "tsc", "-p", TOOLS / "tsconfig.json")

    assert done.returncode == 0, done.stdout


def test_the_type_check_sees_every_script() -> None:
    done = run(PROGRAMS / "tsc", "-p", TOOLS / "tsconfig.json", "--listFilesOnly")
    scripts = {str(path) for path in (ROOT / "lib" / "statbook").rglob("assets/*.js")}

    assert scripts
    assert scripts <= set(done.stdout.split())


def test_the_scripts_pass_the_linter() -> None:
    scripts = sorted((ROOT / "lib" / "statbook").rglob("assets/*.js"))
    done = run(PROGRAMS / "eslint", "--config", TOOLS / "eslint.config.mjs", *scripts)

    assert done.returncode == 0, done.stdout
