"""Results that the next build takes as they are, each kept by a digest of what it is made from and of the tools.

Only a copy of a book that a build works on has a folder for them (`Book.kept`); elsewhere everything is made anew.
"""

import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from statbook.messages import digest_of_words
from statbook.project.fingerprint import tool_digests

Keep = Callable[[list[Any], Callable[[], Any]], Any]
"""Gives what a function makes, or what is kept of it by all that it is made from."""
MOST = 1500
"""Results that are kept from one build to the next; the one that was used longest ago goes first."""


def keep_result(folder: Path, made_from: list[Any], make: Callable[[], Any]) -> Any:
    """What *make* gives, as JSON gives it back; *made_from* is all that it depends on, besides the tools and the words.

    It is kept in *folder*, if there is one.
    """
    path = _place(folder, made_from)
    if path is None:
        return make()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = make()
        _write(path, lambda new: new.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8"))
        return found
    path.touch()
    return found


def keep_for(folder: Path, *shared: Any) -> Keep:
    """A function that keeps results in *folder*; all of them are made from *shared*, besides what each is made from."""
    return lambda made_from, make: keep_result(folder, [*shared, *made_from], make)


def make_anew(made_from: list[Any], make: Callable[[], Any]) -> Any:
    """What *make* gives; nothing is kept."""
    return make()


def keep_file(folder: Path, made_from: list[Any], make: Callable[[Path], object], target: Path) -> None:
    """Write the file *target* as *make* does; *made_from* is all that it depends on, besides the tools."""
    path = _place(folder, made_from)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path is None or not path.is_file():
        make(target)
        if path is not None:
            _write(path, lambda new: shutil.copyfile(target, new))
    else:
        path.touch()
        shutil.copyfile(path, target)


def _place(folder: Path, made_from: list[Any]) -> Path | None:
    """The file of a result; None where none is kept."""
    if not folder.is_dir():
        return None
    content = json.dumps([_tools(), digest_of_words(), made_from], sort_keys=True)
    return folder / hashlib.sha256(content.encode()).hexdigest()[:32]


@cache
def _tools() -> dict[str, str]:
    return tool_digests()


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file by way of another one, so that it is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        new = Path(folder, path.name)
        write(new)
        new.replace(path)


def drop_old_results(folder: Path) -> None:
    """Keep those results in *folder* that were used last."""
    remove_oldest(folder, MOST)


def remove_oldest(folder: Path, most: int) -> None:
    """Remove the files of *folder* that were used longest ago, as far as there are more than *most*."""
    files = [each for each in folder.glob("*") if each.is_file()]
    for old in sorted(files, key=last_use)[: max(0, len(files) - most)]:
        old.unlink(missing_ok=True)


def last_use(path: Path) -> float:
    """When a file was last used; later than all others, if another process has just moved it."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf
