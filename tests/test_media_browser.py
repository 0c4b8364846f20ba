"""Pages as others get them: without script, on paper, and on the narrowest screen. What is seen is read from pixels and text."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image

from browsing import Visit, in_browser, pages
from statbook.paths import Book

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
    drawings = [d for d in page.locator("figure.sb-figure .sb-static svg").all() if d.is_visible()]
    seen = [tones(drawing.screenshot()) for drawing in drawings]
    context.close()

    assert 5 <= len(seen)
    for dark, light, ground in seen:
        assert (ground > 250) if scheme == "light" else (ground < 40)
        # Words and marks take one pixel in two hundred at least.
        assert (dark if scheme == "light" else light) > 0.005


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
    assert 1 == text.count("Othermachineryexports")
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
