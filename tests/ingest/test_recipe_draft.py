"""Drafts of recipes."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

import spreadsheets
from adding import DAY, values, workbook
from made_up_tables import as_csv
from statbook.errors import DataError, StatbookError
from statbook.ingest.add import AddRequest, add
from statbook.ingest.recipe_draft import draft_recipe, find_open_answers, write_draft
from statbook.store import Store


def test_a_draft_is_refused_until_it_is_filled_in(data: Path) -> None:
    file = data.parent / "fruit.csv"
    file.write_text("月份,苹果(亿元),同比(%),环比\n2024-01-01,1,2,3\n2024-02-01,2,3,4\n")
    name, text = draft_recipe(Store.load(data), file)
    (data / "recipes" / f"{name}.yaml").write_text(text)

    assert 'period: {column: "月份", is: month}' in text
    with pytest.raises(DataError, match="region: is: found FILL_IN"):
        add(data, file, AddRequest(name, DAY))

    filled = text.replace("theme: FILL_IN", "theme: credit").replace("region: {is: FILL_IN}", "region: {is: China}")
    (data / "recipes" / f"{name}.yaml").write_text(
        filled.replace("indicator: FILL_IN", "indicator: apples").replace("FILL_IN", "Said.")
    )
    assert 4 == len(add(data, file, AddRequest(name, DAY)).plan.new)


DRAFTS = {
    "a row of units and a note": (
        "月份,苹果,同比\n,亿元,%\n2025年7月,7,1\n2025年8月,8,2\n2025年9月,9,3\n注：虚构。,,\n",
        'table: {unit_row: 2, notes: ["注"]}',
    ),
    "two rows of names": (
        "月份,苹果,,梨,\n,余额（亿元）,同比,余额（亿元）,同比\n2025年7月,7,1,67,1\n2025年8月,8,2,68,2\n",
        "table: {header: [1, 2]}",
    ),
    "years beside months, and units": (
        "年份,月份,单位,苹果\n2025,7,亿元,7\n2025,8,亿元,8\n",
        'period: {columns: ["年份", "月份"]}',
    ),
    "months below their year": ("指标,单位,2025年,,\n,,7月,8月,9月\n苹果,亿元,7,8,9\n", "table: {header: [1, 2]}"),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_reads_the_table_that_it_was_made_of(name: str, data: Path) -> None:
    content, table_line = DRAFTS[name]
    file = data.parent / "fruit.csv"
    file.write_text(content)
    recipe, text = draft_recipe(Store.load(data), file)
    assert table_line in text.split("\n")

    filled = text.replace("theme: FILL_IN", "theme: credit").replace("region: {is: FILL_IN}", "region: {is: China}")
    for fruit in ("indicator: apples", "indicator: apples", "indicator: pears", "indicator: pears"):
        filled = filled.replace("indicator: FILL_IN", fruit, 1)
    (data / "recipes" / f"{recipe}.yaml").write_text(filled.replace("FILL_IN", "Said."))
    made = values(add(data, file, AddRequest(recipe, DAY)))

    assert "700000000" == made["china.2025-07.apples"]
    assert {
        "a row of units and a note": 6,
        "two rows of names": 8,
        "years beside months, and units": 2,
        "months below their year": 3,
    }[name] == len(made)


def drafted(folder: Path, *lines: str) -> list[str]:
    """The lines of a draft for a table, without those about its source."""
    file = folder.parent / "fruit.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    draft = draft_recipe(Store.load(folder), file)[1].splitlines()
    return draft[[line.startswith("  publisher:") for line in draft].index(True) + 1 :]


def test_a_draft_of_a_plain_table_explains_each_guess(data: Path) -> None:
    assert [
        "# Column A holds periods, such as 2024-01.",
        'period: {column: "月份"}',
        "# Column B holds names of regions in members.csv.",
        'region: {column: "地区"}',
        "values:",
        "  # column C, such as 1: its name suggests growth, to_date",
        '  - {column: "累计同比(%)", indicator: FILL_IN, measure: growth, base: year_before, timing: to_date, unit: "%"}',
        "  # column D, such as 3",
        '  - {column: "苹果", indicator: apples, unit: FILL_IN}',
        "  # column E, such as 4: its name suggests share",
        '  - {column: "占比", indicator: FILL_IN, measure: share, of: FILL_IN, unit: "%"}',
        "leave_out:  # no numbers of their own, or changes from one month to the next; give the reason",
        '  "环比": FILL_IN',
        '  "备注": FILL_IN',
    ] == drafted(data, "月份,地区,累计同比(%),苹果,占比,环比,备注", "2024-01,北方,1,3,4,5,x", "2024-02,China,2,4,5,6,y")


def test_lines_above_the_names_are_a_title_and_lone_cells_below_are_notes(data: Path) -> None:
    lines = drafted(
        data, "果园,,", "月份,苹果,梨", "2024-01,1,2", "2024-02,1,2", "2024-03,,", "注：虚构,,", "来源: 果园,,"
    )

    assert [
        "# The first lines are taken as a title: line 2 has the names of the columns.",
        "# Lines of one cell are taken as notes, by how they begin.",
        'table: {header: 2, notes: ["注", "来源"]}',
    ] == lines[:3]


def test_a_header_of_two_lines_below_a_title_is_named_by_its_lines(data: Path) -> None:
    lines = drafted(data, "果园,,", "月份,苹果,", ",余额,同比", "2024-01,1,2", "2024-02,1,2")

    assert [
        "# The first lines are taken as a title: line 2 has the names of the columns.",
        "# Lines 2 and 3 are taken as one header.",
        "table: {header: [2, 3]}",
    ] == lines[:3]


def test_a_line_of_units_below_spanning_names_is_no_line_of_names(data: Path) -> None:
    lines = drafted(data, "月份,苹果,", ",亿元,%", "2024-01,1,2", "2024-02,1,2")

    assert ["# Line 2 states the units.", "table: {unit_row: 2}"] == lines[:2]
    assert '  - {column: "苹果", indicator: apples}' in lines


def test_in_a_table_of_two_columns_a_line_may_be_of_units(data: Path) -> None:
    lines = drafted(data, "月份,苹果", ",亿元", "2024-01,1", "2024-02,1", "注,")

    assert 'table: {unit_row: 2, notes: ["注"]}' == lines[2]


@pytest.mark.parametrize("content", ["\n,,\n", '""\n', ",\n,\n"])
def test_a_file_without_cells_has_no_draft(content: str, data: Path) -> None:
    (data.parent / "fruit.csv").write_text(content)

    with pytest.raises(DataError, match=r"fruit\.csv: found no cells; expected a table"):
        draft_recipe(Store.load(data), data.parent / "fruit.csv")


def test_empty_years_are_said_to_repeat_the_one_above(data: Path) -> None:
    beside = "# Columns B and C hold years and parts of them."
    period = 'period: {columns: ["年份", "月份"]}'

    full = drafted(data, "项目,年份,月份,苹果", "x,2024,1月,1", "y,2024,2月,1")
    sparse = drafted(data, "项目,年份,月份,苹果", "x,2024,1月,1", "y,,2月,1")
    third = drafted(data, "项目,类别,说明,年份,月份,苹果", "x,a,b,2024,1月,1", "y,c,d,2024,2月,2")

    assert [beside, period] == full[:2]
    fill = ["# Empty cells of 年份 repeat the one above.", 'table: {fill_down: ["年份"]}']
    assert [*fill, beside, period] == sparse[:4]
    assert ["# Columns D and E hold years and parts of them.", period] == third[:2]


def test_a_draft_of_rows_that_are_series_names_them(data: Path) -> None:
    assert [
        "period: {}",
        "# No column holds names of regions in members.csv.",
        "region: {is: FILL_IN}",
        'series: "指标"',
        "# 3 columns are periods, from 2024-01 to 2024-03: each row is a series.",
        "wide: true",
        "values:",
        "  # a row",
        '  - {column: "苹果", indicator: apples, unit: FILL_IN}',
        "  # a row: its name suggests growth",
        '  - {column: "苹果同比", indicator: apples, measure: growth, base: year_before, unit: "%"}',
    ] == drafted(data, "指标,2024-01,2024-02,2024-03", "苹果,1,2,3", "苹果同比,1,2,3")


def test_sheets_that_look_alike_have_one_draft_and_others_are_named(data: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.title = "北方"
        south = book.create_sheet("South")
        other = book.create_sheet("说明")
        for sheet, number in ((book.active, 1), (south, 2)):
            sheet.append(["月份", "苹果(亿元)"])
            sheet.append(["2024-01", number])
        other.append(["口径见公告"])

    file = data.parent / "sheets.xlsx"
    file.write_bytes(workbook(fill))
    name, text = draft_recipe(Store.load(data), file)
    assert ("sheets", True, True) == (
        name,
        'table: {sheets: ["北方", "South"]}' in text,
        "region: {sheet: true}" in text,
    )

    def unlike(book: Workbook) -> None:
        fill(book)
        book["South"]["B1"] = "梨"

    file.write_bytes(workbook(unlike))
    with pytest.raises(DataError, match=r"found 2 sheets \(北方, South\); .* Draft one of them: --sheet 北方"):
        draft_recipe(Store.load(data), file)
    name, text = draft_recipe(Store.load(data), file, "South")
    assert ("sheets_south", True) == (name, 'table: {sheet: "South"}' in text)


def test_the_title_says_the_period_and_the_region(data: Path) -> None:
    lines = drafted(data, "2025年1-9月北方情况,,", "项目,总额（亿元）,同比", "红,1,2", "绿,1,2")

    assert ["# A1 says the period of the whole table.", "period: {cell: A1}"] == lines[2:4]
    assert ["# The title names 北方.", "region: {is: North}"] == lines[4:6]
    assert ["# No column holds periods.", "period: {is: FILL_IN}"] == drafted(data, "项目,总额,同比", "红,1,2")[:2]


def test_tables_side_by_side_and_repeated_headers_are_said(data: Path) -> None:
    lines = drafted(data, "月份,苹果,月份,苹果", "2024-01,1,2025-01,2", "月份,苹果,月份,苹果", "2024-02,1,2025-02,2")

    assert 'table: {cells: "A1:B", skip: [3]}' in lines


def test_a_draft_of_many_columns_takes_a_moment(data: Path) -> None:
    names = ",".join(f"甲{number}:当月值" for number in range(1400))
    lines = [f"{2000 + number // 12}-{number % 12 + 1:02}," + ",".join("7" * 1400) for number in range(60)]
    start = time.process_time()
    assert 1400 < len(drafted(data, f"月份,{names}", *lines))

    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("content", "words"),
    [('{"a": [1, 2]}', "found JSON"), ("一句话。\n又一句。\n", "no table"), ("a,b\nc,d\n", "no numbers below names")],
)
def test_what_is_no_table_has_no_draft(content: str, words: str, data: Path) -> None:
    (data.parent / "fruit.csv").write_text(content)

    with pytest.raises(DataError, match=words):
        draft_recipe(Store.load(data), data.parent / "fruit.csv")


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ({"a": "FILL_IN"}, ["r: a"]), ({"a": "x", "b": {"c": "FILL_IN"}}, ["r: b: c"]), ({"a": ["x", "FILL_IN"]}, ["r: a, entry 2"]), ({"a": [{"b": "FILL_IN"}, "FILL_IN"]}, ["r: a, entry 1: b", "r: a, entry 2"]),
        ("FILL_IN", ["r"]), ("x", []), ({"FILL_IN": "x"}, []), ("AAA", []), ("ZZZ", []), ([], []), (1, []),
    ],
)  # fmt: skip
def test_every_answer_that_is_still_open_is_told_at_its_place(content: Any, places: list[str]) -> None:
    assert places == [fault.where for fault in find_open_answers(content, "r")]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["月份,苹果", "2024-01-01,1", "2024-02-29,2"], 'period: {column: "月份", is: month}'),
        (["月份,苹果", "2020.2,1", "2020.3,2"], 'period: {column: "月份", is: year.month}'), (["苹果,月份", "7,2024-01", "8,2024-02"], 'period: {column: "月份"}'),
        (["月份,苹果", *[f"2024-0{n},1" for n in range(1, 5)], "x,1"], 'period: {column: "月份"}'), (["月份,苹果", *[f"2024-0{n},1" for n in range(1, 4)], "x,1"], "period: {is: FILL_IN}"),
        (["月份,地区,甲", "2024-01,北方,1"], 'region: {column: "地区"}'), (["月份,甲,地区,地方", "2024-01,1,北方,南方"], 'region: {column: "地区"}'),
        (["月份,单位,甲", "2024-01,亿元,1"], 'unit_column: "单位"'), (["月份,单位,甲", "2024-01,亿元,1"], '  - {column: "甲", indicator: FILL_IN}'), (["月份,甲", "2024-01,1"], '  - {column: "甲", indicator: FILL_IN, unit: FILL_IN}'),
        (["月份,甲(万元)", "2024-01,1"], '  - {column: "甲(万元)", indicator: FILL_IN, unit: "万元"}'), (["指标,2024-01,2024-02,2024-03", "甲,1,2,3"], 'series: "指标"'),
        (["2024-01,2024-02,2024-03", "1,2,3"], "series: FILL_IN"),
    ],
)  # fmt: skip
def test_a_draft_guesses_what_a_column_holds_from_its_cells(lines: list[str], told: str, data: Path) -> None:
    assert told in drafted(data, *lines)


def test_a_draft_is_written_once_and_never_over_another(data: Path) -> None:
    file = data.parent / "Fruit 2024.csv"
    file.write_text("月份,苹果\n2024-01,1\n", encoding="utf-8")
    path, text = write_draft(data, file)

    assert (data / "recipes" / "fruit_2024.yaml", text) == (path, path.read_text(encoding="utf-8"))
    path.write_text(f"# Mine.\n{text}", encoding="utf-8")
    with pytest.raises(StatbookError, match=r"fruit_2024\.yaml is there already; it was not touched"):
        write_draft(data, file)
    assert f"# Mine.\n{text}" == path.read_text(encoding="utf-8")


def test_the_first_draft_of_a_book_makes_the_folder_of_recipes(data: Path) -> None:
    shutil.rmtree(data / "recipes")
    file = data.parent / "果园.csv"
    file.write_text("月份,苹果\n2024-01,1\n", encoding="utf-8")

    assert data / "recipes" / "table.yaml" == write_draft(data, file)[0]
    assert (data / "recipes" / "table.yaml").is_file()


def test_a_draft_begins_with_what_is_known_of_the_file(data: Path) -> None:
    file = data.parent / "fruit.csv"
    file.write_text("单位：亿元;\n果园 产量;\n月份;苹果\n2024-01;1\n", encoding="gb18030")
    head = draft_recipe(Store.load(data), file)[1].split("table:")[0].splitlines()

    assert "# A first draft, guessed from fruit.csv. Fill in what says FILL_IN, and check every guess." == head[0]
    assert any(line.startswith("# Detected in the file: ") for line in head)
    assert "theme: credit  # by the names below; one of credit" in head
    assert [
        "source:",
        "  code: fruit",
        '  title: "果园 产量"',
        '  title_en: "fruit.csv"',
        "  publisher: not stated",
    ] == head[head.index("source:") : head.index("source:") + 5]


@pytest.mark.parametrize(
    ("sheet", "head", "region"),
    [
        ("北方", [], "region: {sheet: true}"), ("北方数据", [], "region: {is: North}"), ("数据", ["北方情况", "", ""], "region: {is: North}"), ("数据", [], "region: {is: FILL_IN}"), ("数据", ["North", "", ""], "region: {is: FILL_IN}"),
    ],
)  # fmt: skip
def test_a_region_may_be_named_by_the_sheet_or_the_title(sheet: str, head: list[str], region: str, data: Path) -> None:
    assert region in drafted_sheet(data, sheet, [head, ["月份", "苹果", "梨"], ["2024-01", 1, 2]])


@pytest.mark.parametrize(
    ("sheet", "head", "period"),
    [
        ("2024年1月", [], "period: {sheet: true}"), ("2024年和2025年", [], "period: {is: FILL_IN}"), ("数据", ["2024年1月数据", "", ""], "period: {cell: A1}"), ("数据", ["", "单位：亿元", "2024年1月"], "period: {cell: C1}"), ("数据", ["2024年和2025年", "", ""], "period: {is: FILL_IN}"),
        ("2024年1月", ["2024年2月", "", ""], "period: {cell: A1}"), ("数据", ["2009/10", "", ""], "period: {is: FILL_IN}"),
    ],
)  # fmt: skip
def test_one_period_may_be_named_by_the_title_or_the_sheet(
    sheet: str, head: list[str], period: str, data: Path
) -> None:
    assert period in drafted_sheet(data, sheet, [head, ["项目", "苹果", "梨"], ["红", 1, 2], ["绿", 1, 2]])


def drafted_sheet(folder: Path, sheet: str, rows: list[list[Any]]) -> list[str]:
    """The lines of a draft for a workbook of one sheet; empty rows are left out."""

    def fill(book: Workbook) -> None:
        book.active.title = sheet
        for row in filter(None, rows):
            book.active.append(row)

    (folder.parent / "fruit.xlsx").write_bytes(workbook(fill))
    return draft_recipe(Store.load(folder), folder.parent / "fruit.xlsx")[1].splitlines()


@pytest.mark.parametrize(
    ("lines", "region"),
    [
        (["地区,2024-01,2024-02", "北方,1,2", "South,3,4"], "region: {is: China}"), (["地区,指标,2024-01,2024-02", "北方,苹果,1,2", "South,苹果,3,4"], 'region: {column: "地区"}'),
    ],
)  # fmt: skip
def test_regions_in_rows_are_series_where_no_words_name_them(lines: list[str], region: str, data: Path) -> None:
    assert region in drafted(data, *lines)


@pytest.mark.parametrize(
    ("months", "why"),
    [
        (["2024-01-01", "2024-02-01"], ": each is the first or the last day of a month, so that a month is meant"), (["2024-01-31", "2024-02-29"], ": each is the first or the last day of a month, so that a month is meant"), (["2024-01-01", "2024-02-02"], ""), (["2024-01", "2024-02"], ""),
        (["2024-01", "2024-02-01"], ": each is the first or the last day of a month, so that a month is meant"),
    ],
)  # fmt: skip
def test_days_are_months_where_each_begins_or_ends_one(months: list[str], why: str, data: Path) -> None:
    assert (
        f"# Column A holds periods, such as {months[0]}{why}."
        == drafted(data, "月份,苹果", *(f"{each},1" for each in months))[0]
    )


def _shapes(store: Store) -> dict[str, list[list[str]]]:
    """Tables as people publish them, with the names of the book and numbers counted up."""
    rows = store.members.to_dict("records")
    names = {name: [row["name_zh"] for row in rows if row["dimension"] == name] for name in ("partner", "product")}
    provinces = [row["name_zh"] for row in rows if row["dimension"] == "region" and row["gb_code"].endswith("0000")]
    months = [f"2024-{month:02}" for month in range(1, 13)]
    partners = [f"{name}{kind}" for name in names["partner"] for kind in ("当期值", "同比")]
    products = [name for name in names["product"] for _ in range(2)]
    return {
        "a column of levels and one of growth for each partner, units in a row": [
            ["2024年进出口分国别", *[""] * (len(partners) - 1)],
            ["月份", *partners],
            ["", *["亿元", "%"] * (len(partners) // 2)],
            *([month, *(str(100 + at) for at in range(len(partners)))] for month in months),
        ],
        "two lines of names, the upper ones spanning": [
            ["月份", *(name if at % 2 == 0 else "" for at, name in enumerate(products))],
            ["", *["出口", "进口"] * (len(products) // 2)],
            ["", *["亿元"] * len(products)],
            *([month, *(str(10 + at) for at in range(len(products)))] for month in months),
        ],
        "a row for each month and province": [
            ["月份", "地区", "出口(亿元)", "进口(亿元)", "出口同比(%)"],
            *([month, name, "5.1", "6.2", "3.3"] for month in months for name in provinces),
        ],
        "rows of several dimensions, measures in columns": [
            ["指标", "金额（亿元）", "同比（%）", "占比（%）"],
            ["进出口总值", "1000", "3.2", "100"],
            ["其中：出口", "600", "4.1", "60"],
            *([name, "30", "2", "3"] for name in names["product"]),
        ],
    }


def test_four_of_five_lines_of_a_draft_stay(store: Store, tmp_path: Path) -> None:
    """Lines with numbers, members, units and measures that are right; the others ask for what the table does not say."""
    counted = {}
    for number, (shape, rows) in enumerate(_shapes(store).items()):
        file = tmp_path / f"shape{number}.csv"
        file.write_bytes(as_csv(rows))
        lines = [
            line for line in draft_recipe(store, file)[1].splitlines() if line and not line.strip().startswith("#")
        ]
        counted[shape] = len(lines), sum("FILL_IN" in line for line in lines)
    assert sum(of for of, _ in counted.values()) >= 5 * sum(left for _, left in counted.values()), counted
    assert all(of >= 4 * left for of, left in counted.values()), counted


THREE_LINES = [
    ["2026年广东省进出口"],
    ["单位：亿元、%"],
    ["月份", "出口", "", "", "", "进口", ""],
    ["", "当月", "", "累计", "", "", ""],
    ["", "金额", "同比", "金额", "同比", "金额", "同比"],
    *([f"2026年{month}月", 400 + month, 5.1, 400 * month + 7, 5.2, 300 + month, -1.2] for month in range(1, 7)),
]
"""A header of three lines, whose names span empty cells: invented."""
SPANS = ("A1:G1", "A3:A5", "B3:E3", "F3:G4", "B4:C4", "D4:E4")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_spans_in_three_lines_name_the_columns_and_the_draft_stays_as_it_is(
    ending: str, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / f"three.{ending}"

    def fill(book: Workbook) -> None:
        for row in THREE_LINES:
            book.active.append([cell or None for cell in row])
        for cells in SPANS:
            book.active.merge_cells(cells)

    rows = [[str(cell) for cell in row] + [""] * (7 - len(row)) for row in THREE_LINES]
    covered = "<table:covered-table-cell/>"
    lines = ["".join(spreadsheets.words(cell) if cell else covered for cell in row) for row in rows[:5]]
    lines += [
        spreadsheets.words(row[0]) + "".join(spreadsheets.number(float(cell)) for cell in row[1:]) for row in rows[5:]
    ]
    made = {"csv": as_csv(rows), "xlsx": workbook(fill), "ods": spreadsheets.ods(spreadsheets.table(*lines))}
    file.write_bytes(made[ending])

    text = draft_recipe(store, file)[1]

    assert "FILL_IN" not in text.split("\n", 1)[1]
    assert "table: {header: [3, 4, 5]}" in text
    assert [
        ("出口 / 当月 / 金额", {"flow": "export"}, None, "亿元"),
        ("出口 / 当月 / 同比", {"flow": "export"}, None, "%"),
        ("出口 / 累计 / 金额", {"flow": "export"}, "to_date", "亿元"),
        ("出口 / 累计 / 同比", {"flow": "export"}, "to_date", "%"),
        ("进口 / 金额", {"flow": "import"}, None, "亿元"),
        ("进口 / 同比", {"flow": "import"}, None, "%"),
    ] == [
        (each["column"], each["members"], each.get("timing"), each["unit"]) for each in yaml.safe_load(text)["values"]
    ]


def test_a_period_above_all_columns_is_that_of_the_table(shared_data: Path, tmp_path: Path) -> None:
    file = tmp_path / "cities.csv"
    file.write_text("地区,2026年1—10月,\n,出口（亿元）,同比（%）\n广东,4000,5.1\n江苏,3000.5,2.1\n")

    text = draft_recipe(Store.load(shared_data), file)[1]

    assert 'period: {is: "2026年1—10月"}' in text


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("时间,地区,出口\n2026-01,广东,5\n,江苏,4\n2026-02,广东,5\n,江苏,4\n", ['table: {fill_down: ["时间"]}']),
        ("月份,出口\n2026-01,5\n2026-02,6\n合计,11\n", ['table: {notes: ["合计"]}', 'period: {column: "月份"}']),
        ("月份;出口\n2026-01;5,25\n2026-02;6,5\n", ['table: {decimal: ","}', '  - {column: "出口", indicator: FILL_IN, members: {flow: export}, unit: FILL_IN}']),
        ("指标,出口\n频率,月\n单位,亿元\n来源,海关\n2026-01,5\n", ["table: {unit_row: 3, skip: [2, 4]}"]),
        ("省份,2024年出口,2025年出口\n广东,5,6\n江苏,3,4\n", ["period: {}", '  - {column: "{period}出口", indicator: FILL_IN, members: {flow: export}, unit: FILL_IN}']),
        ("省份,2024年出口（亿元）,2025年出口（亿元）,同比（%）\n广东,5,6,3\n江苏,3,4,2\n", ["# Columns without one are taken to be of the last: 同比（%）.", 'period: {is: "2025"}']),
        ("省份,出口（亿元）\n2024年,\n广东,5\n江苏,3\n2025年,\n广东,6\n江苏,4\n", ["# Lines 2, 5 say the period of those below them.", 'period: {heads: "省份"}', 'region: {column: "省份"}']),
        ("月份,出口（亿元）\n2024年,\n1月,5\n2月,3\n2025年,\n1月,6\n2月,4\n", ['period: {heads: "月份", column: "月份"}']),
        ("月份;出口\n2026-01;5.25\n2026-02;6,500\n", ['period: {column: "月份"}']),
        ("城市,2026年1-10月出口（亿元）\n某市,5\n某地,6\n", ["period: {is: 2026-01/2026-10}", "theme: trade  # by the names below; one of trade, patents, low_altitude, credit, base, industry"]),
    ],
)  # fmt: skip
def test_a_draft_says_what_the_table_needs(table: str, lines: list[str], store: Store, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    text = draft_recipe(store, tmp_path / "t.csv")[1].splitlines()

    assert {*lines} <= {*text}
    assert ("decimal" in lines[0]) == any("decimal" in line for line in text if line.startswith("table"))


PUBLISHED: dict[str, tuple[list[str], dict[str, str]]] = {
    "a province's months": (
        ["2025年1-10月外贸,,,", "单位：亿元,,,", "项目,当月,累计,累计同比（%）", "进出口总值,775.1,7410.2,2.1", "出口,488,4710.5,1.7"],
        {"2025-10.trade.total": "77510000000", "2025-01_2025-10.trade.export": "471050000000", "2025-01_2025-10.trade.export.growth": "1.7"},
    ),
    "partners, months and sums in two lines": (
        ["2025年10月总值表,,,,", "单位：亿元人民币,,,,", "产地,出口,,累计比去年同期±%,", ",10月,1至10月累计,出口,进口", "总值,488,4710.5,1.7,2.8", "东盟,80.1,750.5,3.9,4.4"],
        {"2025-10.trade.export.asean": "8010000000", "2025-01_2025-10.trade.export": "471050000000", "2025-01_2025-10.trade.import.asean.growth": "4.4"},
    ),
    "wholes below a name of all": (
        ["2024年外贸,,,", "地区,外贸,,", ",出口,进口,合计", ",亿元,亿元,亿元", "广东,488,287,775", "江苏①,377,197,574", "① 虚构。,,,"],
        {"guangdong.2024.trade.total": "77500000000", "jiangsu.2024.trade.import": "19700000000"},
    ),
    "years in rows, quarters in columns": (
        ["年份,指标,一季度,上半年", "2023年,出口（亿元）,1100,2250", "2023年,进口（亿元）,690,1400", "2024年,出口（亿元）,1153,2353", "2024年,进口（亿元）,700,1420"],
        {"2023-01_2023-03.trade.export": "110000000000", "2024-01_2024-06.trade.import": "142000000000"},
    ),
    "years in rows, months in columns": (
        ["出口（亿元）,,,", "年份,1月,2月,全年", "23年,380.1,280.2,4995.1", "24年,390.1,290.2,5115.1"],
        {"2023-02.trade.export": "28020000000", "2024.trade.export": "511510000000"},
    ),
    "balances at the ends of months": (
        ["2025年9月金融统计,,,", "单位：亿元,,,", "项目,本月末,上月末,上年末", "广义货币M2,3302888,3257839,3135322"],
        {"2025-08.money_m2": "325783900000000", "2024-12.money_m2": "313532200000000"},
    ),
    "a rate and its change in points": (
        ["月份,出口占GDP比重[2]（%）,比上年同期增减（百分点）", "2025年8月,15.1,-0.2", "2025年9月,15.3,-0.1", "[2] 虚构。,,"],
        {"2025-08.export_to_gdp": "15.1", "2025-09.export_to_gdp.difference": "-0.1"},
    ),
    "a total merged over numbers and regions": (
        ["2024年出口,,", "序号,地区,出口（亿元）", "合计,,865", "1,广东,488", "2,江苏,377"],
        {"guangdong.2024.trade.export": "48800000000", "jiangsu.2024.trade.export": "37700000000"},
    ),
    "names in English": (
        ["Month,Exports (CNY million),YoY (%),Imports (CNY million),Total (CNY million),Growth rate (%)", "Aug 2025,4881,3.6,3021,7902,2.2", "Sep 2025,4981,3.2,3121,8102,2.1"],
        {"2025-08.trade.total": "7902000000", "2025-09.trade.total.growth": "2.1", "2025-09.trade.export.growth": "3.2"},
    ),
    "parts below exports and imports": (
        ["2025年1-9月进出口,", "项目,金额（亿元）", "出口,4710", "其中：一般贸易,3000", "其中：机电产品,2000", "进口,2699", "其中：一般贸易,1500"],
        {"2025-01_2025-09.trade.export.machinery": "200000000000", "2025-01_2025-09.trade.import.general": "150000000000"},
    ),
    "a part below exports": (
        ["2025年1-9月进出口,", "项目,金额（亿元）", "出口,4710", "其中：机电产品,2000", "进口,2699"],
        {"2025-01_2025-09.trade.export.machinery": "200000000000", "2025-01_2025-09.trade.import": "269900000000"},
    ),
    "growth below each level": (
        ["2025年9月指标,,,", "指标,单位,本月,1-本月累计", "出口总额,亿元,488.1,4710.5", "同比增长,%,3.2,1.7", "进口总额,亿元,287.1,2699.7", "同比增长,%,4.3,2.8"],
        {"2025-09.trade.export.growth": "3.2", "2025-01_2025-09.trade.import.growth": "2.8", "2025-01_2025-09.trade.export": "471050000000"},
    ),
    "growth of partners beside their exports": (
        ["Table 2. Jan-Sep 2025", "Partner,Exports (CNY million),YoY (%)", "ASEAN,1204,4.1", "European Union,811,0.4"],
        {"2025-01_2025-09.trade.export.asean.growth": "4.1", "2025-01_2025-09.trade.export.eu": "811000000"},
    ),
    "numbers of quarters": (
        ["年份,季度,出口（亿元）", "2024,1,1100", "2024,2,1150", "2024,3,1200"],
        {"2024-01_2024-03.trade.export": "110000000000", "2024-07_2024-09.trade.export": "120000000000"},
    ),
    "growth in a name with a month": (
        ["2025年9月总值,,,", "单位：亿元人民币,,,", "项目,9月,1至9月累计,9月比去年同期±%", "出口总值,488,4710.5,3.2", "进口总值,287.1,2699.7,4.3"],
        {"2025-09.trade.export.growth": "3.2", "2025-01_2025-09.trade.import": "269970000000"},
    ),
    "indicators of several units in rows": (
        ["2025年9月指标,,,", "指标,单位,当月,同比（%）", "狭义货币M1,亿元,1139500,3.6", "广义货币M2,万亿元,330.2,8.1"],
        {"2025-09.money_m1": "113950000000000", "2025-09.money_m2": "330200000000000", "2025-09.money_m2.growth": "8.1"},
    ),
}  # fmt: skip
"""Tables as offices publish them, with invented numbers, and some of what they say."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_draft_of_a_published_table_asks_for_the_region_only(name: str, store: Store, tmp_path: Path) -> None:
    rows, expected = PUBLISHED[name]
    file = tmp_path / "published.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    recipe, text = draft_recipe(store, file)
    filled = text.replace("region: {is: FILL_IN}", "region: {is: China}")
    data = Path(shutil.copytree(store.package.folder, tmp_path / "data"))
    (data / "recipes" / f"{recipe}.yaml").write_text(filled, encoding="utf-8")

    made = values(add(data, file, AddRequest(recipe, "2026-11-20"), dry=True))

    assert "FILL_IN" not in filled.split("\n", 1)[1]
    found = {key.removeprefix("china."): value for key, value in made.items()}
    assert expected == {key: found.get(key) for key in expected}
