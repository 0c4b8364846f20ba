"""What became of published numbers: single figures, the history, records and their comparison, the page, the changelog."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from statbook.changes import (
    RECORD,
    Record,
    Told,
    changed,
    changelog,
    compared,
    history,
    page,
    record_of,
    report,
    with_section,
)
from statbook.errors import BuildError
from statbook.project.paths import Book
from statbook.store import Store

M1 = "china.2025-01.money_m1"


def figure(obs: str = "place.2025.thing", **changes: str) -> Told:
    plain = {
        "theme": "credit",
        "indicator": "Thing",
        "name": "Place: Thing",
        "period": "2025",
        "text": "100 yuan",
        "printed": "100元",
        "numbers": "100",
        "source": "early",
        "known_from": "2026-01-10",
        "anchor": "obs-place-2025-thing",
    }
    return Told(obs, **(plain | changes))


def kinds(old: list[Told], new: list[Told], reasons: list[dict[str, str]] | None = None) -> list[tuple[str, str]]:
    before, after = ({told.obs: told for told in figures} for figures in (old, new))
    return [(change.kind, change.reason) for change in changed(before, after, reasons or [])]


def because(kind: str) -> dict[str, str]:
    return {"obs": "place.2025.thing", "date": "2026-02-10", "kind": kind, "reason": "They say so."}


LATER = figure(numbers="104", known_from="2026-02-10")


def test_a_figure_that_was_not_there_is_new_and_one_that_is_gone_was_withdrawn() -> None:
    assert [("new", "")] == kinds([], [figure()])
    assert [("withdrawn", "They say so.")] == kinds([figure()], [], [because("withdrawal")])
    assert [] == kinds([figure()], [figure(source="another", printed="100 元")])


def test_another_value_of_a_later_source_is_a_revision_unless_the_source_says_that_it_had_erred() -> None:
    assert [("revised", "")] == kinds([figure()], [LATER])
    assert [("corrected", "They say so.")] == kinds([figure()], [LATER], [because("correction")])


def test_another_value_of_the_same_source_is_our_misreading_or_was_altered_for_no_reason() -> None:
    assert [("read anew", "They say so.")] == kinds([figure()], [figure(numbers="10")], [because("misreading")])
    assert [("altered", "")] == kinds([figure()], [figure(numbers="10")])


def test_what_the_older_state_knew_already_explains_nothing() -> None:
    after = figure(numbers="10")
    found = changed({after.obs: figure()}, {after.obs: after}, [because("misreading")], since="2026-02-10")

    assert ["altered"] == [change.kind for change in found]


@pytest.fixture
def revised(copy: Book) -> Store:
    """The book with M1 of January 2025 revised on 1 May 2026, M2 read anew on 2 May, a growth rate withdrawn on 3 May."""
    table = copy.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    for place, line in enumerate([*lines]):
        if line.startswith(f"{M1},"):
            opened = line.replace(",2025-02-14,,", ",2026-05-01,,").replace("112450000000000", "113000000000000")
            lines.append(opened.replace("112.45万亿元", "113.00万亿元"))
            lines[place] = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-01,")
        if line.startswith("china.2025-01.money_m1.growth,"):
            lines[place] = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-03,")
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for cells in ("value,318250000000000,318520000000000", "printed,318.25万亿元,318.52万亿元"):
        _change(copy, f"china.2025-01.money_m2,2026-05-02,misreading,{cells},Two digits exchanged.")
    return Store.load(copy.data)


def _change(book: Book, line: str) -> None:
    with (book.data / "changes.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def test_the_history_tells_day_by_day_what_became_of_figures(revised: Store) -> None:
    told = [
        (day.day, change.kind, [side.text for side in (change.before, change.after) if side], change.reason)
        for day in history(revised)[:3]
        for change in day.changes
    ]
    assert [
        ("2026-05-03", "withdrawn", ["0.4%"], ""),
        ("2026-05-02", "read anew", ["318.25 trillion yuan", "318.52 trillion yuan"], "Two digits exchanged."),
        ("2026-05-01", "revised", ["112.45 trillion yuan", "113.00 trillion yuan"], ""),
    ] == told


def test_each_day_tells_what_was_read_on_it_whatever_was_mended_later(copy: Book) -> None:
    for day, before, after in (("2026-05-02", "1", "2"), ("2026-05-04", "2", "5")):
        for cells in (
            f"value,318{before}20000000000,318{after}20000000000",
            f"printed,318.{before}2万亿元,318.{after}2万亿元",
        ):
            _change(copy, f"china.2025-01.money_m2,{day},misreading,{cells},A digit.")
    store = Store.load(copy.data)
    told = {
        day.day: [(c.before and c.before.printed, c.after and c.after.printed) for c in day.changes]
        for day in history(store)
    }

    assert [("318.22万亿元", "318.52万亿元")] == told["2026-05-04"]
    assert [("318.12万亿元", "318.22万亿元")] == told["2026-05-02"]
    first = next(day for day in history(store) if day.day == "2025-02-14")
    assert "318.12万亿元" in [change.figure.printed for change in first.changes]


def test_every_figure_in_force_became_known_on_some_day(store: Store) -> None:
    new = [change.figure.obs for day in history(store) for change in day.among("new")]

    assert sorted(store.by_obs) == sorted(new)


def test_the_changelog_has_a_line_a_day_and_one_for_each_figure_that_became_another(revised: Store) -> None:
    lines = changelog(revised, history(revised)).splitlines()

    assert [
        "- 3 May 2026: 1 withdrawn.",
        "  - withdrawn: China: Money supply M1, growth, January 2025: 0.4%.",
        "- 2 May 2026: 1 read anew.",
        "  - read anew: China: Money supply M2, January 2025: 318.25 trillion yuan → 318.52 trillion yuan. Two digits exchanged.",
        "- 1 May 2026: 1 revised.",
        "  - revised: China: Money supply M1, January 2025: 112.45 trillion yuan → 113.00 trillion yuan.",
    ] == lines[:6]


def test_the_section_of_the_data_is_put_between_its_marks() -> None:
    text = "# Changelog\n\n<!-- data: made by `statbook diff --changelog` -->\nold\n<!-- end of data -->\n\nmore\n"
    made = with_section(text, "- new")

    assert "old" not in made
    assert made.endswith("-->\n\n- new\n\n<!-- end of data -->\n\nmore\n")
    assert made == with_section(made, "- new")
    with pytest.raises(BuildError, match=r"CHANGELOG\.md: found no section of the data"):
        with_section("# Changelog\n", "- new")


def test_the_changelog_of_the_book_tells_what_its_data_tell(book: Book, store: Store) -> None:
    text = (book.root / "CHANGELOG.md").read_text(encoding="utf-8")

    # If this fails: statbook diff --changelog
    assert with_section(text, changelog(store, history(store))) == text


# -- records ---------------------------------------------------------------------------------------------------------


def chapter(**numbers: tuple[str, str]) -> dict[str, object]:
    """A chapter that cites *numbers*: key to text and the figure that it rests on."""
    cited = {
        key: {
            "anchor": f"num-{key}",
            "name": key,
            "key": key,
            "words": {"num": text, "range": f"about {text}"},
            "inputs": [obs],
        }
        for key, (text, obs) in numbers.items()
    }
    uses = [
        {"place": f"use-{key}", "words": "", "anchors": [f"num-{key}", "obs-china-2025-01-money-m1"]} for key in cited
    ]
    return {
        "title": "Credit and money",
        "document": "chapters/credit",
        "cited": cited,
        "shown": {},
        "uses": uses,
        "drawings": {"fig-credit-one": ("A drawing", "digest of " + str(sorted(numbers.values())))},
    }


@pytest.fixture
def record(store: Store) -> Callable[..., Record]:
    def make(of: Store | None = None, **numbers: tuple[str, str]) -> Record:
        return record_of(of or store, {"credit": chapter(**numbers)})

    return make


def test_a_record_is_read_as_it_was_written(record: Callable[..., Record], tmp_path: Path) -> None:
    made = record(one=("5 yuan", M1))
    (tmp_path / RECORD).write_text(made.as_json(), encoding="utf-8")
    read = Record.read(tmp_path)

    assert replace(made, folder=tmp_path) == read
    assert compared(made, read).nothing


@pytest.mark.parametrize("text", [None, "no JSON", "[]", "{}", json.dumps({"form": 0})])
def test_a_folder_without_a_record_that_can_be_read_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / RECORD).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"record\.json"):
        Record.read(tmp_path)


def test_two_books_differ_in_figures_numbers_and_drawings(record: Callable[..., Record], revised: Store) -> None:
    old = record(one=("5 yuan", M1), gone=("6 yuan", M1), alike=("7 yuan", M1))
    new = record(revised, one=("8 yuan", M1), came=("9 yuan", "other"), alike=("7 yuan", M1))
    lines = [line.strip() for line in report(compared(old, new))]

    assert "The books as known on 25 March 2026 and 3 May 2026" == lines[0]
    assert "Numbers of the data: 1 revised, 1 withdrawn" in lines
    assert "Numbers of the chapters that say something else: 3" in lines
    place = lines.index("credit: one: 5 yuan → 8 yuan")
    assert f"from {M1}" == lines[place + 1]
    assert "credit: gone: 6 yuan (gone)" in lines
    assert "credit: came: 9 yuan (new)" in lines
    assert "fig-credit-one: A drawing" in lines
    assert (
        "In: Credit and money (chapters/credit.html#use-one); Credit and money (chapters/credit.html#use-came); "
        "Credit and money (chapters/credit.html#use-alike)" in lines
    )


def test_a_number_that_changed_without_its_figures_is_laid_to_the_chapter_or_the_library(
    record: Callable[..., Record],
) -> None:
    lines = [line.strip() for line in report(compared(record(one=("5 yuan", M1)), record(one=("6 yuan", M1))))]

    assert "Numbers of the data: none changed" in lines
    assert "no number that it rests on changed: the chapter or the library did" in lines


def test_two_books_that_say_the_same_differ_in_nothing(record: Callable[..., Record]) -> None:
    one = record(one=("5 yuan", M1))
    lines = list(report(compared(one, replace(one, as_of="2026-09-01"))))

    assert "Nothing that is published changed." == lines[-1]


# -- the page --------------------------------------------------------------------------------------------------------


def test_the_page_lists_figures_that_became_others_with_entry_reason_and_places(
    revised: Store, record: Callable[..., Record]
) -> None:
    text = page(revised, history(revised), record(revised, one=("5 yuan", M1)))
    row = next(line for line in text.splitlines() if "revised" in line and "obs-china-2025-01-money-m1" in line)

    assert "112\\.45 trillion yuan" in row
    assert "113\\.00 trillion yuan" in row
    assert '<a href="chapters/credit.html#use-one">Credit and money</a>' in row
    gone = next(line for line in text.splitlines() if "withdrawn" in line and "growth" in line)
    assert "#obs-" not in gone


def test_against_another_book_the_page_sets_drawings_side_by_side(
    record: Callable[..., Record], tmp_path: Path, store: Store
) -> None:
    books = []
    for name, text in (("old", "5 yuan"), ("new", "6 yuan")):
        folder = tmp_path / name
        (folder / "chapters").mkdir(parents=True)
        (folder / "chapters" / "credit.html").write_text(
            '<figure class="sb-figure" id="fig-credit-one" lang="en"><div class="sb-static"><div class="sb-wide">'
            f'<svg id="fig-credit-one-wide"><title>{text}</title></svg></div></div><div class="sb-live"></div></figure>',
            encoding="utf-8",
        )
        books.append(replace(record(one=(text, M1)), folder=folder))
    made = page(store, history(store), books[1], compared(*books))

    assert 1 == made.count('<svg id="before-fig-credit-one-wide"><title>5 yuan')
    assert 1 == made.count('<svg id="now-fig-credit-one-wide"><title>6 yuan')
    assert '| <a href="chapters/credit.html#use-one">Credit and money</a> | one | 5 yuan → 6 yuan |' in made
