"""Editions side by side: the newest at the top, every page with a menu, files of others never touched."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from statbook.build.publication import BuiltEdition, built_editions, publish_editions, with_menu
from statbook.build.publish import PARTS, PublishedBook
from statbook.errors import BuildError, StatbookError
from statbook.project.paths import HTML, Book

PAGE = '<html><body><article class="bd-article">\n<h1>{}</h1></article></body></html>'


def built(folder: Path, day: str, *pages: str) -> Path:
    """A finished book in *folder* of the state of *day*, with *pages*; gives the folder of its pages."""
    new = folder.parent / f"new-{day}"
    for part in PARTS:
        (new / part).mkdir(parents=True)
    (new / HTML / "record.json").write_text(json.dumps({"as_of": day}), encoding="utf-8")
    for page in ("index.html", *pages):
        (new / HTML / page).parent.mkdir(exist_ok=True)
        (new / HTML / page).write_text(PAGE.format(day), encoding="utf-8")
    PublishedBook(folder).publish(new, {})
    return folder / HTML


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book of 25 March with a page that its state of 24 March does not have."""
    found = Book(tmp_path / "book")
    found.build.mkdir(parents=True)
    (found.build / "as-of").mkdir()
    built(found.build, "2026-03-25", "chapters/trade.html", "chapters/new.html")
    built(found.build / "as-of" / "2026-03-24", "2026-03-24", "chapters/trade.html")
    return found


def links(page: Path) -> dict[str, str]:
    """The words of the links of a page, and the headings of the pages where they lead."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    return {
        link.get_text(): BeautifulSoup(
            (page.parent / str(link["href"])).read_text(encoding="utf-8"), "lxml"
        ).h1.get_text()
        for link in soup.select("article a")
    }


def test_the_newest_is_at_the_top_and_pages_lead_to_the_same_page_of_the_others(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert folder / "index.html" == publish_editions(book, folder, lambda words: None)

    earlier = folder / "editions" / "2026-03-24"
    assert "2026-03-25" in (folder / "index.html").read_text(encoding="utf-8")
    assert {"25 March 2026": "2026-03-25"} == links(earlier / "chapters" / "trade.html")
    assert {"24 March 2026": "2026-03-24"} == links(folder / "chapters" / "trade.html")
    trade = (folder / "chapters" / "trade.html").read_text(encoding="utf-8")
    assert 'href="../editions/2026-03-24/chapters/trade.html"' in trade
    assert "A newer edition exists" not in trade
    assert "A newer edition exists" in (earlier / "index.html").read_text(encoding="utf-8")


def test_the_menu_of_a_translated_page_speaks_its_language_and_stays_in_it(tmp_path: Path) -> None:
    editions = []
    for day, pages in (("2026-03-25", ("zh/index.html", "zh/new.html")), ("2026-03-24", ("zh/index.html",))):
        html = tmp_path / day
        for page in ("index.html", *pages):
            (html / page).parent.mkdir(parents=True, exist_ok=True)
            (html / page).write_text(PAGE, encoding="utf-8")
        editions.append(BuiltEdition(html, day, Path(__file__).parents[2] / "locale"))
    newer, earlier = editions

    found = with_menu(PAGE, "zh/index.html", earlier, editions)
    assert '已有更新的版本： <a href="../../../zh/index.html">2026年3月25日</a>' in found
    assert 'href="../editions/2026-03-24/zh/index.html">2026年3月24日<' in with_menu(
        PAGE, "zh/new.html", newer, editions
    )
    assert "Numbers as of 24 March 2026; other editions" in with_menu(PAGE, "index.html", earlier, editions)


def test_a_page_that_another_edition_lacks_leads_to_its_front_page(book: Book, tmp_path: Path) -> None:
    publish_editions(book, tmp_path / "site", lambda words: None)

    new = (tmp_path / "site" / "chapters" / "new.html").read_text(encoding="utf-8")
    assert 'href="../editions/2026-03-24/index.html"' in new


def test_the_checksums_are_those_of_the_pages_with_their_menus(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish_editions(book, folder, lambda words: None)

    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert files == set(sums)
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())


def test_collected_again_an_edition_that_is_gone_leaves_nothing_behind(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish_editions(book, folder, lambda words: None)
    PublishedBook(book.build / "as-of" / "2026-03-24").html.rename(tmp_path / "away")
    publish_editions(book, folder, lambda words: None)

    assert not (folder / "editions").exists()
    assert PAGE.format("2026-03-25") == (folder / "index.html").read_text(encoding="utf-8")
    assert [folder] == [path for path in tmp_path.iterdir() if path.name.startswith("site")]


@pytest.mark.parametrize("sums", [None, "", "0  letter.txt\n"])
def test_a_folder_with_other_files_is_refused_and_stays(book: Book, tmp_path: Path, sums: str | None) -> None:
    """Checksums alone make no folder ours: downloads have them too."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("Dear", encoding="utf-8")
    if sums is not None:
        (mine / "SHA256SUMS").write_text(sums, encoding="utf-8")

    with pytest.raises(StatbookError, match="mine holds other files; expected a new folder"):
        publish_editions(book, mine, lambda words: None)
    assert "Dear" == (mine / "letter.txt").read_text(encoding="utf-8")


def test_a_file_that_was_put_beside_the_editions_keeps_them_from_being_replaced(book: Book, tmp_path: Path) -> None:
    publish_editions(book, tmp_path / "site", lambda words: None)
    (tmp_path / "site" / "mine.txt").write_text("Dear", encoding="utf-8")

    with pytest.raises(StatbookError, match="site holds other files"):
        publish_editions(book, tmp_path / "site", lambda words: None)
    assert (tmp_path / "site" / "mine.txt").is_file()


def test_folders_beside_it_stay_and_a_failure_leaves_what_was_there(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site.new").mkdir()
    (tmp_path / "site.new" / "letter.txt").write_text("Dear", encoding="utf-8")
    publish_editions(book, tmp_path / "site", lambda words: None)
    before = (tmp_path / "site" / "SHA256SUMS").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "there")

    monkeypatch.setattr("statbook.build.publication.exchange", full)
    with pytest.raises(BuildError, match="there cannot be written: No space left on device"):
        publish_editions(book, tmp_path / "site", lambda words: None)
    assert before == (tmp_path / "site" / "SHA256SUMS").read_bytes()
    assert (tmp_path / "site.new" / "letter.txt").is_file()
    assert ["site", "site.new"] == sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("site"))


def test_the_working_folder_may_be_named_by_a_dot(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    assert tmp_path / "site" / "index.html" == publish_editions(book, Path(), lambda words: None)


def test_an_edition_that_was_altered_is_not_collected(book: Book, tmp_path: Path) -> None:
    (book.html / "index.html").write_text("other", encoding="utf-8")

    with pytest.raises(BuildError, match="were altered after they were built; build this edition again"):
        publish_editions(book, tmp_path / "site", lambda words: None)
    assert not (tmp_path / "site").exists()


def test_without_a_built_book_there_is_nothing_to_collect(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"no built book .*: run `statbook build` first"):
        built_editions(Book(tmp_path))


def test_a_book_by_itself_has_no_menu(tmp_path: Path) -> None:
    only = BuiltEdition(tmp_path, "2026-03-25")
    assert PAGE == with_menu(PAGE, "index.html", only, [only])
