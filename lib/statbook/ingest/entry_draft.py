"""Write the entries of a recipe that nobody has written yet, each with what it is guessed from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from statbook.ingest.label_columns import OPEN, are_fractions, quote
from statbook.ingest.parsing.cell_units import FRACTION
from statbook.ingest.parsing.period_timing import is_months_to_date
from statbook.ingest.parsing.row_labels import find_periods
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import normalize_name
from statbook.ingest.series_guess import KEYS, Guess
from statbook.ingest.series_words import relative_period, unit_in
from statbook.ingest.table_shape import TableShape

ASKED = {OPEN: OPEN}
"""Members that only a person can know, in the form that recipes have."""
FEW = 3
"""As many series that differ by a member only are one entry with a pattern."""


def describe_values(
    table: TableShape,
    names: Sequence[str],
    guesses: Sequence[Guess],
    unit: str,
    *,
    has_unit: bool,
    columns: Sequence[int] = (),
    known: Collection[str] = (),
) -> Iterator[str]:
    """The section `values`; series that differ by a member only are one entry. Fields *known* from rows are not asked."""
    yield "values:"
    parser = table.vocabulary.unit_parser
    patterns = [member_pattern(name, guess) for name, guess in zip(names, guesses, strict=True)]
    done: set[str] = set()
    for number, (name, guess) in enumerate(zip(names, guesses, strict=True)):
        pattern, dimension = patterns[number]
        alike = [each for each, _ in patterns].count(pattern) if pattern else 0
        is_region = dimension == "region" and "flow" not in guess.found  # which goes nowhere else
        is_pattern = alike >= (1 if is_region else FEW)
        if is_pattern and pattern in done:
            continue
        done.add(pattern)
        where = (
            f"column {_title(table, columns[number])}, such as {_example(table, columns[number])}"
            if columns
            else "a row"
        )
        when = relative_period(table.words(columns[number]) if columns else name)
        is_own = when == "last_month" and (
            table.period_columns or table.periods or "{period}" in name or "timing" in guess.spec
        )
        spec = guess.spec | ({"when": when} if when and not is_own else {})
        spec = spec | ({"timing": "at", "when": "last_month"} if _is_at_end(table, spec) else {})
        if is_pattern:
            many = f"{alike} {'columns' if columns else 'rows'}, by the names of members of {dimension}"
            where, name = many if alike > 1 else where, pattern
            members = {key: code for key, code in spec.get("members", {}).items() if key != dimension}
            spec = {key: each for key, each in spec.items() if key != "members"} | (
                {"members": members} if members else {}
            )
        told = [each for each in guess.clues if each not in ("before", "whole", "of which")]
        words = [f"its name suggests {', '.join(told)}"] if told else []
        if unknown := [each for each in guess.unknown if not (is_pattern and each == guess.found.get("region"))]:
            spec["members"] = ASKED
            words.append(f"nothing says what {', '.join(unknown)} is")
        words += [f"as in {guess.origin}.yaml"] if guess.origin else []
        words += [f"indicator: one of {', '.join(guess.choices)}"] if guess.choices and "indicator" not in known else []
        said = table.words(columns[number]) if columns else name
        own_unit = str(table.grid.frame.at[table.unit_row, columns[number]]) if table.unit_row and columns else ""
        index = unit_in(said, parser) or own_unit or unit
        if any(map(parser.is_index, parser.readings(index))):
            words = [f"an index of its own, no growth: define it, and a unit {index} with the quantity index"]
        yield f"  # {where}" + (f": {'; '.join(words)}" if words else "")
        entry = write_entry(table, name, said, spec, None if has_unit else unit)
        if has_unit and columns and not table.unit_row and not unit_in(said, parser):
            entry |= {"unit": "%"} if spec.get("measure") in ("growth", "share") else {}  # no unit of levels
        if columns and spec.get("measure") in ("growth", "share") and are_fractions(table.body[columns[number]]):
            entry["unit"] = FRACTION
        yield f"  - {write_flow({key: each for key, each in entry.items() if key not in known})}"


def member_pattern(name: str, guess: Guess) -> tuple[str, str]:
    """The name with a member of a large dimension written {dimension}; empty if there is none."""
    for dimension, words in guess.found.items():
        if normalize_name(name) == words and dimension != "flow":
            return f"{{{dimension}}}", dimension
        at = normalize_name(name).find(words) if words else -1
        if at >= 0 and words in name and dimension != "flow":
            return name.replace(words, f"{{{dimension}}}", 1), dimension
    return "", ""


def write_entry(table: TableShape, name: str, said: str, spec: Mapping[str, Any], unit: str | None) -> dict[str, Any]:
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
    words = unit_in(said, parser)
    words = ("" if parser.is_amount(words) else words) if rate else words or unit
    known = any(each.code in table.vocabulary.units or parser.is_index(each) for each in parser.readings(words))
    return own | {"unit": words if known else "%" if rate and not words else OPEN}


def write_flow(value: Any) -> str:
    """A value in YAML on one line; names of columns and units in quotes."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(
            f"{key}: {quote(each) if key in ('column', 'unit') and each != OPEN else write_flow(each)}" for key, each in value.items()
        ) + "}"  # fmt: skip
    return str(value)


def _is_at_end(table: TableShape, spec: Mapping[str, Any]) -> bool:
    """Whether a stock is that at the end of the months that the title says: 2025年1-9月."""
    row = table.vocabulary.indicators.get(spec.get("indicator", ""), {})
    if row.get("kind") != "stock" or "when" in spec or table.periods or table.period_columns:
        return False
    return any(is_months_to_date(period.text) for title in table.titles for period in find_periods(title))


def _title(table: TableShape, at: int) -> str:
    """The letter of a column, and what the header says of it where that is not its name in the recipe."""
    return column_letters(at) + (f" ({table.said[at]})" if at in table.said else "")


def _example(table: TableShape, at: int) -> str:
    return next((text for text in table.body[at] if table.is_number(text)), "nothing")
