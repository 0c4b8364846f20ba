"""Draft a recipe for a file: every guess is explained in a comment, and what cannot be known is marked FILL_IN.

The module is long because each section of a recipe has its guess and its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault, StatbookError
from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.cell_marks import describe_marks, take_marks
from statbook.ingest.label_columns import OPEN, quote
from statbook.ingest.parsing.period_parser import parse_period
from statbook.ingest.parsing.row_labels import find_periods
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import FOOTNOTE_MARK, Grid, normalize_name
from statbook.ingest.readers.table_file import read_grid, read_grids
from statbook.ingest.series_draft import describe_series
from statbook.ingest.series_guess import SeriesGuesser
from statbook.ingest.table_shape import MOSTLY, TableShape, find_shape
from statbook.store import Store
from statbook.store.yaml_files import RECIPES

DECIMAL_NOTE = "commas before decimals"
_DECIMAL_COMMA = r"[+\-−]?(?:\d{1,3}(?:\.\d{3})+|\d+),\d+%?"
_NOTE_MARK = re.compile(rf"(?:{FOOTNOTE_MARK.pattern}|[*＊†‡])+|[\[［〔]注?\d{{1,2}}[\]］〕]")
_SWAPPED = str.maketrans(",.", ".,")


def draft_recipe(store: Store, file: Path, sheet: str = "") -> tuple[str, str]:
    """The name and the text of a recipe for *file*, to be filled in where it says FILL_IN.

    Without the name of a *sheet*, sheets that look alike have one recipe. Raises DataError if the file has no table, or
    sheets that look different.
    """
    vocabulary = Vocabulary(store)
    shapes = _read_shapes(file, sheet, vocabulary)
    table = shapes[0]
    name = "_".join(filter(None, re.findall("[a-z0-9]+", f"{file.stem} {sheet}".lower()))) or "table"
    head = [f"# A first draft, guessed from {file.name}. Fill in what says {OPEN}, and check every guess."]
    head += [f"# Detected in the file: {note}." for note in table.grid.notes if sheet or "sheet" not in note]
    guesser = SeriesGuesser(vocabulary)
    body = [*_describe_table(table, [shape.grid.sheet for shape in shapes], sheet)]
    labels = [] if table.periods else table.period_columns
    body += [*_describe_periods(table, labels), *_describe_region(table)]
    rows, guesses = describe_series(table, labels, guesser)
    theme = guesser.theme_of(guesses)
    themes = ", ".join(store.themes)
    source = ["# What sources.csv will say of the file.", "source:", f"  code: {name.replace('_', '-')}"]
    title = next((text.strip() for text in table.titles if not table.kinds.states_unit(text)), file.name)
    source += [f"  title: {quote(title)}", f"  title_en: {quote(file.name)}", "  publisher: not stated"]
    first = f"theme: {theme}  # by the names below; one of {themes}" if theme else f"theme: {OPEN}  # one of {themes}"
    rows += describe_marks(table.grid.notes, OPEN)
    return name, "\n".join([*head, first, *source, *body, *rows]) + "\n"


def _read_shapes(file: Path, sheet: str, vocabulary: Vocabulary) -> list[TableShape]:
    """The table, or those of all sheets with cells, which must look alike."""
    if sheet:
        return [find_shape(_plain_numbers(read_grid(file, {"sheet": sheet}), vocabulary), vocabulary)]
    shapes, others = [], []
    for grid in read_grids(file, {"sheets": ["*"]}):
        try:
            shapes.append(find_shape(_plain_numbers(grid.join(), vocabulary), vocabulary))
        except DataError as error:
            others.append(error)
    if not shapes:
        raise others[0]
    first = shapes[0]
    unlike = [each for each in shapes if (each.header, each.names) != (first.header, first.names)]
    if unlike:
        names = ", ".join(each.grid.sheet for each in shapes)
        fix = f"Draft one of them: --sheet {first.grid.sheet}."
        raise DataError([Fault(first.grid.file, f"{len(shapes)} sheets ({names})", "sheets that look alike", fix)])
    return shapes


def _plain_numbers(grid: Grid, vocabulary: Vocabulary) -> Grid:
    """*grid* with points before decimals, and without marks behind numbers."""
    return take_marks(_swap_decimals(grid), CellKinds(vocabulary))


def _swap_decimals(grid: Grid) -> Grid:
    """*grid* with points before decimals, if it is CSV with semicolons and none of its numbers has one."""
    cells = grid.frame.stack().str.strip()
    commas = cells.str.fullmatch(_DECIMAL_COMMA)
    if grid.delimiter != ";" or not commas.any() or cells.str.fullmatch(r"[+-]?\d+\.\d{1,2}").any():
        return grid
    frame = grid.frame.apply(
        lambda column: column.mask(column.str.strip().str.fullmatch(_DECIMAL_COMMA), column.str.translate(_SWAPPED))
    )
    return replace(grid, frame=frame, notes=(*grid.notes, DECIMAL_NOTE))


def _describe_table(table: TableShape, sheets: Sequence[str], sheet: str) -> Iterator[str]:
    """The section `table` of the recipe, if it needs one."""
    header, frame = table.header, table.grid.frame
    first = next(int(str(line)) for line in frame.index if (frame.loc[line] != "").any())
    options = {"sheet": quote(sheet)} if sheet else {}
    options |= {"decimal": '","'} if DECIMAL_NOTE in table.grid.notes else {}
    if len(sheets) > 1:
        options["sheets"] = f"[{', '.join(map(quote, sheets))}]"
        yield f"# {len(sheets)} sheets look alike and are read together."
    options |= {"header": str(header[0] if len(header) == 1 else header)} if header != [first] else {}
    if header[0] != first:
        yield f"# The first lines are taken as a title: line {header[0]} has the names of the columns."
    if len(header) > 1:
        words = f"{', '.join(map(str, header[:-1]))} and {header[-1]}"
        yield f"# Lines {words} are taken as one header."
    if table.width:
        letters = column_letters(table.width - 1)
        options["cells"] = f'"A{header[0]}:{letters}"'
        yield f"# The table stands several times side by side: this is the first, to column {letters}; the others need"
        yield "# recipes of their own, with their cells."
    if table.unit_row:
        options["unit_row"] = str(table.unit_row)
        yield f"# Line {table.unit_row} states the units."
    if table.repeats:
        yield f"# Lines {', '.join(map(str, table.repeats))} repeat the header."
    if table.about:
        yield f"# Lines {', '.join(map(str, table.about))} say of the series what is no part of their names."
    if table.repeats or table.about:
        options["skip"] = str(sorted([*table.about, *table.repeats]))
    if table.sparse and len(table.period_columns) < 2:
        options["fill_down"] = f"[{', '.join(quote(table.names[at]) for at in table.sparse)}]"
        yield f"# Empty cells of {', '.join(table.names[at] for at in table.sparse)} repeat the one above."
    if len(labels := table.period_columns) == 2 and (table.body[labels[0]] == "").any():
        options["fill_down"] = f"[{quote(table.names[labels[0]])}]"
        yield f"# Empty cells of {table.names[labels[0]]} repeat the one above."
    if table.totals:
        yield f"# Lines that add up the others are no rows: {', '.join(table.totals)}."
    if table.notes or table.totals:
        texts = [*table.totals, *table.note_texts]
        options["notes"] = f"[{', '.join(dict.fromkeys(quote(_beginning(text)) for text in texts))}]"
        if table.notes:
            yield "# Lines of one cell are taken as notes, by how they begin."
    if options:
        yield f"table: {{{', '.join(f'{name}: {text}' for name, text in options.items())}}}"


def _beginning(text: str) -> str:
    mark = _NOTE_MARK.match(text)
    return mark[0] if mark else re.split("[:：]", text)[0].strip()[:12]


def _describe_region(table: TableShape) -> list[str]:
    known, regions = table.vocabulary.codes_by_name("region"), table.region_columns
    if regions and not (table.periods and not _has_words(table)):
        comment = f"# Column {column_letters(regions[0])} holds names of regions in members.csv."
        return [comment, f"region: {{column: {quote(table.names[regions[0]])}}}"]
    if regions:
        comment = f"# Column {column_letters(regions[0])} holds names of regions, each of which is a series below."
        return [comment, f"region: {{is: {table.vocabulary.store.country or OPEN}}}"]
    if normalize_name(table.grid.sheet) in known:
        return ["# The name of the sheet is a region.", "region: {sheet: true}"]
    texts = [normalize_name(text) for text in (*table.titles, table.grid.sheet)]
    longest = sorted((name for name in known if len(name) > 1 and not name.isascii()), key=len, reverse=True)
    named = next((name for name in longest if any(name in text for text in texts)), "")
    if named:
        return [f"# The title names {named}.", f"region: {{is: {known[named]}}}"]
    return ["# No column holds names of regions in members.csv.", f"region: {{is: {OPEN}}}"]


def _has_words(table: TableShape) -> bool:
    """Whether a column besides that of regions holds words, which name series."""
    others = [at for at in table.names if at not in (*table.region_columns, *table.periods)]
    return any(table.share(at, lambda text: table.kinds.of(text) == "text") > MOSTLY for at in others)


def _describe_periods(table: TableShape, labels: list[int]) -> list[str]:
    """The lines of the recipe about the period."""
    names, body = table.names, table.body
    if table.periods:
        return ["period: {is: year.month}" if table.needs_year_month else "period: {}"]
    if table.ages:
        words, own = quote(names[table.age_column]), f", column: {quote(names[labels[0]])}" if labels else ""
        lines = ", ".join(map(str, table.ages))
        return [f"# Lines {lines} say the period of those below them.", f"period: {{heads: {words}{own}}}"]
    if len(labels) == 2:
        year, part = labels
        comment = f"# Columns {column_letters(year)} and {column_letters(part)} hold years and parts of them."
        return [comment, f"period: {{columns: [{quote(names[year])}, {quote(names[part])}]}}"]
    if labels:
        (at,) = labels
        texts = [text for text in body[at] if text.strip()]
        if any(re.fullmatch(r"\d{4}\.\d", text) for text in texts):
            return [
                "# No column holds periods: the nearest are numbers such as 2020.1.",
                f"period: {{column: {quote(names[at])}, is: year.month}}",
            ]
        days = {text for text in texts if re.fullmatch(r"\d{4}-\d\d-\d\d", parse_period(text) or "")}
        months = bool(days) and all(parse_period(text, "month") for text in days)
        why = ": each is the first or the last day of a month, so that a month is meant" if months else ""
        comment = f"# Column {column_letters(at)} holds periods, such as {texts[0]}{why}."
        return [comment, f"period: {{column: {quote(names[at])}{', is: month' if months else ''}}}"]
    for text, cell in table.titles.items():
        found = find_periods(text)
        if len(found) == 1 and not found[0].readings:
            return [f"# {cell} says the period of the whole table.", f"period: {{cell: {cell}}}"]
    if table.period_patterns:
        return _describe_periods_above(table)
    if parts := list(dict.fromkeys(table.period_parts.values())):
        return ["# The header says the period of the whole table.", f"period: {{is: {quote(parts[0])}}}"]
    return [*_describe_named_period(table)]


def _describe_periods_above(table: TableShape) -> list[str]:
    """The periods that names of columns say; columns without one are of the last."""
    others = [at for at in table.columns(table.is_number, table.names) if at not in table.period_patterns]
    lines = ["# {period} stands for the periods in the names of columns."]
    if not others:
        return [*lines, "period: {}"]
    last = find_periods(table.names[max(table.period_patterns)])[-1].text
    words = ", ".join(table.names[at] for at in others)
    return [*lines, f"# Columns without one are taken to be of the last: {words}.", f"period: {{is: {quote(last)}}}"]


def _describe_named_period(table: TableShape) -> list[str]:
    """The period, where the names of columns or that of the sheet say it."""
    names = table.names
    named = list(dict.fromkeys(period for name in names.values() for period in find_periods(name)))
    if len(named) == 1 and not named[0].readings:
        return ["# The name of a column says the period of the whole table.", f"period: {{is: {named[0].text}}}"]
    if len(find_periods(table.grid.sheet)) == 1:
        return ["# The name of the sheet is the period.", "period: {sheet: true}"]
    return ["# No column holds periods.", f"period: {{is: {OPEN}}}"]


def write_draft(data: Path, file: Path, sheet: str = "") -> tuple[Path, str]:
    """Draft a recipe for *file* into the folder *data*: its path and its text.

    Raises StatbookError if there is a recipe of this name already, DataError if *file* cannot be read.
    """
    name, text = draft_recipe(Store.load(data), file, sheet)
    path = data / RECIPES / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as made:
            made.write(text)
    except FileExistsError:
        raise StatbookError(f"{path} is there already; it was not touched") from None
    return path, text


def find_open_answers(content: Any, where: str) -> Iterator[Fault]:
    """What is still open in the *content* of a draft."""
    if isinstance(content, Mapping):
        for name, each in content.items():
            yield from find_open_answers(each, f"{where}: {name}")
    elif isinstance(content, list):
        for number, each in enumerate(content, 1):
            yield from find_open_answers(each, f"{where}, entry {number}")
    elif content == OPEN:
        yield Fault(where, OPEN, "an answer", "The recipe is a draft: fill it in.")
