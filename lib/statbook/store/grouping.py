"""Grouping of items by a key."""

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")
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
