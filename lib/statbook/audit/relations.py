"""Relations: arithmetic that printed numbers should satisfy, found in the data.

There are three sources: the columns of a row (a share names its whole, a growth rate its base), the breakdowns
(categories and their whole), and single relations in identities.yaml. No number is computed from itself.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from statbook.analysis import Scope, evaluate_formula
from statbook.audit.breakdown_relations import breakdown_relations
from statbook.audit.levels import Levels
from statbook.audit.relation import EQUAL, Relation
from statbook.errors import MixedNumbers
from statbook.store import Store
from statbook.store.periods import UNDATED

FILE = "data/identities.yaml"


def find_relations(store: Store, *, strict: bool = False) -> list[Relation]:
    """Every relation that the printed numbers support, in the order of identities.yaml and of the tables."""
    levels = Levels(store, strict=strict)
    found: list[Relation] = []
    for entry in store.identities:
        name = entry["identity"]
        if "cut" in entry:
            for breakdown in store.breakdowns.values():
                found += breakdown_relations(levels, name, entry["cut"], breakdown)
        elif "measure" in entry:
            found += _of_measure(levels, name, entry["measure"], entry["formula"])
    found += _single(store, strict)
    return list({relation.key: relation for relation in reversed(found)}.values())[::-1]


def _of_measure(levels: Levels, identity: str, measure: str, formula: str) -> Iterator[Relation]:
    """The relation of each number of *measure* for which everything that *formula* names is printed."""
    for row in levels.store.observations:
        if row.measure != measure or row.of == "unknown" or row.base_period == UNDATED:
            continue
        with suppress(MixedNumbers):  # numbers that must not be combined support no relation
            others = evaluate_formula(formula, partial(levels.resolve, row=row), f"{FILE}: {identity}")
            if others is not None:
                yield Relation(identity, row, others.to(row.unit))


def _single(store: Store, strict: bool) -> Iterator[Relation]:
    scope = Scope(store, strict=strict)
    for entry in store.relations:
        others = evaluate_formula(entry["formula"], scope.get, f"{FILE}: {entry['figure']}")
        if others is not None and entry["figure"] in store.by_obs:
            row = store.by_obs[entry["figure"]]
            yield Relation(entry["identity"], row, others.to(row.unit), entry.get("sense", EQUAL))
