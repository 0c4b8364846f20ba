"""The page "What changed" of a stage, the record by which a later book is compared with this one, and the book before."""

from __future__ import annotations

__all__ = ["BEFORE", "CHANGES", "keep_before", "offer_changes"]

import shutil
from pathlib import Path
from typing import Any

from statbook.changes import PAGE as CHANGES
from statbook.changes import RECORD, Record, compared, history, page, record_of
from statbook.project.paths import Book
from statbook.site.data_page import EXTRA
from statbook.build.publish import STAGE, Place, exchange
from statbook.store import Store

BEFORE = "before"
"""The stage of the last book that said something else than the present one."""


def offer_changes(store: Store, staged: Path, manifest: dict[str, Any], since: Record | None = None) -> None:
    """Put the page and the record into the stage; *since* is the book that the page compares with, if there is one."""
    record = record_of(store, manifest["chapters"])
    for folder in (staged, staged / EXTRA):
        folder.mkdir(exist_ok=True)
        (folder / RECORD).write_text(record.as_json(), encoding="utf-8")
    comparison = compared(since, Record.read(staged)) if since else None
    (staged / f"{CHANGES}.md").write_text(page(store, history(store), record, comparison), encoding="utf-8")


def keep_before(book: Book, old: Path) -> None:
    """Keep the stage in *old* as the one before, if it says something else than the present book."""
    staged, now = old / STAGE, Place(book.build).stage
    if (staged / RECORD).is_file() and (staged / RECORD).read_bytes() != (now / RECORD).read_bytes():
        exchange(staged, book.build / BEFORE)
        shutil.rmtree(staged, ignore_errors=True)
