"""The command `statbook export`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from statbook.cli import commands
from statbook.errors import StatbookError


def test_it_says_what_it_wrote(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    run = CliRunner().invoke
    told = run(commands, ["export", "fruit.parquet"], catch_exceptions=False)

    assert (0, "12 observations written to fruit.parquet") == (told.exit_code, told.stdout.strip())
    assert Path("fruit.parquet").is_file()
    assert isinstance(run(commands, ["export", "fruit.parquet"]).exception, StatbookError)
    assert 0 == run(commands, ["export", "fruit.parquet", "--force", "--history"]).exit_code


def test_it_says_what_the_format_cannot_say(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credit = data / "credit.csv"
    first = credit.read_text(encoding="utf-8").splitlines()[1]
    undated = first.replace("china.2025-01.", "china.undated.").replace(",2025-01,", ",../..,")
    credit.write_text(credit.read_text(encoding="utf-8") + undated + "\n", encoding="utf-8")
    monkeypatch.chdir(data.parent)
    told = CliRunner().invoke(commands, ["export", "fruit.sdmx.csv"], catch_exceptions=False)

    assert "12 observations written" in told.stdout
    assert "1 without a dated period are left out" in told.stdout


def test_a_wrong_name_is_one_message_without_a_traceback(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from statbook.cli import main; main()", "export", "fruit.txt"],
        cwd=data.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (1, "") == (done.returncode, done.stdout)
    assert "statbook: fruit.txt: the name says no format" in done.stderr
    assert "Traceback" not in done.stderr
