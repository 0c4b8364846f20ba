"""Series that need no closer look, and those that do."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_tables import examples
from statbook.ingest.calm_series import find_calm, made_key
from statbook.ingest.merge import MergePlan, merge_rows
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.plausibility import find_doubts
from statbook.store.duck import open_duck

SERIES = ["indicator", "kind", "region"]
USUAL = {
    "indicator": "pears",
    "kind": "all",
    "region": "China",
    "measure": "level",
    "of": "",
    "timing": "over",
    "unit": "CNY",
    "status": "actual",
    "base_period": "",
    "value_to": "",
    "bound": "exact",
    "step": "",
    "printed": "1",
    "note": "",
    "cell": "",
    "source": "t",
    "known_from": "2026-01-31",
    "known_to": "",
}
KINDS = {"pears": {"kind": "flow", "basis": ""}}


def made_rows(cells: list[dict[str, str]]) -> pd.DataFrame:
    """Rows of a file, sorted by period."""
    frame = pd.DataFrame([USUAL | own for own in cells], dtype=object).sort_values("period", kind="stable")
    return frame.reset_index(drop=True).assign(where=[Place("t.csv", line, 1) for line in range(2, len(frame) + 2)])


def are_calm(rows: pd.DataFrame, known: pd.DataFrame | None = None) -> bool:
    """Whether the series of *rows* is calm."""
    none = pd.DataFrame(columns=["indicator", "region", "period", "value", "obs"], dtype=object)
    with open_duck() as duck:
        duck.register("given", rows.drop(columns="where"))
        duck.execute("CREATE TABLE ordered AS SELECT * FROM given")
        find_calm(duck, SERIES, [*rows.columns], none if known is None else known)
        return bool(duck.sql("SELECT * FROM calm").fetchall())


def months(*numbers: float, **more: str) -> pd.DataFrame:
    """Numbers of months from January 2024 on."""
    periods = [f"{2024 + at // 12}-{at % 12 + 1:02}" for at in range(len(numbers))]
    return made_rows([more | {"period": p, "value": f"{n:g}"} for p, n in zip(periods, numbers, strict=True)])


def test_new_levels_that_change_little_are_calm() -> None:
    assert are_calm(months(5, 6, 5.5, 7))
    assert are_calm(months(5))


def test_a_period_far_from_the_others_is_not_calm() -> None:
    def told(*periods: str) -> bool:
        return are_calm(made_rows([{"period": period, "value": "5"} for period in periods]))

    assert [True, False] == [told(first, "2024-08", "2024-09") for first in ("2024-02", "2024-01")]
    assert [True, False] == [told(first, "2024", "2025") for first in ("2018", "2017")]


def test_january_or_february_without_the_other_is_calm_where_it_is_no_two_months() -> None:
    def told(first: str, number: str) -> bool:
        late = [{"period": f"2024-{month:02}", "value": "5"} for month in range(3, 8)]
        return are_calm(made_rows([{"period": first, "value": number}, *late]))

    assert [True, False] == [told("2024-02", number) for number in ("7.9", "8")]
    assert [True, False] == [told("2024-01", number) for number in ("7.9", "8")]
    assert are_calm(months(8, 8, 5, 5, 5, 5))


@pytest.mark.parametrize(
    "rows",
    [
        months(5, 6, 55, 7),
        months(5, 0, 6),
        months(5, -6, 5),
        months(5, 6, measure="growth", base_period="2023-01"),
        months(5, 6, value_to="7"),
        months(5, 6, timing="to_date"),
        pd.concat([months(5, 6), months(5)]).sort_values("period"),
        made_rows([{"period": "2024", "value": "9"}, {"period": "2024-01", "value": "8"}]),
        made_rows([{"period": "2024-01-02", "value": "9"}]),
        made_rows([{"period": "2024-01", "value": "9"}, {"period": "2024-02", "value": "9", "unit": "USD"}]),
    ],
)
def test_a_series_with_anything_else_is_not_calm(rows: pd.DataFrame) -> None:
    assert not are_calm(rows)


def test_a_series_is_not_calm_beside_numbers_of_data() -> None:
    known = {"indicator": "pears", "region": "North", "period": "2024-02", "value": "7", "obs": "north"}
    rows = months(5, 6)

    assert are_calm(rows, pd.DataFrame([known]))
    for changed in ({"region": "China"}, {"value": "6.00"}, {"obs": "china.2024-01.pears"}):
        assert not are_calm(rows, pd.DataFrame([known | changed])), changed


@examples(60)
@given(
    numbers=st.lists(st.sampled_from([1, 1.5, 2, 2.4, 3, 5, 11, 30, 100, 0, -2]), min_size=1, max_size=26),
    kind=st.sampled_from(["all", "Red"]),
    status=st.sampled_from(["actual", "forecast"]),
    steps=st.sampled_from(["month", "quarter", "year"]),
)
def test_of_a_calm_series_no_check_has_anything_to_say_and_its_keys_are_those_of_others(
    numbers: list[float], kind: str, status: str, steps: str
) -> None:
    rows = months(*numbers, kind=kind, status=status)
    if steps == "year":
        rows = rows.assign(period=[f"{1990 + at}" for at in range(len(rows))])
    elif steps == "quarter":
        spans = [
            f"{1990 + at // 4}-{at % 4 * 3 + 1:02}/{1990 + at // 4}-{at % 4 * 3 + 3:02}" for at in range(len(rows))
        ]
        rows = rows.assign(period=spans)
    if not are_calm(rows):
        return
    none = pd.DataFrame(columns=[*rows.columns.drop("where"), "obs"], dtype=object)
    prints = pd.DataFrame(columns=["obs", "source", "cell", "value"], dtype=object)
    plan: MergePlan = merge_rows(rows, none, prints, ["kind"])

    assert [] == find_doubts(plan, none, ["kind"], KINDS, {})
    assert len(rows) == len(plan.new)
    with open_duck() as duck:
        duck.register("given", rows.drop(columns="where"))
        made = [key for (key,) in duck.sql(f"SELECT {made_key(SERIES)} FROM given").fetchall()]
    assert [*plan.new["obs"]] == made
