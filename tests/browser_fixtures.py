"""Pages in Chromium, from disk, with the network refused; everything that goes wrong on them is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from statbook.project.paths import Book

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
in_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER TESTS: Chromium is not installed (Debian: chromium)"),
]
"""What a module of tests in the browser is marked with."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield made
        made.close()


A_FRAME = "new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(done)); setTimeout(done, 500); })"
"""Until a frame was drawn, or half a second: a busy browser draws none for a while."""


class Visit:
    """A page with everything that went wrong on it."""

    def __init__(self, browser: Any, path: Path, width: int, scheme: str = "light", script: str = "") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
        if script:
            self.context.add_init_script(script)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.open(path)

    def open(self, path: Path) -> None:
        """Open a page, and forget what went wrong on the one before."""
        self.complaints = []
        self.page.goto(path.as_uri())

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")

    def draw(self) -> list[str]:
        """Turn to every chart as a pointer does; give the identifiers of those that were drawn."""
        for chart in self.page.query_selector_all("figure.sb-figure"):
            chart.evaluate(f"chart => {{ chart.scrollIntoView({{block: 'center'}}); return {A_FRAME}; }}")
            chart.dispatch_event("pointerover")
        settled = "[...document.querySelectorAll('figure.sb-figure')].every(f => f.dataset.ready || f.dataset.error)"
        # Asked again and again from here: a wait within the page would need the eval that its policy refuses.
        for _ in range(1500):
            if self.page.evaluate(settled):
                break
            self.page.wait_for_timeout(20)
        drawn: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('figure.sb-figure[data-ready=\"1\"]')]"
            ".filter(f => f.querySelector('.sb-live svg')).map(f => f.id)"
        )
        return drawn

    def settle(self) -> None:
        """Bring every transition to its end, and wait until a frame has been drawn after that."""
        self.page.evaluate(
            "() => { document.getAnimations().forEach(a => a.finish());"
            " return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))); }"
        )

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def pages(book: Book) -> list[Path]:
    return sorted(p for p in book.html.rglob("*.html") if "_static" not in p.parts)


def has_charts(path: Path) -> bool:
    return 'class="sb-figure"' in path.read_text(encoding="utf-8")
