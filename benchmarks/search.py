"""How long the search takes from a key press to painted results, in Chromium, with more records than the book has.

Needs a built book, the environment of the tests and Chromium: `.venv/bin/python benchmarks/search.py`.
The records are the book's own entries over and over, each with a number of its own.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import sync_playwright

from statbook.project.paths import book

SIZES = (5_000, 20_000)
QUERIES = ("integrated circuits", "1.18 trillion", "1137.2", "-19.0%", "e", "xyzzy")
# From the key to the frame after the one in which the results were laid out.
CLOCK = """
window.times = [];
let start = 0;
addEventListener("keydown", () => { start = performance.now(); }, true);
addEventListener("input", () => requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - start))));
"""


def many(site: Path, folder: Path, size: int) -> Path:
    """A copy of the search page with *size* records."""
    _, *lines, _ = (site / "_static" / "search-data.js").read_text(encoding="utf-8").splitlines()
    own = [json.loads(line.rstrip(",")) for line in lines]
    entries = [record for record in own if record["kind"] == "entry"]
    made = [
        entries[n % len(entries)] | {"text": f"{entries[n % len(entries)]['text']} · Number: {n * 7919 % 1_000_003:,}"}
        for n in range(size)
    ]
    shutil.copytree(site / "_static", folder / "_static")
    shutil.copy(site / "search.html", folder)
    (folder / "_static" / "search-data.js").write_text(f"window.bookRecords = {json.dumps(made)};", encoding="utf-8")
    return folder / "search.html"


def milliseconds(page: Any, query: str) -> list[float]:
    """The time of each key of *query*."""
    page.fill("#sb-query", "")
    page.wait_for_timeout(100)
    page.evaluate("times.length = 0")
    page.keyboard.type(query, delay=150)
    page.wait_for_timeout(300)
    return list(page.evaluate("times"))


def main() -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                page = browser.new_page()
                page.add_init_script(CLOCK)
                page.goto(many(book().html, Path(folder), size).as_uri())
                for query in QUERIES:
                    times = milliseconds(page, query)
                    click.echo(
                        f"{size} records, {query}: median {statistics.median(times):.0f} ms, most {max(times):.0f} ms"
                    )
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
