"""Numbers lead to their evidence in the browser: by pointer, by keyboard, from marks and from old addresses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from browser_fixtures import Visit, in_browser
from statbook.project.notebooks import chapters
from statbook.project.paths import Book

pytestmark = in_browser
CARD = "#sb-note"


@pytest.fixture
def trade(browser: Any, built: Book) -> Any:
    with Visit(browser, built.html / "chapters" / "trade.html", 1280) as visit:
        yield visit
        assert [] == visit.complaints


def card(visit: Visit) -> str:
    return str(visit.page.inner_text(CARD))


def test_a_printed_number_that_is_pointed_at_says_how_it_is_printed(trade: Visit) -> None:
    trade.page.hover("text='113.72 billion yuan'")
    trade.page.wait_for_selector(CARD)

    for words in (
        "Printed 1137.2亿元",
        "Source 000-xian-trade, press page, 25 March 2026",
        "Period January–February 2026",
        "Interval 113.715 to 113.725 billion yuan",
    ):
        assert words in card(trade)


def test_a_computed_number_shows_its_formula_and_leads_to_the_numbers_in_it(trade: Visit) -> None:
    number = trade.page.locator(".num.derived a").first
    number.hover()
    trade.page.wait_for_selector(CARD)

    assert re.search(r"Formula .*a.*\na \S+", card(trade))
    trade.page.hover(f"{CARD} a")
    trade.page.wait_for_timeout(400)
    assert trade.page.query_selector(CARD), "the card stays while the pointer is on it"
    trade.page.click(f"{CARD} a")
    assert re.search(r"evidence/trade-2026\.html#obs-", trade.page.url)


def test_the_card_goes_when_the_pointer_leaves_and_when_escape_is_pressed(trade: Visit) -> None:
    trade.page.hover(".num a")
    trade.page.wait_for_selector(CARD)
    trade.page.mouse.move(3, 3)
    trade.page.wait_for_selector(CARD, state="detached")

    trade.page.hover(".num a")
    trade.page.wait_for_selector(CARD)
    trade.page.keyboard.press("Escape")
    assert trade.page.query_selector(CARD) is None


def test_the_tab_key_goes_from_a_number_with_its_card_to_the_next_number(trade: Visit) -> None:
    trade.page.evaluate("document.querySelector('.num.derived a').focus()")
    trade.page.keyboard.press("Shift+Tab")
    trade.page.keyboard.press("Tab")
    trade.page.wait_for_selector(CARD)
    focused = "document.activeElement"

    assert "sb-note" == trade.page.evaluate(f"{focused}.getAttribute('aria-describedby')")
    first = trade.page.evaluate(f"{focused}.textContent")
    trade.page.keyboard.press("Tab")
    assert trade.page.evaluate(f"{focused}.closest('.num') !== null")
    assert first != trade.page.evaluate(f"{focused}.textContent")
    trade.page.keyboard.press("Escape")
    assert trade.page.query_selector(CARD) is None


def test_a_touched_number_shows_its_card_in_place_and_the_card_leads_on(browser: Any, built: Book) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((built.html / "chapters" / "trade.html").as_uri())
    number = page.locator(".num a").first
    number.tap()
    page.wait_for_selector(CARD)
    assert "Source 000-xian-trade" in page.inner_text(CARD)
    number.tap()
    assert page.query_selector(CARD) is None
    number.tap()
    page.tap("article h2")
    assert page.query_selector(CARD) is None
    assert page.url.endswith("chapters/trade.html")
    number.tap()
    page.tap(f"{CARD} .sb-note-entry")
    page.wait_for_url("**/evidence/**")
    assert re.search(r"evidence/trade-2026\.html#(obs|num)-", page.url)
    context.close()


def test_a_card_fits_a_small_screen(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 390) as visit:
        for number in visit.page.query_selector_all(".num.derived a")[:6]:
            number.hover()
            visit.page.wait_for_selector(CARD)
            box = visit.page.query_selector(CARD).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            visit.page.keyboard.press("Escape")
        assert not visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")


def test_a_click_on_a_mark_opens_its_entry(trade: Visit) -> None:
    trade.draw()
    trade.page.locator("#fig-trade-growth .sb-live .mark-rect path").first.click()
    trade.page.wait_for_url("**/evidence/**")

    assert re.search(r"evidence/trade-2026(-\d)?\.html#num-[0-9a-f]{12}$", trade.page.url)


def focus(visit: Visit) -> str:
    """What a screen reader says of the element that has the focus."""
    return str(visit.page.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_the_keyboard_reaches_each_mark_of_a_chart_and_its_entry(trade: Visit) -> None:
    chart = "#fig-trade-growth"
    trade.page.focus(f"{chart} select")
    trade.page.keyboard.press("Tab")
    trade.page.wait_for_selector(f"{chart} .sb-marks a:focus", state="attached")

    assert "Integrated circuits (exports): 40.3 percentage points" == focus(trade)
    assert "40.2 to 40.3 percentage points" in card(trade)
    told = []
    for _ in range(3):
        trade.page.keyboard.press("ArrowUp")
        told.append(focus(trade))
    assert told[0] == "Growth of the whole: 69.3%"
    assert 3 == len(set(told))
    mark, link = (
        trade.page.evaluate(f"(() => {{ const r = {of}.getBoundingClientRect(); return [r.left, r.top] }})()")
        for of in ("document.activeElement.sbShape", "document.activeElement")
    )
    assert link == pytest.approx(mark, abs=1)
    trade.page.keyboard.press("Enter")
    trade.page.wait_for_url("**/evidence/trade-2026.html#*")


def test_of_the_marks_of_a_chart_one_is_a_stop_and_they_follow_the_controls(trade: Visit) -> None:
    chart = "#fig-trade-growth"
    trade.page.focus(f"{chart} .sb-marks")
    trade.page.wait_for_selector(f"{chart} .sb-marks a:focus", state="attached")

    assert 1 == trade.page.locator(f"{chart} .sb-marks a[tabindex='0']").count()
    trade.page.select_option(f"{chart} select", label="by trade mode")
    trade.page.wait_for_selector(f"{chart} .sb-marks a[aria-label^='Processing trade']", state="attached")
    assert 0 == trade.page.locator(f"{chart} .sb-marks a[aria-label^='Integrated circuits']").count()


def test_a_touched_mark_shows_its_card_and_the_page_stays(browser: Any, built: Book) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((built.html / "chapters" / "trade.html").as_uri())
    page.tap("#fig-trade-growth .sb-narrow")
    page.wait_for_selector("#fig-trade-growth[data-ready]")
    page.locator(
        "#fig-trade-growth .sb-live [aria-roledescription=bar], #fig-trade-growth .sb-live path"
    ).first.wait_for()
    bar = "[...document.querySelectorAll('#fig-trade-growth .sb-marks a')][0].sbShape.getBoundingClientRect()"
    x, y = page.evaluate(f"(() => {{ const r = {bar}; return [r.left + r.width / 2, r.top + r.height / 2] }})()")
    page.touchscreen.tap(x, y)
    page.wait_for_selector(CARD)
    told, address = page.inner_text(CARD), page.url
    page.tap(f"{CARD} .sb-note-entry")
    page.wait_for_url("**/evidence/**")
    context.close()

    assert "40.3 percentage points" in told
    assert address.endswith("chapters/trade.html")


def test_a_title_follows_the_controls_and_comes_back(trade: Visit) -> None:
    trade.draw()
    title, control = "#fig-trade-growth .sb-title", "#fig-trade-growth .sb-controls select"
    first = trade.page.inner_text(title)
    trade.page.select_option(control, index=1)
    moved = trade.page.inner_text(title)
    trade.page.select_option(control, index=0)

    assert first == "Integrated circuits (exports) made 40.3 of 69.3 points of growth"
    assert moved == "Processing trade made 62.4 of 69.3 points of growth"
    assert first == trade.page.inner_text(title)


def test_every_value_in_the_table_of_a_chart_leads_to_an_entry(built: Book) -> None:
    for name in chapters(built):
        path = built.html / ("index.html" if name == "index" else f"chapters/{name}.html")
        tree = html.fromstring(path.read_bytes())
        for chart in tree.xpath("//figure[contains(@class, 'sb-figure')]"):
            heads = [cell.text_content() for cell in chart.xpath(".//thead//th")]
            if "Value" in heads:
                cells = chart.xpath(f".//tbody/tr/td[{heads.index('Value') + 1}]")
                bare = [cell.text_content() for cell in cells if cell.text_content() and not cell.xpath("./a")]
                assert [] == bare, chart.get("id")


def test_cells_of_tables_lead_to_entries(trade: Visit) -> None:
    trade.page.click("#fig-trade-growth summary")
    trade.page.locator("#fig-trade-growth .sb-table a.sb-cite").first.click()

    assert re.search(r"evidence/trade-2026(-\d)?\.html#num-[0-9a-f]{12}$", trade.page.url)


@pytest.mark.parametrize("page", ["evidence/index.html", "evidence/trade-2026.html", "index.html"])
def test_an_entry_that_moved_is_found_from_its_old_address(browser: Any, built: Book, page: str) -> None:
    anchor = "obs-china-2025-tech-contracts"
    with Visit(browser, built.html / page, 1280) as visit:
        visit.page.goto(f"{(built.html / page).as_uri()}#{anchor}")
        visit.page.wait_for_url(f"**/evidence/patents-2025.html#{anchor}")

        assert [] == visit.complaints


def test_an_entry_leads_back_to_where_its_number_stands(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "evidence" / "patents-2025.html", 1280) as visit:
        entry = visit.page.locator("dt:has(#obs-china-2025-tech-contracts) + dd")
        entry.locator("a[href*='#use-patents-']").first.click()
        name = visit.page.url.rpartition("#")[2]

        assert "1.18 trillion yuan" == visit.page.inner_text(f"#{name}").lower()


def test_long_lists_of_an_entry_are_folded_and_open(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "evidence" / "trade-2026.html", 1280) as visit:
        fact = visit.page.query_selector("dl.sb-facts dd:has(.sb-more)")
        shown = [link for link in fact.query_selector_all("a") if link.is_visible()]
        assert len(shown) < len(fact.query_selector_all("a"))
        fact.query_selector(".sb-more").click()

        assert all(link.is_visible() for link in fact.query_selector_all("a"))
