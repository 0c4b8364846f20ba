"""Help is in the language that the environment asks for, as far as the book has catalogues of it, and else in English."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from statbook.project.paths import Book
from statbook.project.terminal_help import terminal_language

COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANGUAGE": "fr:zh_TW:en", "LC_ALL": "en_US.UTF-8"}, "zh"),
        ({"LANGUAGE": "", "LANG": "xx"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(book: Book, variables: dict[str, str], language: str) -> None:
    assert language == terminal_language(variables, book)


def told(book: Book, *arguments: str, **variables: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=book.root, env=kept | variables, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_help_of_a_command_is_chinese_where_the_terminal_is(book: Book) -> None:
    chinese = told(book, "pdf", "--help", LANG="zh_CN.UTF-8")

    for words in ("用法：", "排版CHAPTERS各章的PDF", "选项:", "显示本说明并退出。", "示例：statbook pdf trade"):
        assert words in chinese
    assert "检查数据、文献、各章与文句；不运行任何代码。" in told(book, "--help", LANG="zh_CN.UTF-8")


def test_english_help_is_the_same_in_any_other_language(book: Book) -> None:
    english = told(book, "diff", "--help")

    assert "What is published in NEW that was not in OLD" in english
    assert english == told(book, "diff", "--help", LANG="fr_FR.UTF-8") == told(book, "diff", "--help", LC_ALL="C.UTF-8")
