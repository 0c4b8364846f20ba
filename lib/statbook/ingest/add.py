"""New figures into data/: read by a recipe, set beside what is known, checked, and written as one change."""

from __future__ import annotations

__all__ = ["Added", "add"]

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault, StatbookError
from statbook.ingest.csv_file import read_csv
from statbook.ingest.enter import entered, keys_of
from statbook.ingest.facts import Sorted, sorted_out
from statbook.ingest.known import Known, near
from statbook.ingest.shape import shaped
from statbook.store import PENDING, Recipe, Store, held, load_recipe, load_recipes, recover, replace_files
from statbook.store.schema import read


@dataclass(frozen=True)
class Added:
    """What came of a file.

    source     the row of sources.csv under which its figures stand
    found      its rows by what becomes of them
    missing    cells that say that there is no number
    left_out   numbers that the recipe leaves out, by reason
    notes      what was taken without being said
    files      the files of data/ that were changed, or would be
    """

    source: str
    found: Sorted
    missing: int
    left_out: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def add(data: Path, file: Path, recipe: str, day: str = "", *, dry: bool = False) -> Added:
    """Put the figures of *file* into the folder *data*, or with *dry* only say what would enter.

    *day* is the day on which the file became public, if the recipe does not say it. Raises DataError with all faults
    of the file, StatbookError if somebody else is writing; data/ is as it was then.
    """
    recover(data)
    with held(data):
        if (data / PENDING).exists():
            raise StatbookError(f"{data.name}/{PENDING}: another command left it behind; run the command again.")
        store = Store.load(data)
        made, files = _read(store, file, _recipe(data, recipe), day)
        if files and not dry:
            replace_files(data, files)
        return made


def _recipe(data: Path, name: str) -> Recipe:
    known = load_recipes(data)
    if name not in known:
        raise DataError([Fault(f"--recipe {name}", "no such recipe", f"one of {', '.join(known)}", near(name, known))])
    return load_recipe(data, name)


def _read(store: Store, file: Path, recipe: Recipe, day: str) -> tuple[Added, dict[str, bytes]]:
    known = Known(store)
    source = _source(store, file, recipe, day)
    table = recipe.told.get("table", {})
    grid = read_csv(file, table.get("encoding"), table.get("delimiter"))
    shape = shaped(grid, recipe, known)
    if shape.faults:
        raise DataError(shape.faults)
    theme, dimensions = recipe.theme, store.package.themes[recipe.theme]
    there = read(store.package, theme)
    rows = shape.rows.assign(source=source["source"], known_from=source["date"], known_to="")
    rows["producer"] = ""
    rows["obs"] = keys_of(rows, dimensions)
    found = sorted_out(rows, there, read(store.package, "prints"), dimensions, grid)
    if found.faults:
        raise DataError(found.faults)
    found.new = _apart(found.new, set(there["obs"]))
    found.revised = found.revised.assign(obs=found.revised["obs_old"])
    entry = entered(known, theme, found, source, recipe.told.get("amends", {}))
    made = Added(source["source"], found, shape.missing, shape.left_out, grid.notes, tuple(sorted(entry.files)))
    return made, entry.files


def _apart(rows: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    """A key that another fact has already gets its timing as well."""
    twice = rows["obs"].isin(taken) | rows.duplicated("obs", keep=False)
    return rows.assign(obs=rows["obs"].where(~twice, rows["obs"] + "." + rows["timing"]))


def _source(store: Store, file: Path, recipe: Recipe, day: str) -> dict[str, str]:
    """The row of sources.csv: that of the same bytes if there is one."""
    if not file.is_file():
        raise DataError([Fault(str(file), "no such file", "a table")])
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    known = store.sources[store.sources["sha256"] == digest]
    told = recipe.source
    when = day or told.get("date", "")
    if len(known):
        row = {str(name): str(cell) for name, cell in known.iloc[0].items()}
        if when and when != row["date"]:
            raise DataError(
                [
                    Fault(
                        f"--date {when}",
                        file.name,
                        f"the day {row['date']}, under which data/ has this very file",
                        "Leave --date away.",
                    )
                ]
            )
        return row
    if not when:
        raise DataError(
            [
                Fault(
                    "--date",
                    "no day",
                    "the day on which the file became public",
                    f"Say --date 2026-01-31, or {recipe.where}: source: date.",
                )
            ]
        )
    try:
        right = bool(re.fullmatch(r"\d{4}-\d\d-\d\d", when)) and bool(date.fromisoformat(when))
    except ValueError:
        right = False
    if not right:
        raise DataError([Fault(f"--date {when}", repr(when), "a day, as 2026-01-31")])
    code, number = f"{told['code']}-{when}", 1
    while code in store.sources.index:
        number += 1
        code = f"{told['code']}-{when}-{number}"
    row = {name: told.get(name, "") for name in ("title", "title_en", "publisher", "note")}
    row |= {"source": code, "date": when, "date_basis": told.get("date_basis", "inferred")}
    return row | {"file": file.name, "sha256": digest, "use": "read"}
