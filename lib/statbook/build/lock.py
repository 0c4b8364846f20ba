"""One build at a time, and a folder of its own for each; what dead processes left is swept.

A lock is held by the open file (flock), and ends with the last process that has it: none can be stale.
Children get the file as well, so that a build that was killed holds the lock until they have ended.
"""

from __future__ import annotations

__all__ = ["Workshop", "alone", "workshop"]

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from statbook.errors import Busy

LOCK = "lock"
PREFIX, SIGN = "work-", ".lock"


@dataclass(frozen=True)
class Workshop:
    """A folder to work in, and the open files that its locks are held by, for children to keep."""

    folder: Path
    held: tuple[int, ...]


@contextmanager
def alone(build: Path, say: Callable[[str], None], *, wait: bool = True) -> Iterator[int]:
    """Hold the lock of the folder *build*, in which one build works at a time; gives the open file.

    Where another build holds it: wait for it, and say so, or raise Busy.
    """
    build.mkdir(parents=True, exist_ok=True)
    with (build / LOCK).open("a", encoding="utf-8") as file:
        if not _taken(file.fileno()):
            if not wait:
                raise Busy(f"another build is at work in {build}; wait for it, or build again without --no-wait")
            say("another build is at work; waiting for it to end")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


@contextmanager
def workshop(build: Path, held: tuple[int, ...] = ()) -> Iterator[Workshop]:
    """A new folder within *build*, so that results come into place by a rename; it is removed in the end."""
    build.mkdir(parents=True, exist_ok=True)
    sweep(build)
    number, sign = _signed(build)
    folder = sign.with_suffix("")
    try:
        folder.mkdir()
        yield Workshop(folder, (*held, number))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            sign.unlink()
        os.close(number)


def sweep(build: Path) -> None:
    """Remove the folders that nobody works in any more. What cannot be removed stays for another time."""
    for path in build.glob(f"{PREFIX}*"):
        with suppress(OSError):
            sign = path if path.suffix == SIGN else path.with_name(f"{path.name}{SIGN}")
            # The sign is there before its folder: a folder without one is nobody's.
            with sign.open("a", encoding="utf-8") as file:
                if _taken(file.fileno()):
                    shutil.rmtree(sign.with_suffix(""), ignore_errors=True)
                    sign.unlink()


def _signed(build: Path) -> tuple[int, Path]:
    """A file that says, by being locked, that the folder of its name is in use."""
    while True:
        number, name = tempfile.mkstemp(dir=build, prefix=PREFIX, suffix=SIGN)
        fcntl.flock(number, fcntl.LOCK_EX)
        # Who swept meanwhile took it away.
        if Path(name).exists():
            return number, Path(name)
        os.close(number)


def _taken(number: int) -> bool:
    """Whether the lock could be taken."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
