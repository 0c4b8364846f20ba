"""Parse the tables of a file, part by part: rows of their theme, and what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.ingest.parsing.native_layout import detect_theme, named_sources, parse_native
from statbook.ingest.parsing.parsed_table import ParsedTable
from statbook.ingest.parsing.reshape import parse_parts
from statbook.ingest.parsing.text_offsets import read_texts
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid
from statbook.ingest.staged_rows import StagedRows
from statbook.ingest.validation.row_checks import check_rows
from statbook.store import Recipe
from statbook.store.grouping import repeat_text, share_texts

MOST = 10_000
"""Faults after which no more of a file is read: a million of them help nobody."""


def parse_file(
    grids: Sequence[Grid],
    recipe: Recipe | None,
    vocabulary: Vocabulary,
    source: Mapping[str, str],
    texts: tuple[Path | None, Path | None],
    staged: StagedRows,
    progress: Callable[[str], None],
) -> ParsedTable:
    """Put the rows of *grids* into *staged*; their faults and counts, without rows.

    *texts* are the text that printed a table in the layout of a theme, and the folder of the texts of its sources.
    """
    if recipe:
        parts = chain.from_iterable(parse_parts(grid, recipe, vocabulary) for grid in grids)
    else:
        parts = chain.from_iterable(_parse_native(grid, vocabulary, source, texts) for grid in grids)
    sources = {*vocabulary.store.sources.index, source["source"]}
    out: ParsedTable | None = None
    for parsed in parts:
        if recipe and not parsed.rows.empty:
            origin = {"source": source["source"], "known_from": source["date"], "known_to": "", "producer": ""}
            parsed.rows = parsed.rows.assign(**{n: repeat_text(t, len(parsed.rows)) for n, t in origin.items()})
        parsed.rows = share_texts(parsed.rows, parsed.rows.columns.difference(["where", "cell"]))
        places = {fault.where for fault in parsed.faults}
        wrong = [fault for fault in check_rows(parsed, vocabulary, sources) if fault.where not in places]
        parsed.faults += wrong
        told = {fault.where.partition(" (")[0] for fault in wrong}  # what is wrong by itself is not compared as well
        staged.add(parsed.rows[~parsed.rows["where"].map(str).isin(told)] if told and recipe else parsed.rows)
        parsed.rows = parsed.rows.iloc[:0]
        out = out.add(parsed) if out else parsed
        if staged.are_many:
            progress(f"{staged.count:,} numbers understood; reading on")
        if len(out.faults) > MOST:
            out.faults.append(Fault(grids[0].file, f"more than {MOST:,} faults", "none", "Mend these first."))
            break
    return out or ParsedTable("")


def _parse_native(
    grid: Grid,
    vocabulary: Vocabulary,
    source: Mapping[str, str],
    texts: tuple[Path | None, Path | None],
) -> Iterator[ParsedTable]:
    """The parts of a table in the layout of a theme, with all columns of the theme but the key."""
    theme, head = find_theme(grid, vocabulary), grid.frame.iloc[:1]
    text, folder = texts
    for number, part in enumerate(grid.parts()):
        own = part.below(head) if number else part
        found = read_texts(vocabulary.store, folder, named_sources(own), (source["source"], text) if text else None)
        parsed = parse_native(own, theme, vocabulary, source, found)
        if not source["date"] and not parsed.rows.empty and (parsed.rows["source"] == source["source"]).any():
            fix = "Say --date 2026-01-31, or name a source in every row."
            parsed.faults.append(Fault("--date", "no day", "the day on which the file was published", fix))
        yield parsed


def find_theme(grid: Grid, vocabulary: Vocabulary) -> str:
    """The theme in whose layout a table is that no recipe reads. Raises DataError if it is in none."""
    theme = detect_theme(grid, vocabulary)
    if theme is None:
        fix = "Say --recipe NAME, or draft one with --new-recipe."
        header = ", ".join(str(name) for name in grid.frame.iloc[0])[:200]
        raise DataError([Fault(f"{grid.file}:1", header, "the header of a theme's table, or a recipe", fix)])
    return theme
