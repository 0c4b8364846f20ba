"""Checks of the tables against data/datapackage.json, and against rules that a table schema cannot express.

Each text is checked once, however many cells have it; all faults of a table are reported at once.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.store.descriptor import allowed_values, columns_of
from statbook.store.package import CONTROL, FORMS, Package, read_table
from statbook.store.periods import UNDATED
from statbook.store.validation.wholes import find_wrong_wholes

_WITH_BASE = {"growth", "difference", "share_change", "growth_gap", "contribution"}
_WITH_WHOLE = {"share", "share_change", "growth_gap", "contribution"}
NEEDS = (
    ("base_period", _WITH_BASE, f"a period, or {UNDATED} if none is printed,", ()),
    ("of", _WITH_WHOLE, "a value or unknown", ("rank",)),  # a rank may name the group it is a rank in
)
"""Columns that some measures need and all others leave empty, but for some that may do either."""
_ENGLISH = {"ten": 10, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_CHINESE = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}
_PLAIN = re.compile("money(_[a-z]+)?|count|ratio|percent|multiple")
"""Quantities whose units differ by a word of scale alone; those of the others have names of their own."""
_BY_NAME = {
    **{"percentage points": "1", "basis points": "0.01"},
    **{"hours": "3600", "days": "86400", "years": "31557600"},
    **{"m": "1", "km": "1000", "m²": "1", "km²": "1000000", "kg": "1", "t": "1000"},
}
"""By their symbols: a year is one of 365.25 days."""
NOT_ABOVE_ZERO = re.compile("-.*|[0.]+")
_CONTROL = re.compile(CONTROL)
Tables = dict[str, pd.DataFrame]


def check_tables(package: Package) -> list[Fault]:
    """All faults of all tables: types, closed lists, patterns, keys, references, members, wholes and factors."""
    tables = {name: read_table(package, name) for name in package.resources}
    found: list[Fault] = []
    for name in package.resources:
        found += (
            check_number_rows(package, name, tables) if name in package.themes else _check_table(package, name, tables)
        )
    found += _check_steps(package, "units", "factor", tables["units"])
    keys = {obs for theme in package.themes for obs in tables[theme]["obs"]}
    obs = tables["prints"]["obs"]
    for theme in package.large.files:
        keys |= {*package.large.select(theme, {"obs": [*obs]})["obs"]} if theme in package.themes else set()
    found += _faults(package, "prints", obs, ~obs.isin(keys), "the key of an observation")
    return [*found, *check_scales(tables["units"], f"data/{package.path('units').name}")]


def check_number_rows(package: Package, theme: str, tables: Tables) -> list[Fault]:
    """The same for the rows of one *theme* among *tables*."""
    found = _check_table(package, theme, tables)
    return [*found, *_check_steps(package, theme, "step", tables[theme]), *_check_theme(package, theme, tables)]


def _check_table(package: Package, name: str, tables: Tables) -> list[Fault]:
    return [*_check_cells(package, name, tables[name]), *_check_foreign_keys(package, name, tables)]


def _check_steps(package: Package, name: str, column: str, table: pd.DataFrame) -> list[Fault]:
    # A cell that is no number at all is reported by its own check.
    wrong = table[column].isin([text for text in table[column].unique().tolist() if NOT_ABOVE_ZERO.fullmatch(text)])
    return _faults(package, name, table[column], wrong, "a number above zero")


def _where(package: Package, name: str, line: object, column: object) -> str:
    return f"data/{package.path(name).name}:{line}: {column}"


def _faults(
    package: Package, name: str, column: pd.Series, wrong: pd.Series, expected: str, fix: str = ""
) -> list[Fault]:
    """A fault for each cell of *column* where *wrong* is true."""
    cells = column[wrong.astype(bool)]
    found = ((line, repr(str(cell)) if cell else "an empty cell") for line, cell in cells.items())
    return [Fault(_where(package, name, line, column.name), cell, expected, fix) for line, cell in found]


def cell_form(field: Mapping[str, Any]) -> tuple[Callable[[str], bool], str]:
    """Whether a text may stand in a cell of *field*, a field of the descriptor, and in words what may."""
    limits = field.get("constraints", {})
    required = limits.get("required", False)
    if (values := allowed_values(field)) is not None:
        allowed = {*values} | (set() if required else {""})
        return allowed.__contains__, f"one of {', '.join(values)}"
    pattern = limits.get("pattern") or FORMS.get(field["type"])
    form = re.compile(pattern or r"(?s).+", re.ASCII if pattern else 0)
    expected = f"{field['description']} ({field['type']})" if pattern else "a value"
    return lambda text: bool(form.fullmatch(text)) if text or required else True, expected


def _check_cells(package: Package, name: str, table: pd.DataFrame) -> Iterator[Fault]:
    """Cells that break the constraints of their field, control characters, and keys that are used twice."""
    for field in package.fields(name):
        cells, (is_good, expected) = table[field["name"]], cell_form(field)
        bad = [text for text in cells.unique().tolist() if not is_good(text)]
        yield from _faults(package, name, cells, cells.isin(bad), expected)
    for _, cells in table.items():
        wrong = cells.isin([text for text in cells.unique().tolist() if _CONTROL.search(text)])
        fix = "Remove them: charts cannot hold them."
        yield from _faults(package, name, cells, wrong, "no control characters", fix)
    if key := package.primary_key(name):
        yield from _repeats(package, name, table, key)
    for key in package.resources[name]["schema"].get("uniqueKeys", []):
        yield from _repeats(package, name, table[(table[key] != "").all(axis=1)], key)


def _repeats(package: Package, name: str, rows: pd.DataFrame, key: list[str]) -> Iterator[Fault]:
    for line, *same in rows.loc[rows.duplicated(key), key].itertuples():
        yield Fault(_where(package, name, line, "/".join(key)), ", ".join(map(str, same)), "a key used once")


def _check_foreign_keys(package: Package, name: str, tables: Tables) -> Iterator[Fault]:
    for reference in package.resources[name]["schema"].get("foreignKeys", []):
        columns, target = columns_of(reference["fields"]), reference["reference"]
        other = target.get("resource") or name
        known = {*tables[other][columns_of(target["fields"])].itertuples(index=False, name=None)}
        rows = tables[name][columns].itertuples(index=False, name=None)
        wrong = pd.Series([all(row) and row not in known for row in rows], tables[name].index, dtype=bool)
        yield from _faults(package, name, tables[name][columns[-1]], wrong, f"a code of {other}.csv")


def _check_theme(package: Package, theme: str, tables: Tables) -> Iterator[Fault]:
    """Members by dimension, base and whole by measure, and either an offset or a cell."""
    table, members = tables[theme], tables["members"]
    for dimension in ("region", *package.themes[theme]):
        known = {"all", *members.loc[members["dimension"] == dimension, "code"]}
        expected = f"all, or a code of members.csv with dimension {dimension}"
        yield from _faults(package, theme, table[dimension], ~table[dimension].isin(known), expected)
    for column, needed, wanted, either in NEEDS:
        needs = table["measure"].isin(needed)
        wrong = (needs != (table[column] != "")) & ~table["measure"].isin(either)
        for line, measure, cell in table.loc[wrong, ["measure", column]].itertuples():
            expected = f"{wanted if measure in needed else 'nothing'} with measure {measure}"
            yield Fault(_where(package, theme, line, column), repr(str(cell)), expected)
    rows = [{str(name): str(cell) for name, cell in row.items()} for row in members.to_dict("records")]
    for each in find_wrong_wholes(table, package.themes[theme], rows):
        of = table.loc[each.rows, "of"]
        yield from _faults(package, theme, of, of.notna(), each.expected, each.fix)
    for line in table.index[(table["offset"] != "") == (table["cell"] != "")]:
        yield Fault(_where(package, theme, line, "offset"), "both or neither", "an offset or a cell")


def check_scales(units: pd.DataFrame, where: str) -> Iterator[Fault]:
    """Factors that contradict the name of their unit, or another unit with the same symbol."""
    fix = "Mend the factor, or the name and the symbol."
    seen: dict[tuple[str, str, str], tuple[str, Decimal]] = {}
    for line, row in units.iterrows():
        try:
            factor = Decimal(str(row["factor"]))
        except ArithmeticError:
            continue  # a fault of its own
        at, found = f"{where}:{line}: factor", f"{row['factor']} of {row['unit']}"
        for expected, words in dict(_factors_in_words(row.to_dict())).items():
            if factor != expected:
                yield Fault(at, found, f"{expected:f}, as {words!r} says", fix)
        for column in ("symbol_en", "symbol_zh"):
            place = (str(row["quantity"]), column, str(row[column]))
            other, its = seen.setdefault(place, (str(row["unit"]), factor))
            if row[column] and its != factor:
                yield Fault(at, found, f"{its}, as {other} has, which is written {row[column]!r} too", fix)


def _factors_in_words(row: Mapping[Any, Any]) -> Iterator[tuple[Decimal, str]]:
    """What the words say, each with the words."""
    if row["symbol_en"] in _BY_NAME:
        yield Decimal(_BY_NAME[str(row["symbol_en"])]), str(row["symbol_en"])
    if not _PLAIN.fullmatch(str(row["quantity"])):
        return
    words = [str(row[column]) for column in ("name_en", "symbol_en", "name_zh", "symbol_zh") if row[column]]
    scaled = [(scale, text) for text in words if (scale := _scale(text)) != 1]
    yield from scaled or [(Decimal(1), words[0])]


def _scale(text: str) -> Decimal:
    """The word of scale with which a unit begins: 10,000 for 万元 and for ten thousand yuan, 1 for yuan."""
    chinese = re.match("个?((?:[十千万亿]|百(?!分))*)", text)
    english = re.findall(r"[a-z]+|\d+", text.split(" per ")[0].replace(",", "").lower())
    signs = [_CHINESE[sign] for sign in chinese[1]] if chinese else []
    return Decimal(math.prod(signs) * math.prod(_ENGLISH.get(word, 1) for word in english))
