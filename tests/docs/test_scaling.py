"""The Snakefile of docs/scaling.md, run where Snakemake is installed; its command, run in any case."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from matrix_book import matrix_book

DOCS = Path(__file__).resolve().parents[2] / "docs" / "scaling.md"
STATBOOK = f"{shlex.quote(sys.executable)} -c 'from statbook.cli import main; main()'"


def snakefile() -> str:
    found = re.search(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_snakefile_has_twelve_lines() -> None:
    assert 12 == len(snakefile().splitlines())


def command(folder: Path) -> list[str]:
    line = re.search(r'"(statbook run .*?) > \{output\}"', snakefile())
    assert line is not None
    words = line[1].format(wildcards=type("W", (), {"region": "North", "period": "2001-01"}))
    return [
        sys.executable,
        "-c",
        "from statbook.cli import main; main()",
        *words.replace("trade", "credit").split()[1:],
    ]


@pytest.mark.slow
def test_its_command_run_twice_prints_the_same_line_and_does_nothing(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = matrix_book(tmp_path / "book", fonts_of_the_book)
    first, second = (
        subprocess.run(command(tmp_path), cwd=book.root, capture_output=True, text=True, check=False) for _ in range(2)
    )

    assert (0, 0) == (first.returncode, second.returncode), first.stderr
    assert first.stdout == second.stdout and 1 == first.stdout.count("\n")
    assert "nothing changed since this run was made" in second.stderr
    assert all(Path(json.loads(first.stdout)[name]).is_file() for name in ("page", "pdf", "record"))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("snakemake") is None, reason="Snakemake is not installed")
def test_snakemake_makes_every_run(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = matrix_book(tmp_path / "book", fonts_of_the_book)
    text = snakefile().replace("statbook run", f"{STATBOOK} run").replace("trade", "credit")
    text = re.sub(r"REGIONS = .*", 'REGIONS = ["North", "South"]', text)
    text = re.sub(r"PERIODS = .*", 'PERIODS = ["2001-01"]', text)
    (book.root / "Snakefile").write_text(text, encoding="utf-8")
    subprocess.run(["snakemake", "--cores", "1"], cwd=book.root, check=True)

    assert 2 == len([*(book.root / "runs").rglob("*.pdf")])
