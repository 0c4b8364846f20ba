"""DuckDB reaches the files that are named, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from statbook.store.duck import open_duck, quote, quote_few, quote_name


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("INSTALL httpfs", "disabled by configuration"),
        ("LOAD httpfs", "disabled"),
        ("SELECT * FROM read_parquet('https://example.org/a.parquet')", "disabled by configuration"),
        ("SELECT * FROM read_text('{other}')", "disabled by configuration"),
        ("SELECT * FROM '{other}'", "disabled by configuration"),
        ("COPY (SELECT 1) TO '{other}'", "disabled by configuration"),
        ("ATTACH '{other}'", "disabled by configuration"),
        ("SET enable_external_access = true", "locked"),
        ("SET autoinstall_known_extensions = true", "locked"),
        ("SET allowed_paths = []", "locked"),
        ("SELECT * FROM frame_of_python", "does not exist"),
    ],
)
def test_nothing_outside_is_reached(statement: str, message: str, tmp_path: Path) -> None:
    frame_of_python = [1]
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n", encoding="utf-8")
    with open_duck([tmp_path / "mine.parquet"]) as duck, pytest.raises(duckdb.Error, match=message):
        duck.execute(statement.format(other=other)).fetchall()

    assert [1] == frame_of_python
    assert "a\n1\n" == other.read_text(encoding="utf-8")


def test_the_files_that_are_named_are_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "it's, [mine].parquet"
    with open_duck([path], threads=1) as duck:
        duck.execute(f"COPY (SELECT 1 AS a) TO {quote(str(path))} (FORMAT parquet)")

        assert [(1,)] == duck.execute(f"SELECT a FROM read_parquet({quote(str(path))})").fetchall()
        assert [("1",)] == duck.execute("SELECT current_setting('threads')::VARCHAR").fetchall()


def test_the_settings_are_those_that_forbid() -> None:
    with open_duck() as duck:
        found = dict(duck.execute("SELECT name, value FROM duckdb_settings()").fetchall())

    for name in (
        "autoinstall_known_extensions",
        "autoload_known_extensions",
        "allow_community_extensions",
        "allow_persistent_secrets",
        "enable_external_access",
        "python_enable_replacements",
    ):
        assert "false" == found[name], name
    assert ("true", "forbidden") == (found["lock_configuration"], found["allow_extension_repositories"])


@pytest.mark.parametrize("text", ["plain", "it's", 'say "x"', "a;--b", "月份"])
def test_text_and_names_are_quoted(text: str) -> None:
    with open_duck() as duck:
        result = duck.execute(f"SELECT {quote(text)} AS {quote_name(text)}")

        assert (text, (text,)) == ((result.description or [("",)])[0][0], result.fetchone())


def test_few_texts_are_a_list_of_sql_and_many_are_none() -> None:
    assert "'a', 'it''s'" == quote_few(["a", "it's"])
    assert "" == quote_few([])
    assert "" == quote_few([str(number) for number in range(65)])
