"""Write out for one table what its recipe says in short: columns by pattern, rows by columns, series that may be absent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from statbook.ingest.parsing.period_parser import Period, read_parts, read_period
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name
from statbook.store import Recipe

HEADER_JOINT = " / "
"""Joins the names of a header of several lines, of several columns that name a series, and of a row and a column."""
PERIOD = "period"
"""The placeholder for a period in the name of a column, or for a part of the year of its row."""
_ANY_YEAR = "2000"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
Spec = Mapping[str, Any]


def expand_columns(recipe: Recipe, names: Iterable[str], vocabulary: Vocabulary) -> tuple[Recipe, list[str]]:
    """*recipe* with each entry that stands for several of the columns *names* written out, and optional ones that are absent.

    What is left out by a pattern may be columns, and rows as well, which `expand_series` finds.
    """
    entries = [spec | {"entry": number} for number, spec in enumerate(recipe.values, 1)]
    leave_out, later = recipe.content.get("leave_out", {}), {}
    if "series" in recipe.content:
        later = {name: because for name, because in leave_out.items() if "*" in name}
    if {"wide", "long"} & recipe.content.keys():
        _, rest, _ = _expand([], leave_out, names, vocabulary)
        return _with(recipe, values=entries, leave_out=rest | later), []
    entries, rest, absent = _expand(entries, leave_out, names, vocabulary)
    return _with(recipe, values=entries, leave_out=rest | later), absent


def expand_series(recipe: Recipe, names: Iterable[str], vocabulary: Vocabulary) -> tuple[Recipe, list[str]]:
    """The same for series that are named in rows: those of a long or a wide table, or the rows that the recipe describes."""
    own, leave_out = recipe.values, recipe.content.get("leave_out", {})
    if "rows" in recipe.content:
        own = [{"column": name, **spec} for name, spec in recipe.content["rows"].items()]
    entries, leave_out, absent = _expand(own, leave_out, names, vocabulary)
    if "rows" in recipe.content:
        return _with(recipe, rows={spec["column"]: spec for spec in entries}, leave_out=leave_out), absent
    return _with(recipe, values=entries, leave_out=leave_out), absent


def cross_rows(recipe: Recipe) -> Recipe:
    """*recipe* with an entry for each row and column; what the row says goes before what the column says.

    The unit of a row is that of its levels: rates beside them keep that of their column. Its whole is that of its shares.
    """
    columns, leave_out = recipe.values, dict(recipe.content.get("leave_out", {}))
    entries = [
        {**column, **_fields_for(row, column), "members": {**column.get("members", {}), **row.get("members", {})}}
        | ({"unit": column["unit"]} if "unit" in column and column.get("measure") in ("growth", "share") else {})
        | {"column": join_names(name, column["column"])}
        for name, row in recipe.content["rows"].items()
        for column in columns
    ]
    leave_out |= {join_names(name, each["column"]): because for name, because in leave_out.items() for each in columns}
    return _with(recipe, values=entries, leave_out=leave_out)


def _fields_for(row: Spec, column: Spec) -> dict[str, Any]:
    """The fields of *row* that hold for a *column*: the whole of a row is no whole of its levels and growth."""
    is_part = "of" in column or row.get("measure", column.get("measure")) in ("share", "share_change")
    return {key: each for key, each in row.items() if key != "of" or is_part}


def join_names(*names: str) -> str:
    """The name of a series that several names make."""
    return HEADER_JOINT.join(names)


def placeholders(name: str) -> list[str]:
    """The dimensions whose members stand in a name, and `period`.

    >>> placeholders("出口:{partner}:当月值")
    ['partner']
    """
    return _PLACEHOLDER.findall(name)


def says_periods(recipe: Recipe) -> bool:
    """Whether the names of columns say the periods of their numbers, beside what they are of."""
    return any(PERIOD in spec or PERIOD in placeholders(spec["column"]) for spec in recipe.values)


def _with(recipe: Recipe, **fields: Any) -> Recipe:
    return replace(recipe, content={**recipe.content, **fields})


def _expand(
    entries: list[dict[str, Any]], leave_out: Mapping[str, str], names: Iterable[str], vocabulary: Vocabulary
) -> tuple[list[dict[str, Any]], dict[str, str], list[str]]:
    """The entries and what is left out with the names of this table, and the names of optional entries that are absent.

    A name goes to the entry that has it, else to the first whose pattern it fits; patterns of leave_out come last.
    """
    shown = {normalize_name(name): name for name in names}
    taken = {normalize_name(name) for name in (*leave_out, *(spec["column"] for spec in entries))} & shown.keys()
    found, absent = [], []
    for spec in entries:
        name = spec["column"]
        if normalize_name(name) not in shown and placeholders(name):
            alike = _match_members(spec, shown.keys() - taken, vocabulary)
            taken |= alike.keys()
            found += [
                spec | {"column": shown[key], "members": {**spec.get("members", {}), **members}} | period
                for key in shown
                if key in alike
                for members, period in [_split_period(alike[key])]
            ]
            is_absent = not alike
        else:
            is_absent = normalize_name(name) not in shown
            found += [] if is_absent and spec.get("optional") else [spec]
        if is_absent and spec.get("optional"):
            absent.append(name)
        elif is_absent and placeholders(name):
            found.append(spec)
    rest = {}
    for name, because in leave_out.items():
        if normalize_name(name) in shown or "*" not in name:
            rest[name] = because
            continue
        like = re.compile(".*".join(map(re.escape, normalize_name(name).split("*"))))
        alike_names = [key for key in shown if key not in taken and like.fullmatch(key)]
        taken |= {*alike_names}
        rest |= {shown[key]: because for key in alike_names}
    return found, rest, absent


def _split_period(found: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The members that stand in a name, and the field of an entry for the period that does."""
    members = {dimension: code for dimension, code in found.items() if dimension != PERIOD}
    return members, {PERIOD: found[PERIOD]} if PERIOD in found else {}


def _match_members(spec: Spec, names: Iterable[str], vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """The names that fit the pattern of an entry, with the members by dimension that stand in them, and the period."""
    own = {normalize_name(name): code for name, code in spec.get("codes", {}).items()}
    dimensions = placeholders(spec["column"])
    codes = {each: vocabulary.codes_by_name(each) | own for each in dimensions if each != PERIOD}
    ways = {name: "|".join(map(re.escape, sorted(known, key=len, reverse=True))) for name, known in codes.items()}
    ways[PERIOD] = ".+?"
    signs = re.escape(normalize_name(spec["column"])).replace(r"\*", ".*")
    pattern = re.sub(r"\\\{([a-z_]+)\\\}", lambda found: f"(?P<{found[1]}>{ways[found[1]]})", signs)
    matches = {name: re.fullmatch(pattern, name) for name in names}
    return {
        name: {
            dimension: str(codes.get(dimension, {}).get(text, text)) for dimension, text in found.groupdict().items()
        }
        for name, found in matches.items()
        if found and (PERIOD not in dimensions or read_header_period(found[PERIOD]) or is_year_part(found[PERIOD]))
    }


def is_year_part(text: str) -> bool:
    """Whether a header says a part of a year that the row or the table says: 1月, 一季度, 全年; 当月 is none."""
    found = read_parts([_ANY_YEAR, text])
    return found is not None and not found.readings and (found.text != _ANY_YEAR or "年" in text)


def read_header_period(text: str) -> Period | None:
    """The period that a header says, in one line or in two: 2026年 above 1月; None if it is none, or may be two."""
    parts = text.split(HEADER_JOINT.strip())
    found = read_parts([*map(str.strip, parts)]) if len(parts) == 2 else read_period(text)
    return found if found and not found.readings else None
