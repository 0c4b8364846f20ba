"""Parts and wholes."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import DAY, refused
from orchard import HEADER, row

WRONG_SUMS = {
    "parts that do not add up": (HEADER + "\n" + row("apples", "2025-03", 1, "red", DAY) + row("apples", "2025-03", 9, "green", DAY), "own.csv:2:K", "the whole, 300000000"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_SUMS)
def test_rows_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = WRONG_SUMS[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message
