"""What pages load of the font, and that no line moves while it comes."""

from __future__ import annotations

import base64
import io
import re
import time
from typing import Any

import pytest
from PIL import Image

from browser_fixtures import Visit, in_browser, pages
from statbook.project.paths import Book
from web_server import slow_page, web_server

pytestmark = in_browser

SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({type: "layout-shift", buffered: true});
"""


def test_a_page_loads_few_slices_and_a_chapter_few_bytes(browser: Any, built: Book) -> None:
    loaded: dict[str, list[str]] = {}
    asked: list[str] = []
    with Visit(browser, built.html / "index.html", 1280) as visit:
        visit.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        for path in pages(built):
            asked.clear()
            visit.open(path)
            visit.page.evaluate("document.fonts.ready.then(() => 0)")
            name = path.relative_to(built.html).as_posix()
            loaded[name] = [file for file in asked if file.startswith("StatbookSC-")]
            assert [] == visit.complaints, name
    static = built.html / "_static"
    sizes = {name: sum((static / file).stat().st_size for file in files) for name, files in loaded.items()}
    first = {name: size for name, size in sizes.items() if name == "index.html" or name.startswith("chapters/")}

    assert max(map(len, loaded.values())) <= 8
    latin = {"StatbookSC-Regular-latin.woff2", "StatbookSC-Bold-latin.woff2"}
    assert latin == {*loaded["index.html"]} == {*loaded["chapters/trade.html"]}
    assert latin | {"StatbookSC-Regular-chapters.woff2"} == {*loaded["chapters/method.html"]}
    assert max(first.values()) < 120_000, first
    assert not [name for name, files in loaded.items() if "StatbookSC-Bold-rest.woff2" in files]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("letters", ["StatbookSC-Bold-latin", "StatbookSC-Regular-latin", r"StatbookSC-\w+-(?!latin)"])
def test_no_line_moves_while_letters_come(browser: Any, built: Book, letters: str, width: int) -> None:
    def wait(route: Any) -> None:
        time.sleep(0.5)
        route.continue_()

    moved = {}
    for name in ("index", "chapters/credit", "chapters/low_altitude", "chapters/method", "chapters/trade"):
        with Visit(browser, built.html / "licences" / "README.txt", width, script=SHIFTS) as visit:
            visit.page.route(re.compile(letters), wait)
            visit.open(built.html / f"{name}.html")
            visit.page.wait_for_timeout(1000)
            moved[name] = visit.page.evaluate("shifted")

    assert not {name: shift for name, shift in moved.items() if shift > 0.02}


def is_blank(visit: Visit) -> bool:
    """Whether all that is seen of a page has one colour; Playwright's own picture would wait for the letters."""
    picture = visit.context.new_cdp_session(visit.page).send("Page.captureScreenshot")["data"]
    return len(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB").getcolors(1_000_000)) == 1


def wait_until_shown(visit: Visit) -> None:
    end = time.monotonic() + 30
    while is_blank(visit):
        assert time.monotonic() < end, "the page stays blank"
        visit.page.wait_for_timeout(50)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_whose_letters_do_not_come_is_shown_after_three_seconds(browser: Any, built: Book, scheme: str) -> None:
    with Visit(browser, built.html / "licences" / "README.txt", 390, scheme) as visit:
        visit.page.clock.install(time=0)
        visit.page.clock.pause_at(1)
        visit.page.route(re.compile("StatbookSC-"), lambda route: None)
        visit.page.goto((built.html / "chapters" / "trade.html").as_uri(), wait_until="domcontentloaded")

        visit.page.clock.run_for(2900)
        assert is_blank(visit)
        visit.page.emulate_media(media="print")
        assert not is_blank(visit)
        visit.page.emulate_media(media="screen")
        assert is_blank(visit)
        visit.page.clock.run_for(200)
        wait_until_shown(visit)


def test_a_page_whose_letters_are_refused_is_shown_at_once(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "licences" / "README.txt", 390) as visit:
        visit.page.clock.install(time=0)
        visit.page.clock.pause_at(1)
        visit.page.route(re.compile("StatbookSC-"), lambda route: route.abort())
        visit.open(built.html / "chapters" / "trade.html")

        wait_until_shown(visit)


def test_one_may_type_on_the_search_page_before_its_letters_are_there(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "licences" / "README.txt", 390) as visit:
        visit.page.route(re.compile("StatbookSC-"), lambda route: None)
        visit.page.goto((built.html / "search.html").as_uri(), wait_until="domcontentloaded")
        visit.page.keyboard.type("drones")

        assert "drones" == visit.page.input_value("#sb-query")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_line_moves_on_a_slow_line_and_the_letters_are_there_with_the_style(
    browser: Any, built: Book, width: int
) -> None:
    moved, said = {}, []
    with web_server(built.html) as address:
        for path in (built.html / "index.html", *sorted((built.html / "chapters").glob("*.html"))):
            page = slow_page(browser, width, SHIFTS)
            page.on("console", lambda message: said.append(message.text))
            page.goto(f"{address}/{path.relative_to(built.html).as_posix()}")
            page.wait_for_timeout(1000)
            moved[path.stem] = page.evaluate("shifted")
            page.context.close()

    assert not {name: shift for name, shift in moved.items() if shift > 0.02}
    assert [] == [words for words in said if "Refused" in words or "Failed" in words]


def test_letters_and_chinese_are_in_the_books_font(browser: Any, built: Book) -> None:
    """A Chinese sign is as wide as high; Latin is as wide as the font says."""
    measure = """name => {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = "100px " + name;
      return [pen.measureText("Trade").width, pen.measureText("西安").width];
    }"""
    with Visit(browser, built.html / "chapters" / "sources.html", 1280) as visit:
        visit.page.evaluate("document.fonts.load('16px \"Statbook SC\"', 'Trade西安').then(() => 0)")
        ours, chinese = visit.page.evaluate(measure, '"Statbook SC"')
        other, _ = visit.page.evaluate(measure, "serif")

    assert 200 == pytest.approx(chinese, abs=0.5)
    assert ours != pytest.approx(other, rel=0.01)
