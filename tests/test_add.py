"""`statbook add`: what enters, under which keys, and what it does to the rows that are there."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from orchard_book import HEADER, TABLE, bytes_of, orchard, row
from statbook.audit import Audit
from statbook.cli import commands
from statbook.errors import DataError
from statbook.ingest import recipe_draft as draft
from statbook.ingest import (Added, Wish, add, report, verify_cells)
from statbook.store import Package, Store, broken, faults, misdated, misread

DAY = "2026-01-31"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return orchard(tmp_path)


def added(data: Path, content: str | bytes, recipe: str = "orchard", name: str = "table.csv", **wish: str) -> Added:
    file = data.parent / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    made = add(data, file, Wish(recipe, DAY, **wish))
    assert [] == [*faults(Package(data)), *misdated(Package(data)), *misread(Package(data)), *broken(Store.load(data))]
    return made


def values(made: Added) -> dict[str, str]:
    return dict(zip(made.found.new["obs"], made.found.new["value"], strict=True))


def table(data: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((data / f"{name}.csv").read_text(encoding="utf-8"))))


def with_recipe(data: Path, text: str) -> None:
    head = "theme: credit\nsource: {code: other, title: 别, title_en: Other, publisher: Nobody}\n"
    (data / "recipes" / "other.yaml").write_text(head + text, encoding="utf-8")


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


def test_the_same_file_again_is_nothing_new(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    before = bytes_of(data)
    made = added(data, TABLE + "2025-07,7,67,1.5,x\n")

    assert (0, 3, ()) == (len(made.found.new), made.found.repeated, made.files)
    assert before == bytes_of(data)


def test_the_next_issue_of_a_table_brings_only_what_it_did_not_say_before(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    prints = (data / "prints.csv").read_bytes()
    file = data.parent / "next.csv"
    file.write_text(TABLE + "2025-07,7,67,1.5,x\n2025-08,8,75,1.6,x\n", encoding="utf-8")
    made = add(data, file, Wish("orchard", "2026-02-28"))

    assert (3, 3, 0) == (len(made.found.new), made.found.repeated, len(made.found.printed))
    assert prints == (data / "prints.csv").read_bytes()


def test_a_figure_that_agrees_is_a_further_printing(data: Path) -> None:
    made = added(data, TABLE + "2025-02,2,62.4,,\n")

    assert ["china.2025-02.apples", "china.2025-02.pears"] == sorted(made.found.printed["obs_old"])
    prints = table(data, "prints")
    assert [("china.2025-02.apples", "B2", "2"), ("china.2025-02.pears", "C2", "62.4")] == [
        (each["obs"], each["cell"], each["printed"]) for each in prints
    ]
    assert 2 == added(data, TABLE + "2025-02,2,62.4,,\n").found.repeated


def test_a_figure_that_an_older_file_prints_stands_with_it_from_then_on(data: Path) -> None:
    old = next(each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    file = data.parent / "older.csv"
    file.write_text(TABLE + "2025-02,2,,,\n", encoding="utf-8")
    add(data, file, Wish("orchard", "2025-11-30"))

    now = next(each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    assert ("orchard-2025-11-30", "B2", "2025-11-30") == (now["source"], now["cell"], now["known_from"])
    assert [(old["source"], old["cell"])] == [(each["source"], each["cell"]) for each in table(data, "prints")]
    assert [] == [*faults(Package(data)), *misdated(Package(data)), *misread(Package(data)), *broken(Store.load(data))]


def test_another_figure_closes_the_old_row_and_opens_one_of_the_same_key(data: Path) -> None:
    made = added(data, TABLE + "2025-02,3,62,,\n")

    old, new = (each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples")
    assert ("200000000", DAY) == (old["value"], old["known_to"])
    assert ("300000000", DAY, "") == (new["value"], new["known_from"], new["known_to"])
    assert "  china.2025-02.apples: 2 (200000000) becomes 3 (300000000 CNY)" in list(report(made))
    assert [] == table(data, "changes")


def test_a_revision_of_the_past_is_refused_and_the_revised_file_repeats_nothing(data: Path) -> None:
    added(data, TABLE + "2025-02,3,62,,\n")
    file = data.parent / "old.csv"
    file.write_text(TABLE + "2025-02,5,62,,\n")

    with pytest.raises(DataError, match="older than what is known"):
        add(data, file, Wish("orchard", "2026-01-30"))


def test_a_correction_is_a_revision_that_is_listed_with_its_reason(data: Path) -> None:
    made = added(data, TABLE + "2025-02,3,62,,\n", because="correction", reason="They say so.")

    assert "1 are corrections" in "\n".join(report(made))
    assert [
        {
            "obs": "china.2025-02.apples",
            "date": DAY,
            "kind": "correction",
            "column": "value",
            "before": "200000000",
            "after": "300000000",
            "reason": "They say so.",
        }
    ] == table(data, "changes")
    assert 2 == sum(each["obs"] == "china.2025-02.apples" for each in table(data, "credit"))


def test_a_misreading_is_mended_in_its_row_and_every_cell_is_listed(data: Path) -> None:
    added(data, TABLE + "2025-02,3,62,,\n", because="misreading", reason="We had read 2.")

    mended = [each for each in table(data, "credit") if each["obs"] == "china.2025-02.apples"]
    assert [("300000000", "3", "2025-12-31", "")] == [
        (each["value"], each["printed"], each["known_from"], each["known_to"]) for each in mended
    ]
    assert {"value": "200000000", "printed": "2", "source": "old", "cell": "B3"} == {
        each["column"]: each["before"] for each in table(data, "changes")
    }


def test_rows_that_say_the_same_are_counted_once(data: Path) -> None:
    made = added(data, TABLE + "2025-07,7,67,1,x\n2025-07,7.0,67,1,x\n")

    assert (3, 3) == (len(made.found.new), made.found.collapsed)


def test_a_dry_run_says_what_would_enter_and_changes_nothing(data: Path) -> None:
    before = bytes_of(data)
    file = data.parent / "table.csv"
    file.write_text(TABLE + "2025-07,7,67,1,x\n")
    made = add(data, file, Wish("orchard", DAY), dry=True)

    assert "3 new numbers would enter" in list(report(made, dry=True))
    assert before == bytes_of(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_table_is_read_in_its_encoding(encoding: str, data: Path) -> None:
    with_recipe(
        data,
        "period: {column: 月份}\nregion: {column: 地区}\nvalues: [{column: 苹果, indicator: apples, unit: 万元}]\n",
    )
    made = added(data, "月份;地区;苹果\n2024年1-2月;北方;１，２３４．５\n".encode(encoding), "other")

    assert {"north.2024-01_2024-02.apples": "12345000"} == values(made)
    assert ["to_date"] == list(made.found.new["timing"])


def test_a_workbook_is_read_with_two_rows_of_names_and_a_row_of_units(data: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    for cells in (["果园统计", None, None], ["月份", "苹果", None], [None, "金额", "同比"], [None, "万元", "%"]):
        sheet.append(cells)
    sheet.append(["2024年3月", 12.5, 0.07])
    sheet["C5"].number_format = "0.0%"
    sheet.append(["注：虚构", None, None])
    out = io.BytesIO()
    book.save(out)
    with_recipe(
        data,
        "table: {header: [2, 3], unit_row: 4, notes: [注]}\nperiod: {column: 月份}\nregion: {is: China}\nvalues:\n"
        '  - {column: "苹果 / 金额", indicator: apples}\n'
        '  - {column: "苹果 / 同比", indicator: apples, measure: growth, base: year_before}\n',
    )
    made = added(data, out.getvalue(), "other", "table.xlsx", knowingly="Small apples.")

    assert {"china.2024-03.apples": "125000", "china.2024-03.apples.growth": "7"} == values(made)
    assert ["表!B5", "表!C5"] == list(made.found.new["cell"])
    assert ["12.5", "7.0%"] == list(made.found.new["printed"])


def test_a_wide_table_has_units_of_its_own_in_every_row(data: Path) -> None:
    with_recipe(
        data,
        "period: {}\nwide: true\nseries: 指标\nunit_column: 单位\nregion: {is: China}\nvalues:\n"
        "  - {column: 苹果, indicator: apples}\n  - {column: 树, indicator: trees}\n"
        "  - {column: 甜度变化, indicator: sweetness, measure: difference, base: year_before}\n",
    )
    made = added(data, "指标,单位,2024年1月,2024年2月\n苹果,亿元,1,2\n树,万元,3,…\n甜度变化,基点,-4,5\n", "other")

    assert {
        "china.2024-01.apples": "100000000",
        "china.2024-02.apples": "200000000",
        "china.2024-01.trees": "30000",
        "china.2024-01.sweetness.difference": "-4",
        "china.2024-02.sweetness.difference": "5",
    } == values(made)
    assert {"basis_point"} == set(made.found.new.loc[made.found.new["indicator"] == "sweetness", "unit"])


def test_a_long_table_names_the_series_in_a_column(data: Path) -> None:
    with_recipe(
        data,
        "table: {fill_down: [地区]}\nperiod: {column: 期}\nseries: 指标\nlong: 数值\nregion: {column: 地区, codes: {北: North}}\n"
        "values: [{column: 苹果, indicator: apples, unit: 元}]\nleave_out: {桃: No indicator.}\n",
    )
    made = added(data, "地区,期,指标,数值\n北,2024Q1,苹果,9\n,2024Q2,苹果,8\n,2024Q1,桃,7\n", "other")

    assert {"north.2024-01_2024-03.apples": "9", "north.2024-04_2024-06.apples": "8"} == values(made)
    assert {"No indicator.": 1} == dict(made.left_out)


def test_a_unit_that_is_not_the_one_of_the_recipe_is_refused(data: Path) -> None:
    with_recipe(
        data,
        'period: {column: 月份}\nregion: {is: China}\nvalues: [{column: "苹果(万元)", indicator: apples, unit: 亿元}]\n',
    )
    with pytest.raises(DataError, match="found the unit '万元'; expected 亿元"):
        added(data, "月份,苹果(万元)\n2024-01,1\n", "other")


def test_rows_in_our_layout_need_no_recipe(data: Path) -> None:
    made = added(
        data,
        "indicator,region,sector,period,timing,measure,value,unit\napples,North,red,2024-01,over,level,5,CNY\n",
        "",
    )

    assert {"north.2024-01.apples.red": "5"} == values(made)
    assert ["G2"] == list(made.found.new["cell"])
    assert ["table-table-2026-01-31"] == list(made.found.new["source"])


def test_rows_in_our_layout_may_name_a_source_that_data_has(data: Path) -> None:
    made = added(data, HEADER + "\n" + row("apples", "2025-07", 7), "")

    assert ("credit.csv",) == made.files
    assert ["old"] == list(made.found.new["source"])


def test_rows_in_our_layout_keep_their_keys_and_none_is_taken_twice(data: Path) -> None:
    head = "obs,indicator,region,period,timing,measure,value,unit,status\n"
    made = added(
        data, head + "mine,pears,North,2024-01,over,level,5,CNY,\n,pears,North,2030,by,level,6,CNY,target\n", ""
    )

    assert {"mine": "5", "north.2030.pears.target": "6"} == values(made)
    with pytest.raises(DataError, match=r"own.csv:2:G: found the key mine; expected a key that no other number has"):
        added(data, head + "mine,pears,North,2024-02,over,level,5,CNY,\n", "", "own.csv")


def test_what_looks_wrong_enters_with_a_reason_that_stands_with_the_source(data: Path) -> None:
    added(data, TABLE + "2025-07,7,670,1,x\n", knowingly="A good year.")

    assert "Looked at: A good year." == table(data, "sources")[-1]["note"]


def test_a_reason_is_not_lost_when_the_file_is_known_already(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n2025-08,8,680,1,x\n", knowingly="A good year.")
    recipe = data / "recipes" / "orchard.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace("pears, unit: 亿元", "pears, unit: 万元"))
    again = TABLE + "2025-07,7,67,1,x\n2025-08,8,680,1,x\n"
    made = added(data, again, because="misreading", reason="We took the unit for another.", knowingly="Seen twice.")

    assert "Looked at: A good year. Looked at: Seen twice." == table(data, "sources")[-1]["note"]
    assert "2 are misreadings: mended in place, cell by cell in data/changes.csv" in list(report(made))
    mended = [each for each in table(data, "credit") if each["period"] >= "2025-07" and each["indicator"] == "pears"]
    assert ["670000", "6800000"] == [each["value"] for each in mended]


def test_a_draft_is_refused_until_it_is_filled_in(data: Path) -> None:
    file = data.parent / "fruit.csv"
    file.write_text("月份,苹果(亿元),同比(%),环比\n2024-01-01,1,2,3\n2024-02-01,2,3,4\n")
    name, text = draft(Store.load(data), file)
    (data / "recipes" / f"{name}.yaml").write_text(text)

    assert 'period: {column: "月份", is: month}' in text
    with pytest.raises(DataError, match="values, entry 1: indicator: found FILL_IN"):
        add(data, file, Wish(name, DAY))

    filled = text.replace("theme: FILL_IN", "theme: credit").replace("region: {is: FILL_IN}", "region: {is: China}")
    (data / "recipes" / f"{name}.yaml").write_text(
        filled.replace("indicator: FILL_IN", "indicator: apples").replace("FILL_IN", "Said.")
    )
    assert 4 == len(add(data, file, Wish(name, DAY)).found.new)


def test_the_command_says_what_entered_and_drafts_only_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent)
    Path("table.csv").write_text(TABLE + "2025-07,7,67,1,x\n", encoding="utf-8")
    run = CliRunner().invoke
    order = ["add", "table.csv", "--recipe", "orchard", "--date", DAY]

    assert "3 new numbers enter" in run(commands, order, catch_exceptions=False).output
    assert 2 == run(commands, [*order, "--because", "correction"]).exit_code
    assert 0 == run(commands, ["add", "table.csv", "--new-recipe"]).exit_code
    drafted = (data / "recipes" / "table.yaml").read_bytes()
    assert "was not touched" in str(run(commands, ["add", "table.csv", "--new-recipe"]).exception)
    assert drafted == (data / "recipes" / "table.yaml").read_bytes()


def test_every_figure_of_a_table_is_looked_up_in_its_cell(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n")
    there = verify_cells(Package(data), data.parent)
    credit = data / "credit.csv"
    credit.write_text(
        credit.read_text(encoding="utf-8").replace("actual,67,orchard", "actual,66,orchard"), encoding="utf-8"
    )
    wrong = verify_cells(Package(data), data.parent)

    assert (3, 12, ()) == (there.verified, there.unverified, there.faults)
    assert ["data/credit.csv:15: printed: found '67' in C2; expected '66'. Mend cell or printed."] == [
        str(fault) for fault in wrong.faults
    ]
    assert 15 == verify_cells(Package(data), None).unverified


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
def test_a_figure_of_a_table_says_what_its_cell_says(was: str, now: str, told: str, data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1,x\n2025-08,8,68,1,x\n2025-09,9,69,1,x\n")
    credit = data / "credit.csv"
    credit.write_text(credit.read_text(encoding="utf-8").replace(f",{was}", f",{now}"), encoding="utf-8")

    assert [f"data/credit.csv:14: {told} Mend value or printed."] == [str(fault) for fault in misread(Package(data))]


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


SHORT = "period: {column: 月份}\nregion: {is: China}\n"
LEVELS = "values: [{column: 苹果, indicator: apples, unit: 亿元}]\n"


def test_rows_of_one_column_may_count_in_other_units_but_none_is_ten_times_too_large(data: Path) -> None:
    with_recipe(data, SHORT + "unit_column: 单位\nvalues: [{column: 苹果, indicator: apples}]\n")
    added(data, "月份,单位,苹果\n2025年7月,亿元,7\n2025年8月,万元,80000\n2025年9月,亿元,9\n", "other")
    path = data / "credit.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",900000000,", ",9000000000,"), encoding="utf-8")

    assert ["'9' times 10 to the 8, as in the rest of its column"] == [each.expected for each in misread(Package(data))]


def test_a_negative_number_in_full_width_is_a_number(data: Path) -> None:
    made = added(data, TABLE + "2025-07,7,67,－４.５,x\n")

    assert "-4.5" == values(made)["china.2025-07.apples.growth"]


@pytest.mark.parametrize(
    "name",
    ["苹果（万元）", "苹果 (USD billion)", "苹果/万元", "苹果：万元", '"苹果 (RMB 10,000)"', "苹果 [亿美元，期末]"],
)
def test_a_unit_in_a_name_must_be_that_of_the_recipe(name: str, data: Path) -> None:
    with_recipe(data, SHORT + LEVELS.replace("苹果", name if '"' in name else f'"{name}"'))

    with pytest.raises(DataError, match=r"found the unit '.*; expected 亿元"):
        added(data, f"月份,{name}\n2025年7月,7\n", "other")


def test_a_unit_of_the_whole_table_must_be_that_of_its_amounts(data: Path) -> None:
    growth = '  - {column: 增速, indicator: apples, measure: growth, base: year_before, unit: "%"}\n'
    with_recipe(
        data, "table: {header: 2}\n" + SHORT + "values:\n  - {column: 苹果, indicator: apples, unit: 亿元}\n" + growth
    )
    text = "果园（单位：UNIT）,,\n月份,苹果,增速\n2025年7月,7,1\n"

    with pytest.raises(DataError, match="found the unit '万元'; expected 亿元"):
        added(data, text.replace("UNIT", "万元"), "other")
    assert 2 == len(added(data, text.replace("UNIT", "亿元、%"), "other").found.new)


def test_money_m2_is_not_in_square_metres(data: Path) -> None:
    (data / "units.csv").open("a").write("m2,square metres,平方米,m2,平方米,area,1\n")
    with_recipe(data, SHORT + LEVELS.replace("苹果", "苹果(M2)"))

    assert {"china.2025-07.apples": "700000000"} == values(added(data, "月份,苹果(M2)\n2025年7月,7\n", "other"))


def test_columns_beside_the_periods_are_left_out_by_name(data: Path) -> None:
    layout = "period: {}\nwide: true\nseries: 指标\nregion: {is: China}\n"
    with_recipe(data, layout + LEVELS + "leave_out: {备注: Words., 合计: A sum.}\n")
    made = added(data, "指标,备注,2025年7月,2025年8月,合计\n苹果,x,7,8,15\n", "other")

    assert {"china.2025-07.apples": "700000000", "china.2025-08.apples": "800000000"} == values(made)


def test_months_below_their_year_are_periods(data: Path) -> None:
    with_recipe(data, "table: {header: [1, 2]}\nperiod: {}\nwide: true\nseries: 指标\nregion: {is: China}\n" + LEVELS)
    made = added(data, "指标,2024年,,2025年,\n,11月,十二月,7月,8月\n苹果,5,6,7,8\n", "other")

    assert ["2024-11", "2024-12", "2025-07", "2025-08"] == list(made.found.new["period"])


def test_a_year_and_its_part_stand_in_two_columns(data: Path) -> None:
    years = "table: {fill_down: [年份]}\nperiod: {columns: [年份, 月份]}\nregion: {is: China}\n"
    with_recipe(data, years + LEVELS)
    made = added(data, "年份,月份,苹果\n2023年,7月,7\n,8,8\n2024,Q1,9\n", "other")

    assert ["2023-07", "2023-08", "2024-01/2024-03"] == list(made.found.new["period"])
    with pytest.raises(DataError, match=r"table.csv:2:B \(月份\): found '2025 / 13'; expected a period"):
        added(data, "年份,月份,苹果\n2025,13,7\n", "other")


def test_figures_outside_the_periods_of_a_series_are_counted(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS.replace("亿元", "亿元, from: 2025-08"))
    made = added(data, "月份,苹果\n2025-07,7\n2025-08,8\n", "other")

    assert 1 == made.left_out["Outside the periods of the recipe."]


def test_a_line_to_skip_that_there_is_not_is_a_fault(data: Path) -> None:
    with_recipe(data, "table: {skip: [99]}\n" + SHORT + LEVELS)

    with pytest.raises(DataError, match=r"table.csv:99: found no such line"):
        added(data, "月份,苹果\n2025-07,7\n", "other")


def test_a_workbook_says_what_it_hides_and_rounds_and_may_hold_a_chart(data: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    book = Workbook()
    for cells in (["月份", "苹果"], ["2025年7月", 7.25], ["2025年8月", 8]):
        book.active.append(cells)
    book.active["B2"].number_format = "#,##0.0"
    book.active.row_dimensions[3].hidden = True
    book.create_chartsheet("chart")
    out = io.BytesIO()
    book.save(out)
    made = added(data, out.getvalue(), "other", "table.xlsx")

    assert {"china.2025-07.apples": "725000000", "china.2025-08.apples": "800000000"} == values(made)
    told = ("hidden rows are read too: 1", "numbers that their format shows rounded are taken as stored: 1")
    assert told == made.notes[-2:]


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
    recipe, text = draft(Store.load(data), file)
    assert table_line in text.split("\n")

    filled = text.replace("theme: FILL_IN", "theme: credit").replace("region: {is: FILL_IN}", "region: {is: China}")
    for fruit in ("indicator: apples", "indicator: apples", "indicator: pears", "indicator: pears"):
        filled = filled.replace("indicator: FILL_IN", fruit, 1)
    (data / "recipes" / f"{recipe}.yaml").write_text(filled.replace("FILL_IN", "Said."))
    made = values(add(data, file, Wish(recipe, DAY)))

    assert "700000000" == made["china.2025-07.apples"]
    assert {
        "a row of units and a note": 6,
        "two rows of names": 8,
        "years beside months, and units": 2,
        "months below their year": 3,
    }[name] == len(made)
