"""The row of sources.csv for a file."""

import hashlib
import re
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import INVISIBLE
from statbook.store import Recipe, Store
from statbook.store.periods import is_day
from statbook.store.sheets import inert


def source_row(
    store: Store,
    file: Path,
    recipe: Recipe | None,
    day: str,
    remark: str = "",
    *,
    kind: str = "table",
    words: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The source that *file* is: the one in data/ with the same bytes, or a new one; *remark* is added to its note.

    *kind* is what it is, table or text, for its code; *words* are cells of sources.csv that are known of it without a
    recipe. Of several sources with these bytes it is the one with the title in *words*, else the first.
    *day* is the day of publication; a recipe may say it instead. Without a recipe it may be missing: rows in the layout
    of a theme may have their own. Raises DataError if it is missing, is not a day, or differs from that of the same bytes.
    """
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    known = store.sources[store.sources["sha256"] == digest]
    plain_name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "file"
    unnamed = {"code": f"{kind}-{plain_name}", "title": file.name, "title_en": file.name, "publisher": "not stated"}
    unnamed |= words or {}
    same = known[known["title"] == unnamed["title"]]
    known = same if len(same) else known
    declared: Mapping[str, str] = recipe.source if recipe else unnamed
    date = day or declared.get("date", "")
    if len(known):
        row = {str(name): str(cell) for name, cell in known.iloc[0].items()}
        if date and date != row["date"]:
            expected = f"the day {row['date']}, under which data/ has this very file"
            raise DataError([Fault(f"--date {date}", file.name, expected, "Omit --date.")])
        row["note"] = _append(row["note"], remark)
        _require_plain_text(file, recipe, {"note": row["note"]})
        return row
    if not date and recipe:
        fix = f"Say --date 2026-01-31, or {recipe.where}: source: date."
        raise DataError([Fault("--date", "no day", "the day on which the file was published", fix)])
    if date and not is_day(date):
        raise DataError([Fault("--date", repr(date), "a day, as 2026-01-31")])
    code = f"{declared['code']}-{date}"
    if code in store.sources.index:
        code = next(name for number in count(2) if (name := f"{code}-{number}") not in store.sources.index)
    row = {name: declared.get(name, "") for name in ("title", "title_en", "publisher", "note")}
    row["note"] = _append(row["note"], remark)
    _require_plain_text(file, recipe, {**row, "file": file.name})
    row |= {"source": code, "date": date, "date_basis": declared.get("date_basis", "inferred")}
    return row | {"file": file.name, "sha256": digest, "use": "read"}


def _append(note: str, remark: str) -> str:
    return note if remark in note else " ".join(filter(None, (note, remark)))


def _require_plain_text(file: Path, recipe: Recipe | None, row: Mapping[str, str]) -> None:
    """Raises DataError if a cell of the source is not plain text."""
    for name, text in row.items():
        if inert(text) != text or not text.isprintable() or INVISIBLE.search(text):
            where = f"{recipe.where}: source: {name}" if recipe and name != "file" else file.name
            raise DataError([Fault(where, repr(text), "plain words that no spreadsheet takes for a formula")])


def earlier_issues(store: Store, source: Mapping[str, str]) -> set[str]:
    """The sources in data/ that are other releases of the table *source*: of the same title and publisher."""
    same = (store.sources["title"] == source["title"]) & (store.sources["publisher"] == source["publisher"])
    return set(store.sources.index[same]) - {source["source"]}
