"""The built book in Chromium, from disk, with the network refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import Visit, in_browser
from statbook.project.paths import Book

pytestmark = in_browser


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
        ("113.72bn", "main-points"),
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
        ("1.349 million", "obs-china-2023-2025-inventoried-patents-universities-and-institutes"),
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
