"""The series of a draft: an entry for each, with what its name suggests, and what is left out.

The module is long because a table has its series in columns, in rows, or in both.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from statbook.ingest.entry_draft import ASKED, FEW, describe_values, member_pattern, write_flow
from statbook.ingest.label_columns import (
    OPEN,
    describe_left_out,
    member_columns,
    quote,
    series_columns,
    sort_columns,
    unknown_members,
)
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import normalize_name, plain_name
from statbook.ingest.series_guess import Guess, SeriesGuesser
from statbook.ingest.series_words import clues_in, is_whole, unit_in
from statbook.ingest.table_shape import TableShape, row_text


def describe_series(table: TableShape, labels: Sequence[int], guesser: SeriesGuesser) -> tuple[list[str], list[Guess]]:
    """The recipe from `dimensions` on, and what is guessed of its series; *labels* are the columns of periods."""
    columns = sort_columns(table, labels)
    dimensions = member_columns(table, columns.words, guesser)
    words, numbers = [at for at in columns.words if at not in dimensions], columns.numbers
    lines, apart = [*_describe_dimensions(table, dimensions)], dict[str, str]()
    lines += [f"unit_column: {quote(table.names[at])}" for at in columns.units]
    heads = [quote(row_text(table.grid.frame, line)) for line in table.heads]
    heads += [quote(name) for name in table.row_heads(words[0])] if words else []
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
        or table.period_patterns
    ):
        words, numbers = words[:1], [at for at in numbers if "before" not in clues_in(table.words(at))]
        more, guesses = _describe_crossed(table, words[0], numbers, guesser, columns.units)
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
        more = [*describe_values(table, names, own, unit, has_unit=has_unit, columns=cells)]
    rest = [at for at in columns.others if at not in (*words, *numbers, *dimensions)]
    return [*lines, *more, *describe_left_out(table, rest, apart)], guesses


def _unknown_members(names: Sequence[str], guesses: Sequence[Guess]) -> dict[str, str]:
    """Names of columns of members that nothing knows, beside several that are known, each with its pattern.

    出口:美国 beside 出口:{partner} has the pattern 出口:*.
    """
    patterns = [member_pattern(name, guess)[0] for name, guess in zip(names, guesses, strict=True)]
    often = {each: re.sub(r"\{\w+\}", "*", each) for each in patterns if patterns.count(each) >= FEW}
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
    table: TableShape,
    at: int,
    guesser: SeriesGuesser,
    of_row: Mapping[str, str] = MappingProxyType({}),
    unit_of_rows: str = "",
) -> Guess:
    """What the series in a column may be, by its name and its unit; members and unit of rows tell the indicator only."""
    own = str(table.grid.frame.at[table.unit_row, at]).strip() if table.unit_row else ""
    common = guesser.guess_title(table.titles)[0]
    name = table.pattern(at).replace("{period}", "") if at in table.period_patterns else table.words(at)
    unit = own or unit_of_rows or _title_unit(table, guesser)
    guess = guesser.guess(name, unit, {**of_row, **common})
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
        amounts = {
            words: units
            for words, units in stated.items()
            if not units or not parser.is_ratio(units[0]) or parser.is_index(units[0])
        }
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
    return [f"series: {series}", *layout, *describe_values(table, found, guesses, unit, has_unit=has_unit)], guesses


def _describe_crossed(
    table: TableShape, label: int, numbers: list[int], guesser: SeriesGuesser, unit_columns: list[int]
) -> tuple[list[str], list[Guess]]:
    """Rows of several dimensions or indicators, with measures in columns."""
    texts, parser = table.labels(label), table.vocabulary.unit_parser
    beside = dict(zip(table.body[label], table.body[unit_columns[0]], strict=True)) if unit_columns else {}
    rows = dict(zip(texts, guesser.settle(guesser.guess(text, beside.get(text, "")) for text in texts), strict=True))
    units = {text: unit_in(text, parser) for text in texts}
    unit = next(iter(units.values())) if len({*units.values()}) == 1 else ""
    of_row: dict[str, str] = next((row.spec.get("members", {}) for row in rows.values() if "members" in row.spec), {})
    guesses = guesser.settle(_guess(table, at, guesser, of_row, unit) for at in numbers)
    indicators = [row.spec["indicator"] for row in rows.values() if "indicator" in row.spec]
    guesses = guesser.choose({*indicators}, guesses)
    is_open = not any("indicator" in each.spec or each.choices for each in guesses)
    known = ["indicator"] if len({*indicators}) > 1 or (is_open and len(indicators) == len(rows)) else []
    lines = ["# Rows say what a number is of, columns how it is measured.", f"series: {quote(table.names[label])}"]
    lines += ["rows:", *_describe_rows(rows, {} if unit else units, guesser, has_indicators=bool(known))]
    has_unit = bool(unit_columns or table.unit_row or (not unit and all(units.values())))
    names, unit = [table.pattern(at) for at in numbers], unit or _title_unit(table, guesser)
    lines += describe_values(table, names, guesses, unit, has_unit=has_unit, columns=numbers, known=known)
    return lines, [*guesses, *rows.values()]


def _describe_rows(
    rows: Mapping[str, Guess], units: Mapping[str, str], guesser: SeriesGuesser, *, has_indicators: bool
) -> Iterator[str]:
    """The section `rows`, with the *units* that are not those of all; members of a dimension are one entry."""
    dimension = "" if has_indicators else guesser.member_dimension(rows)
    others = {
        text for text, guess in rows.items()
        if dimension and normalize_name(guess.found.get(dimension, "")) == plain_name(text)
    }  # fmt: skip
    for text in (text for text in rows if text not in others):
        own = {key: each for key, each in rows[text].spec.items() if key != "indicator" or has_indicators}
        own |= {"unit": units[text]} if units.get(text) else {}
        known = write_flow(own if own.keys() - {"unit"} or is_whole(text) else {"members": ASKED, **own})
        yield f"  {quote(text)}: {known}" + ("  # the whole" if known == "{}" else "")
    if others:
        yield f'  "{{{dimension}}}": {{}}  # names of members of {dimension}'
