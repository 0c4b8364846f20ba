"""Numbers in words, in both languages."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.analysis import Quantity, Scope, printed_quantity
from statbook.prose import format_number, quantity_in_words, range_in_words
from statbook.prose.number_words import change_in_words, inner_digit, interval_digit, supported_digit
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
    import pandas as pd

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
