"""Help is in the language that the environment asks for, as far as the book has catalogues of it, and else in English."""

from __future__ import annotations

import os
import subprocess
import sys

from statbook.project.paths import Book

COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]


def told(book: Book, *arguments: str, status: int = 0, **variables: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=book.root, env=kept | variables, capture_output=True, text=True, check=False
    )
    assert status == done.returncode
    return done.stdout + done.stderr


def test_the_help_of_a_command_is_chinese_where_the_terminal_is(book: Book) -> None:
    chinese = told(book, "pdf", "--help", LANG="zh_CN.UTF-8")

    for words in ("用法：", "排版CHAPTERS各章的PDF", "选项:", "显示本说明并退出。", "示例：statbook pdf trade"):
        assert words in chinese
    assert "检查数据、文献、各章与文句；不运行任何代码。" in told(book, "--help", LANG="zh_CN.UTF-8")


def test_english_help_is_the_same_in_any_other_language(book: Book) -> None:
    english = told(book, "diff", "--help")

    assert "What is published in NEW that was not in OLD" in english
    assert english == told(book, "diff", "--help", LANG="fr_FR.UTF-8") == told(book, "diff", "--help", LC_ALL="C.UTF-8")


def test_wrong_usage_and_other_errors_are_told_in_chinese_with_the_same_exit(book: Book) -> None:
    wrong = told(book, "buidl", status=2, LANG="zh_CN.UTF-8")
    unknown = told(book, "run", "trad", status=1, LANG="zh_CN.UTF-8")

    assert wrong.startswith("用法：") and "错误：没有命令'buidl'。" in wrong
    assert "statbook: 没有章'trad'；现有" in unknown and "是否指trade？" in unknown
    assert "Error: No such command 'buidl'." in told(book, "buidl", status=2)


def test_the_list_of_commands_has_the_first_sentence_of_each(book: Book) -> None:
    assert "theme   写出主题NAME的表" in told(book, "new", "--help", LANG="zh_CN.UTF-8")
    assert "theme   Write table, schema, captions, chapter and contents of the..." in told(book, "new", "--help")
