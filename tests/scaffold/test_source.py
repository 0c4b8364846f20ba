"""A source text gets its row with its SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from adding import table, values
from orchard_book import bytes_of, orchard
from statbook.errors import DataError
from statbook.ingest.add import AddRequest, add
from statbook.scaffold.source import NewSource, new_source
from statbook.store import Package, check_tables


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "release.txt"
    file.write_text("北方苹果7亿元。", encoding="utf-8")
    return file


def test_a_text_gets_a_row_with_its_digest_and_numbers_of_it_need_no_day(text: Path, tmp_path: Path) -> None:
    data = orchard(tmp_path)
    code = new_source(data, text, NewSource("2026-01-31", "果园", "Orchard", "Nobody"))
    row = table(data, "sources")[-1]

    assert "text-release-2026-01-31" == code == row["source"]
    assert hashlib.sha256(text.read_bytes()).hexdigest() == row["sha256"]
    assert ("果园", "Orchard", "Nobody", "printed", "release.txt") == tuple(
        row[name] for name in ("title", "title_en", "publisher", "date_basis", "file")
    )
    assert [] == check_tables(Package(data))

    file = tmp_path / "rows.csv"
    file.write_text("indicator,region,period,timing,measure,printed\napples,North,2024-01,over,level,7亿元\n")
    assert {"north.2024-01.apples": "700000000"} == values(add(data, file, AddRequest(text=text)))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (NewSource(""), "--date: found no day"),
        (NewSource("2026-02-30"), "expected a day"),
        (NewSource("2026-01-31", "=1+1"), "--title: found '=1+1'; expected plain words"),
        (NewSource("2026-01-31", title_en="@a"), "--title-en: found '@a'"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_changes(asked: NewSource, words: str, text: Path, tmp_path: Path) -> None:
    data = orchard(tmp_path)
    before = bytes_of(data)
    with pytest.raises(DataError) as error:
        new_source(data, text, asked)

    assert words in str(error.value)
    assert before == bytes_of(data)


def test_a_text_that_is_there_is_refused(text: Path, tmp_path: Path) -> None:
    data = orchard(tmp_path)
    code = new_source(data, text, NewSource("2026-01-31"))
    with pytest.raises(
        DataError, match=f"release.txt: found the text of the source {code}; expected a text that data/"
    ):
        new_source(data, text, NewSource("2026-01-31"))
