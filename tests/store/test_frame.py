"""All observations as one table."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd

from large_orchard import large_orchard
from orchard_book import orchard
from statbook.store import Store, exact_interval
from statbook.store.frame import DAY, NUMBER, PLACE, frame_columns

COMPUTED = (
    "name_en",
    "name_zh",
    "indicator_en",
    "indicator_zh",
    "region_en",
    "region_zh",
    "low",
    "high",
    "source_date",
)


def test_every_field_of_every_observation_stands_in_its_row(store: Store) -> None:
    frame = store.frame()
    dimensions = {name for names in store.package.themes.values() for name in names}
    columns = {column.name: column for column in frame_columns(store.package.themes)}

    assert list(columns) == list(frame.columns)
    assert len(store.observations) == len(frame) > 300
    for row, found in zip(store.observations, frame.to_dict("records"), strict=True):
        members = dict(row.members)
        for name in set(columns) - set(COMPUTED):
            expected = members.get(name, "") if name in dimensions else getattr(row, name)
            cell = None if pd.isna(found[name]) else found[name]
            assert expected == cell and not isinstance(cell, float), (row.obs, name)


def test_names_and_intervals_are_those_of_the_store(store: Store) -> None:
    for row, found in zip(store.observations, store.frame().to_dict("records"), strict=True):
        low, high = exact_interval(row)
        for lang in ("en", "zh"):
            assert store.names(row.theme, row.indicator, row.members)[lang] == found[f"name_{lang}"]
            assert store.name("region", row.region, lang) == found[f"region_{lang}"]
            assert store.indicators.at[row.indicator, f"name_{lang}"] == found[f"indicator_{lang}"]
        assert (low if low.is_finite() else None, high if high.is_finite() else None) == (found["low"], found["high"])
        assert store.sources.at[row.source, "date"] == found["source_date"]


def test_what_is_open_or_not_printed_is_missing(store: Store) -> None:
    frame = store.frame()
    more = frame[frame["bound"] == "more_than"]

    assert len(more) > 0 and more["high"].isna().all() and more["low"].notna().all()
    assert frame["value_to"].isna().any() and frame["value_to"].notna().any()
    assert frame["offset"].dtype == "Int64"


def test_types_are_those_of_the_columns_even_without_a_row(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    full = Store.load(data).frame()
    header = (data / "credit.csv").read_text(encoding="utf-8").split("\n")[0]
    (data / "credit.csv").write_text(header + "\n", encoding="utf-8")
    empty = Store.load(data).frame()

    assert 0 == len(empty)
    assert full.dtypes.to_dict() == empty.dtypes.to_dict()
    for column in frame_columns({"credit": ["sector", "kind"]}):
        kind = {NUMBER: "object", PLACE: "Int64", DAY: "str"}.get(column.kind, "str")
        assert kind == str(full[column.name].dtype), column.name
    assert {Decimal} == set(map(type, full["value"]))


def test_values_that_were_replaced_stand_there_with_history_alone(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    lines = (data / "credit.csv").read_text(encoding="utf-8").splitlines()
    earlier = lines[1].replace(",100000000,", ",200000000,").replace(",1,old,", ",2,old,")
    (data / "credit.csv").write_text(
        "\n".join([lines[0], earlier.replace("2025-12-31,,", "2025-12-31,2026-01-31,"), *lines[1:]]) + "\n",
        encoding="utf-8",
    )
    store = Store.load(data)
    now, ever = store.frame(), store.frame(history=True)

    assert len(now) + 1 == len(ever)
    assert ["2026-01-31", ""] == list(ever["known_to"][:2])
    assert {""} == set(now["known_to"])


def test_a_store_of_a_day_gives_what_was_known_then(store: Store) -> None:
    days = sorted(set(store.frame()["known_from"]))
    frame = store.on(days[0]).frame()

    assert {days[0]} == set(frame["known_from"])
    assert 0 < len(frame) < len(store.frame())


def test_a_dimension_of_several_themes_is_one_column() -> None:
    names = [column.name for column in frame_columns({"a": ["field", "kind"], "b": ["kind", "flow"]})]

    assert ["field", "kind", "flow"] == names[names.index("region_zh") + 1 : names.index("period")]
    assert len(names) == len(set(names))


def test_numbers_of_large_tables_are_in_the_table_too(tmp_path: Path) -> None:
    store = Store.load(large_orchard(tmp_path))
    frame = store.frame()

    assert {"apples": 6, "pears": 6} == frame["indicator"].value_counts().to_dict()
    assert frame["obs"].is_unique
    assert frame.equals(store.with_large(["obs-china-2025-01-pears"]).frame())
    assert frame.equals(Store.load(orchard(tmp_path / "other")).frame())
