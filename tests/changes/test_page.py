"""The page "What changed": a day with few new indicators names them, one with more names their themes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from statbook.changes import (
    BookRecord,
    compare,
    history,
    page,
    record_of,
)
from statbook.changes.history import Day
from statbook.store import Store


@pytest.mark.parametrize(("indicators", "named"), [(1, "1 (1)"), (8, "1 (1); 2 (1)"), (9, "Credit and money (9)")])
def test_up_to_eight_new_indicators_are_named_and_more_are_told_by_theme(
    store: Store, indicators: int, named: str
) -> None:
    first = next(change for day in history(store) for change in day.among("new") if change.latest.theme == "credit")
    number = first.latest
    new = tuple(replace(first, after=replace(number, indicator=str(n + 1))) for n in range(indicators))
    text = page(store, [Day("2026-05-01", new)], record_of(store, {}))
    (row,) = [line for line in text.splitlines() if line.startswith("| 1 May 2026 |")]

    assert named in row.replace("\\", "")


M1 = "china.2025-01.money_m1"


def test_the_page_lists_numbers_that_became_others_with_entry_reason_and_places(
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
