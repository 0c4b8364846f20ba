"""Add the numbers of a file to data/ as one change, and say line by line what became of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault, StatbookError
from statbook.ingest.definitions import open_store
from statbook.ingest.merge import MergePlan, merge_rows
from statbook.ingest.parsing.native_layout import detect_theme, parse_native
from statbook.ingest.parsing.reshape import join_tables, parse_with_recipe
from statbook.ingest.parsing.series_rows import ParsedTable
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, suggest
from statbook.ingest.readers.table_file import read_grids
from statbook.ingest.recipe_draft import find_open_answers
from statbook.ingest.source import earlier_issues, source_row
from statbook.ingest.undo import record_addition
from statbook.ingest.validation.plausibility import find_doubts
from statbook.ingest.validation.recipe_check import check_definitions, check_recipe
from statbook.ingest.validation.row_checks import check_rows
from statbook.ingest.validation.totals import check_totals
from statbook.ingest.write_tables import Change, changed_files, check_outcome
from statbook.store import PENDING, Recipe, Store, load_recipes, lock_folder, recover, replace_files
from statbook.store.package import read_table

REASONS = ("revision", "correction", "misreading")
"""Why a number replaces another: a new estimate of the source, an error of the source, an error of ours."""
_REPLACED = {
    "revision": "revised: the old row is closed, a new one opened",
    "correction": "corrected: the old row is closed, a new one opened, and data/changes.csv gives the reason",
    "misreading": "misread before: corrected in place, listed cell by cell in data/changes.csv",
}
_MOST = 50
"""Faults, and rows of one kind, that are listed."""


@dataclass(frozen=True)
class AddRequest:
    """What the user asks for.

    recipe   its name; empty for a table in the layout of a theme
    day      the day on which the file was published; empty if the recipe says it
    because  one of REASONS
    reason   the reason of a correction or a misreading
    waiver   the reason why doubts are waived; empty if they are not
    """

    recipe: str = ""
    day: str = ""
    because: str = "revision"
    reason: str = ""
    waiver: str = ""


@dataclass(frozen=True)
class AddResult:
    """What became of a file.

    source    the code of its row in sources.csv
    plan      its rows by what became of them
    missing   number of cells that say that there is no number
    left_out  numbers that the recipe leaves out, by reason
    notes     what was detected rather than declared
    files     the files of data/ that changed, or would change
    waived    doubts that the waiver covers
    because   why numbers are replaced: one of REASONS
    """

    source: str
    plan: MergePlan
    missing: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    waived: tuple[Fault, ...] = ()
    because: str = "revision"


def add(data: Path, file: Path, request: AddRequest, *, dry: bool = False) -> AddResult:
    """Add the numbers of *file* to the folder *data*, or with *dry* only say what would be added.

    Raises DataError with all faults of the file, StatbookError if another process is writing; data/ is unchanged then.
    """
    recover(data)
    with lock_folder(data):
        if (data / PENDING).exists():
            raise StatbookError(f"{data.name}/{PENDING}: left behind by another command; run the command again.")
        result, files = _prepare(open_store(data), file, request)
        if files:
            _raise_faults(file, check_outcome(data, files))
        if files and not dry:
            record_addition(data, files, result.source)
            replace_files(data, files)
        return result


def _prepare(store: Store, file: Path, request: AddRequest) -> tuple[AddResult, dict[str, bytes]]:
    """The result, and the files of data/ that would change, with their new bytes."""
    vocabulary = Vocabulary(store)
    _raise_faults(file, check_definitions(vocabulary))
    recipe = _load_recipe(store.package.folder, request.recipe) if request.recipe else None
    _raise_faults(file, check_recipe(recipe, vocabulary) if recipe else [])
    if not file.is_file():
        raise DataError([Fault(str(file), "no such file", "a table")])
    remark = f"Looked at: {request.waiver}" if request.waiver else ""
    source = source_row(store, file, recipe, request.day, remark)
    content = recipe.content if recipe else {}
    grids = read_grids(file, content.get("table", {}))
    parsed = join_tables([_parse(grid, recipe, vocabulary, source) for grid in grids])
    _raise_faults(file, parsed.faults)
    if parsed.rows.empty:
        raise DataError([Fault(file.name, "no numbers", "one number or more")])
    _raise_faults(file, check_rows(parsed, vocabulary, {*store.sources.index, source["source"]}))
    dimensions, table = store.package.themes[parsed.theme], read_table(store.package, parsed.theme)
    prints, issues = read_table(store.package, "prints"), earlier_issues(store, source)
    misread = request.because == "misreading"
    plan = merge_rows(parsed.rows, table, prints, dimensions, misread=misread, issues=issues)
    plan.faults += check_totals(plan, table, dimensions, store.breakdowns | vocabulary.breakdowns)
    doubts = find_doubts(plan, table, dimensions)
    _raise_faults(file, [*plan.faults, *([] if request.waiver else doubts)] or plan.key_faults)
    change = Change(parsed.theme, plan, source, content.get("amends", {}), request.because, request.reason)
    files = changed_files(vocabulary, change)
    names, counts = tuple(sorted(files)), (parsed.missing, parsed.left_out)
    notes = tuple(dict.fromkeys([*(note for grid in grids for note in grid.notes), *parsed.notes]))
    return AddResult(source["source"], plan, *counts, notes, names, tuple(doubts), request.because), files


def _load_recipe(data: Path, name: str) -> Recipe:
    known = load_recipes(data)
    if name not in known:
        expected = f"one of {', '.join(known)}"
        raise DataError([Fault(f"--recipe {name}", "no such recipe", expected, suggest(name, known))])
    if open_answers := [*find_open_answers(known[name].content, known[name].where)]:
        raise DataError(open_answers)
    return known[name]


def _parse(grid: Grid, recipe: Recipe | None, vocabulary: Vocabulary, source: Mapping[str, str]) -> ParsedTable:
    """The rows with all columns of their theme but the key."""
    if recipe:
        parsed = parse_with_recipe(grid, recipe, vocabulary)
        if not parsed.rows.empty:
            origin = {"source": source["source"], "known_from": source["date"], "known_to": "", "producer": ""}
            parsed.rows = parsed.rows.assign(**origin)
        return parsed
    theme = detect_theme(grid, vocabulary)
    if theme is None:
        fix = "Say --recipe NAME, or draft one with --new-recipe."
        header = ", ".join(str(name) for name in grid.frame.iloc[0])[:200]
        raise DataError([Fault(f"{grid.file}:1", header, "the header of a theme's table, or a recipe", fix)])
    parsed = parse_native(grid, theme, vocabulary, source)
    if not source["date"] and (parsed.rows["source"] == source["source"]).any():
        fix = "Say --date 2026-01-31, or name a source in every row."
        parsed.faults.append(Fault("--date", "no day", "the day on which the file was published", fix))
    return parsed


def _raise_faults(file: Path, faults: list[Fault]) -> None:
    """Raises DataError if there are faults; of very many the first, and how many more there are."""
    more = [Fault(file.name, f"{len(faults) - _MOST:,} more faults", "none")] if len(faults) > _MOST else []
    if faults:
        raise DataError([*faults[:_MOST], *more])


def report(result: AddResult, *, dry: bool = False) -> Iterator[str]:
    """What was detected, what was added or would be added, and each replaced number with both values."""
    plan = result.plan

    def rest(rows: pd.DataFrame) -> list[str]:
        return [f"  and {len(rows) - _MOST:,} more"] if len(rows) > _MOST else []

    for note in result.notes:
        yield f"Detected: {note}."
    yield f"Source: {result.source}"
    yield f"{len(plan.new):,} new numbers {'would be added' if dry else 'added'}"
    if dry:
        for row in plan.new.head(_MOST).itertuples():
            place = str(row.cell or row.offset)
            yield f"  {row.obs}: {row.value} {row.unit}, printed {row.printed} in {place}"
        yield from rest(plan.new)
    yield f"{len(plan.reprinted):,} printed again: they agree with numbers in data/"
    older = plan.revised["known_to"] != ""
    replaced, earlier = plan.revised[~older], plan.revised[older]
    yield f"{len(replaced):,} {_REPLACED[result.because]}"
    for row in replaced.head(_MOST).itertuples():
        yield f"  {row.obs}: {row.printed_old} ({row.value_old}) becomes {row.printed} ({row.value} {row.unit})"
    yield from rest(replaced)
    if len(earlier):
        yield f"{len(earlier):,} older than what data/ has: they stand before it, until the day of the next number"
    for row in earlier.head(_MOST).itertuples():
        yield f"  {row.obs}: {row.printed} ({row.value} {row.unit}) until {row.known_to}, then {row.printed_old}"
    yield from rest(earlier)
    yield f"{plan.repeated:,} already in data/"
    yield f"{plan.duplicates:,} repeat another row of the file"
    yield f"{result.missing:,} cells marked as missing"
    for because, count in result.left_out.items():
        yield f"{count:,} left out: {because}"
    for doubt in result.waived[:_MOST]:
        yield f"Waived: {doubt.where}: found {doubt.found}; expected {doubt.expected}"
    files = ", ".join(f"data/{name}" for name in result.files)
    yield f"{'Would change' if dry else 'Changed'}: {files}" if files else "Nothing new: data/ is unchanged."
