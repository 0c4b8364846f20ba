"""The history: a misreading was mended in the value that was in force on the day, not in those before and after it."""

from __future__ import annotations

import pytest

from change_records import _change
from statbook.changes import (
    changelog,
    history,
    with_section,
)
from statbook.errors import BuildError
from statbook.project.paths import Book
from statbook.store import Store

M1 = "china.2025-01.money_m1"


def test_a_value_that_replaced_a_misread_one_later_is_not_told_on_the_day_it_was_read_anew(copy: Book) -> None:
    table = copy.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{M1},"))
    later = lines[place].replace(",2025-02-14,,", ",2026-05-01,,").replace("112450000000000", "113000000000000")
    lines[place] = lines[place].replace(",2025-02-14,,", ",2025-02-14,2026-05-01,")
    lines.append(later.replace("112.45万亿元", "113.00万亿元"))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (copy.data / "changes.csv").open("a", encoding="utf-8") as file:
        for cells in ("value,112540000000000,112450000000000", "printed,112.54万亿元,112.45万亿元"):
            file.write(f"{M1},2026-04-01,misreading,{cells},Two digits exchanged.\n")
    told = [
        (day.day, change.kind, *(side.printed for side in (change.before, change.after) if side))
        for day in history(Store.load(copy.data))
        for change in day.changes
        if change.latest.obs == M1
    ]

    assert [
        ("2026-05-01", "revised", "112.45万亿元", "113.00万亿元"),
        ("2026-04-01", "read anew", "112.54万亿元", "112.45万亿元"),
        ("2025-02-14", "new", "112.54万亿元"),
    ] == told


def test_the_history_tells_day_by_day_what_became_of_numbers(revised: Store) -> None:
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
    assert "318.12万亿元" in [change.latest.printed for change in first.changes]


def test_every_number_in_force_became_known_on_some_day(store: Store) -> None:
    new = [change.latest.obs for day in history(store) for change in day.among("new")]

    assert sorted(store.by_obs) == sorted(new)


def test_the_changelog_has_a_line_a_day_and_one_for_each_number_that_became_another(revised: Store) -> None:
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
