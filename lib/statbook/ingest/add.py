"""Add the numbers of a file to data/ as one change."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault, StatbookError
from statbook.ingest.definitions import open_store
from statbook.ingest.fault_list import raise_faults
from statbook.ingest.merge import MergePlan, merge_rows
from statbook.ingest.parsing.native_layout import detect_theme, named_sources, parse_native
from statbook.ingest.parsing.reshape import join_tables, parse_with_recipe
from statbook.ingest.parsing.series_rows import ParsedTable
from statbook.ingest.parsing.text_offsets import read_texts
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
from statbook.store.large_observations import read_table_beside
from statbook.store.package import read_table

REASONS = ("revision", "correction", "misreading")
"""Why a number replaces another: a new estimate of the source, an error of the source, an error of ours."""


@dataclass(frozen=True)
class AddRequest:
    """What the user asks for.

    recipe   its name; empty for a table in the layout of a theme
    day      the day on which the file was published; empty if the recipe says it
    because  one of REASONS
    reason   the reason of a correction or a misreading
    waiver   the reason why doubts are waived; empty if they are not
    text     the text that printed the numbers of a table in the layout of a theme, which becomes their source
    texts    the folder of the source texts, for the offsets of rows that name their source
    """

    recipe: str = ""
    day: str = ""
    because: str = "revision"
    reason: str = ""
    waiver: str = ""
    text: Path | None = None
    texts: Path | None = None


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


def add(
    data: Path,
    file: Path,
    request: AddRequest,
    *,
    dry: bool = False,
    progress: Callable[[str], None] = lambda words: None,
    read: Callable[[Path, Mapping[str, Any]], list[Grid]] = read_grids,
) -> AddResult:
    """Add the numbers of *file* to the folder *data*, or with *dry* only say what would be added.

    *progress* hears what is being done; *read* gives the tables of the file, as `read_grids` does. Raises DataError with
    all faults of the file, StatbookError if another process is writing; data/ is unchanged then.
    """
    recover(data)
    with lock_folder(data):
        if (data / PENDING).exists():
            raise StatbookError(f"{data.name}/{PENDING}: left behind by another command; run the command again.")
        result, change, files = _prepare(open_store(data), file, request, progress, read)
        if files:
            progress("checking what data/ would be")
            raise_faults(file, check_outcome(data, files, change), has_recipe=bool(request.recipe))
        if files and not dry:
            progress("writing data/")
            record_addition(data, files, result.source)
            replace_files(data, files)
        return result


def _prepare(
    store: Store,
    file: Path,
    request: AddRequest,
    progress: Callable[[str], None],
    read: Callable[[Path, Mapping[str, Any]], list[Grid]],
) -> tuple[AddResult, Change, dict[str, bytes]]:
    """The result, the change, and the files of data/ that would change, with their new bytes."""
    vocabulary = Vocabulary(store)
    recipe = _load_recipe(store.package.folder, request.recipe) if request.recipe else None
    raise_faults(file, [*check_definitions(vocabulary), *(check_recipe(recipe, vocabulary) if recipe else [])])
    if not file.is_file():
        raise DataError([Fault(str(file), "no such file", "a table")])
    remark = f"Looked at: {request.waiver}" if request.waiver else ""
    kind = "text" if request.text else "table"
    source = source_row(store, request.text or file, recipe, request.day, remark, kind=kind)
    content = recipe.content if recipe else {}
    progress(f"reading {file.name}")
    grids = read(file, content.get("table", {}))
    progress(f"understanding {sum(int(grid.widths.sum()) for grid in grids):,} cells")
    parsed = join_tables([_parse(grid, recipe, vocabulary, source, request) for grid in grids])
    notes = tuple(dict.fromkeys([*(note for grid in grids for note in grid.notes), *parsed.notes]))
    del grids  # a million rows take gigabytes: what is not needed any more is let go
    if parsed.rows.empty:
        fix = "Is it the whole table? Nothing below its header is a number."
        raise_faults(file, parsed.faults or [Fault(file.name, "no numbers", "one number or more", fix)])
    wrong, told = [*parsed.faults], {fault.where for fault in parsed.faults}
    found = check_rows(parsed, vocabulary, {*store.sources.index, source["source"]})
    wrong += [fault for fault in found if fault.where not in told]
    if parsed.columns:  # in the layout of a theme any cell may be wrong, so that rows cannot be compared
        raise_faults(file, wrong, has_recipe=False)
    progress("comparing with data/")
    dimensions = store.package.themes[parsed.theme]
    table = read_table_beside(store.package, parsed.theme, parsed.rows)
    prints, issues = read_table(store.package, "prints"), earlier_issues(store, source)
    misread = request.because == "misreading"
    plan = merge_rows(parsed.rows, table, prints, dimensions, misread=misread, issues=issues)
    parsed.rows = parsed.rows.iloc[:0]
    plan.faults += check_totals(plan, table, dimensions, store.breakdowns | vocabulary.breakdowns)
    wrong += plan.faults
    doubts = find_doubts(plan, table, dimensions, vocabulary.indicators, vocabulary.members)
    if not request.waiver:
        # What is wrong is not doubted as well.
        told = {fault.where for fault in wrong}
        wrong += [doubt for doubt in doubts if doubt.where not in told]
    raise_faults(file, wrong or plan.key_faults, has_recipe=bool(request.recipe))
    change = Change(parsed.theme, plan, table, source, content.get("amends", {}), request.because, request.reason)
    files = changed_files(vocabulary, change)
    names, counts = tuple(sorted(files)), (parsed.missing, parsed.left_out)
    if request.text and source["source"] not in store.sources.index:
        notes += (f"a new source, {source['source']}; its title and publisher are not stated in data/sources.csv",)
    result = AddResult(source["source"], plan, *counts, notes, names, tuple(doubts), request.because)
    return result, change, files


def _load_recipe(data: Path, name: str) -> Recipe:
    known = load_recipes(data)
    if name not in known:
        expected = f"one of {', '.join(known)}"
        raise DataError([Fault(f"--recipe {name}", "no such recipe", expected, suggest(name, known))])
    if open_answers := [*find_open_answers(known[name].content, known[name].where)]:
        raise DataError(open_answers)
    return known[name]


def _parse(
    grid: Grid, recipe: Recipe | None, vocabulary: Vocabulary, source: Mapping[str, str], request: AddRequest
) -> ParsedTable:
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
    own = (source["source"], request.text) if request.text else None
    texts = read_texts(vocabulary.store, request.texts, named_sources(grid), own)
    parsed = parse_native(grid, theme, vocabulary, source, texts)
    if not source["date"] and not parsed.rows.empty and (parsed.rows["source"] == source["source"]).any():
        fix = "Say --date 2026-01-31, or name a source in every row."
        parsed.faults.append(Fault("--date", "no day", "the day on which the file was published", fix))
    return parsed
