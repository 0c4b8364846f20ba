"""Tests of store/observation.py."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from changed_book import change
from orchard_book import orchard, row
from statbook.errors import DataError
from statbook.project.paths import Book
from statbook.store import ARTICLE, Observation, Store, anchor_of, article_anchor
from statbook.store.classification import Classification
from statbook.store.observation import _last_printed


def test_an_anchor_has_letters_digits_and_hyphens_only() -> None:
    assert anchor_of("xian.2026-01_2026-02.trade") == "obs-xian-2026-01-2026-02-trade"


def test_an_observation_has_the_anchor_of_its_key(observation: Callable[..., Observation]) -> None:
    assert observation(obs="a.2025_b").anchor == "obs-a-2025-b"


def test_the_anchor_of_an_article_begins_with_its_prefix() -> None:
    assert article_anchor("a1") == "source-a1"
    assert article_anchor("a1").startswith(ARTICLE)


def test_members_that_stand_for_a_whole_dimension_are_no_breakdown(observation: Callable[..., Observation]) -> None:
    row = observation(members=(("flow", "export"), ("product", "all"), ("mode", "total")))

    assert row.broken_down_by == {"flow": "export"}


def test_a_printed_form_is_joined_across_line_breaks(observation: Callable[..., Observation]) -> None:
    assert observation(printed="1.18\n 万 亿元").printed_compact == "1.18万亿元"


def test_notes_and_what_other_tables_say_do_not_make_another_observation(
    observation: Callable[..., Observation],
) -> None:
    assert observation(classification=Classification(kind="flow")) == observation()
    assert observation(note="a", revises=True, last_printed="2026-01-02") == observation()
    assert observation(value=1) != observation()


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


def test_a_row_is_read_with_its_numbers_as_numbers_and_its_empty_cells_as_nothing(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    change(
        Book(tmp_path), "credit", 2, value="3", value_to="4.5", step="0.5", offset="7", cell="", sector="red", note="n"
    )
    first, second = Store.load(data).observations[:2]

    assert (Decimal(3), Decimal("4.5"), Decimal("0.5"), 7) == (first.value, first.value_to, first.step, first.offset)
    assert (("sector", "red"), ("kind", "all")) == first.members
    assert ("n", "", "Nobody") == (first.note, first.producer, first.classification.producer)
    assert (Decimal(200000000), None, None, None) == (second.value, second.value_to, second.step, second.offset)
    assert ("credit", "apples", "China", "2025-02", "B3") == (
        *(second.theme, second.indicator, second.region, second.period),
        second.cell,
    )


def test_all_cells_that_are_no_numbers_are_told_at_once(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    for line, cells in ((2, {"value": "x"}), (3, {"offset": "y"}), (5, {"value": ""})):
        change(Book(tmp_path), "credit", line, **cells)

    with pytest.raises(DataError) as caught:
        _ = Store.load(data).observations
    assert [f"data/credit.csv:{line}: value" for line in (2, 3, 5)] == [fault.where for fault in caught.value.faults]


def test_a_value_was_last_printed_on_the_last_day_of_its_further_prints(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    sources = data / "sources.csv"
    text = sources.read_text(encoding="utf-8")
    line = text.splitlines()[1]
    days = {"a": "2026-01-05", "b": "2026-02-05"}
    more = [line.replace("old,", f"{code},", 1).replace("2025-12-31", day) for code, day in days.items()]
    sources.write_text(text + "\n".join(more) + "\n", encoding="utf-8")
    prints = data / "prints.csv"
    again = [f"china.2025-01.apples,{code},,B2,1,100000000,CNY,exact,\n" for code in ("b", "a")]
    prints.write_text(prints.read_text(encoding="utf-8") + "".join(again), encoding="utf-8")

    assert ["2026-02-05", "2025-12-31"] == [row.last_printed for row in Store.load(data).observations[:2]]
