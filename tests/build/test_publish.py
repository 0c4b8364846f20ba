"""The parts of a finished book are replaced together, and a killed build is finished by the next."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from statbook.build.publish import PublishedBook, exchange

PARTS = ("html", "pdf", "stage")


def parts(folder: Path, text: str) -> Path:
    """A new book in *folder*, each part with one file that says *text*."""
    for part in PARTS:
        (folder / part).mkdir(parents=True)
        (folder / part / "file").write_text(text, encoding="utf-8")
    return folder


def texts(folder: Path) -> list[str]:
    return [(folder / part / "file").read_text(encoding="utf-8") for part in PARTS]


def test_a_published_book_is_current_for_its_inputs_until_a_file_changes(tmp_path: Path) -> None:
    book = PublishedBook(tmp_path / "build")
    book.publish(parts(tmp_path / "new", "one"), {"data/": "1"})

    assert ["one"] * 3 == texts(book.folder)
    assert book.is_current({"data/": "1"})
    assert not book.is_current({"data/": "2"})
    (book.html / "file").write_text("altered", encoding="utf-8")
    assert not book.is_current({"data/": "1"})
    assert book.is_current({"data/": "1"}, "stage")


def test_publishing_leaves_the_book_before_in_the_folder_of_the_new_one(tmp_path: Path) -> None:
    book = PublishedBook(tmp_path / "build")
    book.publish(parts(tmp_path / "first", "one"), {})
    book.publish(parts(tmp_path / "second", "two"), {})

    assert ["two"] * 3 == texts(book.folder)
    assert ["one"] * 3 == texts(tmp_path / "second")


def test_a_file_that_did_not_change_keeps_its_time_and_one_that_did_has_a_new_one(tmp_path: Path) -> None:
    book = PublishedBook(tmp_path / "build")
    book.publish(parts(tmp_path / "first", "one"), {})
    for part in PARTS:
        os.utime(book.folder / part / "file", (1000, 1000))
    new = parts(tmp_path / "second", "one")
    (new / "pdf" / "file").write_text("two", encoding="utf-8")
    book.publish(new, {})

    times = {part: (book.folder / part / "file").stat().st_mtime for part in PARTS}
    assert (1000, 1000) == (times["html"], times["stage"])
    assert times["pdf"] > 1000


@pytest.mark.parametrize("moved", [(), ("html",), ("html", "pdf"), PARTS])
def test_what_a_killed_build_left_undone_is_finished(tmp_path: Path, moved: tuple[str, ...]) -> None:
    book = PublishedBook(tmp_path)
    book.publish(parts(tmp_path / "first", "one"), {"data/": "1"})
    new = parts(tmp_path / "work-x", "two")
    (new / "book.json").write_text('{"inputs": {"data/": "2"}, "outputs": {}}', encoding="utf-8")
    inodes = {part: (new / part).stat().st_ino for part in PARTS}
    (tmp_path / "swap.json").write_text(json.dumps({"new": "work-x", "parts": inodes}), encoding="utf-8")
    for part in moved:
        exchange(new / part, tmp_path / part)
    assert not book.is_current({"data/": "1"}), "a journal is there"
    book.recover()

    assert ["two"] * 3 == texts(tmp_path)
    assert {"data/": "2"} == book.record()["inputs"]
    assert not (tmp_path / "swap.json").exists()
    book.recover()
    assert ["two"] * 3 == texts(tmp_path)


def test_a_file_in_the_way_is_named_before_anything_moves(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "pdf").touch()
    with pytest.raises(NotADirectoryError, match="a file is in the way"):
        PublishedBook(tmp_path / "build").publish(parts(tmp_path / "new", "one"), {})

    assert not (tmp_path / "build" / "html").exists()


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_record_that_cannot_be_read_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "book.json").write_text(text, encoding="utf-8")

    assert {} == PublishedBook(tmp_path).record()
    assert not PublishedBook(tmp_path).is_current({})


def test_without_renameat2_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    for name in ("new", "target"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "new", tmp_path / "target")

    assert (tmp_path / "target" / "new").exists()
