"""Grouping of items by a key, all that can be reached from an item, and the texts of rows: each once, and as one."""

from collections.abc import Callable, Hashable, Iterable, Sequence
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


def map_once(rows: pd.Series | pd.DataFrame, function: Callable[..., Any]) -> pd.Series:
    """What *function* makes of each text, or of the texts of each row; those that are alike are looked at once.

    >>> map_once(pd.Series(["x", "y", "x"]), str.upper).tolist()
    ['X', 'Y', 'X']
    """
    which, first, found = _map_different(rows, function)
    return pd.Series(np.fromiter(found, dtype=object, count=len(first))[which], index=rows.index, dtype=object)


def map_columns(
    rows: pd.Series | pd.DataFrame, function: Callable[..., tuple[Any, ...]], names: Sequence[str]
) -> pd.DataFrame:
    """The same for a *function* that gives several things: a column for each of *names*.

    >>> map_columns(pd.Series(["a-b", "c-d", "a-b"]), lambda text: (text[0], text[2]), ["one", "two"])["two"].tolist()
    ['b', 'd', 'b']
    """
    which, _, found = _map_different(rows, function)
    columns = [*zip(*found, strict=True)] or [() for _ in names]
    cells = {
        name: np.fromiter(own, dtype=object, count=len(own))[which] for name, own in zip(names, columns, strict=True)
    }
    return pd.DataFrame(cells, index=rows.index)


def _map_different(
    rows: pd.Series | pd.DataFrame, function: Callable[..., Any]
) -> tuple[np.ndarray, np.ndarray, Iterable[Any]]:
    """The number of each row among the different ones, the position of the first of each, and what *function* gives for it."""
    frame = rows.to_frame() if isinstance(rows, pd.Series) else rows
    which, first = number_rows(frame)
    return which, first, map(function, *(frame[name].to_numpy()[first].tolist() for name in frame))


def share_texts(rows: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """*rows* with the columns *names* as categories where their texts repeat, so that each text is looked at once.

    >>> share_texts(pd.DataFrame({"a": ["x"] * 5, "b": [*"vwxyz"]}, dtype=object), "ab").dtypes.astype(str).tolist()
    ['category', 'object']
    """
    shared = {}
    for name in names:
        if isinstance(rows[name].dtype, pd.CategoricalDtype):
            continue
        codes, different = pd.factorize(_cells(rows[name]))
        if len(different) < len(rows) / 4:
            shared[name] = pd.Categorical.from_codes(codes, pd.Index(different, dtype=rows[name].dtype))
    return rows.assign(**shared)


def _cells(column: pd.Series) -> Any:
    """A *column* for pandas to number; of plain texts it would look first for those that are missing."""
    return column if isinstance(column.dtype, pd.CategoricalDtype) else column.to_numpy()


def repeat_text(text: str, times: int) -> "pd.Categorical[str]":
    """A column of one *text*, as a category, so that it is not looked for in a million rows.

    >>> repeat_text("x", 3).tolist()
    ['x', 'x', 'x']
    """
    return pd.Categorical.from_codes(np.zeros(times, dtype=np.int8), pd.Index([text]))


def join_texts(rows: pd.DataFrame, separator: str) -> pd.Series:
    """The texts of each of *rows* as one text; rows with the same texts share it, which takes little memory.

    >>> join_texts(pd.DataFrame({"a": ["x", "x"], "b": ["y", "z"]}), "/").tolist()
    ['x/y', 'x/z']
    """
    return map_once(rows, lambda *texts: separator.join(texts))


def number_rows(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The number of each of *rows* among the different ones, and the position of the first of each.

    >>> number_rows(pd.DataFrame({"a": ["x", "y", "x"], "b": ["y", "z", "y"]}))
    (array([0, 1, 0]), array([0, 1]))
    """
    which = np.zeros(len(rows), dtype=np.int64)
    for name in rows.columns:
        codes, different = pd.factorize(_cells(rows[name]), use_na_sentinel=False)
        if len(different) == 1:
            continue
        # Numbered anew after each column, so that the numbers stay small and ascend in the order of the rows.
        which = pd.factorize(which * len(different) + codes)[0] if which.any() else codes
    return which, np.flatnonzero(np.diff(np.maximum.accumulate(which), prepend=-1))
