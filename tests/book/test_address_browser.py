"""The state of a chart is in the address of its page, and an address brings a chart into a state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browser_fixtures import Visit, in_browser
from statbook.project.paths import Book
from web_server import web_server

pytestmark = in_browser

GROWTH, RATES = "#fig-trade-growth", "#fig-trade-rates"


@pytest.fixture(scope="module")
def trade(built: Book) -> Iterator[str]:
    """The address of the trade chapter on a web server."""
    with web_server(built.html) as address:
        yield f"{address}/chapters/trade.html"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def state(page: Any, chart: str) -> tuple[str, str, str]:
    """Of a chart: the value of its control, its title, and the words in its drawing."""
    page.wait_for_selector(f"{chart}[data-ready]")
    found = page.query_selector(chart)
    return (
        found.query_selector("[data-control]").input_value(),
        found.query_selector(".sb-title").text_content(),
        " ".join(text.text_content() for text in found.query_selector_all(".sb-live svg text")),
    )


def test_what_a_reader_chooses_is_in_the_address_and_outlives_a_reload(page: Any, trade: str) -> None:
    page.goto(f"{trade}?q=kept#trade")
    page.select_option(f"{GROWTH} select", index=1)
    chosen = state(page, GROWTH)
    address = page.url
    page.reload()

    assert "trade-growth.cut=" in address and "q=kept" in address and address.endswith("#trade")
    assert chosen == state(page, GROWTH)
    page.select_option(f"{GROWTH} select", index=0)
    assert f"{trade}?q=kept#trade" == page.url


def test_an_address_draws_the_charts_that_it_names_without_a_touch(page: Any, trade: str) -> None:
    page.goto(f"{trade}?trade-rates.least=2.5")
    value, title, _ = state(page, RATES)

    assert "2.5" == value
    assert title.startswith("Fastest on a base of at least 2.5 billion yuan: ")
    assert "2.5" == page.text_content(f"{RATES} .sb-value")
    assert [RATES[1:]] == page.evaluate("[...document.querySelectorAll('[data-started]')].map(chart => chart.id)")


@pytest.mark.parametrize("asked", ["trade-growth.cut=nobody", "trade-rates.least=many", "trade-rates.least=", "x.y=1"])
def test_a_state_that_there_is_not_leaves_the_charts_alone(page: Any, trade: str, asked: str) -> None:
    page.goto(f"{trade}?{asked}")
    page.wait_for_load_state("networkidle")

    assert 0 == page.evaluate("document.querySelectorAll('[data-started], [data-moved]').length")


def test_the_link_that_is_copied_leads_to_the_chart_in_its_state(browser: Any, page: Any, trade: str) -> None:
    page.goto(f"{trade}?trade-rates.least=2.5")
    page.select_option(f"{GROWTH} select", index=1)
    chosen = state(page, GROWTH)
    page.click(f"{GROWTH} summary:has-text('Cite')")
    page.click(f"{GROWTH} [data-do=link]")
    page.wait_for_function("chart => document.querySelector(chart + ' .sb-citation .sb-said').textContent", arg=GROWTH)
    link = page.text_content(f"{GROWTH} .sb-citation .sb-words")

    assert link.startswith(f"{trade}?trade-growth.cut=") and link.endswith("#fig-trade-growth")
    assert "least" not in link
    page.goto("about:blank")
    page.goto(link)
    assert chosen == state(page, GROWTH)


def test_from_disk_an_address_works_as_well(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "index.html", 390) as visit:
        visit.page.goto(f"{(built.html / 'chapters' / 'trade.html').as_uri()}?trade-rates.least=2.5")
        assert "2.5" == state(visit.page, RATES)[0]
        visit.page.fill(f"{RATES} input", "4")
        assert "4" == state(visit.page, RATES)[0]
        assert [] == visit.complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_that_an_address_leads_to_keeps_its_paper(browser: Any, trade: str, scheme: str) -> None:
    def papers(address: str) -> set[bytes]:
        """What is seen of the right edge of the chart, a few pixels at a time, in its title and below its drawing."""
        context = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto(address)
        seen = set()
        for part in (".sb-title", ".sb-source"):
            page.query_selector(f"{GROWTH} {part}").scroll_into_view_if_needed()
            box = page.query_selector(f"{GROWTH} {part}").bounding_box()
            clip = {"x": box["x"] + box["width"] - 3, "y": box["y"] + box["height"] - 3, "width": 2, "height": 2}
            seen.add(page.screenshot(clip=clip))
        context.close()
        return seen

    assert papers(trade) == papers(f"{trade}#fig-trade-growth")


def test_a_choice_may_be_named_by_its_place_for_a_page_in_another_language(page: Any, trade: str) -> None:
    page.goto(f"{trade}?trade-growth.cut=~1{GROWTH}")

    assert 1 == page.locator(f"{GROWTH} select").evaluate("select => select.selectedIndex")
    assert "trade-growth.cut=by+trade+mode" in page.url
    assert "trade-growth.cut=%7E1" == page.evaluate("window.sbChoices()")
