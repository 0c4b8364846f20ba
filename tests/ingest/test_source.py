"""The row of sources.csv for a file."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from adding import DAY, LEVELS, SHORT, TABLE, added, table, with_recipe
from statbook.errors import DataError
from statbook.ingest.add import AddRequest, add
from statbook.ingest.report import report
from statbook.ingest.source import _append, earlier_issues, source_row
from statbook.store import Recipe, Store


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


EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of an empty file."""
DECLARED = {"code": "fruit", "title": "T", "title_en": "E", "publisher": "P"}


def sourced(folder: Path, day: str, *codes: str, known: str = "", declared: dict[str, str] | None = None) -> Any:
    """The source of an empty file, or the message for it, beside sources of these *codes*, the first with its bytes."""
    cells = {"date": "2026-01-01", "title": "t", "publisher": "p", "note": "n", "sha256": "other"}
    sources = pd.DataFrame([{"source": code, **cells} for code in codes], columns=["source", *cells])
    if known:
        sources.loc[0, "sha256"] = known
    store: Any = SimpleNamespace(sources=sources.set_index("source", drop=False))
    file = folder / "My Fruit!.csv"
    file.write_bytes(b"")
    try:
        return source_row(store, file, None if declared is None else Recipe("r", {"source": declared}), day, "R")
    except DataError as error:
        return str(error)


@pytest.mark.parametrize(
    ("day", "codes", "declared", "code", "date"),
    [
        ("2026-01-31", (), DECLARED, "fruit-2026-01-31", "2026-01-31"), ("", (), DECLARED | {"date": "2026-02-01"}, "fruit-2026-02-01", "2026-02-01"), ("2026-01-31", (), DECLARED | {"date": "2026-02-01"}, "fruit-2026-01-31", "2026-01-31"),
        ("2026-01-31", ("fruit-2026-01-31",), DECLARED, "fruit-2026-01-31-2", "2026-01-31"), ("2026-01-31", ("fruit-2026-01-31", "fruit-2026-01-31-2"), DECLARED, "fruit-2026-01-31-3", "2026-01-31"),
        ("2026-01-31", ("a",), None, "table-my-fruit-2026-01-31", "2026-01-31"), ("", (), None, "table-my-fruit-", ""),
    ],
)  # fmt: skip
def test_a_new_file_is_a_source_of_its_day(
    day: str, codes: tuple[str, ...], declared: dict[str, str] | None, code: str, date: str, tmp_path: Path
) -> None:
    row = sourced(tmp_path, day, *codes, declared=declared)

    assert (code, date, "inferred", "R", "read") == tuple(
        row[name] for name in ("source", "date", "date_basis", "note", "use")
    )
    assert ("My Fruit!.csv", EMPTY_HASH) == (row["file"], row["sha256"])
    assert ("T" if declared else "My Fruit!.csv", "P" if declared else "not stated") == (row["title"], row["publisher"])


@pytest.mark.parametrize(
    ("day", "declared", "words"),
    [
        ("", DECLARED, "found no day"), ("2026-13-01", DECLARED, "found '2026-13-01'"), ("2026-01-32", None, "found '2026-01-32'"), ("2026-01-31", DECLARED | {"title": "=1"}, "source: title: found '=1'"),
        ("2026-01-31", DECLARED | {"note": "a\u200b"}, "source: note: found"), ("2026-01-31", DECLARED | {"publisher": "a\nb"}, "source: publisher: found"),
    ],
)  # fmt: skip
def test_a_source_needs_a_day_and_plain_words(
    day: str, declared: dict[str, str] | None, words: str, tmp_path: Path
) -> None:
    assert words in sourced(tmp_path, day, declared=declared)


@pytest.mark.parametrize("day", ["", "2026-01-01"])
def test_a_file_with_bytes_that_data_has_is_that_source(day: str, tmp_path: Path) -> None:
    row = sourced(tmp_path, day, "a", "b", known=EMPTY_HASH, declared=DECLARED)

    assert ("a", "2026-01-01", "n R") == (row["source"], row["date"], row["note"])
    assert "expected the day 2026-01-01" in sourced(tmp_path, "2026-01-02", "a", known=EMPTY_HASH, declared=DECLARED)


@pytest.mark.parametrize(
    ("note", "remark", "both"), [("", "r", "r"), ("n", "r", "n r"), ("n r", "r", "n r"), ("n", "", "n")]
)
def test_a_remark_is_added_to_a_note_once(note: str, remark: str, both: str) -> None:
    assert both == _append(note, remark)


def test_earlier_issues_have_the_title_and_the_publisher_of_the_table() -> None:
    rows = [("a", "t", "p"), ("b", "t", "p"), ("c", "t", "q"), ("d", "u", "p")]
    store: Any = SimpleNamespace(
        sources=pd.DataFrame(rows, columns=["source", "title", "publisher"]).set_index("source")
    )

    assert {"b"} == earlier_issues(store, {"source": "a", "title": "t", "publisher": "p"})


def test_words_about_a_text_stand_in_its_row_and_choose_among_articles_of_one_page(data: Path, tmp_path: Path) -> None:
    text = tmp_path / "page.txt"
    text.write_text("苹果7亿元", encoding="utf-8")
    words = {"title": "二", "title_en": "Two", "publisher": "某局", "date_basis": "printed"}
    made = source_row(Store.load(data), text, None, DAY, kind="text", words=words)
    assert words.items() <= made.items()

    with (data / "sources.csv").open("a", encoding="utf-8") as file:
        for code, title in (("one", "一"), ("two", "二")):
            file.write(f"{code},{title},X,某局,{DAY},printed,page.txt,{made['sha256']},read,\n")
    store = Store.load(data)
    assert "two" == source_row(store, text, None, DAY, words=words)["source"]
    assert "one" == source_row(store, text, None, DAY)["source"]
