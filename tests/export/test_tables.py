"""The tables that are exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError
from statbook.export.tables import CODES, export_tables
from statbook.store import Store


def test_they_are_the_observations_and_the_tables_of_their_codes(store: Store) -> None:
    found = export_tables(store)

    assert found.observations.equals(store.frame())
    assert [column.name for column in found.columns] == list(found.observations.columns)
    assert list(CODES) == list(found.codes)
    for name, column in (("sources", "source"), ("indicators", "indicator"), ("units", "unit")):
        assert set(found.observations[column]) <= set(found.codes[name][column])
    members = set(zip(found.codes["members"]["dimension"], found.codes["members"]["code"], strict=True))
    for dimension in ("region", *found.dimensions):
        used = set(found.observations[dimension]) - {"", "all"}
        assert {(dimension, code) for code in used} <= members


def test_data_that_contradict_their_schema_are_not_exported(data: Path) -> None:
    credit = data / "credit.csv"
    credit.write_text(credit.read_text(encoding="utf-8").replace(",over,", ",never,", 1), encoding="utf-8")

    with pytest.raises(DataError, match=r"data/credit\.csv:2: timing: found 'never'"):
        export_tables(Store.load(data))
