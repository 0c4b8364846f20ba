from __future__ import annotations

from datetime import date

import pytest

from statbook.reading.language import PeriodWords
from statbook.reading.periods import NO_PERIOD, Period, previous, resolve, year_earlier
from statbook.reading.proposal import UNKNOWN

DAY = date(2031, 6, 9)
MONTHS = Period("2031-01/2031-05", "to_date")
END = Period("2031-05", "at")


@pytest.mark.parametrize(
    ("words", "text", "timing"),
    [
        (PeriodWords("months", relative=0, first=1, last=5), "2031-01/2031-05", "to_date"),
        (PeriodWords("months", first=5, last=5), "2031-05", "over"),
        (PeriodWords("months", first=12, last=12), "2030-12", "over"),
        (PeriodWords("months", first=4, last=6), "2031-04/2031-06", "over"),
        (PeriodWords("months", first=5, last=5, timing="at"), "2031-05", "at"),
        (PeriodWords("months", relative=-1), "2030", "over"),
        (PeriodWords("months", year=2035, timing="by"), "2035", "by"),
        (PeriodWords("months", year=2030, first=1, last=12), "2030", "over"),
        (PeriodWords("years", year=2021, to_year=2025), "2021/2025", "over"),
        (PeriodWords("since", year=2028), "2028/..", "over"),
        (PeriodWords("now"), "../2031-06-09", "at"),
        (PeriodWords("day", first=3, last=3, days=(5, 5), timing="at"), "2031-03-05", "at"),
        (PeriodWords("days", first=1, last=1, days=(1, 27)), "2031-01-01/2031-01-27", "over"),
        (PeriodWords("days", first=7, last=7, days=(1, 5)), "2030-07-01/2030-07-05", "over"),
        (PeriodWords("days", first=7, last=7, days=(1, 5), timing="by"), "2031-07-01/2031-07-05", "by"),
        (
            PeriodWords(
                "months", relative=-1, first=11, last=11, until=PeriodWords("months", relative=0, first=2, last=2)
            ),
            "2030-11/2031-02",
            "over",
        ),
        (
            PeriodWords("months", first=11, last=11, until=PeriodWords("next-year", first=2, last=2)),
            "2030-11/2031-02",
            "over",
        ),
        (
            PeriodWords("months", first=11, last=11, until=PeriodWords("months", year=2031, first=2, last=2)),
            "2030-11/2031-02",
            "over",
        ),
        (
            PeriodWords("months", year=2029, until=PeriodWords("months", year=2031, first=2, last=2)),
            "2029-01/2031-02",
            "over",
        ),
        (
            PeriodWords(
                "day",
                year=2030,
                first=12,
                last=12,
                days=(20, 20),
                until=PeriodWords("day", year=2031, first=1, last=1, days=(10, 10)),
            ),
            "2030-12-20/2031-01-10",
            "over",
        ),
        (PeriodWords("january"), "2031-01", "over"),
    ],
)
def test_a_period_is_resolved_against_the_day_of_the_release(words: PeriodWords, text: str, timing: str) -> None:
    assert Period(text, timing) == resolve(words, DAY, NO_PERIOD)


@pytest.mark.parametrize(
    ("kind", "context", "text"),
    [
        ("year-earlier", MONTHS, "2030-01/2030-05"),
        ("year-earlier", END, "2030-05"),
        ("previous-month", END, "2031-04"),
        ("previous-month", Period("2031-01", "over"), "2030-12"),
        ("previous-quarter", Period("2031-01/2031-03", "over"), "2030-10/2030-12"),
        ("previous-year", MONTHS, "2030"),
        ("previous-year-end", MONTHS, "2030"),
        ("same", MONTHS, "2031-01/2031-05"),
        ("month", MONTHS, "2031-05"),
    ],
)
def test_a_period_may_be_named_by_its_place_beside_another(kind: str, context: Period, text: str) -> None:
    assert text == resolve(PeriodWords(kind), DAY, context).text


def test_without_a_day_or_a_context_a_period_stays_unknown() -> None:
    assert NO_PERIOD == resolve(PeriodWords("months", relative=0), None, NO_PERIOD)
    assert NO_PERIOD == resolve(PeriodWords("year-earlier"), DAY, NO_PERIOD)
    assert NO_PERIOD == resolve(PeriodWords("now"), None, NO_PERIOD)
    assert NO_PERIOD == resolve(PeriodWords("day", first=2, last=2, days=(30, 30), timing="at"), DAY, NO_PERIOD)
    assert NO_PERIOD == resolve(PeriodWords("months", first=13, last=13), DAY, NO_PERIOD)


def test_a_time_without_a_year_is_that_of_the_years_named_before() -> None:
    years = Period("2028/2030", "over")

    assert years == resolve(PeriodWords("unnamed"), DAY, years)
    assert NO_PERIOD == resolve(PeriodWords("unnamed"), DAY, MONTHS)


def test_the_year_of_a_month_without_a_day_is_that_of_the_context() -> None:
    assert "2031-04" == resolve(PeriodWords("months", first=4, last=4), None, MONTHS).text


@pytest.mark.parametrize(
    ("text", "earlier"),
    [("2031-05", "2030-05"), ("2031-01/2031-05", "2030-01/2030-05"), ("2031", "2030"), ("2032-02-29", "2031-02-28")],
)
def test_a_year_earlier_each_part_is_one_less(text: str, earlier: str) -> None:
    assert earlier == year_earlier(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2031-01", "2030-12"),
        ("2031-04/2031-06", "2031-01/2031-03"),
        ("2031", "2030"),
        ("2031-06-09", "unknown"),
        ("../2031-06-09", "unknown"),
    ],
)
def test_the_period_before_is_as_long(text: str, before: str) -> None:
    assert before == previous(text)


def test_months_of_other_lengths_have_none_before_them() -> None:
    assert "unknown" == previous("2031-01/2031-05")
    assert "2030-10/2030-12" == previous("2031-01/2031-03")


def test_the_end_of_a_month_that_is_not_over_is_that_of_the_year_before() -> None:
    end = PeriodWords("months", first=6, last=6, timing="at")

    assert "2030-06" == resolve(end, DAY, NO_PERIOD).text
    assert "2031-06" == resolve(end, date(2031, 6, 30), NO_PERIOD).text


def test_a_period_that_the_text_does_not_say_lies_not_ahead() -> None:
    assert not NO_PERIOD.lies_ahead(date(2031, 6, 9))
    assert Period("2032", "over").lies_ahead(date(2031, 6, 9))


@pytest.mark.parametrize(
    "words",
    [
        PeriodWords("months", relative=-1, first=12, last=2),
        PeriodWords("months", year=2030, timing="at", until=PeriodWords("months", year=2031)),
        PeriodWords("months", year=2031, first=3, last=3, until=PeriodWords("months", year=2030, first=2, last=2)),
        PeriodWords("years", year=2031, to_year=2012),
        PeriodWords("unclear"),
    ],
)
def test_a_span_that_does_not_go_on_is_unknown(words: PeriodWords) -> None:
    assert NO_PERIOD == resolve(words, DAY, MONTHS)


@pytest.mark.parametrize(
    ("period", "comes"),
    [
        (Period("2032", "over"), True),
        (Period("2032/2034", "over"), True),
        (Period("2031", "by"), True),
        (Period("2031", "over"), False),
        (Period("2031/..", "over"), False),
        (Period("2031-06", "by"), False),
        (Period("../2032", "at"), False),
        (NO_PERIOD, False),
    ],
)
def test_a_period_is_to_come_if_it_begins_behind_the_day_or_is_a_year_by_its_end(period: Period, comes: bool) -> None:
    assert comes == period.is_to_come(date(2031, 6, 9))
    assert not period.is_to_come(None)


@pytest.mark.parametrize(
    ("one", "other", "spans"),
    [
        ("2031-01/2031-05", "2031-05", True),
        ("2031", "2031-01/2031-05", True),
        ("2031-05", "2031-01/2031-05", False),
        ("2031-05", "2031-05", False),
        ("2031-01/2031-04", "2031-05", False),
        ("2031-01/..", "2031-05", False),
        (UNKNOWN, "2031-05", False),
    ],
)
def test_a_period_spans_its_parts(one: str, other: str, spans: bool) -> None:
    assert spans == Period(one, "over").spans(Period(other, "over"))
