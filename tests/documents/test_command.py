"""The commands docx and epub print the paths of what they make."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from statbook.cli import commands
from statbook.project.paths import Book


def test_both_commands_print_what_they_wrote(built: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(built.root)
    chapter = CliRunner().invoke(commands, ["docx", "low_altitude", "--out", str(tmp_path)], catch_exceptions=False)
    whole = CliRunner().invoke(commands, ["epub", str(tmp_path / "whole.epub")], catch_exceptions=False)

    assert f"{tmp_path / 'low_altitude.docx'}\n{tmp_path / 'whole.epub'}\n" == chapter.output + whole.output
    assert {"low_altitude.docx", "whole.epub"} == {path.name for path in tmp_path.iterdir()}
