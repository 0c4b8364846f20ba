"""Keys that name a quantity: their parts, and qualifiers that stand for a period.

    indicator[.member ...][.measure or derivation][@qualifier ...]
    breakdown.rest[.member ...][.derivation][@qualifier ...]    what the categories of a breakdown leave over
    formula[@qualifier ...]                                     a key of identities.yaml

A qualifier is a region, a period, or one of these words. Of a monthly series:

    @latest            its newest month
    @year_before       the same month a year before that
    @to_date           from January to its newest month
    @to_date_before    the same a year before

Relative to the period of the scope:

    @month_earlier     the month before it
    @year_earlier      the same time a year before it

Derivations of a level: `base` (the level of the base period: as printed, or implied by growth or difference), `change`,
`growth` (computed where only the difference is printed), `points` (contribution to the growth of the whole), `part` and
`base_part` (share of the whole, now and in the base period).
"""

import re
from dataclasses import dataclass

from statbook.store import MEASURES, Observation
from statbook.store.periods import length_of

DERIVED = ("base", "change", "points", "part", "base_part")
PERIOD = re.compile(r"^(\d{4}|\.\.)")
"""How a qualifier begins that is a period and not a region."""
SERIES = ("latest", "year_before", "to_date", "to_date_before")
"""Qualifiers for a period of the key's monthly series."""
EARLIER = ("month_earlier", "year_earlier")
"""Qualifiers for a period before that of the scope."""
MONTH = ("month", 1)


@dataclass(frozen=True)
class Key:
    """A key taken apart. `Key("trade.export.growth@China")` has the indicator trade, the code export, the measure growth.

    >>> key = Key("trade.export.growth@China")
    >>> key.indicator, key.codes, key.measure, key.qualifiers
    ('trade', ['export'], 'growth', ['China'])
    """

    text: str

    @property
    def name(self) -> str:
        """The key without its qualifiers."""
        return self.text.split("@")[0]

    @property
    def qualifiers(self) -> list[str]:
        return self.text.split("@")[1:]

    @property
    def indicator(self) -> str:
        return self.name.split(".")[0]

    @property
    def measure(self) -> str:
        """The measure or derivation that the key ends in; level if it names none."""
        *others, last = self.name.split(".")
        return last if others and last in (*MEASURES, *DERIVED) else "level"

    @property
    def codes(self) -> list[str]:
        """The codes of members, sorted."""
        _, *rest = self.name.split(".")
        return sorted(rest[:-1] if rest and rest[-1] == self.measure else rest)

    @property
    def has_series_qualifier(self) -> bool:
        """Whether a qualifier depends on a series or on the period of the scope."""
        return any(each in (*SERIES, *EARLIER) for each in self.qualifiers)

    @property
    def region(self) -> str | None:
        """The first qualifier that is neither a period nor a word for one."""
        named = (each for each in self.qualifiers if each not in (*SERIES, *EARLIER) and not PERIOD.match(each))
        return next(named, None)


def earlier_period(period: str | None, qualifier: str) -> str | None:
    """The month before *period*, or the same time a year before it; None where there is none."""
    if period is None:
        return None
    if qualifier == "year_earlier":
        return re.sub(r"\b\d{4}\b", lambda year: str(int(year[0]) - 1), period)
    if length_of(period) != MONTH:
        return None
    year, month = map(int, period.split("-"))
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"


def period_in_series(months: list[Observation], qualifier: str) -> str | None:
    """The period that *qualifier* means in a series; None where there is no series."""
    if not months:
        return None
    year, _, month = months[-1].period.partition("-")
    year = str(int(year) - 1) if qualifier.endswith("_before") else year
    # January alone is both the month and the year to date.
    whole = qualifier.startswith("to_date") and month != "01"
    return f"{year}-01/{year}-{month}" if whole else f"{year}-{month}"
