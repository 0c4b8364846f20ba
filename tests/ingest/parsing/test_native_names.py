"""Names and written periods in the layout of a theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import added, refused

HEAD = "indicator,region,sector,period,timing,measure,base_period,printed\n"
ROW = "apples,{region},{sector},{period},{timing},{measure},{base},{printed}\n"
LEVEL = {"region": "North", "sector": "red", "period": "2024-01", "timing": "over", "measure": "level", "base": "", "printed": "7亿元"}  # fmt: skip


def content(**cells: str) -> str:
    return HEAD + ROW.format_map(LEVEL | cells)


@pytest.mark.parametrize(
    ("cells", "key", "note"),
    [
        ({"region": "北方"}, "north.2024-01.apples.red", "region: read 北方 as North"),
        ({"sector": "红"}, "north.2024-01.apples.red", "sector: read 红 as red"),
        ({"sector": ""}, "north.2024-01.apples", ""),
        ({"period": "2024年1月"}, "north.2024-01.apples.red", "period: read 2024年1月 as 2024-01"),
        ({"period": "2024年1-3月"}, "north.2024-01_2024-03.apples.red", "period: read 2024年1-3月 as 2024-01/2024-03"),
        ({}, "north.2024-01.apples.red", ""),
    ],
)
def test_names_and_periods_become_codes_and_the_report_says_so(
    cells: dict[str, str], key: str, note: str, data: Path
) -> None:
    made = added(data, content(**cells), "")

    assert [key] == list(made.plan.new["obs"])
    assert ([note] if note else []) == [each for each in made.notes if ": read " in each]


def test_a_base_may_be_written_too(data: Path) -> None:
    made = added(data, content(measure="growth", base="2023年1月", printed="增长5%"), "")

    assert ["2023-01"] == list(made.plan.new["base_period"])


@pytest.mark.parametrize(("of", "code"), [("region=中国", "region=China"), ("region=China", "region=China"), ("unknown", "unknown"), ("sector=all", "sector=all")])  # fmt: skip
def test_a_whole_may_be_named_too(of: str, code: str, data: Path) -> None:
    table = HEAD.replace("base_period", "of") + ROW.format_map(
        LEVEL | {"measure": "share", "base": of, "printed": "5%"}
    )

    assert [code] == list(added(data, table, "").plan.new["of"])


def test_of_many_names_the_first_are_told(data: Path) -> None:
    rows = [ROW.format_map(LEVEL | {"period": f"2024年{month}月", "printed": f"{month}亿元"}) for month in range(1, 8)]
    (note,) = (each for each in added(data, HEAD + "".join(rows), "").notes if each.startswith("period"))

    assert note.endswith("2024年5月 as 2024-05, and 2 more")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"region": "Norht"}, "table.csv:2:B (region): found 'Norht'; expected a code or a name of members.csv with dimension region. Did you mean North?"),
        ({"region": "火星"}, "(region): found '火星'; expected a code or a name of members.csv with dimension region. Write one of China, North, South, or add"),
        ({"region": ""}, "(region): found an empty cell; expected a code or a name of members.csv with dimension region. Write its code."),
        ({"sector": "蓝"}, "(sector): found '蓝'; expected a code or a name of members.csv with dimension sector. Write one of red, green"),
        ({"period": "去年"}, "table.csv:2:D (period): found '去年'; expected a period that the calendar has. Write it as 2026-01, 2026-01/2026-10 or 2026年1-10月."),
        ({"period": "2024.1"}, "(period): found '2024.1'; expected one period. It may be January 2024 or October 2024"),
        ({"period": "2024年1月末"}, "found '2024年1月末' with timing over; expected timing at, as it says. Write timing at, or the period as 2024-01."),
    ],
)  # fmt: skip
def test_what_is_no_code_and_no_name_is_refused_with_what_to_write(
    cells: dict[str, str], words: str, shared_data: Path, tmp_path: Path
) -> None:
    message = refused(shared_data, tmp_path, "table.csv", content(**cells).encode(), "")

    assert words in message
    assert "recipe" not in message
