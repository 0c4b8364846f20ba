"""The commands `statbook read`, `add` and `undo`: what they say, and what they refuse before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from adding import DAY, TABLE, added
from reviewing import reviewed
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
        (["--reviewed", "table.csv", "--text", "table.csv"], "--reviewed takes the place of FILE"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(
    data: Path, monkeypatch: pytest.MonkeyPatch, order: list[str], words: str
) -> None:
    monkeypatch.chdir(data.parent)
    Path("table.csv").write_text(TABLE, encoding="utf-8")
    result = CliRunner().invoke(commands, ["add", "table.csv", *order])

    assert (2, True) == (result.exit_code, words in " ".join(result.output.split()))


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ([], "name a FILE, or a review"),
        (["--reviewed", "r.csv"], "needs --text"),
        (["--reviewed", "r.csv", "--text", "r.csv", "--date", DAY], "the review has the rest"),
    ],
)
def test_a_review_needs_its_text_and_nothing_that_it_has_itself(
    data: Path, monkeypatch: pytest.MonkeyPatch, order: list[str], words: str
) -> None:
    monkeypatch.chdir(data.parent)
    Path("r.csv").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(commands, ["add", *order])

    assert (2, True) == (result.exit_code, words in " ".join(result.output.split()))


def test_an_added_review_says_what_entered_what_was_rejected_and_what_agrees(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    reviewed(data, "accept", "accept", "accept", "accept", "reject")
    order = ["add", "--reviewed", "r.csv", "--text", "release.txt"]
    would = CliRunner().invoke(commands, [*order, "--dry-run"], catch_exceptions=False).output
    did = CliRunner().invoke(commands, order, catch_exceptions=False).output

    assert "4 new numbers would be added" in would
    assert "4 new numbers added\n" in did
    assert "\n1 rejected\nAudit: no printed number can be compared" in did
    assert "Took back text-release-2026-01-31" in CliRunner().invoke(commands, ["undo"]).output
