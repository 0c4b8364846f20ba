"""The parts of a file, parsed one after another."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from adding import DAY, SHORT, TABLE, orchard, refused, with_recipe
from small_parts import in_small_parts
from statbook.ingest.add import AddRequest, add
from statbook.ingest.parsing.reshape import parse_parts
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.csv_reader import read_csv
from statbook.store import Store, load_recipes

HEADER = "indicator,region,sector,kind,period,timing,measure,printed,unit\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return orchard(tmp_path)


def test_faults_of_every_part_are_told_at_once(data: Path, tmp_path: Path) -> None:
    lines = ["2025-07,x,67,,", "2025-08,8,68,,", "2025-99,9,69,,", "2025-10,10,70,,", "2025-11,11,y,,"]
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", (TABLE + "\n".join(lines) + "\n").encode())

    assert ["t.csv:2:B", "t.csv:4:A", "t.csv:6:C"] == [line.split(" ")[0] for line in message.split("\n")]


def test_a_line_that_is_too_short_in_a_later_part_is_told_where_it_stands(data: Path, tmp_path: Path) -> None:
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", (TABLE + "2025-07,7,67,,\n2025-08,8,68,,\n2025-09\n").encode())

    assert "t.csv:4: found 1 cells; expected 5, as in the header" in message


def test_a_series_may_be_in_any_part_and_one_that_is_in_none_is_told_once(data: Path, tmp_path: Path) -> None:
    recipe = "period: {column: m}\nregion: {is: China}\nseries: s\nlong: v\nvalues:\n"
    entries = [f"  - {{column: {name}, indicator: {name}, unit: 亿元}}\n" for name in ("apples", "pears", "trees")]
    with_recipe(data, recipe + "".join(entries))
    lines = "m,s,v\n2025-07,apples,7\n2025-08,apples,8\n2025-07,pears,67\n2025-08,plums,1\n2025-09,plums,1\n"
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", lines.encode(), "other")

    assert 2 == len(message.split("\n"))
    assert "t.csv: found no series 'trees'" in message
    assert "t.csv:5:B (s): found 'plums'" in message


def test_a_fiscal_year_is_no_month_where_the_next_part_tells(data: Path, tmp_path: Path) -> None:
    lines = "2009-10,7,67,,\n2010-11,8,68,,\n2011-12,9,69,,\n"
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", (TABLE + lines).encode())

    assert "2010-11" in message
    assert "fiscal year" in message


def test_a_table_whose_lines_need_those_above_is_read_whole(data: Path, tmp_path: Path) -> None:
    recipe = "table: {fill_down: [y]}\nperiod: {columns: [y, m]}\nregion: {is: China}\n"
    with_recipe(data, recipe + "values: [{column: apples, indicator: apples, unit: 亿元}]\n")
    file = tmp_path / "t.csv"
    file.write_text("y,m,apples\n2025,7,7\n,8,8\n,9,9\n,10,9.5\n", encoding="utf-8")
    with in_small_parts():
        made = add(data, file, AddRequest("other", DAY), dry=True)

    assert 4 == made.plan.count


def test_a_unit_among_the_rows_of_one_part_is_that_of_the_parts_below(data: Path, tmp_path: Path) -> None:
    with_recipe(data, "table: {notes: [单位]}\n" + SHORT + "values: [{column: 苹果, indicator: apples}]\n")
    blocks = "单位：亿元,\n2025-07,7\n单位：万元,\n2025-08,80000\n单位：亿元,\n2025-09,9\n2025-10,9\n2025-11,9\n"
    file = tmp_path / "t.csv"
    file.write_text(f"月份,苹果\n{blocks}单位：万元,\n2025-12,90000\n2026-01,90000\n2026-02,90000\n", encoding="utf-8")
    with in_small_parts():
        parts = [*parse_parts(read_csv(file), load_recipes(data)["other"], Vocabulary(Store.load(data)))]

    assert 7 == len(parts)
    assert [7, 8, *[9] * 6] == [int(value) / 10**8 for part in parts if len(part.rows) for value in part.rows["value"]]


def test_cells_merged_with_a_number_in_the_part_above_are_refused(data: Path, tmp_path: Path) -> None:
    book = Workbook()
    for cells in (["month", "apples", "pears", "growth", "remark"], ["2025-07", 7], ["2025-08", 8], ["2025-09", None]):
        book.active.append(cells)
    book.active.merge_cells("B3:B4")
    book.save(tmp_path / "made.xlsx")
    with in_small_parts():
        message = refused(data, tmp_path, "t.xlsx", (tmp_path / "made.xlsx").read_bytes())

    assert "t.xlsx:Sheet:4:B: found cells merged from Sheet!B3 on" in message


def test_a_long_table_in_the_layout_of_a_theme_has_its_cells(data: Path, tmp_path: Path) -> None:
    rows = [f"pears,China,all,all,2025-{month:02},over,level,{60 + month}亿元,CNY\n" for month in range(7, 12)]
    file = tmp_path / "t.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    with in_small_parts():
        made = add(data, file, AddRequest("", DAY))

    assert 5 == made.plan.count
    assert ("large/credit/table-t-2026-01-31.parquet", "sources.csv") == made.files


def test_after_very_many_faults_no_more_is_read(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statbook.ingest.parse_file.MOST", 3)
    with in_small_parts():
        message = refused(data, tmp_path, "t.csv", (TABLE + "2025-07,x,y,,\n" * 9).encode())

    assert "t.csv: found more than 3 faults; expected none. Mend these first." in message
    assert "t.csv:5:B" not in message


def test_a_number_that_is_wrong_by_itself_has_one_fault(data: Path, tmp_path: Path) -> None:
    with_recipe(data, "period: {column: m}\nregion: {is: China}\nvalues: [{column: apples, indicator: apples}]\n")
    message = refused(data, tmp_path, "t.csv", "m,apples\n2025-07,7亿美元\n2025-07,9亿美元\n".encode(), "other")

    assert ["t.csv:2:B (unit): found USD", "t.csv:3:B (unit): found USD"] == [
        line.split(";")[0].removeprefix("statbook: ") for line in message.split("\n")
    ]
