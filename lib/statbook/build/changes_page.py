"""The page "What changed" of a book, the record that later books are compared with, and the previous book."""

import shutil
from pathlib import Path
from typing import Any

from statbook.build.publish import exchange
from statbook.changes import PAGE as CHANGES
from statbook.changes import RECORD, BookRecord, compare, history, page, record_of
from statbook.project.paths import STAGING
from statbook.site.data_package import EXTRA
from statbook.store import Store

PREVIOUS = "before"
"""The folder that keeps the staging of the last book that said something else than the present one."""


def add_changes_page(store: Store, staging: Path, manifest: dict[str, Any], since: BookRecord | None = None) -> None:
    """Write the page and the record into *staging*; the page compares the book with *since* if it is given."""
    record = record_of(store, manifest["chapters"])
    for folder in (staging, staging / EXTRA):
        folder.mkdir(exist_ok=True)
        (folder / RECORD).write_text(record.as_json(), encoding="utf-8")
    comparison = compare(since, BookRecord.read(staging)) if since else None
    (staging / f"{CHANGES}.md").write_text(page(store, history(store), record, comparison), encoding="utf-8")


def keep_previous(build: Path, old: Path) -> None:
    """Keep the staging in *old* as the previous book if it says something else than the book in *build*."""
    staging, now = old / STAGING, build / STAGING
    if (staging / RECORD).is_file() and (staging / RECORD).read_bytes() != (now / RECORD).read_bytes():
        exchange(staging, build / PREVIOUS)
        shutil.rmtree(staging, ignore_errors=True)
