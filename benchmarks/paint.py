"""When a reader with a telephone sees the largest element of a page, and which one it is (largest contentful paint).

The line and the processor are those of Lighthouse's telephone; the pages come from a web server on this machine, into
a browser that has none of them yet.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
from web_server import slow_page, web_server

WIDTH = 390
SETTLED_MILLISECONDS = 3000
LARGEST = """
window.largest = [0, ""];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.largest = [entry.startTime, entry.element ? entry.element.localName : ""];
}).observe({type: "largest-contentful-paint", buffered: true});
"""


def largest_paints(site: Path, runs: int) -> list[tuple[str, str, str]]:
    """For the front page and each chapter of *site*: its name, the median of *runs* in seconds, and the element.

    Empty where Chromium or Playwright is not installed.
    """
    rows = []
    with open_browser() as browser, web_server(site) as address:
        if browser is None:
            return []
        for path in (site / "index.html", *sorted((site / "chapters").glob("*.html"))):
            place = path.relative_to(site).as_posix()
            paints = [_largest(browser, f"{address}/{place}") for _ in range(runs)]
            median = statistics.median(milliseconds for milliseconds, _ in paints)
            rows.append((place, f"{median / 1000:.2f} s", f"<{paints[0][1]}>"))
    return rows


@contextmanager
def open_browser() -> Iterator[Any]:
    """Chromium, while it is needed; None where it or Playwright is not installed."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        yield None
        return
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _largest(browser: Any, address: str) -> tuple[float, str]:
    page = slow_page(browser, WIDTH, LARGEST)
    page.goto(address)
    page.wait_for_timeout(SETTLED_MILLISECONDS)
    milliseconds, element = page.evaluate("largest")
    page.context.close()
    return float(milliseconds), str(element)
