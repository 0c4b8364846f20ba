"""`statbook pdf` and the PDFs of a build: clear faults, the old PDF untouched, the same bytes anywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from minimal_book import fill, minimal_book, quiet
from statbook.build.pdfs import build_pdfs
from statbook.build.targets import BuildTarget, build_book
from statbook.errors import BuildError, ChapterError
from statbook.project.paths import TRANSLATED, Book

COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Book:
    """A small book, built."""
    book = minimal_book(tmp_path_factory.mktemp("printed") / "book", fonts_of_the_book)
    build_book(book, quiet)
    return book


@pytest.fixture
def printed(small: Book, tmp_path: Path) -> Book:
    """A copy of it that a test may spoil."""
    root = tmp_path / "book"
    shutil.copytree(small.root, root)
    return Book(root)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_typesetting_again_gives_the_same_bytes_and_touches_no_page(printed: Book) -> None:
    site, beside = contents(printed.html), contents(printed.pdf)

    names = ["sources", "book", "sources"]
    assert [printed.pdf / "sources.pdf", printed.pdf / "book.pdf"] == build_pdfs(printed, names, quiet)
    assert site == contents(printed.html)
    assert beside == contents(printed.pdf)


def test_every_language_is_typeset_again_like_a_build_of_it(tmp_path: Path, fonts_of_the_book: Path) -> None:
    book = minimal_book(tmp_path / "book", fonts_of_the_book)
    fill(book)
    build_book(book, quiet, BuildTarget(languages=("en", "zh")))
    site, beside = contents(book.html), contents(book.pdf)

    assert [book.pdf / name for name in ("sources.pdf", "sources.zh.pdf")] == build_pdfs(book, ["sources"], quiet)
    assert (site, beside) == (contents(book.html), contents(book.pdf))
    shutil.rmtree(book.build / TRANSLATED)
    assert [book.pdf / "book.zh.pdf"] == build_pdfs(book, ["book"], quiet, language="zh")
    assert beside == contents(book.pdf)


def test_an_edition_without_evidence_has_a_name_of_its_own_and_stays_out_of_the_site(printed: Book) -> None:
    site, beside = contents(printed.html), contents(printed.pdf)

    assert [printed.pdf / "book-without-evidence.pdf"] == build_pdfs(printed, [], quiet, evidence=False)
    assert site == contents(printed.html)
    made = contents(printed.pdf)
    assert beside == {name: made[name] for name in beside}
    assert len(made["book-without-evidence.pdf"]) < len(made["book.pdf"])


def test_after_a_change_the_chapter_runs_again_and_the_site_stays(printed: Book) -> None:
    path = printed.root / "chapters" / "sources.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("Which articles", "What articles"), encoding="utf-8")
    site, beside = contents(printed.html), contents(printed.pdf)
    said: list[str] = []
    build_pdfs(printed, ["sources"], said.append)

    assert any("earlier build" in words for words in said)
    assert site == contents(printed.html)
    assert {"sources.pdf"} == {name for name, text in contents(printed.pdf).items() if text != beside[name]}


def test_after_a_change_the_pdf_of_the_book_is_that_of_a_build(printed: Book) -> None:
    path = printed.root / "index.ipynb"
    front = nbformat.read(path, as_version=4)
    front.cells[0].source += "\n\nSee [what changed](#what-changed)."
    nbformat.write(front, path)
    build_pdfs(printed, ["book"], quiet)
    alone = (printed.pdf / "book.pdf").read_bytes()
    build_book(printed, quiet)

    assert alone == (printed.pdf / "book.pdf").read_bytes()


@pytest.mark.parametrize(
    ("name", "words"),
    [("sorces", "there is no chapter 'sorces'.*Did you mean sources"), ("index", "front page.*whole book")],
)
def test_an_unknown_chapter_is_refused_before_any_work(small: Book, name: str, words: str) -> None:
    said: list[str] = []
    with pytest.raises(ChapterError, match=words):
        build_pdfs(small, [name], said.append)

    assert [] == said


def test_a_folder_that_cannot_be_written_is_named(printed: Book) -> None:
    shutil.rmtree(printed.pdf)
    printed.pdf.write_text("in the way", encoding="utf-8")
    site = contents(printed.html)

    with pytest.raises(BuildError, match=r"_build/pdf cannot be written: .*The last good book is untouched"):
        build_pdfs(printed, ["sources"], quiet)
    assert site == contents(printed.html)
    assert [] == list(printed.build.glob("work-*"))


def test_a_full_disk_is_told_in_one_line_and_leaves_the_old_pdfs(printed: Book) -> None:
    beside = contents(printed.pdf)
    # No file may grow beyond this: what a full disk does, without one.
    limited = f"import resource as r, signal as s; s.signal(s.SIGXFSZ, s.SIG_IGN); r.setrlimit(r.RLIMIT_FSIZE, (60_000, 60_000)); {COMMAND[2]}"
    done = subprocess.run(
        [sys.executable, "-c", limited, "pdf", "sources"], cwd=printed.root, capture_output=True, text=True, check=False
    )

    assert 1 == done.returncode
    assert "no space is left" in done.stderr
    assert "MB free" in done.stderr
    assert "Traceback" not in done.stderr
    assert beside == contents(printed.pdf)
    assert [] == list(printed.build.glob("work-*"))


def test_a_character_without_a_glyph_stops_the_build_and_is_named(printed: Book) -> None:
    path = printed.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = ["# Sources\n", "\n", "Written as \N{THAI CHARACTER KO KAI}."]
    path.write_text(json.dumps(content), encoding="utf-8")
    beside = contents(printed.pdf)

    with pytest.raises(BuildError, match=r"chapters/sources.*Statbook SC has no glyph .*U\+0E01.*Written as"):
        build_pdfs(printed, ["sources"], quiet)
    assert beside == contents(printed.pdf)


def test_another_folder_zone_locale_and_hash_seed_give_the_same_site_and_pdfs(
    tmp_path: Path, fonts_of_the_book: Path
) -> None:
    """Continuous integration holds the whole book to this (.ci/run), the test a small one."""
    zone = {"TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "4711"}
    books = []
    for name, variables in (("book", {}), ("a folder/elsewhere", zone)):
        books.append(minimal_book(tmp_path / name, fonts_of_the_book))
        shutil.rmtree(books[-1].cache)  # the Vega script is made for each
        done = subprocess.run(
            [*COMMAND, "build"],
            cwd=books[-1].root,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert 0 == done.returncode, done.stderr

    one, other = books
    assert contents(one.html) == contents(other.html)
    assert contents(one.pdf) == contents(other.pdf)


def test_the_command_prints_the_paths_of_the_pdfs(small: Book) -> None:
    done = subprocess.run([*COMMAND, "pdf", "sources"], cwd=small.root, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    assert f"{small.pdf / 'sources.pdf'}\n" == done.stdout
