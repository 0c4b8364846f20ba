"""Tests of changes/report.py."""

from __future__ import annotations

from collections.abc import Callable

from statbook.changes import (
    BookRecord,
    compare,
    report,
)

M1 = "china.2025-01.money_m1"


def test_a_number_that_changed_without_its_observations_is_laid_to_the_chapter_or_the_library(
    record: Callable[..., BookRecord],
) -> None:
    lines = [line.strip() for line in report(compare(record(one=("5 yuan", M1)), record(one=("6 yuan", M1))))]

    assert "Numbers of the data: none changed" in lines
    assert "no number that it rests on changed: the chapter or the library did" in lines
