"""Large tables are checked like the readable ones; a fault names the file and the row in it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from large_orchard import large_orchard, write_large
from orchard_book import row
from statbook.store import AS_OF, Package
from statbook.store.duck import open_duck, quote
from statbook.store.package import read_table
from statbook.store.validation.large_files import check_large_files, find_repeats


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return large_orchard(tmp_path)


def faults(data: Path) -> list[str]:
    return [str(fault) for fault in check_large_files(Package(data))]


def changed(data: Path, **cells: str) -> list[str]:
    """The faults of a large table whose third row has these *cells*."""
    rows = Package(data).large.select("credit")
    write_large(
        data, "pears", rows.assign(**{name: rows[name].mask(rows.index == -3, text) for name, text in cells.items()})
    )
    return faults(data)


def test_a_sound_large_table_has_no_faults(data: Path) -> None:
    assert [] == faults(data)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"indicator": "plums"}, "data/large/credit/pears.parquet:6: indicator: found 'plums'; expected a code of"),
        ({"region": "West"}, "pears.parquet:6: region: found 'West'"),
        ({"sector": "blue"}, "pears.parquet:3: sector: found 'blue'"),
        ({"period": "2025-13"}, "pears.parquet:6: period: found '2025-13'"),
        ({"timing": "sometime"}, "pears.parquet:3: timing: found 'sometime'"),
        ({"unit": ""}, "pears.parquet:3: unit: found an empty cell"),
        ({"value": "6400000000"}, "pears.parquet:3: value: found 6400000000; expected '63' times 10 to the 8"),
        ({"value": "63000000000"}, "pears.parquet:3: value: found 63000000000; expected '63' times 10 to the 8"),
        ({"step": "0"}, "pears.parquet:3: step: found '0'; expected a number above zero"),
        ({"of": "region=North"}, "pears.parquet:3: of: found 'region=North'; expected nothing with measure level"),
        ({"known_from": "2026-01-01"}, "pears.parquet:3: known_from: found 2026-01-01; expected 2025-12-31, the day"),
        ({"known_to": "2025-12-30"}, "pears.parquet:3: known_to: found '2025-12-30'; expected a day after known_from"),
        ({"offset": "7"}, "pears.parquet:3: offset: found both or neither"),
        ({"note": "a\x07"}, "pears.parquet:3: note: found 'a\\x07'; expected no control characters"),
        ({"source": "nobody"}, "pears.parquet:3: source: found 'nobody'"),
    ],
)
def test_what_a_readable_table_may_not_hold_a_large_one_may_not(data: Path, cells: dict[str, str], fault: str) -> None:
    found = changed(data, **cells)

    assert any(fault in each for each in found), found


def test_a_row_that_the_readable_table_has_too_is_a_fault(data: Path) -> None:
    (data / "credit.csv").open("a").write(row("pears", "2025-04", 64))

    key, fact = faults(data)
    assert key.startswith(
        "data/large/credit/pears.parquet:4: obs/known_from: found china.2025-04.pears; expected a key used once"
    )
    assert fact.startswith(
        "data/large/credit/pears.parquet:4: obs/known_from: found china.2025-04.pears; expected one number in force"
    )


def test_a_repeated_row_is_told_with_its_file_and_its_number_in_it(data: Path) -> None:
    write_large(data, "more", Package(data).large.select("credit", {"period": ["2025-03", "2025-05"]}))
    package, columns = Package(data), ["obs", "known_from"]
    table = read_table(package, "credit")

    # Files go in the order of their names: more.parquet is before pears.parquet.
    again, pears = find_repeats(package, "credit", table, columns, "true"), "data/large/credit/pears.parquet"
    assert [(f"{pears}:3", "china.2025-03.pears"), (f"{pears}:5", "china.2025-05.pears")] == again
    assert [] == find_repeats(package, "credit", table, columns, "known_to <> ''")


def test_a_row_that_the_readable_table_has_is_repeated_too(data: Path) -> None:
    package = Package(data)
    rows = [read_table(package, "credit"), package.large.select("credit", {"period": ["2025-06"]})]

    again = find_repeats(package, "credit", pd.concat(rows), ["obs", "known_from"], "true")
    assert [("data/large/credit/pears.parquet:6", "china.2025-06.pears")] == again


def test_two_numbers_in_force_for_one_fact_are_a_fault_whatever_their_keys(data: Path) -> None:
    rows = Package(data).large.select("credit", {"period": ["2025-04"]})
    write_large(data, "other", rows.assign(obs="china.other", value="6500000000", printed="65"))

    (fault,) = faults(data)
    assert (
        "pears.parquet:4: obs/known_from: found china.2025-04.pears; expected one number in force for one fact" in fault
    )


def test_an_ended_number_may_be_followed_by_another(data: Path) -> None:
    rows = Package(data).large.select("credit")
    write_large(data, "pears", rows.assign(known_to=rows["known_to"].mask(rows.index == -4, "2026-02-01")))
    later = row("pears", "2025-04", 65, known_from="2026-02-01").replace(",old,", ",new,")
    (data / "sources.csv").open("a").write(
        "new,新,New,Nobody,2026-02-01,printed,new.txt,1000000000000000000000000000000000000000000000000000000000000000,read,\n"
    )
    (data / "credit.csv").open("a").write(later)

    assert [] == faults(data)


def test_as_of_a_day_only_what_was_known_is_checked(data: Path) -> None:
    (data / AS_OF).write_text("2025-06-01\n")
    assert [] == faults(data)

    (data / AS_OF).write_text("2025-12-31\n")
    (fault,) = changed(data, unit="plums")
    assert "pears.parquet:3: unit: found 'plums'" in fault


def test_as_of_a_day_a_later_reading_is_checked_as_it_was_read_then(data: Path) -> None:
    (data / "sources.csv").open("a").write(
        "new,新,New,Nobody,2026-02-01,printed,new.txt,1000000000000000000000000000000000000000000000000000000000000000,read,\n"
    )
    cells = {"value": ("6300000000", "6500000000"), "printed": ("63", "65"), "source": ("old", "new")}
    with (data / "changes.csv").open("a") as changes:
        for column, (before, after) in cells.items():
            changes.write(f"china.2025-03.pears,2026-02-01,misreading,{column},{before},{after},A line too low.\n")
    (data / AS_OF).write_text("2025-12-31\n")

    assert [] == changed(data, **{column: after for column, (_, after) in cells.items()})


@pytest.mark.parametrize("column", ["obs", "indicator", "known_to", "note"])
def test_null_is_no_empty_text(data: Path, column: str) -> None:
    path, other = data / "large" / "credit" / "pears.parquet", data / "pears.parquet"
    path.rename(other)
    with open_duck([path, other]) as duck:
        cell = f'CASE WHEN period = \'2025-03\' THEN NULL ELSE "{column}" END AS "{column}"'
        query = f"SELECT * REPLACE ({cell}) FROM {quote(str(other))}"
        duck.sql(f"COPY ({query}) TO {quote(str(path))} (FORMAT parquet)")

    expected = f"data/large/credit/pears.parquet:3: {column}: found NULL; expected text. "
    assert [f"{expected}Write an empty text where there is none."] == faults(data)


def test_a_folder_that_is_no_theme_is_a_fault(data: Path) -> None:
    path = data / "large" / "plums" / "p.parquet"
    path.parent.mkdir()
    path.write_bytes((data / "large" / "credit" / "pears.parquet").read_bytes())

    assert ["data/large/plums: found no theme; expected a theme: credit. Rename the folder, or remove it."] == faults(
        data
    )


def test_a_table_of_several_parts_is_checked_to_its_last_row(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("statbook.store.large_tables.CHUNK", 1)
    rows = Package(data).large.select("credit", {"period": ["2025-01"]})
    many = pd.concat([rows] * 5000, ignore_index=True)
    days = [f"{2000 + day // 336:04}-{day % 336 // 28 + 1:02}-{day % 28 + 1:02}" for day in range(5000)]
    many = many.assign(period=days, obs=[f"pears.{day}" for day in days])
    write_large(data, "pears", many.assign(unit=many["unit"].mask(many.index == 4999, "plums")))

    (fault,) = faults(data)
    assert fault.startswith("data/large/credit/pears.parquet:5000: unit: found 'plums'")
