"""A monthly series, and what it says in words without a chart."""

from dataclasses import dataclass

from statbook.analysis import Quantity
from statbook.charts.labels import words


@dataclass(frozen=True)
class Series:
    """The printed numbers of one name for single months, in their order.

    to_date   those from January to a month
    replaced  earlier numbers that a revision has replaced
    asked     the period that the chapter speaks of; it may lie outside the series
    broken    why its first month is a beginning: words for a new definition
    """

    name: str
    months: tuple[Quantity, ...]
    to_date: tuple[Quantity, ...] = ()
    replaced: tuple[Quantity, ...] = ()
    asked: str = ""
    broken: str = ""


def months_below_zero(series: Series, lang: str) -> str:
    """In how many of its months a series lies below zero: 5 of 223 months."""
    below = sum(quantity.value < 0 for quantity in series.months)
    return str(words("series", lang)["some"]).format(count=below, months=len(series.months))


def rank_by_month(series: Series, lang: str) -> str:
    """How many earlier years had more in the month that the chapter speaks of; empty where there is none to compare."""
    values = {quantity.period: quantity.value for quantity in series.months}
    same = [period for period in values if period[5:] == series.asked[5:]]
    earlier = sorted(period for period in same if period < series.asked)
    if series.asked not in values or not earlier:
        return ""
    say, more = words("series", lang), sum(values[period] > values[series.asked] for period in earlier)
    return str(say["record"]).format(count=len(earlier), first=earlier[0][:4], more=more or say["nothing"])
