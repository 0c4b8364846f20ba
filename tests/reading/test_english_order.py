"""The order in which English words reach the interpreter."""

from __future__ import annotations

import pytest

from english_releases import LEXICON, read
from statbook.reading.english import ENGLISH
from statbook.reading.language import Kind

_scan = ENGLISH.scanner(LEXICON)


def order(text: str) -> str:
    return " ".join(each.text.strip() or each.kind.value for each in _scan(text, 0) if each.kind != Kind.STOP)


def test_a_base_behind_a_number_goes_before_it() -> None:
    assert "exports rose from a year earlier 7%" == order("exports rose 7% from a year earlier")


def test_a_period_behind_a_number_goes_to_the_beginning() -> None:
    assert "in 2031 exports rose 7% to 4 billion yuan" == order("exports rose 7% to 4 billion yuan in 2031")


def test_only_the_first_period_of_a_sentence_does() -> None:
    assert "In 2031 exports rose 7%" in order("In 2031 exports rose 7%, after a fall")
    assert "In 2031 tea came to in 2030 4 billion yuan" == order("In 2031 tea came to 4 billion yuan in 2030")


def test_what_a_share_is_of_goes_before_it_as_its_whole() -> None:
    assert "term tea accounted for of of exports 7%" == order("tea accounted for 7% of exports")


def test_a_number_of_another_time_goes_into_brackets_behind() -> None:
    assert "exports rose to 4 billion yuan open period 3 billion yuan close" == order(
        "exports rose from 3 billion yuan to 4 billion yuan"
    )


def test_what_rose_by_an_amount_is_more() -> None:
    kinds = [each.value for each in _scan("exports rose 4 billion yuan", 0) if each.kind == Kind.CUE]

    assert ["more"] == kinds


@pytest.mark.parametrize(
    "change",
    ["compared with a fall of 2 percent in 2029", "compared with growth of 2% in 2029, the same as in 2028"],
)
def test_a_change_with_which_another_is_compared_goes_on_about_its_subject(change: str) -> None:
    rose, other, fell = read(f"In 2030 Haixi's exports rose 5 percent, {change}, and imports fell 3 percent.")

    assert ("trade", "2030") == (rose.indicator, rose.period)
    assert ("trade", dict(rose.members)) == (other.indicator, dict(other.members))
    assert ("trade", "import", "2030") == (fell.indicator, dict(fell.members)["flow"], fell.period)


def test_a_change_of_a_year_earlier_has_its_own_period() -> None:
    _, earlier = read("In 2030 Haixi's exports rose 5 percent, against a decline of 2 percent a year earlier.")

    assert ("trade", "2029", -2) == (earlier.indicator, earlier.period, earlier.value)


def test_what_was_traded_is_what_the_words_behind_the_number_say() -> None:
    made, _ = read("In 2030 Haixi's private firms handled 6 billion yuan in foreign trade, up 5 percent.")
    part, _ = read("In 2030 Haixi's foreign trade included 6 billion yuan in exports, up 5 percent.")

    assert ("trade", "total", "private") == (made.indicator, *(dict(made.members)[name] for name in ("flow", "owner")))
    assert "total" not in dict(part.members).values()


@pytest.mark.parametrize("change", ["3 billion yuan ($1 billion) in 2030", "4 billion yuan, up 5 percent, in 2030"])
def test_a_period_alone_behind_the_numbers_of_a_sentence_is_that_of_all(change: str) -> None:
    found = read(f"Haixi's exports rose to {change}, data showed. Imports fell 2 percent.")

    assert {"2030"} == {each.period for each in found}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("saw a 2.1 percent decline in 2030", "-2.1"),
        ("saw a 2.1 percent year-on-year increase in 2030", "2.1"),
        ("saw a 2.1-percent drop in 2030", "-2.1"),
        ("rose 3 percent in 2031, compared with a 2.1 percent fall in 2030", "-2.1"),
    ],
)
def test_a_change_that_is_named_behind_its_number_has_its_sign(words: str, value: str) -> None:
    number = read(f"Haixi's exports {words}.")[-1]

    assert ("trade", "growth", "2030", value) == (number.indicator, number.measure, number.period, str(number.value))


def test_a_target_of_growth_is_no_growth() -> None:
    assert "growth" != read("In 2030 Haixi's exports met a 5 percent growth target.")[0].measure


def test_what_is_sold_may_stand_behind_its_value() -> None:
    (number,) = read("Haixi handled 3.4 billion yuan of foreign trade in 2030.")

    assert ("trade", "Haixi", "2030") == (number.indicator, number.region, number.period)


def test_a_number_that_another_is_above_or_below_has_its_own_time() -> None:
    rows = read(
        "Exports of Haixi rose 5 percent in May 2031. The growth was faster than the 3-percent rate in April 2031, but lower "
        "than the 7-percent annual target set by somebody for 2031."
    )

    assert [("5", "growth", "2031-05"), ("3", "growth", "2031-04"), ("7", "growth", "2031")] == [
        (str(each.value), each.measure, each.period) for each in rows
    ]
    assert ["actual", "actual", "target"] == [each.status for each in rows]
    assert {"exports"} == {each.name.lower() for each in rows}


def test_an_amount_that_another_is_above_is_a_level_of_its_own_time() -> None:
    rows = read(
        "Exports of Haixi were 5 billion yuan in May 2031. The figure was higher than the 3 billion yuan in April 2031."
    )

    assert [("level", "2031-05"), ("level", "2031-04")] == [(each.measure, each.period) for each in rows]


def test_up_behind_a_number_makes_it_a_change() -> None:
    _, amount, rate = read(
        "Exports of Haixi reached 5 billion yuan in May 2031, 2 billion yuan up from the same period last year, 4 percent down "
        "from April 2031."
    )

    assert ("difference", "2030-05", "2000000000") == (amount.measure, amount.base_period, str(amount.value))
    assert ("growth", "2031-04", "-4") == (rate.measure, rate.base_period, str(rate.value))


def test_what_was_expected_is_a_forecast() -> None:
    _, other = read("In May 2031 exports of Haixi rose 5 percent, higher than the 3 percent forecast by somebody.")

    assert ("3", "forecast") == (str(other.value), other.status)


def test_a_number_of_another_place_with_which_one_is_compared_is_of_that_place() -> None:
    own, other, behind = read(
        "In 2030 Haixi's exports grew 5 percent, compared with 3 percent in Haidong. Imports rose 3%."
    )

    assert ["Haixi", "Haidong", "Haixi"] == [each.region for each in (own, other, behind)]


def test_by_how_much_something_exceeded_that_of_another_place_is_no_level_of_it() -> None:
    _, more, imports = read(
        "In 2030 Haixi's exports were 3 billion yuan, exceeding those of Haidong by 2 billion yuan. Imports rose 3%."
    )

    assert ("unknown", "Haixi") == (more.measure, imports.region)


@pytest.mark.parametrize("word", ["fewer", "more"])
def test_a_place_that_has_more_or_fewer_is_not_what_the_next_sentence_is_about(word: str) -> None:
    *_, imports = read(
        f"Haixi's exports rose 5 percent in 2030. It had 12 firms, 8 {word} than Haidong. Imports rose 4 percent."
    )

    assert "Haixi" == imports.region


def test_what_something_reached_that_is_larger_than_before_is_its_level() -> None:
    (level,) = read("Haixi's imports in 2030 were larger than in 2029 and reached 3 billion yuan.")

    assert ("level", "2030") == (level.measure, level.period)
