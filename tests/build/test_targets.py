"""What a build makes, and that a book that is up to date is not built; otherwise the result is what a build from nothing
gives, byte for byte."""

from __future__ import annotations

import fcntl
import hashlib
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from minimal_book import bring, chapter_of, contents, minimal_book, quiet
from statbook.build.targets import BuildTarget, build_book, chapters_may_run, report_untranslated
from statbook.errors import BuildError, ChapterError
from statbook.project.paths import RECORD, Book
from statbook.store import AS_OF, Store

COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]
CODE = 'rows = here.store.find(indicator="money_m2")'


def test_the_book_of_an_early_day_has_the_chapters_of_which_something_was_known(copy: Book) -> None:
    (copy.data / AS_OF).write_text("2025-03-01", encoding="utf-8")
    names = [notebook.name for notebook, _ in BuildTarget(day="2025-03-01").prepare(copy, Store.load(copy.data))]

    assert ["index", "patents", "credit", "base", "industry", "audit", "method", "sources"] == names


def test_a_book_without_settings_is_told_which_file_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")

    with pytest.raises(BuildError, match=r"/_config\.yml is not there: expected the files of the book$"):
        build_book(Book(tmp_path), quiet)


def test_every_target_has_a_folder_of_its_own(tmp_path: Path) -> None:
    targets = [BuildTarget(), BuildTarget(day="2026-03-25"), BuildTarget("regions", "2026-03-25")]

    assert [tmp_path, tmp_path / "as-of" / "2026-03-25", tmp_path / "editions" / "regions"] == [
        target.location(tmp_path).folder for target in targets
    ]


def test_every_target_but_the_book_of_a_day_keeps_what_sphinx_read_in_each_language(tmp_path: Path) -> None:
    targets = [BuildTarget(), BuildTarget(day="2026-03-25"), BuildTarget("regions", "2026-03-25")]

    assert [True, False, True] == [target.is_kept for target in targets]
    assert [tmp_path / "tree" / name for name in ("book", "book-zh", "regions-zh")] == [
        targets[0].tree(tmp_path, "en"),
        targets[0].tree(tmp_path, "zh"),
        targets[2].tree(tmp_path, "zh"),
    ]


def test_day_description_and_compared_book_are_inputs(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text("{}", encoding="utf-8")
    digest = hashlib.sha256(b"{}").hexdigest()

    book = Book(tmp_path)
    assert {"data/": "1"} == BuildTarget().inputs({"data/": "1"}, book)
    assert {"data/": "1", "day": "2026-03-25"} == BuildTarget(day="2026-03-25").inputs({"data/": "1"}, book)
    assert {"edition": "2", "since": digest} == BuildTarget(made_by={"edition": "2"}, since=tmp_path).inputs({}, book)


@pytest.mark.parametrize(("changed", "may_run"), [("chapters/", False), ("settings", False), ("data/", True)])
def test_chapters_may_run_when_more_than_sentences_and_settings_changed(
    tmp_path: Path, changed: str, may_run: bool
) -> None:
    book, before = Book(tmp_path), {"data/": "1", "chapters/": "1", "settings": "1"}
    assert chapters_may_run(before, before, book)  # none is kept
    (book.cache / "chapters").mkdir(parents=True)
    (book.cache / "chapters" / "a.json").touch()

    assert may_run == chapters_may_run(before, before | {changed: "2"}, book)
    assert chapters_may_run({}, before, book)


def test_the_catalogues_of_a_language_are_inputs_of_a_book_in_it(tmp_path: Path) -> None:
    catalogues = tmp_path / "locale" / "zh" / "LC_MESSAGES"
    catalogues.mkdir(parents=True)
    (catalogues / "index.po").write_text("one", encoding="utf-8")
    both = BuildTarget(languages=("en", "zh"))
    before = both.inputs({}, Book(tmp_path))
    (catalogues / "index.po").write_text("two", encoding="utf-8")

    assert ["locale/zh/"] == list(before)
    assert before != both.inputs({}, Book(tmp_path))
    assert {} == BuildTarget().inputs({}, Book(tmp_path))
    assert tmp_path == both.location(tmp_path).folder
    assert tmp_path / "languages" / "zh" == BuildTarget(languages=("zh",)).location(tmp_path).folder


def test_what_is_not_translated_is_told_or_refused() -> None:
    told: list[str] = []
    report_untranslated([f"block {number}" for number in range(7)], told.append, strict=False)

    assert ["not translated: block 0", "not translated: block 4"] == [told[0], told[4]]
    assert "not translated: 2 more blocks; `statbook check` lists them" == told[5]
    with pytest.raises(BuildError, match=r"^block 1\n"):
        report_untranslated(["block 1", "block 2"], told.append, strict=True)
    report_untranslated([], told.append, strict=True)
    assert 6 == len(told)


def test_the_whole_book_runs_all_its_chapters_without_parameters(copy: Book) -> None:
    jobs = BuildTarget().prepare(copy, Store.load(copy.data))

    assert ["index", "trade"] == [notebook.name for notebook, _ in jobs][:2]
    assert [{}] * 10 == [parameters for _, parameters in jobs]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def parts(book: Book) -> dict[str, bytes]:
    return {f"{part.name}/{name}": text for part in (book.html, book.pdf) for name, text in files(part).items()}


@dataclass
class Story:
    """A small book through three builds: from nothing; another number; the first number again."""

    book: Book
    cold: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    back: dict[str, bytes] = field(default_factory=dict)
    ran: list[list[str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Story:
    told = Story(minimal_book(tmp_path_factory.mktemp("standing") / "book", fonts_of_the_book))
    book = told.book
    chapter_of(book.root / "chapters" / "extra.ipynb", "extra", "# Extra\n\nMore: {num}`money_m2@China@2025-01`.", CODE)
    (book.data / "captions" / "extra.yaml").write_text("{}\n", encoding="utf-8")
    contents(book, "sources", "extra")

    def built() -> dict[str, bytes]:
        kept = book.build / "cache" / "chapters"
        before = {*kept.rglob("*.json")}
        build_book(book, quiet)
        told.ran.append(sorted(_name(path) for path in {*kept.rglob("*.json")} - before))
        return parts(book)

    told.cold = built()
    bring(book, 3)
    (book.build / "work-left").mkdir()
    told.changed = built()
    bring(book, 2)
    (book.html / "index.html").write_text("altered", encoding="utf-8")
    told.back = built()
    return told


def _name(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return next(name for name in ("A book", "Extra", "") if f"# {name}" in text)


def test_back_again_every_byte_is_what_a_build_from_nothing_gave(story: Story) -> None:
    assert sorted(story.cold) == sorted(story.back)
    assert [] == [name for name, text in story.cold.items() if story.back[name] != text]


def test_the_pages_and_pdfs_that_show_the_number_change(story: Story) -> None:
    changed = {name for name, text in story.cold.items() if story.changed.get(name) != text}

    assert {"html/index.html", "html/evidence/credit-2025.html", "html/data.html", "pdf/book.pdf"} <= changed
    assert "html/_static/page.css" not in changed


def test_other_data_run_the_chapters_that_ask_for_them_and_the_first_data_none(story: Story) -> None:
    assert [["", "A book", "Extra"], ["A book", "Extra"], []] == story.ran


def test_what_dead_builds_left_is_swept(story: Story) -> None:
    assert [] == [*story.book.build.glob("work-*")]


def test_without_a_change_no_byte_and_no_time_changes(story: Story) -> None:
    def seen() -> dict[str, tuple[int, int]]:
        paths = story.book.build.rglob("*")
        return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}

    before = seen()
    done = subprocess.run([*COMMAND, "build"], cwd=story.book.root, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stderr
    assert "nothing changed" in done.stderr
    assert before == seen()


def test_a_look_whether_anything_changed_imports_nothing_that_takes_long(story: Story) -> None:
    look = f"{COMMAND[2].replace('main()', '')}\nimport sys\ntry:\n    main()\nfinally:\n    print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", look, "build"], cwd=story.book.root, capture_output=True, text=True, check=False
    )

    assert "statbook.build.targets" in done.stdout
    assert set() == {"pandas", "nbformat", "altair", "sphinx", "statbook.store"} & set(done.stdout.split())


def test_while_another_build_is_at_work_one_may_be_refused(story: Story) -> None:
    with (story.book.build / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(
            [*COMMAND, "build", "--no-wait"], cwd=story.book.root, capture_output=True, text=True, check=False
        )

    assert 75 == done.returncode
    assert "another build is at work" in done.stderr


def test_a_failing_chapter_is_named_and_the_others_are_kept(copy: Book) -> None:
    contents(copy, "sources", "broken")
    chapter_of(copy.root / "index.ipynb", "index", "# A book")
    chapter_of(copy.root / "chapters" / "broken.ipynb", "broken", "# Broken", "1 / 0")
    (copy.data / "captions" / "broken.yaml").write_text("{}\n", encoding="utf-8")
    with pytest.raises(ChapterError, match="broken, cell 3"):
        build_book(copy, quiet)

    kept = sorted(_name(path) for path in (copy.build / "cache" / "chapters").rglob("*.json"))
    assert ["", "A book"] == kept
    assert not copy.html.exists()
