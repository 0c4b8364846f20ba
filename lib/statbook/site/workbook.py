"""The book as one workbook: cover, contents, notes, the tables of charts and of chapters, and the numbers of each theme.

The words are texts/workbook-cover.txt and texts/workbook-notes.yaml, which says for each note what calls for it: a
pattern in the name of a column or in a cell of a table.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from statbook.charts.citation import cite_book
from statbook.charts.data_table import table_for_programs
from statbook.charts.labels import words
from statbook.export.tables import code_tables
from statbook.export.workbook_file import LONGEST_NAME, Sheet, write_sheets
from statbook.messages import join_words, languages, say, spoken
from statbook.prose.markup import one_line
from statbook.site.data_package import TEXTS, fill_text
from statbook.site.page_tables import PageTables
from statbook.site.workbook_numbers import decimals_in_unit, number_in_unit, read_number
from statbook.store import Store, last_digit
from statbook.store.frame import NUMBER, frame_columns, observations_frame

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
"""The sheets before the tables."""
_OURS = ("Number in unit", "Lowest", "Highest", "Unit", "Entry")
"""The columns that programs need, as the workbook calls them: a table of a workbook cannot have both Value and value."""


def write_book_workbook(pages: Iterable[PageTables], store: Store, path: Path) -> None:
    """Write the workbook of the charts and tables on *pages* and the observations of *store* to *path*."""
    site = store.edition.site.rstrip("/")
    tables = [sheet for page in pages for sheet in (*_charts(page, site), *_tables(page, site))] + [*_themes(store)]
    codes = [*_codes(store)]
    entries = yaml.safe_load((TEXTS / "workbook-notes.yaml").read_text(encoding="utf-8"))
    called = [_notes_of(sheet, entries) for sheet in tables]
    used = sorted({at for found in called for at in found})
    numbers = {at: str(number) for number, at in enumerate(used, 1)}
    tables = [_with_notes(sheet, [numbers[at] for at in found]) for sheet, found in zip(tables, called, strict=True)]
    listed = pd.DataFrame(
        [[numbers[at], say(entries[at]["note"])] for at in used], columns=[say("Note"), say("What it says")]
    )
    about = say("Each table says above its columns which of these notes it needs.")
    notes = Sheet(say(NOTES), listed, (say(NOTES), about))
    cover = Sheet(say(COVER), pd.DataFrame(), _cover(store))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_sheets([cover, _contents([notes, *tables, *codes]), notes, *tables, *codes], path, store.edition)


def _cover(store: Store) -> list[str]:
    """The lines of the cover."""
    documents = store.sources[store.sources["use"] == "read"]
    publishers = [*dict.fromkeys(say(name) for name in documents["publisher"] if name != "not printed")]
    citation = cite_book(store.edition, spoken()).text
    told = {"documents": documents, "publishers": publishers, "citation": citation}
    return fill_text("workbook-cover.txt", store, **told).splitlines()


def _contents(sheets: list[Sheet]) -> Sheet:
    """The sheet that lists *sheets*, and leads to each."""
    head = (say(CONTENTS), say("Each name leads to its sheet; a sheet has one table."))
    rows = [
        [sheet.name, sheet.head[0].removeprefix(say("{name}: {title}", name=sheet.name, title="")), len(sheet.table)]
        for sheet in sheets
    ]
    links = {f"A{line}": f"#'{sheet.name}'!A1" for line, sheet in enumerate(sheets, len(head) + 2)}
    columns = [say("Sheet"), say("Table"), say("Rows")]
    return Sheet(say(CONTENTS), pd.DataFrame(rows, columns=columns), head, links)


def _notes_of(sheet: Sheet, entries: list[dict[str, str]]) -> list[int]:
    """The places of those *entries* that a column or a cell of *sheet* calls for."""
    cells = {str(getattr(cell, "shown", cell)) for _, column in sheet.table.items() for cell in column.unique()}
    texts = {*map(str, sheet.table.columns), *cells}
    return [at for at, entry in enumerate(entries) if any(re.fullmatch(say(entry["when"]), text) for text in texts)]


def _with_notes(sheet: Sheet, numbers: list[str]) -> Sheet:
    """*sheet* with a line that names its notes and leads to them."""
    if not numbers:
        return sheet
    head = [*sheet.head, say("Notes: {numbers}", numbers=join_words(numbers, ", "))]
    return replace(sheet, head=head, links={**sheet.links, f"A{len(head)}": f"#'{say(NOTES)}'!A1"})


# -- charts -----------------------------------------------------------------------------------------------------------


def _charts(page: PageTables, site: str) -> Iterator[Sheet]:
    """A sheet for the table of each chart of *page*; it leads to its page on *site*, if there is one."""
    for chart in page.charts:
        name = page.labels[chart["id"]]
        states = join_words((panel["words"] for panel in chart["panels"] if panel["words"]), "; ")
        told = states and say("States of the rows: {states}", states=states)
        parts = [say("{name}: {title}", name=name, title=chart["title"]), chart["subtitle"], told]
        place = f"{page.document}.html#{chart['id']}"
        yield _with_address(Sheet(name, _table_of(chart), [*parts, chart["caption"], chart["source"]]), site, place)


def _tables(page: PageTables, site: str) -> Iterator[Sheet]:
    """A sheet for each numbered table of *page*, as readers see it."""
    for table in page.tables:
        head, rows = table["head"], table["rows"]
        columns = [_with_numbers(name, [row[at] for row in rows], at) for at, name in enumerate(head)]
        frame = pd.DataFrame([*zip(*columns, strict=True)], columns=[*map(one_line, head)], dtype=object)
        title = say("{name}: {title}", name=table["label"], title=table["title"])
        place = f"{page.document}.html" + (f"#{table['id']}" if table["id"] else "")
        yield _with_address(Sheet(table["label"], frame, [title, table["source"]]), site, place)


def _with_address(sheet: Sheet, site: str, place: str) -> Sheet:
    """*sheet* with the lines above its columns that say something, and the address of its *place* on *site*."""
    head = [one_line(line) for line in sheet.head if line]
    if not site:
        return replace(sheet, head=head)
    address = f"{site}/{place}"
    return replace(sheet, head=[*head, address], links={f"A{len(head) + 1}": address})


def _table_of(chart: Mapping[str, Any]) -> pd.DataFrame:
    """The table of a chart: what readers see, with numbers as numbers, and behind it what programs need."""
    head, rows = table_for_programs(chart["data"], chart["numbers"])
    shown = len(chart["data"]["head"])
    columns = [_with_numbers(name, [row[at] for row in rows], at) for at, name in enumerate(head[:shown])]
    ours: list[list[Any]] = []
    for row in rows if shown < len(head) else ():
        number = chart["numbers"].get(row[-1])
        most = decimals_in_unit(number["words"]["num"]) if number else None
        ends = [number_in_unit(Decimal(end), most) if end else "" for end in row[shown : shown + 3]]
        ours.append([*ends, *row[shown + 3 :]])
    made = [[*cells, *own] for cells, own in zip_longest(zip(*columns, strict=True), ours, fillvalue=())]
    names = [*map(one_line, head[:shown]), *map(say, _OURS if ours else ())]
    return pd.DataFrame(made, columns=names, dtype=object)


def _with_numbers(name: str, cells: list[str], at: int) -> list[Any]:
    """The *cells* of a column of words, as numbers in that of values and in a form's own that has nothing else."""
    usual = {column: key for lang in languages() for key, column in words("labels", lang)["columns"].items()}
    numbers = [read_number(cell) for cell in cells]
    mixed = [number or cell for number, cell in zip(numbers, cells, strict=True)]
    own = at and name not in usual and all(number or not cell for number, cell in zip(numbers, cells, strict=True))
    return mixed if own or usual.get(name) == "value" else cells


# -- data -------------------------------------------------------------------------------------------------------------


def _themes(store: Store) -> Iterator[Sheet]:
    """A sheet for the observations of each theme that are in its readable table, or used by a page."""
    for theme, dimensions in store.package.themes.items():
        rows = [row for row in store.observations if row.theme == theme]
        table = observations_frame({theme: dimensions}, rows, store).drop(columns="theme")
        numbers = [column.name for column in frame_columns({}) if column.kind == NUMBER]
        cells = {name: [number_in_unit(cell) if cell is not None else "" for cell in table[name]] for name in numbers}
        cells["value"] = [number_in_unit(row.value, least=_places(last_digit(row))) for row in rows]
        table = table.assign(**{name: pd.Series(column, dtype=object) for name, column in cells.items()})
        yield _data(store, theme, table, say("One row for each printed number that is in force."))


def _codes(store: Store) -> Iterator[Sheet]:
    """What columns and codes of the sheets of observations mean."""
    columns = pd.DataFrame(frame_columns(store.package.themes))
    columns.columns = pd.Index(["column", "kind", "meaning"])
    columns["meaning"] = columns["meaning"].map(say)
    head = (say("Columns of the tables of themes"), say("Dimensions are columns of their own."))
    yield Sheet(say("Data {name}", name="columns"), columns, head)
    for name, table in code_tables(store).items():
        yield _data(store, name, table, say("As in {name}.csv of the Data Package.", name=name))


def _data(store: Store, name: str, table: pd.DataFrame, words: str) -> Sheet:
    title = one_line(say(str(store.package.resources[name]["title"])))
    return Sheet(say("Data {name}", name=name)[:LONGEST_NAME], table, (title, words))


def _places(unit: Decimal | None) -> int:
    """The decimals of a number whose last digit has this *unit*."""
    return max(0, -unit.adjusted()) if unit else 0
