"""All kinds of pages in Chromium, each opened once a width: what goes wrong, what is drawn, moved, cited, and in the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from browser_fixtures import Visit, has_charts, in_browser, pages
from statbook.project.paths import Book

pytestmark = in_browser
OF_NO_NUMBER = {"fig-audit-noticed", "fig-method-periods"}
"""Charts whose marks count digits, which have no entry."""


@dataclass
class Seen:
    """What was seen of a page: its charts, and of them those drawn, those moved, and the entries that marks lead to."""

    charts: list[str]
    drawn: list[str]
    overflow: bool
    complaints: list[str]
    moved: list[str]
    cited: dict[str, list[str]]
    pages_of_entries: dict[str, str]
    barriers: list[str]


def of_every_kind(book: Book) -> list[Path]:
    """The pages with charts, and of the others so many, rather short ones, that every kind of element is on one."""
    kinds = {
        path: {
            (element.tag, element.get("class"), "" if (parent := element.getparent()) is None else parent.get("class"))
            for element in html.parse(str(path)).iter(html.etree.Element)
        }
        for path in pages(book)
    }
    chosen = sorted(kinds, key=lambda path: -path.stat().st_size)
    for path in [path for path in chosen if not has_charts(path)]:
        if kinds[path] <= set().union(*(kinds[other] for other in chosen if other != path)):
            chosen.remove(path)
    return chosen


@pytest.fixture(scope="module")
def seen(browser: Any, built: Book) -> dict[str, Seen]:
    """What was seen of each page, by its address in the book, on a wide screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = {}
    with Visit(browser, built.html / "index.html", 1280) as visit:
        for path in of_every_kind(built):
            visit.open(path)
            one = found[path.relative_to(built.html).as_posix()] = look(visit)
            one.cited = dict(
                visit.page.evaluate(
                    "[...document.querySelectorAll('figure.sb-figure')].map(f => [f.id, [...new Set("
                    "[...f.querySelectorAll('.sb-live svg *')].map(n => n.__data__?.datum?.cite).filter(Boolean))]])"
                )
            )
            cards = "JSON.parse(document.getElementById('sb-evidence')?.textContent || '{}')"
            one.pages_of_entries = {anchor: card["page"] for anchor, card in visit.page.evaluate(cards).items()}
            one.moved = moved(visit)
            one.complaints = [*visit.complaints]  # axe asks for the style sheets, which the page refuses
            one.barriers = barriers(visit, axe)
    return found


def look(visit: Visit) -> Seen:
    """Draw the charts of a page, and look whether it is as wide as the screen."""
    charts = visit.page.evaluate("[...document.querySelectorAll('figure.sb-figure')].map(f => f.id)")
    drawn = visit.draw()
    wide = visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    return Seen(charts, drawn, wide, visit.complaints, [], {}, {}, [])


def barriers(visit: Visit, axe: Any) -> list[str]:
    """What axe finds in the light page, and in the colours of the dark one, which is the same but for them."""
    found = []
    for scheme in ("light", "dark"):
        visit.page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
        # The theme's colours fade into one another.
        visit.settle()
        options = {"resultTypes": ["violations"], **({"runOnly": ["color-contrast"]} if scheme == "dark" else {})}
        for violation in axe.run(visit.page, options=options).response["violations"]:
            where = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"{scheme}: {violation['id']} ({violation['impact']}): {where}")
    return found


def moved(visit: Visit) -> list[str]:
    """The charts that change when their first control is used."""
    found = []
    for chart in visit.page.query_selector_all("figure.sb-figure"):
        control = chart.query_selector(".sb-controls select, .sb-controls input")
        if control is None:
            continue
        before = chart.query_selector(".sb-live").inner_html()
        _use(control)
        visit.settle()
        if chart.query_selector(".sb-live").inner_html() != before:
            found.append(chart.get_attribute("id"))
    return found


def _use(control: Any) -> None:
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(index=1)
    elif control.get_attribute("type") == "range":
        control.evaluate("e => { e.value = e.max; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    else:
        control.evaluate("e => e.click()")


def test_every_page_opens_without_complaint_and_draws_every_chart(seen: dict[str, Seen]) -> None:
    for name, page in seen.items():
        assert page.charts == page.drawn, name
        assert [] == page.complaints, name
        assert not page.overflow, name

    assert sum(len(page.drawn) for page in seen.values()) >= 20


@pytest.mark.xdist_group("pages of 390")
def test_on_a_small_screen_too(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "index.html", 390) as visit:
        for path in of_every_kind(built):
            visit.open(path)
            page = look(visit)
            assert page.charts == page.drawn, path.name
            assert [] == page.complaints, path.name
            assert not page.overflow, path.name


def test_at_least_ten_charts_let_the_reader_do_something(seen: dict[str, Seen]) -> None:
    useful = [chart for page in seen.values() for chart in page.moved]

    assert len(useful) >= 10, useful


def test_no_page_has_a_barrier_in_light_or_in_dark(seen: dict[str, Seen]) -> None:
    assert {} == {name: page.barriers for name, page in seen.items() if page.barriers}


def test_marks_of_every_chart_lead_to_entries(built: Book, seen: dict[str, Seen]) -> None:
    """Each chart has marks that lead somewhere, every one of them to an anchor that is on its page."""
    texts: dict[str, str] = {}
    led = 0
    for page in seen.values():
        for chart, cited in page.cited.items():
            assert cited or chart in OF_NO_NUMBER, f"no mark of {chart} leads to its evidence"
            for anchor in cited:
                name = page.pages_of_entries[anchor]
                texts.setdefault(name, (built.html / f"{name}.html").read_text(encoding="utf-8"))
                assert f'id="{anchor}"' in texts[name], (chart, anchor)
                led += 1

    assert led > 150


def test_the_pages_that_are_opened_have_every_kind_of_element(built: Book) -> None:
    chosen = of_every_kind(built)

    assert len(chosen) < len(pages(built)) / 2
    assert {path for path in pages(built) if has_charts(path)} <= {*chosen}
