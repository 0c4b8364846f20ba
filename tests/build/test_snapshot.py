"""A snapshot is a copy of the book at one moment, as it was known on a day."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from statbook.build import snapshot
from statbook.build.snapshot import check_day, link_kept, take_snapshot
from statbook.errors import BuildError
from statbook.project.fingerprint import fingerprint
from statbook.project.paths import Book
from statbook.project.toc import links_outside
from statbook.store import Store

COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]


def test_a_snapshot_holds_what_the_book_is_made_from_and_its_fonts(copy: Book, tmp_path: Path) -> None:
    (copy.root / "chapters" / "draft.ipynb").write_text("{}", encoding="utf-8")
    made, digests = take_snapshot(copy, tmp_path / "snapshot")

    assert digests == fingerprint(copy) == fingerprint(made)
    assert not (made.root / "chapters" / "draft.ipynb").exists()
    assert (copy.build / "fonts").resolve() == (made.build / "fonts").resolve()
    assert (copy.cache / "drawings").resolve() == made.drawings.resolve()


def test_the_drawings_used_longest_ago_go_first(copy: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "MOST_DRAWINGS", 2)
    drawings = copy.cache / "drawings"
    drawings.mkdir(parents=True)
    for age, name in enumerate(("new", "old", "oldest")):
        (drawings / name).touch()
        os.utime(drawings / name, (1000 - age, 1000 - age))
    link_kept(copy, Book(tmp_path / "made"), drawings)

    assert {"new", "old"} == {path.name for path in drawings.iterdir()}


def test_a_snapshot_of_a_day_holds_what_was_known_then(copy: Book, tmp_path: Path) -> None:
    made, digests = take_snapshot(copy, tmp_path / "snapshot", "2025-03-01")

    assert digests == fingerprint(copy)
    assert "2025-03-01" >= Store.load(made.data).as_of
    assert Store.load(made.data).has_day


def test_a_day_is_given_back_if_anything_was_known_on_it(copy: Book) -> None:
    assert "2026-03-25" == check_day(copy.data, "2026-03-25")
    with pytest.raises(BuildError, match="'2026-3-25' is not a day; write it as 2026-03-25"):
        check_day(copy.data, "2026-3-25")


def test_files_that_do_not_hold_still_are_not_built_from(copy: Book, monkeypatch: pytest.MonkeyPatch) -> None:

    states = iter(range(1000))
    monkeypatch.setattr(snapshot, "fingerprint", lambda book: {"data/": str(next(states))})
    with pytest.raises(BuildError, match="hold still"):
        snapshot.take_snapshot(copy, copy.build / "copy")


@pytest.mark.parametrize("place", ["chapters/base.ipynb", "data/base.csv", "data/captions/base.yaml"])
def test_a_link_that_leads_out_of_the_book_is_red_and_stops_a_build(copy: Book, tmp_path: Path, place: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    (copy.root / place).rename(elsewhere)
    (copy.root / place).symlink_to(elsewhere)

    assert [
        f"{place}: found a symbolic link that leads out of the book; expected a file of the book. Replace it by a copy."
    ] == [str(fault) for fault in links_outside(copy)]
    with pytest.raises(BuildError, match="leads out of the book"):
        take_snapshot(copy, tmp_path / "frozen")


@pytest.mark.parametrize(
    ("day", "words"),
    [("2025-02-30", "is not a day"), ("yesterday", "is not a day"), ("1999-01-01", "nothing was known on 1999-01-01")],
)
def test_a_day_that_is_none_or_lies_before_all_numbers_is_refused_in_a_sentence(
    copy: Book, day: str, words: str
) -> None:
    done = subprocess.run(
        [*COMMAND, "build", "--as-of", day], cwd=copy.root, capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (copy.build / "as-of").exists()
