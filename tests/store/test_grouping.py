"""Tests of store/grouping.py."""

from __future__ import annotations

import pandas as pd

from statbook.store.grouping import find_reachable, group, join_texts, map_columns, share_texts


def test_keys_and_items_keep_their_order() -> None:
    found = group([("b", 1), ("a", 2), ("b", 0)])

    assert list(found.items()) == [("b", [1, 0]), ("a", [2])]
    assert group([]) == {}


def test_all_that_is_reached_comes_once_the_nearest_first_even_in_a_circle() -> None:
    following = {"a": ["b", "c", "b"], "b": ["d"], "c": ["d", "a"], "d": []}

    assert find_reachable(["a"], following.__getitem__) == ["a", "b", "c", "d"]
    assert find_reachable(["d", "d"], following.__getitem__) == ["d"]
    assert find_reachable([], following.__getitem__) == []


def test_rows_with_the_same_texts_share_one_joined_text() -> None:
    rows = pd.DataFrame({"a": ["x", "y", "x", "x"], "b": ["", "z", "z", ""]}, index=[7, 3, 5, 1])
    found = join_texts(rows, "|")

    assert ["x|", "y|z", "x|z", "x|"] == found.tolist()
    assert [7, 3, 5, 1] == found.index.tolist()
    assert found.iloc[0] is found.iloc[3]
    assert [] == join_texts(rows.iloc[:0], "|").tolist()


def test_a_function_of_several_things_gives_a_column_for_each() -> None:
    rows = pd.DataFrame({"a": ["x", "y", "x"], "b": ["1", "2", "1"]}, index=[7, 3, 5])
    found = map_columns(rows, lambda a, b: (a + b, b), ["both", "own"])

    assert {"both": {7: "x1", 3: "y2", 5: "x1"}, "own": {7: "1", 3: "2", 5: "1"}} == found.to_dict()
    assert (0, ["both"]) == (len(empty := map_columns(rows.iloc[:0], lambda a, b: (a,), ["both"])), [*empty])


def test_texts_that_repeat_are_shared_as_categories() -> None:
    rows = pd.DataFrame({"a": ["x"] * 5, "b": list("vwxyz")}, dtype=object)
    shared = share_texts(rows, ["a", "b"])

    assert ["category", "object"] == [str(kind) for kind in shared.dtypes]
    assert rows.equals(shared.astype(object))
