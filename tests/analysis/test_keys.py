"""Tests of analysis/keys.py."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis.keys import Key, earlier_period, period_in_series
from statbook.store import Observation


@pytest.mark.parametrize(
    ("text", "indicator", "codes", "measure", "qualifiers"),
    [
        ("trade", "trade", [], "level", []),
        ("trade.growth", "trade", [], "growth", []),
        ("trade.export", "trade", ["export"], "level", []),
        ("trade.processing.export.points@North@2025", "trade", ["export", "processing"], "points", ["North", "2025"]),
        ("growth", "growth", [], "level", []),
        ("trade.level", "trade", [], "level", []),
    ],
)
def test_a_key_is_taken_apart(text: str, indicator: str, codes: list[str], measure: str, qualifiers: list[str]) -> None:
    key = Key(text)

    assert (key.indicator, key.codes, key.measure, key.qualifiers) == (indicator, codes, measure, qualifiers)
    assert key.name == text.partition("@")[0]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("k@North", "North"),
        ("k@2025@North", "North"),
        ("k@latest@North", "North"),
        ("k@2025", None),
        ("k@../..", None),
        ("k", None),
    ],
)
def test_the_region_of_a_key_is_no_period_and_no_word_for_one(text: str, region: str | None) -> None:
    assert Key(text).region == region


def test_words_for_periods_depend_on_a_series_or_on_the_scope() -> None:
    assert Key("k@latest").has_series_qualifier
    assert Key("k@North@year_earlier").has_series_qualifier
    assert not Key("k@North@2025").has_series_qualifier


@pytest.mark.parametrize(
    ("period", "word", "found"),
    [
        ("2026-03", "month_earlier", "2026-02"),
        ("2026-01", "month_earlier", "2025-12"),
        ("2026-12", "month_earlier", "2026-11"),
        ("2026", "month_earlier", None),
        ("2026-03", "year_earlier", "2025-03"),
        ("2026-01/2026-02", "year_earlier", "2025-01/2025-02"),
        (None, "year_earlier", None),
    ],
)
def test_an_earlier_period_is_a_month_or_a_year_before(period: str | None, word: str, found: str | None) -> None:
    assert earlier_period(period, word) == found


@pytest.mark.parametrize(
    ("last", "word", "found"),
    [
        ("2026-03", "latest", "2026-03"),
        ("2026-03", "year_before", "2025-03"),
        ("2026-03", "to_date", "2026-01/2026-03"),
        ("2026-03", "to_date_before", "2025-01/2025-03"),
        ("2026-01", "to_date", "2026-01"),
        ("2026-01", "to_date_before", "2025-01"),
    ],
)
def test_a_word_means_a_period_of_the_series(
    observation: Callable[..., Observation], last: str, word: str, found: str
) -> None:
    assert period_in_series([observation(period="2025-01"), observation(period=last)], word) == found
    assert period_in_series([], word) is None
