"""Tests of store/grouping.py."""

from __future__ import annotations

from statbook.store.grouping import group


def test_keys_and_items_keep_their_order() -> None:
    found = group([("b", 1), ("a", 2), ("b", 0)])

    assert list(found.items()) == [("b", [1, 0]), ("a", [2])]
    assert group([]) == {}
