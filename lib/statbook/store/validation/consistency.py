"""Checks of the data against themselves, beyond the arithmetic of identities.

nested   a part must not exceed its whole: members and their parents, a breakdown and its whole
base     the same for the base period, if the growth of both is printed
order    an indicator must not exceed another (`orders` of identities.yaml)
list     a count equals the number of names that we list for it (`lists` of identities.yaml)
repeat   numbers that are printed again agree within rounding and bounds

A check fails if no values within the printed intervals satisfy it. Checks that cannot fail, since a bound is open,
are left out.

The module is long because all five kinds share intervals and names.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial

import pandas as pd

from statbook.errors import Fault
from statbook.store.breakdowns import Members
from statbook.store.classification import WHOLE
from statbook.store.large_tables import FOLDER
from statbook.store.naming import name_of, value_with_unit
from statbook.store.observation import Observation
from statbook.store.periods import UNDATED, period_in_words
from statbook.store.rounding import printed_interval
from statbook.store.tables import Store
from statbook.store.validation.suspect_parts import context, numbers_beside, suspect_numbers

KINDS = {
    "nested": "a part that is not larger than its whole",
    "base": "a part whose level in the base period is not larger than that of its whole",
    "order": "the first not larger than the second",
    "list": "as many names, in our list of those in the text, as the count says",
    "repeat": "values that agree within their roundings and bounds",
}
_ADDITIVE = {"stock", "flow", "count", "sum_insured"}
"""Kinds of indicators.csv whose parts add up; rates, ranks, prices and durations do not."""
MOST = 1000
"""Faults after which no more numbers of large tables are compared: a million of them help nobody."""
Interval = tuple[float, float]


@dataclass(frozen=True)
class ConsistencyCheck:
    """A relation that must hold between printed numbers, and whether it does.

    kind         a key of KINDS
    obs          the keys of the numbers: the smaller one or the count first, a level before its growth
    description  the relation with its numbers, as one English sentence
    """

    kind: str
    obs: tuple[str, ...]
    description: str
    holds: bool


def consistency_checks(store: Store) -> list[ConsistencyCheck]:
    """All checks with their outcome, by kind; `check_references` must have found nothing."""
    rows = store.observations
    found = [
        *_parts_and_wholes(store, rows),
        *_orders(store),
        *_lists(store),
        *_prints(store),
        *_same_facts(store, rows),
    ]
    return sorted(found, key=lambda check: list(KINDS).index(check.kind))


def check_consistency(store: Store, beside: Mapping[str, pd.DataFrame] | None = None) -> list[Fault]:
    """The checks that fail, as faults of their first observation; of large tables too.

    *beside* are, by theme, the rows of large tables that stand beside what has changed, if all others are known to be
    sound; without it every row is looked at.
    """
    failing = {check.obs: (check, "") for check in consistency_checks(store) if not check.holds}
    readable = {row.obs for row in store.observations}
    more = []
    for theme, rows in _beside_large(store, beside):
        if len(failing) > MOST:
            more = [Fault(f"data/{FOLDER}/{theme}", f"more than {MOST:,} such faults", "none", "Mend these first.")]
            break
        for check in (*_parts_and_wholes(store, rows), *_same_facts(store, rows)):
            if not check.holds:
                place = f"data/{theme}.csv" if check.obs[0] in readable else f"data/{FOLDER}/{theme}"
                failing.setdefault(check.obs, (check, place))
    found = []
    for check, place in sorted(failing.values(), key=lambda each: list(KINDS).index(each[0].kind)):
        if not place:
            row = store.vintage(check.obs[0], "")  # withdrawn ones included
            place = f"data/{row.theme if row else ''}.csv"
        where = f"{place}: {', '.join(check.obs)}"
        fix = "Mend a row, or what members.csv, prints.csv or identities.yaml say of it."
        found.append(Fault(where, f"that {check.description.removesuffix('.')}", KINDS[check.kind], fix))
    return [*found, *more]


def _beside_large(
    store: Store, beside: Mapping[str, pd.DataFrame] | None
) -> Iterator[tuple[str, Sequence[Observation]]]:
    """The themes with large tables, and their numbers that need a closer look beside one another."""
    for theme in store.package.large.files:
        if beside is None:
            for rows in suspect_numbers(store, theme, _additive(store)):
                yield theme, rows
        elif theme in beside:
            yield theme, numbers_beside(store, theme, beside[theme])


def _additive(store: Store) -> set[str]:
    """The indicators whose parts lie in their wholes."""
    apart = {entry["indicator"] for entry in store.not_nested}
    apart |= {breakdown.indicator for breakdown in store.breakdowns.values() if breakdown.net}
    return {*store.indicators.index[store.indicators["kind"].isin(_ADDITIVE)]} - apart


def _parts_and_wholes(store: Store, observations: Sequence[Observation]) -> Iterator[ConsistencyCheck]:
    additive = _additive(store)
    growth = {_identity(row): row for row in observations if row.measure == "growth" and row.base_period != UNDATED}
    lies_in = cache(partial(_lies_in, store))  # the numbers of a month have the members of those of another
    groups = defaultdict(list)
    for row in (row for row in observations if row.measure == "level"):
        if row.indicator in additive:
            groups[context(row), store.cells_of_units[row.unit]["quantity"]].append(row)
    for rows in groups.values():
        for part in rows:
            wholes = [row for row in rows if lies_in(part.members, row.members)]
            for whole in wholes:
                if any(lies_in(between.members, whole.members) for between in wholes):
                    continue  # what lies between them is compared with both
                yield from _compare(store, "nested", (part, whole), part.period, ())
                rates = tuple(growth[_identity(row)] for row in (part, whole) if _identity(row) in growth)
                if len(rates) == 2 and rates[0].base_period == rates[1].base_period:
                    yield from _compare(store, "base", (part, whole), rates[0].base_period, rates)


def _compare(
    store: Store, kind: str, pair: tuple[Observation, Observation], period: str, rates: tuple[Observation, ...]
) -> Iterator[ConsistencyCheck]:
    """A part and its whole in *period*; with *rates*, the levels of the base period that their growth implies."""
    part, whole = (_interval(store, row) for row in pair)
    values = [value_with_unit(store, row) for row in pair]
    obs = tuple(row.obs for row in pair)
    if rates:
        part, whole = _base(part, _interval(store, rates[0])), _base(whole, _interval(store, rates[1]))
        values = [
            f"implied by {words} and {value_with_unit(store, rate)}" for words, rate in zip(values, rates, strict=True)
        ]
        obs = (pair[0].obs, rates[0].obs, pair[1].obs, rates[1].obs)
    if _can_fail(part, whole):
        indicator = str(store.indicators.at[pair[0].indicator, "name_en"])
        what = ", ".join((indicator, store.name("region", pair[0].region, "en"), period_in_words(period, "en")))
        names = [store.names(row.theme, row.indicator, row.members)["en"] for row in pair]
        relation = f"{names[0]} ({values[0]}) may not exceed {names[1]} ({values[1]})"
        description = f"{what}: {relation}{_condition(store, *pair)}."
        yield ConsistencyCheck(kind, obs, description, part[0] <= whole[1])


def _condition(store: Store, part: Observation, whole: Observation) -> str:
    """The condition on which the part lies in the whole, if the documents do not say so themselves."""
    outer = dict(whole.members)
    differ = [key for key in part.members if outer.get(key[0]) not in (key[1], *WHOLE) and key in store.members.index]
    conditions = [str(store.members.at[key, "parents_if"]) for key in differ]
    return "".join(f", if {condition}" for condition in conditions if condition)


def _base(level: Interval, growth: Interval) -> Interval:
    slow, fast = (1 + rate / 100 for rate in growth)
    return level[0] / fast, level[1] / slow if slow > 0 else math.inf


def _orders(store: Store) -> Iterator[ConsistencyCheck]:
    for entry in store.orders:
        rows = [store.by_obs[entry[side]] for side in ("smaller", "larger")]
        small, large = (_interval(store, row) for row in rows)
        if _can_fail(small, large):
            words = [f"{_name(store, row)} ({value_with_unit(store, row)})" for row in rows]
            description = f"{words[0]} may not exceed {words[1]}: {entry['reason']['en']}."
            yield ConsistencyCheck("order", (rows[0].obs, rows[1].obs), description, small[0] <= large[1])


def _lists(store: Store) -> Iterator[ConsistencyCheck]:
    for entry in store.lists:
        row = store.by_obs[entry["count"]]
        names = ", ".join(entry["en"])
        description = f"{_name(store, row)}: the text prints {value_with_unit(store, row)} and names {names}."
        agree = all(row.value == len(entry[lang]) == len(set(entry[lang])) for lang in ("en", "zh"))
        yield ConsistencyCheck("list", (row.obs,), description, agree)


def _prints(store: Store) -> Iterator[ConsistencyCheck]:
    for row in store.prints.to_dict("records"):
        # A print is compared with the value that was in force when it appeared.
        first = store.vintage(row["obs"], str(store.sources.at[row["source"], "date"]))
        if first is not None:
            same = {name: row[name] for name in ("unit", "bound", "printed", "source")}
            step = Decimal(row["step"]) if row["step"] else None
            yield _repeat(store, first, replace(first, value=Decimal(row["value"]), step=step, **same))


def _same_facts(store: Store, observations: Sequence[Observation]) -> Iterator[ConsistencyCheck]:
    seen: dict[tuple[str, ...], Observation] = {}
    for observation in observations:
        key = (*_identity(observation), observation.measure, observation.of, observation.base_period)
        first = seen.setdefault(key, observation)
        if first is not observation:
            yield _repeat(store, first, observation)


def _repeat(store: Store, first: Observation, again: Observation) -> ConsistencyCheck:
    # Two bounds of one kind always have values in common, so their numbers themselves are compared.
    pair = [replace(row, bound="exact") if first.bound == again.bound else row for row in (first, again)]
    one, other = (_interval(store, row) for row in pair)
    description = (
        f"{_name(store, first)} ({value_with_unit(store, first)}) is printed again in {again.source} "
        f"({value_with_unit(store, again)})."
    )
    # Intervals that only touch, as those of 4 and 5 do, have no value in common that is printed as both.
    agree = one == other or (one[0] < other[1] and other[0] < one[1])
    return ConsistencyCheck("repeat", tuple(dict.fromkeys((first.obs, again.obs))), description, agree)


def _interval(store: Store, row: Observation) -> Interval:
    """The printed interval in the base unit of the quantity.

    An approximate number is taken to be right to one unit of its last digit that is not zero.
    """
    low, high = printed_interval(row)
    if row.bound == "about":
        unit = 10.0 ** int(row.value.normalize().as_tuple().exponent)
        low, high = float(row.value) - unit, float(row.value if row.value_to is None else row.value_to) + unit
    factor = float(store.cells_of_units[row.unit]["factor"])
    return low * factor, high * factor


def _can_fail(part: Interval, whole: Interval) -> bool:
    return part[0] > -math.inf and whole[1] < math.inf


def _identity(row: Observation) -> tuple[str, ...]:
    return (*context(row), *(f"{name}={code}" for name, code in sorted(row.broken_down_by.items())))


def _lies_in(store: Store, part: Members, whole: Members) -> bool:
    inner, outer = dict(part), dict(whole)
    pairs = [(name, inner.get(name, "all"), outer.get(name, "all")) for name in {*inner, *outer}]
    differ = [pair for pair in pairs if pair[1] != pair[2]]
    return bool(differ) and all(its == "all" or its in store.parents(name, own) for name, own, its in differ)


def _name(store: Store, row: Observation) -> str:
    return f"{name_of(store, row)}, {period_in_words(row.period, 'en')}"
