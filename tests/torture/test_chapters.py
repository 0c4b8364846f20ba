"""A chapter that misbehaves: what it changes, starts, prints or waits for reaches nothing that is published."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from minimal_book import add_cell
from statbook.build import pipeline
from statbook.checks.whole_book import check_book
from statbook.errors import BuildError, ChapterError
from statbook.execution import runner
from statbook.execution.runner import execute
from statbook.project.notebooks import chapter
from statbook.project.paths import Book


def ran(copy: Book, folder: Path, source: str) -> None:
    add_cell(copy, "sources", source)
    execute(copy, [(chapter(copy, "sources"), {})], folder / "run")


def test_a_chapter_that_changes_the_data_is_named_and_nothing_of_it_is_kept(copy: Book, tmp_path: Path) -> None:
    before = (copy.data / "sources.csv").read_bytes()
    with pytest.raises(ChapterError, match=r"^sources: changed data/sources\.csv while it ran; expected a chapter"):
        ran(copy, tmp_path, "import pathlib\npathlib.Path('data/sources.csv').write_text('other')")

    assert before == (copy.data / "sources.csv").read_bytes()


def test_a_chapter_that_changes_another_chapter_or_the_settings_is_named(copy: Book, tmp_path: Path) -> None:
    source = "import pathlib\npathlib.Path('chapters/trade.ipynb').unlink()\npathlib.Path('_config.yml').write_text('')"
    with pytest.raises(ChapterError, match=r"^sources: changed chapters/trade\.ipynb, _config\.yml while it ran"):
        ran(copy, tmp_path, source)


def test_what_a_chapter_starts_in_a_session_of_its_own_ends_with_it(copy: Book, tmp_path: Path) -> None:
    mark = tmp_path / "alive"
    forever = f"import time, pathlib\nwhile True: pathlib.Path({str(mark)!r}).touch(); time.sleep(0.05)"
    ran(
        copy,
        tmp_path,
        f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {forever!r}], start_new_session=True)\n"
        "import time\ntime.sleep(1)",
    )
    assert mark.exists()
    mark.unlink()
    time.sleep(0.5)

    assert not mark.exists()


def test_a_chapter_sees_no_variable_of_its_caller_beyond_a_short_list(
    copy: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "harmless")
    ran(copy, tmp_path, "import os\nassert 'SECRET_TOKEN' not in os.environ and 'PATH' in os.environ")


def test_a_cell_that_takes_too_long_is_named_with_its_limit(
    copy: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "CELL_SECONDS", 3)
    with pytest.raises(
        ChapterError, match=r"^sources, cell \d+ \(import time\): not done after 3 s; the run was ended$"
    ):
        ran(copy, tmp_path, "import time\ntime.sleep(30)")


def test_output_without_end_is_named_by_its_cell_and_size(copy: Book, tmp_path: Path) -> None:
    with pytest.raises(
        ChapterError, match=r"^sources, cell \d+ \(for _ in range\(60\):\): left 60 MB of output; expected at most 50$"
    ):
        ran(copy, tmp_path, "for _ in range(60):\n    print('x' * 1_000_000)")


def test_a_message_repeats_only_the_beginning_of_what_a_cell_wrote(copy: Book, tmp_path: Path) -> None:
    with pytest.raises(ChapterError, match=r"wrote to stdout: x{200}$"):
        ran(copy, tmp_path, "print('x' * 10_000)")


def test_a_full_disk_names_the_folder_that_is_full_and_promises_no_book_that_is_not_there(copy: Book) -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(copy.build / "none" / "yet"))
    with pytest.raises(BuildError) as caught, pipeline.report_write_errors(copy.build):
        raise error
    assert f"no space is left in {copy.build} (" in str(caught.value)
    assert "last good book" not in str(caught.value)


@pytest.mark.parametrize("entry", ["../outside", "/tmp/outside"])
def test_a_chapter_outside_the_book_is_refused_by_name(copy: Book, entry: str) -> None:
    copy.toc.write_text(f"format: jb-book\nroot: index\nchapters:\n  - file: {entry}\n", encoding="utf-8")

    assert any(entry in fault for fault in check_book(copy).faults)


@pytest.mark.parametrize("place", ["data/far.csv", "chapters/far.ipynb"])
def test_a_link_that_leads_out_of_the_book_is_refused_by_name(copy: Book, tmp_path: Path, place: str) -> None:
    (tmp_path / "far").write_text("far", encoding="utf-8")
    (copy.root / place).symlink_to(tmp_path / "far")

    assert any(place in fault for fault in check_book(copy).faults)
