"""What became of published numbers: single observations, the history, records and their comparison, the page, the changelog."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from statbook.changes import (
    BookRecord,
    compare,
    report,
)
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.store import Store

M1 = "china.2025-01.money_m1"


def test_two_books_differ_in_observations_numbers_and_charts(record: Callable[..., BookRecord], revised: Store) -> None:
    old = record(one=("5 yuan", M1), gone=("6 yuan", M1), alike=("7 yuan", M1))
    new = record(revised, one=("8 yuan", M1), came=("9 yuan", "other"), alike=("7 yuan", M1))
    lines = [line.strip() for line in report(compare(old, new))]

    assert "The books as known on 25 March 2026 and 3 May 2026" == lines[0]
    assert "Numbers of the data: 1 revised, 1 withdrawn" in lines
    assert "Numbers of the chapters that say something else: 3" in lines
    place = lines.index("credit: one: 5 yuan → 8 yuan")
    assert f"from {M1}" == lines[place + 1]
    assert "credit: gone: 6 yuan (gone)" in lines
    assert "credit: came: 9 yuan (new)" in lines
    assert "fig-credit-one: A drawing" in lines
    assert (
        "In: Credit and money (chapters/credit.html#use-one); Credit and money (chapters/credit.html#use-came); "
        "Credit and money (chapters/credit.html#use-alike)" in lines
    )


def test_what_differs_is_told_in_the_language_that_is_spoken(
    record: Callable[..., BookRecord], revised: Store, book: Book
) -> None:
    with speaking("zh", book.locale):
        old, new = record(one=("5元", M1), gone=("6元", M1)), record(revised, one=("8元", M1))
        lines = [line.strip() for line in report(compare(old, new))]

    assert "截至2026年3月25日与截至2026年5月3日的书" == lines[0]
    assert "数据：修订1个，撤销1个" in lines
    assert f"来自{M1}" in lines
    assert "credit：gone：6元（删去）" in lines
    assert not [line for line in lines if re.search("[a-z]{3} [a-z]{2}", line.replace("Credit and money", ""))]


def test_two_books_that_say_the_same_differ_in_nothing(record: Callable[..., BookRecord]) -> None:
    one = record(one=("5 yuan", M1))
    lines = list(report(compare(one, replace(one, as_of="2026-09-01"))))

    assert "Nothing that is published changed." == lines[-1]


def test_a_number_that_changed_without_its_numbers_is_laid_to_the_chapter_or_the_library(
    record: Callable[..., BookRecord],
) -> None:
    lines = [line.strip() for line in report(compare(record(one=("5 yuan", M1)), record(one=("6 yuan", M1))))]

    assert "Numbers of the data: none changed" in lines
    assert "no number that it rests on changed: the chapter or the library did" in lines
