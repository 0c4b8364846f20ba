"""A result is made once for what it is made from; without a folder it is made each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from statbook.project import kept_results
from statbook.project.kept_results import drop_old_results, keep_file, keep_for, keep_result, make_anew
from statbook.project.paths import Book


@pytest.fixture
def here(tmp_path: Path) -> Book:
    """A book that keeps results."""
    made = Book(tmp_path)
    made.kept.mkdir(parents=True)
    return made


class Maker:
    """Makes a result, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def make(self) -> dict[str, list[int]]:
        self.times += 1
        return {"专利": [self.times]}

    def write(self, path: Path) -> None:
        self.times += 1
        path.write_bytes(bytes([self.times]))


def test_a_result_is_made_once_for_the_same_and_again_for_something_else(here: Book) -> None:
    maker = Maker()

    assert {"专利": [1]} == keep_result(here.kept, ["a", 1], maker.make) == keep_result(here.kept, ["a", 1], maker.make)
    assert {"专利": [2]} == keep_result(here.kept, ["a", 2], maker.make)


def test_a_file_is_made_once_for_the_same_and_again_for_something_else(here: Book, tmp_path: Path) -> None:
    maker, target = Maker(), tmp_path / "new" / "file"
    contents = []
    for made_from in (["a"], ["a"], ["b"]):
        keep_file(here.kept, made_from, maker.write, target)
        contents.append(target.read_bytes())

    assert [b"\x01", b"\x01", b"\x02"] == contents


def test_other_tools_make_it_again(here: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = Maker()
    keep_result(here.kept, ["a"], maker.make)
    monkeypatch.setattr(kept_results, "_tools", lambda: {"lib": "other"})

    assert {"专利": [2]} == keep_result(here.kept, ["a"], maker.make)


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    maker, book = Maker(), Book(tmp_path)
    for number in (1, 2):
        assert {"专利": [number]} == keep_result(book.kept, ["a"], maker.make)
    keep_file(book.kept, ["a"], maker.write, tmp_path / "file")

    assert ["file"] == [path.name for path in tmp_path.iterdir()]


def test_what_is_no_json_is_made_again(here: Book) -> None:
    maker = Maker()
    keep_result(here.kept, ["a"], maker.make)
    (path,) = here.kept.iterdir()
    path.write_bytes(b"\xff{")

    assert {"专利": [2]} == keep_result(here.kept, ["a"], maker.make) == keep_result(here.kept, ["a"], maker.make)


def test_the_result_used_longest_ago_goes_first(here: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_results, "MOST", 2)
    maker = Maker()
    for number in (1, 2, 3):
        keep_result(here.kept, [number], maker.make)
        for path in here.kept.iterdir():
            os.utime(path, (path.stat().st_mtime - 10,) * 2)
    drop_old_results(here.kept)

    assert 2 == len([*here.kept.iterdir()])
    assert {"专利": [3]} == keep_result(here.kept, [3], maker.make)
    assert {"专利": [4]} == keep_result(here.kept, [1], maker.make)


def test_results_kept_for_other_data_are_made_again(here: Book) -> None:
    maker = Maker()
    for data, number in (("old", 1), ("new", 2), ("old", 1)):
        assert {"专利": [number]} == keep_for(here.kept, data)(["a"], maker.make)
    assert {"专利": [3]} == make_anew(["a"], maker.make)
