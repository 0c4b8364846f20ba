"""The tables of data/ with new rows in them."""

from __future__ import annotations

from pathlib import Path

from adding import DAY, TABLE, added, is_sound, table
from statbook.ingest import AddRequest, add, report


def test_a_figure_that_an_older_file_prints_stands_with_it_from_then_on(data: Path) -> None:
    old = next(each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    file = data.parent / "older.csv"
    file.write_text(TABLE + "2025-02,2,,,\n", encoding="utf-8")
    add(data, file, AddRequest("orchard", "2025-11-30"))

    now = next(each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    assert ("orchard-2025-11-30", "B2", "2025-11-30") == (now["source"], now["cell"], now["known_from"])
    assert [(old["source"], old["cell"])] == [(each["source"], each["cell"]) for each in table(data, "prints")]
    assert is_sound(data)


def test_another_figure_closes_the_old_row_and_opens_one_of_the_same_key(data: Path) -> None:
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
