"""Years of two digits: 24年, '24, 24年9月. A cell alone may mean another century, a column of them tells."""

import re
from collections.abc import Iterable, Sequence

_SHORT = re.compile(r"['’‘`](\d\d)(?!\d)(.*)|(\d\d)((?:年|q[1-4]).*)", re.DOTALL)
_CENTURIES = re.compile(r"(\d\d)(\d\d)(?:[-/]\S*)? (?!\1)\d\d\2(?:[-/]\S*)?")
"""Two readings, the one in another century."""
_LAST, _FIRST = 39, 70
"""Years to 39 are of this century, those from 70 on of the last one; between them a column does not tell."""


def spell_out(bare: str) -> tuple[str, str] | None:
    """What a normalized text with a year of two digits may mean, the likelier first; None if it has none.

    >>> spell_out("24年9月"), spell_out("'98"), spell_out("2024年")
    (('2024年9月', '1924年9月'), ('1998', '2098'), None)
    """
    found = _SHORT.fullmatch(bare)
    if not found:
        return None
    year, rest = found[1] or found[3], found[4] or found[2] or ""
    ways = (f"20{year}{rest}", f"19{year}{rest}")
    return ways if int(year) < _FIRST else (ways[1], ways[0])


def are_clear(readings: Iterable[Sequence[str]]) -> bool:
    """Whether what the cells of a column may mean are periods of years in a row, and nothing else.

    >>> are_clear([("2023", "1923"), ("2024", "1924")]), are_clear([("2024", "1924")]), are_clear([("2010", "1910"), ("2030", "1930")])
    (True, False, False)
    """
    ways = {tuple(each) for each in readings}
    are_short = all(len(each) == 2 and _CENTURIES.fullmatch(" ".join(each)) for each in ways)
    if len(ways) < 2 or not are_short:
        return False
    years = sorted({int(each[0][:4]) for each in ways})
    return years[-1] - years[0] < len(years) and not any(_LAST < year % 100 < _FIRST for year in years)
