"""The facts that follow from the printed numbers: bases, changes, parts of breakdowns, named formulas."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from statbook.analysis import Part, Scope, break_down, change, growth, printed_quantity, share
from statbook.analysis.derive import base_level
from statbook.errors import KeyUnknown, MixedNumbers, ParameterError
from statbook.messages import say, spoken
from statbook.store import Observation, Store, name_of
from statbook.store.periods import UNDATED
from statbook.verification.fact import ANY, Fact, Place, computed_fact, key_of, plain_members


def computed_facts(store: Store) -> Iterator[Fact]:
    """All of them. What a rule forbids to compute is left out."""
    yield from _changes(store)
    for breakdown in store.breakdowns.values():
        wanted = {"theme": breakdown.theme, "indicator": breakdown.indicator}
        for row in store.find(breakdown.root.categories, **wanted, measure="level", status="actual"):
            with suppress(MixedNumbers):
                for part in break_down(store, breakdown, region=row.region, period=row.period):
                    yield from _of_part(store, row, part)
    for key in store.formulas:
        yield from _of_formula(store, key)


def _changes(store: Store) -> Iterator[Fact]:
    """Bases, changes and growth of printed levels."""
    moved = {_place(row): row for row in store.observations if row.measure in ("growth", "difference")}
    for row in store.observations:
        if row.measure != "level":
            continue
        place = _place(row)
        rate, step = (moved.get((*place[:-1], measure)) for measure in ("growth", "difference"))
        against = (rate or step or row).base_period
        if against in ("", UNDATED):
            continue
        with suppress(MixedNumbers):
            now = printed_quantity(row)
            before = base_level(now, None, rate, step, store.units)
            if before is None:
                continue
            here = Place(row.indicator, plain_members(row.members), row.region, row.period, "level")
            name = name_of(store, row, spoken())
            yield computed_fact(store, key_of(row, "base"), name, before, replace(here, period=against))
            there = replace(here, base_period=against)
            if step is None:
                added = change(now, before)
                yield computed_fact(store, key_of(row, "change"), name, added, replace(there, measure="difference"))
            elif rate is None and row.classification.unit_kind != "percent":
                grown = growth(now, before)
                yield computed_fact(store, key_of(row, "growth"), name, grown, replace(there, measure="growth"))


def _place(row: Observation) -> tuple[object, ...]:
    return row.indicator, row.members, row.region, row.period, row.status, row.measure


def _of_part(store: Store, row: Observation, part: Part) -> Iterator[Fact]:
    """Level, growth, shares and contributions of a part, or of what the parts leave."""
    if part.exhausts:
        return
    name = say("{region}: {part}", region=store.name("region", row.region, spoken()), part=part.names[spoken()])
    key = f"{part.breakdown}.rest" if part.residual else key_of(part.level.inputs[0]).split("@")[0]
    indicator = rest_code(part.breakdown, part.names["zh"]) if part.residual else row.indicator
    members = plain_members(() if part.residual else part.members)
    before = _base_period(part, row)
    here = Place(indicator, members, row.region, row.period, "level")
    if part.residual:
        yield computed_fact(store, key, name, part.level, here)
        if part.base is not None:
            yield computed_fact(store, f"{key}.base", name, part.base, replace(here, period=before))
    if part.growth is not None and part.growth.is_derived:
        there = replace(here, measure="growth", base_period=before)
        yield computed_fact(store, f"{key}.growth", name, part.growth, there)
    above = part.whole
    while above is not None:
        whole = plain_members((("indicator", row.indicator), ("region", row.region), *above.members))
        of_whole = replace(here, measure="share", whole=whole)
        yield computed_fact(store, f"{key}.part", name, share(part.level, above.level), of_whole)
        if part.base is not None and above.base is not None:
            earlier = share(part.base, above.base)
            yield computed_fact(store, f"{key}.base_part", name, earlier, replace(of_whole, period=before))
            points = ((part.level - part.base) / above.base * 100).to("percentage_point", "points", part.level.of)
            there = replace(of_whole, measure="contribution", base_period=before)
            yield computed_fact(store, f"{key}.points", name, points, there)
        above = above.whole


def _base_period(part: Part, row: Observation) -> str:
    quantities = (part.base, part.root.base)
    found = (item.base_period for quantity in quantities if quantity for item in quantity.inputs if item.base_period)
    return next(found, row.base_period)


def _of_formula(store: Store, key: str) -> Iterator[Fact]:
    """A formula of identities.yaml, in each region and period of its theme that has the numbers for it."""
    entry = store.formulas[key]
    places: list[tuple[str | None, str | None]] = [(None, None)]
    theme = str(entry["theme"])
    if theme in store.themes:
        places += sorted((region, period) for region, period in store.values(theme, "region", "period"))
    seen = set()
    for region, period in places:
        with suppress(KeyUnknown, MixedNumbers, ParameterError):
            quantity = Scope(store, region, period).get(key)
            if quantity is None or not quantity.inputs or quantity.anchor in seen:
                continue
            seen.add(quantity.anchor)
            row = quantity.inputs[0]
            when = quantity.period if len({item.period for item in quantity.inputs}) == 1 else row.period
            yield computed_fact(
                store, key, entry["name"][spoken()], quantity, Place(key, frozenset(), row.region, when, ANY)
            )


def rest_code(breakdown: str, name: str) -> str:
    """What stands for a residual in the place of an indicator."""
    return f"{breakdown}.rest:{name}"


def formula_names(store: Store) -> Iterator[tuple[str, str]]:
    """The names of formulas and of residuals, with the codes that stand for them."""
    for key, entry in store.formulas.items():
        yield from ((str(name), key) for name in entry["name"].values())
    for breakdown in store.breakdowns.values():
        for category in breakdown.root.walk():
            if category.residual:
                code = rest_code(breakdown.name, category.residual["zh"])
                yield from ((name, code) for name in category.residual.values())
