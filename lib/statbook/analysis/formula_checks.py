"""Whether the arithmetic that data/ declares can be read at all, and whether its keys name something."""

from __future__ import annotations

__all__ = ["unsound"]

import re
from collections.abc import Iterator
from contextlib import suppress

from statbook.analysis.formula import names_in, parsed
from statbook.analysis.keys import EARLIER, PERIOD, SERIES
from statbook.analysis.scope import Scope
from statbook.errors import Fault, KeyAmbiguous, KeyUnknown, MixedFigures
from statbook.rules import RULES
from statbook.store import Store, misdeclared, unknown

IDENTITIES, TRAPS = "data/identities.yaml", "data/traps.yaml"
OF_A_ROW = re.compile(r"(own|whole)(\.(growth|share))?(\.before)?")
"""What formulas of identities may name."""


def unsound(store: Store) -> list[Fault]:
    """All that is wrong with what the YAML files of data/ declare; empty if every check can be made.

    Files and their structure come first; codes, formulas and keys are looked at once these are good.
    """
    store = store.undated  # what is declared speaks of all figures, whenever they became known
    return misdeclared(store) or [*unknown(store), *_Keys(store).faults()]


class _Keys:
    """The keys and formulas of a store."""

    def __init__(self, store: Store) -> None:
        self.store, self.scope = store, Scope(store)

    def faults(self) -> Iterator[Fault]:
        yield from self._identities()
        yield from self._relations()
        yield from self._formulas()
        yield from self._knowingly()
        yield from self._traps()

    def _identities(self) -> Iterator[Fault]:
        for number, entry in enumerate(self.store.identities, 1):
            if "formula" not in entry:
                continue
            where = f"{IDENTITIES}: identities, entry {number} ({entry['identity']})"
            yield from _arithmetic(where, entry["formula"])
            for name in names_in(entry["formula"]):
                if not OF_A_ROW.fullmatch(name):
                    yield Fault(where, f"{{{name}}}", "own or whole, with .growth, .share, .before")

    def _relations(self) -> Iterator[Fault]:
        for number, entry in enumerate(self.store.relations, 1):
            where = f"{IDENTITIES}: relations, entry {number}"
            yield from _arithmetic(where, entry["formula"])
            for key in names_in(entry["formula"]):
                yield from self._key(where, key, anywhere=False)

    def _formulas(self) -> Iterator[Fault]:
        for number, (name, entry) in enumerate(self.store.formulas.items(), 1):
            where = f"{IDENTITIES}: formulas, entry {number} ({name})"
            yield from _arithmetic(where, entry["formula"])
            for key in names_in(entry["formula"]):
                yield from self._key(where, key)
            if name in self._cited_by(name):
                yield Fault(where, "a formula that cites itself", "arithmetic with other keys")

    def _knowingly(self) -> Iterator[Fault]:
        for key, rules in self.store.knowingly.items():
            where = f"{IDENTITIES}: knowingly"
            for rule in sorted(rules.keys() - RULES.keys()):
                yield Fault(where, repr(rule), f"one of {', '.join(RULES)}")
            if "@" in key:
                yield Fault(where, repr(key), "a key without a place")
            else:
                yield from self._key(where, key)

    def _traps(self) -> Iterator[Fault]:
        for number, entry in enumerate(self.store.traps, 1):
            where = f"{TRAPS}: entry {number} ({entry['rule']})"
            if entry["rule"] not in RULES:
                yield Fault(f"{where}: rule", repr(entry["rule"]), f"one of {', '.join(RULES)}")
            given = [*entry["keys"], *entry.get("implied", []), *([entry["instead"]] if "instead" in entry else [])]
            for key in given:
                yield from self._key(where, key, anywhere=False)

    def _cited_by(self, name: str) -> set[str]:
        """The formulas that *name* is made of, directly or through another."""
        found: set[str] = set()
        queue = [name]
        while queue:
            for key in names_in(self.store.formulas[queue.pop()]["formula"]):
                cited = key.split("@")[0]
                if cited in self.store.formulas and cited not in found:
                    found.add(cited)
                    queue.append(cited)
        return found

    def _key(self, where: str, key: str, *, anywhere: bool = True) -> Iterator[Fault]:
        """A key that names no figure, or a place that is none. Where it may be read *anywhere*, it may fit several."""
        name, *places = key.split("@")
        for place in places:
            if anywhere and place in (*SERIES, *EARLIER):
                continue
            if not PERIOD.match(place) and ("region", place) not in self.store.members.index:
                yield Fault(where, f"{place!r} in {key!r}", "a period, or a code of members.csv with dimension region")
                return
        if name in self.store.formulas and (anywhere or name in self._cited_by(name)):
            return  # its own keys are looked at where it is declared
        try:
            found = self.scope.get(key)
            if found is None and not (anywhere and (self.scope.silent(key) or self._somewhere(name, places))):
                yield Fault(where, repr(key), "a key for which something is printed")
        except MixedFigures:
            return  # whether a rule allows it is asked where it is computed
        except KeyAmbiguous as error:
            if not anywhere:
                yield Fault(where, repr(key), "a key that fits one number", f"{error}.")
        except KeyUnknown as error:
            yield Fault(where, repr(key), "a key of numbers, of a cut or of a formula", f"{error}.")

    def _somewhere(self, name: str, places: list[str]) -> bool:
        """Whether a region and period give the key something: contributions and rests need both."""
        indicator = name.split(".")[0]
        if indicator in self.store.cuts:
            indicator = self.store.cuts[indicator].indicator
        rows = self.store.find(indicator=indicator)
        for region, period in dict.fromkeys((row.region, row.period) for row in rows):
            with suppress(KeyAmbiguous, MixedFigures):
                if Scope(self.store, region, period).get("@".join([name, *places])) is not None:
                    return True
        return False


def _arithmetic(where: str, formula: str) -> Iterator[Fault]:
    try:
        parsed(formula, where)
    except KeyUnknown:
        yield Fault(where, repr(formula), "arithmetic: names in braces, numbers, + - * / ** and annual(rate, years)")
