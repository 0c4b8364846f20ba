"""Periods of the data (EDTF) as SDMX writes them: 2025, 2025-01, 2025-Q1, 2025-01-01/P10M."""

from datetime import date
from typing import NamedTuple

from statbook.store.periods import UNKNOWN, bounds_of, last_day, length_of

_QUARTERS = {"01": "Q1", "04": "Q2", "07": "Q3", "10": "Q4"}
_HALVES = {"01": "S1", "07": "S2"}


class SdmxPeriod(NamedTuple):
    """A period in SDMX.

    time     as TIME_PERIOD; of a period with one end that is not printed, the other end
    missing  the end that is not printed: start, end, or empty
    """

    time: str
    missing: str = ""


def sdmx_period(period: str) -> SdmxPeriod | None:
    """*period* in SDMX; None if it has no date at all.

    Three months that are a quarter are written as one, and six that are a half; whether they are cumulated is another
    column (TIMING). Any other interval is its first day with its length.

    >>> [sdmx_period(each).time for each in ("2025", "2025-01", "2025-01/2025-03", "2025-01/2025-10", "2021/2025")]
    ['2025', '2025-01', '2025-Q1', '2025-01-01/P10M', '2021-01-01/P5Y']
    >>> sdmx_period("../2024-03-18")
    SdmxPeriod(time='2024-03-18', missing='start')
    """
    start, slash, end = period.partition("/")
    if start in UNKNOWN or (slash and end in UNKNOWN):
        time = next((each for each in (start, end) if each not in UNKNOWN), None)
        return SdmxPeriod(time, "start" if start in UNKNOWN else "end") if time else None
    return SdmxPeriod(_interval(start, end) if slash else period)


def _interval(start: str, end: str) -> str:
    first, length = bounds_of(start)[0], length_of(f"{start}/{end}")
    if length is None:  # a month to a day
        days = date.fromisoformat(last_day(end)) - date.fromisoformat(first)
        return f"{first}/P{days.days + 1}D"
    kind, count = length
    if kind == "day":
        return f"{first}/P{count}D"
    if "-" not in start + end:
        return f"{first}/P{count // 12}Y"
    named = {3: _QUARTERS, 6: _HALVES}.get(count, {}).get(first[5:7]) if start.count("-") == 1 else None
    return f"{first[:4]}-{named}" if named else f"{first}/P{count}M"
