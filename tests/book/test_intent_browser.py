"""A chart is a drawing until a reader turns to it; then it is alive, in the state that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from browser_fixtures import Visit, in_browser
from statbook.project.paths import Book

pytestmark = in_browser

GROWTH = "#fig-trade-growth"


@pytest.fixture
def trade(browser: Any, built: Book) -> Iterator[tuple[Visit, list[str]]]:
    """The trade chapter, and the names of the scripts that it asked for."""
    with Visit(browser, built.html / "index.html", 1280) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url.split("/")[-1].split("?")[0]))
        visit.open(built.html / "chapters" / "trade.html")
        yield visit, asked
        assert [] == visit.complaints


def test_whoever_only_reads_and_scrolls_sees_every_chart_and_loads_no_vega(trade: tuple[Visit, list[str]]) -> None:
    visit, asked = trade
    seen = []
    for chart in visit.page.query_selector_all("figure.sb-figure"):
        chart.scroll_into_view_if_needed()
        seen.append(chart.query_selector(".sb-wide svg").is_visible())

    assert seen
    assert all(seen)
    assert {"vega.js", "trade.js"}.isdisjoint(asked)


@pytest.mark.parametrize("turn", ["hover", "focus", "tap"])
def test_a_chart_comes_to_life_under_a_pointer_a_finger_or_the_keyboard(
    trade: tuple[Visit, list[str]], turn: str
) -> None:
    visit, asked = trade
    if turn == "hover":
        visit.page.hover(f"{GROWTH} .sb-wide")
    elif turn == "focus":
        visit.page.focus(f"{GROWTH} .sb-tools summary")
    else:
        visit.page.dispatch_event(f"{GROWTH} .sb-wide", "pointerdown", {"pointerType": "touch"})
    visit.page.wait_for_selector(f"{GROWTH}[data-ready]")

    assert 1 == visit.page.locator(".sb-figure[data-ready]").count()
    assert visit.page.is_visible(f"{GROWTH} .sb-live svg")
    assert not visit.page.is_visible(f"{GROWTH} .sb-static")
    assert (1, 1) == (asked.count("vega.js"), asked.count("trade.js"))


def test_the_control_that_is_used_first_takes_effect_and_the_page_keeps_its_place(
    trade: tuple[Visit, list[str]],
) -> None:
    visit, asked = trade
    control = visit.page.query_selector(f"{GROWTH} [data-control]")
    before = control.bounding_box()
    control.select_option(label="by trade mode")
    visit.page.wait_for_selector(f"{GROWTH}[data-ready]")

    assert before == control.bounding_box()
    assert "Processing trade" in visit.page.inner_text(f"{GROWTH} .sb-live")
    assert "Processing trade made 62.4 of 69.3 points of growth" == visit.page.inner_text(f"{GROWTH} .sb-title")
    control.select_option(label="by flow and product")
    visit.settle()
    assert "Processing trade" not in visit.page.inner_text(f"{GROWTH} .sb-live")
    assert 1 == asked.count("vega.js")


def test_without_script_no_control_stands_above_a_drawing_that_it_cannot_move(browser: Any, built: Book) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((built.html / "chapters" / "trade.html").as_uri())
    shown = [
        page.locator(name).first.is_visible() for name in (f"{GROWTH} .sb-wide", "[data-control]", "[data-do=png]")
    ]
    context.close()

    assert [True, False, False] == shown
