"""What a printed form says fills the cells of its row."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import pytest

from statbook.ingest.parsing.printed_values import fill_from_printed, fill_row, to_faults
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Place
from statbook.store.validation.printed_form import unit_factor


def row(printed: str, **cells: str) -> dict[str, Any]:
    usual = {
        "indicator": "apples",
        "measure": "level",
        "value": "",
        "value_to": "",
        "unit": "",
        "bound": "",
        "note": "",
    }
    return usual | {"printed": printed} | cells


def filled(vocabulary: Vocabulary, printed: str, **cells: str) -> tuple[dict[str, str], list[str]]:
    units = pd.DataFrame([*vocabulary.units.values()]).set_index("unit", drop=False)
    found, findings = fill_row(row(printed, **cells), vocabulary.indicators, partial(unit_factor, units=units))
    return dict(found), [column for column, *_ in findings]


@pytest.mark.parametrize(
    ("printed", "cells", "expected"),
    [
        ("7.75万亿元", {}, {"value": "7750000000000", "unit": "CNY", "bound": "exact"}),
        ("7.75万亿元", {"value": "7750000000000"}, {"value": "7750000000000"}),
        ("7.75万亿元", {"value": "7754000000000"}, {"value": "7750000000000"}),
        ("超7亿元", {}, {"value": "700000000", "bound": "more_than"}),
        ("3亿至5亿元", {}, {"value": "300000000", "value_to": "500000000"}),
        ("5.0%", {"measure": "growth", "value": "5"}, {"value": "5.0", "unit": "percent"}),
        ("下降3.8%", {"measure": "growth"}, {"value": "-3.8", "unit": "percent"}),
        ("3.8%", {"measure": "growth", "before": "元，下降"}, {"value": "-3.8"}),
        ("3.8%", {"measure": "growth", "before": "元，增长"}, {"value": "3.8"}),
        ("-3.8%", {"measure": "growth"}, {"value": "-3.8"}),
        ("3.8%", {"measure": "growth", "value": "-3.8"}, {"value": "-3.8"}),
        ("2个百分点", {"measure": "share_change", "before": "提升"}, {"value": "2", "unit": "percentage_point"}),
        (
            "2个百分点",
            {"indicator": "sweetness", "measure": "difference", "before": "提高"},
            {"unit": "percentage_point"},
        ),
        ("4.1%", {"indicator": "sweetness"}, {"value": "4.1", "unit": "percent"}),
        ("775", {"value": "77500000000", "unit": "CNY"}, {"bound": "exact", "unit": None, "value": None}),
    ],
)
def test_value_unit_and_bound_are_those_of_the_printed_form(
    printed: str, cells: dict[str, str], expected: dict[str, str], vocabulary: Vocabulary
) -> None:
    found, findings = filled(vocabulary, printed, **cells)

    assert [] == findings
    assert expected == {column: found.get(column) for column in expected}


@pytest.mark.parametrize(
    ("printed", "cells", "column"),
    [
        ("7.75万亿元", {"value": "7760000000000"}, "value"),
        ("7.75万亿元", {"value": "7.75"}, "value"),
        ("7.75万亿元", {"value_to": "8000000000000"}, "value_to"),
        ("7.75万亿元", {"unit": "percent"}, "unit"),
        ("3.8%", {"measure": "growth"}, "value"),
        ("3.8%", {"measure": "growth", "before": "速回落至"}, "value"),
        ("3.8%", {"measure": "growth", "before": "降幅为"}, "value"),
        ("一半", {}, "printed"),
        ("775", {}, "value"),
        ("超7万亿", {}, "unit"),
        ("55.6亿美元", {"unit": ""}, "printed"),
    ],
)
def test_a_cell_that_says_something_else_is_found(
    printed: str, cells: dict[str, str], column: str, vocabulary: Vocabulary
) -> None:
    assert [column] == filled(vocabulary, printed, **cells)[1]


def test_rows_whose_printed_form_is_their_value_stay_as_they_are(vocabulary: Vocabulary) -> None:
    rows = pd.DataFrame([row("7", value="7", unit="CNY", bound="about"), row("7亿元", value="7")])
    rows = rows.assign(where=[Place("t.csv", 2, 3), Place("t.csv", 3, 3)])
    units = pd.DataFrame([*vocabulary.units.values()]).set_index("unit", drop=False)

    made, found = fill_from_printed(rows, vocabulary.indicators, units)

    assert {1: "700000000"} == dict(made["value"])
    assert ["t.csv:3:E (value): found 7; expected 700000000, as '7亿元' says. "
            "Mend value or printed, or leave value empty."] == [*map(str, to_faults(rows, found, {"value": 4}))]  # fmt: skip
