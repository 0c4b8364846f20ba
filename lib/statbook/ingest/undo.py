"""Take back the last addition whole: every file of data/ that it changed becomes what it was.

What an addition changes is recorded beside data/ before it does: for each file the bytes that differ, and what the file
was and will be (SHA-256). An addition can be taken back while each of its files is still what it made of it, so that
nothing that came later is lost. An addition that was killed leaves data/ as it was, and then the record of the one
before still fits: two records are kept.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from statbook.errors import StatbookError
from statbook.store import change_folder, replace_files

RECORD = ".last_addition.json"
"""The file beside data/ that holds what the last additions changed."""
_KEPT = 2


@dataclass(frozen=True)
class Undone:
    """What was taken back: the *source* of the addition, and the *files* of data/ that are as they were."""

    source: str
    files: tuple[str, ...]


def record_addition(data: Path, files: Mapping[str, bytes], source: str) -> None:
    """Record that *files* of *data*, by name, are about to get these bytes."""
    changes = {name: _difference(_content(data / name), content) for name, content in files.items()}
    records = [*_read(data), {"source": source, "files": changes}][-_KEPT:]
    _write(data, records)


def undo_addition(data: Path, *, dry: bool = False) -> Undone:
    """Take back the last addition to the folder *data*, or with *dry* only say which it is.

    Raises StatbookError if there is none, or if its files have changed since; data/ is unchanged then.
    """
    with change_folder(data):
        records = _read(data)
        if not records:
            raise StatbookError(f"{data.name}/: no addition is recorded that could be taken back.")
        changed: list[str] = []
        for number in range(len(records) - 1, -1, -1):
            files, others = _earlier_files(data, records[number]["files"])
            if not others:
                if not dry:
                    replace_files(data, files)
                    _write(data, records[:number])
                return Undone(str(records[number]["source"]), tuple(sorted(files)))
            changed = changed or others
        raise StatbookError(
            f"{', '.join(f'{data.name}/{name}' for name in changed)}: changed since the last addition; nothing was taken "
            "back. Take it back with git, or undo the later change first."
        )


def _earlier_files(data: Path, changes: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, bytes], list[str]]:
    """The files as they were, and those that are not what the addition made of them."""
    earlier, others = {}, []
    for name, change in changes.items():
        path = data / name
        now = _content(path)
        end = len(now) - change["end"]
        before = now[: change["start"]] + base64.b64decode(change["before"]) + now[end:]
        if _digest(now) == change["is"] and _digest(before) == change["was"]:
            earlier[name] = before
        else:
            others.append(name)
    return earlier, others


def _content(path: Path) -> bytes:
    """The bytes of a file; none if it is not there."""
    return path.read_bytes() if path.is_file() else b""


def _difference(old: bytes, new: bytes) -> dict[str, Any]:
    """What differs between two states of a file: the old bytes between the beginning and the end that they share."""
    start = _count_equal(old, new, 1)
    end = min(_count_equal(old, new, -1), min(len(old), len(new)) - start)
    middle = base64.b64encode(old[start : len(old) - end]).decode()
    return {"was": _digest(old), "is": _digest(new), "start": start, "end": end, "before": middle}


def _count_equal(old: bytes, new: bytes, step: int) -> int:
    """The number of equal bytes at the beginning, or with a *step* of -1 at the end."""
    least = min(len(old), len(new))
    one, other = (np.frombuffer(content, np.uint8)[::step][:least] for content in (old, new))
    apart = one != other
    return int(apart.argmax()) if apart.any() else least


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _read(data: Path) -> list[dict[str, Any]]:
    """The records, the last one last; none if the file is not there or cannot be read."""
    try:
        return list(json.loads((data.parent / RECORD).read_bytes()))
    except (FileNotFoundError, ValueError):
        return []


def _write(data: Path, records: list[dict[str, Any]]) -> None:
    path = data.parent / RECORD
    part = path.with_suffix(".part")
    try:
        part.write_text(json.dumps(records, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise StatbookError(f"{path}: {error.strerror}; nothing was changed.") from error
