"""Write a review as CSV, as a workbook that offers the texts of closed lists, or as a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice, zip_longest
from pathlib import Path

import pandas as pd

from statbook.errors import StatbookError
from statbook.export.workbook_file import Sheet, write_sheets
from statbook.export.write_file import write_whole
from statbook.messages import WRITTEN, say, spoken
from statbook.review.page import review_page
from statbook.review.review_file import ACCEPT, CLOSED, COLUMNS, LISTS, REJECT, ROWS, SHEET, TEXT, TEXT_SHEET
from statbook.store import Store
from statbook.store.sheets import write_csv

MOST_ON_PAGE = 20_000
"""Numbers that a browser shows at once without being slow."""
Row = Mapping[str, str]
Choices = Mapping[str, Sequence[tuple[str, str]]]
"""For a column the texts that it may hold, each with what it means."""


def write_review(data: Path, path: Path, text: Row, rows: Iterable[Row], *, force: bool = False) -> None:
    """Write the review of *rows*, by the names of ROWS, to *path*, in the format that its name ends with.

    *text* is what is known of the text, by the names of TEXT; the lists are those of the folder *data*. A file that is
    there is replaced with *force* only. Raises StatbookError if the name says no format, there are more rows than it
    holds, or the file cannot be written; nothing is written then.
    """
    write = find_format(path)
    write_whole(data, path, lambda made: write(made, text, rows, Store.load(data)), force=force)


def find_format(path: Path) -> Callable[[Path, Row, Iterable[Row], Store], None]:
    """What writes a file with the name of *path*. Raises StatbookError if that says no format."""
    for ending, write in FORMATS.items():
        if path.name.lower().endswith(ending) and len(path.name) > len(ending):
            return write
    raise StatbookError(f"{path}: the name says no format; expected one that ends with {', '.join(FORMATS)}.")


def find_choices(store: Store) -> Choices:
    """The texts that columns of a review may hold."""
    fields = {field["name"]: field for theme in store.themes for field in store.package.fields(theme)}
    found = {"decision": [(ACCEPT, say("the number enters data/")), (REJECT, say("it does not"))]}
    for name in CLOSED:
        labels = {each["value"]: each["label"] for each in fields[name].get("categories", [])}
        found[name] = [(code, say(labels.get(code, ""))) for code in fields[name]["constraints"]["enum"]]
    regions = store.members[store.members["dimension"] == "region"]
    first, second = sorted(WRITTEN, key=lambda language: language != spoken())
    for name, codes, table in (
        ("indicator", store.indicators["indicator"], store.indicators),
        ("region", regions["code"], regions),
        ("unit", store.units["unit"], store.units),
    ):
        words = table[f"name_{first}"] + ", " + table[f"name_{second}"]
        found[name] = list(zip(map(str, codes), map(str, words), strict=True))
    return found


def _cells(row: Row) -> list[str]:
    return [row.get(name, "") for name in ROWS]


def _write_csv(path: Path, text: Row, rows: Iterable[Row], store: Store) -> None:
    known = [text[name] for name in TEXT]
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, [*COLUMNS], ([*_cells(row), *known] for row in rows))


def _write_workbook(path: Path, text: Row, rows: Iterable[Row], store: Store) -> None:
    choices = {name: [code for code, _ in offered] for name, offered in find_choices(store).items()}
    lists = pd.DataFrame(zip_longest(*choices.values(), fillvalue=""), columns=[*choices], dtype=object)
    cells = {
        name: f"{LISTS}!${column}$2:${column}${len(codes) + 1}"
        for column, (name, codes) in zip("ABCDEFGHIJ", choices.items(), strict=False)
    }
    known = pd.DataFrame(
        [(name, text[name], meaning) for name, meaning in TEXT.items()], columns=["name", "text", "meaning"]
    )
    sheets = [
        Sheet(SHEET, pd.DataFrame(map(_cells, rows), columns=[*ROWS], dtype=object), choices=cells, typed=True),
        Sheet(TEXT_SHEET, known, typed=True),
        Sheet(LISTS, lists, typed=True),
    ]
    write_sheets(sheets, path, store.edition)


def _write_page(path: Path, text: Row, rows: Iterable[Row], store: Store) -> None:
    cells = [_cells(row) for row in islice(rows, MOST_ON_PAGE + 1)]
    if len(cells) > MOST_ON_PAGE:
        raise StatbookError(
            f"{path.name}: more than {MOST_ON_PAGE:,} numbers are too many for a page; write .csv or .xlsx."
        )
    path.write_text(review_page(text, cells, find_choices(store), f"{path.stem}.csv"), encoding="utf-8")


FORMATS: Mapping[str, Callable[[Path, Row, Iterable[Row], Store], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_workbook,
    ".html": _write_page,
}
"""How the names of files end, and what writes them."""
