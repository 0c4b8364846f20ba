"""Tests of changes/observations.py."""

from __future__ import annotations

from change_records import because, kinds, number
from statbook.changes import (
    find_changes,
)

M1 = "china.2025-01.money_m1"


LATER = number(numbers="104", known_from="2026-02-10")


def test_a_number_that_was_not_there_is_new_and_one_that_is_gone_was_withdrawn() -> None:
    assert [("new", "")] == kinds([], [number()])
    assert [("withdrawn", "They say so.")] == kinds([number()], [], [because("withdrawal")])
    assert [] == kinds([number()], [number(source="another", printed="100 元")])


def test_another_value_of_a_later_source_is_a_revision_unless_the_source_says_that_it_had_erred() -> None:
    assert [("revised", "")] == kinds([number()], [LATER])
    assert [("corrected", "They say so.")] == kinds([number()], [LATER], [because("correction")])


def test_another_value_of_the_same_source_is_our_misreading_or_was_altered_for_no_reason() -> None:
    assert [("read anew", "They say so.")] == kinds([number()], [number(numbers="10")], [because("misreading")])
    assert [("altered", "")] == kinds([number()], [number(numbers="10")])


def test_what_the_older_state_knew_already_explains_nothing() -> None:
    after = number(numbers="10")
    found = find_changes({after.obs: number()}, {after.obs: after}, [because("misreading")], since="2026-02-10")

    assert ["altered"] == [change.kind for change in found]
