"""A store that a process has read before others are forked from it: they find it by the files of its folder.

A copy of the folder with the same files, by size and time, is the same data. Only `keep` puts a store here, so that in any
other process each folder is read anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statbook.store.tables import Store

Signature = frozenset[tuple[str, int, int]]
_kept: dict[Signature, Store] = {}


def keep(data: Path, store: Store) -> None:
    """Let this process, and those that are forked from it, take *store* for the folder *data* and its copies."""
    _kept[_signature(data)] = store


def find_kept(data: Path) -> Store | None:
    """The store that is kept for the folder *data*; None if there is none."""
    return _kept.get(_signature(data)) if _kept else None


def _signature(data: Path) -> Signature:
    """Name, size and time of every file."""
    found = ((path.relative_to(data).as_posix(), path.stat()) for path in data.rglob("*") if path.is_file())
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)
