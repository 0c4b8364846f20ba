"""Results by content: whole or not there, the same whoever made them, and made again if they are altered."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from statbook.editions.results import RECORD, Results, key_of, link_or_copy


def put(results: Results, key: str, words: str = "page") -> None:
    with results.begin(key) as folder:
        (folder / "page.html").write_text(words, encoding="utf-8")
        results.put(key, folder, {"title": "Trade"})


def test_a_result_has_its_files_and_what_was_told(tmp_path: Path) -> None:
    results = Results(tmp_path)
    put(results, "abc")

    assert results.has("abc") and results.drop_altered("abc")
    assert ("Trade", ["page.html"]) == (results.record("abc")["title"], [*results.record("abc")["files"]])
    assert [] == [*tmp_path.glob("new-*")]


def test_a_run_that_is_made_twice_leaves_one_result(tmp_path: Path) -> None:
    results = Results(tmp_path)
    with results.begin("abc") as slow:
        put(results, "abc")
        (slow / "page.html").write_text("page", encoding="utf-8")
        results.put("abc", slow, {"title": "Trade"})

    assert results.drop_altered("abc")


def test_what_fails_or_is_interrupted_leaves_nothing(tmp_path: Path) -> None:
    results = Results(tmp_path)
    with pytest.raises(KeyboardInterrupt), results.begin("abc"):
        raise KeyboardInterrupt

    assert not results.has("abc") and not [*tmp_path.glob("new-*")]


def test_an_altered_or_torn_result_is_removed(tmp_path: Path) -> None:
    results = Results(tmp_path)
    put(results, "abc")
    (results.place("abc") / "page.html").write_text("altered", encoding="utf-8")
    put(results, "def")
    (results.place("def") / RECORD).write_text("{", encoding="utf-8")

    assert not results.drop_altered("abc") and not results.has("abc")
    assert not results.drop_altered("def") and not results.has("def")


def test_what_killed_workers_left_is_removed_once_nobody_can_be_at_work_on_it(tmp_path: Path) -> None:
    for name in ("new-old", "new-recent"):
        (tmp_path / name / "abc").mkdir(parents=True)
    os.utime(tmp_path / "new-old", (0, 0))
    Results(tmp_path).clean()

    assert ["new-recent"] == [path.name for path in tmp_path.iterdir()]


def test_a_removal_that_is_interrupted_leaves_no_part_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = Results(tmp_path)
    put(results, "abc")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("tempfile.TemporaryDirectory.__exit__", interrupt)
        results.drop("abc")

    assert not results.place("abc").exists()
    put(results, "abc")
    assert results.drop_altered("abc")


def test_a_key_depends_on_content_and_not_on_its_order() -> None:
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1}) != key_of({"a": 1})


def test_a_file_is_linked_or_copied(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("words", encoding="utf-8")
    link_or_copy(tmp_path / "a", tmp_path / "folder" / "b")

    assert "words" == (tmp_path / "folder" / "b").read_text(encoding="utf-8")
