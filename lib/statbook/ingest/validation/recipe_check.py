"""Whether the names in a recipe name something: one that nobody reads would leave out what it asks for, without a word."""

from __future__ import annotations

__all__ = ["not_meant"]

from collections.abc import Iterable, Iterator

from statbook.errors import Fault
from statbook.ingest.readers.grid import alike
from statbook.ingest.parsing.vocabulary import Known, near
from statbook.ingest.parsing.period_parser import AMBIGUOUS, period_of
from statbook.store import Recipe


def not_meant(recipe: Recipe, known: Known) -> list[Fault]:
    """Themes, dimensions, series, periods and indicators that the recipe names and that there are not."""
    themes = known.store.package.themes
    if recipe.theme not in themes:
        return [*_among(f"{recipe.where}: theme", recipe.theme, themes)]
    return [*_names(recipe, known, themes[recipe.theme]), *_layout(recipe)]


def _names(recipe: Recipe, known: Known, dimensions: list[str]) -> Iterator[Fault]:
    told = recipe.told
    for dimension in told.get("dimensions", {}):
        yield from _among(f"{recipe.where}: dimensions", dimension, dimensions)
    series = {alike(spec["column"]): spec["column"] for spec in recipe.values}
    for number, spec in enumerate(recipe.values, 1):
        for dimension in spec.get("members", {}):
            yield from _among(f"{recipe.where}: values, entry {number}: members", dimension, ["region", *dimensions])
    for number, entry in enumerate(told.get("except", []), 1):
        where = f"{recipe.where}: except, entry {number}"
        if alike(entry["column"]) not in series:
            yield from _among(f"{where}: column", entry["column"], series.values())
        if period_of(entry["period"]) in (None, AMBIGUOUS):
            yield Fault(f"{where}: period", repr(entry["period"]), "a period, as 2024-01")
    columns = [field["name"] for field in known.store.package.fields("indicators")]
    for indicator, cells in told.get("amends", {}).items():
        yield from _among(f"{recipe.where}: amends", indicator, known.indicators)
        for column in cells:
            yield from _among(f"{recipe.where}: amends: {indicator}", column, columns)


def _layout(recipe: Recipe) -> Iterator[Fault]:
    """One layout of the three, with the period where it can be."""
    told = recipe.told
    if "wide" in told and "long" in told:
        yield Fault(recipe.where, "'wide' and 'long'", "one of them")
    if "series" in told and not {"wide", "long"} & told.keys():
        yield Fault(f"{recipe.where}: series", "neither 'wide' nor 'long' with it", "one of them")
    if "wide" not in told and not {"column", "columns"} & told["period"].keys():
        yield Fault(f"{recipe.where}: period", "no 'column'", "the column of periods, or wide: true")
    if {"column", "columns"} <= told["period"].keys():
        yield Fault(f"{recipe.where}: period", "'column' and 'columns'", "one of them")
    places = {"region": told["region"]} | told.get("dimensions", {})
    for name, place in places.items():
        if ("is" in place) == ("column" in place):
            yield Fault(f"{recipe.where}: {name}", "both or neither", "is: CODE, or column: NAME")


def _among(where: str, name: str, known: Iterable[str]) -> Iterator[Fault]:
    names = list(known)
    if name not in names:
        yield Fault(where, repr(name), f"one of {', '.join(names)}", near(name, names))
