"""Parts and wholes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from adding import DAY, refused
from orchard_book import HEADER, row
from statbook.errors import Fault, StatbookError
from statbook.ingest.add import AddRequest, add
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.totals import check_totals
from statbook.store import Breakdown, Category

WRONG_SUMS = {
    "parts that do not add up": (HEADER + "\n" + row("apples", "2025-03", 1, "red") + row("apples", "2025-03", 9, "green"), "own.csv:2:K", "the whole, 300000000"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_SUMS)
def test_rows_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = WRONG_SUMS[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message


HEAD = "indicator,region,sector,period,timing,measure,value,unit,printed,source,cell\n"


@pytest.mark.parametrize(("red", "green", "fits"), [(1, 2, 1), (1, 1, 1), (2, 2, 1), (4, 1, 0), (1, 0, 0)])
def test_parts_add_up_to_their_whole_within_all_roundings(
    red: int, green: int, fits: int, shared_data: Path, tmp_path: Path
) -> None:
    values = {"red": red, "green": green}
    rows = [f"apples,China,{name},2025-03,over,level,{n}00000000,CNY,{n},,\n" for name, n in values.items()]
    (tmp_path / "own.csv").write_text(HEAD + "".join(rows))
    request = AddRequest("", DAY, waiver="Made up.")

    if fits:
        assert 2 == len(add(shared_data, tmp_path / "own.csv", request, dry=True).plan.new)
    else:
        with pytest.raises(StatbookError, match=f"{red + green}00000000 for the parts of colour in 2025-03"):
            add(shared_data, tmp_path / "own.csv", request, dry=True)


def test_one_part_may_not_exceed_the_whole(shared_data: Path, tmp_path: Path) -> None:
    content = HEADER + "\n" + row("apples", "2025-03", 9, "red")

    assert "no more than the whole, 300000000" in refused(shared_data, tmp_path, "own.csv", content.encode(), "")


@pytest.mark.parametrize(
    ("printed", "fits"),
    [
        ({"red": "4"}, True), ({"red": "4.1"}, False), ({"red": "1.2", "green": "1.2"}, True), ({"red": "1.2", "green": "1.1"}, False),
        ({"red": "1.8", "green": "1.8"}, True), ({"red": "1.9", "green": "1.8"}, False), ({"green": "1"}, True),
    ],
)  # fmt: skip
def test_parts_that_differ_from_their_whole_by_all_roundings_fit_still(
    printed: dict[str, str], fits: bool, shared_data: Path, tmp_path: Path
) -> None:
    rows = [
        f"apples,China,{name},2025-03,over,level,{round(float(text) * 10**8)},CNY,{text},,\n"
        for name, text in printed.items()
    ]
    content = (HEAD + "".join(rows)).encode()
    (tmp_path / "own.csv").write_bytes(content)

    if fits:
        made = add(shared_data, tmp_path / "own.csv", AddRequest("", DAY, waiver="Made up."), dry=True)
        assert len(printed) == len(made.plan.new)
    else:
        assert "for the parts of colour in 2025-03" in refused(shared_data, tmp_path, "own.csv", content, "")


def leaf(name: str, *parts: Category, residual: Any = None) -> Category:
    return Category((("sector", name),), parts, residual)


def colours(net: bool = False, residual: Any = None) -> dict[str, Breakdown]:
    """Apples by colour, of which red ones come in two shades."""
    root = leaf("all", leaf("red", leaf("pink"), leaf("crimson")), leaf("green"), residual=residual)
    return {"colour": Breakdown("colour", "credit", "apples", {}, root, net=net)}


def frame(lines: dict[str, str], **cells: str) -> pd.DataFrame:
    """Rows of apples in billions by sector and period, as `red 2025: 3`."""
    plain = {"indicator": "apples", "region": "China", "kind": "all", "timing": "over", "measure": "level"}
    plain |= {"value_to": "", "unit": "CNY", "bound": "exact", "step": "", "status": "actual", "source": "s"}
    plain |= {"known_from": "2025-12-31", "known_to": ""} | cells
    names = [line.split() for line in lines]
    made = pd.DataFrame({"sector": [name[0] for name in names], "period": [name[1] for name in names]}, dtype=object)
    values = list(lines.values())
    return made.assign(
        obs=list(lines),
        value=values,
        printed=values,
        where=[Place("t.csv", 2 + n, 1) for n in range(len(made))],
        **plain,
    )


def told(
    new: pd.DataFrame,
    table: pd.DataFrame | None = None,
    revised: pd.DataFrame | None = None,
    breakdowns: dict[str, Breakdown] | None = None,
) -> list[Fault]:
    empty = frame({})
    plan: Any = SimpleNamespace(new=new, revised=empty if revised is None else revised)
    return check_totals(plan, empty if table is None else table, ["sector", "kind"], breakdowns or colours())


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ({"all 2025": "10", "red 2025": "4", "green 2025": "6"}, []), ({"all 2025": "10", "red 2025": "4", "green 2025": "9"}, ["13 for the parts of colour in 2025"]),
        ({"all 2025": "10", "red 2025": "2", "green 2025": "3"}, ["5 for the parts of colour in 2025"]), ({"all 2025": "10", "red 2025": "2"}, []),
        ({"all 2025": "10", "red 2025": "20"}, ["20 for the parts of colour in 2025"]), ({"red 2025": "20", "green 2025": "1"}, []),
        ({"all 2025": "10"}, []), ({"all 2024": "10", "red 2025": "20"}, []), ({"total 2025": "10", "red 2025": "20"}, ["20 for the parts of colour in 2025"]),
        ({"all 2025": "30", "red 2025": "20", "pink 2025": "30", "green 2025": "10"}, ["30 for the parts of colour in 2025"]),
        ({"red 2025": "20", "pink 2025": "5", "crimson 2025": "5"}, ["10 for the parts of colour in 2025"]),
        ({"all 2024": "10", "red 2024": "4", "green 2024": "9", "all 2025": "1", "red 2025": "8"}, ["13 for the parts of colour in 2024", "8 for the parts of colour in 2025"]),
        ({"all 2023": "10", "red 2023": "4", "green 2023": "6", "all 2025": "1", "red 2025": "8"}, ["8 for the parts of colour in 2025"]),
        ({"all 2025": "10", "red 2025": "5.2", "green 2025": "5.4"}, []), ({"all 2025": "10", "red 2025": "5.3", "green 2025": "5.4"}, ["10.7 for the parts of colour in 2025"]),
        ({"all 2025": "10", "red 2025": "4.7", "green 2025": "4.7"}, []), ({"all 2025": "10", "red 2025": "4.7", "green 2025": "4.6"}, ["9.3 for the parts of colour in 2025"]),
        ({"all 2025": "-10", "red 2025": "-4", "green 2025": "-6"}, []),
    ],
)  # fmt: skip
def test_the_parts_of_every_category_are_compared_with_it(lines: dict[str, str], found: list[str]) -> None:
    assert found == [fault.found for fault in told(frame(lines))]


WRONG = {"all 2025": "10", "red 2025": "2", "green 2025": "20"}


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({}, 1), ({"bound": "about"}, 1), ({"bound": "at_least"}, 0), ({"measure": "growth"}, 0), ({"value_to": "30"}, 0), ({"indicator": "pears"}, 0),
        ({"kind": "some"}, 0), ({"kind": "total"}, 1), ({"step": "20"}, 0), ({"step": "5"}, 1), ({"step": "8"}, 0), ({"step": "7.99"}, 1),
    ],
)  # fmt: skip
def test_only_levels_with_one_value_are_added_up_and_roundings_are_granted(cells: dict[str, str], faults: int) -> None:
    assert faults == len(told(frame(WRONG, **cells)))


def test_an_exact_number_has_no_rounding_to_be_granted() -> None:
    lines = {"all 2025": "10", "red 2025": "5.2", "green 2025": "5.2"}

    assert [] == told(frame(lines))
    assert ["10.4 for the parts of colour in 2025"] == [fault.found for fault in told(frame(lines, step="0"))]


@pytest.mark.parametrize("column", ["region", "period", "timing", "status", "unit"])
def test_parts_and_wholes_of_different_settings_are_not_compared(column: str) -> None:
    other = frame({"all 2025": "1"}, indicator="apples").assign(**{column: "other"})

    assert [] == told(pd.concat([frame({"red 2025": "20"}), other], ignore_index=True))


@pytest.mark.parametrize(
    ("value", "net", "residual", "expected"),
    [
        ("20", False, None, ["the whole, 10"]), ("20", True, None, []), ("20", False, {"en": "rest"}, ["no more than the whole, 10"]),
        ("1", False, None, ["the whole, 10"]), ("1", True, None, []), ("1", False, {"en": "rest"}, []),
    ],
)  # fmt: skip
def test_parts_may_exceed_a_net_whole_and_fall_short_of_one_with_a_rest(
    value: str, net: bool, residual: Any, expected: list[str]
) -> None:
    breakdowns = colours(net, residual)
    faults = told(frame({"all 2025": "10", "red 2025": "2", "green 2025": value}), breakdowns=breakdowns)

    assert expected == [fault.expected for fault in faults]


def test_only_numbers_that_come_are_told_and_each_place_once() -> None:
    wrong = frame(WRONG)
    both = {**colours(), "again": Breakdown("again", "credit", "apples", {}, leaf("all", leaf("red"), leaf("green")))}

    assert [] == told(frame({"all 2024": "1"}), wrong.set_axis([2, 3, 4]))
    assert ["t.csv:4:B"] == [fault.where for fault in told(wrong[2:], wrong.set_axis([2, 3, 4])[:2])]
    assert ["t.csv:2:B"] == [fault.where for fault in told(wrong, breakdowns=both)]


@pytest.mark.parametrize(
    ("known_from", "known_to", "faults"),
    [
        ("2025-06-30", "", 1), ("2025-07-31", "", 1), ("2025-08-01", "", 0), ("2025-06-30", "2025-08-01", 1), ("2025-06-30", "2025-07-31", 0),
    ],
)  # fmt: skip
def test_an_older_part_is_tried_with_the_whole_that_was_known_on_its_day(
    known_from: str, known_to: str, faults: int
) -> None:
    whole = frame({"all 2025": "10"}, known_from=known_from, known_to=known_to).set_axis([2])
    older = frame({"red 2025": "20"}, known_from="2025-07-31", known_to="2025-12-31")

    assert faults == len(told(frame({}), whole, older))


def test_an_older_part_is_tried_with_new_ones_of_its_day_alone() -> None:
    whole = frame({"all 2025": "10"}, known_from="2025-06-30").set_axis([2])
    older = frame({"red 2025": "6"}, known_from="2025-07-31", known_to="2025-12-31")
    green = frame({"green 2025": "6"}, known_from="2025-07-31")

    assert ["12 for the parts of colour in 2025"] == [fault.found for fault in told(green, whole, older)]
    assert [] == told(green.assign(known_from="2025-07-30"), whole, older)


@pytest.mark.parametrize(
    ("closed", "obs", "faults"),
    [("", "other", 1), ("2026-01-01", "other", 0), ("", "green 2025", 0)],
    ids=["kept", "closed", "revised"],
)
def test_what_is_closed_or_revised_is_not_added_up(closed: str, obs: str, faults: int) -> None:
    old = frame(WRONG).set_axis([2, 3, 4])
    old["known_to"] = ["", "", closed]
    bound = frame({"green 2025": "8"}, bound="at_least").assign(obs=[obs])

    assert faults == len(told(frame({"red 2025": "3"}), old, bound))
