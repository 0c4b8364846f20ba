"""What cells are."""

from __future__ import annotations

import pytest

from statbook.ingest.cell_kinds import CellKinds
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.store import Store


@pytest.mark.parametrize(
    ("text", "kind"),
    [("--", "missing"), ("1,234.5", "number"), ("5亿元", "number"), ("2024", "number"), ("亿元", "unit"), ("CNY 100 million", "unit"), ("2024年1-2月", "period"), ("2024-01", "period"), ("苹果", "text"), ("9月比上月±%", "text"), ("5%", "number")],
)  # fmt: skip
def test_a_cell_is_of_one_kind(text: str, kind: str, vocabulary: Vocabulary) -> None:
    assert kind == CellKinds(vocabulary).of(text)


@pytest.mark.parametrize(
    "text", ["2024", "2024.1", "202401", "2024-01", "1Q2024", "1-2024", "01 Jan 2024", "2024-02-02", "２０２４年"]
)
def test_a_number_may_be_a_period(text: str, vocabulary: Vocabulary) -> None:
    assert CellKinds(vocabulary).is_period(text)


@pytest.mark.parametrize(
    ("text", "is_total"), [("合 计", True), ("Total", True), ("2024", False), ("合计（亿元）", False)]
)
def test_a_label_may_say_that_its_row_adds_up_the_others(text: str, is_total: bool, vocabulary: Vocabulary) -> None:
    assert is_total == CellKinds(vocabulary).is_total(text)


def test_a_year_is_no_number_of_years(store: Store) -> None:
    kinds = CellKinds(Vocabulary(store))

    assert ("period", "number", "number") == (kinds.of("2026年"), kinds.of("5年"), kinds.of("2026"))
