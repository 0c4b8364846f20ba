"""Levels below zero that cannot be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from adding import LEVELS, SHORT, added, refused, values, with_recipe
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.sign_checks import doubt_signs

MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
INDICATORS = {
    "apples": {"kind": "flow", "basis": ""},
    "net": {"kind": "flow", "basis": "net"},
    "trees": {"kind": "stock", "basis": ""},
    "rate": {"kind": "rate", "basis": ""},
    "saldo": {"kind": "flow", "name_zh": "贸易差额"},
    "profit": {"kind": "flow", "name_en": "Total profits"},
    "exchange": {"kind": "flow", "name_en": "Exchanged apples"},
}
MEMBERS = {("flow", "export"): {"name_zh": "出口"}, ("flow", "rest"): {"name_en": "balance of trade"}}
NO_BALANCE = "nothing below zero: {} is no balance, net amount or change"


def rows(numbers: list[str], indicator: str = "apples", **cells: str) -> pd.DataFrame:
    """Levels of one series by month."""
    frame = pd.DataFrame({"period": MONTHS[: len(numbers)], "value": numbers}, dtype=object)
    frame["where"] = pd.Series([Place("t.csv", 2 + at, 1) for at in range(len(frame))], dtype=object)
    usual = {"indicator": indicator, "measure": "level", "unit": "CNY", "series": indicator, "flow": "export"}
    return frame.assign(number=frame["value"].astype(float), **usual | cells)


def told(coming: pd.DataFrame) -> list[str]:
    found = doubt_signs(coming, coming, INDICATORS, MEMBERS)
    return [f"{fault.where}: {fault.found}; {fault.expected}" for fault in found]


@pytest.mark.parametrize("numbers", [["-12"], ["12", "-12"], ["-12", "-13", "14"], ["12", "130", "-12", "14"]])
def test_a_level_below_zero_is_doubted_whatever_stands_beside_it(numbers: list[str]) -> None:
    below = [(at, number) for at, number in enumerate(numbers) if number.startswith("-")]
    words = [f"t.csv:{at + 2}:B: {number} CNY in {MONTHS[at]}; {NO_BALANCE.format('apples')}" for at, number in below]

    assert words == told(rows(numbers))


@pytest.mark.parametrize(
    ("indicator", "flow", "faults"),
    [("net", "export", 0), ("rate", "export", 0), ("saldo", "export", 0), ("profit", "export", 0), ("exchange", "export", 1), ("apples", "rest", 0), ("apples", "export", 1)],
)  # fmt: skip
def test_net_amounts_balances_and_changes_may_be_below_zero(indicator: str, flow: str, faults: int) -> None:
    assert faults == len(told(rows(["12", "-13", "14"], indicator, flow=flow)))
    assert [] == told(rows(["12", "-13", "14"], indicator, flow=flow, measure="difference"))


@pytest.mark.parametrize(
    ("indicator", "number", "faults"),
    [("apples", "-100.1", 1), ("apples", "-100", 0), ("trees", "-120", 1), ("net", "-120", 0), ("profit", "-120", 0), ("rate", "-120", 0)],
)  # fmt: skip
def test_nothing_but_a_net_amount_falls_by_more_than_all(indicator: str, number: str, faults: int) -> None:
    coming = rows([number], indicator, measure="growth", unit="percent")
    words = f"t.csv:2:B: {number} percent in 2023-01; no fall of more than 100 percent: is it in another unit?"

    assert [words] * faults == told(coming)
    assert [] == told(coming.assign(unit="percentage_point"))


@pytest.mark.parametrize(
    ("numbers", "indicator", "found"),
    [
        (["12", "13", "0", "14", "13"], "apples", ["t.csv:4:B: 0 CNY in 2023-03"]), (["12", "13", "0", "14"], "apples", []), (["12", "13", "0", "14", "15", "0"], "apples", []),
        (["12", "13", "-1", "14", "15", "14", "13", "12", "-1", "15"], "profit", ["t.csv:4:B: -1 CNY in 2023-03", "t.csv:10:B: -1 CNY in 2023-09"]), (["12", "130", "0", "14", "150"], "apples", []),
    ],
)  # fmt: skip
def test_what_may_be_zero_or_below_is_doubted_among_four_times_as_many_steady_ones(
    numbers: list[str], indicator: str, found: list[str]
) -> None:
    assert [f"{words}; a number above zero, as the others of the series" for words in found] == told(
        rows(numbers, indicator)
    )


def test_a_table_with_negative_amounts_enters_with_a_reason_or_as_a_net_amount(data: Path, tmp_path: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    table = "月份,苹果\n2025年7月,-7\n2025年8月,8\n2025年9月,-9\n"

    assert ["other.csv:2:B", "other.csv:4:B"] == [
        line.split(": found")[0] for line in refused(data, tmp_path, "other.csv", table.encode(), "other").split("\n")
    ]
    indicators = data / "indicators.csv"
    text = indicators.read_text(encoding="utf-8")
    indicators.write_text(text.replace("Nobody,flow,CNY,,,,,,", "Nobody,flow,CNY,,,net,,,", 1), encoding="utf-8")
    assert "-900000000" == values(added(data, table, "other"))["china.2025-09.apples"]
