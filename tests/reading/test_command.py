"""The command `statbook read`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from statbook.cli import commands

TEXT = "果园署6月9日公布，今年前5个月，苹果产量4亿元，增长7%。"


def run(data: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str]:
    monkeypatch.chdir(data.parent)
    Path("release.txt").write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(commands, ["read", "release.txt", *words], catch_exceptions=False)
    return done.exit_code, done.output


def test_it_writes_a_row_for_each_number_and_says_how_many(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}

    code, told = run(data, monkeypatch, "--out", "review.csv", "--date", "2031-06-09")

    assert (0, "2 numbers of release.txt proposed in review.csv") == (code, told.strip())
    with open("review.csv", encoding="utf-8") as lines:
        level, growth = csv.DictReader(lines)
    assert ("apples", "2031-01/2031-05", "China") == (level["indicator"], level["period"], level["region"])
    assert ("7", "growth", "2030-01/2030-05") == (growth["value"], growth["measure"], growth["base_period"])
    assert before == {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}


@pytest.mark.parametrize("day", ["yesterday", "2031-6-9", "2031-13-01"])
def test_a_day_must_be_one(data: Path, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    code, told = run(data, monkeypatch, "--out", "review.csv", "--date", day)

    assert 2 == code
    assert f"--date {day}" in told
    assert not Path("review.csv").exists()
