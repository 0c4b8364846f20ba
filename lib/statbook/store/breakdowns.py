"""Breakdowns: which categories add up to which whole, and which groups overlap instead (data/cuts.yaml).

A breakdown is a tree of categories. Its root is the whole. Each category with parts has a residual, which is computed
and never printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbook.messages import Words
from statbook.store.classification import WHOLE
from statbook.store.yaml_files import read_yaml

Names = dict[str, str]
Members = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Category:
    """A category by its members, with the parts that it is made of.

    *residual* names what the parts leave over; None means that the parts cover the whole, so that only rounding is
    left. The name holds if the parts *residual_of* are subtracted.
    """

    members: Members
    parts: tuple[Category, ...] = ()
    residual: Names | None = None
    residual_of: tuple[str, ...] = ()

    @property
    def categories(self) -> dict[str, str]:
        """Dimension to member, without the members that stand for a whole dimension."""
        return {name: code for name, code in self.members if code not in WHOLE}

    def walk(self) -> Iterator[Category]:
        """The category and all below it, each before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Breakdown:
    """A division of an indicator. *overlap* lists groups of the same dimension that do not add up.

    net: categories may be negative, so that their sum may exceed the whole.
    """

    name: str
    theme: str
    indicator: str
    title: Names
    root: Category
    overlap: tuple[Members, ...] = ()
    net: bool = False


def _category(raw: Mapping[str, Any], inherited: dict[str, str]) -> Category:
    members = {**inherited, **raw.get("is", {})}
    rest = raw.get("rest")
    return Category(
        members=tuple(sorted(members.items())),
        parts=tuple(_category(part, members) for part in raw.get("parts", [])),
        residual=Words({lang: words for lang, words in rest.items() if lang != "of"}) if rest is not None else None,
        residual_of=tuple((rest or {}).get("of", ())),
    )


def load_breakdowns(data: Path) -> dict[str, Breakdown]:
    """The breakdowns of a book by name, in the order of cuts.yaml.

    Raises DataError if the file does not conform to its schema; `check_references` looks up the codes.
    """
    return {entry["cut"]: build_breakdown(entry) for entry in read_yaml(data, "cuts.yaml")}


def build_breakdown(entry: Mapping[str, Any]) -> Breakdown:
    """The breakdown that an entry of cuts.yaml, or of a recipe, describes."""
    return Breakdown(
        entry["cut"],
        entry["theme"],
        entry["indicator"],
        Words(entry["title"]),
        _category(entry, {}),
        tuple(tuple(sorted({**entry.get("is", {}), **group}.items())) for group in entry.get("overlap", [])),
        entry.get("net", False),
    )
