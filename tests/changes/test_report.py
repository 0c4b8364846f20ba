"""Tests of changes/report.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.changes import (
    BookRecord,
    compare,
    record_of,
    report,
)
from statbook.store import Store

M1 = "china.2025-01.money_m1"


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


def test_a_number_that_changed_without_its_figures_is_laid_to_the_chapter_or_the_library(
    record: Callable[..., BookRecord],
) -> None:
    lines = [line.strip() for line in report(compare(record(one=("5 yuan", M1)), record(one=("6 yuan", M1))))]

    assert "Numbers of the data: none changed" in lines
    assert "no number that it rests on changed: the chapter or the library did" in lines
