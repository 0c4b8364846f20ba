"""Columns of words."""

from __future__ import annotations

import pytest

from adding import grid
from statbook.ingest.label_columns import (
    left_out_because,
    member_columns,
    series_columns,
    sort_columns,
    unknown_members,
)
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.series_guess import SeriesGuesser
from statbook.ingest.table_shape import TableShape, find_shape
from statbook.store import Store


@pytest.fixture(scope="module")
def vocabulary(store: Store) -> Vocabulary:
    return Vocabulary(store)


def shape_of(vocabulary: Vocabulary, *lines: str) -> TableShape:
    return find_shape(grid(*lines), vocabulary)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("东盟", "欧盟", "某国"), {1: "partner", 2: "flow"}),
        (("ASEAN", "欧盟", "EU"), {1: "partner", 2: "flow"}),
        (("某国", "某地", "欧盟"), {2: "flow"}),
        (("东盟", "欧盟", ""), {2: "flow"}),
        (("东盟", "欧盟", "同比"), {2: "flow"}),
        (("出口", "进口", "出口"), {1: "flow"}),
    ],
)
def test_a_full_column_of_mostly_known_names_holds_members(
    names: tuple[str, ...], found: dict[int, str], vocabulary: Vocabulary
) -> None:
    lines = [f"2026-0{month},{name},出口,{month}" for month, name in enumerate(names, 1)]
    shape = shape_of(vocabulary, "时间,伙伴,方向,数值", *lines)

    assert found == member_columns(shape, [1, 2], SeriesGuesser(vocabulary))
    assert {} == member_columns(shape, [1], SeriesGuesser(vocabulary))


def test_names_without_a_code_are_told(vocabulary: Vocabulary) -> None:
    shape = shape_of(vocabulary, "时间,伙伴,方向,数值", "2026-01,东盟,出口,1", "2026-01,某国,出口,1")

    assert ["某国"] == unknown_members(shape, 1, "partner")
    assert [] == unknown_members(shape, 2, "flow")


def test_columns_name_series_as_far_as_they_tell_rows_apart(vocabulary: Vocabulary) -> None:
    shape = shape_of(
        vocabulary, "时间,项目,类型,备注,数值", "2026-01,甲,金额,x,1", "2026-01,甲,同比,x,2", "2026-02,甲,同比,y,2"
    )

    assert [1, 2] == series_columns(shape, [1, 2, 3], [0])
    assert [1] == series_columns(shape, [1, 3], [0, 2])
    assert [] == series_columns(shape, [], [0])


def test_columns_are_sorted_by_what_they_hold(vocabulary: Vocabulary) -> None:
    shape = shape_of(vocabulary, "序号,项目,单位,数值,空", "1,甲,亿元,5,", "2,乙,亿元,6,")

    assert ([2], [1], [3], [0, 1, 3, 4]) == sort_columns(shape, [])


def test_why_a_column_does_not_enter_is_said_where_it_is_plain(vocabulary: Vocabulary) -> None:
    shape = shape_of(vocabulary, "序号,出口,空,备注,位次", "1,5,,x,2", "2,5,,y,1")

    reasons = ["It numbers the rows.", "", "It has no numbers.", "", "It ranks the rows."]
    assert reasons == [left_out_because(shape, at) for at in range(5)]
