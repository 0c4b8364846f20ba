"""Places of cells, and names compared."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from adding import grid
from small_parts import in_small_parts
from statbook.errors import DataError, Fault
from statbook.ingest.readers.csv_reader import read_csv
from statbook.ingest.readers.grid import (
    Place,
    cut_cells,
    normalize_name,
    quote_cell,
    row_faults,
    sort_faults,
    suggest,
)


def test_a_place_names_file_sheet_line_and_column() -> None:
    assert ("t.csv:12:C", "C12") == (str(Place("t.csv", 12, 2)), Place("t.csv", 12, 2).cell)
    assert ("t.xlsx:表:12:C", "表!C12") == (str(Place("t.xlsx", 12, 2, "表")), Place("t.xlsx", 12, 2, "表").cell)


def test_a_fault_of_a_grid_lies_in_its_cell_and_names_the_column() -> None:
    table = grid("a,b", "1,2")

    assert "t.csv:2:B (b): found '2'; expected 3." == str(table.fault(2, 1, "'2'", "3", name="b"))
    assert "t.csv:2:B: found '2'; expected 3. Look." == str(table.fault(2, 1, "'2'", "3", "Look."))


def test_names_are_equal_in_full_width_with_blanks_and_invisible_characters() -> None:
    assert normalize_name("（ Ａ\u200b b）\n") == normalize_name("(Ab)") == "(Ab)"


def test_a_cell_in_a_message_is_quoted_and_cut() -> None:
    assert ["an empty cell", "'x'"] == [quote_cell(""), quote_cell("x")]
    assert quote_cell("x" * 60) == repr("x" * 60)
    assert quote_cell("x" * 61).endswith("x…")


def test_each_row_has_its_fault_with_its_own_cells() -> None:
    rows = pd.DataFrame({"where": [Place("t.csv", 2, 1), Place("t.csv", 9, 1)], "value": ["{x}", "y"]})
    found = [str(fault) for fault in row_faults(rows, "{value!r}", "{fix}", "See {value}.", column="n", fix="z")]

    assert found == [
        "t.csv:2:B (n): found '{x}'; expected z. See {x}.",
        "t.csv:9:B (n): found 'y'; expected z. See y.",
    ]
    assert [] == [*row_faults(rows.iloc[:0], "{value}", "z")]


def test_a_similar_name_is_suggested_and_no_other() -> None:
    assert "Did you mean apples?" == suggest("aples", ["pears", "apples"])
    assert "" == suggest("", ["pears"]) == suggest("xyz", ["pears"])


@pytest.mark.parametrize(
    ("cells", "lines", "columns"),
    [("B2:C3", [2, 3], [1, 2]), ("A1:Z9", [1, 2, 3], [0, 1, 2]), ("C3:C3", [3], [2]), ("B2:B", [2, 3], [1])],
)
def test_a_range_keeps_its_cells_in_their_places(cells: str, lines: list[int], columns: list[int]) -> None:
    table = grid("a,b,c", "1,2,3", "4,5,6")
    cut = cut_cells(table, cells)

    assert (lines, columns) == (list(cut.frame.index), list(cut.frame.columns))
    assert cut.frame.equals(table.frame.loc[lines, columns])
    assert table.frame is cut.whole
    assert [min(3, columns[-1] + 1) if cells != "A1:Z9" else 3] * len(lines) == list(cut.widths)


@pytest.mark.parametrize("cells", ["B2", "B2:", "b2:c3", "C3:B2", "C3:B", "D1:E2", "A4:B9", "A0:B1", "1:2"])
def test_a_range_that_is_none_is_refused(cells: str) -> None:
    with pytest.raises(
        DataError, match=r"t\.csv: cells: found .* expected a range, first cell : last cell, within A1:C3"
    ):
        cut_cells(grid("a,b,c", "1,2,3", "4,5,6"), cells)


def test_faults_are_sorted_as_the_file_is() -> None:
    places = ["t.csv:10:B", "t.csv:9:AA (苹果)", "t.csv:9:B", "t.csv", "t.csv:9", "--date", "t.csv:9:B"]
    sheets = ["b.xlsx:二:3:A", "b.xlsx:一:2:A", "b.xlsx:二:2:A"]

    assert ["t.csv", "t.csv:9", "t.csv:9:B", "t.csv:9:AA (苹果)", "t.csv:10:B", "--date"] == [
        fault.where for fault in sort_faults([Fault(place, "x", "y") for place in places])
    ]
    assert ["b.xlsx:二:2:A", "b.xlsx:二:3:A", "b.xlsx:一:2:A"] == [
        fault.where for fault in sort_faults([Fault(place, "x", "y") for place in sheets])
    ]


def test_a_long_table_comes_in_parts_that_join_to_the_whole(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\n1,2\n\n3,4,5\n6,7\n", encoding="utf-8")
    whole = read_csv(file)
    with in_small_parts():
        parts = [*read_csv(file).parts()]
        joined = read_csv(file).join()

    assert [[1, 2], [3, 4], [5]] == [[*part.frame.index] for part in parts]
    assert all(part.whole.equals(parts[0].frame) for part in parts)
    assert whole.frame.equals(joined.frame)
    assert [*whole.widths] == [*joined.widths]
    assert [1, 3, 4] == [*parts[1].below(parts[0].frame.head(1)).frame.index]


def test_a_table_that_must_be_read_whole_may_not_be_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\n" + "1,2\n" * 5, encoding="utf-8")
    monkeypatch.setattr("statbook.ingest.readers.grid.MOST_LINES", 5)
    with (
        in_small_parts(),
        pytest.raises(DataError, match=r"t.csv: found more than 5 lines; expected at most 5\. Split"),
    ):
        read_csv(file).join()
