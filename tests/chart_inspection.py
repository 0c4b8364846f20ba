"""What is wrong with drawings as a browser shows them: words outside, cut, or too small to read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statbook.execution.runner import execute
from statbook.project.notebooks import HTML, MIME, chapters
from statbook.project.paths import LIBRARY, Book
from statbook.site.assembly import make_assets

ASSETS = LIBRARY / "site" / "assets"
PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="book.css"><script defer src="book.js"></script><script defer src="vega.js"></script>
<body style="margin:8px"><main class="bd-article">{}</main></body></html>"""

SMALLEST = 10.5
"""Pixels: words in a drawing are not smaller than this, however narrow the page."""
_FAULTS = """
([chart, smallest]) => {
  const found = [], seen = [];
  const svg = [...chart.querySelectorAll(".sb-live svg, .sb-static svg")].find(s => s.getBoundingClientRect().width);
  if (!svg) return ["nothing is drawn"];
  const box = svg.getBoundingClientRect();
  const shrunk = box.width / svg.viewBox.baseVal.width;
  for (const text of svg.querySelectorAll("text")) {
    const words = text.textContent, place = text.getBoundingClientRect();
    if (!words.trim() || !place.width || getComputedStyle(text).opacity === "0") continue;
    if (place.left < box.left - 1 || place.right > box.right + 1 || place.top < box.top - 3 || place.bottom > box.bottom + 3)
      found.push(`outside: ${words}`);
    if (words.endsWith("…")) found.push(`cut: ${words}`);
    for (const [other, there] of seen) {
      const across = Math.min(place.right, there.right) - Math.max(place.left, there.left);
      const down = Math.min(place.bottom, there.bottom) - Math.max(place.top, there.top);
      // A halo is the same words in the same place; boxes are a little higher than the letters in them.
      if (words !== other && across > 2 && down > 5) found.push(`upon each other: ${other} | ${words}`);
    }
    seen.push([words, place]);
    const size = parseFloat(getComputedStyle(text).fontSize) * shrunk;
    if (size < smallest) found.push(`${size.toFixed(1)} pixels: ${words}`);
  }
  return found;
}
"""


_DRAWN = "chart => chart.sbView.runAsync().then(() => 0)"
"""Until Vega has drawn the state that was chosen."""


def faults(chart: Any, *, crowded: bool = False) -> list[str]:
    """What is wrong with the chart *chart* as it is seen now; in a *crowded* one words may lie upon each other."""
    found: list[str] = chart.evaluate(f"chart => ({_FAULTS})([chart, {SMALLEST}])")
    return [fault for fault in found if not (crowded and fault.startswith("upon each other"))]


def states(chart: Any) -> Iterator[str]:
    """Turn each control of *chart* through its states, one control after another; name the state that stands."""
    yield "at first"
    for control in chart.query_selector_all(".sb-controls select, .sb-controls input"):
        if control.evaluate("e => e.tagName") == "SELECT":
            options = control.evaluate("e => [...e.options].map(o => o.textContent)")
            for place in [*range(1, len(options)), 0]:
                control.select_option(index=place)
                chart.evaluate(_DRAWN)
                yield options[place]
        elif control.get_attribute("type") == "range":
            start = control.input_value()
            for value in (control.get_attribute("min"), control.get_attribute("max"), start):
                control.evaluate(
                    "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})); }", value
                )
                chart.evaluate(_DRAWN)
                yield f"at {value}"
        else:
            control.evaluate("e => e.click()")
            chart.evaluate(_DRAWN)
            yield "ticked"


def bench(book: Book, names: list[str], folder: Path) -> list[Path]:
    """The charts of chapters as pages of their own, one a chapter, which the scripts of the book bring to life."""
    folder.mkdir(parents=True, exist_ok=True)
    for asset in ("book.css", "book.js"):
        shutil.copy(ASSETS / asset, folder)
    make_assets(book, folder / "made", book.build / "cache")
    for path in (folder / "made").iterdir():
        shutil.move(path, folder)
    known = chapters(book)
    made = []
    for done in execute(book, [(known[name], {}) for name in names], folder / "run"):
        shown = [
            "".join(output.data[HTML])
            for cell in done.content.cells
            for output in cell.get("outputs", [])
            if output.get("data", {}).get(MIME, {}).get("kind") == "figure"
        ]
        made.append(folder / f"{done.notebook.name}.html")
        made[-1].write_text(PAGE.format("".join(shown)), encoding="utf-8")
    return made
