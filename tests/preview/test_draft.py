"""A small book as it is being written: what changed is shown first, then the rest is brought in line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from minimal_book import CITED, bring, chapter_of, contents, minimal_book
from statbook.errors import BuildError, StatbookError
from statbook.preview import chapter_runs
from statbook.preview.draft import Draft
from statbook.project.paths import Book
from statbook.store import anchor_of

ANCHOR = anchor_of("china.2025-01.money_m2")


@dataclass
class Desk:
    """A book, its draft, the site, and what was reported."""

    book: Book
    draft: Draft
    site: Path
    said: list[str] = field(default_factory=list)

    def say(self, words: str, code: str = "") -> None:
        chapter_of(self.book.root / "index.ipynb", "index", f"# A book\n\n{words}", code)

    def page(self, document: str = "index") -> str:
        return (self.site / f"{document}.html").read_text(encoding="utf-8")

    def evidence(self) -> str:
        return "".join(path.read_text(encoding="utf-8") for path in (self.site / "evidence").glob("*.html"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("draft")
    book = minimal_book(root / "book", fonts_of_the_book)
    said: list[str] = []
    made = Draft(book, root / "preview", "", said.append, lambda: False)
    made.update([])
    yield Desk(book, made, root / "preview" / "site", said)
    made.close()


def test_sentences_are_shown_without_a_run_in_the_style_of_the_book(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.page()
    with monkeypatch.context() as patched:
        patched.setattr(chapter_runs, "execute", lambda *_, **__: pytest.fail("it ran"))
        desk.say(f"Zebras walk beside {{num}}`{CITED}`.")
        desk.draft.update([])
    after = desk.page()

    assert "Zebras walk" in after and "Zebras walk" not in before
    assert f'href="evidence/credit.html#{ANCHOR}"' in after or ANCHOR in after
    assert before.split("</head>")[0] == after.split("</head>")[0]


def test_a_number_that_is_cited_twice_has_two_uses_once_all_is_settled(desk: Desk) -> None:
    desk.say(f"Once {{num}}`{CITED}`, twice {{num}}`{CITED}`.")
    desk.draft.update([])
    assert not desk.draft.is_settled
    assert "use-index-2" not in desk.evidence()
    desk.draft.settle()

    assert desk.draft.is_settled
    assert "use-index-2" in desk.evidence()


def test_other_code_runs_and_a_failing_cell_leaves_the_last_good_page(desk: Desk) -> None:
    good = desk.page()
    desk.say("Zebras fail.", "1 / 0")
    with pytest.raises(StatbookError, match="index, cell 3"):
        desk.draft.update([])
    assert good == desk.page()
    with pytest.raises(StatbookError, match="index, cell 3"):
        desk.draft.update([])
    desk.say("Zebras rest.", "")
    desk.draft.update([])

    assert "Zebras rest." in desk.page()


def test_a_changed_row_is_seen_in_the_page_that_is_viewed_and_then_everywhere(desk: Desk) -> None:
    desk.say(f"Money: {{num}}`{CITED}`.")
    desk.draft.update([])
    bring(desk.book, 8)
    desk.draft.update(["index"])
    assert "318.58" in desk.page()
    assert "318.58" not in desk.evidence()
    desk.draft.settle()

    assert "318.58" in desk.evidence()


def test_what_a_cell_makes_of_a_changed_row_is_made_again(desk: Desk) -> None:
    desk.say("Money:", f'int(here.get("{CITED}").value)')
    desk.draft.update([])
    for digit in (6, 8):
        bring(desk.book, digit)
        desk.draft.update(["index"])
        assert f"3185{digit}0000000000" in desk.page()


def test_a_faulty_row_is_told_and_the_pages_stay(desk: Desk) -> None:
    table, good = desk.book.data / "credit.csv", desk.page()
    sound = table.read_text(encoding="utf-8")
    table.write_text(sound.replace("318.58万亿元", "318.58 apples"), encoding="utf-8")
    with pytest.raises(BuildError, match=r"credit\.csv"):
        desk.draft.update([])
    assert good == desk.page()
    table.write_text(sound, encoding="utf-8")
    desk.draft.update([])

    assert good == desk.page()


def test_new_settings_make_all_pages_again(desk: Desk) -> None:
    settings = desk.book.config.read_text(encoding="utf-8")
    desk.book.config.write_text(settings.replace("China's innovation economy in figures", "Zebras"), encoding="utf-8")
    desk.draft.update([])

    assert "Zebras</title>" in desk.page("chapters/sources")


def test_a_new_chapter_with_a_fault_is_there_once_it_is_mended_and_gone_once_it_is_taken_out(desk: Desk) -> None:
    new = desk.book.root / "chapters" / "zebras.ipynb"
    chapter_of(new, "zebras", "# Zebras\n\n{num}`no_such_key@China@2025-01`.")
    contents(desk.book, "sources", "zebras")
    with pytest.raises(BuildError, match="no_such_key"):
        desk.draft.update([])
    chapter_of(new, "zebras", "# Zebras\n\nThey rest.")
    desk.draft.update([])
    assert "They rest." in desk.page("chapters/zebras")
    contents(desk.book, "sources")
    desk.draft.update([])

    assert not (desk.site / "chapters" / "zebras.html").exists()


def test_a_place_that_is_gone_is_a_fault_of_the_page_that_leads_there(desk: Desk) -> None:
    sources = desk.book.root / "chapters" / "sources.ipynb"
    before = sources.read_text(encoding="utf-8")
    desk.say("Zebras live [there](#zebra-land).")
    sources.write_text(before.replace("# Sources\\n", "# Sources\\n\\n{#zebra-land}\\n## Land\\n", 1), encoding="utf-8")
    desk.draft.update([])
    desk.draft.settle()
    assert 'href="chapters/sources.html#zebra-land"' in desk.page()
    sources.write_text(before, encoding="utf-8")
    desk.draft.update([])
    with pytest.raises(BuildError, match=r"index\.ipynb.*zebra-land"):
        desk.draft.settle()
    desk.say("Zebras live.")
    desk.draft.update([])
    desk.draft.settle()

    assert desk.draft.is_settled


@pytest.mark.parametrize(
    ("name", "told"), [("_config.yml", r"_config\.yml:2: "), ("_toc.yml", r"_toc\.yml is not valid")]
)
def test_settings_that_are_no_yaml_or_not_there_are_told(desk: Desk, name: str, told: str) -> None:
    file = desk.book.root / name
    before = file.read_text(encoding="utf-8")
    file.write_text("title: [\n", encoding="utf-8")
    with pytest.raises(StatbookError, match=told):
        desk.draft.update([])
    file.unlink()
    with pytest.raises(StatbookError, match=name):
        desk.draft.update([])
    file.write_text(before, encoding="utf-8")
    desk.draft.update([])

    assert desk.draft.is_settled
