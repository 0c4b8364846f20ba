"""The promises of the README and of the command line."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from statbook.cli import commands
from statbook.scaffold.command import new
from statbook.store import Package, Store, check_tables

COMMANDS = [
    *(name for name, each in commands.commands.items() if not isinstance(each, click.Group)),
    *(f"new {name}" for name in new.commands),
]
ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(commands, [*name.split(), "--help"])

    assert 0 == result.exit_code
    assert f"statbook {name}" in result.output
    assert "Example:" in result.output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"`statbook {name}" in README


def test_every_file_that_the_readme_and_contributing_link_to_exists() -> None:
    for document in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / document).read_text(encoding="utf-8")):
            assert (ROOT / target).is_file(), target


def test_the_traced_number_of_the_readme_is_the_one_in_the_data(store: Store) -> None:
    row = store.by_obs["china.2025.tech_contracts"]

    assert f"`{row.printed}`" in README
    assert f"article `{row.source}`, offset {row.offset}" in README


def test_the_entry_of_the_readme_is_found_under_its_address_and_by_every_way_of_writing(store: Store) -> None:
    from statbook.evidence import Ledger, find_anchors

    row = store.by_obs["china.2025.tech_contracts"]
    ledger = Ledger(store, {}, "")
    assert f"evidence/index.html#{row.anchor}" in README
    for written in ("1.18万亿元", "1.18 trillion", "11800亿"):
        assert f"`{written}`" in README
        assert row.anchor in find_anchors(ledger, written)[0]


def test_the_picture_of_the_readme_shows_the_numbers_of_today(store: Store) -> None:
    from statbook.analysis import Scope

    picture = (ROOT / "docs" / "growth.svg").read_text(encoding="utf-8")
    scope = Scope(store, "Xian", "2026-01/2026-02")
    for key in ("trade.export.integrated_circuits.points", "trade.export.data_processing.points", "trade.growth"):
        quantity = scope.get(key)
        assert quantity is not None
        assert f"+{quantity.value:.1f}" in picture


def test_the_release_of_the_readme_is_read_reviewed_and_added_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line in a copy of the data; all numbers are accepted, in a table, where the README has a page."""
    block, told = re.findall(
        r"```\n(.*?)```", README.partition("## Read a release, review it, add it")[2].partition("\n## ")[0], re.DOTALL
    )
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "docs" / "examples", tmp_path / "docs" / "examples")
    shutil.copy(ROOT / "_toc.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    for line in block.replace("review.html", "review.csv").splitlines():
        if line.startswith("#"):
            review = Path("review.csv").read_text(encoding="utf-8-sig").replace('\n""', '\n"accept"')
            Path("review.csv").write_text(review, encoding="utf-8")
        elif line.startswith("echo"):
            subprocess.run(line, shell=True, check=True)
        else:
            done = CliRunner().invoke(commands, shlex.split(line)[1:], catch_exceptions=False)
            assert 0 == done.exit_code, done.output

    assert [line for line in told.splitlines() if line != "…"] == [
        line for line in done.output.splitlines() if line in told.splitlines()
    ]
    assert [] == check_tables(Package(tmp_path / "data"))


def test_a_users_mistake_is_one_message_with_exit_code_one() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from statbook.cli import main; main()", "run", "trade", "-p", "regoin", "Gansu"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert 1 == done.returncode
    assert "Traceback" not in done.stderr
    assert "Did you mean region?" in done.stderr


def test_wrong_usage_exits_with_two() -> None:
    assert 2 == CliRunner().invoke(commands, ["run"]).exit_code


def test_check_says_how_many_places_were_not_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STATBOOK_TEXTS", raising=False)
    result = CliRunner().invoke(commands, ["check"])

    assert 0 == result.exit_code
    assert "were not verified" in result.output


def test_the_draft_of_the_readme_gets_the_verdicts_that_stand_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, told = re.search(r"```markdown\n(In .*?)```.*?```\n(draft.*?)```", README, re.DOTALL).groups()  # type: ignore[union-attr]
    (tmp_path / "draft.md").write_text(draft, encoding="utf-8")
    monkeypatch.chdir(ROOT)

    done = CliRunner().invoke(commands, ["verify", str(tmp_path / "draft.md")], catch_exceptions=False)

    assert (1, told) == (done.exit_code, done.output)
