"""One build at a time; what dead processes left goes, what living ones work in stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from statbook.build.lock import build_lock, remove_stale, work_dir
from statbook.errors import Busy

WAITING = """
import sys, time
from pathlib import Path
from statbook.build.lock import work_dir
with work_dir(Path(sys.argv[1])) as (folder, _):
    (folder / "file").touch()
    print("there", flush=True)
    time.sleep(60)
"""


def quiet(words: str) -> None:
    """No progress in tests."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("work-*"))


def test_a_workshop_leaves_nothing_even_if_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), work_dir(tmp_path) as (folder, _):
        (folder / "file").touch()
        raise ZeroDivisionError

    assert [] == names(tmp_path)


def test_a_folder_in_use_is_not_swept(tmp_path: Path) -> None:
    with work_dir(tmp_path) as (folder, _):
        remove_stale(tmp_path)

        assert folder.is_dir()
        assert 2 == len(names(tmp_path))


def test_what_a_killed_process_left_is_swept_and_not_before(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", WAITING, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "there\n" == process.stdout.readline()
    remove_stale(tmp_path)
    assert 2 == len(names(tmp_path))
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    remove_stale(tmp_path)

    assert [] == names(tmp_path)


@pytest.mark.parametrize("left", [["work-a.lock"], ["work-a/file"], ["work-a.lock", "work-a/file"]])
def test_leftovers_of_every_kind_are_swept(tmp_path: Path, left: list[str]) -> None:
    for name in left:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    remove_stale(tmp_path)

    assert [] == names(tmp_path)


def test_of_two_builds_one_is_refused_if_it_is_not_to_wait(tmp_path: Path) -> None:
    with (
        build_lock(tmp_path, quiet),
        pytest.raises(Busy, match="another build"),
        build_lock(tmp_path, quiet, wait=False),
    ):
        pass


def test_a_lock_is_free_when_its_build_is_done(tmp_path: Path) -> None:
    said: list[str] = []
    with build_lock(tmp_path, quiet):
        pass
    with build_lock(tmp_path, said.append, wait=False):
        assert [] == said
