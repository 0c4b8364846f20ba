"""What cells show, held against a table of formats and values: shown.csv.

The table says what LibreOffice 7.4 and Excel show. Where they differ, or where the book writes the same number or month
in another way, `note` says what they show.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from adding import workbook
from made_up_tables import examples
from statbook.errors import DataError
from statbook.ingest.parsing.period_parser import read_period
from statbook.ingest.readers.format_sections import UnclearFormat
from statbook.ingest.readers.number_format import show
from statbook.ingest.readers.workbook_reader import read_workbook
from statbook.store.printed_number import parse_cell, parse_printed

Value = str | bool | float
ROWS = list(csv.DictReader(Path(__file__).with_name("shown.csv").read_text(encoding="utf-8").splitlines()))


def stored(text: str) -> Value:
    """A value of the table: text in quotes, TRUE, a number, or a day and time."""
    if text[:1] == '"':
        return str(json.loads(text))
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    try:
        return float(text)
    except ValueError:
        return (datetime.fromisoformat(text) - datetime(1899, 12, 30)).total_seconds() / 86_400


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['format']} {row['value']}")
def test_a_cell_shows_what_spreadsheets_show(row: dict[str, str]) -> None:
    if row["shown"].startswith("refused: "):
        with pytest.raises(UnclearFormat, match=row["shown"].removeprefix("refused: ")):
            show(stored(row["value"]), row["format"])
        return
    shown = show(stored(row["value"]), row["format"])

    assert (row["shown"], row["remarks"]) == (shown.text, " ".join(sorted(shown.remarks)))


WHY = {
    "tie": "Spreadsheets round it differently: the stored digits stay, and `add` says so.",
    "refused: a fraction": "1/3 is no decimal number, and 1/2 may be a date: CSV with it is refused too.",
    "refused: a day before March 1900 or after 9999": "Spreadsheets show different days before March 1900.",
    "refused: a year of another calendar": "Spreadsheets show different years.",
    "refused: a negative number without its sign": "What is shown looks positive.",
    "refused: two points": "What is shown is no number.",
    "refused: five sections": "No other spreadsheet opens it.",
    "refused: a number for which it has no section": "Excel shows signs of overflow.",
    "refused: '!' in its number format": "Chinese Excel takes the sign for an escape, LibreOffice shows it.",
    "refused: 'k' in its number format": "The unit has no quotes, which Excel does not open.",
}
"""Why a cell is read in another way than LibreOffice shows it, by the remark or by what is refused."""
NUMERALS = str.maketrans("壹贰叁肆拾佰仟", "一二三四十百千", "()▲▼△$ ")


def meaning(text: str) -> tuple[str, Decimal | None]:
    """What a shown text says: a period, or the size of a number, whose sign the format shows in its own way."""
    period = read_period(re.sub(r" 星期.| \d+:[\d:]+$", "", text))
    number = parse_printed(text.translate(NUMERALS))
    size = parse_cell(text.translate(NUMERALS))
    return (period.text, None) if period else ("", size and abs(size) if size is not None else number and number.value)


BY_VALUE = (
    "五月 2026",
    "26-5",
    "May-26",
    "Feb-25",
    "5/1/2026",
    "5/1/2026 13:05",
    "05/2026",
    "1-May-26",
    "01/05/2026",
    "Friday, May 1, 2026",
    "1:30 PM",
)
"""Days, months and times that the text alone does not tell for sure, or that are no period: value and format do."""


def test_what_libreoffice_shows_otherwise_says_the_same_or_there_is_a_reason() -> None:
    rows = [row for row in ROWS if "LibreOffice" in row["note"]]
    reasons = {row["remarks"] if row["remarks"] in WHY else row["shown"] for row in rows}
    others = [row for row in rows if row["remarks"] not in WHY and row["shown"] not in WHY]
    said = {row["note"].removeprefix("LibreOffice:").strip(): row["shown"] for row in others}

    assert not WHY.keys() - reasons
    assert [] == [
        (text, shown)
        for text, shown in said.items()
        if text not in BY_VALUE and not text.startswith("E+") and meaning(text) != meaning(shown)
    ]


def filled(rows: list[dict[str, str]]) -> Callable[[Workbook], None]:
    def fill(book: Workbook) -> None:
        for line, row in enumerate(rows, 1):
            cell = book.active.cell(line, 1, stored(row["value"]))
            cell.number_format = row["format"]
            book.active.cell(line, 2, "|")

    return fill


def test_the_whole_table_shows_the_same_in_a_workbook(tmp_path: Path) -> None:
    rows = [row for row in ROWS if not row["shown"].startswith("refused: ") and "scaled" not in row["remarks"]]
    (tmp_path / "t.xlsx").write_bytes(workbook(filled(rows)))

    read = read_workbook(tmp_path / "t.xlsx").frame

    assert [row["shown"].strip() for row in rows] == [text.strip() for text in read[0]]


def test_a_workbook_is_refused_for_each_cell_that_is_not_understood(tmp_path: Path) -> None:
    rows = [row for row in ROWS if row["shown"].startswith("refused: ") or "scaled" in row["remarks"]]
    (tmp_path / "t.xlsx").write_bytes(workbook(filled(rows)))

    with pytest.raises(DataError) as error:
        read_workbook(tmp_path / "t.xlsx")

    assert [f"t.xlsx:Sheet:{line}:A" for line in range(1, len(rows) + 1)] == [
        fault.where for fault in error.value.faults
    ]
    assert all(row["format"] in fault.found for row, fault in zip(rows, error.value.faults, strict=True))


SIGNS = [*'0#?.,%;"\\_*[]@/E+-ymdhsgeab万元 ', "General", "[Red]", "[<0]", "[$-804]"]
numbers = st.floats(-1e9, 1e9, allow_subnormal=False) | st.integers(-(10**7), 10**7).map(lambda cents: cents / 1000)


@examples(500)
@given(value=numbers, decimals=st.integers(0, 4), grouped=st.booleans(), percent=st.booleans())
def test_a_shown_number_is_the_stored_one_within_half_of_its_last_digit(
    value: float, decimals: int, grouped: bool, percent: bool
) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + "%" * percent

    number = parse_cell(show(value, code).text)

    assert number is not None
    exact = Decimal(f"{value:.14e}") * (100 if percent else 1)
    assert abs(number - exact) * 2 <= Decimal(1).scaleb(-decimals)


@examples(500)
@given(
    value=numbers, code=st.sampled_from(["0.00_);(0.00)", "[Red]▲0.00;[Green]▼0.00;0.00", "0.00;[Red]0.00", "General"])
)
def test_a_number_keeps_its_sign_however_the_format_shows_it(value: float, code: str) -> None:
    number = parse_cell(show(value, code).text)

    assert number is not None
    assert not number or (number < 0) == (value < 0)


@examples(1000)
@given(
    code=st.lists(st.sampled_from(SIGNS), max_size=12).map("".join),
    value=numbers | st.text(max_size=3) | st.booleans(),
)
def test_any_format_shows_something_or_is_refused(code: str, value: Value) -> None:
    try:
        assert isinstance(show(value, code).text, str)
    except UnclearFormat as unclear:
        assert str(unclear)
