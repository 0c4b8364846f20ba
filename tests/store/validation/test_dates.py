"""Days of numbers, prints and sources agree, and none is impossible."""

from __future__ import annotations

import pandas as pd
import pytest

from changed_book import change
from statbook.checks.whole_book import check_book
from statbook.project.paths import Book
from statbook.store import Package, Store, check_dates
from statbook.store.validation.dates import _known_from, _misdated_events, _out_of_order

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


@pytest.mark.parametrize(
    ("date", "printed", "status", "wrong"),
    [
        ("2026-03-24", "2026年3月24日", "done", False),
        ("2026-03-24", "2026 年3月\n24日", "done", False),
        ("2026-03-25", "3月25日", "done", False),
        ("2026-03-26", "3月26日", "done", True),
        ("2026-03-26", "3月26日", "planned", False),
        ("2026-03", "3月", "done", False),
        ("2026-04", "3月", "planned", True),
        ("2025-03", "3月", "done", True),
        ("2025-12", "12月", "done", False),
        ("2027-01", "1月", "planned", False),
        ("2025", "去年", "done", False),
        ("2026", "今年", "done", False),
        ("2026", "去年", "done", True),
        ("2025-06", "去年6月", "done", False),
        ("2024-06", "去年6月", "done", True),
        ("2025/2027", "2025年至2027年", "planned", False),
        ("2025/2028", "2025年至2027年", "planned", True),
        ("2026-03/..", "3月起", "planned", False),
        ("2026-03-20/2026-04-02", "3月20日至4月2日", "planned", False),
        ("2026-03-20", "3月20日至4月2日", "done", False),
        ("2026-03-20/2026-05-02", "3月20日至4月2日", "planned", True),
        ("2026", "3月", "done", False),
        ("2024", "3月", "done", True),
        ("2026-03", "编号120265", "done", False),
    ],
)
def test_an_event_has_the_year_month_and_day_that_are_printed(
    date: str, printed: str, status: str, wrong: bool
) -> None:
    event = pd.DataFrame([{"date": date, "printed": printed, "status": status, "source": "s"}])
    found = [*_misdated_events("events.csv", event, {"s": "2026-03-25"})]

    assert wrong == bool(found)
    assert {"events.csv:0: date"} >= {fault.where for fault in found}


def test_without_the_day_of_its_article_an_event_has_no_year_to_lie_in() -> None:
    event = pd.DataFrame([{"date": "2020-03", "printed": "今年3月", "status": "done", "source": "s"}])

    assert [] == [*_misdated_events("events.csv", event, {})]


@pytest.mark.parametrize(
    ("known_to", "period", "timing", "status", "column"),
    [
        ("", "2026-01", "over", "actual", ""),
        ("2026-02-11", "2026-01", "over", "actual", ""),
        ("2026-02-10", "2026-01", "over", "actual", "known_to"),
        ("2026-02-09", "2026-01", "over", "actual", "known_to"),
        ("", "2026-02", "over", "actual", "period"),
        ("", "2026-02", "to_date", "preliminary", "period"),
        ("", "2026-02", "at", "actual", ""),
        ("", "2026-03", "at", "actual", "period"),
        ("", "2026-02", "over", "target", ""),
        ("", "2026-02", "from", "actual", ""),
    ],
)
def test_a_value_is_known_after_its_period_and_before_its_end(
    known_to: str, period: str, timing: str, status: str, column: str
) -> None:
    cells = {"known_from": "2026-02-10", "known_to": known_to, "period": period, "timing": timing, "status": status}
    found = [fault.where for fault in _out_of_order("t.csv", pd.DataFrame([cells]))]

    assert ([f"t.csv:0: {column}"] if column else []) == found


DAYS = {"early": "2026-01-01", "middle": "2026-02-01", "late": "2026-03-01"}
VALUE = {"obs": "a", "value": "5", "unit": "CNY", "bound": "exact"}


def first_printed(rows: list[dict[str, str]], prints: list[dict[str, str]], reread: str = "") -> list[str]:
    tables = {
        "prints": pd.DataFrame([VALUE | row for row in prints], columns=[*VALUE, "source"]),
        "changes": pd.DataFrame([("a", "source", reread)] if reread else [], columns=["obs", "column", "before"]),
    }
    found = _known_from("t.csv", pd.DataFrame([VALUE | row for row in rows]), tables, DAYS)
    return [f"{fault.where}: {fault.found}, {fault.expected}" for fault in found]


@pytest.mark.parametrize(
    ("prints", "told"),
    [
        ([], []),
        ([{"source": "late"}], []),
        ([{"source": "middle"}], []),
        ([{"source": "unknown"}], []),
        ([{"source": "early", "obs": "b"}], []),
        ([{"source": "early", "value": "6"}], []),
        ([{"source": "early", "unit": "USD"}], []),
        ([{"source": "early", "bound": "about"}], []),
        ([{"source": "early", "value": "no number"}], []),
        ([{"source": "early", "value": "5.0"}], ["t.csv:0: source: middle of 2026-02-01, early of 2026-01-01"]),
    ],
)
def test_only_the_same_value_printed_earlier_goes_before(prints: list[dict[str, str]], told: list[str]) -> None:
    assert told == first_printed([{"known_from": "2026-02-01", "source": "middle"}], prints)


def test_a_value_is_known_from_the_day_of_its_source_or_of_the_one_it_was_read_in_before() -> None:
    row = {"known_from": "2026-02-01", "source": "late"}

    assert [] == first_printed([row], [], reread="middle")
    told = ["t.csv:0: known_from: 2026-02-01, 2026-03-01, the day of its source late"]
    assert told == first_printed([row], []) == first_printed([row], [], reread="early")


def test_what_was_printed_before_the_value_that_was_replaced_is_of_an_earlier_time() -> None:
    unknown = {"known_from": "2025-12-01", "source": "unknown"}
    rows = [
        {"known_from": "2026-03-01", "source": "late"},
        {"known_from": "2026-02-01", "source": "middle", "value": "6"},
    ]

    assert [] == first_printed([unknown, *rows], [{"source": "early"}, {"source": "middle"}])
    assert ["t.csv:1: source: late of 2026-03-01, middle of 2026-02-01"] == first_printed(
        [unknown, rows[0]], [{"source": "middle"}]
    )
