"""Check that the names in a recipe exist: a name that nothing reads would silently leave out what it asks for."""

import re
from collections.abc import Iterable, Iterator

from statbook.errors import Fault
from statbook.ingest.parsing.period_parser import AMBIGUOUS, parse_period, read_period
from statbook.ingest.parsing.recipe_expansion import PERIOD, placeholders, says_periods
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name, suggest
from statbook.store import WHOLE, Recipe, load_recipes

_NUMERIC = re.compile(r"[\d.,+\-−%％]+")


def check_recipe(recipe: Recipe, vocabulary: Vocabulary) -> list[Fault]:
    """Themes, dimensions, series, periods and indicators that the recipe names and that do not exist."""
    themes = vocabulary.store.package.themes
    if recipe.theme not in themes:
        return [*_one_of(f"{recipe.where}: theme", recipe.theme, themes)]
    return [*_check_names(recipe, vocabulary, themes[recipe.theme]), *_check_layout(recipe)]


def check_definitions(vocabulary: Vocabulary) -> list[Fault]:
    """Definitions of recipes that are not rows of their table: wrong or missing cells, unknown units and themes."""
    store = vocabulary.store
    known = {
        "unit": ("a code of units.csv", [*vocabulary.units]),
        "theme": (f"one of {', '.join(store.themes)}", store.themes),
    }
    faults = []
    for table in ("indicators", "members", "units"):
        fields = store.package.fields(table)
        names = [field["name"] for field in fields]
        required = [field["name"] for field in fields if field.get("constraints", {}).get("required")]
        for recipe in load_recipes(store.package.folder).values():
            for number, row in enumerate(recipe.definitions_of(table), 1):
                where = f"{recipe.where}: defines: {table}, entry {number}"
                faults += [Fault(where, repr(name), f"one of {', '.join(names)}") for name in row if name not in names]
                faults += [Fault(where, f"no {name!r}", "a row with it") for name in required if not row.get(name)]
                for name, (expected, codes) in known.items() if table == "indicators" else ():
                    if row.get(name, "") not in codes:
                        faults.append(Fault(f"{where}: {name}", repr(row.get(name)), expected))
    return [*faults, *_check_cuts(vocabulary)]


def _check_cuts(vocabulary: Vocabulary) -> Iterator[Fault]:
    """Breakdowns of recipes with an indicator, a dimension or a member that nothing defines."""
    for cut in vocabulary.breakdowns.values():
        where = f"recipes: defines: cuts: {cut.name}"
        yield from _one_of(f"{where}: theme", cut.theme, vocabulary.store.themes)
        yield from _one_of(f"{where}: indicator", cut.indicator, vocabulary.indicators)
        dimensions = vocabulary.dimensions(cut.theme) if cut.theme in vocabulary.store.themes else []
        groups = (*(category.members for category in cut.root.walk()), *cut.overlap)
        for dimension, code in dict.fromkeys(member for members in groups for member in members):
            if dimension not in dimensions:
                yield from _one_of(f"{where}: dimension", dimension, dimensions)
            elif code not in WHOLE and (dimension, code) not in vocabulary.members:
                yield Fault(f"{where}: {dimension}", repr(code), "a code of members.csv, or one that a recipe defines")


def _check_names(recipe: Recipe, vocabulary: Vocabulary, dimensions: list[str]) -> Iterator[Fault]:
    content = recipe.content
    for dimension in content.get("dimensions", {}):
        yield from _one_of(f"{recipe.where}: dimensions", dimension, dimensions)
    series = {normalize_name(spec["column"]): spec["column"] for spec in recipe.values}
    places = {f"values, entry {number}": spec for number, spec in enumerate(recipe.values, 1)}
    places |= {f"rows: {name}": {"column": name, **row} for name, row in content.get("rows", {}).items()}
    for place, spec in places.items():
        for dimension in (*spec.get("members", {}), *placeholders(spec["column"])):
            more = [PERIOD] if place.startswith("values") and not {"wide", "long"} & content.keys() else []
            yield from _one_of(f"{recipe.where}: {place}: members", dimension, ["region", *dimensions, *more])
        if len(set(placeholders(spec["column"]))) < len(placeholders(spec["column"])):
            yield Fault(f"{recipe.where}: {place}", repr(spec["column"]), "each dimension once")
    for number, entry in enumerate(content.get("except", []), 1):
        where = f"{recipe.where}: except, entry {number}"
        if normalize_name(entry["column"]) not in series:
            yield from _one_of(f"{where}: column", entry["column"], series.values())
        if parse_period(entry["period"]) in (None, AMBIGUOUS):
            yield Fault(f"{where}: period", repr(entry["period"]), "a period, as 2024-01")
    columns = vocabulary.columns("indicators")
    for indicator, cells in content.get("amends", {}).items():
        yield from _one_of(f"{recipe.where}: amends", indicator, vocabulary.indicators)
        for column in cells:
            yield from _one_of(f"{recipe.where}: amends: {indicator}", column, columns)


def _check_layout(recipe: Recipe) -> Iterator[Fault]:
    """One layout of the three, with the periods where it needs them."""
    content = recipe.content
    period = [name for name in ("column", "columns", "heads", "cell", "sheet") if name in content["period"]]
    form = content["period"].get("is", "")
    is_labelled = "wide" in content or any(name.startswith(("column", "heads")) for name in period)
    rows, is_read = content.get("rows", {}), read_period(form)
    rules = [
        ("", "wide" in content and "long" in content, "'wide' and 'long'", "one of them"),
        (": series", "series" in content and len({"wide", "long", "rows"} & content.keys()) != 1, "not one of 'wide', 'long' and 'rows' with it", "one of them"),
        (": heads", "heads" in content and "series" not in content, "no 'series'", "the column that names the rows"),
        (": rows", bool(rows) and "series" not in content, "no 'series'", "the column that names the rows"),
        (": rows", any("column" in row for row in rows.values()), "'column'", "what all numbers of the row are"),
        (": period", "wide" not in content and not period and not form and not says_periods(recipe), "no 'column'", "the column of periods, or wide: true"),
        (": period", len(period) > 1 and period != ["column", "heads"], " and ".join(map(repr, period)), "one of them"),
        (": period: is", is_labelled and form not in ("", "month", "year.month"), repr(form), "one of month, year.month"),
        (": period: is", not period and not is_labelled and bool(form) and (is_read is None or bool(is_read.readings)), repr(form), "a period, as 2025-01/2025-10"),
        (": table", "sheet" in content.get("table", {}) and "sheets" in content["table"], "'sheet' and 'sheets'", "one of them"),
    ]  # fmt: skip
    for name, source in ({"region": content["region"]} | content.get("dimensions", {})).items():
        wrong = len({"is", "column", "sheet"} & source.keys()) != 1
        rules.append((f": {name}", wrong, "several or none", "is: CODE, column: NAME, or sheet: true"))
    for mark in content.get("marks", {}):
        rules.append(
            (": marks", bool(_NUMERIC.fullmatch(str(mark))), repr(mark), "a sign that is no part of numbers, as (1)")
        )
    for number, spec in enumerate(recipe.values, 1):
        no_period = says_periods(recipe) and not content["period"] and PERIOD not in placeholders(spec["column"])
        rules.append(
            (f": values, entry {number}", no_period, "no {period} in its column", "{period}, or period: {is: …}")
        )
        is_open = "indicator" not in spec and not (rows and all("indicator" in row for row in rows.values()))
        rules.append(
            (f": values, entry {number}", is_open, "no 'indicator'", "the key of an indicator, here or in every row")
        )
    for name, wrong, found, expected in rules:
        if wrong:
            yield Fault(f"{recipe.where}{name}", found, expected)


def _one_of(where: str, name: str, known: Iterable[str]) -> Iterator[Fault]:
    names = list(known)
    if name not in names:
        yield Fault(where, repr(name), f"one of {', '.join(names)}", suggest(name, names))
