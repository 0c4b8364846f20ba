"""Numbers in columns: what is written comes back as the text that a CSV would hold, and only what was asked for."""

from __future__ import annotations

import os
import signal
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from large_orchard import ORDER, large_orchard, parquet_bytes, write_large
from statbook.errors import DataError
from statbook.store import Package
from statbook.store.duck import open_duck, quote
from statbook.store.large_tables import LargeTables


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return large_orchard(tmp_path)


@pytest.fixture
def large(data: Path) -> LargeTables:
    return Package(data).large


def test_rows_come_back_as_the_text_that_the_csv_would_hold(data: Path, large: LargeTables) -> None:
    rows = large.select("credit", {"period": ["2025-02"]})

    assert [field["name"] for field in Package(data).fields("credit")] == [*rows]
    assert {"obs": "china.2025-02.pears", "value": "6200000000", "printed": "62", "step": "", "offset": ""}.items() <= (
        rows.iloc[0].to_dict().items()
    )
    assert [-2] == [*rows.index]


def test_questions_are_answered_from_the_rows_that_fit(large: LargeTables) -> None:
    assert 6 == large.count("credit")
    assert {("pears", "China")} == large.distinct("credit", "indicator", "region")
    assert {("2025-03",)} == large.distinct("credit", "period", wanted={"obs": ["china.2025-03.pears"]})
    assert ["2025-01", "2025-04"] == [*large.select("credit", {"period": ["2025-01", "2025-04"]})["period"]]
    assert large.select("credit", {"period": ["2025-01"], "region": ["North"]}).empty
    assert 6 == len(large.select("credit"))


def test_rows_beside_others_share_all_columns_of_one_of_the_groups(large: LargeTables) -> None:
    wanted = pd.DataFrame([{"indicator": "pears", "region": "China", "period": "2025-05", "sector": "red"}])

    assert ["2025-05"] == [*large.select_beside("credit", wanted, ["indicator", "period"])["period"]]
    assert large.select_beside("credit", wanted, ["indicator", "sector"]).empty
    assert 6 == len(large.select_beside("credit", wanted, ["indicator", "sector"], ["region"]))


def test_a_key_a_printed_form_and_a_value_find_their_numbers(large: LargeTables) -> None:
    assert ["china.2025-02.pears"] == large.matching("credit", "china.2025-02.pears", None, 9)
    assert ["china.2025-03.pears"] == large.matching("credit", "63", None, 9)
    assert ["china.2025-04.pears"] == large.matching("credit", "it's", Decimal(6400000000), 9)
    assert [] == large.matching("credit", "64.0", Decimal("1e40"), 9)
    assert {"china.2025-02.pears"} == large.keys_at_anchors("credit", ["china-2025-02-pears", "china-2025-02-plums"])


def test_a_process_that_has_asked_may_be_forked_and_ask_again(large: LargeTables) -> None:
    assert 6 == large.count("credit") == len(large.select("credit"))
    child = os.fork()
    if not child:
        signal.alarm(20)  # a database that lost its threads would wait for ever
        os._exit(0 if 6 == len(large.select("credit")) else 1)

    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_two_questions_may_be_asked_at_once(large: LargeTables) -> None:
    with large.open("credit") as one, large.open("credit") as other:
        assert one.execute("SELECT count(*) FROM numbers").fetchall() == [(6,)]
        other.register("names", pd.DataFrame({"name": ["a"]}))
        assert [] == one.execute("SELECT view_name FROM duckdb_views() WHERE view_name = 'names'").fetchall()


def test_characters_beyond_ascii_are_told_once(data: Path, large: LargeTables) -> None:
    rows = large.select("credit").assign(printed="1万亿", note="约")
    write_large(data, "words", rows)

    assert "万亿约" == Package(data).large.characters("credit")

    write_large(data, "words", rows.assign(note="约是"))
    assert "万亿是约" == Package(data).large.characters("credit")


def test_a_changed_cell_changes_its_file_alone_and_every_other_cell_stays(data: Path, large: LargeTables) -> None:
    other = write_large(data, "plums", large.select("credit").assign(obs=lambda rows: rows["obs"] + ".plums"))
    before, large = large.select("credit"), Package(data).large

    changed = large.changed_files("credit", {-2: {"known_to": "2026-01-31", "value": "6250000000.5"}})

    assert ["large/credit/pears.parquet"] == [*changed]
    (data / "large" / "credit" / "pears.parquet").write_bytes(changed["large/credit/pears.parquet"])
    after = Package(data).large.select("credit").head(6)
    assert "2026-01-31" == after.at[-2, "known_to"]
    assert "6250000000.5" == after.at[-2, "value"]
    assert before.drop(index=-2).equals(after.drop(index=-2))
    assert other.is_file()
    assert {} == large.changed_files("credit", {})


def test_a_number_may_be_taken_out_of_its_cell(data: Path, large: LargeTables) -> None:
    changed = large.changed_files("credit", {-1: {"step": "0.5"}})
    (data / "large" / "credit" / "pears.parquet").write_bytes(changed["large/credit/pears.parquet"])
    changed = Package(data).large.changed_files("credit", {-1: {"step": ""}})
    (data / "large" / "credit" / "pears.parquet").write_bytes(changed["large/credit/pears.parquet"])

    assert "" == Package(data).large.select("credit").at[-1, "step"]


def test_a_file_is_read_in_parts_that_count_its_rows_from_one(data: Path, large: LargeTables) -> None:
    (path,) = large.files["credit"]
    with large.open("credit", [path]) as duck:
        (rows,) = large.chunks(duck, "credit", "SELECT place FROM numbers")
        assert [2, 4] == [*large.read(duck, "credit", "SELECT unnest([3, 1])").index]
        assert large.read(duck, "credit", "SELECT 99").empty

    assert [1, 2, 3, 4, 5, 6] == [*rows.index]
    assert [f"{number}00000000" for number in range(61, 67)] == [*rows["value"]]


def test_what_is_no_parquet_file_is_a_fault_with_its_name(data: Path) -> None:
    (data / "large" / "credit" / "words.parquet").write_text("no table\n")

    with pytest.raises(DataError, match=r"data/large/credit/words.parquet: .* expected a Parquet file"):
        Package(data).large.count("credit")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("value::DOUBLE AS value", "value: found DOUBLE; expected DECIMAL"),
        ("value::BIGINT AS value", "value: found BIGINT; expected DECIMAL"),
        ("known_from::DATE AS known_from", "known_from: found DATE; expected VARCHAR"),
        ("[note] AS note", r"note: found VARCHAR\[\]; expected VARCHAR"),
    ],
)
def test_a_column_of_another_type_is_a_fault(data: Path, large: LargeTables, cell: str, found: str) -> None:
    (path,) = large.files["credit"]
    other = path.with_name("other.parquet")
    with open_duck([path, other]) as duck:
        query = f"SELECT * REPLACE ({cell}) FROM {quote(str(path))}"
        duck.sql(f"COPY ({query}) TO {quote(str(other))} (FORMAT parquet)")

    with pytest.raises(DataError, match=f"data/large/credit/other.parquet: {found}"):
        Package(data).large.select("credit")


def test_a_file_with_damaged_columns_is_a_fault(data: Path, large: LargeTables) -> None:
    (path,) = large.files["credit"]
    content = bytearray(path.read_bytes())
    content[4:200] = bytes(byte ^ 0xFF for byte in content[4:200])
    path.write_bytes(content)

    with pytest.raises(DataError, match=r"data/large/credit: found .*; expected whole files: pears.parquet. Take"):
        Package(data).large.select("credit")


def test_other_columns_are_a_fault_but_a_dimension_that_came_later_is_all(data: Path, large: LargeTables) -> None:
    rows, columns = large.select("credit"), [field["name"] for field in Package(data).fields("credit")]
    path = data / "large" / "credit" / "pears.parquet"
    path.write_bytes(parquet_bytes(rows[[name for name in columns if name != "kind"]], ORDER))
    assert {("all",)} == Package(data).large.distinct("credit", "kind")

    path.write_bytes(parquet_bytes(rows[[name for name in columns if name != "unit"]], ORDER))
    with pytest.raises(DataError, match=r"pears.parquet: found the columns .*; expected .*unit"):
        Package(data).large.count("credit")


def test_the_same_rows_in_another_order_give_the_same_bytes(large: LargeTables) -> None:
    rows = large.select("credit")

    assert parquet_bytes(rows, ORDER) == parquet_bytes(rows[::-1], ORDER)


@pytest.mark.parametrize("number", ["1e3", "x", "0.1234567890123", "1" + 26 * "0", "１２"])
def test_a_number_that_the_column_would_round_or_refuse_is_a_fault(large: LargeTables, number: str) -> None:
    rows = large.select("credit").assign(value=number)

    with pytest.raises(DataError, match=r"value: found .* expected a number with at most 26 digits and 12 decimals"):
        parquet_bytes(rows, ORDER)


@given(st.decimals(-(10**20), 10**20, allow_nan=False, places=12))
def test_every_decimal_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, number: Decimal) -> None:
    path = tmp_path_factory.mktemp("numbers") / "large" / "t" / "one.parquet"
    path.parent.mkdir(parents=True)
    path.write_bytes(parquet_bytes(pd.DataFrame([{"obs": "a", "value": f"{number:f}"}]), ["obs"]))

    large = LargeTables(path.parents[2], lambda _: {"obs": "", "value": ""})
    assert number == Decimal(large.select("t").at[-1, "value"])


def test_anybody_can_sum_the_numbers_exactly(data: Path) -> None:
    path = data / "large" / "credit" / "pears.parquet"

    with open_duck([path]) as duck:
        ((total, kind),) = duck.sql(f"SELECT sum(value), any_value(typeof(value)) FROM {quote(str(path))}").fetchall()
    assert (Decimal(38100000000), "DECIMAL(38,12)") == (total, kind)
