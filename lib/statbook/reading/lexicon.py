"""The words of data/ and of data/lexicon.yaml, and what they stand for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault, suggestion
from statbook.store.package import Package, read_table
from statbook.store.yaml_files import read_yaml

FILES = ("lexicon.yaml", "lexicon_en.yaml")
HERE = "here"
"""The region that a text calls its own: 全市."""
PROVINCE = "province"
"""The province that a text calls its own, also where it speaks of a city of it: 全省."""
OWN = (HERE, PROVINCE)
INDICATOR, MEMBER, REGION, PUBLISHER = "indicator", "member", "region", "publisher"
_BALANCE, _INCREASE = "余额", "增加额"
"""The end of the name of a balance, and of what it grew by."""


@dataclass(frozen=True)
class Entry:
    """What a word stands for.

    code     an indicator, a member or a region, by its code or, if data/ has none, by a plain name
    dimension  of a member
    members  what the word says besides, dimension to code
    flow     the indicator whose number is what this one grew by: 人民币贷款 stands for a balance, its growth for new loans
    stock    whether it is counted at a time, not over one
    region   what the word implies
    unit     the unit that its own numbers have, if data/ says one
    rate     whether its own numbers are percentages or the like, so that a percentage is no growth
    """

    kind: str
    code: str
    dimension: str = ""
    members: tuple[tuple[str, str], ...] = ()
    flow: str = ""
    stock: bool = False
    region: str = ""
    unit: str = ""
    rate: bool = False


@dataclass(frozen=True)
class Lexicon:
    """All words with what they may stand for, and what data/ says of codes.

    themes      the dimensions of each
    units, indicators  the rows of their tables by their codes
    around      the regions in which a region lies
    country     that of the data
    """

    words: Mapping[str, tuple[Entry, ...]]
    themes: Mapping[str, list[str]] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    indicators: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    around: Mapping[str, frozenset[str]] = field(default_factory=dict)
    country: str = ""

    @cached_property
    def flows(self) -> frozenset[str]:
        """The indicators whose numbers are what others grew by."""
        return frozenset(entry.flow for entries in self.words.values() for entry in entries)


def load_lexicon(data: Path) -> Lexicon:
    """The lexicon of the book whose data are in *data*; without a file of it, the names of the tables alone.

    Raises DataError if the file is at fault, or names a code that its table does not have.
    """
    package = Package(data)
    content = _content(data)
    units, indicators = ({row[name]: row for row in _rows(package, f"{name}s")} for name in ("unit", "indicator"))
    members = _rows(package, "members")
    if faults := [*_unknown_codes(content, indicators, {(row["dimension"], row["code"]) for row in members})]:
        raise DataError(faults)
    words: dict[str, list[Entry]] = {}
    for word, entry in (
        *_lines(content, indicators),
        *_names(indicators),
        *_members(members, package.themes),
    ):
        entries = words.setdefault(word, [])
        if not any((entry.kind, entry.dimension) == (each.kind, each.dimension) for each in entries):
            entries.append(entry)  # the first line of a word stands: those of the file before the tables
    around = {row["code"]: {*filter(None, row["parents"].split(";"))} for row in members if row["dimension"] == REGION}
    return Lexicon(
        {word: tuple(entries) for word, entries in words.items()},
        package.themes,
        units,
        indicators,
        _close(around),
        package.descriptor["statbook"].get("country", ""),
    )


def _content(data: Path) -> dict[str, list[dict[str, Any]]]:
    """The lines of the files of all languages, by section."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in FILES:
        for section, lines in (read_yaml(data, name) if (data / name).is_file() else {}).items():
            found.setdefault(section, []).extend(lines)
    return found


def _rows(package: Package, name: str) -> list[dict[str, str]]:
    records = read_table(package, name).to_dict("records")
    return [{str(field): str(cell) for field, cell in row.items()} for row in records]


def _close(around: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Each region with all regions around it: a city lies in its country, too."""

    def all_around(code: str) -> set[str]:
        near = around.get(code, set())
        return near.union(*(all_around(each) for each in near)) if near else set()

    return {code: frozenset(all_around(code)) for code in around}


def _unknown_codes(
    content: Mapping[str, list[dict[str, Any]]], indicators: Mapping[str, Any], members: set[tuple[str, str]]
) -> Iterator[Fault]:
    """Codes of lexicon.yaml that data/ does not have."""
    for section, lines in content.items():
        for number, line in enumerate(lines if section != "cities" else (), 1):
            named = []
            if section == "indicators" and "indicator" in line:
                named.append((line["indicator"], {*indicators}, "a code of indicators.csv"))
            dimension = line.get("dimension", REGION)
            if "code" in line:
                known = {code for name, code in members if name == dimension}
                named.append((line["code"], known, f"a code of members.csv with dimension {dimension}"))
            for code, known, expected in named:
                if code not in known:
                    where = f"data/{FILES[0]}: {section}: entry {number}"
                    fix = "Mend it, or write name for a plain name."
                    yield Fault(where, repr(code), f"{expected}.{suggestion(code, known)}".rstrip("."), fix)


def _lines(
    content: Mapping[str, list[dict[str, Any]]], indicators: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Entry]]:
    """The lines of data/lexicon.yaml."""
    for line in content.get("indicators", []):
        entry = _of_row(indicators[line["indicator"]]) if "indicator" in line else Entry(INDICATOR, line["name"])
        given = {name: line[name] for name in ("flow", "stock", "rate", "region", "unit") if name in line}
        if entry.code.endswith(_BALANCE):
            given = {"flow": entry.code.removesuffix(_BALANCE) + _INCREASE, **given}
        entry = replace(entry, members=tuple(sorted(line.get("members", {}).items())), **given)
        yield from ((word, entry) for word in line["words"])
    for section, kind in (("members", MEMBER), ("regions", REGION), ("publishers", PUBLISHER)):
        for line in content.get(section, []):
            entry = Entry(kind, line.get("code") or line["name"], dimension=line.get("dimension", ""))
            yield from ((word, entry) for word in line["words"])
    for city in content.get("cities", []):
        name = str(city)
        words = (name, f"{name.removesuffix('市')}市") if name[-1] in "市州盟区" else (name, f"{name}市", f"{name}州")
        yield from ((word, Entry(REGION, name)) for word in words)


def _of_row(row: Mapping[str, str]) -> Entry:
    """The entry of a row of indicators.csv."""
    return Entry(
        INDICATOR, row["indicator"], stock=row["kind"] == "stock", unit=row["unit"], rate=row["kind"] == "rate"
    )


def _names(indicators: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Entry]]:
    """The names of indicators.csv."""
    for row in indicators.values():
        names = (row["name_zh"], row["name_en"].casefold())
        yield from ((name, _of_row(row)) for name in names if len(name) > 2)


def _members(rows: Iterable[Mapping[str, str]], themes: Mapping[str, list[str]]) -> Iterator[tuple[str, Entry]]:
    """The names and forms of members.csv; of dimensions that no theme has, none."""
    known = {dimension for dimensions in themes.values() for dimension in dimensions}
    for row in rows:
        dimension = row["dimension"]
        if dimension == REGION:
            entry = Entry(REGION, row["code"])
        elif dimension in known:
            entry = Entry(MEMBER, row["code"], dimension=dimension)
        else:
            continue
        forms = (row["name_zh"], row["name_en"], *row["forms"].split(";"))
        yield from ((form.casefold() if form.isascii() else form, entry) for form in forms if len(form) > 1)
