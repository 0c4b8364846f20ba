"""Find the periods, and the parts of a year, that names of columns say beside what they are of."""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from statbook.ingest.header_lines import put_placeholder
from statbook.ingest.parsing.period_timing import year_of
from statbook.ingest.parsing.recipe_expansion import HEADER_JOINT, is_year_part
from statbook.ingest.parsing.row_labels import find_periods
from statbook.ingest.parsing.table_layout import header_period
from statbook.ingest.series_words import PART_IN_NAME, PERIOD_IN_NAME

_FEW = 4
"""As many columns whose names are numbers from 1 on are months or quarters."""


def periods_in_names(names: Mapping[int, str], is_period: Callable[[str], bool]) -> dict[int, str]:
    """Column to the words in its name that are a period, beside others: 2026年1-9月 / 出口, 2026年 / 1-9月 / 出口."""
    found: dict[int, str] = {}
    for at, name in names.items():
        parts = name.split(HEADER_JOINT)
        texts = [*map("".join, pairwise(parts)), *parts] if len(parts) > 1 else []
        if text := next(filter(is_period, texts), ""):
            found[at] = text
    return found


def period_patterns(names: Mapping[int, str], found: Mapping[int, str]) -> dict[int, str]:
    """Column to its name with {period} for the period in it, where names say several; *found* are those of whole lines."""
    lone = {at: inside[0] for at, name in names.items() if (inside := PERIOD_IN_NAME.search(name))}
    texts = {at: text for at, text in (lone | {**found}).items() if text != names[at]}
    is_several = len({*texts.values()}) > 1
    return {at: put_placeholder(names[at], text) for at, text in texts.items()} if is_several else {}


def part_patterns(names: Mapping[int, str]) -> dict[int, str]:
    """Column to its name with {period} for the part of a year in it: 1月, 出口 / 一季度, 1-9月出口."""
    numbers = [name for name in names.values() if re.fullmatch(r"\d\d?", name)]
    months = {*numbers} if numbers == [*map(str, range(1, len(numbers) + 1))] and len(numbers) >= _FEW else set()
    found = {}
    for at, name in names.items():
        lines = [text for text in name.split(HEADER_JOINT) if text in months or not text.isdigit()]
        inside = PART_IN_NAME.search(name)
        texts = [*lines, *([inside[0]] if inside else [])]
        if text := next(filter(_is_part, texts), ""):
            found[at] = put_placeholder(name, text)
    return found


def _is_part(text: str) -> bool:
    return is_year_part(text) and header_period(text) is None


def title_year(titles: Iterable[str]) -> str:
    """The year of the only period that titles say; empty if there is none, or it is of several years."""
    found = {period.text for text in titles for period in find_periods(text)}
    return year_of(*found) if len(found) == 1 else ""
