"""The facts of a PDF about itself: nothing stands for what is not there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from statbook.pdf.front_matter import cover
from statbook.store import Store

STAGE = {"as_of": "2026-03-25", "version": "1.0"}
CHAPTER: dict[str, Any] = {"title": "Low altitude (2025): A & B", "place": "", "parameters": {}}


@pytest.mark.parametrize(
    ("title", "name", "description"),
    [
        ("Fruit", "Fruit", "Numbers as of 25 March 2026."),
        ("Fruit: a book", "Fruit: a book", "a book. Numbers as of 25 March 2026."),
    ],
)
def test_a_title_without_a_second_part_ends_without_a_colon(
    store: Store, title: str, name: str, description: str
) -> None:
    told = cover(
        SimpleNamespace(
            html_title=title, paper_title_zh="", paper_title_other="", language="en", paper_keywords=["k"], author="a"
        ),
        STAGE,
        store,
        "book",
        {},
        [],
    )

    assert (name, description) == (told["name"], told["description"])


def test_the_pdf_of_a_chapter_bears_its_title(store: Store) -> None:
    settings = SimpleNamespace(
        html_title="Fruit", paper_title_zh="", paper_title_other="", language="en", paper_keywords=["k"], author="a"
    )
    told = cover(settings, STAGE, store, "low", {"low": CHAPTER}, [])

    assert "Fruit: Low altitude (2025): A & B" == told["name"]
    assert "Low altitude (2025): A & B. Numbers as of 25 March 2026." == told["description"]
