"""Results of runs in a folder that all workers see, each under the digest of all that it is made from.

A result is a folder: the files of the run, and a record with their digests. It is made elsewhere on the same file
system and moved there whole, so a run that is made twice, lost or killed leaves the same as one that is made once.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbook.execution.runner import WALL_SECONDS
from statbook.project.fingerprint import files_in

RECORD = "run.json"
"""The file of a result that says what it holds."""
NEW = "new-"
"""Begins the names of folders that become results, or were such."""
LEFT_SECONDS = 2 * WALL_SECONDS
"""After this time nobody is at work on such a folder."""


@dataclass(frozen=True)
class Results:
    """The results in *folder*."""

    folder: Path

    def place(self, key: str) -> Path:
        """The folder of the result *key*, whether it is there or not."""
        return self.folder / key[:2] / key

    def has(self, key: str) -> bool:
        """Whether there is a result *key*."""
        return (self.place(key) / RECORD).is_file()

    def record(self, key: str) -> dict[str, Any]:
        """The record of the result *key*: `files` with their digests, and what the run told."""
        found: dict[str, Any] = json.loads((self.place(key) / RECORD).read_text(encoding="utf-8"))
        return found

    def drop_altered(self, key: str) -> bool:
        """Whether there is a result *key* with the bytes that it was made with; one that differs is removed."""
        if not self.has(key):
            return False
        place = self.place(key)
        try:
            if digests_of(place) == self.record(key)["files"]:
                return True
        except (OSError, ValueError, KeyError):
            pass  # a torn record is what a machine leaves that stopped
        self.drop(key)
        return False

    def drop(self, key: str) -> None:
        """Remove the result *key*."""
        remove_whole(self.place(key), self.folder)

    @contextmanager
    def begin(self, key: str) -> Iterator[Path]:
        """An empty folder for the files of the result *key*, which is removed in the end."""
        self.place(key).parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=NEW, ignore_cleanup_errors=True) as work:
            folder = Path(work, key)
            folder.mkdir()
            yield folder

    def put(self, key: str, folder: Path, told: dict[str, Any]) -> None:
        """Move *folder* here as the result *key*, with what is *told* of the run."""
        record = told | {"files": digests_of(folder)}
        (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        try:
            folder.rename(self.place(key))
        except OSError:
            if not self.has(key):  # else another worker was quicker; its files are the same
                raise

    def clean(self) -> None:
        """Remove what killed workers left. What is recent stays: a worker may still make the run of a killed command."""
        for path in self.folder.glob(f"{NEW}*"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > LEFT_SECONDS:
                    shutil.rmtree(path, ignore_errors=True)


def key_of(content: Any) -> str:
    """A digest of plain data."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def digests_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of the files of a result, by their places; without its record."""
    paths = (path for path in sorted(files_in(folder)) if path != folder / RECORD)
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def remove_whole(folder: Path, beside: Path) -> None:
    """Remove *folder* by way of a folder in *beside*, so that no kill leaves a part of it in its place."""
    with tempfile.TemporaryDirectory(dir=beside, prefix=NEW, ignore_cleanup_errors=True) as away:
        folder.rename(Path(away, folder.name))


def link_or_copy(source: Path, target: Path) -> None:
    """Make *target* the same file as *source*, or a copy where links are impossible."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)
