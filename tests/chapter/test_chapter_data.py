"""What a chapter asks of the data: for its region and period, and refused elsewhere."""

from __future__ import annotations

import pytest

from statbook.chapter.chapter_data import ChapterData
from statbook.errors import ChapterError, ParameterError
from statbook.store import Store

XIAN = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}


@pytest.fixture(scope="module")
def here(store: Store) -> ChapterData:
    return ChapterData.restore(store, {**XIAN, "parameters": {"minimum": 1.0}})


def test_a_restored_chapter_was_called_with_the_same_arguments(here: ChapterData) -> None:
    assert {**XIAN, "parameters": {"minimum": 1.0}} == here.arguments


def test_rows_are_those_of_theme_region_and_period(here: ChapterData) -> None:
    rows = here.rows(measure="growth")

    assert rows
    assert {("trade", "Xian", "2026-01/2026-02", "growth")} == {(r.theme, r.region, r.period, r.measure) for r in rows}


def test_pieces_exclude_one_another_and_groups_are_printed(here: ChapterData) -> None:
    pieces, groups = here.pieces("partner"), here.groups("partner")

    assert not any(part.overlap for part in pieces)
    assert not {id(part.whole) for part in pieces} & {id(part) for part in pieces}
    assert groups and not any(part.residual or part.whole is None for part in groups)


def test_breakdowns_without_a_print_are_left_out(here: ChapterData, store: Store) -> None:
    titles = [store.breakdowns[name].title["en"] for name in ("mode", "owner")]

    assert titles == [*here.breakdowns("mode", "owner", "zone_output")]


def test_growth_points_are_sorted_and_missing_keys_stand_at_the_end(store: Store) -> None:
    gansu = ChapterData.restore(store, {**XIAN, "region": "Gansu", "period": "2023", "parameters": {}})
    points = gansu.growth_points("trade.export", "trade.processing")
    values = [point.quantity.value for point in points if point.quantity]

    assert len(points) == len(values) + 1 > 2
    assert values == sorted(values, reverse=True)
    assert points[-1].quantity is None


def test_two_readings_differ_in_their_rounding_only(here: ChapterData) -> None:
    ((name, rule, strict),) = here.two_readings("trade.base")

    assert name and rule and strict
    assert (False, True) == (rule.strict, strict.strict)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"name": "trade", "region": "Xain"}, ParameterError, "region is 'Xain'.*Did you mean Xian"),
        ({"name": "unfiled", "region": "Xian"}, ChapterError, "nothing is printed for region 'Xian'; there are"),
        ({"name": "unfiled", "lang": "fr"}, ParameterError, "charts and numbers have words in en and zh"),
    ],
)
def test_what_nothing_is_printed_for_is_refused(arguments: dict[str, str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        ChapterData(**arguments)
