"""Numbers and periods in words, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.analysis import Scope
from statbook.prose import period_in_words, quantity_in_words, range_in_words, written
from statbook.store import Store


@pytest.mark.parametrize(
    ("key", "en", "zh"),
    [
        ("tech_contracts@China@2025", "1.18 trillion yuan", "1.18万亿元"),
        ("ip_pledge_loans@China@2025", "297.9 billion yuan", "2979亿元"),
        ("tech_contracts.growth@China@2025", "18.8%", "18.8%"),
        ("trade@Xian@2026-01/2026-02", "113.72 billion yuan", "1137.2亿元"),
        ("trade.growth_gap@Xian@2026-01/2026-02", "51 percentage points", "51个百分点"),
        ("import_product.rest.growth@Xian@2026-01/2026-02", "−19.0%", "−19.0%"),
    ],
)
def test_a_number_is_written_as_each_language_writes_it(store: Store, key: str, en: str, zh: str) -> None:
    quantity = Scope(store).get(key)

    assert quantity is not None
    assert en == quantity_in_words(quantity, store.units, "en")
    assert zh == quantity_in_words(quantity, store.units, "zh")


def test_an_interval_is_rounded_outward(store: Store) -> None:
    quantity = Scope(store).get("tech_contracts.base@China@2025")

    assert quantity is not None
    assert "988 to 998 billion yuan" == range_in_words(quantity, store.units, "en")
    assert 988e9 <= quantity.low and quantity.high <= 998e9


@given(st.decimals(-(10**14), 10**14, places=2, allow_nan=False))
def test_a_number_read_back_from_its_words_is_the_number(value: Decimal) -> None:
    import pandas as pd

    unit = pd.Series({"unit": "CNY", "quantity": "money", "symbol_en": "yuan", "symbol_zh": "元"})
    text = written(value, unit, "en", fine=Decimal("0.01"))
    number, *words = text.removesuffix(" yuan").replace("−", "-").replace(",", "").split()
    scale = {"trillion": 12, "billion": 9, "million": 6}[words[0]] if words else 0
    tolerance = Decimal("1e-11") * abs(value) + Decimal("0.005")

    assert abs(Decimal(number).scaleb(scale) - value) <= tolerance


@pytest.mark.parametrize(
    ("period", "en", "zh"),
    [
        ("2026-01/2026-02", "January–February 2026", "2026年1—2月"),
        ("2023/2025", "2023–2025", "2023—2025年"),
        ("2025-01-01/2025-01-27", "1–27 January 2025", "2025年1月1日至2025年1月27日"),
        ("../2024-03-18", "to 18 March 2024", "截至2024年3月18日"),
        ("2025-01", "January 2025", "2025年1月"),
        ("2021/..", "since 2021", "2021年以来"),
        ("2023-12/2025-02-15", "December 2023 to 15 February 2025", "2023年12月至2025年2月15日"),
        ("../..", "undated", "未注明日期"),
    ],
)
def test_a_period_is_written_as_readers_write_it(period: str, en: str, zh: str) -> None:
    assert en == period_in_words(period, "en")
    assert zh == period_in_words(period, "zh")
