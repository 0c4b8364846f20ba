"""Files and folders that options name must be there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from statbook.cli import commands


def test_a_file_that_is_not_there_is_refused_with_its_name_and_the_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(commands, ["add", "nowhere.csv", "--recipe", "credit"])

    assert 2 == result.exit_code
    assert "Usage:" in result.output
    assert "File 'nowhere.csv' does not exist." in result.output


def test_a_folder_is_no_file_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tables").mkdir()
    result = CliRunner().invoke(commands, ["add", "tables", "--recipe", "credit"])

    assert 2 == result.exit_code
    assert "File 'tables' is a directory." in result.output


def test_a_folder_of_texts_must_be_there() -> None:
    for command in (["check"], ["trace", "1"]):
        result = CliRunner().invoke(commands, [*command, "--texts", "nowhere"])

        assert 2 == result.exit_code
        assert "'nowhere' does not exist" in result.output
