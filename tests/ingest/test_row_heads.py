"""Rows that head those below them."""

from __future__ import annotations

import pytest

from statbook.ingest.row_heads import join_heads, repeated_heads


@pytest.mark.parametrize(
    ("names", "heads"),
    [
        (["出口", "同比", "环比", "进口", "同比", "环比"], ["出口", "进口"]),
        (["出口", "同比", "进口", "同比", "用电量"], ["出口", "进口", "用电量"]),
        (["出口", "进口"], []),
        (["同比", "出口", "同比", "进口"], []),
        (["出口", "同比", "同比", "进口"], []),
        (["出口", "进口", "出口", "进口"], []),
        (["出口", "同比"], []),
        (["出口", "其中：一般贸易", "其中：机电产品", "进口", "其中：一般贸易"], ["出口", "进口"]),
        (["出口", "同比", "其中：机电产品", "同比", "进口", "同比"], []),
    ],
)
def test_names_that_stand_again_below_others_are_told_by_them(names: list[str], heads: list[str]) -> None:
    assert heads == repeated_heads(names)


def test_lines_are_joined_to_the_head_above_them() -> None:
    names = {3: "出口", 4: "同比", 6: "进口", 7: "同比"}

    assert ["出口", "出口 / 同比", "进口", "进口 / 同比"] == [*join_heads(names, (), ["出口", "进口"])]
    assert ["出口 / 同比", "进口 / 同比"] == [*join_heads(names, [3, 6], ())]
    assert [*names.values()] == [*join_heads(names, (), ())]
