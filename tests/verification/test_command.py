"""The command `statbook verify`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchard_book import bytes_of
from statbook.cli import commands, main
from statbook.project.paths import Book
from verified_orchard import write_orchard

RIGHT = "In 2025 China's apples rose 8.6%.\n"
WRONG = "In 2025 China's apples rose 8.7%.\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = write_orchard(tmp_path)
    monkeypatch.chdir(tmp_path)
    return data


def run(text: str, *words: str, name: str = "draft.md") -> tuple[int, str]:
    Path(name).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(commands, ["verify", name, *words], catch_exceptions=False)
    return done.exit_code, done.output


def test_a_draft_whose_numbers_stand_exits_with_0_and_changes_nothing(data: Path) -> None:
    before = bytes_of(data)

    assert (0, "draft.md: 1 number: 1 stands") == (run(RIGHT)[0], run(RIGHT)[1].splitlines()[-1])
    assert before == bytes_of(data)


def test_a_draft_with_a_wrong_number_exits_with_1(data: Path) -> None:
    code, told = run(WRONG)

    assert 1 == code
    assert "draft.md:1:29: 8.7%: contradicts. It should be 8.6% (8.6%)." in told


def test_json_and_a_page_are_written(data: Path) -> None:
    code, told = run(WRONG, "--json", "--html", "out.html")

    assert (1, "contradicts") == (code, json.loads(told)["findings"][0]["verdict"])
    assert "8.7%" in Path("out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["--date", "2031-13-01"], ["--lang", "fr"]])
def test_wrong_usage_exits_with_2(data: Path, words: list[str]) -> None:
    assert 2 == run(RIGHT, *words)[0]


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("draft.png", [], "expected a draft in Markdown"),
        ("draft.md", ["--html", "no/such/folder.html"], "can be written"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    words: list[str],
    said: str,
) -> None:
    Path(name).write_text(RIGHT, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["statbook", "verify", name, *words])

    with pytest.raises(SystemExit) as ended:
        main()

    assert 1 == ended.value.code
    assert said in capsys.readouterr().err


def test_a_chinese_draft_is_answered_in_chinese(data: Path, book: Book) -> None:
    Path("locale").symlink_to(book.locale)

    code, told = run("2025年，中国苹果增长8.7%，梨642亿元。\n", "--html", "out.html")

    assert 1 == code
    assert "8.7%：与数据矛盾。应为8.6%（8.6%）。" in told
    assert "draft.md: 2个数：属实1个，与数据矛盾1个" in told
    assert '<html lang="zh">' in Path("out.html").read_text(encoding="utf-8")
