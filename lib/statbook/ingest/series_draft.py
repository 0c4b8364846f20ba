"""The series of a draft: an entry for each, with what its name suggests, and what is left out.

The module is long because a table has its series in columns, in rows, or in both.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from statbook.ingest.label_columns import (
    OPEN,
    are_fractions,
    describe_left_out,
    member_columns,
    quote,
    series_columns,
    sort_columns,
    unknown_members,
)
from statbook.ingest.parsing.cell_units import FRACTION
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import normalize_name
from statbook.ingest.series_guess import KEYS, Guess, SeriesGuesser, clues_in
from statbook.ingest.table_shape import TableShape, row_text

_WHOLES = ("总值", "总额", "总量", "合计", "总计")
"""Rows of the whole, of which the others are parts."""
_ASKED = {OPEN: OPEN}
"""Members that only a person can know, in the form that recipes have."""
_FEW = 3
"""As many series that differ by a member only are one entry with a pattern."""


def describe_series(table: TableShape, labels: Sequence[int], guesser: SeriesGuesser) -> tuple[list[str], list[Guess]]:
    """The recipe from `dimensions` on, and what is guessed of its series; *labels* are the columns of periods."""
    columns = sort_columns(table, labels)
    dimensions = member_columns(table, columns.words, guesser)
    words, numbers = [at for at in columns.words if at not in dimensions], columns.numbers
    lines, apart = [*_describe_dimensions(table, dimensions)], dict[str, str]()
    lines += [f"unit_column: {quote(table.names[at])}" for at in columns.units]
    heads = [quote(row_text(table.grid.frame, line)) for line in table.heads]
    lines += [f"heads: [{', '.join(heads)}]"] if heads else []
    if table.periods:
        words = words[:1] or table.region_columns[:1]
        ends = f"{table.names[table.periods[0]]} to {table.names[table.periods[-1]]}"
        layout = [f"# {len(table.periods)} columns are periods, from {ends}: each row is a series.", "wide: true"]
        more, guesses = _describe_labels(table, words, layout, guesser, columns.units, dimensions)
        numbers = []
    elif (
        words
        and len(numbers) == 1
        and numbers[0] not in table.period_patterns
        and not {"indicator", "members"} & guesser.guess(table.words(numbers[0])).spec.keys()
    ):
        words = series_columns(table, words, [*labels, *table.region_columns, *dimensions])
        layout = ["# Each row is one number of a series.", f"long: {quote(table.names[numbers[0]])}"]
        more, guesses = _describe_labels(table, words, layout, guesser, columns.units, dimensions, numbers)
    elif words and (
        not (labels or (dimensions and not table.body[[*dimensions]].duplicated().any()))
        or guesser.member_dimension(table.body[words[0]].unique())
    ):
        words = words[:1]
        has_unit = bool(columns.units) or table.unit_row is not None
        more, guesses = _describe_crossed(table, words[0], numbers, guesser, has_unit)
    else:
        words, numbers = [], [at for at in numbers if "before" not in clues_in(table.words(at))]
        has_unit = bool(columns.units) or table.unit_row is not None
        guesses = guesser.settle(
            _without_members(_guess(table, at, guesser, _any_member(dimensions)), dimensions.values()) for at in numbers
        )
        names = [table.pattern(at) for at in numbers]
        unit = _title_unit(table, guesser)
        apart = _unknown_members(names, guesses)
        known = [number for number, name in enumerate(names) if name not in apart]
        own, cells = [guesses[number] for number in known], [numbers[number] for number in known]
        names = [names[number] for number in known]
        more = [*_describe_values(table, names, own, unit, has_unit=has_unit, columns=cells)]
    rest = [at for at in columns.others if at not in (*words, *numbers, *dimensions)]
    return [*lines, *more, *describe_left_out(table, rest, apart)], guesses


def _unknown_members(names: Sequence[str], guesses: Sequence[Guess]) -> dict[str, str]:
    """Names of columns of members that nothing knows, beside several that are known, each with its pattern.

    出口:美国 beside 出口:{partner} has the pattern 出口:*.
    """
    patterns = [_pattern(name, guess)[0] for name, guess in zip(names, guesses, strict=True)]
    often = {each: re.sub(r"\{\w+\}", "*", each) for each in patterns if patterns.count(each) >= _FEW}
    often = {each: star for each, star in often.items() if each and "{region}" not in each}
    found = {}
    for name, guess in zip(names, guesses, strict=True):
        like = (star for star in often.values() if re.fullmatch(".+".join(map(re.escape, star.split("*"))), name))
        if guess.unknown and (star := next(like, "")):
            found[name] = star
    return found


def _describe_dimensions(table: TableShape, dimensions: Mapping[int, str]) -> Iterator[str]:
    """The section `dimensions`: the columns that hold members, and the names among them that have no code yet."""
    if not dimensions:
        return
    yield f"# Columns that hold names of members in members.csv: {', '.join(map(column_letters, dimensions))}."
    yield "dimensions:"
    for at, dimension in dimensions.items():
        codes = ", ".join(f"{quote(text)}: {OPEN}" for text in unknown_members(table, at, dimension))
        tail = f", codes: {{{codes}}}" if codes else ""
        yield f"  {dimension}: {{column: {quote(table.names[at])}{tail}}}"


def _guess(
    table: TableShape, at: int, guesser: SeriesGuesser, of_row: Mapping[str, str] = MappingProxyType({})
) -> Guess:
    """What the series in a column may be, by its name and its unit; members *of_row* tell the indicator only."""
    own = str(table.grid.frame.at[table.unit_row, at]).strip() if table.unit_row else ""
    common = guesser.guess_title(table.titles)[0]
    guess = guesser.guess(table.words(at), own or _title_unit(table, guesser), {**of_row, **common})
    return _without_members(guess, of_row.keys() - common.keys())


def _any_member(dimensions: Mapping[int, str]) -> dict[str, str]:
    """Members that a column says, which differ from row to row."""
    return dict.fromkeys(dimensions.values(), "")


def _without_members(guess: Guess, dimensions: Collection[str]) -> Guess:
    """*guess* without the members of *dimensions*, which the row says."""
    members = {key: code for key, code in guess.spec.get("members", {}).items() if key not in dimensions}
    spec = {key: each for key, each in guess.spec.items() if key != "members"}
    return replace(guess, spec=spec | ({"members": members} if members else {}))


def _title_unit(table: TableShape, guesser: SeriesGuesser) -> str:
    """The words for the unit of all amounts: those of a line 单位：亿元 or 单位：亿元、%, else those in a title."""
    parser = table.vocabulary.unit_parser
    stated = parser.stated_units(table.titles)
    if stated:
        amounts = {words: units for words, units in stated.items() if not units or not parser.is_ratio(units[0])}
        return next(iter(amounts)) if len({*amounts.values()}) == 1 else ""
    return guesser.guess_title(table.titles)[1]


def _describe_labels(
    table: TableShape,
    label: list[int],
    layout: list[str],
    guesser: SeriesGuesser,
    units: list[int],
    dimensions: Mapping[int, str],
    long: Sequence[int] = (),
) -> tuple[list[str], list[Guess]]:
    """Series in rows: the columns that name them, the layout, and an entry for each; *long* is the column of all numbers."""
    names = [quote(table.names[at]) for at in label]
    series = f"[{', '.join(names)}]" if len(names) > 1 else "".join(names) or OPEN
    found = [OPEN] if not label else table.labels(label[0]) if len(label) == 1 else table.joined_labels(label)
    common, title_unit = guesser.guess_title(table.titles)
    common |= _any_member(dimensions)
    stated = next(filter(None, (table.vocabulary.unit_parser.unit_words(table.names[at]) for at in long)), "")
    rows = dict(zip(table.body[label[0]], table.body[units[0]], strict=True)) if label and units else {}
    guesses = guesser.settle(
        _without_members(guesser.guess(text, rows.get(text, stated or title_unit), common), dimensions.values())
        for text in found
    )
    has_unit = bool(units) or table.unit_row is not None or any(map(table.kinds.states_unit, table.note_texts))
    unit = stated or _title_unit(table, guesser)
    return [f"series: {series}", *layout, *_describe_values(table, found, guesses, unit, has_unit=has_unit)], guesses


def _describe_crossed(
    table: TableShape, label: int, numbers: list[int], guesser: SeriesGuesser, has_unit: bool
) -> tuple[list[str], list[Guess]]:
    """Rows of several dimensions, with measures in columns."""
    texts = table.labels(label)
    dimension = guesser.member_dimension(texts)
    lines = [
        "# Rows say what a number is of, columns how it is measured.",
        f"series: {quote(table.names[label])}",
        "rows:",
    ]
    rows = {text: guesser.guess(text) for text in texts}
    others = {
        text for text, guess in rows.items()
        if dimension and normalize_name(guess.found.get(dimension, "")) == normalize_name(text)
    }  # fmt: skip
    for text in (text for text in texts if text not in others):
        members = rows[text].spec.get("members", {})
        known = "{}  # the whole" if text in _WHOLES else f"{{members: {_flow(members or _ASKED)}}}"
        lines.append(f"  {quote(text)}: {known}")
    lines += [f'  "{{{dimension}}}": {{}}  # names of members of {dimension}'] if others else []
    of_row: dict[str, str] = next((row.spec.get("members", {}) for row in rows.values() if "members" in row.spec), {})
    guesses = guesser.settle(_guess(table, at, guesser, of_row) for at in numbers)
    names = [table.pattern(at) for at in numbers]
    lines += [*_describe_values(table, names, guesses, _title_unit(table, guesser), has_unit=has_unit, columns=numbers)]
    return lines, [*guesses, *rows.values()]


def _describe_values(
    table: TableShape,
    names: Sequence[str],
    guesses: Sequence[Guess],
    unit: str,
    *,
    has_unit: bool,
    columns: Sequence[int] = (),
) -> Iterator[str]:
    """The section `values`; series that differ by a member only are one entry."""
    yield "values:"
    patterns = [_pattern(name, guess) for name, guess in zip(names, guesses, strict=True)]
    done: set[str] = set()
    for number, (name, guess) in enumerate(zip(names, guesses, strict=True)):
        pattern, dimension = patterns[number]
        alike = [each for each, _ in patterns].count(pattern) if pattern else 0
        is_region = dimension == "region" and "flow" not in guess.found  # which goes nowhere else
        is_pattern = alike >= (1 if is_region else _FEW)
        if is_pattern and pattern in done:
            continue
        done.add(pattern)
        where = (
            f"column {_title(table, columns[number])}, such as {_example(table, columns[number])}"
            if columns
            else "a row"
        )
        spec = dict(guess.spec)
        if is_pattern:
            many = f"{alike} {'columns' if columns else 'rows'}, by the names of members of {dimension}"
            where, name = many if alike > 1 else where, pattern
            members = {key: code for key, code in spec.get("members", {}).items() if key != dimension}
            spec = {key: each for key, each in spec.items() if key != "members"} | (
                {"members": members} if members else {}
            )
        words = (
            [f"its name suggests {', '.join(each for each in guess.clues if each != 'before')}"]
            if set(guess.clues) - {"before"}
            else []
        )
        if unknown := [each for each in guess.unknown if not (is_pattern and each == guess.found.get("region"))]:
            spec["members"] = _ASKED
            words.append(f"nothing says what {', '.join(unknown)} is")
        words += [f"as in {guess.origin}.yaml"] if guess.origin else []
        words += [f"indicator: one of {', '.join(guess.choices)}"] if guess.choices else []
        yield f"  # {where}" + (f": {'; '.join(words)}" if words else "")
        said = table.words(columns[number]) if columns else name
        entry = _entry(table, name, said, spec, None if has_unit else unit)
        if has_unit and columns and not table.unit_row and not table.vocabulary.unit_parser.unit_words(said):
            entry |= {"unit": "%"} if spec.get("measure") in ("growth", "share") else {}  # no unit of levels
        if columns and spec.get("measure") in ("growth", "share") and are_fractions(table.body[columns[number]]):
            entry["unit"] = FRACTION
        yield f"  - {_flow(entry)}"


def _pattern(name: str, guess: Guess) -> tuple[str, str]:
    """The name with a member of a large dimension written {dimension}; empty if there is none."""
    for dimension, words in guess.found.items():
        if normalize_name(name) == words and dimension != "flow":
            return f"{{{dimension}}}", dimension
        at = normalize_name(name).find(words) if words else -1
        if at >= 0 and words in name and dimension != "flow":
            return name.replace(words, f"{{{dimension}}}", 1), dimension
    return "", ""


def _entry(table: TableShape, name: str, said: str, spec: Mapping[str, Any], unit: str | None) -> dict[str, Any]:
    """The fields of an entry, what is not known among them; *unit* is that of all amounts, None if cells tell it.

    *said* is what the header says of a column, whose *name* may be a letter.
    """
    own: dict[str, Any] = {"column": name, "indicator": OPEN} | {key: spec[key] for key in KEYS if key in spec}
    if own.get("measure") == "share":
        own.setdefault("of", OPEN)
    if unit is None:
        return own
    parser = table.vocabulary.unit_parser
    rate = own.get("measure") in ("growth", "share")
    words = parser.unit_words(said) or ("" if rate else unit)
    known = any(each.code in table.vocabulary.units for each in parser.readings(words))
    return own | {"unit": words if known else "%" if rate and not words else OPEN}


def _flow(value: Any) -> str:
    """A value in YAML on one line; names of columns and units in quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(
            f"{key}: {quote(each) if key in ('column', 'unit') and each != OPEN else _flow(each)}" for key, each in value.items()
        ) + "}"  # fmt: skip
    return str(value)


def _title(table: TableShape, at: int) -> str:
    """The letter of a column, and what the header says of it where that is not its name in the recipe."""
    return column_letters(at) + (f" ({table.said[at]})" if at in table.said else "")


def _example(table: TableShape, at: int) -> str:
    return next((text for text in table.body[at] if table.is_number(text)), "nothing")
