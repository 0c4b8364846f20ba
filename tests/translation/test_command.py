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

    told = "zh index: {} new, 0 changed, 1 without translation, 0 obsolete"
    assert (0, told.format(1)) == (first.exit_code, first.output.splitlines()[0])
    assert ["zh index", "zh statbook", "zh data", "zh terminal"] == [
        line.partition(":")[0] for line in again.output.splitlines()
    ]
    assert again.output.startswith(told.format(0))
