"""Detection rate: the digits of a theme by what the audit detects."""

from __future__ import annotations

from typing import Any

from statbook.audit import Power
from statbook.charts import (
    ChartSpec,
    Labels,
    detection_rate,
)

POWER = Power(
    observations=3,
    worded=0,
    digits=10,
    misprints=80,
    related_observations=1,
    related_digits=4,
    related=30,
    caught=15,
    always=1,
    sometimes=2,
    by_identity={"sum": (20, 15), "share": (30, 3)},
)


def rows_of(spec: ChartSpec, width: int = 700) -> list[dict[str, Any]]:
    return [row for data in spec.draw(width).to_dict()["datasets"].values() for row in data]


def test_the_digits_of_a_theme_are_parted_by_what_is_noticed(labels: Labels) -> None:
    spec = detection_rate(labels, {"trade": POWER}, {"trade": "Trade"})

    assert spec is not None
    assert {1, 2, 6} == {row["Digits"] for row in rows_of(spec)}
    assert ["Trade", "1", "2", "1", "6"] == list(spec.rows.iloc[0])
    assert "60%" == spec.facts["outside_part"]
