"""Parsed rows beside data/: new, repeated, printed again, revised."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import JULY, SHORT, TABLE, added, is_sound, refused, table, values, with_recipe
from orchard_book import HEADER, bytes_of, row
from statbook.errors import DataError
from statbook.ingest import AddRequest, AddResult, add, report


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
    "a number that is older than what is known": (HEADER + "\n" + row("apples", "2025-01", 3, known_from="2025-06-30"), "known_from: found 2025-06-30", "the day of its source old"),
}  # fmt: skip


@pytest.mark.parametrize("name", OLDER)
def test_rows_in_the_layout_of_a_theme_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = OLDER[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message
