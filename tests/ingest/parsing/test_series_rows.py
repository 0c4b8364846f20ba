"""Units and numbers of series."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import JULY, LEVELS, SHORT, TABLE, added, refused, values, with_recipe
from made_up_tables import examples
from orchard_book import RECIPE
from statbook.errors import DataError
from statbook.ingest.parsing.cell_numbers import CellNumber
from statbook.ingest.parsing.parsed_table import ParsedTable
from statbook.ingest.parsing.series_rows import _parse_plain, _parse_times, _parse_value, series_rows
from statbook.ingest.parsing.unit_parser import Unit
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Place
from statbook.store import Recipe


def test_a_unit_that_is_not_the_one_of_the_recipe_is_refused(data: Path) -> None:
    with_recipe(
        data,
        'period: {column: 月份}\nregion: {is: China}\nvalues: [{column: "苹果(万元)", indicator: apples, unit: 亿元}]\n',
    )
    with pytest.raises(DataError, match="found the unit '万元'; expected 亿元"):
        added(data, "月份,苹果(万元)\n2024-01,1\n", "other")


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


BAD_NUMBERS = {
    "a word for a number": (TABLE + "2025-07,many,67,1,x\n", "table.csv:2:B (apples)", "'many'"),
    "two points in a number": (TABLE + "2025-07,7.1.2,67,1,x\n", "table.csv:2:B (apples)", "a number"),
    "separators in the wrong place": (TABLE + '2025-07,"7,0",67,1,x\n', "table.csv:2:B (apples)", "'7,0'"),
    "a number beyond all measure": (TABLE + "2025-07,1e300,67,1,x\n", "table.csv:2:B (apples)", "'1e300'"),
    "a percent sign on an amount": (TABLE + "2025-07,7%,67,1,x\n", "table.csv:2:B (apples)", "'7%'"),
    "brackets for a minus": (TABLE + "2025-07,(7),67,1,x\n", "table.csv:2:B (apples)", "'(7)'"),
    "the mark of a footnote in a ring": (TABLE + "2025-07,7①,67,1,x\n", "table.csv:2:B (apples)", "'7①'"),
    "the mark of a footnote above": (TABLE + "2025-07,7²,67,1,x\n", "table.csv:2:B (apples)", "a sign for a missing one. The raised or circled sign is a mark"),
    "a blank between digits": (TABLE + "2025-07,7 1,67,1,x\n", "table.csv:2:B (apples)", "'7 1'"),
    "a number with a word": (TABLE + "2025-07,7斤,67,1,x\n", "table.csv:2:B (apples)", "the unit '斤', which is not known"),
    "a number with another unit": (TABLE + "2025-07,7万元,67,1,x\n", "table.csv:2:B (apples)", "the unit '万元'; expected 亿元"),
    "a number with a unit that is not known": (TABLE + "2025-07,7亿斤,67,1,x\n", "table.csv:2:B (apples)", "the unit '亿斤', which is not known"),
    "a number with a scale alone": (TABLE + "2025-07,7万,67,1,x\n", "table.csv:2:B (apples)", "the unit '万', which is not known"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_NUMBERS)
def test_a_number_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = BAD_NUMBERS[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


BAD_SERIES = {
    "a unit that is none": ({"亿元": "斤"}, "unit: found '斤'"),
    "an indicator that is none": ({"indicator: pears": "indicator: pear"}, "Did you mean pears?"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SERIES)
def test_a_series_is_refused_for(name: str, data: Path, tmp_path: Path) -> None:
    changes, words = BAD_SERIES[name]
    text = RECIPE
    for old, new in changes.items():
        text = text.replace(old, new)
    (data / "recipes" / "bad.yaml").write_text(text, encoding="utf-8")

    assert words in refused(data, tmp_path, "table.csv", (TABLE + JULY).encode(), "bad")


def test_a_message_repeats_a_long_cell_only_in_part(shared_data: Path, tmp_path: Path) -> None:
    message = refused(shared_data, tmp_path, "table.csv", (TABLE + f"2025-07,{'x' * 10_000},67,1,x\n").encode())

    assert "xxxxxxxx…" in message
    assert len(message) < 300


def read(vocabulary: Vocabulary, text: str, **spec: object) -> tuple[pd.DataFrame, list[str]]:
    """The rows of one cell of January and March 2024 each, and the faults."""
    cells = pd.DataFrame(
        {
            "where": [Place("t.csv", 2, 1), Place("t.csv", 3, 1)],
            "period": ["2024-01", "2024-03"],
            "timing": "",
            "said": False,
            "region": "China",
        }
        | {"sector": "all", "kind": "all", "unit_word": "", "text": text}
        | CellNumber(text)._asdict()
    )
    entry = {"column": "a", "indicator": "apples", "unit": "亿元"} | spec
    content = {"theme": "credit", "source": {}, "values": [entry]}
    rows, faults = series_rows([cells], Recipe("r", content), vocabulary)
    return rows, [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("text", "spec", "value", "step"),
    [
        ("1.50", {}, "150000000", ""), ("7.0", {"whole": True}, "700000000", "100000000"), ("7.0", {}, "700000000", ""),
        ("0.0", {}, "0", "10000000"), ("1e1", {}, "1000000000", "1000000000"), ("-3", {}, "-300000000", ""),
        ("7%", {"indicator": "sweetness", "unit": "%"}, "7", ""),
    ],
)  # fmt: skip
def test_a_number_is_in_the_unit_of_data_with_its_rounding(
    text: str, spec: dict[str, object], value: str, step: str, vocabulary: Vocabulary
) -> None:
    rows, faults = read(vocabulary, text, **spec)

    assert ([], {value}, {step}) == (faults, set(rows["value"]), set(rows["step"]))
    assert ["B2", "B3"] == list(rows["cell"])


def test_months_added_up_are_spans_and_have_spans_as_their_base(vocabulary: Vocabulary) -> None:
    growth = {"timing": "to_date", "measure": "growth", "base": "year_before", "unit": "%"}
    rows, _ = read(vocabulary, "7", **growth)

    assert [("2024-01", "over", "2023-01"), ("2024-01/2024-03", "to_date", "2023-01/2023-03")] == list(
        rows[["period", "timing", "base_period"]].itertuples(index=False, name=None)
    )


def test_a_stock_is_at_a_point_in_time_and_a_flow_over_a_period(vocabulary: Vocabulary) -> None:
    assert {"at"} == set(read(vocabulary, "7", indicator="trees")[0]["timing"])
    assert {"over"} == set(read(vocabulary, "7")[0]["timing"])


@pytest.mark.parametrize(
    ("timing", "texts", "expected"),
    [
        ("timing: over, ", ["2024Q1", "2024Q2"], [("2024-01/2024-03", "over"), ("2024-04/2024-06", "over")]),
        ("timing: to_date, ", ["2024Q1", "2024Q2"], [("2024-01/2024-03", "to_date"), ("2024-01/2024-06", "to_date")]),
        ("", ["2024Q1", "2024Q2"], [("2024-01/2024-03", "over"), ("2024-04/2024-06", "over")]),
        ("timing: over, ", ["2024年1-3月"], [("2024-01/2024-03", "over")]),
        ("", ["2024年1-3月", "2024年上半年"], [("2024-01/2024-03", "to_date"), ("2024-01/2024-06", "to_date")]),
        ("", ["2024年9月累计", "2024年"], [("2024-01/2024-09", "to_date"), ("2024", "over")]),
        ("timing: at, ", ["2024年末"], [("2024", "at")]),
        ("timing: at, ", ["2024年一季度末", "2024Q2"], [("2024-03", "at"), ("2024-06", "at")]),
    ],
)
def test_the_timing_is_that_of_the_words_else_of_the_recipe_else_of_the_form(
    timing: str, texts: list[str], expected: list[tuple[str, str]], data: Path
) -> None:
    with_recipe(data, SHORT + LEVELS.replace("unit", f"{timing}unit"))
    made = added(data, "月份,苹果\n" + "".join(f"{text},7\n" for text in texts), "other")

    assert expected == list(made.plan.new[["period", "timing"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("timing", "text", "words"),
    [
        ("over", "2024年末", r"found the period 2024 \(a point in time\); expected .* of the recipe: over"),
        ("over", "2024年9月累计", r"\(added up from January\); expected .* of the recipe: over"),
        (
            "",
            "2024年末",
            r"found the period 2024 \(a point in time\); expected a span of time, since the indicator is a flow",
        ),
        ("to_date", "2024年2-3月", "found the period 2024-02/2024-03; expected a month: the numbers run"),
    ],
)
def test_a_period_that_contradicts_the_timing_of_the_recipe_is_refused(
    timing: str, text: str, words: str, data: Path
) -> None:
    with_recipe(data, SHORT + LEVELS.replace("unit", f"timing: {timing}, unit" if timing else "unit"))

    with pytest.raises(DataError, match=words):
        added(data, f"月份,苹果\n{text},7\n", "other")


def test_a_cell_that_is_no_number_is_named_with_its_column(vocabulary: Vocabulary) -> None:
    _, faults = read(vocabulary, "x{y}")

    assert (
        "t.csv:2:B (a): found 'x{y}'; expected a number in 亿元, or a sign for a missing one. If it is a mark or a word with a meaning, say it in the recipe: marks, or missing."
        == faults[0]
    )
    assert 2 == len(faults)


def test_the_value_is_what_is_printed_times_the_unit(vocabulary: Vocabulary) -> None:
    @given(st.integers(-(10**6), 10**6), st.sampled_from(["万元", "亿元", "元"]))
    @examples(50)
    def holds(number: int, unit: str) -> None:
        rows, _ = read(vocabulary, str(number), unit=unit)

        assert number * {"元": 1, "万元": 10**4, "亿元": 10**8}[unit] == int(rows["value"].iloc[0])

    holds()


def test_tables_share_nothing() -> None:
    one, other = ParsedTable("credit"), ParsedTable("credit")
    one.left_out["why"] += 1
    one.faults.append(None)  # type: ignore[arg-type]

    assert ({}, [], True, 0) == (dict(other.left_out), other.faults, other.rows.empty, other.missing)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [("1e-20", True), ("1e-21", False), ("9e11", True), ("1e12", False)],
)
def test_a_number_is_between_a_millionth_of_a_millionth_and_ten_to_the_twentieth(
    text: str, is_number: bool, data: Path
) -> None:
    """Whether it is plausible beside the others is another matter."""
    with_recipe(data, SHORT + LEVELS)
    with pytest.raises(DataError) as error:
        added(data, f"月份,苹果\n2025-07,{text}\n", "other")

    assert (f"'{text}'" not in str(error.value)) == is_number


@pytest.mark.parametrize(
    ("text", "code", "power", "whole", "value", "step"),
    [
        ("7", "CNY", 8, False, "700000000", ""), ("7.0", "CNY", 8, True, "700000000", "100000000"), ("7.0", "CNY", 8, False, "700000000", ""), ("7", "CNY", 8, True, "700000000", ""),
        ("7.5", "CNY", 0, True, "7.5", ""), ("0", "CNY", 0, False, "0", "1"), ("0.00", "CNY", 4, False, "0", "100"), ("0.0", "CNY", 4, True, "0", "10000"),
        ("1e3", "CNY", 0, False, "1000", "1000"), ("1E3", "CNY", 0, False, "1000", "1000"), ("1.5e3", "CNY", 0, False, "1500", "100"), ("7%", "percent", 0, False, "7", ""), ("7%", "CNY", 0, False, None, ""),
        ("7％", "CNY", 0, False, None, ""), ("7% ", "CNY", 0, False, None, ""), ("x", "CNY", 0, False, None, ""),
        ("1e-12", "CNY", 0, False, "0.000000000001", "0.000000000001"), ("1e-13", "CNY", 0, False, None, ""), ("9e19", "CNY", 0, False, "90000000000000000000", "10000000000000000000"),
        ("1e20", "CNY", 0, False, None, ""), ("1e11", "CNY", 8, False, "10000000000000000000", "10000000000000000000"), ("1e12", "CNY", 8, False, None, ""),
    ],
)  # fmt: skip
def test_a_cell_is_a_value_with_the_rounding_that_its_digits_hide(
    text: str, code: str, power: int, whole: bool, value: str | None, step: str
) -> None:
    assert (value, step) == _parse_value(text, Unit(code, power), False, whole=whole)


@given(text=st.from_regex(r"[+-]?[0-9]{1,24}(\.[0-9]{1,14})?", fullmatch=True), power=st.integers(-3, 12))
def test_the_digits_of_a_plain_number_tell_its_value(text: str, power: int) -> None:
    assert _parse_value(text, Unit("CNY", power), False, whole=False) == _parse_plain(text, Unit("CNY", power))


def test_a_number_that_its_print_does_not_tell_has_a_rounding_unit() -> None:
    found = [_parse_value("52.3", Unit("CNY", 8), is_unclear, whole=False) for is_unclear in (True, False)]

    assert [("5230000000", "10000000"), ("5230000000", "")] == found


SPAN = "2024-01/2024-03"


@pytest.mark.parametrize(
    ("declared", "kind", "periods", "expected", "kinds", "faults"),
    [
        ("", "flow", ["2024-01", SPAN], ["2024-01", SPAN], ["over", "to_date"], 0), ("over", "flow", ["2024-01", SPAN], ["2024-01", SPAN], ["over", "over"], 0),
        ("", "stock", ["2024-01", SPAN], ["2024-01", "2024-03"], ["at", "at"], 0), ("at", "flow", ["2024-01", SPAN], ["2024-01", "2024-03"], ["at", "at"], 0),
        ("to_date", "flow", ["2024-01", "2024-03"], ["2024-01", SPAN], ["over", "to_date"], 0), ("to_date", "stock", ["2024", ""], ["2024-01/2024-12", ""], ["to_date", "over"], 0),
        ("to_date", "flow", ["2024-02/2024-03", ""], ["", ""], ["", "over"], 1),
    ],
)  # fmt: skip
def test_the_timing_of_a_period_is_that_of_the_series_or_of_its_form(
    declared: str, kind: str, periods: list[str], expected: list[str], kinds: list[str], faults: int
) -> None:
    cells = pd.DataFrame({"period": periods, "where": [Place("t.csv", 2, 1), Place("t.csv", 3, 1)]})
    cells = cells.assign(timing=["to_date" if period == SPAN else "" for period in periods], said=False)
    spans, timings, undated = _parse_times(cells, declared, kind)
    told = [fault.found for fault in undated]

    assert (expected, kinds, faults) == ([*spans], [*timings], len(told))
    assert all(words.startswith(f"the period {periods[0]}") for words in told)


@pytest.mark.parametrize(
    ("text", "spec", "column", "expected"),
    [
        ("7.0", {"whole": True}, "note", "Step 1 亿元: the table writes whole numbers with .0."), ("7.0", {"whole": True, "note": "n"}, "note", "n Step 1 亿元: the table writes whole numbers with .0."),
        ("7.5", {"whole": True, "note": "n"}, "note", "n"), ("7.0", {"note": "n"}, "note", "n"), ("7.0", {}, "note", ""), ("0", {"whole": True}, "note", ""), ("0.0", {"note": "n"}, "note", "n"),
        ("7", {}, "base_period", ""), ("7", {"base": "year_before"}, "base_period", ""), ("7", {"measure": "growth", "unit": "%", "base": "year_before"}, "base_period", "2023-01"),
        ("7", {"measure": "difference", "base": "before"}, "base_period", "2023-12"), ("7", {"measure": "share_change", "unit": "%", "base": "unknown"}, "base_period", "../.."),
        ("7", {}, "measure", "level"), ("7", {}, "status", "actual"), ("7", {"status": "target"}, "status", "target"), ("7", {"of": "sector=all"}, "of", "sector=all"),
        ("7", {"members": {"sector": "red"}}, "sector", "red"), ("7", {}, "sector", "all"), ("7", {"members": {"region": "North"}}, "region", "North"), ("7", {"timing": "by"}, "timing", "by"),
    ],
)  # fmt: skip
def test_a_row_says_what_its_series_is(
    text: str, spec: dict[str, object], column: str, expected: str, vocabulary: Vocabulary
) -> None:
    rows, faults = read(vocabulary, text, **spec)

    assert ([], expected) == (faults, rows[column].iloc[0])


def test_rows_of_several_series_stand_in_the_order_of_their_cells(vocabulary: Vocabulary) -> None:
    plain = {"period": "2024-01", "timing": "", "said": False, "region": "China", "sector": "all", "kind": "all"}
    plain |= {"unit_word": "", **CellNumber("")._asdict()}
    frames = [
        pd.DataFrame(
            plain | {"where": [Place("t.csv", line, at) for line in (2, 3)], "text": texts, "number": texts},
            index=[2, 3],
        )
        for at, texts in ((1, ["1", "2"]), (2, ["3", "4"]))
    ]
    entry = {"column": "a", "indicator": "apples", "unit": "元"}
    values = [entry, entry | {"indicator": "plums"}, entry]
    recipe = Recipe("r", {"theme": "credit", "source": {}, "values": values})
    rows, faults = series_rows([frames[0], frames[0], frames[1]], recipe, vocabulary)

    assert ["1", "3", "2", "4"] == list(rows["value"])
    assert ([0, 1, 2, 3], "where") == (list(rows.index), rows.columns[0])
    assert [True] == ["values, entry 2: indicator" in fault.where for fault in faults]
