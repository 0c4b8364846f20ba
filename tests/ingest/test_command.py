"""The commands `statbook add` and `statbook undo`: what they say, and what they refuse before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from adding import DAY, TABLE, added
from statbook.cli import commands

NEXT = TABLE + "2025-02,3,62,,\n2025-07,7,67,1.5,x\n"


def test_the_command_says_what_entered_and_drafts_only_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    Path("table.csv").write_text(TABLE + "2025-07,7,67,1,x\n", encoding="utf-8")
    run = CliRunner().invoke
    order = ["add", "table.csv", "--recipe", "orchard", "--date", DAY]

    assert "3 new numbers added" in run(commands, order, catch_exceptions=False).output
    assert 2 == run(commands, [*order, "--because", "correction"]).exit_code
    assert 0 == run(commands, ["add", "table.csv", "--new-recipe"]).exit_code
    drafted = (data / "recipes" / "table.yaml").read_bytes()
    assert "was not touched" in str(run(commands, ["add", "table.csv", "--new-recipe"]).exception)
    assert drafted == (data / "recipes" / "table.yaml").read_bytes()


def test_the_command_says_what_it_took_back(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    added(data, NEXT)
    run = CliRunner().invoke

    assert "Would take back orchard-2026-01-31: data/credit.csv" in run(commands, ["undo", "--dry-run"]).output
    assert (
        "Took back orchard-2026-01-31: data/credit.csv, data/prints.csv, data/sources.csv"
        in run(commands, ["undo"]).output
    )


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (["--sheet", "A"], "--sheet goes with --new-recipe"),
        (["--because", "misreading"], "want a --reason"),
        (["--reason", "Why not."], "want a --reason"),
        (["--recipe", "orchard", "--text", "table.csv"], "--text goes with the layout of a theme"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    data: Path, monkeypatch: pytest.MonkeyPatch, order: list[str], words: str
) -> None:
    monkeypatch.chdir(data.parent)
    Path("table.csv").write_text(TABLE, encoding="utf-8")
    result = CliRunner().invoke(commands, ["add", "table.csv", *order])

    assert (2, True) == (result.exit_code, words in " ".join(result.output.split()))
