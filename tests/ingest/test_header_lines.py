"""Lines of names and units."""

from __future__ import annotations

import pytest

from adding import grid
from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.header_lines import find_first_data, find_header
from statbook.ingest.parsing.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["月份,苹果", "2024-01,1"], 2),
        (["月份,苹果", "2024-01,", "2024-02,1"], 2),
        (["地,甲,", ",2024年1月,2024年2月", "北方,1,2"], 3),
        (["指标,2023,2024", "苹果,1,2"], 2),
        (["月份,苹果", "2024-01,"], None),
    ],
)
def test_numbers_begin_below_names_and_periods(lines: list[str], first: int | None, vocabulary: Vocabulary) -> None:
    assert first == find_first_data(grid(*lines).frame, CellKinds(vocabulary))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["指标名称,苹果,梨", "频率,月,月", "单位,亿元,%", "来源,果园,果园"], ([1], 3, [2, 4])),
        (["来源", "月份"], ([1, 2], None, [])),
        (["月份,苹果,", "来源,,", ",总额,同比"], ([3], None, [])),
    ],
)
def test_lines_that_say_the_frequency_or_the_source_are_no_names(
    lines: list[str], found: tuple[list[int], int | None, list[int]], vocabulary: Vocabulary
) -> None:
    assert found == find_header(grid(*lines).frame, CellKinds(vocabulary))
