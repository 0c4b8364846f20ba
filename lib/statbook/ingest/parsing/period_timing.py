"""What the timing of a number makes of its period: months to date, the point at its end, the period compared with."""

import re

from statbook.store.periods import UNDATED

_MONTH_SPAN = re.compile(r"(\d{4})-(\d\d)/\1-(\d\d)")


def months_to_date(period: str) -> str | None:
    """The months of a year up to the end of *period*: a month, a quarter, the year. January stays a month.

    None if it does not end with a month, or neither begins with January nor is a quarter.

    >>> months_to_date("2024-03"), months_to_date("2024-04/2024-06"), months_to_date("2024"), months_to_date("2024-02/2024-03")
    ('2024-01/2024-03', '2024-01/2024-06', '2024-01/2024-12', None)
    """
    if re.fullmatch(r"\d{4}", period):
        return f"{period}-01/{period}-12"
    if re.fullmatch(r"\d{4}-01(/\d{4}-\d\d)?", period):
        return period
    if re.fullmatch(r"\d{4}-\d\d", period):
        return f"{period[:4]}-01/{period}"
    return f"{period[:4]}-01/{period[8:]}" if _is_regular(period, 3) else None


def is_months_to_date(period: str) -> bool:
    """Whether *period* is a span of months of one year that begins in January."""
    return bool(re.fullmatch(r"(\d{4})-01/\1-\d\d", period))


def end_of(period: str) -> str:
    """The month at whose end a quarter or a half of a year ends; of other periods themselves.

    >>> end_of("2024-04/2024-06"), end_of("2024"), end_of("2024-01/2024-05")
    ('2024-06', '2024', '2024-01/2024-05')
    """
    return period[8:] if _is_regular(period, 3) or _is_regular(period, 6) else period


def _is_regular(period: str, length: int) -> bool:
    """Whether *period* is one of the equal parts of a year that have *length* months."""
    found = _MONTH_SPAN.fullmatch(period)
    if not found:
        return False
    first, last = int(found[2]), int(found[3])
    return last % length == 0 and last - first == length - 1


def year_of(period: str) -> str:
    """The year in which all of *period* lies; empty if there is none.

    >>> year_of("2024-01/2024-09"), year_of("2023-11/2024-02")
    ('2024', '')
    """
    found = re.fullmatch(r"(\d{4})(?:-[\d-]+)?(?:/\1-[\d-]+)?", period)
    return found[1] if found else ""


def move_period(period: str, when: str) -> str:
    """The period that a column means, seen from the *period* of its row or table; empty if that ends with no month.

    A year says no last month: with columns 当月 beside 1-9月, 2025 is what the table is about.

    >>> [move_period("2025-01/2025-09", when) for when in ("last_month", "month_before", "year_before", "year_end_before")]
    ['2025-09', '2025-08', '2024-01/2024-09', '2024-12']
    """
    if when == "year_before":
        return base_period(period, when) or ""
    span = months_to_date(period) or period
    last = span.split("/")[-1]
    if not re.fullmatch(r"\d{4}-\d\d", last):
        return ""
    if when == "year_end_before":
        return f"{int(last[:4]) - 1}-12"
    if re.fullmatch(r"\d{4}", period):
        return ""
    return last if when == "last_month" else base_period(last, "period_before") or ""


def base_period(period: str, base: str) -> str | None:
    """The period that *period* is compared with: a year earlier, or the preceding one. None if that is unknown."""
    if base == "unknown":
        return UNDATED
    if base == "year_before":
        moved = re.sub(r"(?<!\d)\d{4}(?=-|/|$)", lambda year: f"{int(year[0]) - 1}", period)
        return re.sub(r"-02-29", "-02-28", moved)
    if re.fullmatch(r"\d{4}", period):
        return str(int(period) - 1)
    if re.fullmatch(r"\d{4}-\d\d", period):
        year, month = (int(part) for part in period.split("-"))
        return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02}"
    return None
