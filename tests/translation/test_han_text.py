"""Chinese has no space beside Latin and no narrow marks; markup, code and patterns are left alone."""

from __future__ import annotations

import pytest

from statbook.translation.han_text import badly_set


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("图 1：进口", ["图 1"]),
        ("同比增长 {num}`a`", ["长 0"]),
        ("M2 余额", ["2 余"]),
        ("未印出。 未印出", ["。 未"]),
        ("贸易:进口,出口", ["易:", "口,"]),
        ("指南(2025年版)", ["南("]),
        ("（见下文）; 再说", ["）;"]),
        ("2023 (14个，推算2个)", ["(14个，推算2个)"]),
        ("**错误：**{mistake}", ["**"]),
    ],
)
def test_spaces_beside_latin_and_narrow_marks_are_found(text: str, found: list[str]) -> None:
    assert found == [*badly_set(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2026年1—2月，M2同比增长{rose}`a`。",
        "见[证据](../evidence/index.md)中的条目，`a: b, c`不变。",
        "<td>余额</td>，{{ count }}个",
        "(?:超过|至少).+|m",
        "CC BY 4.0, MIT",
        "**错误**：{mistake}，**<b>{name}</b>**（{size}）",
    ],
)
def test_what_is_well_set_or_no_text_is_left_alone(text: str) -> None:
    assert [] == [*badly_set(text)]
