"""Checks that the formulas in data/ can be read, and that their keys name something."""

import re
from collections.abc import Iterator
from contextlib import suppress

from statbook.analysis.formula import names_in, parse_formula
from statbook.analysis.keys import EARLIER, PERIOD, SERIES
from statbook.analysis.scope import Scope
from statbook.errors import Fault, KeyAmbiguous, KeyUnknown, MixedNumbers
from statbook.rules import RULES
from statbook.store import Store, check_references, check_yaml
from statbook.store.grouping import find_reachable

IDENTITIES, TRAPS = "data/identities.yaml", "data/traps.yaml"
NAMES_OF_A_ROW = re.compile(r"(own|whole)(\.(growth|share))?(\.before)?")
"""The names that a formula of an identity may use."""


def check_formulas(store: Store) -> list[Fault]:
    """All faults of the YAML files of data/: structure first, then codes, formulas and keys."""
    store = store.latest  # the declarations are about all observations, whenever they became known
    return check_yaml(store) or [*check_references(store), *_faults(Scope(store))]


def _faults(scope: Scope) -> Iterator[Fault]:
    for section, entries, name in (
        ("identities", scope.store.identities, "identity"),
        ("relations", scope.store.relations, ""),
        ("formulas", [*scope.store.formulas.values()], "key"),
    ):
        for number, entry in enumerate(entries, 1):
            where = f"{IDENTITIES}: {section}, entry {number}" + (f" ({entry[name]})" if name else "")
            if "formula" in entry:
                yield from _formula(scope, where, section, entry["formula"])
            if section == "formulas" and entry["key"] in _cited_by(scope, entry["key"]):
                yield Fault(where, "a formula that cites itself", "arithmetic with other keys")
    yield from _waivers(scope)
    yield from _traps(scope)


def _formula(scope: Scope, where: str, section: str, formula: str) -> Iterator[Fault]:
    try:
        parse_formula(formula, where)
    except KeyUnknown:
        expected = "arithmetic: names in braces, numbers, + - * / ** and annual(rate, years)"
        yield Fault(where, repr(formula), expected)
    for key in names_in(formula):
        if section != "identities":
            yield from _key(scope, where, key, anywhere=section == "formulas")
        elif not NAMES_OF_A_ROW.fullmatch(key):
            yield Fault(where, f"{{{key}}}", "own or whole, with .growth, .share, .before")


def _waivers(scope: Scope) -> Iterator[Fault]:
    where = f"{IDENTITIES}: knowingly"
    for key, rules in scope.store.waivers.items():
        for rule in sorted(rules.keys() - RULES.keys()):
            yield Fault(where, repr(rule), f"one of {', '.join(RULES)}")
        if "@" in key:
            yield Fault(where, repr(key), "a key without a region or period")
        else:
            yield from _key(scope, where, key)


def _traps(scope: Scope) -> Iterator[Fault]:
    for number, entry in enumerate(scope.store.traps, 1):
        where = f"{TRAPS}: entry {number} ({entry['rule']})"
        if entry["rule"] not in RULES:
            yield Fault(f"{where}: rule", repr(entry["rule"]), f"one of {', '.join(RULES)}")
        for key in (*entry["keys"], *entry.get("implied", []), *filter(None, [entry.get("instead")])):
            yield from _key(scope, where, key, anywhere=False)


def _cited_by(scope: Scope, name: str) -> list[str]:
    """The formulas that *name* is made of, directly or through another."""
    formulas = scope.store.formulas

    def formulas_in(name: str) -> list[str]:
        keys = (key.split("@")[0] for key in names_in(formulas[name]["formula"]))
        return [key for key in keys if key in formulas]

    return find_reachable(formulas_in(name), formulas_in)


def _key(scope: Scope, where: str, key: str, *, anywhere: bool = True) -> Iterator[Fault]:
    """A key that names nothing. If it may be read *anywhere*, it may fit several observations."""
    name, *qualifiers = key.split("@")
    for qualifier in qualifiers:
        if anywhere and qualifier in (*SERIES, *EARLIER):
            continue
        if not PERIOD.match(qualifier) and ("region", qualifier) not in scope.store.members.index:
            yield Fault(where, f"{qualifier!r} in {key!r}", "a period, or a code of members.csv with dimension region")
            return
    if name in scope.store.formulas and (anywhere or name in _cited_by(scope, name)):
        return  # its own keys are checked where it is declared
    try:
        found = scope.get(key)
        if found is None and not (anywhere and (scope.silent(key) or _somewhere(scope, name, qualifiers))):
            yield Fault(where, repr(key), "a key for which something is printed")
    except MixedNumbers:
        return  # rules are checked where the number is computed
    except KeyAmbiguous as error:
        if not anywhere:
            yield Fault(where, repr(key), "a key that fits one number", f"{error}.")
    except KeyUnknown as error:
        yield Fault(where, repr(key), "a key of numbers, of a breakdown or of a formula", f"{error}.")


def _somewhere(scope: Scope, name: str, qualifiers: list[str]) -> bool:
    """Whether the key has a number in some region and period: contributions and residuals need both."""
    indicator = name.split(".")[0]
    if indicator in scope.store.breakdowns:
        indicator = scope.store.breakdowns[indicator].indicator
    for region, period in scope.store.settings_of(indicator):
        with suppress(KeyAmbiguous, MixedNumbers):
            if Scope(scope.store, region, period).get("@".join([name, *qualifiers])) is not None:
                return True
    return False
