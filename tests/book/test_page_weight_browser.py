"""What a page loads before a reader does anything: requests, and bytes as a server would send them."""

from __future__ import annotations

import gzip
import logging
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from browser_fixtures import Visit, in_browser
from statbook.project.paths import Book

pytestmark = in_browser
LOG = logging.getLogger(__name__)

KINDS = {".html": "page", ".css": "style sheets", ".js": "scripts", ".woff2": "fonts", ".png": "icons", ".svg": "icons"}


def weight(path: Path) -> int:
    """The bytes of a file on its way to a reader; WOFF2 is packed already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 6, mtime=0))


def first_view(browser: Any, page: Path) -> list[Path]:
    """The files that *page* loads in a browser that has none of them yet."""
    loaded = []
    with Visit(browser, Path("/dev/null"), 1280) as visit:
        visit.page.on("request", lambda request: loaded.append(Path(unquote(urlsplit(request.url).path))))
        visit.open(page)
        visit.page.wait_for_load_state("networkidle")
        assert [] == visit.complaints
    return loaded


@pytest.fixture(scope="module")
def views(browser: Any, built: Book) -> dict[str, list[Path]]:
    """The files of the first view of the front page and of each chapter; their numbers are logged."""
    made = {}
    for page in (built.html / "index.html", *sorted((built.html / "chapters").glob("*.html"))):
        files = made[page.stem] = first_view(browser, page)
        kinds = {kind: sum(weight(file) for file in files if KINDS[file.suffix] == kind) for kind in KINDS.values()}
        parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in kinds.items())
        LOG.info("%s: %d requests, %.1f kB (%s)", page.stem, len(files), sum(kinds.values()) / 1000, parts)
    return made


def own(files: list[Path]) -> list[Path]:
    """Style sheets and scripts of theme and book."""
    return [file for file in files if file.suffix in (".css", ".js")]


def test_theme_and_book_take_three_requests(views: dict[str, list[Path]]) -> None:
    assert len(views) >= 9
    for page, files in views.items():
        assert ["page.css", "page.js", "theme.js"] == sorted(file.name for file in own(files)), page


def test_style_sheet_and_scripts_of_theme_and_book_weigh_at_most_50_kb(views: dict[str, list[Path]]) -> None:
    for page, files in views.items():
        assert sum(map(weight, own(files))) <= 50_000, page


def test_a_first_view_is_small_and_asks_for_little(views: dict[str, list[Path]]) -> None:
    for page, files in views.items():
        assert sum(map(weight, files)) <= (120_000 if page == "index" else 200_000), page
        assert len(files) <= 12, page


def test_the_style_sheet_holds_no_icon_that_is_drawn_in_the_page(built: Book) -> None:
    sheet = (built.html / "_static" / "page.css").read_text(encoding="utf-8")

    assert "Font Awesome" not in sheet
    assert ".fa-bell" not in sheet
    assert [] == [*(built.html / "_static").rglob("fa-*")]


def icons_of(browser: Any, page: Path, scheme: str, script: bool) -> list[str]:
    """What the bar above *page* shows in the colours *scheme*: icons that are seen, each with its size."""
    context = browser.new_context(
        viewport={"width": 390, "height": 900}, color_scheme=scheme, java_script_enabled=script, offline=True
    )
    opened = context.new_page()
    opened.goto(page.as_uri())
    seen = [
        f"{icon.get_attribute('class').split()[1]} {box['height']:.0f}"
        for icon in opened.query_selector_all(".bd-header-article svg")
        if (box := icon.bounding_box()) and box["width"] > 10
    ]
    context.close()
    return seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_icons_are_seen_and_one_of_three_stands_for_light_and_dark(browser: Any, built: Book, scheme: str) -> None:
    chapter = built.html / "chapters" / "trade.html"

    with_script = icons_of(browser, chapter, scheme, True)
    assert ["fa-bars 22", "theme-switch 28", "fa-magnifying-glass 28", "fa-list 22"] == with_script
    assert ["fa-bars 22", "fa-list 22"] == icons_of(browser, chapter, scheme, False)


@pytest.mark.parametrize("side", ["primary", "secondary"])
def test_sidebars_of_a_small_screen_open_by_their_icon_and_close_by_escape(
    browser: Any, built: Book, side: str
) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 390) as visit:
        inside = visit.page.locator(f"#pst-{side}-sidebar-modal a:visible")
        assert 0 == inside.count()
        visit.page.click(f".{side}-toggle:visible")
        assert inside.count() >= 5
        visit.page.keyboard.press("Escape")
        visit.page.locator(f"#pst-{side}-sidebar-modal").wait_for(state="hidden", timeout=5000)
        assert 0 == inside.count()
        assert [] == visit.complaints


def test_code_can_be_copied_by_its_button(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "traps" / "unlike-units.html", 1280) as visit:
        visit.page.hover("div.highlight >> nth=0")
        visit.page.click("button.copybtn >> nth=0")
        visit.page.wait_for_selector("button.copybtn.success", timeout=5000)
        assert [] == visit.complaints
