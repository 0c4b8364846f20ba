"""Scope: the region and period in which keys are read (see `statbook.analysis.keys` for their form).

A computed number uses values of one vintage: if a value was revised after another was printed beside the earlier one,
the whole number is computed from what was known on the day before the revision.

The module is long because it reads every form of key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from statbook.analysis.breakdown import Part, break_down, earlier_level
from statbook.analysis.derive import base_level, change, growth
from statbook.analysis.formula import evaluate_formula, names_in
from statbook.analysis.keys import DERIVED, EARLIER, MONTH, PERIOD, SERIES, Key, earlier_period, period_in_series
from statbook.analysis.quantity import Quantity, printed_quantity
from statbook.errors import KeyAmbiguous, KeyUnknown, MixedNumbers
from statbook.rules import TWO_VINTAGES, allow_all, day_before, day_before_revision
from statbook.store import MEASURES, Breakdown, Observation, Store
from statbook.store.periods import length_of, sort_key

MIN_MONTHS = 3
"""Months that make a series; fewer are single numbers."""
MOST_LISTED = 40
"""Numbers or keys that an error lists."""
Made = TypeVar("Made")


@dataclass(frozen=True)
class Scope:
    """A region and a period in which keys are read. *strict* ignores the rounding units that rows name.

    >>> from statbook.project.paths import book
    >>> scope = Scope(Store.load(book().data), "Xian", "2026-01/2026-02")
    >>> quantity = scope.get("trade.export")
    >>> quantity.unit
    'CNY'
    """

    store: Store
    region: str | None = None
    period: str | None = None
    strict: bool = False
    _known: dict[str, Quantity | None] = field(default_factory=dict, compare=False, repr=False)
    _within: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The formulas that are being computed, the outermost first."""

    def get(self, key: str) -> Quantity | None:
        """The quantity of *key*; None if the key is valid but nothing is printed for it in this scope.

        Raises KeyUnknown if no observation has the key, KeyAmbiguous if several fit, and MixedNumbers if its
        computation breaks a rule.
        """
        if key not in self._known:
            self._known[key] = in_one_vintage(self.store, lambda store: self._with_store(store)._get(Key(key)), _inputs)
        return self._known[key]

    def _with_store(self, store: Store) -> Scope:
        return self if store is self.store else replace(self, store=store, _known={})

    def _get(self, key: Key) -> Quantity | None:
        scope = self._with_qualifiers(key)
        if scope is None:
            return None
        if key.name in self.store.formulas:
            return (scope if key.qualifiers else self)._formula(key.name)
        if key.indicator in self.store.breakdowns:
            return scope._residual(key)
        rows = scope._rows(key)
        if not rows:
            store = self.store
            wanted = (key.indicator, key.codes)
            later = (
                key.indicator in store.recipe_indicators or store.comes_later(*wanted) or store.recipes_bring(*wanted)
            )
            if later or store.has_large_series(*wanted):
                return None
            raise KeyUnknown(self._advice(key))
        asked = next((each for each in reversed(key.qualifiers) if each in SERIES), "")
        if not asked:
            return scope._number(key, rows)
        period = period_in_series(self.series_of(key.text)[0], asked)
        return replace(scope, period=period)._number(key, rows) if period is not None else None

    def _with_qualifiers(self, key: Key) -> Scope | None:
        """The scope with the region and period that the key names; None if there is no such period."""
        region, period = self.region, self.period
        for qualifier in key.qualifiers:
            if qualifier in EARLIER:
                period = earlier_period(period, qualifier)
                if period is None:
                    return None
            elif PERIOD.match(qualifier):
                period = qualifier
            elif qualifier not in SERIES:
                region = qualifier
                if ("region", region) not in self.store.members.index:
                    raise KeyUnknown(f"{key.text}: no region is called {region!r}")
        return replace(self, region=region, period=period, _known={})

    def _number(self, key: Key, rows: list[Observation]) -> Quantity | None:
        """The number of a key of an indicator, printed or derived."""
        measure = key.measure
        if measure in ("points", "part", "base_part"):
            return self._of_breakdown(key, rows[0])
        if measure in MEASURES:
            row = self._one(key, [row for row in rows if row.measure == measure])
            if row is not None:
                return printed_quantity(row, strict=self.strict)
            if measure != "growth":
                later = self.store.comes_later(key.indicator, key.codes)
                if not later and not any(row.measure == measure for row in rows):
                    raise KeyUnknown(self._advice(key))
                return None
        with allow_all(self.store.waivers.get(key.name, {})):
            return self._derive(key, rows)

    @property
    def names(self) -> set[str]:
        """The names that keys may have: of observations, breakdowns and formulas, without qualifiers."""
        indicators = {row.indicator for row in self.store.observations}
        printed = {key.removesuffix(".level") for indicator in indicators for key in self.store.keys_of(indicator)}
        return printed | set(self.store.formulas) | {f"{name}.rest" for name in self.store.breakdowns}

    def silent(self, key: str) -> bool:
        """Whether a missing number goes without a note: data/ does not hold its indicator, or its series, yet."""
        parsed = Key(key)
        if parsed.name in self.store.formulas:
            return any(self.silent(part) for part in names_in(self.store.formulas[parsed.name]["formula"]))
        return parsed.indicator in self.store.recipe_indicators or parsed.has_series_qualifier

    def observations_of(self, key: str) -> list[Observation]:
        """The printed numbers of *key* in its region, for all periods in their order."""
        parsed = Key(key)
        wanted = (parsed.region or self.region, parsed.measure, "actual")
        rows = replace(self, region=wanted[0])._rows(parsed)
        found = [row for row in rows if (row.region, row.measure, row.status) == wanted]
        return sorted(found, key=lambda row: sort_key(row.period))

    def series_of(self, key: str) -> tuple[list[Observation], list[Observation]]:
        """The monthly series of *key* in its region: its single months, and its sums since January, both in order.

        January alone belongs to both. Both are empty if there are too few months for a series.
        """
        rows = self.observations_of(key)
        months = [row for row in rows if row.timing != "to_date" and length_of(row.period) == MONTH]
        if len(months) < MIN_MONTHS:
            return [], []
        sums = [row for row in rows if row.timing == "to_date" and row.period[5:7] == "01"]
        january = [row for row in months if sums and row.period.endswith("-01")]
        return months, sorted([*january, *sums], key=lambda row: sort_key(row.period))

    def _rows(self, key: Key) -> list[Observation]:
        """The observations of the indicator and members of a key, of any measure."""
        return self.store.series_rows(key.indicator, key.codes, self.region)

    def _derive(self, key: Key, rows: list[Observation]) -> Quantity | None:
        """The base, change or growth of a printed level."""
        level = self._one(key, [row for row in rows if row.measure == "level"])
        if level is None:
            return None
        same = {row.measure: row for row in reversed(rows) if (row.region, row.period) == (level.region, level.period)}
        rate, step = same.get("growth"), same.get("difference")
        period = next((row.base_period for row in (rate, step) if row is not None), "")
        now = printed_quantity(level, strict=self.strict)
        before = base_level(now, earlier_level(rows, level, period), rate, step, self.store.units)
        if before is None or key.measure == "base":
            return before
        return {"change": change, "growth": growth}[key.measure](now, before)

    def _of_breakdown(self, key: Key, row: Observation) -> Quantity | None:
        """The share or contribution of a category, from the first breakdown of its indicator that has it."""
        matching = [b for b in self.store.breakdowns.values() if (b.theme, b.indicator) == (row.theme, row.indicator)]
        if not matching:
            raise KeyUnknown(f"{key.text}: no breakdown of data/cuts.yaml takes {row.indicator} apart")
        for breakdown in matching:
            for part in self.parts(breakdown.name):
                if not part.residual and part.whole is not None and part.categories == row.broken_down_by:
                    found: Quantity | None = getattr(part, key.measure)
                    return found
        return None

    def _residual(self, key: Key) -> Quantity | None:
        """The residual of a breakdown, or what is derived from it."""
        breakdown = self.store.breakdowns[key.indicator]
        _, *parts = key.name.split(".")
        measure = parts[-1] if parts and parts[-1] in (*DERIVED, "growth") else "level"
        if not parts or parts[0] != "rest":
            raise KeyUnknown(f"{key.text}: after the name of a breakdown comes `rest`")
        codes = parts[1:-1] if parts[-1] == measure else parts[1:]
        wanted = sorted([*breakdown.root.categories.values(), *codes])
        for part in self.parts(breakdown.name):
            # A named residual is without certain parts: if one of them is not printed, there is no such residual.
            if part.residual and part.has_name and sorted(part.categories.values()) == wanted:
                if measure == "change" and part.base is not None:
                    return change(part.level, part.base)
                found: Quantity | None = getattr(part, measure, None)
                return found
        return None

    def parts(self, breakdown: str, region: str | None = None, period: str | None = None) -> list[Part]:
        """The parts of *breakdown* in this scope: the whole first; empty if nothing is printed for it."""
        there = replace(self, region=region or self.region, period=period or self.period)
        return in_one_vintage(
            self.store,
            lambda store: there._with_store(store)._compute_parts(self.store.breakdowns[breakdown]),
            lambda parts: (row for part in parts for q in (part.level, part.base) for row in _inputs(q)),
        )

    def _compute_parts(self, breakdown: Breakdown) -> list[Part]:
        region, period = self.region, self.period
        if region is None or period is None:
            # Without a scope: the first region and period that print the whole of the breakdown.
            wanted = {"theme": breakdown.theme, "indicator": breakdown.indicator}
            rows = self.store.find(breakdown.root.categories, **wanted, measure="level", status="actual")
            region = region or next((row.region for row in rows), "")
            period = period or next((row.period for row in rows if row.region == region), "")
        return break_down(self.store, breakdown, region=region, period=period, strict=self.strict)

    def _one(self, key: Key, rows: list[Observation]) -> Observation | None:
        """The row for the region and period of the scope, actual numbers before targets; None if there is none.

        Without a region, the country of the data goes before its parts.
        """
        fit = [row for row in rows if self.region in (None, row.region) and self.period in (None, row.period)]
        actual = [row for row in fit if row.status == "actual"] or fit
        if self.region is None and len({row.region for row in actual}) > 1:
            actual = [row for row in actual if row.region == self.store.country] or actual
        if len(actual) > 1:
            options = ", ".join(f"@{row.region}@{row.period} ({row.status})" for row in actual[:MOST_LISTED])
            more = f" and {len(actual) - MOST_LISTED:,} more" if len(actual) > MOST_LISTED else ""
            raise KeyAmbiguous(f"{key.text} fits several numbers; say which: {options}{more}")
        return actual[0] if actual else None

    def _formula(self, name: str) -> Quantity | None:
        entry = self.store.formulas[name]
        if name in self._within:
            raise KeyUnknown(f"data/identities.yaml: {name} cites itself: {' → '.join((*self._within, name))}")
        inside = replace(self, _within=(*self._within, name))
        found = {key: inside.get(key) for key in names_in(entry["formula"])}
        # The waivers of a formula do not hold for the formulas that it is made of.
        with allow_all(self.store.waivers.get(name, {})):
            quantity = evaluate_formula(entry["formula"], found.get, f"data/identities.yaml: {name}")
        if quantity is None:
            return None
        # A formula of base levels alone speaks of the base period.
        past = all(each is not None and each.measure in ("base", "base_part") for each in found.values())
        return replace(quantity.to(entry["unit"]), strict=self.strict, measure="base" if past else "")

    def _advice(self, key: Key) -> str:
        known = self.store.keys_of(key.indicator)
        if not known:
            return f"{key.text}: no indicator, breakdown or formula is called {key.indicator!r}"
        return f"{key.text}: nothing is printed under this key; there are {', '.join(known[:MOST_LISTED])}"


def _inputs(quantity: Quantity | None) -> tuple[Observation, ...]:
    """The observations that must be of one vintage; none for a number that mixes vintages by a waiver."""
    if quantity is None or any(waiver.rule == TWO_VINTAGES for waiver in quantity.waivers):
        return ()
    return quantity.inputs


def in_one_vintage(store: Store, make: Callable[[Store], Made], rows: Callable[[Made], Iterable[Observation]]) -> Made:
    """What *make* gives of *store*, or of the store as it was known when all of its *rows* were of one vintage.

    Where a revision came in between, and some of it was not known before, *make* gives what it gives without it.
    """
    try:
        made = make(store)
    except MixedNumbers as error:
        until = next((refusal.until for refusal in error.refusals if refusal.until), "")
        if not until:
            raise
    else:
        until = _last_day_together(store, [*rows(made)])
        if not until:
            return made
    return in_one_vintage(store.on(until), make, rows)


def _last_day_together(store: Store, rows: list[Observation]) -> str:
    """The last day on which the values of all *rows* were of one vintage; empty where they are now."""
    days = {day_before_revision(one, other) for one in rows if one.revises for other in rows}
    # A part of the number may have been computed from an earlier vintage already.
    for one in rows:
        now = store.observation(one.obs)
        if now is not None and now.known_from > one.known_from:
            days |= {day_before(now.known_from) for other in rows if other.known_from >= now.known_from}
    return min(filter(None, days), default="")
