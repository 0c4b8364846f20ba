"""The built book in Chromium, from disk, with the network refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from statbook.paths import Book
from statbook.press import run_chapter

CHROMIUM = shutil.which("chromium")


pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER TESTS: Chromium is not installed (Debian: chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield made
        made.close()


class Visit:
    """A page with everything that went wrong on it."""

    def __init__(self, browser: Any, path: Path, width: int, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.goto(path.as_uri())

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")

    def draw(self) -> list[str]:
        """Scroll every figure into view; give the identifiers of those that were drawn."""
        for figure in self.page.query_selector_all("figure.sb-figure"):
            figure.scroll_into_view_if_needed()
        settled = "[...document.querySelectorAll('figure.sb-figure')].every(f => f.dataset.ready || f.dataset.error)"
        # Asked again and again from here: a wait within the page would need the eval that its policy refuses.
        for _ in range(300):
            if self.page.evaluate(settled):
                break
            self.page.wait_for_timeout(100)
        drawn: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('figure.sb-figure[data-ready=\"1\"]')]"
            ".filter(f => f.querySelector('.sb-live svg')).map(f => f.id)"
        )
        return drawn

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def pages(book: Book) -> list[Path]:
    return sorted(p for p in book.html.rglob("*.html") if "_static" not in p.parts)


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_opens_without_complaint_and_draws_every_figure(browser: Any, built: Book, width: int) -> None:
    total = 0
    for path in pages(built):
        with Visit(browser, path, width) as visit:
            expected = visit.page.evaluate("[...document.querySelectorAll('figure.sb-figure')].map(f => f.id)")
            drawn = visit.draw()
            wide = visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
            assert expected == drawn, path.name
            assert [] == visit.complaints, path.name
            assert not wide, f"{path.name} is wider than {width} pixels"
            total += len(drawn)

    assert total >= 20


def test_at_least_ten_figures_let_the_reader_do_something(browser: Any, built: Book) -> None:
    useful = []
    for path in pages(built):
        with Visit(browser, path, 1280) as visit:
            visit.draw()
            for figure in visit.page.query_selector_all("figure.sb-figure"):
                control = figure.query_selector(".sb-controls select, .sb-controls input")
                if control is None:
                    continue
                before = figure.query_selector(".sb-live").inner_html()
                _move(control)
                visit.page.wait_for_timeout(150)
                if figure.query_selector(".sb-live").inner_html() != before:
                    useful.append(figure.get_attribute("id"))
            assert [] == visit.complaints, path.name

    assert len(useful) >= 10, useful


def _move(control: Any) -> None:
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(index=1)
    elif control.get_attribute("type") == "range":
        control.evaluate("e => { e.value = e.max; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    else:
        control.evaluate("e => e.click()")


def test_figures_are_seen_without_script(browser: Any, built: Book) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((built.html / "chapters" / "trade.html").as_uri())
    shown = page.locator("figure.sb-figure .sb-wide svg").first.is_visible()
    context.close()

    assert shown


def test_dark_mode_changes_the_page_and_its_figures(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 1280) as visit:
        visit.draw()
        look = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.sb-live text')).fill]"
        before = visit.page.evaluate(look)
        for _ in range(3):
            visit.page.click(".theme-switch-button:visible")
            if visit.page.evaluate("document.documentElement.dataset.theme") == "dark":
                break
        after = visit.page.evaluate(look)

        assert before[0] != after[0]
        assert before[1] != after[1]
        assert [] == visit.complaints


def test_search_works_from_disk(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "search.html", 1280) as visit:
        visit.page.goto((built.html / "search.html").as_uri() + "?q=waterfall+circuits")
        visit.page.goto((built.html / "search.html").as_uri() + "?q=circuits")
        visit.page.wait_for_selector("#search-results li a", timeout=15_000)

        assert "Trade" in visit.page.inner_text("#search-results")
        assert [] == visit.complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_barrier(browser: Any, built: Book, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []
    for path in pages(built):
        if path.name in ("genindex.html", "search.html"):
            continue
        with Visit(browser, path, 1280, scheme) as visit:
            visit.page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
            visit.draw()
            for violation in axe.run(visit.page).response["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    where = [node["target"] for node in violation["nodes"][:3]]
                    found.append(f"{path.name}: {violation['id']}: {where}")

    assert [] == found


def test_a_name_that_looks_like_script_is_inert_in_the_page(browser: Any, copy: Book) -> None:
    """In figure, table, tooltip and alternative text: nothing of it runs, wherever the pointer goes."""
    evil = "</script><img src=x onerror=document.title='run'><svg onload=document.title='run'>"
    path = copy.data / "members.csv"
    rows = path.read_text(encoding="utf-8")
    path.write_text(rows.replace(",Korea,Korea,", f',Korea,"{evil}",'), encoding="utf-8")
    page, _ = run_chapter(copy, "trade", {}, lambda words: None)
    with Visit(browser, page, 1280) as visit:
        visit.draw()
        for button in visit.page.query_selector_all("figure.sb-figure summary"):
            button.click()
        for mark in visit.page.query_selector_all(".sb-live .mark-rect path, .sb-live .mark-symbol path")[:60]:
            mark.hover(force=True, no_wait_after=True)
        visit.page.wait_for_timeout(200)

        assert "onerror" in visit.page.content()
        assert "run" != visit.page.title()
        assert 0 == visit.page.locator("img[src=x]").count()
        assert [] == visit.complaints


def test_every_link_within_the_book_leads_somewhere(browser: Any, built: Book) -> None:
    broken = []
    anchors: dict[Path, set[str]] = {}
    with Visit(browser, built.html / "index.html", 1280) as visit:
        for path in pages(built):
            visit.page.goto(path.as_uri())
            anchors[path] = set(visit.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
        for path in pages(built):
            visit.page.goto(path.as_uri())
            links = visit.page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
            for link in sorted({link for link in links if link.startswith("file:")}):
                target, _, fragment = link.removeprefix("file://").partition("#")
                there = Path(target.partition("?")[0])
                if not there.is_file() or (fragment and there in anchors and fragment not in anchors[there]):
                    broken.append(f"{path.name}: {link}")

    assert [] == broken
