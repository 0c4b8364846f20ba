"""Several files of a book replaced as one: whatever happens on the way, either all are new or none is.

The new files are written beside the old ones, in `.pending`, and are safe on the disk before the list of them is;
with that list (`COMMIT`) the change is decided. From then on it is only finished: at once, or by the next command.
Without it, `.pending` is what is left of a change that did not happen, and is thrown away.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from statbook.errors import StatbookError

PENDING = ".pending"
COMMIT = "COMMIT"


@contextmanager
def lock_folder(folder: Path, *, shared: bool = False, wait: bool = False) -> Iterator[None]:
    """Hold the lock of *folder*: alone, or *shared* with others who only read.

    Raises StatbookError if somebody else holds it, unless one is to *wait*. It leaves no file, and a process that
    dies gives it up.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise StatbookError(
                f"{folder.name}/: another command is writing there; nothing was changed. Try again when it is done."
            ) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def change_folder(folder: Path) -> Iterator[None]:
    """Hold the lock of *folder* for a change, once what a killed command left behind is finished.

    Raises StatbookError if somebody else holds it or is leaving something behind.
    """
    recover(folder)
    with lock_folder(folder):
        if (folder / PENDING).exists():
            raise StatbookError(f"{folder.name}/{PENDING}: left behind by another command; run the command again.")
        yield


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Give the files of *folder* new *contents*, by name, or take those away that are to be empty; the caller holds the
    lock.

    A name may lead to other folders of the book, such as `../chapters/trade.ipynb`; they must be there.
    Raises StatbookError if the disk refuses; the files are then as they were, or, once the change was decided,
    as they will be after `recover`.
    """
    pending = folder / PENDING
    try:
        pending.mkdir()
        for name, content in contents.items():
            _write(_slot(pending, name), content)
        _write(pending / f"{COMMIT}.part", json.dumps(sorted(contents)).encode())
        _sync(pending)
        Path(pending / f"{COMMIT}.part").rename(pending / COMMIT)
    except OSError as error:
        with suppress(OSError):
            _discard(pending)
        raise StatbookError(f"{folder.name}/: {error.strerror}; nothing was changed.") from error
    try:
        _finish(folder)
    except OSError as error:
        raise StatbookError(
            f"{folder.name}/: {error.strerror}; the new files are complete, and the next command puts them in place."
        ) from error


def recover(folder: Path) -> None:
    """Finish or throw away what a command left behind; does nothing, and waits for nobody, if nothing was left."""
    if not (folder / PENDING).exists():
        return
    with lock_folder(folder, wait=True):
        if (folder / PENDING / COMMIT).exists():
            _finish(folder)
        elif (folder / PENDING).exists():
            _discard(folder / PENDING)


def _finish(folder: Path) -> None:
    """Put the pending files in place. Each may have been already; the list goes last."""
    pending = folder / PENDING
    _sync(pending)
    names = json.loads((pending / COMMIT).read_bytes())
    if outside := [name for name in names if not _place(folder / name).is_relative_to(folder.parent.resolve())]:
        raise StatbookError(f"{folder.name}/{PENDING}: names {outside[0]!r}, outside the book. Remove the folder.")
    for name in names:
        with suppress(FileNotFoundError):
            if (slot := _slot(pending, name)).stat().st_size:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                slot.rename(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
    for changed in dict.fromkeys([*((folder / name).parent for name in names), folder]):
        _sync(changed)
    Path(pending / COMMIT).unlink()
    _discard(pending)


def _place(path: Path) -> Path:
    """Where a file at *path* would be put: a link that is there is replaced, not followed."""
    return Path(os.path.normpath(path.parent.resolve() / path.name))


def _slot(pending: Path, name: str) -> Path:
    """The pending file of a *name*, which may lead to another folder."""
    return pending / quote(name, safe="")


def _discard(pending: Path) -> None:
    shutil.rmtree(pending)
    _sync(pending.parent)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """A name is safe when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
