"""Parsed rows beside data/: new, repeated, printed again, revised."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from adding import JULY, LEVELS, SHORT, TABLE, added, is_sound, refused, table, values, with_recipe
from orchard_book import HEADER, bytes_of, row
from statbook.errors import DataError
from statbook.ingest.add import AddRequest, AddResult, add
from statbook.ingest.merge import MergePlan, merge_rows
from statbook.ingest.readers.grid import Place
from statbook.ingest.report import report


def test_the_same_file_again_is_nothing_new(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    before = bytes_of(data)
    made = added(data, TABLE + "2025-07,7,67,1.5,x\n")

    assert (0, 3, ()) == (len(made.plan.new), made.plan.repeated, made.files)
    assert before == bytes_of(data)


def test_the_next_issue_of_a_table_brings_only_what_it_did_not_say_before(data: Path) -> None:
    added(data, TABLE + "2025-07,7,67,1.5,x\n")
    prints = (data / "prints.csv").read_bytes()
    file = data.parent / "next.csv"
    file.write_text(TABLE + "2025-07,7,67,1.5,x\n2025-08,8,75,1.6,x\n", encoding="utf-8")
    made = add(data, file, AddRequest("orchard", "2026-02-28"))

    assert (3, 3, 0) == (len(made.plan.new), made.plan.repeated, len(made.plan.reprinted))
    assert prints == (data / "prints.csv").read_bytes()


def test_a_number_that_agrees_is_a_further_printing(data: Path) -> None:
    made = added(data, TABLE + "2025-02,2,62.4,,\n")

    assert ["china.2025-02.apples", "china.2025-02.pears"] == sorted(made.plan.reprinted["obs_old"])
    prints = table(data, "prints")
    assert [("china.2025-02.apples", "B2", "2"), ("china.2025-02.pears", "C2", "62.4")] == [
        (each["obs"], each["cell"], each["printed"]) for each in prints
    ]
    assert 2 == added(data, TABLE + "2025-02,2,62.4,,\n").plan.repeated


def vintages(data: Path, obs: str) -> list[tuple[str, ...]]:
    """The values of a key in hundred millions, each with its days, in their order."""
    rows = [each for each in table(data, "credit") if each["obs"] == obs]
    found = [(each["value"].removesuffix("00000000"), each["known_from"], each["known_to"]) for each in rows]
    return sorted(found, key=lambda each: each[1])


def issue(data: Path, day: str, *lines: str, recipe: str = "orchard") -> AddResult:
    """Add a table that was published on *day*."""
    file = data.parent / f"issue-{day}.csv"
    file.write_text(TABLE + "".join(f"{line}{day}\n" for line in lines), encoding="utf-8")
    result = add(data, file, AddRequest(recipe, day))
    assert is_sound(data)
    return result


def test_an_older_table_enters_as_the_earlier_vintage(data: Path) -> None:
    issue(data, "2026-03-31", "2025-07,10,,,", "2025-08,9,,,")
    made = issue(data, "2026-01-31", "2025-06,6,,,", "2025-07,11,,,", "2025-08,9,,,", "2025-09,8,,,")

    assert [("11", "2026-01-31", "2026-03-31"), ("10", "2026-03-31", "")] == vintages(data, "china.2025-07.apples")
    assert [("9", "2026-01-31", "")] == vintages(data, "china.2025-08.apples")
    assert {"china.2025-09.apples": "800000000"} == values(made)
    assert "  china.2025-07.apples: 11 (1100000000 CNY) until 2026-03-31, then 10" in list(report(made))
    before = bytes_of(data)
    issue(data, "2026-01-31", "2025-06,6,,,", "2025-07,11,,,", "2025-08,9,,,", "2025-09,8,,,")
    assert before == bytes_of(data)


def test_a_table_between_two_others_ends_the_value_before_it(data: Path) -> None:
    issue(data, "2026-01-31", "2025-07,10,,,")
    issue(data, "2026-05-31", "2025-07,12,,,")
    issue(data, "2026-03-31", "2025-07,11,,,")

    days = ["2026-01-31", "2026-03-31", "2026-05-31", ""]
    assert list(zip(["10", "11", "12"], days[:-1], days[1:], strict=True)) == vintages(data, "china.2025-07.apples")
    issue(data, "2026-02-28", "2025-07,10,,,")
    issue(data, "2026-04-30", "2025-07,12,,,")
    days[2] = "2026-04-30"
    assert list(zip(["10", "11", "12"], days[:-1], days[1:], strict=True)) == vintages(data, "china.2025-07.apples")


def test_two_numbers_of_one_day_contradict_each_other_also_where_a_later_one_is_known(data: Path) -> None:
    issue(data, "2026-01-31", "2025-07,10,,,")
    issue(data, "2026-05-31", "2025-07,12,,,")
    (data.parent / "again.csv").write_text(TABLE + "2025-07,11,,,\n", encoding="utf-8")

    with pytest.raises(DataError, match="Two sources of one day"):
        add(data, data.parent / "again.csv", AddRequest("orchard", "2026-01-31"))


def test_the_parts_of_an_older_table_are_tried_with_its_own_whole(data: Path) -> None:
    parts = "period: {column: 月份}\nregion: {is: China}\nvalues:\n" + "".join(
        f"  - {{column: {name}, indicator: apples, unit: 亿元, members: {{sector: {code}}}}}\n"
        for name, code in (("全部", "all"), ("红", "red"), ("绿", "green"))
    )
    with_recipe(data, parts)

    def issue_parts(day: str, line: str) -> AddResult:
        file = data.parent / f"parts-{day}.csv"
        file.write_text(f"月份,全部,红,绿\n{line}\n", encoding="utf-8")
        return add(data, file, AddRequest("other", day))

    issue_parts("2026-03-31", "2025-07,20,12,8")
    with pytest.raises(DataError, match="found 1500000000 for the parts of colour in 2025-07; expected the whole, 18"):
        issue_parts("2026-01-31", "2025-07,18,10,5")
    assert 2 == len(issue_parts("2026-01-31", "2025-07,18,10,8").plan.revised)


def test_numbers_in_other_units_are_one_if_a_rounding_explains_them(data: Path) -> None:
    with_recipe(data, SHORT + "unit_column: 单位\nvalues: [{column: 苹果, indicator: apples}]\n")
    made = added(data, "月份,单位,苹果\n2025年7月,亿元,7.14\n2025年7月,万元,71395\n", "other")

    assert (["713950000"], 1) == (list(made.plan.new["value"]), made.plan.duplicates)
    with pytest.raises(DataError, match=r"found 71344 .* that is 713440000 CNY; expected 7\.14, that is 714000000 CNY"):
        added(data, "月份,单位,苹果\n2025年8月,亿元,7.14\n2025年8月,万元,71344\n", "other")


def test_rows_that_say_the_same_are_counted_once(data: Path) -> None:
    made = added(data, TABLE + "2025-07,7,67,1,x\n2025-07,7.0,67,1,x\n")

    assert (3, 3) == (len(made.plan.new), made.plan.duplicates)


def test_rows_in_our_layout_keep_their_keys_and_none_is_taken_twice(data: Path) -> None:
    head = "obs,indicator,region,period,timing,measure,value,unit,status\n"
    made = added(
        data, head + "mine,pears,North,2024-01,over,level,5,CNY,\n,pears,North,2030,by,level,6,CNY,target\n", ""
    )

    assert {"mine": "5", "north.2030.pears.target": "6"} == values(made)
    with pytest.raises(DataError, match=r"own.csv:2:G: found the key mine; expected a key that no other number has"):
        added(data, head + "mine,pears,North,2024-02,over,level,5,CNY,\n", "", "own.csv")


CONTRADICTIONS = {
    "two rows that contradict each other": (TABLE + JULY + "2025-07,8,67,1,x\n", "table.csv:3:B", "7, that is 700000000 CNY, as in table.csv:2:B"),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = CONTRADICTIONS[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


OLDER = {
    "another number of one day": (HEADER + "\n" + row("apples", "2025-01", 3), "own.csv:2:K", "Two sources of one day"),
    "a number that is older than what is known": (HEADER + "\n" + row("apples", "2025-01", 3, known_from="2025-06-30"), "own.csv:2:U (known_from): found '2025-06-30'", "the day of its source old"),
}  # fmt: skip


@pytest.mark.parametrize("name", OLDER)
def test_rows_in_the_layout_of_a_theme_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = OLDER[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message


PLAIN = {
    **{"obs": "", "indicator": "apples", "region": "China", "sector": "all", "period": "2025-01", "timing": "over"},
    **{"measure": "level", "base_period": "", "of": "", "value": "100", "value_to": "", "unit": "CNY"},
    **{"bound": "exact", "step": "", "status": "actual", "printed": "100", "source": "new", "cell": "B2"},
    **{"known_from": "2026-01-31", "note": ""},
}
OLD = PLAIN | {"obs": "k", "source": "old", "cell": "C3", "known_from": "2025-12-31", "known_to": ""}


def merged(
    rows: list[dict[str, str]], table: list[dict[str, str]], prints: tuple[str, ...] = (), **options: Any
) -> MergePlan:
    """*rows* beside the *table*; *prints* are obs, source, cell and value of one further printing."""
    frame = pd.DataFrame([PLAIN | row for row in rows], dtype=object)
    frame = frame.assign(where=[Place("t.csv", line, 1) for line in range(2, len(rows) + 2)])
    known = pd.DataFrame([OLD | row for row in table], columns=list(OLD), dtype=object)
    known.index = pd.RangeIndex(2, len(table) + 2)
    printed = pd.DataFrame([prints] if prints else [], columns=["obs", "source", "cell", "value"], dtype=object)
    return merge_rows(frame, known, printed, ["sector"], **options)


def counts(plan: MergePlan) -> dict[str, int]:
    """How many rows became what, without zeros."""
    found = {name: len(getattr(plan, name)) for name in ("new", "reprinted", "revised")}
    found |= {"repeated": plan.repeated, "duplicates": plan.duplicates, "faults": len(plan.faults)}
    return {name: number for name, number in found.items() if number}


@pytest.mark.parametrize(
    ("row", "old", "prints", "becomes"),
    [
        ({}, {}, (), "reprinted"), ({"source": "old"}, {}, (), "repeated"), ({"source": "old"}, {"value": "100.0"}, (), "repeated"),
        ({"source": "old"}, {"value_to": "120"}, (), "reprinted"), ({"source": "old", "bound": "at_least"}, {}, (), "reprinted"),
        ({"source": "old", "bound": "about"}, {}, (), "reprinted"), ({"value": "101", "printed": "101"}, {}, (), "revised"),
        ({"source": "old", "value": "101", "printed": "101"}, {}, (), "revised"),
        ({"value": "100.4", "printed": "100.4"}, {}, (), "reprinted"), ({"value": "100.6", "printed": "100.6"}, {}, (), "revised"),
        ({"value": "99.4", "printed": "99.4"}, {}, (), "revised"), ({"value": "99.6", "printed": "99.6"}, {}, (), "reprinted"),
        ({"value": "100.5", "printed": "100.5", "step": "0"}, {}, (), "revised"), ({"value": "99.5", "printed": "99.5", "step": "0"}, {}, (), "revised"),
        ({"step": "0"}, {"step": "0"}, (), "reprinted"), ({"value": "150", "printed": "150", "bound": "at_most"}, {}, (), "reprinted"),
        ({"value": "150", "printed": "150", "bound": "at_least"}, {}, (), "revised"),
        ({}, {}, ("k", "new", "B2", "100"), "repeated"), ({"value": "7"}, {}, ("k", "new", "B2", "7"), "repeated"), ({}, {}, ("k", "new", "B9", "100"), "reprinted"),
        ({}, {}, ("k", "older", "B2", "100"), "reprinted"), ({}, {}, ("other", "new", "B2", "100"), "reprinted"),
        ({}, {"source": "issue"}, (), "repeated"), ({"value": "7", "printed": "7"}, {"source": "issue"}, (), "revised"),
        ({"value": "7", "printed": "7"}, {}, ("k", "issue", "Z9", "7.0"), "repeated"), ({"value": "7", "printed": "7"}, {}, ("k", "issue", "Z9", "8"), "revised"),
        ({"value": "7", "printed": "7"}, {}, ("k", "no issue", "Z9", "7"), "revised"),
        *[({name: "other"}, {}, (), "new") for name in ("indicator", "region", "sector", "period", "timing", "base_period", "of", "unit")],
        *[({name: "other"}, {}, (), "new") for name in ("measure", "status")],
        ({}, {"known_to": "2026-01-01"}, (), "new"),
    ],
)  # fmt: skip
def test_a_row_is_new_repeated_printed_again_or_revised(
    row: dict[str, str], old: dict[str, str], prints: tuple[str, ...], becomes: str
) -> None:
    assert {becomes: 1} == counts(merged([row], [old], prints, issues=["issue"]))


def test_a_value_that_was_revised_since_is_repeated_where_it_stands() -> None:
    row = {"source": "old", "cell": "C3"}
    table = [
        {"known_to": "2026-01-01"},
        {"value": "105", "printed": "105", "source": "later", "known_from": "2026-01-01"},
    ]

    assert {"repeated": 1} == counts(merged([row], table))
    assert {"revised": 1} == counts(merged([row | {"cell": "C4"}], table))
    assert {"revised": 1} == counts(merged([row | {"source": "new"}], table))


@pytest.mark.parametrize(
    ("day", "misread", "fix"),
    [
        ("2025-12-30", False, ""), ("2026-01-01", False, ""), ("2025-12-30", True, ""), ("2025-12-31", True, ""),
        ("2025-12-31", False, "Two sources of one day contradict each other: leave one out, with the reason."),
    ],
)  # fmt: skip
def test_another_value_is_of_another_day_unless_data_had_misread_it(day: str, misread: bool, fix: str) -> None:
    plan = merged([{"value": "7", "printed": "7", "known_from": day}], [{}], misread=misread)

    assert ([fix] if fix else []) == [fault.fix for fault in plan.faults]
    assert ["k"] == list(plan.revised["obs"])
    assert [2] == list(plan.revised["line_old"])


def test_an_older_value_ends_where_the_known_one_begins_and_a_later_one_closes_it() -> None:
    older, later = (
        merged([{"value": "7", "printed": "7", "known_from": day}], [{}]).revised
        for day in ("2025-12-30", "2026-01-01")
    )

    assert (["2025-12-31"], [True]) == (list(older["known_to"]), list(older["line_closed"].isna()))
    assert ([""], [2]) == (list(later["known_to"]), list(later["line_closed"]))


@pytest.mark.parametrize(
    ("day", "value", "ended", "becomes", "line", "known_to", "closed"),
    [
        ("2025-03-31", "100", "2025-06-30", "reprinted", 2, "2025-06-30", 2), ("2025-03-31", "110", "2025-06-30", "revised", 3, "2025-06-30", 2), ("2025-03-31", "120", "2025-06-30", "reprinted", 3, "2025-06-30", 2), ("2025-01-30", "110", "2025-06-30", "revised", 2, "2025-01-31", None),
        ("2025-01-30", "100", "2025-06-30", "reprinted", 2, "2025-01-31", None), ("2025-01-31", "110", "2025-06-30", "revised", 2, "2025-06-30", 2), ("2025-06-30", "110", "2025-06-30", "revised", 3, "", 3), ("2025-09-30", "110", "2025-06-30", "revised", 3, "", 3), ("2025-09-30", "120", "2025-06-30", "reprinted", 3, "", 3),
        ("2025-04-30", "110", "2025-03-31", "revised", 3, "2025-06-30", None), ("2025-04-30", "100", "2025-03-31", "revised", 3, "2025-06-30", None), ("2025-03-31", "110", "2025-03-31", "revised", 3, "2025-06-30", None),
    ],
)  # fmt: skip
def test_a_value_is_compared_with_that_of_its_day_or_else_with_the_next_one(
    day: str, value: str, ended: str, becomes: str, line: int, known_to: str, closed: int | None
) -> None:
    table = [
        {"known_from": "2025-01-31", "known_to": ended},
        {"value": "120", "printed": "120", "known_from": "2025-06-30"},
    ]
    plan = merged([{"value": value, "printed": value, "known_from": day}], table)
    rows = getattr(plan, becomes)

    assert {becomes: 1} == {name: count for name, count in counts(plan).items() if name != "faults"}
    assert (line, known_to) == (rows["line_old"].iloc[0], rows["known_to"].iloc[0])
    assert closed == (None if rows["line_closed"].isna().iloc[0] else rows["line_closed"].iloc[0])
    same_day = day in ("2025-01-31", "2025-06-30")
    assert same_day == bool(plan.faults)


@pytest.mark.parametrize(
    ("rows", "kept", "faults"),
    [
        ([("100", "100"), ("100.4", "100.4")], "100.4", 0), ([("100.4", "100.4"), ("100", "100")], "100.4", 0), ([("100", "100"), ("100.4", "100.4"), ("100.44", "100.44")], "100.44", 0), ([("100", "100"), ("101", "101")], "100", 1), ([("100", "100"), ("100", "100.0")], "100", 0),
    ],
)  # fmt: skip
def test_of_several_prints_of_one_fact_in_a_file_the_most_exact_counts(
    rows: list[tuple[str, str]], kept: str, faults: int
) -> None:
    plan = merged([{"value": value, "printed": printed} for value, printed in rows], [])

    assert ([kept], len(rows) - 1, faults) == (list(plan.new["value"]), plan.duplicates, len(plan.faults))


@pytest.mark.parametrize(
    ("period", "timing", "old", "old_timing", "is_known"),
    [
        ("2025-01/2025-12", "to_date", "2025", "over", True), ("2025", "over", "2025-01/2025-12", "to_date", True), ("2025-01/2025-12", "over", "2025", "over", True), ("2025-01/2025-12", "at", "2025", "over", False), ("2025-01/2026-12", "to_date", "2025", "over", False), ("2025-01/2025-11", "to_date", "2025", "over", False),
    ],
)  # fmt: skip
def test_a_year_and_its_twelve_months_are_one_period(
    period: str, timing: str, old: str, old_timing: str, is_known: bool
) -> None:
    plan = merged([{"period": period, "timing": timing}], [{"period": old, "timing": old_timing}])

    assert is_known == (len(plan.known) == 1)


def test_a_year_as_the_base_of_a_year_is_that_of_its_months() -> None:
    months = {"period": "2025-01/2025-12", "timing": "to_date", "measure": "growth"}
    year = months | {"period": "2025", "timing": "over"}

    for base, is_known in (("2024-01/2024-12", True), ("2023-01/2023-12", False)):
        assert is_known == (len(merged([months | {"base_period": base}], [year | {"base_period": "2024"}]).known) == 1)


def test_a_row_is_compared_with_the_line_of_its_fact() -> None:
    table = [{"obs": "a", "period": "2024-01"}, {"obs": "b"}, {"obs": "c", "period": "2025-02"}]
    plan = merged([{"period": "2025-02", "value": "7", "printed": "7"}, {}, {"period": "2025-03"}], table)

    assert [("c", 4), ("b", 3)] == list(zip(plan.known["obs_old"], plan.known["line_old"], strict=True))
    assert (["c"], ["b"], ["china.2025-03.apples"]) == (
        list(plan.revised["obs"]),
        list(plan.reprinted["obs_old"]),
        list(plan.new["obs"]),
    )


def test_rows_of_one_fact_count_once_and_contradict_each_other_where_their_values_differ() -> None:
    rows = [{}, {"value": "7", "printed": "7"}, {}, {"period": "2025-02"}]

    assert {"new": 2, "duplicates": 2, "faults": 1} == counts(merged(rows, []))
    assert [
        "t.csv:3:B: found 7 for apples in 2025-01, that is 7 CNY; expected 100, that is 100 CNY, as in t.csv:2:B."
    ] == [str(fault).rsplit(". ", 1)[0] + "." for fault in merged(rows, []).faults]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({}, "china.2025-01.apples"), ({"period": "../.."}, "china.open.apples"), ({"period": "../2025"}, "china.open_2025.apples"),
        ({"period": "2025/.."}, "china.2025_open.apples"), ({"period": "2025-01/2025-03"}, "china.2025-01_2025-03.apples"),
        ({"sector": "Red"}, "china.2025-01.apples.red"), ({"measure": "growth"}, "china.2025-01.apples.growth"),
        ({"status": "target"}, "china.2025-01.apples.target"), ({"status": "preliminary"}, "china.2025-01.apples"),
        ({"sector": "red", "measure": "share", "status": "estimate"}, "china.2025-01.apples.red.share.estimate"), ({"obs": "mine"}, "mine"),
    ],
)  # fmt: skip
def test_a_row_without_a_key_gets_one_that_can_be_read(row: dict[str, str], key: str) -> None:
    plan = merged([row], [])

    assert ([key], []) == (list(plan.new["obs"]), plan.key_faults)


@pytest.mark.parametrize(
    ("rows", "keys", "faults"),
    [
        ([{"unit": "USD"}], ["china.2025-01.apples.over"], 0), ([{"unit": "USD", "obs": "china.2025-01.apples"}], ["china.2025-01.apples"], 1),
        ([{"period": "2024"}, {"period": "2024", "timing": "at"}], ["china.2024.apples.over", "china.2024.apples.at"], 0),
        ([{"period": "2024"}, {"period": "2024", "unit": "USD"}], ["china.2024.apples.over.in_cny", "china.2024.apples.over.in_usd"], 0),
        ([{"measure": "growth", "base_period": "2024-01"}, {"measure": "growth", "base_period": "2024-12"}], ["china.2025-01.apples.growth.over.on_2024-01", "china.2025-01.apples.growth.over.on_2024-12"], 0),
        ([{"measure": "growth_gap", "of": "region=World"}, {"measure": "growth_gap", "of": "sector=all"}], ["china.2025-01.apples.growth_gap.over.of_region_world", "china.2025-01.apples.growth_gap.over.of_sector_all"], 0),
        ([{"period": "2024", "obs": "a"}, {"period": "2023", "obs": "a"}], ["a", "a"], 1), ([{"period": "2024", "obs": "a"}, {"period": "2023", "obs": "b"}], ["a", "b"], 0),
    ],
)  # fmt: skip
def test_a_key_that_is_taken_gets_what_tells_the_numbers_apart_and_is_a_fault_if_it_was_given(
    rows: list[dict[str, str]], keys: list[str], faults: int
) -> None:
    plan = merged(rows, [{"obs": "china.2025-01.apples"}])

    assert (keys, faults) == (list(plan.new["obs"]), len(plan.key_faults))


def test_rows_of_other_producers_are_other_facts_where_the_theme_names_producers() -> None:
    frame = pd.DataFrame([PLAIN | {"producer": name} for name in "ab"], dtype=object)
    table = pd.DataFrame([OLD | {"producer": "a"}], index=[2], dtype=object)
    prints = pd.DataFrame(columns=["obs", "source", "cell", "value"], dtype=object)

    assert (1, 1) == tuple(len(x) for x in (lambda p: (p.new, p.known))(merge_rows(frame, table, prints, ["sector"])))


def test_january_to_december_are_the_year(data: Path, tmp_path: Path) -> None:
    with_recipe(data, SHORT + LEVELS)
    words = refused(data, tmp_path, "t.csv", "月份,苹果\n2022年1-12月,7\n2022年,8\n".encode(), "other")
    assert "8 for apples in 2022, that is 800000000 CNY" in words

    made = added(data, "月份,苹果\n2022年,7\n", "other")
    assert 1 == len(made.plan.new)
    again = added(data, "月份,苹果\n2022年1-12月,7.0\n", "other", name="again.csv")
    assert (0, 1) == (len(again.plan.new), again.plan.repeated)
