"""The row of sources.csv that a file becomes."""

from __future__ import annotations

__all__ = ["issues_of", "source_of"]

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import INVISIBLE
from statbook.store import Recipe, Store
from statbook.store.sheets import inert


def source_of(store: Store, file: Path, recipe: Recipe | None, day: str, remark: str = "") -> dict[str, str]:
    """The source that *file* is: the one of data/ with the same bytes, or a new one; the *remark* goes to its note.

    *day* is when it became public; a recipe may say it. Without a recipe the day may be missing: rows of our own
    layout say it themselves. Raises DataError if the day is missing, is none, or is not that of the same bytes.
    """
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    known = store.sources[store.sources["sha256"] == digest]
    told: Mapping[str, str] = recipe.source if recipe else _of_itself(file)
    when = day or told.get("date", "")
    if len(known):
        row = {str(name): str(cell) for name, cell in known.iloc[0].items()}
        if when and when != row["date"]:
            expected = f"the day {row['date']}, under which data/ has this very file"
            raise DataError([Fault(f"--date {when}", file.name, expected, "Leave --date away.")])
        row["note"] = _with(row["note"], remark)
        _plain(file, recipe, {"note": row["note"]})
        return row
    if not when and recipe:
        fix = f"Say --date 2026-01-31, or {recipe.where}: source: date."
        raise DataError([Fault("--date", "no day", "the day on which the file became public", fix)])
    if when and not _is_day(when):
        raise DataError([Fault("--date", repr(when), "a day, as 2026-01-31")])
    code, number = f"{told['code']}-{when}", 1
    while code in store.sources.index:
        number += 1
        code = f"{told['code']}-{when}-{number}"
    row = {name: told.get(name, "") for name in ("title", "title_en", "publisher", "note")}
    row["note"] = _with(row["note"], remark)
    _plain(file, recipe, {**row, "file": file.name})
    row |= {"source": code, "date": when, "date_basis": told.get("date_basis", "inferred")}
    return row | {"file": file.name, "sha256": digest, "use": "read"}


def _with(note: str, remark: str) -> str:
    return note if remark in note else " ".join(filter(None, (note, remark)))


def _plain(file: Path, recipe: Recipe | None, row: Mapping[str, str]) -> None:
    """Raises DataError if a cell of the source is no plain text."""
    for name, text in row.items():
        if inert(text) != text or not text.isprintable() or INVISIBLE.search(text):
            where = f"{recipe.where}: source: {name}" if recipe and name != "file" else file.name
            raise DataError([Fault(where, repr(text), "plain words that no spreadsheet takes for a formula")])


def issues_of(store: Store, source: Mapping[str, str]) -> set[str]:
    """The sources of data/ that are other issues of the table *source*: of the same title and publisher."""
    alike = (store.sources["title"] == source["title"]) & (store.sources["publisher"] == source["publisher"])
    return set(store.sources.index[alike]) - {source["source"]}


def _of_itself(file: Path) -> dict[str, str]:
    code = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "table"
    return {"code": f"table-{code}", "title": file.name, "title_en": file.name, "publisher": "not stated"}


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(date.fromisoformat(text))
    return False
