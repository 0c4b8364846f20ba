"""The built book in Chromium, from disk, with the network refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from pybtex.database import parse_string

from statbook.figures import fonts
from statbook.figures.citation import edition_in_words
from statbook.figures.theme import palette
from statbook.paths import Book
from statbook.press import run_chapter
from statbook.store import Store

SVG = "{http://www.w3.org/2000/svg}"
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

    def saved(self, figure: Any, what: str) -> tuple[str, bytes]:
        """What the button *what* under a figure saves: the name of the file, and what is in it."""
        with self.page.expect_download(timeout=15_000) as started:
            figure.query_selector(f"[data-do={what}]").evaluate("button => button.click()")
        return started.value.suggested_filename, Path(started.value.path()).read_bytes()

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

        partners = visit.page.query_selector("#fig-trade-partners")
        picture = ET.fromstring(visit.saved(partners, "svg")[1])
        visit.saved(partners, "png")

        assert "onerror" in visit.page.content()
        assert evil in "".join(picture.itertext())
        assert not [node.tag for node in picture.iter() if node.tag.rpartition("}")[2] in ("script", "img", "image")]
        assert "run" != visit.page.title()
        assert 0 == visit.page.locator("img[src=x]").count()
        assert not (page.parents[1] / "data.html").exists()
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


@pytest.fixture(scope="module")
def taken(browser: Any, built: Book) -> Iterator[tuple[Visit, Any, dict[str, tuple[str, bytes]]]]:
    """A figure in a state that the reader chose, on a dark page, and all that can be saved of it."""
    with Visit(browser, built.html / "chapters" / "trade.html", 1280, "dark") as visit:
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        figure = visit.page.query_selector("#fig-trade-growth")
        figure.scroll_into_view_if_needed()
        visit.page.wait_for_selector("#fig-trade-growth[data-ready]")
        figure.query_selector(".sb-controls select").select_option(index=1)
        visit.page.wait_for_timeout(150)
        yield visit, figure, {what: visit.saved(figure, what) for what in ("csv", "svg", "png", "spec", "bib")}
        assert [] == visit.complaints


def text_of(picture: ET.Element) -> str:
    return " ".join(" ".join("".join(node.itertext()) for node in picture.iter(f"{SVG}text")).split())


def test_files_are_named_for_the_figure_and_the_version_of_its_data(taken: Any, store: Store) -> None:
    stem = f"fig-trade-growth-{store.edition.version}"

    assert {what: f"{stem}.{what}" for what in ("csv", "svg", "png", "bib")} | {"spec": f"{stem}.vl.json"} == {
        what: name for what, (name, _) in taken[2].items()
    }


def test_a_saved_picture_tells_title_state_source_and_edition(taken: Any, store: Store) -> None:
    _, figure, files = taken
    picture = ET.fromstring(files["svg"][1])
    text = text_of(picture)
    words = {name: " ".join(figure.query_selector(f".sb-{name}").inner_text().split()) for name in ("title", "source")}

    assert words["title"] in text
    assert "Cut: by trade mode" in text
    assert "Cut: by flow and product" not in text
    assert "Processing trade" in text  # a bar of the chosen state
    assert words["source"] in text
    assert store.edition.title in text
    assert edition_in_words(store.edition, "en") in text


def test_a_picture_saved_from_a_dark_page_is_for_paper(taken: Any) -> None:
    picture = ET.fromstring(taken[2]["svg"][1])
    colors = {node.get(name) for node in picture.iter() for name in ("fill", "stroke")} - {None, "none", "transparent"}

    assert colors <= {*palette.values(), "url(#hatch)"}
    assert palette["paper"] == picture.find(f"{SVG}rect").get("fill")  # type: ignore[union-attr]


def test_a_png_is_twice_the_size_written_in_the_books_font_and_not_blank(taken: Any) -> None:
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(taken[2]["png"][1])).convert("L")
    picture = ET.fromstring(taken[2]["svg"][1])
    head = next(node for node in picture.iter(f"{SVG}g") if node.get("data-part") == "head")
    title = "".join(next(head.iter(f"{SVG}text")).itertext())
    band = image.crop((0, 60, image.width, 100)).point(lambda value: 255 * (value < 128))
    bars = image.crop((0, image.height // 2, image.width, image.height // 2 + 40))

    assert (2 * int(picture.get("width", 0)), 2 * int(picture.get("height", 0))) == image.size
    assert pytest.approx(2 * (24 + fonts.wide(title, 18, 700)), rel=0.01) == band.getbbox()[2]
    assert len(bars.getcolors()) > 5


def test_the_saved_table_and_definition_are_those_of_the_page(taken: Any) -> None:
    _, figure, files = taken
    rows = [*csv.reader(io.StringIO(files["csv"][1].decode("utf-8-sig"), newline=""))]
    spec = json.loads(files["spec"][1])

    assert files["csv"][1].startswith(b"\xef\xbb\xbf")
    assert (
        figure.evaluate("f => [...f.querySelectorAll('.sb-table tr')].map(r => [...r.cells].map(c => c.textContent))")
        == rows
    )
    assert {"wide"} == {name for name, held in _held(figure).items() if held == spec}
    assert b'\n  "data": {' in files["spec"][1] or b'\n  "datasets": {' in files["spec"][1]
    alt.Chart.from_dict(spec)


def _held(figure: Any) -> dict[str, Any]:
    return dict(json.loads(figure.query_selector(".sb-spec").text_content()))


def test_the_citation_is_saved_and_copied_with_and_without_a_clipboard(taken: Any, store: Store) -> None:
    visit, figure, files = taken
    shown = [node.text_content() for node in figure.query_selector_all(".sb-words")]
    copied = []
    for clipboard in ("{ writeText: text => { window.copied = text; return Promise.resolve(); } }", "undefined"):
        visit.page.evaluate(
            "document.addEventListener('copy', () => { window.copied = String(getSelection()); });"
            f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard}, configurable: true }})"
        )
        figure.query_selector("details:has(.sb-cite)").evaluate("details => { details.open = true; }")
        for button in figure.query_selector_all("[data-do=copy]"):
            button.click()
            copied.append(visit.page.evaluate("window.copied"))
        assert ["Copied", "Copied"] == [node.text_content() for node in figure.query_selector_all(".sb-cite .sb-said")]

    assert shown * 2 == copied
    assert shown[1] + "\n" == files["bib"][1].decode("utf-8")
    assert [f"fig-trade-growth-{store.edition.version}"] == list(parse_string(shown[1], "bibtex").entries)


def test_a_narrow_picture_is_saved_before_it_is_live(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 390) as visit:
        figure = visit.page.query_selector("#fig-trade-shares")
        picture = ET.fromstring(visit.saved(figure, "svg")[1])

        assert figure.get_attribute("data-ready") is None
        assert "382" == picture.get("width")
        assert "Shares: by trade mode" in text_of(picture)
        assert [] == visit.complaints
