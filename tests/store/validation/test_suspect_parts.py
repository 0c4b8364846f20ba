"""Numbers of large tables that a closer look beside others would find at fault are looked at, and few others."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from large_orchard import large_orchard, write_large
from made_up_tables import examples
from orchard_book import HEADER, row
from statbook.store import AS_OF, Store, check_consistency
from statbook.store.periods import UNDATED
from statbook.store.validation import suspect_parts
from statbook.store.validation.suspect_parts import numbers_beside, suspect_numbers

COLUMNS = HEADER.split(",")
ADDITIVE = {"apples", "pears"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = large_orchard(tmp_path)
    append((data / "members.csv"), "sector,lime,Lime,青柠,green,,,,,,\nkind,big,Big,大,,,,,,,\n")
    (data / "credit.csv").write_text(HEADER + "\n", encoding="utf-8")
    return data


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def rows_of(*lines: str, **cells: str) -> pd.DataFrame:
    return pd.DataFrame([line.strip().split(",") for line in lines], columns=COLUMNS).assign(**cells)


def suspects(data: Path) -> list[set[str]]:
    return [{each.obs for each in rows} for rows in suspect_numbers(Store.load(data), "credit", ADDITIVE)]


def faults(data: Path) -> list[str]:
    return [str(fault) for fault in check_consistency(Store.load(data))]


def test_sound_parts_need_no_closer_look(data: Path) -> None:
    write_large(data, "pears", rows_of(row("pears", "2025-01", 5), row("pears", "2025-01", 5, "red")))

    assert [] == suspects(data)
    assert [] == faults(data)


def test_a_part_that_exceeds_its_whole_is_looked_at_with_all_beside_it(data: Path) -> None:
    lines = [row("pears", "2025-01", 5), row("pears", "2025-01", 7, "red"), row("pears", "2025-01", 1, "green")]
    write_large(data, "pears", rows_of(*lines, row("pears", "2025-02", 1)))

    keys = {f"china.2025-01.pears{name}" for name in ("", ".red", ".green")}
    assert [keys] == suspects(data)
    (fault,) = faults(data)
    assert fault.startswith(
        "data/large/credit: china.2025-01.pears.red, china.2025-01.pears: found that Pears, China, January 2025: "
    )


def test_part_and_whole_may_stand_in_tables_of_both_kinds(data: Path) -> None:
    write_large(data, "pears", rows_of(row("pears", "2025-01", 7, "red")))
    append((data / "credit.csv"), row("pears", "2025-01", 5))

    assert ["data/large/credit: china.2025-01.pears.red, china.2025-01.pears"] == [
        ":".join(fault.split(":")[:2]) for fault in faults(data)
    ]
    (data / "credit.csv").write_text(f"{HEADER}\n{row('pears', '2025-01', 9, 'green')}", encoding="utf-8")
    write_large(data, "pears", rows_of(row("pears", "2025-01", 6)))

    assert ["data/credit.csv: china.2025-01.pears.green, china.2025-01.pears"] == [
        ":".join(fault.split(":")[:2]) for fault in faults(data)
    ]


def test_only_what_was_known_on_the_day_is_compared(data: Path) -> None:
    lines = [row("pears", "2025-01", 5), row("pears", "2025-01", 7, "red", known_from="2026-02-01")]
    write_large(data, "pears", rows_of(*lines))
    assert faults(data)

    (data / AS_OF).write_text("2026-01-01\n")
    assert [] == suspects(data)


def test_a_number_that_was_read_in_another_way_on_the_day_is_looked_at(data: Path) -> None:
    write_large(data, "pears", rows_of(row("pears", "2025-01", 5), row("pears", "2025-01", 4, "red")))
    key = "china.2025-01.pears.red,2026-02-01,misreading"
    with (data / "changes.csv").open("a") as changes:
        changes.write(f"{key},value,900000000,400000000,A line too low.\n{key},printed,9,4,A line too low.\n")
    assert [] == faults(data)

    (data / AS_OF).write_text("2026-01-01\n")
    assert ["data/large/credit: china.2025-01.pears.red, china.2025-01.pears"] == [
        ":".join(fault.split(":")[:2]) for fault in faults(data)
    ]


def test_rows_of_large_tables_are_compared_with_the_readable_numbers_beside_them(data: Path) -> None:
    write_large(data, "pears", rows_of(row("pears", "2025-01", 5), row("pears", "2025-02", 5)))
    append(data / "credit.csv", row("pears", "2025-01", 7, "green") + row("pears", "2025-03", 1, "green"))
    store = Store.load(data)
    rows = store.package.large.select("credit", {"period": ["2025-01"]})

    found = [each.obs for each in numbers_beside(store, "credit", rows)]
    assert ["china.2025-01.pears.green", "china.2025-01.pears"] == found
    assert faults(data) == [str(fault) for fault in check_consistency(store, {"credit": rows})]


_NUMBERS = st.fixed_dictionaries(
    {
        "indicator": st.sampled_from(["pears"] * 6 + ["apples", "sweetness"]),
        "sector": st.sampled_from(["all", "total", "red", "green", "lime"]),
        "kind": st.sampled_from(["all", "big"]),
        "period": st.sampled_from(["2025-01"] * 4 + [UNDATED]),
        "measure": st.sampled_from(["level"] * 3 + ["growth"] * 2),
        "bound": st.sampled_from(["exact"] * 5 + ["about", "more_than", "at_most"]),
        "number": st.sampled_from(["5", "5.0", "6", "5.4", "12", "40", "90", "-3", "0"]),
        "value_to": st.sampled_from([""] * 8 + ["95"]),
        "unit": st.sampled_from(["CNY"] * 4 + ["thousand"]),
        "source": st.sampled_from(["old", "new"]),
    }
)


def _as_rows(numbers: list[dict[str, str]]) -> pd.DataFrame:
    rows = []
    for count, each in enumerate(numbers):
        growth = each["measure"] == "growth"
        cells = each | {"obs": f"n.{count:02}", "region": "China", "printed": each["number"], "value": each["number"]}
        cells |= {"unit": "percent" if growth or each["indicator"] == "sweetness" else each["unit"]}
        cells |= {"base_period": "2024-01" if growth else "", "status": "actual", "known_from": "2025-12-31"}
        cells |= {"timing": "over", "cell": f"B{count + 1}", "of": "", "step": "", "offset": "", "known_to": ""}
        rows.append(cells | {"note": ""})
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.mark.slow
@examples(60)
@given(st.lists(_NUMBERS, min_size=1, max_size=14), st.integers(0, 14), st.sampled_from([1, 3, 1_000_000]))
def test_the_faults_are_those_that_a_readable_table_has(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[dict[str, str]], readable: int, part: int
) -> None:
    data = large_orchard(tmp_path_factory.mktemp("orchard"))
    append((data / "members.csv"), "sector,lime,Lime,青柠,green,,,,,,\nkind,big,Big,大,,,,,,,\n")
    append((data / "units.csv"), "thousand,thousand,千元,thousand,千元,money,1000\n")
    append(
        (data / "sources.csv"),
        "new,新,New,Nobody,2025-12-31,printed,new.txt,1000000000000000000000000000000000000000000000000000000000000000,read,\n",
    )
    rows = _as_rows(numbers)
    large = data / "large" / "credit" / "pears.parquet"
    large.unlink()
    rows.to_csv(data / "credit.csv", index=False)
    expected = {fault.partition(": ")[2] for fault in faults(data)}

    rows.head(readable).to_csv(data / "credit.csv", index=False)
    if readable < len(rows):
        write_large(data, "pears", rows.iloc[readable:])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suspect_parts, "_PART", part)
        patch.setattr(suspect_parts, "_ROWS", part)
        found = {fault.partition(": ")[2] for fault in faults(data)}
    assert expected == found
