"""Chapters grow with series by month: what is shown, what is silent, and what any period gives. All months are invented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minimal_book import copy_book
from statbook.analysis import Scope
from statbook.chapter import Chapter
from statbook.chapter.outputs import OMITTED
from statbook.errors import KeyUnknown, join_values
from statbook.execution.runner import execute
from statbook.project.notebooks import MIME, ExecutedNotebook, chapter
from statbook.project.paths import Book
from statbook.prose.numbers import resolve
from statbook.site.chapter_page import prose_numbers
from statbook.store import Store, check_tables
from synthetic_data import define, months, put

AWAITED = {"loans_to_real_economy", "money_m1_former", "trade_usd"}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    """A copy of the book with invented months; February 2025 is missing from the loans, March 2025 is below zero."""
    root = tmp_path_factory.mktemp("series") / "book"
    root.mkdir()
    book = copy_book(root, fonts_of_the_book)
    define(book.data, *sorted(AWAITED))
    loans = {month: number for number, month in enumerate(months("2024-01", 15), 1) if month != "2025-02"}
    put(book.data, "loans_to_real_economy", loans | {"2025-03": -3}, column="B")
    sums = {"2024-01/2024-03": 6, "2025-01/2025-03": 11}
    put(book.data, "loans_to_real_economy", sums, column="E", timing="to_date")
    put(book.data, "aggregate_financing", {"2024-12": 1, "2025-01": 2, "2025-02": 3}, column="C")
    growth = {month: number for number, month in enumerate(months("2025-02", 3), 1)}
    put(book.data, "money_m2", growth, column="B", timing="at", growth=True)
    put(book.data, "money_m1", growth, column="C", timing="at", growth=True)
    former = {month: number for number, month in enumerate(months("2024-10", 3), 1)}
    put(book.data, "money_m1_former", former, column="C", timing="at", growth=True)
    for number, flow in enumerate(("export", "import"), 1):
        dollars = {month: number * place for place, month in enumerate(months("2025-01", 4), 1)}
        put(book.data, "trade_usd", dollars, column="B", flow=flow)
        put(book.data, "trade_usd", dollars, column="C", growth=True, flow=flow)
        sums = {"2025-01/2025-04": 10 * number}
        put(book.data, "trade_usd", sums, column="E", timing="to_date", flow=flow)
        put(book.data, "trade_usd", sums, column="F", timing="to_date", growth=True, flow=flow)
    return book


@pytest.fixture(scope="module")
def credit(grown: Book, tmp_path_factory: pytest.TempPathFactory) -> Any:
    asked = {"period": "2025-03"}
    return execute(grown, [(chapter(grown, "credit"), asked)], tmp_path_factory.mktemp("credit"))[0]


@pytest.fixture(scope="module")
def trade(grown: Book, tmp_path_factory: pytest.TempPathFactory) -> Any:
    asked = {"region": "China", "period": "2025-01/2025-04"}
    return execute(grown, [(chapter(grown, "trade"), asked)], tmp_path_factory.mktemp("trade"))[0]


def outputs(done: ExecutedNotebook, kind: str) -> Iterator[Any]:
    for cell in done.content.cells:
        for output in cell.get("outputs", []):
            if kind in output.get("data", {}):
                yield output.data[kind]


def told(done: ExecutedNotebook, book: Book) -> str:
    """The sentences of the chapter, without the links of their numbers."""
    numbers, words = prose_numbers(done, Store.load(book.data))
    cells = [cell for cell in done.content.cells if cell.cell_type == "markdown"]
    names = [name.removeprefix(f"fig-{done.notebook.name}-").replace("-", "_") for name in charts(done)]
    shown = {name: (f"Chart {name}", "") for name in names}
    text = "\n".join(resolve(cell.source, numbers, words | {"left_out": ""}, _place, shown) for cell in cells)
    return re.sub(r"\[\[(.*?)\]\([^)]*\)\]\{[^}]*\}", r"\1", text).replace("\\", "")


def _place(anchor: str) -> str:
    return f"use-{anchor}"


def charts(done: ExecutedNotebook) -> dict[str, Any]:
    return {record["id"]: record for record in outputs(done, MIME)}


def test_the_invented_data_are_sound(grown: Book) -> None:
    assert [] == check_tables(Store.load(grown.data).package)


def test_without_the_series_nothing_is_said_of_them(book: Book) -> None:
    for name, place in (("credit", ("China", "2025-01")), ("trade", ("Xian", "2026-01/2026-02"))):
        found, words = Chapter(name, region=place[0], period=place[1]).prose_numbers(chapter(book, name).prose())
        awaited = {key for key in found if key.split(".")[0].split("@")[0] in AWAITED or "@latest" in key}
        assert awaited
        assert {None} == {found[key] for key in awaited}
        assert {""} == {words.get(f"name:{key}", "") for key in awaited}
        assert not any(chapter_shows(name, place))


def chapter_shows(name: str, place: tuple[str, str]) -> Iterator[object]:
    """What a chapter without series shows of the charts that its captions give to series."""
    here = Chapter(name, region=place[0], period=place[1])
    for chart, words in here.store.captions(name).items():
        if "series" in words:
            yield here.show(chart, None) or here.series(chart)


def test_a_key_of_neither_data_nor_recipes_is_still_an_error(store: Store) -> None:
    with pytest.raises(KeyUnknown):
        Scope(store, "China", "2025-01").get("loans_to_the_moon@latest")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("loans_to_real_economy@latest", -3e8),
        ("loans_to_real_economy@year_before", 3e8),
        ("loans_to_real_economy@to_date", 11e8),
        ("loans_to_real_economy@to_date_before", 6e8),
        ("loans_to_real_economy@China@2024-02", 2e8),
        ("trade_usd.import@China@to_date", 20e9),
        ("trade_usd.export.growth@China@latest", 4),
        ("money_m2.growth@latest", 3),
    ],
)
def test_a_place_in_a_series_is_found_from_the_data(grown: Book, key: str, value: float) -> None:
    quantity = Scope(Store.load(grown.data), "China", "2025-01").get(key)

    assert quantity is not None
    assert value == quantity.value


@pytest.mark.parametrize("key", ["new_loans@latest", "money_m1_former.growth@year_before"])
def test_what_is_no_series_or_not_in_it_gives_nothing(grown: Book, key: str) -> None:
    assert Scope(Store.load(grown.data), "China", "2025-01").get(key) is None


def test_credit_speaks_of_the_newest_month_and_of_the_month_asked_for(credit: ExecutedNotebook, grown: Book) -> None:
    text = told(credit, grown)

    assert (
        "In March 2025 loans to the real economy came to −300 million yuan, and from January to that month to" in text
    )
    assert "the same month had 300 million yuan" in text
    assert "below zero in 1 of 14 months" in text
    assert "In March 2025 M2 was up 2% on the year, and M1 up 2%." in text
    assert "no other month is printed" not in text


def test_headline_loans_stand_beside_the_series_and_not_in_it(credit: ExecutedNotebook) -> None:
    rows = charts(credit)["fig-credit-loans-by-month"]["data"]["rows"]
    headline = [row for row in rows if "Headline new loans" in row]

    assert [["January 2025", "5.13 trillion yuan"]] == [[row[0], row[2]] for row in headline]
    assert 14 + 1 == len(rows)


def test_a_replaced_month_is_shown_with_what_replaced_it(credit: ExecutedNotebook) -> None:
    rows = charts(credit)["fig-credit-financing-by-month"]["data"]["rows"]
    january = [row for row in rows if "January 2025" in row]

    assert 2 == len(january)
    assert 1 == sum("replaced" in row for row in january)


def test_the_former_definition_of_m1_is_a_series_of_its_own(credit: ExecutedNotebook) -> None:
    rows = charts(credit)["fig-credit-money-by-month"]["data"]["rows"]

    assert 3 == sum("M1, former definition" in row for row in rows)
    assert 4 == sum("M1" in row for row in rows)


def test_charts_that_need_one_month_of_an_article_are_named_as_left_out(credit: ExecutedNotebook) -> None:
    titles = [record["title"] for record in outputs(credit, OMITTED)]

    assert "Where the new loans went" in titles
    assert not any("month" in title for title in titles)


def test_trade_of_the_country_is_told_in_dollars(trade: ExecutedNotebook, grown: Book) -> None:
    shown = charts(trade)
    text = told(trade, grown)

    assert {"fig-trade-dollars-by-month", "fig-trade-dollars-growth"} <= set(shown)
    assert "4 billion dollars" in shown["fig-trade-dollars-by-month"]["title"]
    assert "exports rose 10% to 10 billion dollars, and imports rose 20% to 20 billion dollars" in text
    assert "must not be added to the yuan numbers" in text


def test_dollars_are_another_quantity_than_yuan(grown: Book) -> None:
    units = Store.load(grown.data).units

    assert units.at["USD", "quantity"] != units.at["CNY", "quantity"]


def test_a_long_list_of_periods_is_told_by_its_ends() -> None:
    assert "0, 1, … 8, 9 (10 in all)" == join_values([str(number) for number in range(10)], most=9)
    assert "0, 1" == join_values(["0", "1"])
