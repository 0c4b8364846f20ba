"""The arithmetic that printed figures should satisfy, found in the data.

Three places say which there is: the columns of a row (a share names its whole, a growth rate its base), the cuts
(parts and their whole), and single relations of identities.yaml. Nothing is computed from the figure itself.
"""

from __future__ import annotations

__all__ = ["relations"]

from collections.abc import Iterator
from contextlib import suppress

from statbook.analysis import Scope, computed
from statbook.audit.levels import Levels
from statbook.audit.breakdown_relations import of_cut
from statbook.audit.relation import EQUAL, Relation
from statbook.errors import MixedFigures
from statbook.store import Store
from statbook.store.periods import UNDATED

FILE = "data/identities.yaml"


def relations(store: Store, *, strict: bool = False) -> list[Relation]:
    """Every relation that the printed figures support, in the order of identities.yaml and of the tables."""
    levels = Levels(store, strict=strict)
    found: list[Relation] = []
    for entry in store.identities:
        name = entry["identity"]
        if "cut" in entry:
            found += (relation for cut in store.cuts.values() for relation in of_cut(levels, name, entry["cut"], cut))
        elif "measure" in entry:
            found += _of_measure(levels, name, entry["measure"], entry["formula"])
    found += _single(store, strict)
    return list({relation.key: relation for relation in reversed(found)}.values())[::-1]


def _of_measure(levels: Levels, identity: str, measure: str, formula: str) -> Iterator[Relation]:
    """What *formula* makes of every figure of *measure*, where all that it names is printed."""
    for row in levels.store.observations:
        if row.measure != measure or row.of == "unknown" or row.base_period == UNDATED:
            continue
        with suppress(MixedFigures):  # what may not be put together supports no relation
            others = computed(formula, lambda name, row=row: levels.named(name, row), f"{FILE}: {identity}")  # type: ignore[misc]
            if others is not None:
                yield Relation(identity, row, others.to(row.unit))


def _single(store: Store, strict: bool) -> Iterator[Relation]:
    scope = Scope(store, strict=strict)
    for entry in store.relations:
        others = computed(entry["formula"], scope.get, f"{FILE}: {entry['figure']}")
        if others is not None and entry["figure"] in store.by_obs:
            row = store.by_obs[entry["figure"]]
            yield Relation(entry["identity"], row, others.to(row.unit), entry.get("sense", EQUAL))
