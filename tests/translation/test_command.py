"""The command that brings catalogues up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from minimal_book import chapter_of, contents
from statbook.cli import commands
from statbook.project.paths import Book


def test_it_tells_what_is_new_in_each_chapter_and_names_only_languages_that_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data" / "captions").mkdir(parents=True)
    (tmp_path / "data" / "datapackage.json").write_text("{}", encoding="utf-8")
    chapter_of(tmp_path / "index.ipynb", "index", "# A book")
    contents(Book(tmp_path))
    monkeypatch.chdir(tmp_path)

    first = CliRunner().invoke(commands, ["translate", "zh"])
    again = CliRunner().invoke(commands, ["translate"])

    assert (0, "zh index: 1 new, 0 changed, 1 without translation, 0 obsolete\n") == (first.exit_code, first.output)
    assert "zh index: 0 new, 0 changed, 1 without translation, 0 obsolete\n" == again.output
