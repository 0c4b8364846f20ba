"""A chart is a drawing until a reader turns to it; then it is alive, in the state that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import Visit, in_browser
from statbook.project.paths import Book
from web_server import web_server

pytestmark = in_browser

GROWTH = "#fig-trade-growth"
FIRST, OTHER = "by flow and product", "by trade mode"


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


SEEN = """chart => [chart.getBoundingClientRect().height, ...[...chart.querySelectorAll("svg pattern rect")]
  .filter(rect => rect.parentNode.id === (chart.dataset.ready ? "hatch" : chart.id + "-wide-hatch"))
  .map(rect => getComputedStyle(rect).fill)]"""
"""How high a chart is, and the two colours of its hatching."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_chart_keeps_its_height_and_its_hatching_as_it_comes_to_life(
    browser: Any, built: Book, width: int, scheme: str
) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", width, scheme) as visit:
        charts = visit.page.query_selector_all("figure.sb-figure")
        before = [chart.evaluate(SEEN) for chart in charts]
        visit.draw()

        assert [[height, *hatch] for height, *hatch in before if hatch]
        for chart, (height, *hatch) in zip(charts, before, strict=True):
            assert height == chart.evaluate(SEEN)[0], chart.get_attribute("id")
            assert hatch in ([], visit.page.evaluate(f"({SEEN})(document.querySelector('{GROWTH}'))")[1:])


def test_words_stand_in_their_pieces_while_a_chart_comes_to_life_and_after_another_state(
    trade: tuple[Visit, list[str]],
) -> None:
    visit, _ = trade
    title = visit.page.query_selector(f"{GROWTH} .sb-title")
    pieces = 'Made by <span class="sb-whole">3 parts</span>'
    visit.page.evaluate(f"""() => {{
      const title = document.querySelector("{GROWTH} .sb-title");
      title.innerHTML = '{pieces}';
      document.dispatchEvent(new Event("DOMContentLoaded"));
    }}""")
    control = visit.page.query_selector(f"{GROWTH} [data-control]")
    visit.page.hover(f"{GROWTH} .sb-wide")
    visit.page.wait_for_selector(f"{GROWTH}[data-ready]")
    assert pieces == title.inner_html()
    control.select_option(label=OTHER)
    assert "Processing trade made 62.4 of 69.3 points of growth" == title.inner_html()
    control.select_option(label=FIRST)
    assert pieces == title.inner_html()


@pytest.fixture
def refused(browser: Any, built: Book) -> Iterator[tuple[Any, list[Any]]]:
    """The trade chapter on a web server that gives the script of Vega when the list is emptied, or never."""
    with web_server(built.html) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page = context.new_page()
        held: list[Any] = ["refuse"]
        page.route("**/vega.js", lambda route: route.abort() if held else route.continue_())
        page.goto(f"{address}/chapters/trade.html")
        yield page, held
        context.close()


def test_a_chart_that_cannot_be_loaded_says_so_in_its_first_state_and_is_asked_for_again(
    refused: tuple[Any, list[Any]],
) -> None:
    page, held = refused
    title = page.text_content(f"{GROWTH} .sb-title")
    page.select_option(f"{GROWTH} select", label=OTHER)
    page.wait_for_selector(f"{GROWTH}[data-error]")

    assert title == page.text_content(f"{GROWTH} .sb-title")
    assert FIRST == page.evaluate(f"document.querySelector('{GROWTH} select').selectedOptions[0].textContent")
    told = page.text_content(f"{GROWTH} .sb-tools > .sb-said")
    assert "The chart could not be loaded; try again when you are online" == told
    held.clear()
    page.select_option(f"{GROWTH} select", label=OTHER)
    page.wait_for_selector(f"{GROWTH}[data-ready]")
    assert "Processing trade" in page.inner_text(f"{GROWTH} .sb-live")
    assert page.get_attribute(GROWTH, "data-error") is None
    assert not page.text_content(f"{GROWTH} .sb-tools > .sb-said")


def test_a_picture_that_is_asked_for_before_its_chart_is_there_shows_the_chosen_state(
    browser: Any, built: Book
) -> None:
    with web_server(built.html) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        waiting: list[Any] = []
        page.route("**/vega.js", lambda route: waiting.append(route))
        page.goto(f"{address}/chapters/trade.html")
        page.select_option(f"{GROWTH} select", label=OTHER)
        page.wait_for_function("[...document.scripts].some(script => script.src.endsWith('vega.js'))")
        with page.expect_download() as saving:
            page.click(f"{GROWTH} [data-do=svg]")
            page.wait_for_timeout(500)
            waiting[0].continue_()
        picture = Path(saving.value.path()).read_text(encoding="utf-8")
        page.close()

    assert "Cut: by trade mode" in picture
    assert ">Processing trade<" in picture


def test_a_chart_that_is_alive_is_drawn_for_the_width_that_a_screen_is_turned_to(
    trade: tuple[Visit, list[str]],
) -> None:
    visit, asked = trade
    control = visit.page.query_selector(f"{GROWTH} [data-control]")
    control.select_option(label=OTHER)
    visit.page.wait_for_selector(f"{GROWTH}[data-ready]")
    wide = visit.page.locator(f"{GROWTH} .sb-live svg").evaluate("svg => svg.viewBox.baseVal.width")
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.wait_for_selector(f"{GROWTH} .sb-live svg[viewBox]:not([viewBox^='0 0 {wide} '])")
    visit.page.wait_for_selector(f"{GROWTH}[data-ready]")
    scale = "svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width"

    assert 0.99 < visit.page.locator(f"{GROWTH} .sb-live svg").evaluate(scale) <= 1
    assert "Processing trade" in visit.page.inner_text(f"{GROWTH} .sb-live")
    control.select_option(label=FIRST)
    visit.settle()
    assert "Processing trade" not in visit.page.inner_text(f"{GROWTH} .sb-live")
    assert 1 == asked.count("vega.js")
