"""Adding a file: what enters, what the command says, and what data/ keeps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import DAY, SHORT, TABLE, added, refused, table, values, with_recipe
from made_up_tables import as_csv, cells, examples, periods_of_tables
from orchard_book import bytes_of, orchard
from statbook.audit import Audit
from statbook.errors import StatbookError
from statbook.ingest.add import AddRequest, add
from statbook.ingest.report import report
from statbook.store import Package, Store, check_printed, check_tables


def test_a_table_enters_with_its_source_and_its_cells(data: Path) -> None:
    made = added(data, TABLE + "2025-07,7,--,1.5,x\n")

    assert {"china.2025-07.apples": "700000000", "china.2025-07.apples.growth": "1.5"} == values(made)
    assert 1 == made.missing
    apples, growth = table(data, "credit")[-2:]
    assert ("7", "B2", "orchard-2026-01-31", DAY, "over", "") == tuple(
        apples[name] for name in ("printed", "cell", "source", "known_from", "timing", "step")
    )
    assert ("2024-07", "percent", "D2") == tuple(growth[name] for name in ("base_period", "unit", "cell"))
    source = table(data, "sources")[-1]
    assert ("table.csv", DAY, "inferred", "read") == tuple(
        source[name] for name in ("file", "date", "date_basis", "use")
    )


def test_rows_that_are_there_keep_every_byte(data: Path) -> None:
    before = bytes_of(data)
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    after = bytes_of(data)

    assert {"credit.csv", "sources.csv"} == {name for name in after if after[name] != before[name]}
    assert all(after[name].startswith(before[name]) for name in before)


def test_of_a_plain_table_nothing_is_said_but_how_it_was_read(data: Path) -> None:
    assert ("read as UTF-8", "cells separated by commas") == added(data, TABLE + "2025-07,7,67,1.5,x\n").notes


NATIVE = "indicator,region,period,timing,measure,value,unit,source,cell\napples,North,2024-01,over,level,7,CNY,%s\n"


@pytest.mark.parametrize(
    ("day", "source", "fault"),
    [
        (DAY, "", ""),
        (DAY, "old,B2", ""),
        ("", "old,B2", ""),
        ("", ",", "--date: found no day; expected the day on which"),
    ],
)
def test_a_table_without_a_recipe_needs_a_day_where_a_row_is_from_the_table_itself(
    day: str, source: str, fault: str, data: Path
) -> None:
    file = data.parent / "own.csv"
    file.write_text(NATIVE % (source or ","), encoding="utf-8")

    if fault:
        with pytest.raises(StatbookError, match=fault):
            add(data, file, AddRequest("", day))
    else:
        made = add(data, file, AddRequest("", day))
        assert {"north.2024-01.apples": "7"} == values(made)
        assert ("read as UTF-8", "cells separated by commas") == made.notes


def test_a_recipe_that_is_none_is_told_with_those_that_are(data: Path) -> None:
    with pytest.raises(
        StatbookError, match=r"--recipe orchar: found no such recipe; expected one of orchard\. Did you"
    ):
        added(data, TABLE, "orchar")
    with pytest.raises(StatbookError, match=r"none\.csv: found no such file; expected a table"):
        add(data, data.parent / "none.csv", AddRequest("orchard", DAY))


def test_a_dry_run_says_what_would_enter_and_changes_nothing(data: Path) -> None:
    before = bytes_of(data)
    file = data.parent / "table.csv"
    file.write_text(TABLE + "2025-07,7,67,1,x\n")
    made = add(data, file, AddRequest("orchard", DAY), dry=True)

    assert "3 new numbers would be added" in list(report(made, dry=True))
    assert before == bytes_of(data)


def test_what_looks_wrong_enters_with_a_reason_that_stands_with_the_source(data: Path) -> None:
    added(data, TABLE + "2025-07,7,670,1,x\n", waiver="A good year.")

    assert "Looked at: A good year." == table(data, "sources")[-1]["note"]


def test_growth_in_a_table_is_not_judged_by_levels_of_other_vintages(data: Path) -> None:
    growth = (
        '{identity: growth, measure: growth, formula: "({own} / {own.before} - 1) * 100", name: {en: growth, zh: 增速}}'
    )
    identities = (data / "identities.yaml").read_text(encoding="utf-8")
    (data / "identities.yaml").write_text(
        identities.replace("identities: []", f"identities: [{growth}]"), encoding="utf-8"
    )
    added(data, TABLE + "2024-01,3,63,,\n2025-01,1,61,77,x\n")
    in_a_table = Audit(Store.load(data)).faults()
    credit = data / "credit.csv"
    of_text = (
        credit.read_text(encoding="utf-8")
        .replace(",old,,B2,", ",old,5,,")
        .replace("orchard-2026-01-31,,", "orchard-2026-01-31,9,")
    )
    credit.write_text(of_text.replace(",9,B2,", ",9,,").replace(",9,D3,", ",9,,"), encoding="utf-8")

    assert [] == in_a_table
    assert ["data/credit.csv: china.2025-01.apples.growth"] == [
        fault.where for fault in Audit(Store.load(data)).faults()
    ]


def test_rows_of_one_column_may_count_in_other_units_but_none_is_ten_times_too_large(data: Path) -> None:
    with_recipe(data, SHORT + "unit_column: 单位\nvalues: [{column: 苹果, indicator: apples}]\n")
    added(data, "月份,单位,苹果\n2025年7月,亿元,7\n2025年8月,万元,80000\n2025年9月,亿元,9\n", "other")
    path = data / "credit.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",900000000,", ",9000000000,"), encoding="utf-8")

    assert ["'9' times 10 to the 8, as in the rest of its column"] == [
        each.expected for each in check_printed(Package(data))
    ]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            "700000000,,CNY",
            "710000000,,CNY",
            "value: found 710000000; expected '7' times 10 to the 8, as in the rest of its column.",
        ),
        (
            "700000000,,CNY",
            "7000000000,,CNY",
            "value: found 7000000000; expected '7' times 10 to the 8, as in the rest of its column.",
        ),
        (
            "700000000,,CNY",
            "-700000000,,CNY",
            "value: found -700000000; expected '7' times 10 to the 8, as in the rest of its column.",
        ),
    ],
    ids=["digit", "scale", "sign"],
)
def test_a_number_of_a_table_says_what_its_cell_says(was: str, now: str, told: str, data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n2025-08,8,68,1,x\n2025-09,9,69,1,x\n")
    credit = data / "credit.csv"
    credit.write_text(credit.read_text(encoding="utf-8").replace(f",{was}", f",{now}"), encoding="utf-8")

    assert [f"data/credit.csv:14: {told} Mend value or printed."] == [
        str(fault) for fault in check_printed(Package(data))
    ]


def test_all_faults_of_a_file_come_at_once(shared_data: Path, tmp_path: Path) -> None:
    message = refused(shared_data, tmp_path, "table.csv", (TABLE + "2025-13,x,y,z,\n2025-07,x,67,1,\n").encode())

    assert ["table.csv:2:A", "table.csv:2:B", "table.csv:2:C", "table.csv:2:D", "table.csv:3:B"] == sorted(
        {line.split(" ")[0].rstrip(":") for line in message.split("\n")}
    )


LONG = """period: {column: 月份}
region: {column: 地区}
series: 项目
long: 数值
unit_column: 单位
values:
  - {column: 苹果, indicator: apples}
  - {column: 同比, indicator: apples, measure: growth, base: year_before}
"""


def test_faults_of_every_kind_come_at_once_in_the_order_of_the_file(data: Path, tmp_path: Path) -> None:
    with_recipe(data, LONG)
    lines = [
        "2025-07,China,苹果,7,亿元", "2025-07,China,苹果,8,亿元", "2025-07,Nowhere,苹果,9,亿元", "2025-13,China,苹果,x,亿元",
        "2025-08,China,樱桃,7,亿元", "2025-08,China,苹果,6,亿美元", "2025-08,China,同比,1,", "2025-08,North,同比,1,‰",
        "2025-09,China,同比,1..2,%", "2025-10,China,同比,1,%",
    ]  # fmt: skip
    message = refused(data, tmp_path, "t.csv", "\n".join(["月份,地区,项目,数值,单位", *lines]).encode(), "other")

    told = [re.match(r"(t\.csv:\d+:[A-Z]).*?: found (.+?); expected (.+?)\. ", line) for line in message.split("\n")]
    assert [
        ("t.csv:3:D", "8 for apples in 2025-07, that is 800000000 CNY", "7, that is 700000000 CNY, as in t.csv:2:D"),
        ("t.csv:4:B", "'Nowhere'", "a code or a name of members.csv with dimension region"),
        ("t.csv:5:A", "'2025-13'", "a period"),
        ("t.csv:5:D", "'x'", "a number in CNY, or a sign for a missing one"),
        ("t.csv:6:C", "'樱桃'", "a series that the recipe names"),
        ("t.csv:7:D", "USD", "a unit of money, as apples has for level"),
        ("t.csv:8:D", "no unit", "a unit, as %"),
        ("t.csv:9:E", "the unit '‰', which data/ does not have", "a unit, as %"),
        ("t.csv:10:D", "'1..2'", "a number in percent, or a sign for a missing one"),
    ] == [each.groups() for each in told if each]


def test_what_surrounds_the_rows_is_told_with_them(data: Path, tmp_path: Path) -> None:
    table = TABLE.strip() + ",other\n2025-07,x,67,1,,1\n2025-08,8,68,2\n"
    message = refused(data, tmp_path, "t.csv", table.encode())

    assert ["t.csv:1:F", "t.csv:2:B", "t.csv:3"] == [line.split(": ")[0].split(" ")[0] for line in message.split("\n")]
    assert all(re.search(r"[.?] .*[.?]$", line) for line in message.split("\n"))


def test_the_steps_of_an_addition_are_told(data: Path) -> None:
    (data.parent / "t.csv").write_text(TABLE + "2025-07,7,67,1,x\n")
    told: list[str] = []
    add(data, data.parent / "t.csv", AddRequest("orchard", DAY), progress=told.append)

    assert [
        "reading t.csv", "understanding 10 cells", "comparing with data/", "checking what data/ would be", "writing data/",
    ] == told  # fmt: skip


def test_of_very_many_faults_the_first_are_told_and_the_number_of_the_rest(shared_data: Path, tmp_path: Path) -> None:
    message = refused(
        shared_data, tmp_path, "table.csv", (TABLE + "".join(f"19{n},x,1,1,\n" for n in range(10, 80))).encode()
    )

    assert 51 == len(message.split("\n"))
    assert "table.csv: found 20 more faults" in message


_BOOKS: dict[str, Any] = {}


def _fresh(factory: pytest.TempPathFactory) -> Path:
    """The book as it is at first, made once and written back for each example."""
    if not _BOOKS:
        _BOOKS["data"] = orchard(factory.mktemp("fresh"))
        _BOOKS["files"] = bytes_of(_BOOKS["data"])
    data: Path = _BOOKS["data"]
    for name, content in _BOOKS["files"].items():
        (data / name).write_bytes(content)
    return data


@examples(40)
@given(rows=st.lists(st.tuples(periods_of_tables, cells, cells, cells), min_size=1, max_size=4))
def test_what_enters_is_sound_and_what_is_refused_changes_no_byte(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = _fresh(tmp_path_factory)
    before = bytes_of(data)
    file = data.parent / "table.csv"
    table: list[list[Any]] = [["month", "apples", "pears", "growth", "remark"], *([*row, ""] for row in rows)]
    file.write_bytes(as_csv(table))
    try:
        add(data, file, AddRequest("orchard", "2026-01-31", waiver="Made up."))
    except StatbookError:
        assert before == bytes_of(data)
        return
    assert [] == [*check_tables(Package(data)), *check_printed(Package(data))]
    for name, content in before.items():
        assert bytes_of(data)[name].startswith(content)


def test_faults_and_doubts_are_told_in_one_go_in_the_order_of_the_file(data: Path, tmp_path: Path) -> None:
    words = refused(data, tmp_path, "table.csv", (TABLE + "2025-07,7,670,1,x\n2025-08,x,68,1.5,x\n").encode())

    assert words.index("table.csv:2:C") < words.index("table.csv:3:B")
    assert "say --knowingly" in words
    assert "expected a number in 亿元" in words
