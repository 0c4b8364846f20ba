"""Keys: how sentences and figures name a quantity.

    indicator[.member ...][.measure or derivation][@Region][@period]
    cut.rest[.member ...][.derivation]         what the parts of a cut leave over
    formula                                    a key of identities.yaml

Region and period come from the scope unless the key names them; of a series by month, a place may also be

    @latest            its newest month
    @year_before       the same month a year before that
    @to_date           from January to its newest month
    @to_date_before    the same a year before

or, seen from the period of the scope,

    @month_earlier     the month before it
    @year_earlier      the same time a year before it

Derivations of a level: `base` (the level of the period compared with: as printed, or implied by growth or difference),
`change`, `growth` (computed where only the difference is printed), `points` (contribution to the growth of the cut's
whole), `part` and `base_part` (share of the cut's whole, now and in the base).

What is computed uses values of one vintage: where a value was revised after another was printed beside the earlier
one, all of it is computed from what was known on the day before the revision.
"""

from __future__ import annotations

__all__ = ["DERIVED", "Scope"]

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property

from statbook.analysis.breakdown import Part, compose, earlier_level
from statbook.analysis.derive import base, base_of_difference, change, growth
from statbook.analysis.formula import computed, names_in
from statbook.analysis.keys import EARLIER, MONTH, PERIOD, SERIES, earlier_period, period_in_series
from statbook.analysis.quantity import Quantity, printed
from statbook.analysis.one_vintage import in_one_vintage
from statbook.errors import KeyAmbiguous, KeyUnknown
from statbook.rules import VINTAGES, knowingly
from statbook.store import MEASURES, Observation, Store
from statbook.store.periods import length_of, sort_key

DERIVED = ("base", "change", "points", "part", "base_part")
LEAST = 3
"""Months that make a series; fewer are single figures."""


@dataclass(frozen=True)
class Scope:
    """The place and time that keys are read in, and the reading of roundings."""

    store: Store
    region: str | None = None
    period: str | None = None
    strict: bool = False
    _known: dict[str, Quantity | None] = field(default_factory=dict, compare=False, repr=False)
    _within: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The formulas that are being computed, the outermost first."""

    def get(self, key: str) -> Quantity | None:
        """The quantity of *key*; None if the key is sound but nothing is printed for it in this scope.

        Raises KeyUnknown if no figure of the data bears the key, or KeyAmbiguous if it fits several.
        """
        if key not in self._known:
            self._known[key] = in_one_vintage(self.store, lambda store: self._as_known(store)._get(key), _inputs)
        return self._known[key]

    def _as_known(self, store: Store) -> Scope:
        return self if store is self.store else replace(self, store=store, _known={})

    def _get(self, key: str) -> Quantity | None:
        name, *places = key.split("@")
        parts = name.split(".")
        region, period = self.region, self.period
        asked = ""
        for place in places:
            if place in SERIES:
                asked = place
            elif place in EARLIER:
                period = earlier_period(period, place)
                if period is None:
                    return None
            elif PERIOD.match(place):
                period = place
            else:
                region = place
                if ("region", place) not in self.store.members.index:
                    raise KeyUnknown(f"{key}: no region is called {place!r}")
        if name in self.store.formulas:
            there = replace(self, region=region, period=period, _known={}) if places else self
            return there._formula(name)
        if parts[0] in self.store.cuts:
            return self._piece(key, parts, region, period)
        rows, last = self._rows(parts)
        if not rows:
            if parts[0] in self.awaited or self.store.comes_later(parts[0], self._codes(parts)[0]):
                return None
            raise KeyUnknown(self._advice(key, parts[0]))
        if asked:
            period = period_in_series(self.along(key)[0], asked)
            if period is None:
                return None
        if last in ("points", "part", "base_part"):
            return self._of_cut(key, rows[0], last, region, period)
        if last in MEASURES:
            row = self._one(key, [r for r in rows if r.measure == last], region, period)
            if row is not None:
                return printed(row, strict=self.strict)
            if last != "growth":
                later = self.store.comes_later(parts[0], self._codes(parts)[0])
                if not later and not any(r.measure == last for r in rows):
                    raise KeyUnknown(self._advice(key, parts[0]))
                return None
        with self._knowingly(name):
            return self._derived(key, rows, last, region, period)

    @property
    def names(self) -> set[str]:
        """The names that keys may bear, of printed figures, cuts and formulas, without places."""
        printed = {
            ".".join((row.indicator, *row.broken_down_by.values(), *([row.measure] if row.measure != "level" else [])))
            for row in self.store.observations
        }
        return printed | set(self.store.formulas) | {f"{cut}.rest" for cut in self.store.cuts}

    @cached_property
    def awaited(self) -> frozenset[str]:
        """Indicators that a recipe defines and of which the data hold no figure yet."""
        return self.store.awaited

    def silent(self, key: str) -> bool:
        """Whether nothing is said where *key* has no figure: the data await its indicator, or its series."""
        name, *places = key.split("@")
        if name in self.store.formulas:
            return any(self.silent(part) for part in names_in(self.store.formulas[name]["formula"]))
        return name.split(".")[0] in self.awaited or any(place in (*SERIES, *EARLIER) for place in places)

    def told(self, key: str) -> list[Observation]:
        """The printed figures of *key* for its region, of any period, in their order."""
        name, *places = key.split("@")
        named = (place for place in places if place not in (*SERIES, *EARLIER) and not PERIOD.match(place))
        region = next(named, self.region)
        rows, last = self._rows(name.split("."))
        found = [row for row in rows if (row.region, row.measure, row.status) == (region, last, "actual")]
        return sorted(found, key=lambda row: sort_key(row.period))

    def along(self, key: str) -> tuple[list[Observation], list[Observation]]:
        """The series of *key* in its region: its single months, and its sums from January, each in their order.

        January alone is both. Both are empty where the months are too few for a series.
        """
        told = self.told(key)
        months = [row for row in told if row.timing != "to_date" and length_of(row.period) == MONTH]
        if len(months) < LEAST:
            return [], []
        sums = [row for row in told if row.timing == "to_date" and row.period[5:7] == "01"]
        begun = [row for row in months if sums and row.period.endswith("-01")]
        return months, sorted([*begun, *sums], key=lambda row: sort_key(row.period))

    def _rows(self, parts: list[str]) -> tuple[list[Observation], str]:
        """The figures that bear the name of a key, of any measure, and the measure that it asks for."""
        codes, last = self._codes(parts)
        found = self.store.find(indicator=parts[0])
        return [row for row in found if sorted(row.broken_down_by.values()) == sorted(codes)], last

    @staticmethod
    def _codes(parts: list[str]) -> tuple[list[str], str]:
        """The members of a key, and its measure."""
        last = parts[-1] if len(parts) > 1 and parts[-1] in (*MEASURES, *DERIVED) else "level"
        return (parts[1:-1] if len(parts) > 1 and parts[-1] == last else parts[1:]), last

    def _derived(
        self, key: str, rows: list[Observation], last: str, region: str | None, period: str | None
    ) -> Quantity | None:
        level = self._one(key, [r for r in rows if r.measure == "level"], region, period)
        if level is None:
            return None
        same = [r for r in rows if (r.region, r.period) == (level.region, level.period)]
        rate = next((r for r in same if r.measure == "growth"), None)
        step = next((r for r in same if r.measure == "difference"), None)
        now = printed(level, strict=self.strict)
        period = next((r.base_period for r in (rate, step) if r is not None), "")
        earlier = earlier_level(rows, level, period)
        if earlier is not None:
            before = printed(earlier, strict=self.strict)
        elif rate is not None:
            before = base(now, printed(rate, strict=self.strict))
        elif step is not None:
            before = base_of_difference(now, printed(step, strict=self.strict), self.store.units)
        else:
            return None
        return before if last == "base" else {"change": change, "growth": growth}[last](now, before)

    def _of_cut(self, key: str, row: Observation, last: str, region: str | None, period: str | None) -> Quantity | None:
        for cut in self.store.cuts.values():
            if (cut.theme, cut.indicator) != (row.theme, row.indicator):
                continue
            for part in self.parts(cut.name, region, period):
                told = {name: code for name, code in part.members if code not in ("all", "total")}
                if not part.rest and part.whole is not None and told == row.broken_down_by:
                    found: Quantity | None = getattr(part, last)
                    return found
        if not any((cut.theme, cut.indicator) == (row.theme, row.indicator) for cut in self.store.cuts.values()):
            raise KeyUnknown(f"{key}: no cut of data/cuts.yaml takes {row.indicator} apart")
        return None

    def _piece(self, key: str, parts: list[str], region: str | None, period: str | None) -> Quantity | None:
        cut = self.store.cuts[parts[0]]
        last = parts[-1] if parts[-1] in (*DERIVED, "growth") else "level"
        codes = sorted(parts[2:-1] if last == parts[-1] else parts[2:])
        if len(parts) < 2 or parts[1] != "rest":
            raise KeyUnknown(f"{key}: after the name of a cut comes `rest`")
        for part in self.parts(cut.name, region, period):
            own = sorted(code for _, code in part.members if code not in ("all", "total"))
            root = sorted(code for _, code in cut.root.members if code not in ("all", "total"))
            # Under its name a rest is without certain parts: where one of them is not printed, there is no such rest.
            if part.rest and part.named and own == sorted([*root, *codes]):
                if last == "change" and part.base is not None:
                    return change(part.level, part.base)
                found: Quantity | None = getattr(part, last, None)
                return found
        return None

    def parts(self, cut: str, region: str | None = None, period: str | None = None) -> list[Part]:
        """The pieces of *cut* in this scope; empty where nothing supports it."""
        return in_one_vintage(
            self.store,
            lambda store: self._as_known(store)._parts(cut, region, period),
            lambda parts: (row for part in parts for q in (part.level, part.base) for row in _inputs(q)),
        )

    def _parts(self, cut: str, region: str | None, period: str | None) -> list[Part]:
        region, period = region or self.region, period or self.period
        whole = self.store.cuts[cut]
        if region is None or period is None:
            # Without a scope: where the whole of the cut is printed, not just any figure of its indicator.
            members = {name: code for name, code in whole.root.members if code not in ("all", "total")}
            told = {"theme": whole.theme, "indicator": whole.indicator, "measure": "level", "status": "actual"}
            rows = self.store.find(members=members, **told)
            region = region or next((r.region for r in rows), "")
            period = period or next((r.period for r in rows if r.region == region), "")
        return compose(self.store, whole, region=region, period=period, strict=self.strict)

    def _one(self, key: str, rows: list[Observation], region: str | None, period: str | None) -> Observation | None:
        """The row that fits region and period; actual figures before targets. None if there is none."""
        fit = [
            row for row in rows if (region is None or row.region == region) and (period is None or row.period == period)
        ]
        actual = [row for row in fit if row.status == "actual"] or fit
        if region is None and len({row.region for row in actual}) > 1:
            actual = [row for row in actual if row.region == "China"] or actual
        if len(actual) > 1:
            options = ", ".join(f"@{row.region}@{row.period} ({row.status})" for row in actual)
            raise KeyAmbiguous(f"{key} fits several numbers; say which: {options}")
        return actual[0] if actual else None

    def _formula(self, name: str) -> Quantity | None:
        entry = self.store.formulas[name]
        if name in self._within:
            raise KeyUnknown(f"data/identities.yaml: {name} cites itself: {' → '.join((*self._within, name))}")
        inside = replace(self, _within=(*self._within, name))
        found = {key: inside.get(key) for key in names_in(entry["formula"])}
        # What the formula does knowingly, the formulas that it builds on do not.
        with self._knowingly(name):
            quantity = computed(entry["formula"], found.get, f"data/identities.yaml: {name}")
        if quantity is None:
            return None
        # What is made of base levels alone speaks of the base period.
        past = all(each is not None and each.measure in ("base", "base_part") for each in found.values())
        return replace(quantity.to(entry["unit"]), strict=self.strict, measure="base" if past else "")

    def _knowingly(self, key: str) -> ExitStack:
        """The rules that *key* may break, as the data say."""
        stack = ExitStack()
        for rule, because in self.store.knowingly.get(key, {}).items():
            stack.enter_context(knowingly(rule, because=because))
        return stack

    def _advice(self, key: str, indicator: str) -> str:
        rows = self.store.find(indicator=indicator)
        if not rows:
            return f"{key}: no indicator, cut or formula is called {indicator!r}"
        known = sorted({".".join((r.indicator, *r.broken_down_by.values(), r.measure)) for r in rows})
        return f"{key}: nothing is printed under this key; there are {', '.join(known[:40])}"


def _inputs(quantity: Quantity | None) -> tuple[Observation, ...]:
    """The observations that must be of one vintage: none of a number that mixes vintages on purpose."""
    if quantity is None or any(waiver.rule == VINTAGES[0].name for waiver in quantity.knowingly):
        return ()
    return quantity.inputs
