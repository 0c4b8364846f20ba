"""The workbook of the book, read back by openpyxl and by our own reader."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from orchard_book import orchard
from statbook.ingest.readers.workbook_reader import read_workbook
from statbook.site.workbook import write_book_workbook
from statbook.store import Store

HEAD = ["Name", "Value", "Range by rounding", "Kind", "As printed", "Period", "Source", "share", "value"]
ROWS = [
    ["Pears", "113.72 billion yuan", "", "printed", "1137.2亿元", "2025", "Gazette", "93.2%", "=1+1"],
    ["@Plums", "−40 billion yuan", "39 to 41", "derived", "约400亿元", "2025", "Gazette", "about 6%", "a"],
    ["Figs", "not printed", "", "", "", "2025", "", "", "b"],
    ["Dates", "about 80,000", "", "printed", "约8万", "2025", "Gazette", "", "c"],
]


def number(value: float, low: float | None, high: float | None, words: str) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "unit": "CNY", "words": {"num": words}}


def page() -> Any:
    chart = {
        "id": "fig-fruit-a",
        "title": "=Pears lead",
        "subtitle": "Harvest in yuan",
        "caption": "",
        "source": "Source: Gazette.",
        "panels": [{"words": "all fruit"}, {"words": "by tree: Plums fell"}],
        "data": {"head": HEAD, "rows": ROWS, "links": [[0, 1, ROWS[0][1], "obs-a"], [1, 1, ROWS[1][1], "num-b"]]},
        "numbers": {
            "obs-a": number(113720000000.0, 113715000000.0, 113725000000.0, ROWS[0][1]),
            "num-b": number(-40274621213.4, -40500000000.0, None, ROWS[1][1]),
        },
    }
    table = {"id": "", "label": "Table 1.1", "title": "Trees, place by place", "source": ""}
    table |= {"head": ["Place", "Trees", "When"], "rows": [["Hill", "1,200", "2025"], ["=Dale", "–", "not dated"]]}
    labels = {"fig-fruit-a": "Chart 1.2"}
    return SimpleNamespace(charts=[chart], tables=[table], labels=labels, document="chapters/fruit")


@pytest.fixture
def small(tmp_path: Path) -> Store:
    return Store.load(orchard(tmp_path))


@pytest.fixture
def made(small: Store, tmp_path: Path) -> Path:
    write_book_workbook([page()], small, tmp_path / "data" / "workbook.xlsx")
    return tmp_path / "data" / "workbook.xlsx"


def lines(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def header_of(sheet: Worksheet) -> int:
    (table,) = sheet.tables.values()
    return int(table.ref.split(":")[0].lstrip("A"))


def test_cover_contents_and_notes_come_before_a_sheet_for_each_table(made: Path, small: Store) -> None:
    names = load_workbook(made).sheetnames
    themes = [f"Data {theme}" for theme in small.themes]

    assert ["Cover", "Contents", "Notes", "Chart 1.2", "Table 1.1", *themes] == names[: 5 + len(themes)]
    assert ["Data columns", "Data sources", "Data indicators", "Data members", "Data units"] == names[5 + len(themes) :]


def test_the_cover_says_what_it_is_of_when_and_who_may_use_it(made: Path, small: Store) -> None:
    told = "\n".join(str(line[0]) for line in lines(load_workbook(made)["Cover"]))

    assert told.startswith(small.edition.title)
    assert f"Version {small.edition.version}" in told
    assert small.edition.licence[2] in told
    assert "Contact" not in told


def test_the_cover_names_a_contact_that_the_package_gives(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    descriptor = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["contributors"][0]["email"] = "press@orchard.example"
    (data / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    write_book_workbook([], Store.load(data), tmp_path / "t.xlsx")
    told = [line[0] for line in lines(load_workbook(tmp_path / "t.xlsx")["Cover"])]

    assert any("press@orchard.example" in line for line in told if line.startswith("Contact: "))


def test_contents_lead_to_each_sheet(made: Path) -> None:
    book = load_workbook(made)
    sheet = book["Contents"]
    listed = [sheet.cell(line, 1) for line in range(header_of(sheet) + 1, sheet.max_row + 1)]

    assert book.sheetnames[2:] == [cell.value for cell in listed]
    assert [f"'{cell.value}'!A1" for cell in listed] == [cell.hyperlink.location for cell in listed if cell.hyperlink]
    assert ["Chart 1.2", "=Pears lead", 4] == [cell.value for cell in sheet[header_of(sheet) + 2]]


def test_every_note_is_used_and_every_used_note_is_there(made: Path) -> None:
    book = load_workbook(made)
    notes = book["Notes"]
    numbers = {str(notes.cell(line, 1).value) for line in range(header_of(notes) + 1, notes.max_row + 1)}
    used = set()
    for sheet in book.worksheets[3:]:
        told = [line[0] for line in lines(sheet)[:7] if str(line[0]).startswith("Notes: ")]
        used |= {number for line in told for number in line.removeprefix("Notes: ").split(", ")}

    assert numbers == used
    told = " ".join(str(line[1]) for line in lines(notes))
    assert all(word in told for word in ("About: ", "Derived: ", "Not printed: "))
    assert "Replaced: " not in told


def test_a_chart_has_its_words_above_a_table_of_numbers_that_show_what_the_page_shows(made: Path) -> None:
    sheet = load_workbook(made)["Chart 1.2"]
    states = "States of the rows: all fruit; by tree: Plums fell"
    head = ["Chart 1.2: =Pears lead", "Harvest in yuan", states, "Source: Gazette."]
    at = header_of(sheet)
    shown = [*read_workbook(made, "Chart 1.2").frame.iloc[at:].itertuples(index=False, name=None)]

    assert head == [line[0] for line in lines(sheet)[:4]]
    assert ["Number in unit", "Lowest", "Highest", "Unit", "Entry"] == lines(sheet)[at - 1][len(HEAD) :]
    assert [row[:8] for row in ROWS] == [[cell.replace("-", "−") for cell in row[:8]] for row in shown]
    assert [113720000000, -40000000000, "not printed", 80000] == [line[1] for line in lines(sheet)[at:]]
    assert [93.2, 6, None, None] == [line[7] for line in lines(sheet)[at:]]
    assert [113720000000, 113715000000, 113725000000, "CNY", "obs-a"] == lines(sheet)[at][len(HEAD) :]
    assert None is lines(sheet)[at + 1][len(HEAD) + 2]


def test_a_table_of_the_text_is_a_sheet_as_its_readers_see_it(made: Path) -> None:
    sheet = load_workbook(made)["Table 1.1"]
    at = header_of(sheet)

    assert "Table 1.1: Trees, place by place" == sheet["A1"].value
    assert [["Place", "Trees", "When"], ["Hill", "1,200", "2025"], ["=Dale", "–", "not dated"]] == lines(sheet)[
        at - 1 :
    ]


def test_a_table_of_counts_has_no_columns_for_numbers_of_the_evidence(small: Store, tmp_path: Path) -> None:
    counted = page()
    counted.charts[0]["data"] = {"head": ["Year", "Numbers"], "rows": [["2024", "1,200"]], "links": []}
    write_book_workbook([counted], small, tmp_path / "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx")["Chart 1.2"]

    assert [["Year", "Numbers"], ["2024", 1200]] == lines(sheet)[header_of(sheet) - 1 :]


def test_periods_and_printed_forms_stay_words(made: Path) -> None:
    sheet = load_workbook(made)["Chart 1.2"]
    first = lines(sheet)[header_of(sheet)]

    assert ("1137.2亿元", "2025") == (first[4], first[5])


def test_no_text_is_a_formula_and_columns_that_differ_in_capitals_are_told_apart(made: Path) -> None:
    sheet = load_workbook(made)["Chart 1.2"]
    at = header_of(sheet)

    assert ("=1+1", "s") == (sheet.cell(at + 1, 9).value, sheet.cell(at + 1, 9).data_type)
    assert ("@Plums", "s") == (sheet.cell(at + 2, 1).value, sheet.cell(at + 2, 1).data_type)
    assert "s" == sheet["A1"].data_type
    assert ["Value", "value 2"] == [sheet.cell(at, 2).value, sheet.cell(at, 9).value]


def test_sheets_have_one_table_from_a_title_on_without_merged_cells_or_gaps(made: Path) -> None:
    for sheet in load_workbook(made).worksheets[1:]:
        (table,) = sheet.tables.values()
        at = header_of(sheet)
        assert sheet["A1"].value, sheet.title
        assert all(line[0] for line in lines(sheet)[:at]), sheet.title
        assert f"B{at + 1}" == sheet.freeze_panes, sheet.title
        assert not sheet.merged_cells.ranges
        assert [cell.value for cell in sheet[at]] == table.column_names, sheet.title
        assert table.ref.endswith(str(sheet.max_row)), sheet.title


def test_a_theme_has_its_observations_with_their_printed_decimals(made: Path, small: Store) -> None:
    for theme, dimensions in small.package.themes.items():
        sheet = load_workbook(made)[f"Data {theme}"]
        names, *rows = lines(sheet)[header_of(sheet) - 1 :]
        found = [dict(zip(names, row, strict=True)) for row in rows]
        rows_of_theme = [row for row in small.observations if row.theme == theme]

        assert [row.obs for row in rows_of_theme] == [row["obs"] for row in found]
        assert [float(row.value) for row in rows_of_theme] == [float(row["value"]) for row in found]
        assert {*dimensions} <= {*names}
        assert [row.printed for row in rows_of_theme] == [row["printed"] for row in found]


def test_only_a_published_book_has_links_to_its_pages(small: Store, made: Path, tmp_path: Path) -> None:
    site = small.package.descriptor | {"homepage": "https://orchard.example/"}
    published = Store.load(small.package.folder)
    object.__setattr__(published.package, "descriptor", site)
    write_book_workbook([page()], published, tmp_path / "t.xlsx")
    links = [cell.hyperlink for row in load_workbook(tmp_path / "t.xlsx")["Chart 1.2"]["A1:A7"] for cell in row]
    without = [cell.hyperlink for row in load_workbook(made)["Chart 1.2"]["A1:A7"] for cell in row]

    assert ["https://orchard.example/chapters/fruit.html#fig-fruit-a"] == [
        link.target for link in links if link and link.target
    ]
    assert not [link for link in without if link and link.target]


def test_the_same_data_give_the_same_bytes(made: Path, small: Store, tmp_path: Path) -> None:
    write_book_workbook([page()], small, tmp_path / "again.xlsx")

    assert made.read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    with zipfile.ZipFile(made) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert f">{small.edition.as_of}T00:00:00Z</dcterms:created>" in core
