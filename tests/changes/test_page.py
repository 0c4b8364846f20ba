"""The page "What changed": a day with few new indicators names them, one with more names their themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from change_records import _change
from statbook.changes import (
    BookRecord,
    compare,
    history,
    page,
    record_of,
)
from statbook.changes.history import Day
from statbook.project.paths import Book
from statbook.store import Store


@pytest.mark.parametrize(("indicators", "named"), [(1, "1 (1)"), (8, "1 (1); 2 (1)"), (9, "Credit and money (9)")])
def test_up_to_eight_new_indicators_are_named_and_more_are_told_by_theme(
    store: Store, indicators: int, named: str
) -> None:
    first = next(change for day in history(store) for change in day.among("new") if change.latest.theme == "credit")
    figure = first.latest
    new = tuple(replace(first, after=replace(figure, indicator=str(n + 1))) for n in range(indicators))
    text = page(store, [Day("2026-05-01", new)], record_of(store, {}))
    (row,) = [line for line in text.splitlines() if line.startswith("| 1 May 2026 |")]

    assert named in row.replace("\\", "")


M1 = "china.2025-01.money_m1"


@pytest.fixture
def revised(copy: Book) -> Store:
    """The book with M1 of January 2025 revised on 1 May 2026, M2 read anew on 2 May, a growth rate withdrawn on 3 May."""
    table = copy.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    for place, line in enumerate([*lines]):
        if line.startswith(f"{M1},"):
            opened = line.replace(",2025-02-14,,", ",2026-05-01,,").replace("112450000000000", "113000000000000")
            lines.append(opened.replace("112.45万亿元", "113.00万亿元"))
            lines[place] = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-01,")
        if line.startswith("china.2025-01.money_m1.growth,"):
            lines[place] = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-03,")
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for cells in ("value,318250000000000,318520000000000", "printed,318.25万亿元,318.52万亿元"):
        _change(copy, f"china.2025-01.money_m2,2026-05-02,misreading,{cells},Two digits exchanged.")
    return Store.load(copy.data)


def chapter(**numbers: tuple[str, str]) -> dict[str, object]:
    """A chapter that cites *numbers*: key to text and the figure that it rests on."""
    cited = {
        key: {
            "anchor": f"num-{key}",
            "name": key,
            "key": key,
            "words": {"num": text, "range": f"about {text}"},
            "inputs": [obs],
        }
        for key, (text, obs) in numbers.items()
    }
    uses = [
        {"place": f"use-{key}", "words": "", "anchors": [f"num-{key}", "obs-china-2025-01-money-m1"]} for key in cited
    ]
    return {
        "title": "Credit and money",
        "document": "chapters/credit",
        "cited": cited,
        "shown": {},
        "uses": uses,
        "drawings": {"fig-credit-one": ("A drawing", "digest of " + str(sorted(numbers.values())))},
    }


@pytest.fixture
def record(store: Store) -> Callable[..., BookRecord]:
    def make(of: Store | None = None, **numbers: tuple[str, str]) -> BookRecord:
        return record_of(of or store, {"credit": chapter(**numbers)})

    return make


def test_the_page_lists_figures_that_became_others_with_entry_reason_and_places(
    revised: Store, record: Callable[..., BookRecord]
) -> None:
    text = page(revised, history(revised), record(revised, one=("5 yuan", M1)))
    row = next(line for line in text.splitlines() if "revised" in line and "obs-china-2025-01-money-m1" in line)

    assert "112\\.45 trillion yuan" in row
    assert "113\\.00 trillion yuan" in row
    assert '<a href="chapters/credit.html#use-one">Credit and money</a>' in row
    gone = next(line for line in text.splitlines() if "withdrawn" in line and "growth" in line)
    assert "#obs-" not in gone


def test_against_another_book_the_page_sets_drawings_side_by_side(
    record: Callable[..., BookRecord], tmp_path: Path, store: Store
) -> None:
    books = []
    for name, text in (("old", "5 yuan"), ("new", "6 yuan")):
        folder = tmp_path / name
        (folder / "chapters").mkdir(parents=True)
        (folder / "chapters" / "credit.html").write_text(
            '<figure class="sb-figure" id="fig-credit-one" lang="en"><div class="sb-static"><div class="sb-wide">'
            f'<svg id="fig-credit-one-wide"><title>{text}</title></svg></div></div><div class="sb-live"></div></figure>',
            encoding="utf-8",
        )
        books.append(replace(record(one=(text, M1)), folder=folder))
    made = page(store, history(store), books[1], compare(*books))

    assert 1 == made.count('<svg id="before-fig-credit-one-wide"><title>5 yuan')
    assert 1 == made.count('<svg id="now-fig-credit-one-wide"><title>6 yuan')
    assert '| <a href="chapters/credit.html#use-one">Credit and money</a> | one | 5 yuan → 6 yuan |' in made


def test_a_book_of_the_same_day_is_an_earlier_build_and_one_of_another_day_is_not(store: Store) -> None:
    now = record_of(store, {})
    same = page(store, [], now, compare(now, now))
    other = page(store, [], now, compare(replace(now, as_of="2026-01-05"), now))

    assert "## Against an earlier build of the book as known on" in same
    assert "## Against the book as known on 5 January 2026" in other.replace("\\", "")
