"""Numbers in words, in both languages."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.analysis import Quantity, Scope, printed_quantity
from statbook.prose import format_number, quantity_in_words, range_in_words
from statbook.prose.number_words import (
    _significant,
    _symbol,
    change_in_words,
    inner_digit,
    interval_digit,
    resolution,
    span,
    supported_digit,
)
from statbook.store import Observation, Store


@pytest.mark.parametrize(
    ("key", "en", "zh"),
    [
        ("tech_contracts@China@2025", "1.18 trillion yuan", "1.18万亿元"),
        ("ip_pledge_loans@China@2025", "297.9 billion yuan", "2979亿元"),
        ("tech_contracts.growth@China@2025", "18.8%", "18.8%"),
        ("trade@Xian@2026-01/2026-02", "113.72 billion yuan", "1137.2亿元"),
        ("trade.growth_gap@Xian@2026-01/2026-02", "51 percentage points", "51个百分点"),
        ("import_product.rest.growth@Xian@2026-01/2026-02", "−19%", "−19%"),
    ],
)
def test_a_number_is_written_as_each_language_writes_it(store: Store, key: str, en: str, zh: str) -> None:
    quantity = Scope(store).get(key)

    assert quantity is not None
    assert en == quantity_in_words(quantity, store.units, "en")
    assert zh == quantity_in_words(quantity, store.units, "zh")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (6.472e12, 6.482e12, "6.48 trillion yuan"),
        (297.53e12, 297.83e12, "297.7 trillion yuan"),
        (67.147e9, 67.193e9, "67.17 billion yuan"),
        (25.93e9, 25.99e9, "25.96 billion yuan"),
        (999.6e9, 1000.4e9, "1.000 trillion yuan"),
    ],
)
def test_a_computed_number_has_the_digits_that_its_interval_supports(
    store: Store, observation: Callable[..., Observation], low: float, high: float, said: str
) -> None:
    assert said == quantity_in_words(between(observation, low, high), store.units, "en")


def between(observation: Callable[..., Observation], low: float, high: float) -> Quantity:
    """A computed amount in yuan with that interval."""
    row = observation(value=round((low + high) / 2), printed="1", step=Decimal(round(high - low)))
    return (printed_quantity(row) * 3 / 3).to("CNY", "base")


@given(st.floats(1e6, 1e15), st.floats(1e-6, 0.4))
def test_rounding_a_written_number_once_more_would_move_it_by_no_less_than_its_interval_is_wide(
    middle: float, part: float
) -> None:
    width = middle * part
    digit = float(supported_digit(width))

    assert width <= 5 * digit * (1 + 1e-6)
    assert width > 0.5 * digit * (1 - 1e-6)


@given(st.floats(-1e15, 1e15), st.floats(1e-3, 1e12))
def test_the_ends_of_an_interval_are_written_so_finely_that_they_add_less_than_a_quarter(
    low: float, width: float
) -> None:
    high = low + width
    if high - low > abs(low) * 1e-9:
        unit = float(interval_digit(low, high))
        written_width = (math.ceil(high / unit - 1e-6) - math.floor(low / unit + 1e-6)) * unit
        assert written_width <= 1.26 * (high - low)


def test_nobody_reads_a_thousand_billion(store: Store) -> None:
    unit = store.units.loc["CNY"]
    assert "5.69157 trillion yuan" == format_number(5_691_570_000_000, unit, "en", fine=Decimal(10**7))
    assert "999.99 billion yuan" == format_number(999_990_000_000, unit, "en", fine=Decimal(10**7))
    assert "1.00000 trillion yuan" == format_number(999_996_000_000, unit, "en", fine=Decimal(10**7))


def test_chinese_takes_the_word_that_leaves_few_decimals_as_producers_print_it(store: Store) -> None:
    unit = store.units.loc["CNY"]
    written = [format_number(5_691_570_000_000, unit, "zh", fine=Decimal(10) ** power) for power in (10, 9, 7, 0)]
    assert ["5.69万亿元", "5.692万亿元", "56915.7亿元", "5.691570000000万亿元"] == written


def test_what_rests_on_lower_bounds_alone_carries_one_digit(
    store: Store, observation: Callable[..., Observation]
) -> None:
    above, below = (
        printed_quantity(observation(obs=name, value=value, printed="1", bound="more_than", unit=unit))
        for name, value, unit in (("a", 15_000_000_000, "CNY"), ("b", 16000, "events"))
    )
    ratio = (above / below).to("CNY")

    assert "roughly 900,000 yuan" == quantity_in_words(ratio, store.units, "en")
    assert "open on both sides" == range_in_words(ratio, store.units, "en")


def test_an_interval_is_rounded_outward(store: Store) -> None:
    quantity = Scope(store).get("tech_contracts.base@China@2025")

    assert quantity is not None
    assert "988 to 998 billion yuan" == range_in_words(quantity, store.units, "en")
    assert 988e9 <= quantity.low and quantity.high <= 998e9


@given(st.decimals(-(10**14), 10**14, places=2, allow_nan=False))
def test_a_number_read_back_from_its_words_is_the_number(value: Decimal) -> None:
    unit = pd.Series({"unit": "CNY", "quantity": "money", "symbol_en": "yuan", "symbol_zh": "元"})
    text = format_number(value, unit, "en", fine=Decimal("0.01"))
    number, *words = text.removesuffix(" yuan").replace("−", "-").replace(",", "").split()
    scale = {"trillion": 12, "billion": 9, "million": 6}[words[0]] if words else 0
    tolerance = Decimal("1e-11") * abs(value) + Decimal("0.005")

    assert abs(Decimal(number).scaleb(scale) - value) <= tolerance


@given(st.floats(-1e12, 1e12), st.floats(1e-3, 1e9), st.floats(0, 1))
def test_a_written_number_lies_within_its_interval(low: float, width: float, part: float) -> None:
    high = low + width
    value = low + part * width
    if high - low > 1e-6 * max(1.0, abs(low)):
        unit = inner_digit(value, low, high)
        written_value = float((Decimal(f"{value:.12g}") / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit)
        supported = unit == supported_digit(high - low)
        assert low <= written_value <= high or not supported


@pytest.mark.parametrize(
    ("width", "digit"), [(5, "1"), (5.1, "10"), (0.51, "1"), (0.5, "0.1"), (50, "10"), (4999, "1000")]
)
def test_a_digit_is_supported_up_to_a_width_of_five_of_its_units(width: float, digit: str) -> None:
    assert Decimal(digit) == supported_digit(width)


@pytest.mark.parametrize(("low", "high", "digit"), [(0.1, 0.9, "0.1"), (0, 5, "1"), (0.1, 4.9, "1"), (1, 1.9, "1")])
def test_ends_that_add_a_quarter_are_written_one_digit_finer(low: float, high: float, digit: str) -> None:
    assert Decimal(digit) == interval_digit(low, high)


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh"),
    [
        (0, "CNY", "0 yuan", "0元"),
        (0.5, "percent", "0.500%", "0.500%"),
        (2, "percent", "2%", "2%"),
        (999.6, "CNY", "1,000 yuan", "1000元"),
        (-12_345_678, "CNY", "−12.3 million yuan", "−1235万元"),
        (123_400, "CNY", "123,400 yuan", "12.3万元"),
    ],
)
def test_three_digits_stand_where_nothing_says_how_fine_a_number_is(
    store: Store, value: float, unit: str, en: str, zh: str
) -> None:
    assert (en, zh) == tuple(format_number(value, store.units.loc[unit], lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("value", "en", "short", "zh"),
    [
        (18.8, "rose 18.8%", "up 18.8%", "增长18.8%"),
        (-0.5, "fell 0.5%", "down 0.5%", "下降0.5%"),
        (0.5, "rose 0.5%", "up 0.5%", "增长0.5%"),
        (0, "did not change", "unchanged", "持平"),
    ],
)
def test_a_change_is_told_with_its_direction(
    store: Store, observation: Callable[..., Observation], value: float, en: str, short: str, zh: str
) -> None:
    change = printed_quantity(observation(value=value, printed=f"{abs(value)}%", measure="growth", unit="percent"))

    assert en == change_in_words(change, store.units, "en")
    assert short == change_in_words(change, store.units, "en", short=True)
    assert zh == change_in_words(change, store.units, "zh")


@pytest.mark.parametrize(
    ("key", "zh"),
    [
        ("aggregate_financing.difference@China@2025-01", "增加5833亿元"),
        ("clearance_time.import.growth@Gansu@2023", "缩短58.1%"),
        ("lending_rate.enterprises.difference@China@2025-01", "下降约40个基点"),
        ("money_growth_gap@China@2025-01", "扩大6.6个百分点"),
    ],
)
def test_chinese_has_a_verb_for_sums_times_rates_and_gaps(store: Store, key: str, zh: str) -> None:
    change = Scope(store).get(key)

    assert change is not None
    assert [zh, zh] == [change_in_words(change, store.units, "zh", short=short) for short in (False, True)]


@pytest.mark.parametrize(
    ("value", "printed", "bound", "value_to", "en", "zh"),
    [
        (100, "100元", "exact", None, "100 yuan", "100元"), (600e9, "6000亿元", "about", None, "about 600 billion yuan", "约6000亿元"),
        (100, "100元", "exact", 200, "100 to 200 yuan", "100至200元"), (100, "100元", "about", 200, "about 100 to 200 yuan", "100至200元"),
        (15e9, "150.0亿元", "about", None, "about 15 billion yuan", "约150亿元"), (15e9, "150.0亿元", "exact", None, "15.00 billion yuan", "150.0亿元"),
        (104.6, "104.6元", "at_most", None, "at most 104.6 yuan", "至多104.6元"), (104.6, "104.6元", "more_than", None, "more than 104.6 yuan", "超过104.6元"),
        (1e12, "万亿元级", "exact", None, "1 trillion yuan", "1万亿元"), (-3e8, "-3亿元", "exact", None, "−300 million yuan", "−3亿元"),
    ],
)  # fmt: skip
def test_a_printed_number_is_written_with_its_bound_and_its_range(
    store: Store, observation: Callable[..., Observation],
    value: float, printed: str, bound: str, value_to: int | None, en: str, zh: str,
) -> None:  # fmt: skip
    upper = None if value_to is None else Decimal(value_to)
    made = printed_quantity(observation(value=Decimal(str(value)), printed=printed, bound=bound, value_to=upper))

    assert (en, zh) == tuple(quantity_in_words(made, store.units, lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("bound", "factor", "en", "span", "zh"),
    [
        ("at_least", 1, "at least 123,000 yuan", "at least 123,000 yuan", "至少12.3万元"), ("at_most", 1, "at most 124,000 yuan", "at most 124,000 yuan", "至多12.4万元"),
        ("about", 1, "about 123,000 yuan", None, None),
    ],
)  # fmt: skip
def test_a_computed_bound_has_three_digits_and_is_rounded_to_its_open_side(
    store: Store,
    observation: Callable[..., Observation],
    bound: str,
    factor: int,
    en: str,
    span: str | None,
    zh: str | None,
) -> None:
    made = (printed_quantity(observation(value=Decimal(123456), printed="123456元", bound=bound)) * 3 / 3).to(
        "CNY", "base"
    )

    assert en == quantity_in_words(made, store.units, "en")
    assert span is None or (span, zh) == tuple(range_in_words(made, store.units, lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("bound", "en", "zh"),
    [
        ("at_least", "at least 100 yuan", "至少100元"), ("more_than", "at least 100 yuan", "至少100元"), ("at_most", "at most 100 yuan", "至多100元"),
        ("less_than", "at most 100 yuan", "至多100元"), ("exact", "99 to 101 yuan", "99至101元"),
    ],
)  # fmt: skip
def test_the_range_of_a_printed_bound_is_open_on_one_side(
    store: Store, observation: Callable[..., Observation], bound: str, en: str, zh: str
) -> None:
    made = printed_quantity(observation(value=100, printed="100元", bound=bound))

    assert (en, zh) == tuple(range_in_words(made, store.units, lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("low", "high", "bound", "en", "zh"),
    [
        (-math.inf, math.inf, "exact", "any value", "任意值"), (5.0, math.inf, "exact", "at least 5 yuan", "至少5元"),
        (-math.inf, 5.0, "exact", "at most 5 yuan", "至多5元"), (5.0, math.inf, "indicative", "open on both sides", "两端均未限定"),
    ],
)  # fmt: skip
def test_an_open_interval_is_told_by_the_end_that_it_has(
    store: Store, low: float, high: float, bound: str, en: str, zh: str
) -> None:
    made: Any = SimpleNamespace(
        unit="CNY", interval=(low, high), bound=bound, is_derived=True, end=5.0, has_interval=True, value=5.0
    )

    assert (en, zh) == tuple(range_in_words(made, store.units, lang) for lang in ("en", "zh"))


@pytest.mark.parametrize(
    ("symbol", "rounded", "lang", "words"),
    [
        ("firms", "1", "en", " firm"), ("firms", "-1", "en", " firm"), ("firms", "2", "en", " firms"), ("firms", "1.0", "en", " firms"), ("firms", "0", "en", " firms"),
        ("firms", "1", "zh", "firms"), ("US", "1", "en", " US"), ("yuan", "1", "en", " yuan"), ("%", "1", "en", "%"), ("", "1", "en", ""), ("US$s", "1", "en", " US$s"),
    ],
)  # fmt: skip
def test_one_has_its_unit_in_the_singular(symbol: str, rounded: str, lang: str, words: str) -> None:
    unit = pd.Series({"symbol_en": symbol, "symbol_zh": symbol})

    assert words == _symbol(unit, lang, Decimal(rounded))


@pytest.mark.parametrize(
    ("value", "fine", "en", "zh"),
    [
        (1_234_567, "1", "1,234,567", "1234567"), (1_234_567, "1000", "1.235 million", "123.5万"), (1_234_567, "10000", "1.23 million", "123万"),
        (1_234_567, "10", "1,234,570", "123.457万"), (1_234_567, "1e6", "1 million", "100万"), (1_567_000_000, "1e9", "2 billion", "20亿"),
        (1_567_000_000, "1e7", "1.57 billion", "15.7亿"), (999_999, "1", "999,999", "999999"), (999_999, "10", "1,000,000", "100.000万"),
        (999_999, "1000", "1.000 million", "100.0万"), (12.5, "1", "13", "13"), (12.4, "0.1", "12.4", "12.4"), (0, "1", "0", "0"), (1_234_567, None, "1.23 million", "123万"),
        (1234, "100", "1,200", "1200"), (1_200_000_000_000, "1", "1.200000000000 trillion", "1.200000000000万亿"), (-1_567_000_000, "1e9", "−2 billion", "−20亿"),
        (10_000, "1000", "10,000", "1.0万"), (9_999, "1", "9,999", "9999"),
    ],
)  # fmt: skip
def test_a_number_is_written_with_the_greatest_word_that_leaves_it_three_decimals(
    value: float, fine: str | None, en: str, zh: str
) -> None:
    unit = pd.Series({"unit": "CNY", "quantity": "money", "symbol_en": "yuan", "symbol_zh": "元"})
    step = None if fine is None else Decimal(fine)
    words = [format_number(value, unit, lang, fine=step, with_unit=False) for lang in ("en", "zh")]

    assert [en, zh] == words


@pytest.mark.parametrize(
    ("bottom", "top", "en", "zh"),
    [
        ("1 yuan", "2 yuan", "1 to 2 yuan", "1至2 yuan"), ("1 yuan", "2 million yuan", "1 yuan to 2 million yuan", "1 yuan至2 million yuan"),
        ("1", "2", "1 to 2", "1至2"), ("−3%", "−2%", "−3 to −2%", "−3至−2%"),
    ],
)  # fmt: skip
def test_the_unit_that_both_ends_share_is_written_once(bottom: str, top: str, en: str, zh: str) -> None:
    assert (en, zh) == (span(bottom, top, "en"), span(bottom, top, "zh"))


@pytest.mark.parametrize(
    ("value", "digits", "unit"),
    [(123, 3, "1"), (123, 1, "100"), (-123, 1, "100"), (0.05, 1, "0.01"), (999, 1, "100"), (1000, 3, "10"), (0, 3, None), (math.inf, 3, None)],
)  # fmt: skip
def test_the_last_of_so_many_significant_digits_has_a_unit(value: float, digits: int, unit: str | None) -> None:
    assert (None if unit is None else Decimal(unit)) == _significant(value, digits)


@pytest.mark.parametrize(
    ("formula", "units", "digit"),
    [
        ("a + b", ("CNY", "CNY"), "1"), ("a − b", ("CNY", "CNY"), "1"), ("a × b", ("CNY", "CNY"), "0.01"), ("a / b", ("CNY", "CNY"), "0.01"), ("a ^ b", ("CNY", "CNY"), "0.01"), ("a + b", ("CNY", "USD"), "0.01"), ("a + b", ("USD", "USD"), "0.01"),
    ],
)  # fmt: skip
def test_a_sum_of_printed_numbers_is_no_finer_than_they_are(
    observation: Callable[..., Observation], formula: str, units: tuple[str, ...], digit: str
) -> None:
    inputs = [observation(value=5, printed="5", unit=unit) for unit in units]

    assert Decimal(digit) == resolution(quantity(formula=formula, inputs=inputs, value=10.02, interval=(10.0, 10.04)))


def quantity(**own: Any) -> Any:
    """A computed number in yuan."""
    plain = {"unit": "CNY", "bound": "exact", "is_derived": True, "has_interval": True, "about": False, "inputs": []}
    made = plain | {"formula": "a + b", "value": 105.0, "end": 105.0, "interval": (100.0, 110.0)} | own
    return SimpleNamespace(**made, low=made["interval"][0], high=made["interval"][1])


@pytest.mark.parametrize(
    ("own", "digit"),
    [
        ({}, "10"), ({"interval": (100.0, 104.0), "value": 102.0}, "1"), ({"interval": (100.0, 100.0)}, None), ({"interval": (100.0, 99.0)}, None),
        ({"interval": (100.0, math.inf)}, None), ({"has_interval": False}, None), ({"interval": (100.0, 140.0), "value": 120.0}, "10"),
        ({"unit": "percent", "interval": (10.0, 10.1), "value": 10.05}, "0.1"), ({"interval": (10.0, 10.1), "value": 10.05}, "0.1"), ({"interval": (10.0, 10.04), "value": 10.02}, "0.01"),
        ({"unit": "percent", "interval": (10.0, 10.04), "value": 10.02}, "0.1"), ({"unit": "percent", "interval": (0.0, 40.0), "value": 20.0}, "10"),
        ({"about": True, "value": 10002.0, "interval": (10000.0, 10004.0)}, "100"), ({"about": True, "value": 0.0, "interval": (-2.0, 2.0)}, "1"),
        ({"about": True, "unit": "percent", "value": 10002.0, "interval": (10000.0, 10004.0)}, "1"),
        ({"bound": "at_least", "end": 12345.0}, "100"), ({"bound": "at_most", "end": 12345.0}, "100"), ({"bound": "at_least", "end": 0.0}, None),
        ({"bound": "at_least", "end": 1.234, "unit": "percent"}, "0.1"), ({"bound": "at_least", "end": 1.234}, "0.01"),
        ({"bound": "indicative", "end": 12345.0}, "10000"), ({"bound": "indicative", "end": 0.0}, None),
    ],
)  # fmt: skip
def test_a_computed_number_is_as_fine_as_its_interval_and_its_bound_allow(
    own: dict[str, Any], digit: str | None
) -> None:
    assert (None if digit is None else Decimal(digit)) == resolution(quantity(**own))
