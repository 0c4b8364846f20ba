"""What columns are in a table that no recipe describes yet: numbers, units, members of a dimension, names of series."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from statbook.ingest.parsing.unit_parser import is_unit_label
from statbook.ingest.readers.grid import normalize_name
from statbook.ingest.series_guess import SeriesGuesser
from statbook.ingest.table_shape import MOSTLY, TableShape
from statbook.store.printed_number import parse_cell

OPEN = "FILL_IN"
"""Marks what only a person can know."""
_NUMBERING = ("序号", "编号", "排序", "no.", "no", "#")
"""Names of columns that number the rows."""
_RANKS = ("位次", "排名", "名次", "rank")
"""How names of columns end that rank the rows."""


def quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Columns(NamedTuple):
    """The columns that are no labels of periods and regions.

    units   the column of units, if there is one
    words   columns of words
    numbers  columns of numbers
    others  all but that of units
    """

    units: list[int]
    words: list[int]
    numbers: list[int]
    others: list[int]


def sort_columns(table: TableShape, labels: Sequence[int]) -> Columns:
    """The columns besides those of periods (*labels*) and regions, by what they hold."""
    rest = [at for at in table.names if at not in (*table.periods, *labels, *table.region_columns)]
    patterns = [table.pattern(at) for at in rest]
    rest = [at for number, at in enumerate(rest) if patterns[number] not in patterns[:number]]
    later = [at for at in rest if _is_numbering(table, at) or _is_rank(table, at)]
    numbers = [at for at in rest if at not in later and table.share(at, table.is_number) > 1 - MOSTLY]
    words = [at for at in rest if at not in (*numbers, *later) and table.share(at, bool)]
    units = [
        at for at in table.columns(table.kinds.is_unit, words) if is_unit_label(table.names[at]) or len(words) > 1
    ][:1]
    return Columns(units, [at for at in words if at not in units], numbers, [at for at in rest if at not in units])


def _is_numbering(table: TableShape, at: int) -> bool:
    return normalize_name(table.names[at]).casefold() in _NUMBERING


def _is_rank(table: TableShape, at: int) -> bool:
    return normalize_name(table.words(at)).casefold().endswith(_RANKS)


def left_out_because(table: TableShape, at: int) -> str:
    """Why a column does not enter, if that is plain; empty if it is not."""
    if not table.share(at, lambda text: True):
        return "It has no numbers."
    if _is_numbering(table, at):
        return "It numbers the rows."
    return "It ranks the rows." if _is_rank(table, at) else ""


def member_columns(table: TableShape, words: Sequence[int], guesser: SeriesGuesser) -> dict[int, str]:
    """Those of the columns *words* that hold members, with their dimensions; none if there is one column only.

    A column holds members if no cell is empty, most of its names are known, and no other name says what is measured.
    """
    found: dict[int, str] = {}
    for at in words if len(words) > 1 else ():
        texts = table.labels(at)
        dimension = guesser.member_dimension(texts)
        codes = table.vocabulary.codes_by_name(dimension) if dimension else {}
        others = [guesser.guess(text) for text in texts if normalize_name(text) not in codes]
        is_full = all(str(text).strip() for text in table.body[at]) and 2 * len(others) < len(texts)
        if (
            not is_full
            or dimension in ("", "region", *found.values())
            or any(each.spec or each.clues for each in others)
        ):
            continue
        found[at] = dimension
    return found


def unknown_members(table: TableShape, at: int, dimension: str) -> list[str]:
    """The names in a column that are no members of *dimension* yet."""
    codes = table.vocabulary.codes_by_name(dimension)
    return [text for text in table.labels(at) if normalize_name(text) not in codes]


def series_columns(table: TableShape, words: Sequence[int], others: Sequence[int]) -> list[int]:
    """The first of the columns *words*, and the next ones as long as they tell rows apart that are alike in *others*."""
    chosen = [*words[:1]]
    for at in words[1:]:
        before, after = (int(table.body[[*others, *each]].duplicated().sum()) for each in (chosen, [*chosen, at]))
        if after < before:
            chosen.append(at)
    return chosen


def are_fractions(cells: Iterable[str]) -> bool:
    """Whether the rates of a column look like fractions: 0.031 for 3.1 percent."""
    numbers = [text.strip() for text in cells if parse_cell(text)]
    return len(numbers) > 1 and all(re.fullmatch(r"[+\-−]?0?\.\d{3,}", text) for text in numbers)


def describe_left_out(table: TableShape, columns: Sequence[int], apart: Mapping[str, str]) -> Iterator[str]:
    """The section `leave_out`: *columns* that are no series, and the patterns of those set *apart*."""
    if columns or apart:
        yield "leave_out:  # no numbers of their own, or changes from one month to the next; give the reason"
    for at in columns:
        reason = left_out_because(table, at) or OPEN
        yield f"  {quote(table.names[at])}: {reason}"
    for star in dict.fromkeys(apart.values()):
        few = [name for name, other in apart.items() if other == star]
        yield f"  # {len(few)} columns of members that nothing knows, such as {few[0]}; or give them codes: {{NAME: CODE}}"
        yield f"  {quote(star)}: {OPEN}"
