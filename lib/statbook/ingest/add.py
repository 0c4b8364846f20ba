"""New figures into data/: read by a recipe, set beside what is known, checked, and written as one change."""

from __future__ import annotations

__all__ = ["REASONS", "Added", "Wish", "add"]

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault, StatbookError
from statbook.ingest.recipe_draft import unfilled
from statbook.ingest.write_tables import entered, keys_of
from statbook.ingest.merge import Sorted, sorted_out
from statbook.ingest.readers.table_file import grid_of
from statbook.ingest.readers.grid import Grid, place
from statbook.ingest.parsing.vocabulary import Known, near
from statbook.ingest.validation.recipe_check import not_meant
from statbook.ingest.write_tables import unsound_with
from statbook.ingest.parsing.native_layout import own_rows, theme_of
from statbook.ingest.validation.row_checks import row_faults
from statbook.ingest.parsing.reshape import Shaped, shaped
from statbook.ingest.source import issues_of, source_of
from statbook.ingest.validation.totals import sums
from statbook.ingest.validation.plausibility import suspicions
from statbook.store import PENDING, Recipe, Store, held, load_recipe, load_recipes, recover, replace_files
from statbook.store.package import read

REASONS = ("revision", "correction", "misreading")
"""Why a figure is another than before: the source's new estimate, the source's error, our error."""
MOST = 50
"""Faults that are listed."""


@dataclass(frozen=True)
class Added:
    """What came of a file.

    source     the code under which its figures stand in sources.csv
    found      its rows by what becomes of them
    missing    cells that say that there is no number
    left_out   numbers that the recipe leaves out, by reason
    notes      what was taken without being said
    files      the files of data/ that were changed, or would be
    passed     what looked wrong and was let enter knowingly
    because    what another value is: one of REASONS
    """

    source: str
    found: Sorted
    missing: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    passed: tuple[Fault, ...] = ()
    because: str = "revision"


@dataclass(frozen=True)
class Wish:
    """What is asked for: the recipe by its name, the day of the file, why figures differ, what was looked at."""

    recipe: str = ""
    day: str = ""
    because: str = "revision"
    reason: str = ""
    knowingly: str = ""


def add(data: Path, file: Path, wish: Wish, *, dry: bool = False) -> Added:
    """Put the figures of *file* into the folder *data*, or with *dry* only say what would enter.

    Raises DataError with all faults of the file, StatbookError if somebody else is writing; data/ is as it was then.
    """
    recover(data)
    with held(data):
        if (data / PENDING).exists():
            raise StatbookError(f"{data.name}/{PENDING}: another command left it behind; run the command again.")
        made, files = _made(Store.load(data), file, wish)
        if files:
            _refuse(file, unsound_with(data, files))
        if files and not dry:
            replace_files(data, files)
        return made


def _made(store: Store, file: Path, wish: Wish) -> tuple[Added, dict[str, bytes]]:
    """What would enter, and the files of data/ with it."""
    known = Known(store)
    _refuse(file, known.faults())
    recipe = _recipe(store.package.folder, wish.recipe) if wish.recipe else None
    _refuse(file, not_meant(recipe, known) if recipe else [])
    if not file.is_file():
        raise DataError([Fault(str(file), "no such file", "a table")])
    remark = f"Looked at: {wish.knowingly}" if wish.knowingly else ""
    source = source_of(store, file, recipe, wish.day, remark)
    grid = grid_of(file, recipe.told.get("table", {}) if recipe else {})
    theme, shape, positions = _shaped(grid, recipe, known, source)
    if shape.rows.empty and not shape.faults:
        shape.faults.append(Fault(file.name, "no numbers", "one number or more"))
    _refuse(file, shape.faults)
    dimensions = store.package.themes[theme]
    sources = {*store.sources.index, source["source"]}
    _refuse(file, row_faults(shape.rows, grid, known, theme, positions, sources))
    there = read(store.package, theme)
    named = shape.rows["obs"] != "" if "obs" in shape.rows else False
    rows = shape.rows.assign(obs=_keys(shape.rows, dimensions), named=named)
    misread, prints = wish.because == "misreading", read(store.package, "prints")
    issues = issues_of(store, source)
    found = sorted_out(rows, there, prints, dimensions, grid, misread=misread, issues=issues)
    found.faults += sums(found, there, dimensions, store.cuts, theme, grid)
    doubts = suspicions(found, there, dimensions, grid)
    found.faults += [] if wish.knowingly else doubts
    _refuse(file, found.faults)
    found.new = _apart(found.new, set(there["obs"]))
    _refuse(file, _taken(found.new, set(there["obs"]), grid))
    found.revised = found.revised.assign(obs=found.revised["obs_old"])
    amends = recipe.told.get("amends", {}) if recipe else {}
    files = entered(known, theme, found, source, amends, wish.because, wish.reason)
    made = Added(
        source["source"],
        found,
        shape.missing,
        shape.left_out,
        grid.notes,
        tuple(sorted(files)),
        tuple(doubts),
        wish.because,
    )
    return made, files


def _recipe(data: Path, name: str) -> Recipe:
    known = load_recipes(data)
    if name not in known:
        raise DataError([Fault(f"--recipe {name}", "no such recipe", f"one of {', '.join(known)}", near(name, known))])
    recipe = load_recipe(data, name)
    if unfilled(recipe):
        raise DataError(unfilled(recipe))
    return recipe


def _shaped(
    grid: Grid, recipe: Recipe | None, known: Known, source: dict[str, str]
) -> tuple[str, Shaped, dict[str, int]]:
    """The theme, the rows with all its columns, and the position of each column in the file."""
    if recipe:
        shape = shaped(grid, recipe, known)
        if not shape.faults and not shape.rows.empty:
            shape.rows = shape.rows.assign(source=source["source"], known_from=source["date"], known_to="", producer="")
        return recipe.theme, shape, {}
    theme = theme_of(grid, known)
    if theme is None:
        fix = "Say --recipe NAME, or draft one with --new-recipe."
        header = ", ".join(str(name) for name in grid.frame.iloc[0])[:200]
        raise DataError([Fault(f"{grid.file}:1", header, "the header of a theme's table, or a recipe", fix)])
    rows, positions, faults = own_rows(grid, theme, known, source)
    if not source["date"] and (rows["source"] == source["source"]).any():
        fix = "Say --date 2026-01-31, or name a source in every row."
        faults.append(Fault("--date", "no day", "the day on which the file became public", fix))
    return theme, Shaped(rows, faults), positions


def _refuse(file: Path, faults: list[Fault]) -> None:
    """Raises DataError if there are faults; of very many the first ones, and how many more there are."""
    if len(faults) > MOST:
        rest = Fault(file.name, f"{len(faults) - MOST:,} more faults", "none")
        raise DataError([*faults[:MOST], rest])
    if faults:
        raise DataError(faults)


def _keys(rows: pd.DataFrame, dimensions: list[str]) -> pd.Series:
    """The key that a row has; a made one where it has none."""
    made = keys_of(rows, dimensions)
    return made.where(rows["obs"] == "", rows["obs"]) if "obs" in rows else made


def _taken(rows: pd.DataFrame, taken: set[str], grid: Grid) -> list[Fault]:
    again = rows[rows["obs"].isin(taken) | rows.duplicated("obs")]
    return [
        Fault(
            place(grid, row.line, row.position), f"the key {row.obs}", "a key that no other number has", "Name it: obs."
        )
        for row in again.itertuples()
    ]


def _apart(rows: pd.DataFrame, taken: set[str]) -> pd.DataFrame:
    """A made key that another fact has already gets its timing as well."""
    twice = ~rows["named"].astype(bool) & (rows["obs"].isin(taken) | rows.duplicated("obs", keep=False))
    return rows.assign(obs=rows["obs"].where(~twice, rows["obs"] + "." + rows["timing"]))
