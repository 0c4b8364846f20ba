"""How long an author waits under `statbook preview`: from saving a change until a browser shows it."""

from __future__ import annotations

import re
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from measure import COMMAND, another_number, another_sentence
from paint import open_browser

from statbook.project.paths import Book

SETTLED_SECONDS = 20
"""How long the rest of the book may take to be brought in line, before the next change."""
MOST_SECONDS = 120
SEEN = "(document.querySelector('main') || document.body).innerHTML"
CHART = {"0.5": "1.0", "1.0": "2.0", "2.0": "0.1", "0.1": "0.5"}
"""The smallest contribution that a chart of the trade chapter shows by itself, and the next one to try."""


def another_chart(book: Book) -> None:
    """Let a chart of the trade chapter show more or fewer bars."""
    path = book.root / "chapters" / "trade.ipynb"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"minimum: float = ([\d.]+)", lambda found: f"minimum: float = {CHART[found[1]]}", text)
    assert changed != text, "the trade chapter has no parameter `minimum`"
    path.write_text(changed, encoding="utf-8")


CASES: dict[str, tuple[str, Callable[[Book], None]]] = {
    "a sentence": ("chapters/trade.html", another_sentence),
    "a chart": ("chapters/trade.html", another_chart),
    "a row of data": ("chapters/credit.html", another_number),
}
"""What is changed: the page that is looked at, and how."""


def preview_waits(book: Book, runs: int) -> list[tuple[str, str]]:
    """For each case the median of *runs*, in seconds; empty where Chromium or Playwright is not installed."""
    with open_browser() as browser, _preview(book) as address:
        if browser is None:
            return []
        page, rows = browser.new_page(), []
        _open(page, f"{address}index.html")
        time.sleep(SETTLED_SECONDS)
        for what, (place, change) in CASES.items():
            waits = []
            for _ in range(runs):
                _open(page, f"{address}{place}")
                waits.append(_wait(page, lambda change=change: change(book)))  # type: ignore[misc]
                time.sleep(SETTLED_SECONDS)
            rows.append((what, f"{statistics.median(waits):.2f} s"))
    return rows


@contextmanager
def _preview(book: Book) -> Iterator[str]:
    """The address of a preview of *book*, while there is one."""
    command = [*COMMAND, "preview", "--port", "0"]
    process = subprocess.Popen(command, cwd=book.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout
        yield process.stdout.readline().split()[4].rstrip(";")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _open(page: Any, address: str) -> None:
    """Let *page* show what is at *address*, as soon as it is made."""
    end = time.monotonic() + MOST_SECONDS
    while not (answer := page.goto(address)) or not answer.ok:
        if time.monotonic() > end:
            raise click.ClickException(f"the preview has not shown {address} after {MOST_SECONDS} s")
        time.sleep(1)
    time.sleep(2)  # until it hears of changes


def _wait(page: Any, change: Callable[[], None]) -> float:
    """Seconds from a *change* until *page* is another."""
    before, start = page.evaluate(SEEN), time.perf_counter()
    change()
    while time.perf_counter() - start < MOST_SECONDS:
        if _shown(page) not in (before, ""):
            return time.perf_counter() - start
        time.sleep(0.02)
    raise click.ClickException(f"the preview has not shown a change after {MOST_SECONDS} s")


def _shown(page: Any) -> str:
    """What *page* shows; nothing while it is loaded anew."""
    from playwright.sync_api import Error

    try:
        return str(page.evaluate(SEEN))
    except Error:
        return ""
