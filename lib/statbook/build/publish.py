"""Where a finished book stands: its parts come into place together, and a record says what it was made from.

The parts are folders that change places with those before them, each in one step (`renameat2`, where the system has it).
A journal, written before the first step, says that all are whole: what a killed build left undone, the next one does.
"""

from __future__ import annotations

__all__ = ["HTML", "PDF", "STAGE", "Place", "exchange"]

import ctypes
import errno
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbook.project.fingerprint import files_in

HTML, PDF, STAGE = "html", "pdf", "stage"
PARTS = (HTML, PDF, STAGE)
RECORD, JOURNAL = "book.json", "swap.json"
_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


@dataclass(frozen=True)
class Place:
    """The folder of a finished book: its pages, its PDFs and its stage."""

    folder: Path

    @property
    def html(self) -> Path:
        return self.folder / HTML

    @property
    def pdf(self) -> Path:
        return self.folder / PDF

    @property
    def stage(self) -> Path:
        return self.folder / STAGE

    def record(self) -> dict[str, Any]:
        """What the book here was made from (`inputs`) and what it consists of (`outputs`); empty if that is not known."""
        try:
            found = json.loads((self.folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def stands(self, inputs: dict[str, str], *parts: str) -> bool:
        """Whether the book here was made from *inputs*, and no file of its *parts*, all if none is named, is another."""
        record = self.record()
        if record.get("inputs") != inputs or (self.folder / JOURNAL).exists():
            return False
        wanted = tuple(f"{part}/" for part in parts or PARTS)
        made = {name: digest for name, digest in record["outputs"].items() if name.startswith(wanted)}
        return made == outputs(self.folder, parts or PARTS)

    def take(self, new: Path, inputs: dict[str, str]) -> None:
        """Put the parts in *new* here, as the book made from *inputs*. From the journal on, nothing undoes it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            if (self.folder / part).exists() and not (self.folder / part).is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "a file is in the way", str(self.folder / part))
        record = {"inputs": inputs, "outputs": outputs(new, PARTS)}
        _write(new / RECORD, record)
        parts = {part: (new / part).stat().st_ino for part in PARTS}
        _write(self.folder / JOURNAL, {"new": os.path.relpath(new, self.folder), "parts": parts})
        self.settle()

    def settle(self) -> None:
        """Do what the journal says is still to be done, if there is one."""
        journal = self.folder / JOURNAL
        if not journal.exists():
            return
        told = json.loads(journal.read_text(encoding="utf-8"))
        new = self.folder / told["new"]
        for part, number in told["parts"].items():
            target = self.folder / part
            # The number of a folder tells whether it has changed places already.
            if (new / part).is_dir() and (not target.is_dir() or target.stat().st_ino != number):
                exchange(new / part, target)
        if (new / RECORD).exists():
            (new / RECORD).replace(self.folder / RECORD)
        journal.unlink()


def outputs(folder: Path, parts: tuple[str, ...]) -> dict[str, str]:
    """The SHA-256 of every file of the *parts* in *folder*, by its place."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in parts
        for path in sorted(files_in(folder / part))
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    """Write *content*, whole or not at all, even if the machine stops."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def exchange(new: Path, target: Path) -> None:
    """Put *new* in the place of *target*, which takes the place of *new*: readers meet one or the other."""
    if not target.exists():
        new.rename(target)
        return
    swap = getattr(ctypes.CDLL(None), "renameat2", None)
    if swap is not None and swap(_HERE, os.fsencode(new), _HERE, os.fsencode(target), _EXCHANGE) == 0:
        return
    # Elsewhere two renames; a build that is killed between them leaves the rest to `settle`.
    old = new.with_name(f"{new.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    new.rename(target)
