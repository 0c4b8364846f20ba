"""Values that cannot be right beside the periods around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import TABLE, refused
from statbook.ingest import AddRequest, add

IMPLAUSIBLE = {
    "a factor of ten in one row": (TABLE + "2025-07,7,670,1,x\n", "table.csv:2:C", "as the numbers beside it"),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPLAUSIBLE)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = IMPLAUSIBLE[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


KNOWN = "".join(f"2025-0{n},{n},6{n}.123,1{n}.5,x\n" for n in range(1, 8))


BESIDE_EARLIER = {
    "a new rate as a fraction": ("2025-08,8,,0.175,x\n", ":2:D", "0.175 percent in 2025-08"),
    "a new rate hundred times as high": ("2025-08,8,,1750,x\n", ":2:D", "1750 percent in 2025-08"),
    "a level and its rate of the month before": ("2025-08,7,,17.5,x\n", ":2:B", "exactly what data/ has for 2025-07"),
    "a level with many digits of the month before": ("2025-08,,67.123,,x\n", ":2:C", "exactly what data/ has for 2025-07"),
}  # fmt: skip


@pytest.mark.parametrize("name", BESIDE_EARLIER)
def test_beside_earlier_values_a_table_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    rows, where, words = BESIDE_EARLIER[name]
    known = tmp_path / "known.csv"
    known.write_text(TABLE + KNOWN, encoding="utf-8")
    add(data, known, AddRequest("orchard", "2026-01-30"))

    message = refused(data, tmp_path, "table.csv", (TABLE + rows).encode())

    assert [f"table.csv{where}"] == [line.split(": found")[0] for line in message.split("\n")]
    assert words in message


def test_months_added_up_by_the_table_must_be_near_to_the_sum_of_its_months(shared_data: Path, tmp_path: Path) -> None:
    head = "indicator,region,period,timing,measure,value,unit\n"
    months = "".join(f"pears,North,2024-0{month},over,level,{month}00,CNY\n" for month in range(1, 4))
    table = head + months + "pears,North,2024-01/2024-03,to_date,level,6000,CNY\n"

    assert "own.csv:5:F: found 6000 for 2024-01/2024-03; expected about 600, the sum of the months." in refused(
        shared_data, tmp_path, "own.csv", table.encode(), ""
    )
