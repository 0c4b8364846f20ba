"""Add the numbers of a file to data/ as one change."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault
from statbook.ingest.compare import Comparison
from statbook.ingest.definitions import open_store
from statbook.ingest.fault_list import raise_faults
from statbook.ingest.merge import MergePlan
from statbook.ingest.parse_file import find_theme, parse_file
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid, suggest
from statbook.ingest.readers.table_file import read_grids
from statbook.ingest.recipe_draft import find_open_answers
from statbook.ingest.source import source_row
from statbook.ingest.staged_rows import StagedRows
from statbook.ingest.undo import record_addition
from statbook.ingest.validation.recipe_check import check_definitions, check_recipe
from statbook.ingest.write_tables import Change, changed_files, check_outcome
from statbook.store import Recipe, Store, change_folder, load_recipes, replace_files

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
    words    what sources.csv says of that text: its title, publisher and so on
    texts    the folder of the source texts, for the offsets of rows that name their source
    """

    recipe: str = ""
    day: str = ""
    because: str = "revision"
    reason: str = ""
    waiver: str = ""
    text: Path | None = None
    words: Mapping[str, str] = field(default_factory=dict)
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
    with change_folder(data), _without_collection():
        result, change, files = _prepare(open_store(data), file, request, progress, read)
        if files:
            progress("checking what data/ would be")
            raise_faults(file, check_outcome(data, files, change), has_recipe=bool(request.recipe))
        if files and not dry:
            progress("writing data/")
            record_addition(data, files, result.source)
            replace_files(data, files)
        return result


@contextmanager
def _without_collection() -> Iterator[None]:
    """Without Python's search for circles of objects: a table has none, and looking through its cells takes long."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


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
    source = source_row(store, request.text or file, recipe, request.day, remark, kind=kind, words=request.words)
    content = recipe.content if recipe else {}
    progress(f"reading {file.name}")
    grids = read(file, content.get("table", {}))
    progress(f"understanding {sum(int(grid.widths.sum()) for grid in grids):,} cells")
    theme = recipe.theme if recipe else find_theme(grids[0], vocabulary)
    with StagedRows(store.package.themes[theme]) as staged:
        parsed = parse_file(grids, recipe, vocabulary, source, (request.text, request.texts), staged, progress)
        notes = tuple(dict.fromkeys([*(note for grid in grids for note in grid.notes), *parsed.notes]))
        del grids
        if not staged.count:
            fix = "Is it the whole table? Nothing below its header is a number."
            raise_faults(file, parsed.faults or [Fault(file.name, "no numbers", "one number or more", fix)])
        if parsed.columns:  # in the layout of a theme any cell may be wrong, so that rows cannot be compared
            raise_faults(file, parsed.faults, has_recipe=False)
        beside = Comparison(vocabulary, theme, source, misread=request.because == "misreading")
        plan = beside.compare(staged, progress)
        _raise_wrong(file, [*parsed.faults, *plan.faults], beside.doubts, plan.key_faults, request)
        amends = content.get("amends", {})
        change = Change(theme, plan, beside.table, source, amends, request.because, request.reason)
        files = changed_files(vocabulary, change)
    names, counts = tuple(sorted(files)), (parsed.missing, parsed.left_out)
    if request.text and not request.words and source["source"] not in store.sources.index:
        notes += (f"a new source, {source['source']}; its title and publisher are not stated in data/sources.csv",)
    result = AddResult(source["source"], plan, *counts, notes, names, tuple(beside.doubts), request.because)
    return result, change, files


def _raise_wrong(
    file: Path, wrong: list[Fault], doubts: list[Fault], key_faults: list[Fault], request: AddRequest
) -> None:
    """Raises DataError with what is wrong, with what is doubted besides unless that is waived, else with wrong keys."""
    told = {fault.where for fault in wrong}
    # What is wrong is not doubted as well.
    more = [] if request.waiver else [doubt for doubt in doubts if doubt.where not in told]
    raise_faults(file, [*wrong, *more] or key_faults, has_recipe=bool(request.recipe))


def _load_recipe(data: Path, name: str) -> Recipe:
    known = load_recipes(data)
    if name not in known:
        expected = f"one of {', '.join(known)}"
        raise DataError([Fault(f"--recipe {name}", "no such recipe", expected, suggest(name, known))])
    if open_answers := [*find_open_answers(known[name].content, known[name].where)]:
        raise DataError(open_answers)
    return known[name]
