"""Checks that the codes in cuts.yaml, identities.yaml and members.csv exist in the tables.

An unknown code would match no observation, so that a check or a chart would be missing without notice.
"""

from collections.abc import Container, Iterable, Iterator

from statbook.errors import DataError, Fault
from statbook.store.breakdowns import Breakdown
from statbook.store.classification import WHOLE
from statbook.store.package import read_table
from statbook.store.tables import Store
from statbook.store.yaml_files import OPTIONAL, RECIPES, SCHEMAS

IDENTITIES = "data/identities.yaml"


def check_yaml(store: Store) -> list[Fault]:
    """The YAML files of data/ that are missing, cannot be read, or do not conform to their schema."""
    data = store.package.folder
    captions, recipes = ({path.stem for path in (data / name).glob("*.yaml")} for name in ("captions", RECIPES))
    needed = [name for name in SCHEMAS if name not in OPTIONAL or (data / f"{name}.yaml").is_file()]
    names = [*needed, *(f"captions/{chapter}" for chapter in sorted({*captions, *store.themes}))]
    found: list[Fault] = []
    for name in [*names, *(f"{RECIPES}/{recipe}" for recipe in sorted(recipes))]:
        try:
            store.read_yaml(f"{name}.yaml")
        except DataError as error:
            found += error.faults
    return found


def check_references(store: Store) -> list[Fault]:
    """Every theme, indicator, dimension, member, unit, observation and identity that no table has.

    `check_yaml` must have found nothing.
    """
    return [*_members(store), *_breakdowns(store), *_identities(store), *_formulas(store), *_observations(store)]


def _unknown(where: str, code: str, known: Container[object], expected: str) -> Iterator[Fault]:
    if code not in known:
        yield Fault(where, repr(code), expected)


def _one_of(where: str, code: str, known: Iterable[str]) -> Iterator[Fault]:
    known = [*known]
    yield from _unknown(where, code, known, f"one of {', '.join(known)}")


def _shadowing(store: Store, where: str, key: str) -> Iterator[Fault]:
    """Keys are read as formulas and breakdowns first, so an indicator of the same name could not be cited."""
    if key in store.indicators.index:
        yield Fault(where, repr(key), "a key that no indicator has")


def _members(store: Store) -> Iterator[Fault]:
    for line, row in read_table(store.package, "members").iterrows():
        expected = f"a code of members.csv with dimension {row['dimension']}"
        for column in ("parents", "overlaps"):
            for code in filter(None, str(row[column]).split(";")):
                if (row["dimension"], code) not in store.members.index:
                    yield Fault(f"data/members.csv:{line}: {column}", repr(code), expected)


def _breakdowns(store: Store) -> Iterator[Fault]:
    for number, breakdown in enumerate(store.breakdowns.values(), 1):
        where = f"data/cuts.yaml: entry {number} ({breakdown.name})"
        indicator = breakdown.indicator
        yield from _one_of(f"{where}: theme", breakdown.theme, store.themes)
        yield from _unknown(f"{where}: indicator", indicator, store.indicators.index, "the key of an indicator")
        if indicator in store.indicators.index and store.indicators.at[indicator, "theme"] != breakdown.theme:
            yield Fault(f"{where}: indicator", repr(indicator), f"an indicator of {breakdown.theme}")
        yield from _shadowing(store, f"{where}: cut", breakdown.name)
        if breakdown.theme in store.themes:
            yield from _categories(store, where, breakdown)


def _categories(store: Store, where: str, breakdown: Breakdown) -> Iterator[Fault]:
    """Parts that a residual is without must be parts; members must be those of the theme's dimensions."""
    for category in breakdown.root.walk():
        codes = {code for part in category.parts for _, code in {*part.members} - {*category.members}}
        for code in category.residual_of:
            yield from _one_of(f"{where}: rest: of", code, codes)
    dimensions = store.package.themes[breakdown.theme]
    groups = (*(category.members for category in breakdown.root.walk()), *breakdown.overlap)
    for dimension, code in dict.fromkeys(member for members in groups for member in members):
        if dimension not in dimensions:
            yield from _one_of(f"{where}: dimension", dimension, dimensions)
        elif code not in WHOLE and (dimension, code) not in store.members.index:
            yield Fault(f"{where}: {dimension}", repr(code), f"a code of members.csv with dimension {dimension}")


def _identities(store: Store) -> Iterator[Fault]:
    used = {entry["identity"] for entry in store.relations}
    for number, entry in enumerate(store.identities, 1):
        if not entry.keys() & {"cut", "measure"} and entry["identity"] not in used:
            where = f"{IDENTITIES}: identities, entry {number} ({entry['identity']})"
            yield Fault(where, "neither breakdown nor measure, and no relation of this identity", "one of the three")
    for number, entry in enumerate(store.relations, 1):
        where = f"{IDENTITIES}: relations, entry {number}: identity"
        yield from _one_of(where, entry["identity"], store.identity_names)


def _formulas(store: Store) -> Iterator[Fault]:
    for number, entry in enumerate(store.formulas.values(), 1):
        where = f"{IDENTITIES}: formulas, entry {number} ({entry['key']})"
        yield from _one_of(f"{where}: theme", entry["theme"], store.themes)
        yield from _unknown(f"{where}: unit", entry["unit"], store.units.index, "a code of units.csv")
        yield from _shadowing(store, f"{where}: key", entry["key"])
        if entry["key"] in store.breakdowns:
            yield Fault(f"{where}: key", repr(entry["key"]), "a key that no breakdown has")


def _observations(store: Store) -> Iterator[Fault]:
    for section, entries, columns, known, expected in (
        ("relations", store.relations, ("figure",), store.by_obs, "the key of an observation"),
        ("orders", store.orders, ("smaller", "larger"), store.by_obs, "the key of an observation"),
        ("lists", store.lists, ("count",), store.by_obs, "the key of an observation"),
        ("not_nested", store.not_nested, ("indicator",), store.indicators.index, "the key of an indicator"),
    ):
        for number, entry in enumerate(entries, 1):
            for column in columns:
                where = f"{IDENTITIES}: {section}, entry {number}: {column}"
                yield from _unknown(where, entry[column], known, expected)
