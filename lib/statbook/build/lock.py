"""One build at a time, each in a working folder of its own; what killed builds left is removed.

A lock belongs to the open file (flock) and ends with the last process that has it open, so no lock is ever stale.
Child processes inherit the file: a killed build keeps its lock until they have ended.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statbook.errors import Busy

LOCK = "lock"
PREFIX, SUFFIX = "work-", ".lock"


@contextmanager
def build_lock(build: Path, progress: Callable[[str], None], *, wait: bool = True) -> Iterator[int]:
    """Hold the lock of the folder *build*, so that one build works there at a time; gives the open file.

    If another build holds it, wait for that build and report so, or raise Busy if *wait* is false.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / LOCK).open("a", encoding="utf-8") as file:
        if not _try_lock(file.fileno()):
            if not wait:
                raise Busy(f"another build is at work in {build}; wait for it, or build again without --no-wait")
            progress("another build is at work; waiting for it to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


@contextmanager
def work_dir(build: Path, open_files: tuple[int, ...] = ()) -> Iterator[tuple[Path, tuple[int, ...]]]:
    """A new folder in *build*, and the open files that hold its locks, for child processes to inherit.

    It is on the same file system, so that results are moved by a rename; removed in the end.
    """
    build.mkdir(parents=True, exist_ok=True)
    remove_stale(build)
    number, lock = _new_lock_file(build)
    folder = lock.with_suffix("")
    try:
        folder.mkdir()
        yield folder, (*open_files, number)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            lock.unlink()
        os.close(number)


def remove_stale(build: Path) -> None:
    """Remove the working folders in *build* that no process uses. What cannot be removed stays for another time."""
    for path in build.glob(f"{PREFIX}*"):
        with suppress(OSError):
            lock = path if path.suffix == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
            # A lock file is made before its folder: a folder without one is not in use.
            with lock.open("a", encoding="utf-8") as file:
                if _try_lock(file.fileno()):
                    shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                    lock.unlink()


def _new_lock_file(build: Path) -> tuple[int, Path]:
    """A locked file, which shows that the folder of its name is in use."""
    while True:
        number, name = tempfile.mkstemp(dir=build, prefix=PREFIX, suffix=SUFFIX)
        fcntl.flock(number, fcntl.LOCK_EX)
        # Another process may have removed it between these two steps.
        if Path(name).exists():
            return number, Path(name)
        os.close(number)


def _try_lock(number: int) -> bool:
    """Lock the open file *number*; False if another process holds the lock."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
