"""The steps of a build: nothing runs on bad data, a failure leaves the last good book, write errors are one sentence."""

from __future__ import annotations

import errno
import json
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from minimal_book import CITED, add_cell, bring, chapter_of, contents, copy_assets, fill, minimal_book, quiet
from statbook.build.pipeline import all_pdfs, report_write_errors
from statbook.build.publication import publish_editions
from statbook.build.targets import BuildTarget, build_book
from statbook.errors import BuildError, ChapterError
from statbook.project.paths import Book
from statbook.translation.catalogue import path_of


def test_the_last_good_book_survives_a_failure(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    page = build_book(book, quiet)
    before = {path: path.read_bytes() for path in book.html.rglob("*") if path.is_file()}
    add_cell(book, "sources", "1 / 0")
    with pytest.raises(ChapterError):
        build_book(book, quiet)

    assert page.is_file()
    assert before == {path: path.read_bytes() for path in book.html.rglob("*") if path.is_file()}
    assert [] == [path.name for path in book.build.iterdir() if path.name.startswith("work-")]


def sentence(book: Book, number: int) -> None:
    """Another sentence on the front page, with a number that it did not cite."""
    path = book.root / "index.ipynb"
    chapter_of(path, "index", f"# A book\n\nMoney{' again' * number}: {{num}}`{CITED}`, at {{time}}`{CITED}`.")


def title(book: Book, number: int) -> None:
    """Another title of a chapter, which every page lists."""
    path = book.root / "chapters" / "sources.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"# [^"]*?(\\n)?"', rf'"# Sources{" again" * number}\1"', text, count=1), encoding="utf-8")


def homepage(book: Book, number: int) -> None:
    """Another address of the book, which every page tells."""
    path = book.data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8")) | {"homepage": f"https://book{number}.example"}
    path.write_text(json.dumps(package), encoding="utf-8")


def article(book: Book, number: int) -> None:
    """Another title of the article of a number, which the evidence in print repeats for each chapter that cites it."""
    path = book.data / "sources.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(New loans above five trillion yuan)( again)*", rf"\1{' again' * number}", text), "utf-8")


def test_a_book_built_after_changes_has_the_bytes_of_one_built_from_nothing(
    tmp_path: Path, fonts_of_the_book: Path, rounds: int
) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    chapter_of(
        book.root / "chapters" / "extra.ipynb",
        "extra",
        f"# Extra\n\nMore: {{num}}`{CITED}`.",
        'rows = here.store.find(indicator="money_m2")',
    )
    (book.data / "captions" / "extra.yaml").write_text("{}\n", encoding="utf-8")
    contents(book, "sources", "extra")
    build_book(book, quiet)
    chance = random.Random(9)
    acts = [bring, sentence, title, homepage, article]
    for number in range(max(5, rounds // 10)):
        acts[number % 5](book, 1 + chance.randrange(9))
        build_book(book, quiet)
        fresh = Book(tmp_path / f"fresh-{number}")
        shutil.copytree(book.root, fresh.root, ignore=shutil.ignore_patterns("_build"))
        copy_assets(fresh, fonts_of_the_book)
        build_book(fresh, quiet)
        made, again = (files(each) for each in (book, fresh))

        assert [] == [name for name in {*made, *again} if made.get(name) != again.get(name)], number


def files(book: Book) -> dict[str, bytes]:
    """The files of the pages and PDFs of a built book."""
    found = (path for folder in (book.html, book.pdf) for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(book.build).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    """A small book in English and Chinese, built in both."""
    book = minimal_book(tmp_path_factory.mktemp("both") / "book", fonts_of_the_book)
    fill(book)
    build_book(book, quiet, BuildTarget(languages=book.languages))
    return book


def page(book: Book, name: str) -> BeautifulSoup:
    return BeautifulSoup((book.html / name).read_text(encoding="utf-8"), "lxml")


def test_a_book_is_built_in_all_its_languages_at_once(both: Book) -> None:
    assert {"book.pdf", "book.zh.pdf", "sources.pdf", "sources.zh.pdf"} == {path.name for path in both.pdf.iterdir()}
    for name in ("llms.txt", "record.json", "data/workbook.xlsx", "evidence/index.html", "search.html"):
        assert (both.html / name).is_file() and (both.html / "zh" / name).is_file()
    assert ("en", "zh-CN") == tuple(page(both, name).html["lang"] for name in ("index.html", "zh/index.html"))
    assert "《A book》" == page(both, "zh/index.html").h1.find(string=True)
    assert "318.52万亿元" in (both.html / "zh" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["index.html", "chapters/sources.html", "search.html"])
@pytest.mark.parametrize("folder", ["", "zh/"])
def test_every_page_leads_to_itself_in_the_other_language_and_to_its_own_pdfs(
    both: Book, folder: str, name: str
) -> None:
    found, other = page(both, folder + name), "" if folder else "zh/"
    here = (both.html / folder / name).parent
    (switch,) = found.select("a.sb-language")
    links = {each["hreflang"]: each["href"] for each in found.select("link[hreflang]")}

    assert (here / str(switch["href"])).resolve() == (both.html / other / name).resolve()
    assert (switch.get_text(), switch["lang"]) == (("English", "en") if folder else ("中文", "zh-CN"))
    assert ["en", "x-default", "zh-CN"] == sorted(links)
    assert (here / str(links["zh-CN"])).resolve() == (both.html / "zh" / name).resolve()
    assert links["x-default"] == links["en"]
    for link in found.select(".sb-pdf a"):
        assert (here / str(link["href"])).is_file()
        assert str(link["href"]).endswith(".zh.pdf") is bool(folder)


def test_a_changed_sentence_stays_in_english_in_the_other_language_until_it_is_translated(
    both: Book, tmp_path: Path, fonts_of_the_book: Path
) -> None:
    book, target, told = Book(tmp_path / "book"), BuildTarget(languages=("en", "zh")), list[str]()
    shutil.copytree(both.root, book.root, symlinks=True)
    sentence(book, 1)
    with pytest.raises(BuildError, match=r"index\.po: index\.ipynb, cell 0: found no entry for 'Money again"):
        build_book(book, quiet, replace(target, strict=True))
    assert "again" not in (book.html / "index.html").read_text(encoding="utf-8"), "the last good book stays"
    build_book(book, told.append, target)

    assert "Money again: " in (book.html / "index.html").read_text(encoding="utf-8")
    assert "(not yet translated) Money again: " in page(book, "zh/index.html").get_text()
    assert any("not translated: index.po" in each for each in told)
    with pytest.raises(BuildError, match="found no entry for 'Money again"):
        build_book(book, quiet, replace(target, strict=True))
    with pytest.raises(BuildError, match="shows blocks that are not translated"):
        publish_editions(book, tmp_path / "site", quiet)
    fill(book)
    build_book(book, quiet, replace(target, strict=True))
    fresh = Book(tmp_path / "fresh")
    shutil.copytree(book.root, fresh.root, ignore=shutil.ignore_patterns("_build"))
    copy_assets(fresh, fonts_of_the_book)
    build_book(fresh, quiet, target)
    made, again = files(book), files(fresh)

    assert [] == [name for name in {*made, *again} if made.get(name) != again.get(name)]


def test_a_link_that_only_one_language_has_is_named_and_nothing_is_published(both: Book, tmp_path: Path) -> None:
    book, target = Book(tmp_path / "book"), BuildTarget(languages=("en", "zh"))
    shutil.copytree(both.root, book.root, symlinks=True)
    path = path_of(book, "zh", "index")
    planted = path.read_text(encoding="utf-8").replace("《Money: ", "《[more](/chapters/sources.ipynb) Money: ")
    path.write_text(planted, encoding="utf-8")
    before = files(book)

    with pytest.raises(BuildError, match=r"index\.html: links: only in zh: chapters/sources\.html"):
        build_book(book, quiet, target)
    assert before == files(book)


def test_bad_data_stop_the_build_before_anything_runs(copy: Book) -> None:
    path = copy.data / "trade.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",exact,", ",precisely,", 1), encoding="utf-8")

    with pytest.raises(BuildError, match="found 'precisely'"):
        build_book(copy, quiet)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EACCES, "Permission denied", "a/file"), "a/file cannot be written: Permission denied"),
        (OSError(errno.ENOSPC, "No space left on device", "a/file"), "no space is left in"),
        (shutil.Error([("a", "b", "[Errno 5] Input/output error: 'b'")]), "b cannot be written: .*Input/output error"),
        (shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]), "no space is left in"),
    ],
)
def test_a_write_that_fails_is_told_in_one_sentence(copy: Book, error: OSError, words: str) -> None:
    with pytest.raises(BuildError, match=words) as told, report_write_errors(copy.build):
        raise error

    assert "\n" not in str(told.value)
    assert "last good book" not in str(told.value)


def test_a_write_that_fails_says_that_the_last_good_book_stands_where_there_is_one(copy: Book) -> None:
    copy.html.mkdir(parents=True)
    with pytest.raises(BuildError, match=r"The last good book is untouched\.$"), report_write_errors(copy.build):
        raise OSError(errno.EACCES, "Permission denied", "a/file")


def test_the_pdfs_of_a_book_are_its_own_and_those_of_its_chapters() -> None:
    assert ["book", "trade", "sources"] == all_pdfs(["index", "trade", "sources"])


def test_each_language_is_compared_with_the_earlier_book_in_it(both: Book, tmp_path: Path) -> None:
    book, before = Book(tmp_path / "book"), tmp_path / "before"
    shutil.copytree(both.root, book.root, symlinks=True)
    shutil.copytree(both.html, before)
    for record, words in (
        (before / "record.json", "318.52 trillion yuan"),
        (before / "zh/record.json", "318.52万亿元"),
    ):
        told = record.read_text(encoding="utf-8")
        assert words in told
        record.write_text(told.replace(f'"text": "{words}"', '"text": "…"'), encoding="utf-8")
    build_book(book, quiet, BuildTarget(languages=("en", "zh"), since=before))

    assert "… → 318.52 trillion yuan" in page(book, "changes.html").get_text()
    assert "… → 318.52万亿元" in page(book, "zh/changes.html").get_text()
    shutil.rmtree(before / "zh")
    with pytest.raises(BuildError, match="holds no book in the language 'zh': build with --lang en"):
        build_book(book, quiet, BuildTarget(languages=("en", "zh"), since=before))
