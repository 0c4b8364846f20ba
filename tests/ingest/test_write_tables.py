"""The tables of data/ with new rows in them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import DAY, LEVELS, SHORT, TABLE, added, is_sound, table, values, with_recipe
from large_orchard import every_row, large_orchard
from made_up_tables import examples
from orchard_book import bytes_of, orchard
from statbook.errors import StatbookError
from statbook.ingest.add import AddRequest, add
from statbook.ingest.merge import MergePlan
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.report import report
from statbook.ingest.undo import undo_addition
from statbook.ingest.write_tables import (
    Cells,
    Change,
    _changed_definitions,
    _corrected_cells,
    _earlier_prints,
    _list_changes,
    _replace_cells,
    check_outcome,
    link_copy,
)
from statbook.store import Package, Store, check_tables, replace_files
from statbook.store.validation.large_files import check_large_files


def test_a_number_that_an_older_file_prints_stands_with_it_from_then_on(data: Path) -> None:
    old = next(each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    file = data.parent / "older.csv"
    file.write_text(TABLE + "2025-02,2,,,\n", encoding="utf-8")
    add(data, file, AddRequest("orchard", "2025-11-30"))

    now = next(each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    assert ("orchard-2025-11-30", "B2", "2025-11-30") == (now["source"], now["cell"], now["known_from"])
    assert [(old["source"], old["cell"])] == [(each["source"], each["cell"]) for each in table(data, "prints")]
    assert is_sound(data)


def test_another_number_closes_the_old_row_and_opens_one_of_the_same_key(data: Path) -> None:
    made = added(data, TABLE + "2025-02,3,62,,\n")

    old, new = (each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    assert ("200000000", DAY) == (old["value"], old["known_to"])
    assert ("300000000", DAY, "") == (new["value"], new["known_from"], new["known_to"])
    assert "  china.2025-02.apples: 2 (200000000) becomes 3 (300000000 CNY)" in list(report(made))
    assert [] == table(data, "changes")


def test_a_correction_is_a_revision_that_is_listed_with_its_reason(data: Path) -> None:
    made = added(data, TABLE + "2025-02,3,62,,\n", because="correction", reason="They say so.")

    assert "1 corrected" in "\n".join(report(made))
    assert [
        {
            "obs": "china.2025-02.apples",
            "date": DAY,
            "kind": "correction",
            "column": "value",
            "before": "200000000",
            "after": "300000000",
            "reason": "They say so.",
        }
    ] == table(data, "changes")
    assert 2 == sum(each["obs"] == "china.2025-02.apples" for each in table(data, "credit"))


def test_a_misreading_is_mended_in_its_row_and_every_cell_is_listed(data: Path) -> None:
    added(data, TABLE + "2025-02,3,62,,\n", because="misreading", reason="We had read 2.")

    mended = [each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples"]
    assert [("300000000", "3", "2025-12-31", "")] == [
        (each["value"], each["printed"], each["known_from"], each["known_to"]) for each in mended
    ]
    assert {"value": "200000000", "printed": "2", "source": "old", "cell": "B3"} == {
        each["column"]: each["before"] for each in table(data, "changes")
    }


@pytest.fixture
def in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every addition is held in columns."""
    monkeypatch.setattr("statbook.ingest.compare.LARGE", 0)


@pytest.mark.usefixtures("in_columns")
def test_many_numbers_enter_as_a_large_table_of_their_source(data: Path) -> None:
    before = bytes_of(data)
    made = added(data, TABLE + "2025-07,7,67,1.5,x\n")

    assert ("large/credit/orchard-2026-01-31.parquet", "sources.csv") == made.files
    assert before["credit.csv"] == bytes_of(data)["credit.csv"]
    row = Store.load(data).by_obs["china.2025-07.apples"]
    assert ("7", "B2", "orchard-2026-01-31") == (row.printed, row.cell, row.source)
    undo_addition(data)
    assert before == bytes_of(data)


@pytest.mark.usefixtures("in_columns")
def test_two_large_tables_of_one_source_have_files_of_their_own(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    with_recipe(data, SHORT + LEVELS)
    (data / "recipes" / "other.yaml").write_text(
        (data / "recipes" / "other.yaml").read_text().replace("code: other", "code: orchard"), encoding="utf-8"
    )
    file = data.parent / "table.csv"
    file.write_text("月份,苹果\n2025-08,8\n", encoding="utf-8")
    add(data, file, AddRequest("other", DAY))
    added(data, TABLE + "2025-07,7,67,1.5,x\n2025-09,9,69,,\n", name="again.csv")

    names = {path.name for path in (data / "large" / "credit").iterdir()}
    assert 3 == len(names) == len({*names})


def test_a_revision_of_a_large_table_closes_the_row_where_it_stands(tmp_path: Path) -> None:
    data = large_orchard(tmp_path)
    added(data, TABLE + "2025-02,2,72,,\n2025-03,3,63,,\n", waiver="A good month.")

    old, new = Store.load(data).with_large(["obs-china-2025-02-pears"]).history[-1], table(data, "credit")[-1]
    assert ("62", DAY) == (old.printed, old.known_to)
    assert ("china.2025-02.pears", "72", DAY) == (new["obs"], new["printed"], new["known_from"])
    assert 1 == sum(1 for row in table(data, "credit") if row["indicator"] == "pears")


def test_a_misreading_in_a_large_table_is_mended_there(tmp_path: Path) -> None:
    data = large_orchard(tmp_path)
    added(data, TABLE + "2025-02,2,72,,\n", because="misreading", reason="We had read 62.", waiver="A good month.")

    assert ("72", 7200000000) == ((row := Store.load(data).by_obs["china.2025-02.pears"]).printed, int(row.value))
    assert "62" in {each["before"] for each in table(data, "changes")}


CHANGES = st.lists(
    st.fixed_dictionaries(
        {
            "month": st.integers(1, 9),
            "apples": st.sampled_from(["--", "1", "2", "3", "9", "x", "-4", "5.5"]),
            "pears": st.sampled_from(["--", "61", "62", "63", "640", "66.2"]),
            "day": st.sampled_from(["2025-11-30", "2026-01-31", "2026-02-28"]),
        }
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.slow
@examples(15)
@given(CHANGES)
def test_numbers_in_columns_and_in_the_readable_table_meet_the_same_checks(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, Any]]
) -> None:
    """One addition after another: the same rows are there in the end, or the same faults were told."""
    outcomes = []
    for most in (10_000, 0):
        data = orchard(tmp_path_factory.mktemp("orchard"))
        told = []
        for number, each in enumerate(changes):
            file = data.parent / f"{number}.csv"
            file.write_text(f"{TABLE}2025-{each['month']:02},{each['apples']},{each['pears']},,\n", encoding="utf-8")
            with mock.patch("statbook.ingest.compare.LARGE", most):
                try:
                    add(data, file, AddRequest("orchard", each["day"]))
                    told.append("")
                except StatbookError as error:
                    told.append(str(error))
        found = [*check_large_files(Package(data)), *check_tables(Package(data))]
        outcomes.append((told, every_row(data), found))
    assert outcomes[0] == outcomes[1]


def test_a_table_with_line_breaks_in_its_cells_is_changed_at_the_right_row(data: Path) -> None:
    credit = data / "credit.csv"
    text = credit.read_text(encoding="utf-8")
    first = text.split("\n")[1]
    broken = text.replace(first, first[: first.rindex(",")] + ',"a\nb"').split("\n")
    credit.write_text("\n".join(broken), encoding="utf-8")
    added(data, TABLE + "2025-02,3,62,,\n")

    kept = credit.read_text(encoding="utf-8").split("\n")
    assert ["china.2025-02.apples"] == [line.split(",")[0] for line in broken if line not in kept]

    rows = [each for each in table(data, "credit") if each["obs"] in ("china.2025-01.apples", "china.2025-02.apples")]
    assert [("a\nb", ""), ("", DAY), ("", "")] == [(each["note"], each["known_to"]) for each in rows]


def test_codes_that_a_recipe_defines_enter_with_the_rows_that_use_them(data: Path) -> None:
    plums = "{indicator: plums, theme: credit, name_en: Plums, name_zh: 李, definition_en: x, definition_zh: x, producer: x, kind: flow, unit: CNY}"
    blue = "{dimension: sector, code: blue, name_en: Blue, name_zh: 蓝}"
    series = "{column: 苹果, indicator: plums, unit: 元, members: {sector: blue}}"
    defines = f"defines: {{indicators: [{plums}], members: [{blue}]}}\n"
    with_recipe(data, f"{SHORT}values: [{series}]\n{defines}")
    made = added(data, "月份,苹果\n2025-07,7\n", "other")

    assert ("credit.csv", "indicators.csv", "members.csv", "sources.csv") == made.files
    assert {"china.2025-07.plums.blue": "7"} == values(made)
    assert ("plums", "blue") == (table(data, "indicators")[-1]["indicator"], table(data, "members")[-1]["code"])


def test_what_a_recipe_amends_is_changed_in_its_cell(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS + "amends: {apples: {warning_en: Green ones.}}\n")
    added(data, "月份,苹果\n2025-07,7\n", "other")

    warnings = {each["indicator"]: each["warning_en"] for each in table(data, "indicators")}
    assert ("Green ones.", "") == (warnings["apples"], warnings["pears"])


def test_the_outcome_is_checked_without_touching_data(data: Path) -> None:
    before = bytes_of(data)
    credit = before["credit.csv"].replace(b",100000000,,CNY", b",900000000,,CNY", 1)
    rows = pd.DataFrame(columns=["indicator", "region", "period"])
    change = Change("credit", MergePlan(rows, rows, rows, rows), rows, {}, {})
    found = check_outcome(data, {"credit.csv": credit}, change)

    assert [] == check_outcome(data, {}, change)
    assert found
    assert all(fault.fix.endswith("nothing was written.") for fault in found)
    assert before == bytes_of(data)


PRINT = {"source": "new", "offset": "", "cell": "B2", "printed": "1"}
OWN = {"source": "old", "offset": "9", "cell": "C3", "printed": "1.0", "value": "1.0", "bound": "exact", "obs": "k"}
CLOSED = OWN | {"value": "2", "known_from": "2025-01-01", "known_to": "2025-06-01"}


@pytest.mark.parametrize(
    ("row", "before", "closes"),
    [
        ({}, [], {}), ({"known_from": "2025-06-01"}, [], None), ({"known_from": "2025-07-01"}, [], None), ({"value": "1.1"}, [], None), ({"bound": "about"}, [], None), ({"value": "1.00"}, [], {}),
        ({}, [CLOSED], {2: {"known_to": "2025-03-01"}}), ({"known_from": "2025-01-01"}, [CLOSED], None), ({"known_from": "2024-12-31"}, [CLOSED], None), ({"known_from": "2025-01-02"}, [CLOSED], {2: {"known_to": "2025-01-02"}}),
        ({}, [CLOSED | {"obs": "other"}], {}), ({}, [CLOSED | {"known_from": "2024-01-01"}, CLOSED], {3: {"known_to": "2025-03-01"}}), ({}, [CLOSED | {"known_from": "2025-12-01"}], {}),
    ],
)  # fmt: skip
def test_a_value_that_was_printed_earlier_is_known_from_then_on_unless_another_was_known_after(
    row: dict[str, str], before: list[dict[str, str]], closes: Cells | None
) -> None:
    own = OWN | {"known_from": "2025-06-01", "known_to": ""}
    table = pd.DataFrame([*before, own], index=range(2, len(before) + 3), dtype=object)
    plain = PRINT | {"value": "1", "bound": "exact", "known_from": "2025-03-01", "known_from_old": "2025-06-01"}
    reprinted = pd.DataFrame([plain | row | {"line_old": float(len(before) + 2)}], dtype=object)
    cells, prints = _earlier_prints(table, reprinted)
    places = {name: prints[name].iloc[0] for name in PRINT}

    if closes is None:
        assert ({}, PRINT) == (cells, places)
    else:
        day = (plain | row)["known_from"]
        assert {len(before) + 2: {"known_from": day, **PRINT}} | closes == cells
        assert {name: OWN[name] for name in PRINT} == places


def test_a_later_print_before_an_earlier_one_stays_a_print() -> None:
    own = OWN | {"known_from": "2025-06-01"}
    plain = PRINT | {"value": "1", "bound": "exact", "known_from_old": "2025-06-01"}
    rows = [plain | {"known_from": day, "line_old": line} for day, line in (("2025-07-01", 2), ("2025-03-01", 3))]
    table = pd.DataFrame([own, own | {"obs": "l"}], index=[2, 3], dtype=object)
    cells, prints = _earlier_prints(table, pd.DataFrame(rows, dtype=object))

    assert ([3], ["new", "old"]) == ([*cells], [*prints["source"]])


READ = {"value": "3", "value_to": "", "bound": "exact", "step": "", "printed": "3", "source": "new", "offset": ""}
READ |= {"cell": "B2", "note": "", "known_from": "2026-01-31"}
TWO = pd.DataFrame([READ | {"obs": "k", "value": "2", "printed": "2"}, READ | {"obs": "l"}], index=[2, 3], dtype=object)


def test_only_the_cells_of_a_misread_row_that_differ_are_corrected() -> None:
    revised = pd.DataFrame([READ | {"line_old": 2.0}, READ | {"line_old": 3.0, "note": "n"}], dtype=object)

    assert {2: {"value": "3", "printed": "3"}, 3: {"note": "n"}} == _corrected_cells(TWO, revised)


@pytest.mark.parametrize(
    ("because", "rows"),
    [
        ("correction", [("k", "value", "2", "3"), ("l", "value", "3", "3")]),
        ("misreading", [("k", "value", "2", "3"), ("k", "printed", "2", "3")]),
    ],
)
def test_a_correction_lists_values_and_a_misreading_every_cell(
    because: str, rows: list[tuple[str, str, str, str]]
) -> None:
    revised = [READ | {"line_old": line, "known_to": ""} for line in (2.0, 3.0)]
    older = READ | {"line_old": 3.0, "known_to": "2026-01-31"}
    plan: Any = SimpleNamespace(revised=pd.DataFrame([*revised, older], dtype=object))
    listed = _list_changes(TWO, Change("credit", plan, TWO, {}, {}, because, "Why."))

    assert rows == list(listed[["obs", "column", "before", "after"]].itertuples(index=False, name=None))
    assert {("2026-01-31", because, "Why.")} == {*listed[["date", "kind", "reason"]].itertuples(index=False, name=None)}


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("a,b\n1,2\n3,4\n", {2: {"b": "x"}}, "a,b\n1,x\n3,4\n"), ("a,b\n1,2\n3,4\n", {3: {"a": "x,y", "b": ""}}, 'a,b\n1,2\n"x,y",\n'), ('a,b\n"1\n",2\r\n3,4', {3: {"a": "5"}}, 'a,b\n"1\n",2\r\n5,4\n'),
        ('a,b\n"1\n2","3"\n"4",5\n', {2: {"b": "x"}}, 'a,b\n"1\n2",x\n"4",5\n'), ("a,b\n1,2\n", {}, "a,b\n1,2\n"), ("a,b\n1,2\n3,4\n", {2: {"a": "x"}, 3: {"b": "y"}}, "a,b\nx,2\n3,y\n"),
    ],
)  # fmt: skip
def test_records_without_new_cells_keep_every_byte(text: str, cells: Cells, expected: str) -> None:
    assert expected == _replace_cells(text, ["a", "b"], cells)


@pytest.mark.parametrize(
    ("amends", "changed"),
    [
        ({}, False), ({"apples": {"warning_en": "w"}}, True), ({"apples": {"warning_en": ""}}, False), ({"plums": {"warning_en": "w"}}, False), ({"apples": {"warning_en": "", "warning_zh": "w"}}, True),
        ({"apples": {"warning_en": "", "basis": ""}, "pears": {"warning_en": "w"}}, True),
    ],
)  # fmt: skip
def test_only_what_a_recipe_amends_otherwise_is_written(
    amends: dict[str, dict[str, str]], changed: bool, vocabulary: Vocabulary
) -> None:
    files = _changed_definitions(vocabulary, pd.DataFrame(), amends)
    before = vocabulary.store.package.path("indicators").read_bytes()

    assert (["indicators.csv"] if changed else []) == [*files]
    assert not changed or len(before) + 1 == len(files["indicators.csv"])


def test_only_codes_that_data_lacks_are_written(vocabulary: Vocabulary) -> None:
    plain = {"indicator": "apples", "unit": "CNY", "sector": "all", "region": "North", "kind": "all"}

    assert {} == _changed_definitions(vocabulary, pd.DataFrame([plain, plain | {"sector": "red"}]), {})


def test_twelve_rows_beside_a_large_table_are_compared_with_it(tmp_path: Path) -> None:
    data = large_orchard(tmp_path)
    with_recipe(data, SHORT + "dimensions: {sector: {is: red}}\nvalues: [{column: 梨, indicator: pears, unit: 亿元}]\n")
    before = bytes_of(data)
    file = data.parent / "table.csv"
    file.write_text("月份,梨\n2025-01,63\n", encoding="utf-8")

    with pytest.raises(StatbookError, match=r"china\.2025-01\.pears\.red, china\.2025-01\.pears: found that Pears"):
        add(data, file, AddRequest("other", DAY))
    assert before == bytes_of(data)
    file.write_text("月份,梨\n2025-01,60\n2025-12,90\n", encoding="utf-8")
    add(data, file, AddRequest("other", DAY))


def test_a_copy_of_links_changes_without_its_folder(data: Path, tmp_path: Path) -> None:
    before = bytes_of(data)
    (tmp_path / "apart").mkdir()
    copy = link_copy(data, tmp_path / "apart")
    assert before == bytes_of(copy)

    replace_files(copy, {"credit.csv": b"new"})
    assert before == bytes_of(data)
