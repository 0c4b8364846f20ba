"""Values that differ from those of data/ for the same periods in a way that revisions do not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from adding import TABLE, refused
from statbook.ingest import AddRequest, add
from statbook.ingest.readers.grid import Place
from statbook.ingest.validation.revision_checks import SEPARATOR, _exchanged_columns, _fit, _oddity, series_name, times

IMPLAUSIBLE = {
    "a factor of ten thousand": (TABLE + "2025-01,10000,61,1,x\n2025-02,20000,62,1,x\n2025-03,30000,63,1,x\n", "table.csv:2:B", "10,000 times"),
    "a thousandth": (TABLE + "2025-01,1,0.061,1,x\n", "table.csv:2:C", "1/1,000"),
    "exchanged columns": (TABLE + "".join(f"2025-0{n},{60 + n},{n},1,x\n" for n in range(1, 5)), "table.csv:2:B", "look exchanged with column C"),
    "a shifted month": (TABLE + "".join(f"2025-0{n},{n - 1},61,1,x\n" for n in range(2, 7)), "table.csv:2:B", "look shifted"),
    "a sign that turned": (TABLE + "2025-03,-3,63,1,x\n", "table.csv:2:B", "the sign of 300000000 changed"),
    "one revision by ten": (TABLE + "2025-03,30,63,,x\n", "table.csv:2:B", "10 times what data/ has"),
    "one revision by four": (TABLE + "2025-03,12,63,,x\n", "table.csv:2:B", "4 times what data/ has"),
    "one revision to nothing": (TABLE + "2025-03,0,63,,x\n", "table.csv:2:B", "something or nothing"),
    "one known number that is another among new ones": (TABLE + "2025-06,,80,,x\n" + "".join(f"2026-0{n},,8{n},,x\n" for n in range(1, 8)).replace("2026", "2024"), "table.csv:2:C", "nearly all others are new"),
    "another table": (TABLE + "".join(f"2025-0{n},{2 * n + 1},9{n},,x\n" for n in range(1, 7)), "table.csv:2:B", "12 of 12 numbers that data/ has would be others"),
    "the numbers of another series": (TABLE + "".join(f"2025-0{n},6{n},,,x\n" for n in range(1, 4)), "table.csv:2:B", "that data/ has under pears, China"),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPLAUSIBLE)
def test_a_table_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = IMPLAUSIBLE[name]

    message = refused(shared_data, tmp_path, "table.csv", content if isinstance(content, bytes) else content.encode())

    assert where in message
    assert words in message


KNOWN = "".join(f"2025-0{n},{n},6{n}.123,1{n}.5,x\n" for n in range(1, 8))


RATES = {
    "rates as fractions": ("".join(f"2025-0{n},{n},,0.1{n}5,x\n" for n in range(1, 7)), ":2:D", "1/100 of what data/ has"),
    "rates ten times as high": ("".join(f"2025-0{n},{n},,1{n}5,x\n" for n in range(1, 7)), ":2:D", "10 times what data/ has"),
}  # fmt: skip


@pytest.mark.parametrize("name", RATES)
def test_rates_in_another_scale_are_refused(name: str, data: Path, tmp_path: Path) -> None:
    rows, where, words = RATES[name]
    known = tmp_path / "known.csv"
    known.write_text(TABLE + KNOWN, encoding="utf-8")
    add(data, known, AddRequest("orchard", "2026-01-30"))

    message = refused(data, tmp_path, "table.csv", (TABLE + rows).encode())

    assert [f"table.csv{where}"] == [line.split(": found")[0] for line in message.split("\n")]
    assert words in message


def test_a_series_is_named_by_what_distinguishes_it() -> None:
    parts = ("apples", "China", "all", "red", "share", "sector=all", "over", "percent", "actual", "1")

    assert "apples, China, red, share, sector=all" == series_name(SEPARATOR.join(parts))
    assert "apples, China" == series_name(SEPARATOR.join(("apples", "China", "level", "", "over", "CNY", "actual", "")))


def test_powers_of_ten_are_told_in_words() -> None:
    assert ["10 times", "10,000 times", "1/10 of", "1/1,000 of"] == [times(power) for power in (1, 4, -1, -3)]


@pytest.mark.parametrize(
    ("own", "old", "fit"),
    [
        ([1, 2, 3], [1, 2, 3], 1), ([1, 2], [1, 2], 0), ([1, 2, 3, 4], [1, 2, 3, 9], 0.75), ([103, 200, 97], [100, 200, 100], 1),
        ([104, 200, 96, 1], [100, 200, 100, 1], 0.5), ([-1, -2, -3], [-1, -2, -3], 1), ([1], [2], 0), ([1, 2, 3, 4], [1, 2, 3], 1),
    ],
)  # fmt: skip
def test_series_fit_by_the_share_of_their_common_periods_that_is_close(
    own: list[int], old: list[int], fit: float
) -> None:
    assert fit == _fit(pd.Series(own, dtype=float), pd.Series(old, dtype=float))


@pytest.mark.parametrize(
    ("old", "new", "lone", "level", "words"),
    [
        (5, -5, False, True, "the sign of 5 changed"), (5, -9, False, True, "the sign of 5 changed"), (-5, 5, False, False, "the sign of -5 changed"),
        (5, -4.9, False, False, "the sign of 5 changed"), (5, -4.8, False, False, ""), (1, -1, False, False, "the sign of 1 changed"),
        (0.9, -0.9, False, False, ""), (5, 0, False, True, "where there was something or nothing"), (0, -5, False, True, "where there was something or nothing"),
        (0, 5, False, False, ""), (0, 0, False, False, ""), (1, 10, False, True, "10 times what data/ has"), (0.1, 1, False, False, ""),
        (0.1, 1, False, True, "10 times what data/ has"), (0.5, 5, False, False, "10 times what data/ has"), (0.49, 4.9, False, False, ""),
        (500, 5, False, False, "1/100 of what data/ has"), (1, 3, False, True, ""), (3, 1, False, True, ""), (1, 3.1, False, True, "3.1 times what data/ has"),
        (3.2, 1, False, True, "0.312 times what data/ has"), (1, 3.1, False, False, ""), (100, 115, True, True, ""),
        (100, 116, True, True, "1.16 times what data/ has where nearly all others are new"), (100, 84, True, True, "0.84 times what data/ has where nearly all others are new"),
        (100, 116, False, True, ""), (100, 116, True, False, ""), (100, 100, True, True, ""), (-5, -5, False, True, ""),
        (100, 1049, False, False, "10 times what data/ has"), (100, 1051, False, False, ""),
    ],
)  # fmt: skip
def test_a_value_is_odd_in_place_of_another(old: float, new: float, lone: bool, level: bool, words: str) -> None:
    assert words == _oddity(old, new, lone, level)


@pytest.mark.parametrize(("count", "faults"), [(2, 1), (50, 1), (51, 0)])
def test_exchanged_columns_are_looked_for_among_fifty_series(count: int, faults: int) -> None:
    cells = [(f"s{n}", f"2025-0{month}", 10.0**n + month) for n in range(count) for month in (1, 2, 3)]
    old = pd.DataFrame(cells, columns=["series", "period", "number"])
    coming = old.assign(series=old["series"].replace({"s0": "s1", "s1": "s0"}), where=[Place("t.csv", 2, 1)] * len(old))

    assert faults == len([*_exchanged_columns(coming, old)])
