"""The built book in Chromium, from disk, with the network refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import Visit, in_browser, pages
from statbook.project.paths import Book

pytestmark = in_browser


def one_of_each_kind(book: Book) -> list[Path]:
    """Every page with charts, and of the generated ones, which are alike, the longest of each kind."""
    kinds: dict[str, Path] = {}
    for path in sorted(pages(book), key=lambda path: path.stat().st_size):
        folder = path.parent.name
        charts = 'class="sb-figure"' in path.read_text(encoding="utf-8")
        alike = folder in ("evidence", "codebook", "traps") and path.stem != "index" and not charts
        listed = path.stem.startswith("articles")
        kinds[f"{folder}, {listed}" if alike else str(path.relative_to(book.html))] = path
    return list(kinds.values())


@pytest.mark.parametrize(
    "width", [pytest.param(width, marks=pytest.mark.xdist_group(f"pages of {width}")) for width in (1280, 390)]
)
def test_every_page_opens_without_complaint_and_draws_every_chart(browser: Any, built: Book, width: int) -> None:
    total = 0
    for path in one_of_each_kind(built):
        with Visit(browser, path, width) as visit:
            expected = visit.page.evaluate("[...document.querySelectorAll('figure.sb-figure')].map(f => f.id)")
            drawn = visit.draw()
            wide = visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
            assert expected == drawn, path.name
            assert [] == visit.complaints, path.name
            assert not wide, f"{path.name} is wider than {width} pixels"
            total += len(drawn)

    assert total >= 20


def test_at_least_ten_charts_let_the_reader_do_something(browser: Any, built: Book) -> None:
    useful = []
    for path in pages(built):
        if 'class="sb-figure"' not in path.read_text(encoding="utf-8"):
            continue
        with Visit(browser, path, 1280) as visit:
            visit.draw()
            for chart in visit.page.query_selector_all("figure.sb-figure"):
                control = chart.query_selector(".sb-controls select, .sb-controls input")
                if control is None:
                    continue
                before = chart.query_selector(".sb-live").inner_html()
                _move(control)
                visit.settle()
                if chart.query_selector(".sb-live").inner_html() != before:
                    useful.append(chart.get_attribute("id"))
            assert [] == visit.complaints, path.name

    assert len(useful) >= 10, useful


def _move(control: Any) -> None:
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(index=1)
    elif control.get_attribute("type") == "range":
        control.evaluate("e => { e.value = e.max; e.dispatchEvent(new Event('input', {bubbles: true})); }")
    else:
        control.evaluate("e => e.click()")


def test_charts_are_seen_without_script(browser: Any, built: Book) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((built.html / "chapters" / "trade.html").as_uri())
    shown = page.locator("figure.sb-figure .sb-wide svg").first.is_visible()
    context.close()

    assert shown


def test_dark_mode_changes_the_page_and_its_charts(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 1280) as visit:
        visit.draw()
        look = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.sb-live text')).fill]"
        before = visit.page.evaluate(look)
        for _ in range(3):
            visit.page.click(".theme-switch-button:visible")
            if visit.page.evaluate("document.documentElement.dataset.theme") == "dark":
                break
        after = visit.page.evaluate(look)

        assert before[0] != after[0]
        assert before[1] != after[1]
        assert [] == visit.complaints


@pytest.fixture(scope="module")
def search_page(browser: Any, built: Book) -> Iterator[Visit]:
    with Visit(browser, built.html / "search.html", 1280) as visit:
        yield visit


def hits(visit: Visit, query: str) -> list[str]:
    """The addresses that the search page gives for *query*, from the site's root, best first."""
    visit.page.fill("#sb-query", query)
    links = visit.page.evaluate("[...document.querySelectorAll('#sb-hits a')].map(a => a.getAttribute('href'))")
    return list(links)


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("春招", "source-000-jobs"),
        ("ircuit", "fig-trade-growth"),
        ("XI'AN circuits growth", "obs-xian-2026-01-2026-02-trade-export-integrated-circuits-growth"),
        ("1.18万亿", "obs-china-2025-tech-contracts"),
        ("1.18万亿元", "obs-china-2025-tech-contracts"),
        ("1.18 trillion yuan", "obs-china-2025-tech-contracts"),
        ("11800亿", "obs-china-2025-tech-contracts"),
        ("1,137.2", "obs-xian-2026-01-2026-02-trade-total"),
        ("１１３７．２", "obs-xian-2026-01-2026-02-trade-total"),
        ("18.8%", "obs-china-2025-tech-contracts-growth"),
        ("1.18tn", "obs-china-2025-tech-contracts"),
        ("113.72bn", "trade"),
        ("80 bp", "obs-china-2025-01-lending-rate-household-mortgage-difference"),
        ("2026年1-2月", "trade"),
        ("知識產權", "ind-ip-pledge-loans"),
        ("chips", "fig-trade-growth"),
        ("semiconductors", "fig-trade-growth"),
        ("mortgages", "fig-credit-rates"),
        ("interest rate", "ind-lending-rate"),
    ],
)
def test_the_search_finds_words_and_numbers_in_both_languages(search_page: Visit, query: str, anchor: str) -> None:
    assert anchor in [link.partition("#")[2] for link in hits(search_page, query)[:7]]
    assert 0 < search_page.page.locator("#sb-hits li:first-child mark").count()
    assert [] == search_page.complaints


@pytest.mark.parametrize("minus", ["−", "-", "–"])
def test_a_fall_is_found_with_a_minus_or_a_hyphen(search_page: Visit, minus: str) -> None:
    hits(search_page, f"{minus}19%")

    assert "Number: −19%" in search_page.page.inner_text("#sb-hits li:first-child")


@pytest.mark.parametrize(
    ("query", "entry"),
    [
        ("1.18 trillion", "obs-china-2025-tech-contracts"),
        ("113.72bn", "obs-xian-2026-01-2026-02-trade-total"),
        ("80 bp", "obs-china-2025-01-lending-rate-household-mortgage-difference"),
    ],
)
def test_a_number_is_explained_by_a_chapter_before_its_own_entry_and_that_before_others_and_charts(
    search_page: Visit, query: str, entry: str
) -> None:
    links = hits(search_page, query)
    place = next(place for place, link in enumerate(links) if link.endswith(f"#{entry}"))
    kinds = [words.split(" ")[0] for words in search_page.page.locator(".sb-hit-place").all_inner_texts()]

    assert links[0].startswith("chapters/")
    assert {"Section", "Page"} >= set(kinds[: kinds.index("Entry")])
    assert place < kinds.index("Chart")
    assert "Entry" in kinds[kinds.index("Chart") :]


def with_records(book: Book, folder: Path, texts: list[str]) -> Path:
    """A copy of the search page that looks through *texts*, of which each is the title and the text of a record."""
    shutil.copytree(book.html / "_static", folder / "_static")
    shutil.copy(book.html / "search.html", folder)
    made = [{"kind": "entry", "url": f"#{n}", "title": text, "page": "P", "text": text} for n, text in enumerate(texts)]
    (folder / "_static" / "search-data.js").write_text(f"window.bookRecords = {json.dumps(made)};", encoding="utf-8")
    return folder / "search.html"


SAME = [
    ("1.18", ["1.18", "−1.18%", "1.18万亿元", "(1.180)"], ["11.18", "1.189", "21.18", "1.18.5", "1,180", "118"]),
    ("1.18万亿", ["1.18万亿元", "1.18 万亿元", "1,180,000,000,000 yuan", "1.18 trillion"], ["1.18万元", "11.18万亿"]),
    ("11800亿", ["1.18万亿元", "1180 billion"], ["11800万亿", "1180亿", "11800"]),
    ("1180000000000", ["1,180,000,000,000", "1.18万亿"], ["1,180,000,000,0001"]),
    ("1.349 million", ["134.9万件", "1,349,000"], ["134.9万亿", "1.349"]),
    ("1，137.2", ["1137.2", "1,137.2亿元"], ["137.2", "1,137.25"]),
    ("18.8%", ["18.8%", "18.8 percent", "18.80%", "+18.8 %"], ["18.8 percentage points", "18.8", "118.8%"]),
    ("-19.0%", ["−19.0%", "-19%", "–19.0%"], ["19.0%", "10–19.0%"]),
    ("19%", ["−19.0%", "19%"], ["19.1%"]),
    ("705亿元", ["705 亿元", "70.5 billion yuan"], ["1705亿元"]),
    ("2025年1月", ["2025 年 1 月", "在2025年1月,"], ["2025年11月"]),
    ("5G", ["5g base"], ["15g"]),
    ("xi'an ＡＩ", ["ai in Xi’an"], ["ai", "xian ai"]),
    ("km2", ["3 km²"], ["km"]),
    ("a.c [x] (", ["a.c x"], ["abc x"]),
    ("113.72bn", ["113.72 billion yuan", "1137.2亿元", "113.72bn"], ["113.7 billion", "113.72"]),
    ("1.18 trn", ["1.18万亿元", "1.18tn yuan"], ["1.18"]),
    ("80 bp", ["80 basis points", "约80个基点"], ["180 basis points", "80%"]),
    ("5.1pp", ["5.1 percentage points", "5.1个百分点"], ["5.1%"]),
    ("2026年1-2月", ["2026年1—2月", "2026年1月至2月", "January–February 2026"], ["January 2026", "February 2026"]),
    ("2026年3月25日", ["25 March 2026", "2026 年 3 月 25 日"], ["March 2026", "5 March 2026"]),
    ("專利質押", ["专利质押"], ["专利"]),
    ("home loans", ["personal housing loans", "home loans"], ["new yuan loans"]),
    ("春招 “主引擎”", ["新兴产业成春招主引擎"], ["春 招 主引擎"]),
]


@pytest.fixture(scope="module")
def made_up(browser: Any, built: Book, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    texts = [text for row in SAME for text in [*row[1], *row[2]]]
    with Visit(browser, with_records(built, tmp_path_factory.mktemp("made-up"), texts), 1280) as visit:
        yield visit


@pytest.mark.parametrize(("query", "found", "others"), SAME, ids=[query for query, _, _ in SAME])
def test_the_search_knows_what_counts_as_the_same(
    made_up: Visit, query: str, found: list[str], others: list[str]
) -> None:
    texts = [text for row in SAME for text in [*row[1], *row[2]]]
    expected = {f"#{place}" for place, text in enumerate(texts) if text in found}
    never = {f"#{place}" for place, text in enumerate(texts) if text in others}
    seen = set(hits(made_up, query))

    assert expected <= seen
    assert set() == never & seen


def test_the_search_shows_fifty_hits_and_more_when_asked(browser: Any, built: Book, tmp_path: Path) -> None:
    with Visit(browser, with_records(built, tmp_path, ["pear"] * 60), 1280) as visit:
        assert (0, "") == (visit.page.locator("#sb-hits li").count(), visit.page.inner_text("#sb-search-count"))
        assert 50 == len(hits(visit, "pear"))
        assert "60 places" in visit.page.inner_text("[role=status]")
        visit.page.click("#sb-search-more")

        assert 60 == visit.page.locator("#sb-hits li").count()
        assert "#50" == visit.page.evaluate("document.activeElement.getAttribute('href')")
        assert not visit.page.is_visible("#sb-search-more")
        assert [] == hits(visit, "plum")
        assert "Nothing was found" in visit.page.inner_text("[role=status]")


def test_markup_in_a_query_and_in_a_record_is_inert(browser: Any, built: Book, tmp_path: Path) -> None:
    evil = "</script><img src=x onerror=document.title='run'> 1.18"
    with Visit(browser, with_records(built, tmp_path, [evil]), 1280) as visit:
        for query in ("1.18", "<img", evil, "<svg onload=document.title='run'>"):
            hits(visit, query)
            visit.page.wait_for_timeout(50)
            assert query in visit.page.inner_text("[role=status]")
        hits(visit, "<img")

        assert "onerror" in visit.page.inner_text("#sb-hits")
        assert "run" != visit.page.title()
        assert 0 == visit.page.locator("main img, #sb-hits svg").count()
        assert [] == visit.complaints


def test_the_dialog_of_any_page_leads_to_hits_that_keys_alone_can_open(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "sources.html", 1280) as visit:
        visit.page.keyboard.press("Control+k")
        visit.page.keyboard.type("1.18 trillion")
        with visit.page.expect_navigation():
            visit.page.keyboard.press("Enter")
        assert "sb-query" == visit.page.evaluate("document.activeElement.id")
        assert "1.18 trillion" == visit.page.input_value("#sb-query")
        while not visit.page.evaluate("document.activeElement.closest('#sb-hits')"):
            visit.page.keyboard.press("Tab")
        with visit.page.expect_navigation():
            visit.page.keyboard.press("Enter")

        assert "chapters/patents.html#" in visit.page.url
        assert visit.page.locator(":target").is_visible()
        assert [] == visit.complaints


def test_the_examples_of_the_search_page_find_something(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "search.html", 1280) as visit:
        examples = visit.page.evaluate("[...document.querySelectorAll('#sb-search-help a')].map(a => a.href)")
        assert 3 == len(examples)
        for example in examples:
            visit.page.goto(example)
            assert 0 < visit.page.locator("#sb-hits li").count(), example


def test_hits_have_no_barrier_and_fit_a_small_screen(browser: Any, built: Book) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with Visit(browser, built.html / "search.html", 390) as visit:
        hits(visit, "1137.2")
        for scheme in ("light", "dark"):
            visit.page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
            assert [] == [found["id"] for found in axe.run(visit.page).response["violations"]], scheme
        assert not visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.xdist_group("axe")
def test_no_page_has_a_barrier_in_light_or_in_dark(browser: Any, built: Book) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []
    for path in one_of_each_kind(built):
        with Visit(browser, path, 1280) as visit:
            visit.draw()
            for scheme in ("light", "dark"):
                visit.page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
                # The theme's colours fade into one another.
                visit.settle()
                # The dark page is the same page in other colours.
                colours = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
                options = {"resultTypes": ["violations"], **colours}
                for violation in axe.run(visit.page, options=options).response["violations"]:
                    where = [node["target"] for node in violation["nodes"][:3]]
                    found.append(f"{path.name}, {scheme}: {violation['id']} ({violation['impact']}): {where}")

    assert [] == found
