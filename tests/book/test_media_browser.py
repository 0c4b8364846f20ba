"""Pages as others get them: without script, on paper, and on the narrowest screen. What is seen is read from pixels and text."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from browser_fixtures import Visit, in_browser, pages
from statbook.project.paths import Book

pytestmark = in_browser

DARK, LIGHT = 110, 170
"""Of 255: ink on white is darker than the one, ink on dark lighter than the other."""


def tones(picture: bytes | Image.Image) -> tuple[float, float, float]:
    """Which parts of the pixels are dark and light, and how light the commonest, which is the ground, is."""
    image = picture if isinstance(picture, Image.Image) else Image.open(io.BytesIO(picture))
    counts = image.convert("L").histogram()
    total = sum(counts)
    return sum(counts[:DARK]) / total, sum(counts[LIGHT:]) / total, float(max(range(256), key=counts.__getitem__))


def front(book: Book, name: str) -> Path:
    return book.html / "chapters" / f"{name}.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_without_script_every_drawing_has_ink_that_stands_out_from_its_ground(
    browser: Any, built: Book, scheme: str, width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=False, offline=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(front(built, "trade").as_uri())
    # Letters that are on their way leave no ink at first.
    page.evaluate("document.fonts.ready.then(() => true)")
    drawings = [d for d in page.locator("figure.sb-figure .sb-static svg").all() if d.is_visible()]
    seen = [tones(drawing.screenshot()) for drawing in drawings]
    context.close()

    assert 5 <= len(seen)
    for dark, light, ground in seen:
        assert (ground > 250) if scheme == "light" else (ground < 40)
        # Words and marks take four pixels in a thousand at least: a blank drawing has none.
        assert (dark if scheme == "light" else light) > 0.004


@pytest.fixture(scope="module", params=["light", "dark"])
def printed(
    request: pytest.FixtureRequest, browser: Any, built: Book, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[str], list[str]]:
    """The trade chapter printed after all its charts came to life and one was moved; titles and subtitles as they were."""
    path = tmp_path_factory.mktemp("paper") / "trade.pdf"
    with Visit(browser, front(built, "trade"), 1280, request.param) as visit:
        titles = visit.page.locator(".sb-figure .sb-title").all_inner_texts()
        subtitles = visit.page.locator(".sb-figure .sb-subtitle").all_inner_texts()
        assert len(titles) == len(visit.draw())
        visit.page.locator(".sb-controls select").first.select_option(index=1)
        visit.page.emulate_media(media="print", color_scheme=request.param)
        visit.page.pdf(path=path, format="A4")
        assert visit.page.locator(".sb-figure .sb-title").first.inner_text() != titles[0]
    return path, titles, subtitles


def squeezed(text: str) -> str:
    return "".join(text.split())


Paper = tuple[Path, list[str], list[str]]


def test_paper_has_each_chart_once_under_its_title_without_its_controls(printed: Paper) -> None:
    path, titles, subtitles = printed
    with pdfplumber.open(path) as pdf:
        sheets = [squeezed(sheet.extract_text()) for sheet in pdf.pages]
    text = "".join(sheets)

    for title, subtitle in zip(titles, subtitles, strict=True):
        assert 1 == sum(squeezed(title) + squeezed(subtitle) in sheet for sheet in sheets), title
    # Labels within drawings, of which each chart has one of its own.
    assert 1 == text.count("PartnersoutsideRCEPandEU")
    assert "CSVSVGPNG" not in text
    assert "byflowandproduct" not in text


def test_paper_is_white_with_dark_ink_whichever_mode_the_page_was_in(printed: Paper) -> None:
    with pdfplumber.open(printed[0]) as pdf:
        for sheet in pdf.pages:
            dark, light, ground = tones(sheet.to_image(resolution=60).original)
            assert ground > 250
            assert light > 0.8
            assert dark > 0.002


def test_a_chart_stands_on_the_sheet_of_its_title(printed: Paper) -> None:
    path, titles, _ = printed
    with pdfplumber.open(path) as pdf:
        for sheet in pdf.pages:
            lines = [squeezed(line) for line in sheet.extract_text().splitlines()]
            last = [line for line in lines if line][-3:]
            assert not {squeezed(title) for title in titles} & set(last), last


def test_no_page_scrolls_sideways_at_320_pixels_and_its_buttons_are_whole(browser: Any, built: Book) -> None:
    seen = 0
    with Visit(browser, built.html / "index.html", 320) as visit:
        for path in pages(built):
            visit.page.goto(path.as_uri())
            wide = visit.page.evaluate("document.documentElement.scrollWidth")
            ends = visit.page.evaluate(
                "[...document.querySelectorAll('.bd-header-article button, .bd-header-article label')]"
                ".map(b => b.getBoundingClientRect()).filter(b => b.width).map(b => b.right)"
            )
            assert 320 == wide, path.name
            assert [] == [end for end in ends if end > 320], path.name
            seen += len(ends)

    assert seen >= 2 * len(pages(built))


def test_every_page_has_the_books_icon_and_asks_for_nothing_that_is_not_there(browser: Any, built: Book) -> None:
    for path in pages(built):
        links = re.findall(r'<link rel="(?:icon|apple-touch-icon)" href="([^"?]+)', path.read_text(encoding="utf-8"))
        assert 3 == len(links), path.name
        assert all((path.parent / link).is_file() for link in links), path.name
    with Visit(browser, built.html / "_static" / "icon.svg", 64) as visit:
        colours = Image.open(io.BytesIO(visit.page.locator("svg").screenshot())).convert("RGB").getcolors(10_000)
    with Image.open(built.html / "_static" / "icon.png") as image:
        assert (64, 64) == image.size

    assert 3 <= len(colours or [])
    assert re.fullmatch(r"# Project: .*From Bookshelf to Marketplace.*", _inventory(built)[1])


def _inventory(book: Book) -> list[str]:
    return (book.html / "objects.inv").read_bytes()[:400].decode("utf-8", "replace").splitlines()


def test_titles_are_quoted_as_they_are_printed_and_a_name_has_one_apostrophe(browser: Any, built: Book) -> None:
    with (built.data / "sources.csv").open(encoding="utf-8", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    with Visit(browser, front(built, "sources"), 1280) as visit:
        text = visit.page.inner_text("article")
    with Visit(browser, front(built, "trade"), 1280) as visit:
        trade = visit.page.inner_text("article") + str(visit.page.locator("figure svg").all_text_contents())

    assert [] == [title for title in titles if title not in text]
    assert "Xi'an" in trade
    assert "Xi’an" not in trade


def test_words_for_a_screen_are_not_on_paper(browser: Any, built: Book, tmp_path: Path) -> None:
    with Visit(browser, built.html / "index.html", 1280) as visit:
        assert "Point at the number" in visit.page.inner_text("article")
        visit.page.pdf(path=tmp_path / "front.pdf", format="A4")
    for path in (tmp_path / "front.pdf", built.pdf / "book.pdf"):
        with pypdfium2.PdfDocument(path) as pdf:
            text = "".join(squeezed(sheet.get_textpage().get_text_bounded()) for sheet in pdf)
        assert "Takethisone" in text
        assert "Pointatthenumber" not in text
        assert "../traps" not in text
