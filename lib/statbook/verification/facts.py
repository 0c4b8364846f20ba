"""All facts of a store, by what one may know of them."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import chain

from statbook.reading.lexicon import INDICATOR, Entry, Lexicon
from statbook.store import Store
from statbook.store.grouping import group
from statbook.verification.claim import Claim
from statbook.verification.compare import POINTS, half_of
from statbook.verification.computed_facts import computed_facts, formula_names
from statbook.verification.fact import Fact, printed_fact

COUNTED = "counted"
"""What stands for the units of all that is counted."""


class Facts:
    """The facts of *store*, printed ones first."""

    def __init__(self, store: Store) -> None:
        self.store = store
        printed = (printed_fact(store, row) for row in store.observations)
        self.all = tuple(dict.fromkeys(chain(printed, computed_facts(store))))

    @cached_property
    def by_indicator(self) -> dict[str, list[Fact]]:
        """Facts by what they measure; computed ones only where nothing is printed."""
        printed = {fact.place for fact in self.all if fact.is_printed}
        return group((fact.place.indicator, fact) for fact in self.all if fact.is_printed or fact.place not in printed)

    @cached_property
    def by_anchor(self) -> dict[str, Fact]:
        return {fact.anchor: fact for fact in reversed(self.all)}

    def with_value(self, claim: Claim) -> list[Fact]:
        """The facts whose value may be that of *claim*: a first look, before they are compared exactly."""
        unit = claim.unit
        units = POINTS if unit in POINTS else (unit if unit in self._ranges else COUNTED,)
        found = []
        for name in units:
            scale = (
                Decimal(1)
                if name == unit or name == COUNTED
                else Decimal("0.01")
                if unit == POINTS[1]
                else Decimal(100)
            )
            value, margin = float(claim.value * scale), 2 * float(half_of(claim, scale)) + 1e-9
            ranges = self._ranges.get(name, ())
            found += [fact for low, high, fact in ranges if low - margin <= value <= high + margin]
        return found

    @cached_property
    def _ranges(self) -> dict[str, list[tuple[float, float, Fact]]]:
        """By unit, and for all that is counted, the facts with the ends of their intervals, a last digit wider."""
        found: dict[str, list[tuple[float, float, Fact]]] = {}
        for fact in self.all:
            more = float(fact.fine or 0)
            ends = (float(fact.low) - more, float(fact.high) + more, fact)
            row = fact.quantity.inputs[0]
            names = [fact.unit, COUNTED] if row.classification.unit_kind == "count" else [fact.unit]
            for name in names:
                found.setdefault(name, []).append(ends)
        return found

    def extend(self, lexicon: Lexicon) -> Lexicon:
        """*lexicon* with the names of formulas and of what breakdowns leave."""
        codes = dict(formula_names(self.store))
        words = dict(lexicon.words)
        for word, entries in lexicon.words.items():
            if entries[0].kind == INDICATOR and entries[0].code in codes:
                words[word] = (replace(entries[0], code=codes[entries[0].code]),)
        for name, code in codes.items():
            words.setdefault(name.casefold() if name.isascii() else name, (Entry(INDICATOR, code),))
        return replace(lexicon, words=words)
