"""Points: named by place or member in both languages, in the order of their size."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Scope
from statbook.charts import Labels, named_point, points
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def test_points_are_named_by_region_and_sorted_by_size(store: Store, observation: Make) -> None:
    rows = [observation(obs="j", region="Japan", value=5), observation(obs="c", region="China", value=8)]
    made = points(Labels(store, "en"), rows, "region", panel="p", first="China")

    assert [("China", True), ("Japan", False)] == [(point.name, point.first) for point in made]


def test_points_may_be_named_by_a_member(store: Store, observation: Make) -> None:
    rows = [observation(obs="s", members=(("field", "solar"),)), observation(obs="w", members=(("field", "wind"),))]

    assert ["光伏发电", "风能发电"] == [point.name for point in points(Labels(store, "zh"), rows, "field")]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("patent_families_elsewhere", "All other countries"),
        ("trade@Xian@2026-01/2026-02", "Goods trade"),
        ("import_product.rest@Xian@2026-01/2026-02", "Other imports"),
        ("standards@China@2026", "Low-altitude standards (China, 2026)"),
    ],
)
def test_a_key_goes_by_the_name_of_what_it_means(store: Store, key: str, name: str) -> None:
    assert name == named_point(Labels(store, "en"), key, Scope(store).get(key)).name
