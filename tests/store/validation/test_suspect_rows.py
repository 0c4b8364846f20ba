"""The rows of a large table that need a closer look are those without a sound twin, and no others."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from large_orchard import large_orchard, write_large
from made_up_tables import examples
from statbook.store import Package
from statbook.store.package import read_table
from statbook.store.validation.large_files import check_large_file
from statbook.store.validation.printed_form import check_printed_rows
from statbook.store.validation.suspect_rows import mark_odd_values, mark_suspects


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return large_orchard(tmp_path)


def places(data: Path, rows: pd.DataFrame) -> tuple[list[int], list[int]]:
    """The places of rows that need a closer look, by themselves and beside the others of their column."""
    path = write_large(data, "pears", rows)
    package = Package(data)
    tables = {name: read_table(package, name) for name in package.resources}
    with package.large.open("credit", [path]) as duck:
        mark_suspects(duck, package, "credit", tables)
        mark_odd_values(duck)
        found = (
            duck.sql(f"SELECT DISTINCT place FROM {name} ORDER BY place").fetchall() for name in ("suspects", "odd")
        )
        one, other = ([int(place) for (place,) in each] for each in found)
    return one, other


def test_sound_rows_need_none(data: Path) -> None:
    assert ([], []) == places(data, Package(data).large.select("credit"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("obs", "Pears!"),
        ("printed", ""),
        ("note", "\x01"),
        ("cell", ""),
        ("value", ""),
        ("step", "-1"),
        ("offset", "3"),
    ],
)
def test_a_cell_of_an_odd_form_makes_its_row_suspect_alone(data: Path, name: str, text: str) -> None:
    rows = Package(data).large.select("credit")
    one, _ = places(
        data, rows.assign(**{name: rows[name].mask(rows["period"] == "2025-04", text)}).sort_values("period")
    )

    assert [3] == one


def test_all_rows_of_a_kind_with_a_fault_are_suspect(data: Path) -> None:
    rows = Package(data).large.select("credit")
    later = rows["period"] >= "2025-05"

    assert [4, 5] == places(data, rows.assign(sector=rows["sector"].mask(later, "zzz")))[0]
    assert [4, 5] == places(data, rows.assign(known_from=rows["known_from"].mask(later, "2026-01-01")))[0]
    # Times are looked at apart: one period that the calendar does not have is one row.
    assert [5] == places(data, rows.assign(period=rows["period"].mask(rows["period"] == "2025-06", "2025-60")))[0]


def test_what_was_printed_again_is_always_looked_at(data: Path) -> None:
    (data / "prints.csv").open("a").write("china.2025-02.pears,old,,B9,62,6200000000,CNY,exact,\n")

    assert [1] == places(data, Package(data).large.select("credit"))[0]


def test_a_value_that_is_another_power_of_ten_comes_with_others_of_its_column(data: Path) -> None:
    rows = Package(data).large.select("credit")
    odd = rows.assign(value=rows["value"].mask(rows["period"] == "2025-03", "63000000000"))

    _, found = places(data, odd)
    assert [0, 1, 2] == found


def test_thousands_zeros_and_signs_of_plain_numbers_are_understood(data: Path) -> None:
    rows = Package(data).large.select("credit")
    printed = ["1,061.50", "0.0", "-62", "6300.", "64", "6.5e1"]
    values = ["106150000000", "0", "-6200000000", "630000000000", "6400000000", "6500000000"]

    # Only what is no plain number needs a look, with others to compare it with.
    _, found = places(data, rows.assign(printed=printed, value=values))
    assert {3, 5} < {*found}


_NUMBERS = st.lists(
    st.tuples(
        st.sampled_from(["1", "10", "0", "-3", "2.50", "1,000", "100", "三", "5%", "0.07", "1e2", "12,5"]),
        st.integers(-2, 2),
        st.sampled_from(["B", "C"]),
        st.sampled_from(["", "0.1"]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def one_orchard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Package, pd.DataFrame]:
    """An orchard for all examples, whose large table each writes anew, and a row of that table."""
    package = Package(large_orchard(tmp_path_factory.mktemp("orchard")))
    return package, package.large.select("credit").head(1)


@pytest.mark.slow
@examples(150)
@given(_NUMBERS)
def test_the_faults_are_those_that_a_readable_table_has(
    one_orchard: tuple[Package, pd.DataFrame], numbers: list[tuple[str, int, str, str]]
) -> None:
    package, row = one_orchard
    rows = pd.concat([row] * len(numbers), ignore_index=True)
    known = {"三": "3", "5%": "5", "1,000": "1000", "1e2": "100", "12,5": "12.5"}
    values = [
        f"{float(known.get(printed, printed)) * 10**8 * 10**power:f}".rstrip("0").rstrip(".")
        for printed, power, _, _ in numbers
    ]
    rows = rows.assign(
        obs=[f"pears.{number:02}" for number in range(len(numbers))],
        period=[f"20{number:02}" for number in range(len(numbers))],
        printed=[printed for printed, *_ in numbers],
        value=values,
        cell=[f"{column}{number + 1}" for number, (_, _, column, _) in enumerate(numbers)],
        step=[step for *_, step in numbers],
    )
    path = write_large(package.folder, "pears", rows)
    rows.index = pd.RangeIndex(1, len(rows) + 1)

    expected = [str(fault).partition(":")[2] for fault in check_printed_rows(package, "credit", rows)]
    assert expected == [str(fault).partition(":")[2] for fault in check_large_file(package, path)]
