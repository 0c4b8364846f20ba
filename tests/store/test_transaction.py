"""Several files become new as one, whatever the disk refuses on the way."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchard_book import TABLE, bytes_of, orchard
from statbook.errors import StatbookError
from statbook.ingest.add import AddRequest, add
from statbook.store.transaction import COMMIT, PENDING, change_folder, lock_folder, recover, replace_files

CALLS = ("mkdir", "open", "fsync", "rename", "unlink", "rmdir")
OLD = {"a.csv": b"1\n", "b.csv": b"2\n"}
NEW = {"a.csv": b"1\n3\n", "b.csv": b"2\n4\n"}


def folder(root: Path) -> Path:
    made = root / "data"
    made.mkdir()
    for name, content in OLD.items():
        (made / name).write_bytes(content)
    return made


def failing(monkeypatch: pytest.MonkeyPatch, nth: int, error: int) -> Callable[[], bool]:
    """Let the nth call to the disk fail; the answer says whether there were as many."""
    count = 0

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == nth:
                raise OSError(error, os.strerror(error))
            return real(*args, **more)

        return call

    for name in CALLS:
        monkeypatch.setattr(os, name, wrapped(getattr(os, name)))
    return lambda: count >= nth


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=["full", "broken", "forbidden"])
def test_each_failing_call_to_the_disk_leaves_the_old_files_or_the_new_ones(error: int, tmp_path: Path) -> None:
    outcomes = set()
    for nth in range(1, 100):
        root = tmp_path / str(nth)
        root.mkdir()
        data = folder(root)
        with pytest.MonkeyPatch.context() as patched:
            reached = failing(patched, nth, error)
            try:
                replace_files(data, NEW)
            except StatbookError:
                pass
            failed = reached()
        recover(data)
        state = bytes_of(data)
        assert state in (OLD, NEW)
        outcomes.add(state == NEW)
        if not failed:
            break

    assert {False, True} == outcomes
    assert NEW == state
    assert 15 < nth < 99


def test_a_file_that_does_not_take_all_bytes_leaves_the_old_ones(tmp_path: Path) -> None:
    data = folder(tmp_path)
    limited = (
        "import resource, signal, sys; from pathlib import Path; from statbook.store.transaction import replace_files;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "replace_files(Path(sys.argv[1]), {'a.csv': b'1' * 5000})"
    )

    done = subprocess.run([sys.executable, "-c", limited, str(data)], capture_output=True, text=True, check=False)

    assert "nothing was changed" in done.stderr
    assert bytes_of(data) == OLD


def test_a_decided_change_is_finished_by_the_next_command(tmp_path: Path) -> None:
    data = folder(tmp_path)
    pending = data / PENDING
    pending.mkdir()
    (pending / COMMIT).write_text('["a.csv", "b.csv"]')
    (pending / "b.csv").write_bytes(NEW["b.csv"])
    (data / "a.csv").write_bytes(NEW["a.csv"])  # it was in place when the power went

    recover(data)

    assert bytes_of(data) == NEW


def test_an_undecided_change_is_thrown_away(tmp_path: Path) -> None:
    data = folder(tmp_path)
    (data / PENDING).mkdir()
    (data / PENDING / "a.csv").write_bytes(b"half of")

    recover(data)

    assert bytes_of(data) == OLD


def test_of_two_who_add_at_once_one_is_refused(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    file = tmp_path / "table.csv"
    file.write_text(TABLE + "2025-07,7,67,1,x\n")
    before = bytes_of(data)

    with lock_folder(data), pytest.raises(StatbookError, match="another command is writing"):
        add(data, file, AddRequest("orchard", "2026-01-31"))

    assert bytes_of(data) == before


def test_readers_hold_the_folder_together(tmp_path: Path) -> None:
    data = folder(tmp_path)

    with (
        lock_folder(data, shared=True),
        lock_folder(data, shared=True),
        pytest.raises(StatbookError),
        lock_folder(data),
    ):
        pytest.fail("held alone beside readers")


def test_what_was_left_is_cleared_away_when_the_other_command_is_done(tmp_path: Path) -> None:
    data = folder(tmp_path)
    (data / PENDING).mkdir()
    with lock_folder(data):
        waiting = threading.Thread(target=recover, args=(data,), daemon=True)
        waiting.start()
        waiting.join(0.05)
        assert waiting.is_alive() and (data / PENDING).exists()
    waiting.join(5)

    assert bytes_of(data) == OLD and not (data / PENDING).exists()


def test_files_of_other_folders_of_the_book_change_with_those_of_data(tmp_path: Path) -> None:
    data = folder(tmp_path)
    (tmp_path / "chapters").mkdir()

    replace_files(data, {"a.csv": b"3\n", "../chapters/one.ipynb": b"{}"})

    assert {**OLD, "a.csv": b"3\n"} == bytes_of(data)
    assert b"{}" == (tmp_path / "chapters" / "one.ipynb").read_bytes()


def test_a_list_that_leads_out_of_the_book_is_refused(tmp_path: Path) -> None:
    data = folder(tmp_path)
    (data / PENDING).mkdir()
    (data / PENDING / COMMIT).write_text('["../../stray.csv"]')
    (data / PENDING / "..%2F..%2Fstray.csv").write_bytes(b"x")

    with pytest.raises(StatbookError, match=r"names '\.\./\.\./stray\.csv', outside the book"):
        recover(data)

    assert not (tmp_path.parent / "stray.csv").exists()


def test_a_change_waits_for_nobody_and_follows_no_link(tmp_path: Path) -> None:
    data = folder(tmp_path)
    (copy := tmp_path / "copy").mkdir()
    (copy / "a.csv").symlink_to(data / "a.csv")

    with change_folder(copy):
        replace_files(copy, {"a.csv": b"3\n"})
        with pytest.raises(StatbookError, match="another command is writing there"), change_folder(copy):
            pass

    assert (b"3\n", OLD) == ((copy / "a.csv").read_bytes(), bytes_of(data))
