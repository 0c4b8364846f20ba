"""The row of sources.csv for a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import DAY, LEVELS, SHORT, TABLE, added, table, with_recipe
from statbook.errors import DataError
from statbook.ingest import AddRequest, add, report
from statbook.ingest.source import earlier_issues
from statbook.store import Store


def test_a_reason_is_not_lost_when_the_file_is_known_already(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n2025-08,8,680,1,x\n", waiver="A good year.")
    recipe = data / "recipes" / "orchard.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("pears, unit: 亿元", "pears, unit: 万元"))
    again = TABLE + "2025-07,7,67,1,x\n2025-08,8,680,1,x\n"
    made = added(data, again, because="misreading", reason="We took the unit for another.", waiver="Seen twice.")

    assert "Looked at: A good year. Looked at: Seen twice." == table(data, "sources")[-1]["note"]
    assert "2 misread before: corrected in place, listed cell by cell in data/changes.csv" in list(report(made))
    mended = [each for each in table(data, "credit") if each["period"] >= "2025-07" and each["indicator"] == "pears"]
    assert ["670000", "6800000"] == [each["value"] for each in mended]


def test_a_second_file_of_a_day_gets_a_number(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n")
    made = added(data, TABLE + "2025-08,8,68,1,x\n", name="next.csv")

    assert f"orchard-{DAY}-2" == made.source


@pytest.mark.parametrize(
    ("day", "message"), [("", "--date: found no day"), ("2026-02-30", "'2026-02-30'; expected a day, as 2026-01-31")]
)
def test_a_file_needs_the_day_of_its_publication(day: str, message: str, data: Path) -> None:
    (data.parent / "t.csv").write_text(TABLE + "2025-07,7,67,1,x\n")

    with pytest.raises(DataError, match=message):
        add(data, data.parent / "t.csv", AddRequest("orchard", day))


def test_the_same_file_has_one_day(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n")

    with pytest.raises(DataError, match=f"expected the day {DAY}, under which data/ has this very file. Omit --date."):
        add(data, data.parent / "table.csv", AddRequest("orchard", "2026-02-01"))


def test_the_words_of_a_source_are_plain(data: Path) -> None:
    with pytest.raises(DataError, match="source: note: found '=1"):
        with_recipe(data, SHORT + LEVELS)
        recipe = data / "recipes" / "other.yaml"
        recipe.write_text(recipe.read_text().replace("publisher: Nobody", 'publisher: Nobody, note: "=1+1"'))
        added(data, "月份,苹果\n2025-07,7\n", "other")


def test_earlier_issues_are_of_the_same_title_and_publisher(data: Path) -> None:
    sources = data / "sources.csv"
    lines = sources.read_text(encoding="utf-8").splitlines()
    for code, title, publisher in (
        ("b", "乙", "Nobody"),
        ("a", "甲", "Nobody"),
        ("c", "乙", "Noone"),
        ("d", "乙", "Nobody"),
    ):
        cells = lines[1].split(",")
        cells[:4] = [code, title, "Other", publisher]
        lines.append(",".join(cells))
    sources.write_text("\n".join(lines) + "\n", encoding="utf-8")
    store = Store.load(data)

    assert {"d"} == earlier_issues(store, {"source": "b", "title": "乙", "publisher": "Nobody"})
    assert {"b", "d"} == earlier_issues(store, {"source": "new", "title": "乙", "publisher": "Nobody"})
    assert set() == earlier_issues(store, {"source": "new", "title": "丙", "publisher": "Nobody"})
    assert set() == earlier_issues(store, {"source": "new", "title": "乙", "publisher": "Zed"})
