"""Chinese printed forms that say a number in words of their own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from statbook.store.chinese_forms import in_plain_words
from statbook.store.printed_number import parse_printed


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("翻番", "1", "倍"),
        ("翻了一番", "1", "倍"),
        ("翻两番", "3", "倍"),
        ("翻三番", "7", "倍"),
        ("首位", "1", "位次"),
        ("百分之五点三", "5.3", "%"),
        ("百分之十二点零五", "12.05", "%"),
        ("百分之二十点五", "20.5", "%"),
        ("百分之5点3", "5.3", "%"),
    ],
)
def test_a_number_in_words_is_read(printed: str, value: str, unit: str) -> None:
    reading = parse_printed(printed)

    assert reading is not None
    assert (Decimal(value), unit) == (reading.value, reading.unit)


@pytest.mark.parametrize("printed", ["3点30分", "三分之一", "1.6万余次"])
def test_other_forms_stay(printed: str) -> None:
    assert printed == in_plain_words(printed)
