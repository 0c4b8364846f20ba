"""The page that leads to the runs of an edition: for each entry a table with a row for each value of its first parameter.

A cell is a run: its number in words, or else its name, as a link. Where an entry names a number, each row begins with a
small drawing of it, with what rounding allows; all drawings of an entry have one scale.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from statbook.build.editions import EditionContents, EditionPage
from statbook.project.notebooks import SOURCES
from statbook.prose.markup import plain
from statbook.store.grouping import group

WIDTH, HEIGHT, MARGIN = 120, 28, 3
"""Of a small drawing, in pixels."""
FIELD = (
    '<p id="sb-runs" hidden><label>Search these pages <input type="search" autocomplete="off"></label> '
    '<output aria-live="polite"></output></p>'
)
_LAST = re.compile(r"(\W|\b(of|in|for|at|from|and|by)\b)+$")
"""What a title has before the first word that varies, and what makes no heading."""
Number = dict[str, Any] | None
"""The number of a run: `words`, `value`, and the ends of what rounding allows, `low` and `high`."""


def index_page(
    title: str, contents: EditionContents, numbers: Mapping[str, Number], titles: Mapping[str, str] | None = None
) -> str:
    """The page in MyST; *numbers* and *titles* have the number and the title of each run by its name."""
    single = [page for page in contents.pages if not page.entry and page.chapter != SOURCES]
    entries = group((page.entry, page) for page in (*contents.pages, *contents.empty) if page.entry)
    runs = {page.name for page in contents.pages}
    parts = [f"# {plain(title)}", "Numbers as they were known on the day that the foot of the page names."]
    links = [f"- {_link(page, (titles or {}).get(page.name) or page.title or page.name)}" for page in single]
    parts += ["\n".join(links)] if links else []
    parts.append(_raw(FIELD))
    for pages in entries.values():
        heading = _heading(pages)
        parts += [f"## {plain(heading)}", _raw(_table(heading, pages, runs, numbers))]
    return "\n\n".join(parts) + "\n"


def _raw(markup: str) -> str:
    return f"```{{raw}} html\n{markup}\n```"


def _address(page: EditionPage) -> str:
    return f"chapters/{page.name}.html"


def _link(page: EditionPage, words: str) -> str:
    return f'<a href="{_address(page)}">{html.escape(words)}</a>'


def _heading(pages: list[EditionPage]) -> str:
    """The title of *pages* up to the first word that varies, and the parameters that are the same for all."""
    first = pages[0]
    start = first.title[: min((first.title.find(word) for word in first.varied if word in first.title), default=None)]
    start = _LAST.sub("", start)
    same = set.intersection(*({*page.parameters.items()} for page in pages)) if len(pages) > 1 else set()
    fixed = ", ".join(f"{name}: {value}" for name, value in sorted(same))
    return (start or first.chapter) + (f" ({fixed})" if fixed else "")


def _table(heading: str, pages: list[EditionPage], runs: set[str], numbers: Mapping[str, Number]) -> str:
    """The table of one entry, in a box that scrolls; a unit that all numbers share stands above it."""
    rows = group((page.varied[0], page) for page in pages)
    columns = list(dict.fromkeys(page.varied[1:] for page in pages))
    found = [number for page in pages if (number := numbers.get(page.name))]
    units = {str(number["words"]).partition(" ")[2] for number in found}
    unit = units.pop() if len(units) == 1 else ""
    scale = _scale(found)
    heads = ["<th></th>", *(["<th scope=col>All at one scale</th>"] if found else [])]
    heads += [f"<th scope=col class=sb-num>{html.escape(', '.join(column))}</th>" for column in columns]
    body = []
    for name, own in rows.items():
        by_column = {page.varied[1:]: page for page in own}
        cells = [f"<th scope=row>{html.escape(name)}</th>"]
        if found:
            shown = [numbers.get(by_column[column].name) if column in by_column else None for column in columns]
            cells.append(f"<td>{_drawing(name, shown, scale)}</td>")
        cells += [f"<td class=sb-num>{_cell(by_column.get(column), runs, numbers, unit)}</td>" for column in columns]
        body.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>In {html.escape(unit)}</caption>" if unit else ""
    table = f'<table class="sb-table sb-runs">{caption}<thead><tr>{"".join(heads)}</tr></thead><tbody>{"".join(body)}</tbody></table>'
    return f'<div class="sb-scroll" tabindex="0" role="region" aria-label="{html.escape(heading)}">{table}</div>'


def _cell(page: EditionPage | None, runs: set[str], numbers: Mapping[str, Number], unit: str) -> str:
    if page is None or page.name not in runs:
        return "not printed"
    number = numbers.get(page.name)
    return _link(page, str(number["words"]).removesuffix(f" {unit}") if number else "page")


def _scale(numbers: Iterable[Number]) -> tuple[float, float]:
    """The lowest and the highest end of all *numbers*, with zero."""
    ends = [end for number in numbers if number for end in _ends(number)]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return low, high if high > low else low + 1


def _ends(number: dict[str, Any]) -> Iterator[float]:
    yield from (number[name] for name in ("value", "low", "high") if number[name] is not None)


def _drawing(name: str, numbers: list[Number], scale: tuple[float, float]) -> str:
    """A dot for each number, with a line over what rounding allows, and a line at zero."""
    low, high = scale

    def height(value: float) -> str:
        return f"{HEIGHT - MARGIN - (value - low) / (high - low) * (HEIGHT - 2 * MARGIN):.1f}"

    step = (WIDTH - 2 * MARGIN) / max(len(numbers) - 1, 1)
    zero = height(0.0)
    parts = [f'<path d="M0 {zero}H{WIDTH}" stroke="currentColor" opacity="0.3"/>']
    for place, number in enumerate(numbers):
        if number:
            x, ends = f"{MARGIN + place * step:.1f}", [*_ends(number)]
            parts.append(f'<path d="M{x} {height(min(ends))}V{height(max(ends))}" stroke="currentColor"/>')
            parts.append(f'<circle cx="{x}" cy="{height(number["value"])}" r="2" fill="currentColor"/>')
    words = ", ".join(str(number["words"]) if number else "not printed" for number in numbers)
    label = html.escape(f"{name}: {words}")
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg role="img" aria-label="{label}" {size}>{"".join(parts)}</svg>'
