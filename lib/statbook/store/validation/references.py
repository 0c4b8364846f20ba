"""The codes that cuts.yaml, identities.yaml and members.csv name: whether the tables have them.

A code that no table has would match no figure, so that a check or a drawing were missing without a word.
"""

from __future__ import annotations

__all__ = ["misdeclared", "unknown"]

from collections.abc import Iterable, Iterator, Mapping

from statbook.errors import DataError, Fault
from statbook.store.breakdowns import Cut, Node
from statbook.store.yaml_files import RECIPES, SCHEMAS
from statbook.store.classification import WHOLE
from statbook.store.package import read
from statbook.store.tables import Store

IDENTITIES = "data/identities.yaml"


def misdeclared(store: Store) -> list[Fault]:
    """The YAML files of data/ that are missing, cannot be read, or are not as their schema wants them."""
    told = {path.stem for path in (store.package.folder / "captions").glob("*.yaml")}
    recipes = sorted(path.stem for path in (store.package.folder / RECIPES).glob("*.yaml"))
    names = [*SCHEMAS, *(f"captions/{chapter}" for chapter in sorted({*told, *store.themes}))]
    names += [f"{RECIPES}/{recipe}" for recipe in recipes]
    found: list[Fault] = []
    for name in names:
        try:
            store.declared(f"{name}.yaml")
        except DataError as error:
            found += error.faults
    return found


def unknown(store: Store) -> list[Fault]:
    """Every theme, indicator, dimension, member, unit, figure and identity that is named but not in the tables.

    `misdeclared` must have found nothing.
    """
    return [*_members(store), *_cuts(store), *_identities(store), *_formulas(store), *_figures(store)]


def _members(store: Store) -> Iterator[Fault]:
    for line, row in read(store.package, "members").iterrows():
        for column in ("parents", "overlaps"):
            for code in filter(None, str(row[column]).split(";")):
                if (row["dimension"], code) not in store.members.index:
                    expected = f"a code of members.csv with dimension {row['dimension']}"
                    yield Fault(f"data/members.csv:{line}: {column}", repr(code), expected)


def _cuts(store: Store) -> Iterator[Fault]:
    for number, cut in enumerate(store.cuts.values(), 1):
        where = f"data/cuts.yaml: entry {number} ({cut.name})"
        yield from _one_of(f"{where}: theme", cut.theme, store.themes)
        yield from _indicator(store, f"{where}: indicator", cut.indicator)
        if cut.indicator in store.indicators.index and store.indicators.at[cut.indicator, "theme"] != cut.theme:
            yield Fault(f"{where}: indicator", repr(cut.indicator), f"an indicator of {cut.theme}")
        yield from _shadowed(store, f"{where}: cut", cut.name)
        if cut.theme in store.themes:
            yield from _places(store, where, cut)


def _rests(where: str, node: Node) -> Iterator[Fault]:
    """Parts that the name of a rest is without must be parts."""
    codes = {code for part in node.parts for _, code in {*part.members} - {*node.members}}
    for code in node.rest_of:
        yield from _one_of(f"{where}: rest: of", code, codes)
    for part in node.parts:
        yield from _rests(where, part)


def _places(store: Store, where: str, cut: Cut) -> Iterator[Fault]:
    yield from _rests(where, cut.root)
    named = dict.fromkeys(place for members in (*_nodes(cut.root), *cut.overlap) for place in members)
    for dimension, code in named:
        if dimension not in store.package.themes[cut.theme]:
            yield from _one_of(f"{where}: dimension", dimension, store.package.themes[cut.theme])
        elif code not in WHOLE and (dimension, code) not in store.members.index:
            yield Fault(f"{where}: {dimension}", repr(code), f"a code of members.csv with dimension {dimension}")


def _nodes(node: Node) -> Iterator[tuple[tuple[str, str], ...]]:
    yield node.members
    for part in node.parts:
        yield from _nodes(part)


def _identities(store: Store) -> Iterator[Fault]:
    used = {entry["identity"] for entry in store.relations}
    for number, entry in enumerate(store.identities, 1):
        if not entry.keys() & {"cut", "measure"} and entry["identity"] not in used:
            where = f"{IDENTITIES}: identities, entry {number} ({entry['identity']})"
            yield Fault(where, "neither cut nor measure, and no relation of this identity", "one of the three")
    for number, entry in enumerate(store.relations, 1):
        yield from _one_of(
            f"{IDENTITIES}: relations, entry {number}: identity", entry["identity"], store.identity_names
        )


def _formulas(store: Store) -> Iterator[Fault]:
    for number, entry in enumerate(store.formulas.values(), 1):
        where = f"{IDENTITIES}: formulas, entry {number} ({entry['key']})"
        yield from _one_of(f"{where}: theme", entry["theme"], store.themes)
        if entry["unit"] not in store.units.index:
            yield Fault(f"{where}: unit", repr(entry["unit"]), "a code of units.csv")
        yield from _shadowed(store, f"{where}: key", entry["key"])
        if entry["key"] in store.cuts:
            yield Fault(f"{where}: key", repr(entry["key"]), "a key that no cut has")


def _figures(store: Store) -> Iterator[Fault]:
    for section, entries, columns in (
        ("relations", store.relations, ("figure",)),
        ("orders", store.orders, ("smaller", "larger")),
        ("lists", store.lists, ("count",)),
    ):
        for number, entry in enumerate(entries, 1):
            for column in columns:
                if entry[column] not in store.by_obs:
                    where = f"{IDENTITIES}: {section}, entry {number}: {column}"
                    yield Fault(where, repr(entry[column]), "the key of a figure")
    for number, entry in enumerate(store.not_nested, 1):
        yield from _indicator(store, f"{IDENTITIES}: not_nested, entry {number}: indicator", entry["indicator"])


def _indicator(store: Store, where: str, code: str) -> Iterator[Fault]:
    if code not in store.indicators.index:
        yield Fault(where, repr(code), "the key of an indicator")


def _shadowed(store: Store, where: str, key: str) -> Iterator[Fault]:
    """Keys name formulas and cuts before indicators: one of the same name could not be cited any more."""
    if key in store.indicators.index:
        yield Fault(where, repr(key), "a key that no indicator has")


def _one_of(where: str, code: str, known: Iterable[str] | Mapping[str, object]) -> Iterator[Fault]:
    if code not in known:
        yield Fault(where, repr(code), f"one of {', '.join(known)}")
