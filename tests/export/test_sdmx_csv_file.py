"""SDMX-CSV: read back by pysdmx, keys and values."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest.mock import MagicMock

import pandas as pd
import pytest

from statbook.errors import StatbookError
from statbook.export.sdmx_csv_file import ATTRIBUTES, BEFORE, BEHIND, HEAD, MISSING_END, write_sdmx_csv
from statbook.export.sdmx_periods import sdmx_period
from statbook.export.tables import ExportTables, export_tables
from statbook.store import Store


def lines_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keys_of(path: Path, tables: ExportTables) -> list[str]:
    return [name.upper() for name in (*BEFORE, *tables.dimensions, *BEHIND)] + [MISSING_END, "TIME_PERIOD"]


@pytest.fixture
def by_pysdmx(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], tuple[str, pd.DataFrame]]:
    """A function that gives the structure and the lines of a file as pysdmx reads them: all text.

    pysdmx reads without pyarrow and then casts the text to its strings. With pyarrow installed, pandas would give other
    types of text to every other test; so a stand-in is imported and the cast left out.
    """
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "pyarrow", MagicMock())
        import pysdmx.io.csv  # noqa: F401 (it asks for pyarrow)
        from pysdmx.io import read_sdmx
        from pysdmx.io.pd import PandasDataset
    monkeypatch.setattr(PandasDataset, "_apply_dtypes", lambda self: None)

    def read(path: Path) -> tuple[str, pd.DataFrame]:
        (dataset,) = read_sdmx(path).data
        assert isinstance(dataset, PandasDataset)
        return str(dataset.structure), dataset.data

    return read


def test_pysdmx_reads_the_keys_and_values_of_the_store(
    by_pysdmx: Callable[[Path], tuple[str, pd.DataFrame]], store: Store, tables: ExportTables, tmp_path: Path
) -> None:
    left_out = write_sdmx_csv(tables, tmp_path / "t.sdmx.csv")
    structure, lines = by_pysdmx(tmp_path / "t.sdmx.csv")
    rows = lines.set_index("OBS")

    assert "Dataflow=STATBOOK:OBSERVATIONS(1.0)" == structure
    assert len(store.observations) == len(rows) + left_out
    for row in store.observations:
        period = sdmx_period(row.period)
        if period is None:
            assert row.obs not in rows.index
            continue
        found = rows.loc[row.obs]
        assert (row.indicator, row.region, row.measure, row.timing, row.status, period.time) == tuple(
            found[name] for name in ("INDICATOR", "REGION", "MEASURE", "TIMING", "STATUS", "TIME_PERIOD")
        )
        for dimension in tables.dimensions:
            code = dict(row.members).get(dimension, "_Z")
            assert ("_T" if code == "all" else code) == found[dimension.upper()]
        assert row.value == Decimal(found["OBS_VALUE"])
        assert (row.unit, row.period, row.printed) == (found["UNIT_MEASURE"], found["PERIOD"], found["PRINTED"])


def test_values_are_written_exactly(tempting: Path, tmp_path: Path) -> None:
    write_sdmx_csv(export_tables(Store.load(tempting)), tmp_path / "t.sdmx.csv")
    first = lines_of(tmp_path / "t.sdmx.csv")[0]

    assert ("12345678901234567890.125", "007") == (first["OBS_VALUE"], first["PRINTED"])


def test_the_header_is_that_of_sdmx_and_no_key_occurs_twice(tables: ExportTables, tmp_path: Path) -> None:
    write_sdmx_csv(tables, tmp_path / "t.sdmx.csv")
    lines = lines_of(tmp_path / "t.sdmx.csv")
    names = keys_of(tmp_path / "t.sdmx.csv", tables)
    keys = [tuple(line[name] for name in names) for line in lines]

    assert [*HEAD, *names, "OBS_VALUE", *ATTRIBUTES] == list(lines[0])
    assert {("dataflow", "STATBOOK:OBSERVATIONS(1.0)", "I")} == {tuple(line[name] for name in HEAD) for line in lines}
    assert len(keys) == len(set(keys)) > 200
    assert all(re.fullmatch(r"[A-Za-z0-9_@$\-]+", code) for key in keys for code in key[:-3])


def test_a_code_says_what_is_not_there(tables: ExportTables, tmp_path: Path) -> None:
    write_sdmx_csv(tables, tmp_path / "t.sdmx.csv")
    lines = {line["OBS"]: line for line in lines_of(tmp_path / "t.sdmx.csv")}
    growth = lines["xian.2026-01_2026-02.trade.total.growth_gap"]

    assert ("_Z", "_T", "total", "region@China", "2025-01-01/P2M", "_Z", "2026-01-01/P2M") == tuple(
        growth[name] for name in ("HOLDER", "PRODUCT", "FLOW", "OF", "BASE_PERIOD", MISSING_END, "TIME_PERIOD")
    )
    assert {"start", "end", "_Z"} == {line[MISSING_END] for line in lines.values()}
    assert "_U" in {line["BASE_PERIOD"] for line in lines.values()}


def test_two_observations_that_sdmx_cannot_tell_apart_are_refused(tables: ExportTables, tmp_path: Path) -> None:
    frame = tables.observations
    twin = frame.iloc[[0]].assign(obs="twin")

    with pytest.raises(StatbookError, match=r"xian\.2026-01_2026-02\.trade\.total and twin have the same key in SDMX"):
        write_sdmx_csv(replace(tables, observations=pd.concat([frame, twin])), tmp_path / "t.sdmx.csv")


def test_earlier_values_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StatbookError, match="one value for each key"):
        write_sdmx_csv(export_tables(store, history=True), tmp_path / "t.sdmx.csv")
