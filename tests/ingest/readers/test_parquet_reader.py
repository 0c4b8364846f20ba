"""Parquet files: every value exact, and what cannot be a cell refused with its column."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_tables import examples
from statbook.errors import DataError
from statbook.ingest.readers import parquet_reader
from statbook.ingest.readers.frame_reader import show_float
from statbook.ingest.readers.parquet_reader import read_parquet

Cells = list[list[str]]


def written(path: Path, query: str) -> Path:
    """The file *path* with the result of a query."""
    with duckdb.connect() as duck:
        duck.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def cells(folder: Path, query: str) -> Cells:
    found: Cells = read_parquet(written(folder / "t.parquet", query)).frame.to_numpy().tolist()
    return found


def test_names_are_the_first_line_and_rows_keep_their_order(tmp_path: Path) -> None:
    read = read_parquet(
        written(tmp_path / "t.parquet", 'SELECT \'2025-\' || i AS "月 ""份", i AS n FROM range(1, 4) t(i)')
    )

    assert [['月 "份', "n"], ["2025-1", "1"], ["2025-2", "2"], ["2025-3", "3"]] == read.frame.to_numpy().tolist()
    assert ([1, 2, 3, 4], [2] * 4, "t.parquet", ("read as Parquet",)) == (
        list(read.frame.index),
        list(read.widths),
        read.file,
        read.notes,
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.50::DECIMAL(5, 2)", "1.50"), ("12345678901234567890123456789.12::DECIMAL(38, 2)", "12345678901234567890123456789.12"), ("-0.10::DECIMAL(5, 2)", "-0.10"),
        ("0.1::DOUBLE", "0.1"), ("1::DOUBLE", "1.0"), ("1e16::DOUBLE", "10000000000000000.0"), ("0.1::DOUBLE + 0.2::DOUBLE", "0.30000000000000004"), ("1e-7::FLOAT", "0.0000001"), ("0.1::FLOAT", "0.1"), ("'nan'::DOUBLE", ""), ("'inf'::DOUBLE", "inf"),
        ("7::TINYINT", "7"), ("255::UTINYINT", "255"), ("18446744073709551615::UBIGINT", "18446744073709551615"), ("'-9223372036854775808'::BIGINT", "-9223372036854775808"),
        ("DATE '2025-07-01'", "2025-07-01"), ("TIMESTAMP '2025-07-01'", "2025-07-01"), ("'2025-07-01'::TIMESTAMP_NS", "2025-07-01"), ("'2025-07-01'::TIMESTAMP_MS", "2025-07-01"), ("TIMESTAMP '2025-07-01 12:30:00'", "2025-07-01 12:30:00"),
        ("true", "True"), ("'亿元 '", "亿元 "), ("'a'::ENUM('a', 'b')", "a"), ("''", ""), ("NULL::VARCHAR", ""), ("NULL::DOUBLE", ""), ("NULL::DATE", ""), ("NULL::BOOLEAN", ""), ("NULL::DECIMAL(5, 2)", ""),
    ],
)  # fmt: skip
def test_a_value_is_exact(value: str, text: str, tmp_path: Path) -> None:
    assert [["a"], [text]] == cells(tmp_path, f"SELECT {value} AS a")


@examples(60)
@given(numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=50))
def test_binary_numbers_are_as_in_frames(numbers: list[float], tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = ", ".join(f"({number!r}::DOUBLE)" for number in numbers)
    found = cells(tmp_path_factory.mktemp("numbers"), f"SELECT a FROM (VALUES {rows}) t(a)")

    assert [show_float(repr(number)) for number in numbers] == [row[0] for row in found[1:]]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("[1, 2]", "INTEGER[]"), ("[1.5]", "DECIMAL(2,1)[]"), ("{'a': 1}", "STRUCT(a INTEGER)"), ("MAP {'a': 1}", "MAP(VARCHAR, INTEGER)"), ("'x'::BLOB", "BLOB"), ("TIME '10:00:00'", "TIME"),
        ("TIMESTAMPTZ '2025-07-01 00:00:00+08'", "TIMESTAMP WITH TIME ZONE"), ("INTERVAL 1 DAY", "INTERVAL"), ("uuid()", "UUID"),
    ],
)  # fmt: skip
def test_what_is_no_cell_is_refused_with_its_column(value: str, kind: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        cells(tmp_path, f"SELECT 1 AS a, {value} AS b")

    assert str(error.value).startswith(f"t.parquet:1:B (b): found a column of {kind}; expected text, numbers or days.")


def test_names_that_differ_in_capitals_alone_are_refused_as_duckdb_would_rename_them(tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", "SELECT 1 AS a, 2 AS b")
    path.write_bytes(path.read_bytes().replace(b"\x01b", b"\x01A"))

    with pytest.raises(DataError, match="a name that another column has, but for its capitals"):
        read_parquet(path)


WHOLE = "SELECT i, 'x' || i AS x FROM range(1000) t(i)"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: b"month,apples\n", "no Parquet file; expected a Parquet file, by its name"),
        (lambda content: b"", "no Parquet file"),
        (lambda content: content[:-100], "a truncated or encrypted Parquet file"),
        (lambda content: b"PAR1", "a truncated or encrypted Parquet file"),
        (lambda content: content[:-4] + b"PARE", "a truncated or encrypted Parquet file"),
        (lambda content: b"PAR1PAR1PAR1", "a damaged Parquet file"),
        (lambda content: b"PAR1" + b"\xff" * 500 + b"PAR1", "a damaged Parquet file"),
        (lambda content: content[:-8] + b"\xff\xff\xff\x7fPAR1", "a damaged Parquet file"),
        (lambda content: content[:4] + bytes(len(content) // 2) + content[4 + len(content) // 2 :], "a damaged Parquet file"),
    ],
)  # fmt: skip
def test_a_broken_file_is_a_fault(change: object, message: str, tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", WHOLE)
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]

    with pytest.raises(DataError, match=f"^t.parquet: found {message}"):
        read_parquet(path)


@examples(100)
@given(at=st.integers(4, 3000), byte=st.integers(0, 255))
def test_a_byte_changed_anywhere_is_read_or_refused(
    at: int, byte: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "t.parquet"
    written(path, WHOLE)
    content = bytearray(path.read_bytes())
    content[at % len(content)] = byte
    path.write_bytes(bytes(content))
    try:
        read_parquet(path)
    except DataError as error:
        assert "t.parquet" in str(error)


def test_the_limits_are_those_of_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "t.parquet", "SELECT i, repeat('x', 100) AS x FROM range(1000) t(i)")
    size = path.stat().st_size
    for name, value, message in (
        ("MOST_COLUMNS", 1, "2 columns; expected at most 1 columns"),
        ("LARGEST", size - 1, "MB; expected at most"),
        ("LARGEST", size, "MB unpacked; expected at most"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(parquet_reader, name, value)
            with pytest.raises(DataError, match=message):
                read_parquet(path)


def test_much_text_in_little_is_refused_before_it_is_fetched(tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", "SELECT repeat('x', 1000000) AS x FROM range(1000)")

    assert path.stat().st_size < 2**20
    with pytest.raises(DataError, match="954 MB of text; expected at most 512 MB"):
        read_parquet(path)


@pytest.mark.parametrize("name", ["a [1]*.parquet", "it's.parquet", "月.PARQUET", "year=2025.parquet"])
def test_a_name_with_signs_is_a_name(name: str, tmp_path: Path) -> None:
    path = written(tmp_path / "t.parquet", "SELECT 1 AS a").rename(tmp_path / name)

    assert [["a"], ["1"]] == read_parquet(path).frame.to_numpy().tolist()


def test_a_folder_that_looks_like_a_partition_adds_no_column(tmp_path: Path) -> None:
    (tmp_path / "year=2025").mkdir()

    assert [["a"], ["1"]] == cells(tmp_path / "year=2025", "SELECT 1 AS a")


def test_pyarrow_is_not_installed_as_it_changes_the_text_of_pandas() -> None:
    assert importlib.util.find_spec("pyarrow") is None


def test_numbers_as_sums_leave_them_are_counted(tmp_path: Path) -> None:
    read = read_parquet(written(tmp_path / "t.parquet", "SELECT 0.1::DOUBLE + 0.2::DOUBLE AS a, 0.1::DOUBLE AS b"))

    assert "binary numbers of more than 15 digits, as sums leave them: 1;" in read.notes[1]
