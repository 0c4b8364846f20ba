"""Tests of prose/source_line.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd

from statbook.prose import sources_in_words

STORE: Any = SimpleNamespace(
    sources=pd.DataFrame(
        [
            ("a", "Daily", "2026-03-25", "printed"),
            ("b", "Daily", "2026-03-25", "printed"),
            ("c", "not printed", "2026-03-26", "inferred"),
        ],
        columns=["source", "publisher", "date", "date_basis"],
    ).set_index("source")
)


def test_publishers_are_named_once_with_their_dates() -> None:
    assert sources_in_words(STORE, ["a", "b"], "en", derived=False) == "Source: Daily, 25 March 2026. As printed."


def test_a_page_without_a_publisher_and_an_inferred_date_say_so() -> None:
    line = sources_in_words(STORE, ["a", "c"], "en", derived=True)

    assert line == (
        "Source: Daily, 25 March 2026; press page, 26 March 2026 (date inferred). As printed, and derived from it."
    )


def test_own_words_replace_how_the_numbers_were_made() -> None:
    assert sources_in_words(STORE, ["a"], "en", derived=True, how="Counted.").endswith("2026. Counted.")
    assert sources_in_words(STORE, [], "en", derived=True, how="Counted.") == "Counted."
    assert sources_in_words(STORE, ["a"], "zh", derived=False).startswith("来源：Daily，2026年3月25日")


def test_publishers_stand_in_the_order_of_the_articles() -> None:
    line = sources_in_words(STORE, ["c", "a", "c"], "en", derived=False)

    assert line == "Source: press page, 26 March 2026 (date inferred); Daily, 25 March 2026. As printed."
    assert sources_in_words(STORE, [], "en", derived=False) == ""
