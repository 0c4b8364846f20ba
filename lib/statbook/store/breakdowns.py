"""Cuts: what adds up to what, and what overlaps instead (data/cuts.yaml).

A cut is a tree. Its root is the whole; each node with parts has a rest, which is computed and never printed.
"""

from __future__ import annotations

__all__ = ["Cut", "Node", "load_cuts"]

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbook.store.yaml_files import declared

Names = dict[str, str]


@dataclass(frozen=True)
class Node:
    """A figure of a cut by its members, and the parts it is made of.

    *rest* names what the parts leave over; None means that the parts exhaust the whole,
    so that what is left over can only be rounding. The name holds where the parts *rest_of* are taken off.
    """

    members: tuple[tuple[str, str], ...]
    parts: tuple[Node, ...] = ()
    rest: Names | None = None
    rest_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cut:
    """A way of taking a whole apart. *overlap* lists figures of the same dimension that do not add up.

    net: parts may be negative, so that they may be more than the whole.
    """

    name: str
    theme: str
    indicator: str
    title: Names
    root: Node
    overlap: tuple[tuple[tuple[str, str], ...], ...] = ()
    net: bool = False


def _node(raw: dict[str, Any], inherited: dict[str, str]) -> Node:
    members = {**inherited, **raw.get("is", {})}
    return Node(
        members=tuple(sorted(members.items())),
        parts=tuple(_node(part, members) for part in raw.get("parts", [])),
        rest={lang: words for lang, words in raw["rest"].items() if lang != "of"} if "rest" in raw else None,
        rest_of=tuple(raw.get("rest", {}).get("of", ())),
    )


def load_cuts(data: Path) -> dict[str, Cut]:
    """The cuts of a book by name, in the order of the file.

    Raises DataError if the file is not as its schema wants it; `unknown` looks up the codes.
    """
    return {
        entry["cut"]: Cut(
            name=entry["cut"],
            theme=entry["theme"],
            indicator=entry["indicator"],
            title=entry["title"],
            root=_node(entry, {}),
            net=entry.get("net", False),
            overlap=tuple(
                tuple(sorted({**entry.get("is", {}), **group}.items())) for group in entry.get("overlap", [])
            ),
        )
        for entry in declared(data, "cuts.yaml")
    }
