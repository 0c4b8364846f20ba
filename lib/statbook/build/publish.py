"""The folder of a finished book: its parts are replaced together, and a record says what it was made from.

Each part (pages, PDFs, staging) is a folder that changes places with its predecessor in one step (`renameat2` where the
system has it). A journal, written first, says that all new parts are complete: the next build finishes what a killed
one left undone.
"""

import ctypes
import errno
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from statbook.project.fingerprint import files_in
from statbook.project.paths import HTML, ORIGINAL, PDF, STAGING, TRANSLATED

PARTS = (HTML, PDF, STAGING, TRANSLATED)
BUILD_RECORD, JOURNAL = "book.json", "swap.json"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
"""Constants of renameat2 in Linux."""


@dataclass(frozen=True)
class PublishedBook:
    """A finished book in *folder*."""

    folder: Path

    @property
    def html(self) -> Path:
        return self.folder / HTML

    @property
    def staging(self) -> Path:
        return self.folder / STAGING

    def staging_of(self, language: str) -> Path:
        """The staging of a *language*; there is none if the book was built without it."""
        return self.staging if language == ORIGINAL else self.folder / TRANSLATED / language

    def record(self) -> dict[str, Any]:
        """The digests of what the book was made from (`inputs`) and of its files (`outputs`); empty if unknown.

        `untranslated` are faults of translations.
        """
        try:
            found = json.loads((self.folder / BUILD_RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def is_current(self, inputs: dict[str, str], *parts: str) -> bool:
        """Whether the book was made from *inputs*, and no file of its *parts* (by default all) was altered since."""
        if self.record().get("inputs") != inputs or (self.folder / JOURNAL).exists():
            return False
        return self.is_intact(*(parts or PARTS))

    def is_intact(self, *parts: str) -> bool:
        """Whether the files of these *parts* are those that were built."""
        prefixes = tuple(f"{part}/" for part in parts)
        outputs: dict[str, str] = self.record().get("outputs", {})
        recorded = {name: digest for name, digest in outputs.items() if name.startswith(prefixes)}
        return recorded == _digests(self.folder, parts)

    def publish(self, new: Path, inputs: dict[str, str], untranslated: Sequence[str] = ()) -> None:
        """Move the parts in *new* here, as the book made from *inputs*. Once the journal is written, this is final.

        The record lists what is *untranslated*, if anything is. Files that did not change keep their times.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        (new / TRANSLATED).mkdir(exist_ok=True)
        for part in PARTS:
            if (self.folder / part).exists() and not (self.folder / part).is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "a file is in the way", str(self.folder / part))
        told = {"untranslated": [*untranslated]} if untranslated else {}
        outputs, before = _digests(new, PARTS), self.record().get("outputs", {})
        for name in (name for name, digest in outputs.items() if digest == before.get(name)):
            with suppress(FileNotFoundError):
                known = (self.folder / name).stat()
                os.utime(new / name, ns=(known.st_atime_ns, known.st_mtime_ns))
        _write_json(new / BUILD_RECORD, {"inputs": inputs, **told, "outputs": outputs})
        parts = {part: (new / part).stat().st_ino for part in PARTS}
        _write_json(self.folder / JOURNAL, {"new": os.path.relpath(new, self.folder), "parts": parts})
        self.recover()

    def recover(self) -> None:
        """Finish what the journal lists as not yet moved, if there is a journal."""
        journal = self.folder / JOURNAL
        if not journal.exists():
            return
        content = json.loads(journal.read_text(encoding="utf-8"))
        new = self.folder / content["new"]
        for part, inode in content["parts"].items():
            target = self.folder / part
            # The inode of a folder tells whether it has been moved already.
            if (new / part).is_dir() and (not target.is_dir() or target.stat().st_ino != inode):
                exchange(new / part, target)
        if (new / BUILD_RECORD).exists():
            (new / BUILD_RECORD).replace(self.folder / BUILD_RECORD)
        journal.unlink()


def _digests(folder: Path, parts: tuple[str, ...]) -> dict[str, str]:
    """The SHA-256 of every file of the *parts*, by its place in *folder*."""
    files = (path for part in parts for path in sorted(files_in(folder / part)))
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    """Write *content*, completely or not at all, even if the machine stops."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def exchange(new: Path, target: Path) -> None:
    """Let the folders *new* and *target* change places; a reader of *target* sees one or the other."""
    if not target.exists():
        new.rename(target)
        return
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    paths = (_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(target))
    if renameat2 is not None and renameat2(*paths, _RENAME_EXCHANGE) == 0:
        return
    # Elsewhere in two renames; if a build is killed between them, `recover` does the second.
    old = new.with_name(f"{new.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    new.rename(target)
