"""What a chapter asks of the data is recorded; it runs again if one answer would differ, and only then."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchard_book import orchard, row
from statbook.project.notebooks import chapters
from statbook.project.paths import Book
from statbook.store import AS_OF, Store, warm
from statbook.store.recorded_store import Answers, Record, RecordedStore

ALL = "()"
"""The question for all files."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return orchard(tmp_path)


def recorded(data: Path) -> RecordedStore:
    file = data.parent / "asked"
    file.write_text("", encoding="utf-8")
    store = RecordedStore.into(file, data)
    assert isinstance(store, RecordedStore)
    return store


def record(data: Path) -> list[str]:
    return (data.parent / "asked").read_text(encoding="utf-8").splitlines()


def questions(data: Path) -> list[str]:
    return [line.partition(" ")[2] for line in record(data)]


def agrees(data: Path) -> bool:
    return Answers(Store.load(data)).agree(record(data))


def fail(store: Store) -> None:
    with pytest.raises(KeyError):
        store.name("region", "Nowhere", "en")


def change(data: Path, old: str, new: str) -> None:
    table = data / "credit.csv"
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new), encoding="utf-8")


def test_what_a_kept_store_has_read_is_not_read_again_and_is_recorded_all_the_same(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> tuple[RecordedStore, list[str]]:
        store = recorded(data)
        store.values("credit", "region")
        assert store.latest.observation("nothing") is None
        return store, record(data)

    cold = ask()[1]
    monkeypatch.setattr(warm, "_kept", {})
    kept = Store.load(data)
    warm.keep(data, kept)
    known = (kept.history, kept.latest, kept.values("credit", "region"))[0]
    store, asked = ask()

    assert store.record.is_inside is False
    assert known is vars(store)["history"] and cold == asked


def test_without_a_file_for_the_record_it_is_a_plain_store(data: Path) -> None:
    assert type(RecordedStore.into(data / "none", data)) is Store


def test_a_question_is_recorded_once_and_what_the_store_asks_itself_is_part_of_it(data: Path) -> None:
    store = recorded(data)

    assert store.find(indicator="apples") == store.find(indicator="apples") == Store.load(data).find(indicator="apples")
    assert ["(('find', (), {'indicator': 'apples'}),)"] == questions(data)
    assert store.observation("china.2025-01.pears") == Store.load(data).observation("china.2025-01.pears")
    assert ["pears.level"] == store.keys_of("pears")


def test_a_chapter_agrees_until_a_number_that_it_asked_for_changes(data: Path) -> None:
    recorded(data).series_rows("apples", [], "China")

    assert agrees(data)
    change(data, row("pears", "2025-01", 61), row("pears", "2025-01", 67))
    assert agrees(data)
    change(data, row("apples", "2025-01", 1), row("apples", "2025-01", 7))
    assert not agrees(data)


def test_a_number_that_comes_or_goes_changes_the_answer(data: Path) -> None:
    store = recorded(data)
    store.series_rows("apples", [], "China")
    assert store.observation("china.2025-07.apples") is None

    change(data, row("pears", "2025-01", 61), row("pears", "2025-01", 61) + row("apples", "2025-07", 7))
    assert not agrees(data)


def test_words_and_codes_are_part_of_an_answer(data: Path) -> None:
    recorded(data).find(indicator="apples")
    (data / "members.csv").write_text((data / "members.csv").read_text().replace("Red", "Crimson"))
    assert agrees(data)
    (data / "indicators.csv").write_text((data / "indicators.csv").read_text().replace("flow", "stock"))

    assert not agrees(data)


def test_a_question_to_the_store_of_a_day_is_asked_there_again(data: Path) -> None:
    recorded(data).on("2026-01-01").find(indicator="apples")

    assert ["(('on', ('2026-01-01',), {}), ('find', (), {'indicator': 'apples'}))"] == questions(data)
    assert agrees(data)
    change(data, row("apples", "2025-01", 1), row("apples", "2025-01", 7))
    assert not agrees(data)


def test_the_latest_of_a_store_of_a_day_is_recorded_too(data: Path) -> None:
    (data / AS_OF).write_text("2026-01-01\n", encoding="utf-8")
    store = recorded(data)

    assert [6, 6] == [len(each.find(indicator="apples")) for each in (store, store.latest)]
    assert "(('latest',), ('find', (), {'indicator': 'apples'}))" in questions(data)
    assert agrees(data)


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.by_obs["china.2025-01.pears"],
        lambda store: store.package,
        lambda store: store.large,
        fail,
    ],
)
def test_what_reads_on_or_fails_counts_as_all_files(data: Path, ask: Callable[[Any], object]) -> None:
    ask(recorded(data))

    assert [ALL] == questions(data)
    assert agrees(data)
    (data / "traps.yaml").write_text("# no more\n[]\n", encoding="utf-8")
    assert not agrees(data)


@pytest.mark.parametrize("name", [name for name in dir(Store) if not name.startswith("_")])
def test_every_name_of_a_store_is_a_question(data: Path, name: str) -> None:
    store, known = recorded(data), callable(getattr(Store, name, None))
    found = getattr(store, name)

    assert known or name in ("folder", "latest") or questions(data)
    assert name != "latest" or found is store


def test_chapters_open_no_file_of_the_data_but_through_questions(copy: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy.root)
    copy.build.mkdir(exist_ok=True)
    copy.asked.touch()
    opened: list[str] = []
    records: list[Record] = []
    real = Record.__init__

    def keep(self: Record, *arguments: Any, **named: Any) -> None:
        real(self, *arguments, **named)
        records.append(self)

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        inside = str(arguments[0]).startswith(str(copy.data)) if event == "open" else False
        if inside and records and not any(each.is_inside for each in records):
            opened.append(str(arguments[0]))

    monkeypatch.setattr(Record, "__init__", keep)
    sys.addaudithook(watch)
    try:
        for name in ("patents", "index", "sources"):
            cells = json.loads(chapters(copy)[name].path.read_text(encoding="utf-8"))["cells"]
            code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
            exec(code, {})
            assert records.pop().known
    finally:
        records.clear()  # so that the hook, which cannot be removed, sees nothing more

    assert [] == opened
