"""The page "What changed" of a stage, and the record by which a later book is compared with this one."""

from __future__ import annotations

__all__ = ["CHANGES", "offer_changes"]

from pathlib import Path
from typing import Any

from statbook.changes import PAGE as CHANGES
from statbook.changes import RECORD, Record, compared, history, page, record_of
from statbook.press.data_page import EXTRA
from statbook.store import Store


def offer_changes(store: Store, staged: Path, manifest: dict[str, Any], since: Record | None = None) -> None:
    """Put the page and the record into the stage; *since* is the book that the page compares with, if there is one."""
    record = record_of(store, manifest["chapters"])
    for folder in (staged, staged / EXTRA):
        folder.mkdir(exist_ok=True)
        (folder / RECORD).write_text(record.as_json(), encoding="utf-8")
    comparison = compared(since, Record.read(staged)) if since else None
    (staged / f"{CHANGES}.md").write_text(page(store, history(store), record, comparison), encoding="utf-8")
