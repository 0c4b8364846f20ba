"""Tests of changes/observations.py."""

from __future__ import annotations

import pytest

from change_records import _change, because, figure, kinds
from statbook.changes import (
    find_changes,
)
from statbook.project.paths import Book
from statbook.store import Store

M1 = "china.2025-01.money_m1"


LATER = figure(numbers="104", known_from="2026-02-10")


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
    found = find_changes({after.obs: figure()}, {after.obs: after}, [because("misreading")], since="2026-02-10")

    assert ["altered"] == [change.kind for change in found]
