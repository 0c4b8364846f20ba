"""An exported file is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchard_book import bytes_of
from statbook.errors import StatbookError
from statbook.export import write_file
from statbook.export.write_file import FORMATS, ExportResult, export_file

NAMES = [f"t{ending}" for ending in FORMATS]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_says_the_format(name: str, data: Path) -> None:
    before = bytes_of(data)
    made = export_file(data, data.parent / name)

    starts = {"t.parquet": b"PAR1", "t.xlsx": b"PK", "t.sqlite": b"SQLite format 3", "t.sdmx.csv": b"STRUCTURE,"}
    assert (data.parent / name).read_bytes().startswith(starts[name])
    assert ExportResult(12, 0) == made
    assert before == bytes_of(data)
    assert [] == [path for path in data.parent.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_data_give_the_same_bytes(name: str, data: Path) -> None:
    one, two = data.parent / name, data.parent / f"again-{name}"
    export_file(data, one)
    export_file(data, two)

    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("t.csv", "the name says no format; expected one that ends with .parquet, .xlsx, .sqlite, .sdmx.csv"),
        (".parquet", "the name says no format"),
        ("nowhere/t.parquet", "there is no folder"),
        ("data/t.parquet", "data/ holds the data of the book and nothing else"),
        ("data/../data/captions/t.parquet", "data/ holds the data of the book and nothing else"),
        ("folder.parquet", "is a folder; expected the name of a file"),
    ],
)
def test_a_wrong_place_is_refused(name: str, message: str, data: Path) -> None:
    (data.parent / "folder.parquet").mkdir()
    before = bytes_of(data)

    with pytest.raises(StatbookError, match=message):
        export_file(data, data.parent / name, force=True)
    assert before == bytes_of(data)


def test_a_file_that_is_there_is_replaced_only_by_force(data: Path) -> None:
    path = data.parent / "t.parquet"
    path.write_bytes(b"mine")
    with pytest.raises(StatbookError, match="is there already; it was not touched"):
        export_file(data, path)
    assert b"mine" == path.read_bytes()
    export_file(data, path, force=True)

    assert path.read_bytes().startswith(b"PAR1")


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), duckdb.IOException("no space"), StatbookError("no")]
)
def test_what_fails_on_the_way_leaves_what_was_there(
    error: Exception, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = data.parent / "t.parquet"
    path.write_bytes(b"mine")

    def fail(tables: object, place: Path) -> None:
        place.write_bytes(b"half")
        raise error

    monkeypatch.setitem(write_file.FORMATS, ".parquet", fail)
    with pytest.raises(StatbookError):
        export_file(data, path, force=True)
    assert b"mine" == path.read_bytes()
    assert {"data", "_toc.yml", "t.parquet"} == {each.name for each in data.parent.iterdir()}


def test_a_folder_where_nothing_may_be_written_is_told(data: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    folder = data.parent / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(StatbookError, match="Permission denied; nothing was written"):
        export_file(data, folder / "t.parquet")


def test_a_kill_leaves_what_was_there(data: Path) -> None:
    path = data.parent / "t.parquet"
    path.write_bytes(b"mine")
    code = (
        "import os, pathlib; from statbook.export import write_file\n"
        "write_file.FORMATS['.parquet'] = lambda tables, place: (place.write_bytes(b'half'), os.kill(os.getpid(), 9))\n"
        f"write_file.export_file(pathlib.Path({str(data)!r}), pathlib.Path({str(path)!r}), force=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert -9 == done.returncode
    assert b"mine" == path.read_bytes()
    export_file(data, path, force=True)
    assert path.read_bytes().startswith(b"PAR1")


def test_values_that_were_replaced_are_exported_with_history(data: Path) -> None:
    credit = data / "credit.csv"
    lines = credit.read_text(encoding="utf-8").splitlines()
    earlier = lines[1].replace("2025-12-31,,", "2025-12-31,2026-01-31,")
    later = lines[1].replace("2025-12-31", "2026-01-31")
    credit.write_text("\n".join([lines[0], earlier, later, *lines[2:]]) + "\n", encoding="utf-8")
    rows = [export_file(data, data.parent / f"{n}.sqlite", history=n == 1).rows for n in (0, 1)]

    assert [12, 13] == rows


def test_the_book_itself_can_be_exported_to_every_format(tmp_path: Path) -> None:
    data = shutil.copytree(Path(__file__).resolve().parents[2] / "data", tmp_path / "data")
    found = {name: export_file(data, tmp_path / name) for name in NAMES}

    assert 1 == len({each.rows + each.left_out for each in found.values()})
    assert {name for name in NAMES if found[name].left_out} == {"t.sdmx.csv"}
