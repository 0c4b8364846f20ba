"""What a monthly series says in words."""

from __future__ import annotations

from monthly import Make, series
from statbook.charts.series import Series, months_below_zero, rank_by_month


def test_the_month_of_the_chapter_is_ranked_among_the_same_months(observation: Make) -> None:
    told = series(observation, {"2023-01": 9, "2024-01": 1, "2024-02": 99, "2025-01": 5}).months

    text = rank_by_month(Series("A", told, asked="2025-01"), "en")
    assert "of the 2 years before it in the data, from 2023 on, 1 had more in the same month" == text
    assert "" == rank_by_month(Series("A", told, asked="2023-01"), "en") == rank_by_month(Series("A", told), "en")


def test_months_below_zero_are_counted(observation: Make) -> None:
    told = series(observation, {"2025-01": 9, "2025-02": -1, "2025-03": 0}).months

    assert months_below_zero(Series("A", told), "en").startswith("1 of 3")
