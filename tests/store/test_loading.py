"""Tests of store/loading.py."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from changed_book import change
from orchard_book import orchard, row
from statbook.errors import DataError
from statbook.project.paths import Book
from statbook.store import Store
from statbook.store.loading import _last_printed


def test_a_value_that_is_no_number_is_a_fault_with_its_line(copy: Book) -> None:
    change(copy, "trade", 3, value="many")

    with pytest.raises(DataError) as caught:
        _ = Store.load(copy.data).observations

    assert ["data/trade.csv:3: value: found 'many'; expected a number."] == [str(f) for f in caught.value.faults]


def test_a_row_becomes_an_observation_with_numbers_members_and_theme(store: Store) -> None:
    row = next(row for row in store.observations if row.theme == "trade" and row.indicator == "trade")

    assert isinstance(row.value, Decimal)
    assert [name for name, _ in row.members] == store.package.themes["trade"]
    assert row.classification.unit_kind in ("money", "percent", "percentage_point")


@pytest.mark.parametrize(
    ("end", "days", "last"),
    [
        ("", ["2026-02-01", "2026-03-01"], "2026-03-01"),
        ("2026-03-01", ["2026-02-01", "2026-03-01"], "2026-02-01"),
        ("", ["2025-12-01"], "2026-01-01"),
        ("", [], "2026-01-01"),
        ("", ["2026-01-01"], "2026-01-01"),
    ],
)
def test_a_value_was_last_printed_while_it_was_in_force(end: str, days: list[str], last: str) -> None:
    assert _last_printed({"known_from": "2026-01-01", "known_to": end}, days) == last


REVISED = "china.2025-06.apples"


def test_the_value_that_became_known_first_revises_nothing_and_each_later_one_does(tmp_path: Path) -> None:
    table = orchard(tmp_path) / "credit.csv"
    text = table.read_text(encoding="utf-8")
    first = row("apples", "2025-06", 6)
    second = row("apples", "2025-06", 7, known_from="2026-02-01")
    third = row("apples", "2025-06", 8, known_from="2026-03-01")
    closed = first.replace(",2025-12-31,,", ",2025-12-31,2026-02-01,") + second.replace(
        ",2026-02-01,,", ",2026-02-01,2026-03-01,"
    )
    table.write_text(text.replace(first, third + closed), encoding="utf-8")
    found = {number.printed: number.revises for number in Store.load(table.parent).history if number.obs == REVISED}

    assert {"6": False, "7": True, "8": True} == found
