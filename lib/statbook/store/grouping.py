"""Grouping of items by a key, all that can be reached from an item, and the texts of rows as one."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

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


def join_texts(rows: pd.DataFrame, separator: str) -> pd.Series:
    """The texts of each of *rows* as one text; rows with the same texts share it, which takes little memory.

    >>> join_texts(pd.DataFrame({"a": ["x", "x"], "b": ["y", "z"]}), "/").tolist()
    ['x/y', 'x/z']
    """
    which = np.zeros(len(rows), dtype=np.int64)
    for name in rows.columns:
        codes, different = pd.factorize(rows[name], use_na_sentinel=False)
        # Numbered anew after each column, so that the numbers stay small.
        which = pd.factorize(which * len(different) + codes)[0]
    first = np.unique(which, return_index=True)[1]
    joined = [separator.join(texts) for texts in rows.iloc[first].itertuples(index=False, name=None)]
    return pd.Series(np.array(joined, dtype=object)[which] if joined else [], index=rows.index, dtype=object)
