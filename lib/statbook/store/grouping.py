"""Grouping of items by a key, and all that can be reached from an item."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

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
