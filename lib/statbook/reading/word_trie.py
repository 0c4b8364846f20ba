"""Many words as one regular expression that looks at each sign once, whatever the number of words."""

import re
from collections.abc import Iterable
from typing import Any


def word_pattern(words: Iterable[str]) -> str:
    """A pattern that matches the longest of *words* at a place.

    >>> word_pattern(["出口", "出口额", "进口"])
    '(?:出口(?:额)?+|进口)'
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for sign in word:
            node = node.setdefault(sign, {})
        node[""] = {}
    return _pattern(trie) if trie else "(?!)"


def _pattern(node: dict[str, Any]) -> str:
    branches = [_branch(sign, child) for sign, child in sorted(node.items()) if sign]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?+" if "" in node else joined


def _branch(sign: str, node: dict[str, Any]) -> str:
    """A sign and what may follow it; signs that nothing parts are written together."""
    signs = [sign]
    while len(node) == 1 and "" not in node:
        ((sign, node),) = node.items()
        signs.append(sign)
    return re.escape("".join(signs)) + _pattern(node)
