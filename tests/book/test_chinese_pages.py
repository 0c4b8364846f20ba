"""Chinese pages and print: no spaces beside Latin, wide marks beside Chinese, and no line of print begins with a mark."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from lxml import html

from browser_fixtures import Visit, in_browser
from minimal_book import ROOT, copy_book, quiet
from statbook.build.targets import BuildTarget, build_book
from statbook.charts.fonts import WEIGHTS
from statbook.project.paths import PDF
from statbook.translation.han_text import badly_set

LEFT_OUT = "//script | //style | //template | //code | //pre | //*[local-name()='svg'] | //*[@translate='no'] | //*[@lang='en'] | //*[@class='caption-number']"
"""What is no text, stands as it is printed, or has names and numbers side by side."""
LOADED = "[...document.scripts].filter(one => one.src).map(one => new URL(one.src).pathname.split('/').pop())"
BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NARROWEST = """Math.min(...[...document.querySelectorAll("article table :is(th, td)")].map(
  cell => cell.getBoundingClientRect().width / parseFloat(getComputedStyle(cell).fontSize)))"""
FIRST_SIGNS = """(() => {
  const words = document.querySelector("h1").firstChild, range = document.createRange();
  const tops = [...words.data].map((sign, at) => {
    range.setStart(words, at);
    range.setEnd(words, at + 1);
    return range.getBoundingClientRect().top;
  });
  return [...words.data].filter((sign, at) => at && tops[at] > tops[at - 1] + 5);
})()"""
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({type: "layout-shift", buffered: true});
"""
SAID = "//text() | //@aria-label | //@alt | //@placeholder | //@data-description | //@data-title | //meta/@content"
CLOSING = "，。；：？！、）》”’％"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Path:
    """The whole book in Chinese."""
    book = copy_book(tmp_path_factory.mktemp("chinese"), fonts_of_the_book)
    shutil.copytree(ROOT / "locale", book.locale)
    return build_book(book, quiet, BuildTarget(languages=("zh",), strict=True)).parent


def badly_set_in(page: Path, printed: list[str]) -> Iterator[str]:
    """What is badly set in the text of a *page*, but for titles and names as they are *printed*."""
    tree = html.parse(str(page)).getroot()
    for element in tree.xpath(LEFT_OUT):
        element.drop_tree()
    for text in tree.xpath(SAID):
        words = " ".join(str(text).split())
        for title in printed:
            words = words.replace(title, "")
        for found in badly_set(words):
            yield f"{found!r} in {words[:60]!r}"


@in_browser[0]
@in_browser[1]
def test_a_first_view_loads_the_letters_that_it_shows_and_no_line_moves(browser: Any, site: Path) -> None:
    weights = {}
    for page in (site / "index.html", *sorted((site / "chapters").glob("*.html"))):
        loaded: list[str] = []
        with Visit(browser, site / "licences" / "README.txt", 390, script=SHIFTS) as visit:
            visit.page.on("request", lambda request, to=loaded: to.append(request.url.rpartition("/")[2]))
            visit.open(page)
            visit.page.wait_for_timeout(500)
            assert visit.page.evaluate("shifted") <= 0.02, page.name
            assert [] == visit.complaints
        files = [name for name in loaded if name.startswith("StatbookSC-")]
        own = re.search(r'data-slice="(\w+)"', page.read_text(encoding="utf-8"))
        assert own
        assert {f"StatbookSC-{weight}-{name}.woff2" for weight in WEIGHTS for name in ("latin", own[1])} == {*files}
        weights[page.stem] = sum((site / "_static" / name).stat().st_size for name in {*files})

    assert max(weights.values()) < 180_000, weights
    assert weights["index"] < 120_000


@in_browser[0]
@in_browser[1]
@pytest.mark.parametrize(
    ("letters", "words"), [("jcdl", "集成电路"), ("ZSCQZY", "知识产权质押"), ("grzfdk", "个人住房贷款")]
)
def test_initials_of_pinyin_find_chinese_words(browser: Any, site: Path, letters: str, words: str) -> None:
    with Visit(browser, site / "search.html", 1280) as visit:
        visit.page.fill("#sb-query", letters)

        assert words in visit.page.locator("#sb-hits li:first-child mark").all_inner_texts()[0]
        assert [] == visit.complaints


@in_browser[0]
@in_browser[1]
@pytest.mark.parametrize("page", ["index", "chapters/trade", "evidence/trade-2026", "data"])
def test_scripts_of_chinese_pages_run_without_an_error(browser: Any, site: Path, page: str) -> None:
    with Visit(browser, site / f"{page}.html", 1280) as visit:
        assert {"theme.js", "page.js"} == set(visit.page.evaluate(LOADED))
        assert [] == visit.complaints


@in_browser[0]
@in_browser[1]
def test_no_chinese_page_is_wider_than_a_small_screen(browser: Any, site: Path) -> None:
    with Visit(browser, site / "index.html", 320) as visit:
        for page in sorted(path for path in site.rglob("*.html") if "_static" not in path.parts):
            visit.page.goto(page.as_uri())
            assert 0 == visit.page.evaluate(BEYOND), page


@in_browser[0]
@in_browser[1]
@pytest.mark.parametrize("width", [1280, 320])
def test_a_column_of_a_chinese_table_has_room_for_a_word(browser: Any, site: Path, width: int) -> None:
    with Visit(browser, site / "chapters" / "sources.html", width) as visit:
        assert 3.9 < visit.page.evaluate(NARROWEST)


@in_browser[0]
@in_browser[1]
@pytest.mark.parametrize("page", ["evidence/base-2019", "evidence/low-altitude-2030", "evidence/trade-2026-2"])
def test_no_line_of_a_title_begins_with_a_mark_that_closes(browser: Any, site: Path, page: str) -> None:
    with Visit(browser, site / f"{page}.html", 320) as visit:
        assert not [sign for sign in visit.page.evaluate(FIRST_SIGNS) if sign in CLOSING]


@in_browser[0]
@in_browser[1]
@pytest.mark.parametrize("page", ["data", "chapters/method"])
def test_chinese_in_code_has_letters_of_the_book(browser: Any, site: Path, page: str) -> None:
    with Visit(browser, site / f"{page}.html", 1280) as visit:
        assert "Statbook SC" in visit.page.evaluate(
            "getComputedStyle(document.querySelector('article pre')).fontFamily"
        )


def test_the_bar_and_the_foot_of_a_chinese_page_are_in_chinese(site: Path) -> None:
    words = " ".join(html.parse(str(site / "index.html")).getroot().text_content().split())

    assert "PDF： 全书" in words or "PDF：全书" in words
    assert "© 2026，文字和数据CC BY 4.0，代码MIT。" in words


def test_text_of_chinese_pages_is_set_as_chinese_is(site: Path) -> None:
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8") as file:
        printed = [" ".join(row["title"].split()) for row in csv.DictReader(file)]
    lists = yaml.safe_load((ROOT / "data" / "identities.yaml").read_text(encoding="utf-8"))["lists"]
    printed += [name for entry in lists for name in entry["zh"]]
    found = {page.relative_to(site).as_posix(): [*badly_set_in(page, printed)] for page in sorted(site.rglob("*.html"))}

    assert len(found) > 60
    assert {} == {page: words for page, words in found.items() if words}


def test_no_line_of_chinese_print_begins_with_a_mark_that_closes(site: Path) -> None:
    document = pypdfium2.PdfDocument(site.parent / PDF / "book.pdf")
    lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]

    assert len([line for line in lines if re.match("[一-鿿]", line)]) > 500
    assert [] == [line for line in lines if line.startswith(tuple(CLOSING))]
