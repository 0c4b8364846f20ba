from __future__ import annotations

from datetime import date

import pytest

from made_up_releases import LEXICON
from statbook.reading.chinese import CHINESE
from statbook.reading.context import Context, Line
from statbook.reading.lexicon import HERE
from statbook.reading.subjects import Subject

TOKENS = CHINESE.scanner(LEXICON)


@pytest.mark.parametrize(
    ("home", "guessed", "named", "line", "settled"),
    [
        ("unknown", True, "Yuegang", Line.GOES_ON, "Yuegang"),
        ("Haixi", False, "Yuegang", Line.BEGINS, "Haixi"),
        ("Haixi", False, "Yuegang", Line.HEADING, "Yuegang"),
        ("Federation", False, "Yuegang", Line.BEGINS, "Federation"),
        ("Yuegang", False, "Federation", Line.BEGINS, "Yuegang"),
        ("Haixi", True, "Yuegang", Line.BEGINS, "Yuegang"),
        ("Haixi", False, "Haidong", Line.BEGINS, "Haidong"),
        ("Haixi", False, "Haidong", Line.GOES_ON, "Haixi"),
    ],
)
def test_the_region_of_a_text_is_the_first_unless_a_later_line_names_one_outside(
    home: str, guessed: bool, named: str, line: Line, settled: str
) -> None:
    context = Context(None, home=home, guessed=guessed, numbers=1)
    context.set_region(named)

    context.end_sentence(line, LEXICON)

    assert settled == context.home


def test_a_sentence_begins_without_region_and_parts() -> None:
    context = Context(None, region="Haixi", named="Haixi", parent=Subject("a"), numbers=3)
    context.spoken = [Subject("a"), Subject("b")]

    context.begin_sentence(Line.BEGINS)

    assert ("", "", None, 0, False) == (context.region, context.named, context.parent, context.numbers, context.single)


def test_here_is_the_region_of_the_text() -> None:
    assert "Haixi" == Context(None, home="Haixi").place(HERE)
    assert "" == Context(None).place(HERE)
    assert "Haidong" == Context(None, home="Haixi").place("Haidong")


def test_the_day_of_the_news_is_no_period() -> None:
    context = Context(date(2031, 6, 9))
    (day,) = TOKENS("6月8日", 0)
    (end,) = TOKENS("截至6月8日", 0)

    context.set_period(day, set())
    assert not context.dated
    context.set_period(end, set())
    assert ("2031-06-08", True, end) == (context.period.text, context.dated, context.when)
