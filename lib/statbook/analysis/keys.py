"""The places of a key: periods, and words that stand for a period of its series or of the scope."""

from __future__ import annotations

__all__ = ["EARLIER", "MONTH", "PERIOD", "SERIES", "earlier_period", "period_in_series"]

import re

from statbook.store import Observation
from statbook.store.periods import length_of

PERIOD = re.compile(r"^(\d{4}|\.\.)")
"""How the place of a key begins that is a period and not a region."""
SERIES = ("latest", "year_before", "to_date", "to_date_before")
"""The places of a key that its series by month gives."""
EARLIER = ("month_earlier", "year_earlier")
"""The places of a key that lie before the period of the scope."""
MONTH = ("month", 1)


def earlier_period(period: str | None, place: str) -> str | None:
    """The month before *period*, or the same time a year before it; None where there is none."""
    if period is None:
        return None
    if place == "year_earlier":
        return re.sub(r"\b\d{4}\b", lambda year: str(int(year[0]) - 1), period)
    if length_of(period) != MONTH:
        return None
    year, month = map(int, period.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"


def period_in_series(months: list[Observation], place: str) -> str | None:
    """The period that *place* means in a series; None where there is no series."""
    if not months:
        return None
    year, _, month = months[-1].period.partition("-")
    year = str(int(year) - 1) if place.endswith("_before") else year
    # January alone is both the month and the year to date.
    whole = place.startswith("to_date") and month != "01"
    return f"{year}-01/{year}-{month}" if whole else f"{year}-{month}"
