"""The command `statbook new theme`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from orchard_book import orchard
from statbook.cli import commands


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(orchard(tmp_path).parent)
    return tmp_path


def test_it_says_what_is_left_to_do(root: Path) -> None:
    result = CliRunner().invoke(commands, ["new", "theme", "ponds", "--dimensions", "shape, kind", "--period", "2024"])

    assert 0 == result.exit_code, result.output
    lines = result.output.splitlines()
    assert lines[0].endswith("What is left to do:")
    assert "  data/members.csv: members of the dimension shape" in lines
    assert "  chapters/ponds.ipynb: its sentences; it shows China and 2024 at first" in lines
    assert "shape,kind,period" in (root / "data" / "ponds.csv").read_text("utf-8")


def test_dimensions_and_a_model_of_them_are_wrong_usage(root: Path) -> None:
    result = CliRunner().invoke(commands, ["new", "theme", "ponds", "--dimensions", "a", "--like", "credit"])

    assert 2 == result.exit_code
    assert not (root / "data" / "ponds.csv").exists()


def test_a_source_is_named_by_its_text_and_its_code_is_printed(root: Path) -> None:
    (root / "release.txt").write_text("7", encoding="utf-8")
    order = ["new", "source", "release.txt", "--date", "2026-01-31", "--publisher", "Nobody"]

    assert "text-release-2026-01-31\n" == CliRunner().invoke(commands, order).output
