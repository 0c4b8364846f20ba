"""Files are read by what they are, not by what they are called."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from adding import DAY, refused, workbook
from adding import table as csv_rows
from spreadsheets import number, ods, table, words
from statbook.cli import commands
from statbook.errors import DataError
from statbook.ingest.readers.table_file import read_grid
from statbook.ingest.verify_cells import verify_cells
from statbook.store import Package

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


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv", "t"])
@pytest.mark.parametrize(
    ("content", "found"),
    [
        (
            b"%PDF-1.7\n%\xe2\xe3",
            r"a PDF; expected a table as CSV, XLSX, ODS or Parquet\. Copy its table into a spread",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", r"a picture \(PNG\); .* Copy its table"),
        (b"\x1f\x8b\x08\0", r"a compressed file \(gzip\); .* Unpack it\."),
    ],
)
def test_what_is_no_table_is_called_what_it_is(name: str, content: bytes, found: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DataError, match=found):
        read_grid(tmp_path / name, {})


def test_everything_else_is_csv_with_the_options_of_the_recipe(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes("a;é\n".encode("latin-1"))

    read = read_grid(tmp_path / "t.txt", {"encoding": "latin-1", "delimiter": ";"})

    assert (["a", "é"], ()) == (list(read.frame.iloc[0]), read.notes)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file or directory; expected a readable file"):
        read_grid(tmp_path / "gone.csv", {})


ROWS = [["month", "apples", "pears", "growth", "remark"], ["2025-07", "7", "67.5", "1.5", "x"]]


def as_parquet(folder: Path) -> bytes:
    path = folder / "made.parquet"
    with duckdb.connect() as duck:
        values = "'2025-07' AS month, 7 AS apples, 67.5 AS pears, 1.5::DOUBLE AS growth, 'x' AS remark"
        duck.execute(f"COPY (SELECT {values}) TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


def as_ods() -> bytes:
    lines = ["".join(map(words, ROWS[0])), words("2025-07") + "".join(map(number, (7, 67.5, 1.5))) + words("x")]
    return ods(table(*lines))


def as_xlsx() -> bytes:
    return workbook(lambda book: [book.active.append(row) for row in (ROWS[0], ["2025-07", 7, 67.5, 1.5, "x"])])


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.ods", "t.parquet", "parquet.csv", "ods.xlsx"])
def test_one_table_enters_alike_from_every_kind_of_file(name: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    makers = {
        "t.csv": lambda: "\n".join(map(",".join, ROWS)).encode(),
        "t.xlsx": as_xlsx,
        "t.ods": as_ods,
        "ods.xlsx": as_ods,
    }
    monkeypatch.chdir(data.parent)
    Path(name).write_bytes(makers.get(name, lambda: as_parquet(data.parent))())
    order = ["add", name, "--recipe", "orchard", "--date", DAY]
    told = CliRunner().invoke(commands, order, catch_exceptions=False).output
    rows = [row for row in csv_rows(data, "credit") if row["period"] == "2025-07"]

    assert "3 new numbers added" in told
    assert [("700000000", "7", "B2"), ("6750000000", "67.5", "C2"), ("1.5", "1.5", "D2")] == [
        (row["value"], row["printed"], row["cell"].rpartition("!")[2]) for row in rows
    ]
    assert [] == verify_faults(data, name)


def verify_faults(data: Path, name: str) -> list[object]:
    """Faults found when every number is looked up in its cell; there must be numbers to look up."""
    found = verify_cells(Package(data), data.parent)
    assert 3 == found.verified, name
    return list(found.faults)


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.ods", "t.parquet"])
def test_a_recipe_is_drafted_from_every_kind_of_file(name: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    makers = {"t.csv": lambda: "\n".join(map(",".join, ROWS)).encode(), "t.xlsx": as_xlsx, "t.ods": as_ods}
    monkeypatch.chdir(data.parent)
    Path(name).write_bytes(makers.get(name, lambda: as_parquet(data.parent))())
    told = CliRunner().invoke(commands, ["add", name, "--new-recipe"], catch_exceptions=False).output

    assert 'column: "apples", indicator: apples' in told
    assert (data / "recipes" / "t.yaml").is_file()


@pytest.mark.parametrize("name", ["t.ods", "t.parquet"])
def test_a_bad_cell_is_told_at_its_place_in_every_kind_of_file(name: str, data: Path) -> None:
    if name == "t.ods":
        lines = ["".join(map(words, ROWS[0])), "".join(map(words, ("2025-07", "7", "many", "1", "x")))]
        content = ods(table(*lines))
    else:
        path = data.parent / "made.parquet"
        with duckdb.connect() as duck:
            values = "'2025-07' AS month, 7 AS apples, 'many' AS pears, 1 AS growth, 'x' AS remark"
            duck.execute(f"COPY (SELECT {values}) TO '{path}' (FORMAT parquet)")
        content = path.read_bytes()
    place = "t.ods:数据:2:C" if name == "t.ods" else "t.parquet:2:C"

    assert f"{place} (pears): found 'many'; expected a number" in refused(data, data.parent, name, content)
