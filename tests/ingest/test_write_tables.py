"""The tables of data/ with new rows in them."""

from __future__ import annotations

from pathlib import Path

from adding import DAY, LEVELS, SHORT, TABLE, added, is_sound, table, values, with_recipe
from orchard_book import bytes_of
from statbook.ingest import AddRequest, add, report
from statbook.ingest.write_tables import check_outcome


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
    found = check_outcome(data, {"credit.csv": credit})

    assert [] == check_outcome(data, {})
    assert found
    assert all(fault.fix.endswith("nothing was written.") for fault in found)
    assert before == bytes_of(data)
