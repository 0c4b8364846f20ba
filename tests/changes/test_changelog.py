"""Tests of changes/changelog.py."""

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
