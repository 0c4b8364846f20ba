"""Names of members and written periods in a table that has the layout of a theme, as the codes that data/ uses."""

from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.period_parser import explain_readings, read_period
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name, quote_cell, suggest
from statbook.store.periods import UNDATED, is_period

_PERIODS = ("period", "base_period")
_SHOWN = 5
"""Different cells that a note names."""


def read_names(
    rows: pd.DataFrame, columns: Mapping[str, int], theme: str, vocabulary: Vocabulary
) -> tuple[pd.DataFrame, list[Fault], list[str]]:
    """*rows* with codes for names of members, and EDTF for written periods; what is neither; and what was replaced.

    *columns* are the columns of the file; only cells that stand there are read.
    """
    faults: list[Fault] = []
    notes: list[str] = []
    rows = rows.copy()
    for name in ("region", *vocabulary.dimensions(theme)):
        codes = {normalize_name(form): code for form, code in vocabulary.codes_by_name(name).items()}
        known = {*vocabulary.codes(name)}
        if name in columns:
            read = {
                text: text if text in known else codes.get(normalize_name(text), "") for text in rows[name].unique()
            }
            faults += _unknown_members(rows[rows[name].map(read) == ""], name, columns[name], codes)
            notes += _replace(rows, name, read)
    if "of" in columns:
        wholes = {text: _read_whole(text, theme, vocabulary) for text in rows["of"].unique()}
        notes += _replace(rows, "of", wholes)
    for name in _PERIODS:
        if name in columns:
            read = {text: _read(text) for text in rows[name].unique()}
            faults += _unread_periods(rows, name, columns[name])
            notes += _replace(rows, name, read)
    return rows, faults, notes


def _read(text: str) -> str:
    """The period in EDTF; empty if it cannot be read for sure."""
    if text in ("", UNDATED) or is_period(text):
        return text
    found = read_period(text)
    return found.text if found and not found.readings else ""


def _read_whole(text: str, theme: str, vocabulary: Vocabulary) -> str:
    """`partner=东盟` with the code of the member; empty if it has none."""
    dimension, _, name = text.partition("=")
    if dimension not in ("region", *vocabulary.dimensions(theme)) or name in vocabulary.codes(dimension):
        return text
    code = vocabulary.codes_by_name(dimension).get(normalize_name(name), "")
    return f"{dimension}={code}" if code else ""


def _replace(rows: pd.DataFrame, name: str, read: Mapping[str, str]) -> Iterator[str]:
    """A note on the texts of a column that become codes."""
    changed = {text: code for text, code in read.items() if code not in ("", text)}
    if not changed:
        return
    rows[name] = rows[name].map(lambda text: changed.get(text, text))
    words = [f"{text} as {code}" for text, code in changed.items()]
    more = f", and {len(words) - _SHOWN:,} more" if len(words) > _SHOWN else ""
    yield f"{name}: read {', '.join(words[:_SHOWN])}{more}"


def _unknown_members(rows: pd.DataFrame, name: str, at: int, codes: Mapping[str, str]) -> Iterator[Fault]:
    expected = f"a code or a name of members.csv with dimension {name}"
    for place, text in zip(rows["where"], rows[name], strict=True):
        near = suggest(normalize_name(text), codes) if text else "Write its code."
        fix = (
            near
            or _list_codes(each for each in codes.values() if (name, each) != ("region", "all"))
            or f"Add it to members.csv, with dimension {name}."
        )
        yield Fault(f"{place._replace(column=at)} ({name})", quote_cell(text), expected, fix)


def _list_codes(codes: Iterable[str]) -> str:
    """The codes of a dimension that has few."""
    different = list(dict.fromkeys(codes))
    return f"Write one of {', '.join(different)}, or add it to members.csv." if len(different) <= 12 else ""


def _unread_periods(rows: pd.DataFrame, name: str, at: int) -> Iterator[Fault]:
    """Cells that are no periods, or several, or whose words say another timing than the row."""
    for place, text, timing in zip(rows["where"], rows[name], rows["timing"], strict=True):
        if text in ("", UNDATED) or is_period(text):
            continue
        where, found = f"{place._replace(column=at)} ({name})", read_period(text)
        if found is None:
            yield Fault(
                where,
                quote_cell(text),
                "a period that the calendar has",
                "Write it as 2026-01, 2026-01/2026-10 or 2026年1-10月.",
            )
        elif found.readings:
            yield Fault(where, quote_cell(text), "one period", explain_readings(found, has_recipe=False))
        elif name == "period" and found.said and timing and found.timing != timing:
            fix = f"Write timing {found.timing}, or the period as {found.text}."
            yield Fault(where, f"{quote_cell(text)} with timing {timing}", f"timing {found.timing}, as it says", fix)
