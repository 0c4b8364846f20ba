"""Files are read by what they are, not by what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import workbook
from statbook.errors import DataError
from statbook.ingest.readers.table_file import read_grid

WORKBOOK = workbook(lambda book: book.active.append(["a", 1]))


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_a_workbook_is_read_as_one_whatever_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(WORKBOOK)

    assert "Sheet" == read_grid(tmp_path / name, {}).sheet


@pytest.mark.parametrize("name", ["t.xls", "t.ods"])
def test_csv_under_the_name_of_a_workbook_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"a,1")

    with pytest.raises(DataError, match=r"no workbook; expected a workbook as XLSX or ODS"):
        read_grid(tmp_path / name, {})


def test_everything_else_is_csv_with_the_options_of_the_recipe(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("a;é\n".encode("latin-1"))

    read = read_grid(tmp_path / "t.txt", {"encoding": "latin-1", "delimiter": ";"})

    assert (["a", "é"], ()) == (list(read.frame.iloc[0]), read.notes)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file or directory; expected a readable file"):
        read_grid(tmp_path / "gone.csv", {})
