"""Days of numbers, prints and sources agree, and none is impossible."""

from __future__ import annotations

import pytest

from changed_book import change
from statbook.checks.whole_book import check_book
from statbook.project.paths import Book
from statbook.store import Package, Store, check_dates

CONTRACTS = 13  # line of patents.csv: read in 001-patents, printed again in 000-patents
AGAIN = 4  # line of prints.csv: contracts in 000-patents


def told(book: Book) -> list[str]:
    return [str(fault) for fault in check_dates(Package(book.data))]


def test_every_number_of_the_book_is_known_from_the_day_of_the_source_that_printed_it_first(store: Store) -> None:
    days = store.sources["date"]

    assert [] == [row.obs for row in store.observations if row.known_from != days[row.source]]
    assert "2026-03-24" == store.by_obs["china.2025.tech_contracts"].known_from


@pytest.mark.parametrize(
    ("table", "line", "cells", "where"),
    [
        ("trade", 2, {"period": "2026-13"}, "data/trade.csv:2: period: found '2026-13'"),
        ("trade", 3, {"base_period": "2025-02-31"}, "data/trade.csv:3: base_period: found '2025-02-31'"),
        ("trade", 2, {"period": "2026-02/2026-01"}, "data/trade.csv:2: period: found '2026-02/2026-01'"),
        ("trade", 2, {"known_from": "2026-02-31"}, "data/trade.csv:2: known_from: found '2026-02-31'"),
        ("trade", 2, {"known_to": "2026-02-30"}, "data/trade.csv:2: known_to: found '2026-02-30'"),
        ("events", 2, {"date": "3023/2025"}, "data/events.csv:2: date: found '3023/2025'"),
        ("sources", 2, {"date": "2026-06-31"}, "data/sources.csv:2: date: found '2026-06-31'"),
    ],
)
def test_a_day_that_cannot_be_is_red_with_its_place(
    copy: Book, table: str, line: int, cells: dict[str, str], where: str
) -> None:
    change(copy, table, line, **cells)

    assert [True] == [fault.startswith(where) and "Look it up in the text." in fault for fault in told(copy)]
    assert any(fault.startswith(where) for fault in check_book(copy, None).faults)


def test_a_break_of_a_definition_is_a_date_too(copy: Book) -> None:
    path = copy.data / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",2025-01,", ",2025-13,", 1), encoding="utf-8")

    assert [True] == ["breaks: found '2025-13'" in fault for fault in told(copy)]


def test_a_shifted_known_from_is_red(copy: Book) -> None:
    change(copy, "trade", 2, known_from="2026-03-26")

    assert [
        "data/trade.csv:2: known_from: found 2026-03-26; expected 2026-03-25, the day of its source 000-xian-trade. "
        "Mend known_from here, or date in sources.csv."
    ] == told(copy)


def test_a_shifted_source_is_red_at_every_number_of_it(copy: Book, store: Store) -> None:
    line = list(store.sources.index).index("003-credit") + 2
    change(copy, "sources", line, date="2025-02-15")

    assert len(store.find(source="003-credit")) == sum(
        "the day of its source 003-credit" in fault for fault in told(copy)
    )


def test_a_number_that_another_source_printed_before_is_red(copy: Book, store: Store) -> None:
    change(copy, "patents", CONTRACTS, source="000-patents", known_from="2026-03-25")
    change(copy, "prints", AGAIN, source="001-patents", value="1180000000000", bound="exact", printed="1.18万亿元")

    assert [True] == [
        fault.startswith(f"data/patents.csv:{CONTRACTS}: source: found 000-patents of 2026-03-25; expected 001-patents")
        for fault in told(copy)
    ]


def test_a_rougher_print_may_be_the_earlier_one(copy: Book, store: Store) -> None:
    line = list(store.sources.index).index("000-patents") + 2
    change(copy, "sources", line, date="2026-03-23")
    rough = {row.obs for row in store.prints.itertuples() if row.source == "000-patents" and row.bound == "more_than"}

    assert "china.2025.tech_contracts" in rough
    assert not any(f"patents.csv:{CONTRACTS}: known_from" in fault for fault in told(copy))


def test_what_happened_is_over_when_it_is_told(copy: Book) -> None:
    change(copy, "trade", 2, period="2026-01/2026-04")

    assert [True] == ["expected one that was over on 2026-03-25" in fault for fault in told(copy)]


def test_what_is_replaced_was_known_before(copy: Book) -> None:
    change(copy, "trade", 2, known_to="2026-03-25")

    assert [True] == ["known_to: found '2026-03-25'; expected a day after" in fault for fault in told(copy)]


def test_what_is_done_does_not_lie_ahead(copy: Book, store: Store) -> None:
    line = list(store.events.index).index("january-2025-financial-data") + 2
    change(copy, "events", line, date="2025-02-16")

    # It is not the day that is printed either.
    assert 2 * [f"data/events.csv:{line}: date"] == [fault.split(": found")[0] for fault in told(copy)]
    assert any("done; expected no day after 2025-02-14" in fault for fault in told(copy))


@pytest.mark.parametrize(
    ("event", "wrong"),
    [
        ("low-altitude-2027", "2028"),
        ("sme_list_deadline", "2026-05-11"),
        ("patent-campaign-press-conference", "2026-03-24"),
        ("patent-campaign-press-conference", "2025-03-23"),
        ("patent-campaign-plan", "2023-11"),
        ("patent-campaign-plan", "2022-10"),
    ],
)
def test_an_event_of_another_day_than_is_printed_is_red(copy: Book, event: str, wrong: str) -> None:
    table = copy.data / "events.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    cells = next(line for line in lines if line.startswith(f"{event},")).split(",")
    text = "\n".join(",".join([*cells[:2], wrong, *cells[3:]]) if line.split(",") == cells else line for line in lines)
    table.write_text(f"{text}\n", encoding="utf-8")

    assert any(
        f"found {wrong}; expected the date that is printed" in str(fault) for fault in check_dates(Package(copy.data))
    )
