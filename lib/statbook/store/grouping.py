"""Grouping of items by a key, all that can be reached from an item, and the texts of rows: each once, and as one."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import numpy as np
import pandas as pd

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


def group(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, list[Item]]:
    """Key to items, keys and items in the order of *pairs*.

    >>> group([("a", 1), ("b", 2), ("a", 3)])
    {'a': [1, 3], 'b': [2]}
    """
    found: dict[Key, list[Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return found


def find_reachable(start: Iterable[Key], following: Callable[[Key], Iterable[Key]]) -> list[Key]:
    """*start* and all that *following* leads to from there, each once, the nearest first."""
    found = list(dict.fromkeys(start))
    for key in found:  # grows on the way
        found += [each for each in dict.fromkeys(following(key)) if each not in found]
    return found


def map_once(texts: pd.Series, function: Callable[[str], Any]) -> pd.Series:
    """What *function* makes of each of *texts*, each different text looked at once.

    >>> map_once(pd.Series(["x", "y", "x"]), str.upper).tolist()
    ['X', 'Y', 'X']
    """
    codes, different = pd.factorize(texts, use_na_sentinel=False)
    found = np.empty(len(different), dtype=object)
    found[:] = [function(text) for text in different]
    return pd.Series(found[codes], index=texts.index, dtype=object)


def join_texts(rows: pd.DataFrame, separator: str) -> pd.Series:
    """The texts of each of *rows* as one text; rows with the same texts share it, which takes little memory.

    >>> join_texts(pd.DataFrame({"a": ["x", "x"], "b": ["y", "z"]}), "/").tolist()
    ['x/y', 'x/z']
    """
    which, first = number_rows(rows)
    joined = [separator.join(texts) for texts in rows.iloc[first].itertuples(index=False, name=None)]
    return pd.Series(np.array(joined, dtype=object)[which] if joined else [], index=rows.index, dtype=object)


def number_rows(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The number of each of *rows* among the different ones, and the position of the first of each.

    >>> number_rows(pd.DataFrame({"a": ["x", "y", "x"], "b": ["y", "z", "y"]}))
    (array([0, 1, 0]), array([0, 1]))
    """
    which = np.zeros(len(rows), dtype=np.int64)
    for name in rows.columns:
        codes, different = pd.factorize(rows[name], use_na_sentinel=False)
        # Numbered anew after each column, so that the numbers stay small.
        which = pd.factorize(which * len(different) + codes)[0]
    return which, np.unique(which, return_index=True)[1]
