"""What columns of words say in a table that no recipe describes yet: members of a dimension, or names of series."""

from collections.abc import Sequence

from statbook.ingest.readers.grid import normalize_name
from statbook.ingest.series_guess import SeriesGuesser
from statbook.ingest.table_shape import TableShape


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
