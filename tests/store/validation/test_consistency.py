"""Parts lie in their wholes, orders hold, lists count their names, repeats agree; and what breaks that is found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from changed_book import change
from statbook.checks.whole_book import check_book
from statbook.project.paths import Book
from statbook.store import KINDS, Observation, Package, Store, check_consistency, consistency_checks
from statbook.store.validation.consistency import _base, _can_fail, _context, _interval, _lies_in, _repeat

GENERAL, GENERAL_GROWTH = 56, 57  # lines of trade.csv
TAISHAN, PARKS = 91, 102  # lines of base.csv
PROMISING = 5  # line of patents.csv
MORTGAGES = 14  # line of credit.csv
CONTRACTS_AGAIN, INSTITUTIONS_AGAIN = 4, 6  # lines of prints.csv


def faults(book: Book) -> list[str]:
    return [str(fault) for fault in check_consistency(Store(Package(book.data)))]


def declare(book: Book, section: str, *entries: object) -> None:
    path = book.data / "identities.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8")) | {section: list(entries)}
    Path(path).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def test_all_checks_of_the_real_data_hold(store: Store) -> None:
    found = consistency_checks(store)

    assert [] == [check.description for check in found if not check.holds]
    assert set(KINDS) == set(Counter(check.kind for check in found))


def test_a_part_is_compared_with_the_smallest_wholes_around_it(store: Store) -> None:
    wholes = {
        check.obs[1] for check in consistency_checks(store) if check.kind == "nested" and check.obs[0].endswith("korea")
    }

    assert {"xian.2026-01_2026-02.trade.total.bri", "xian.2026-01_2026-02.trade.total.rcep"} == wholes


def test_what_cannot_fail_is_no_check(store: Store) -> None:
    """The 225 lie in the 90,000-odd, but a lower bound has no upper end that they could exceed."""
    compared = {check.obs for check in consistency_checks(store) if check.kind == "nested"}
    talent = "weihaizone.2021.talent"

    assert (f"{talent}.taishan", f"{talent}.municipal_and_above") in compared
    assert (f"{talent}.municipal_and_above", talent) not in compared


def test_every_declared_order_and_list_is_a_check(store: Store) -> None:
    kinds = Counter(check.kind for check in consistency_checks(store))

    assert len(store.orders) == kinds["order"]
    assert len(store.lists) == kinds["list"]
    assert len(store.prints) == kinds["repeat"]


def test_a_part_larger_than_its_whole_is_a_fault_of_the_check(copy: Book) -> None:
    change(copy, "base", TAISHAN, value="430", printed="430人")

    assert [
        "data/base.csv: weihaizone.2021.talent.taishan, weihaizone.2021.talent.municipal_and_above: found that Talent, "
        "Weihai high-tech zone, 2021: Taishan talent (430 persons) may not exceed Municipal level and above "
        "(225 persons); expected a part that is not larger than its whole. "
        "Mend a row, or what members.csv, prints.csv or identities.yaml say of it.",
    ] == list(check_book(copy, None).faults)


def test_a_part_that_rounding_alone_lifts_above_its_whole_holds(copy: Book) -> None:
    change(copy, "base", TAISHAN, value="230", printed="2.3百人")

    assert [] == faults(copy)


def test_a_lower_bound_that_exceeds_its_whole_is_found(copy: Book) -> None:
    change(copy, "base", TAISHAN, value="300", printed="超300人", bound="more_than")

    assert ["Taishan talent (more than 300 persons)" in fault for fault in faults(copy)] == [True]


def test_a_fall_of_the_part_may_break_the_base_period_alone(copy: Book) -> None:
    change(copy, "trade", GENERAL_GROWTH, value="-80", printed="80.0%")

    assert [True] == ["in the base period" in fault and "trade.total.general.growth" in fault for fault in faults(copy)]


def test_a_part_of_a_net_flow_may_be_larger_than_its_whole(copy: Book) -> None:
    change(copy, "credit", MORTGAGES, value="500000000000", printed="5000亿元")

    assert [] == faults(copy)


def test_an_order_that_does_not_hold_gives_its_reason(copy: Book) -> None:
    change(copy, "patents", PROMISING, value="1400000", printed="140万件")
    found = faults(copy)

    assert ["the promising patents were selected from those inventoried" in fault for fault in found] == [True, False]
    assert "is printed again in 000-patents (680,000 patents)" in found[1]


def test_a_count_that_differs_from_its_names_is_found(copy: Book) -> None:
    change(copy, "base", PARKS, value="3", printed="三大")

    assert [True] == ["prints 3 parks and names medical devices" in fault for fault in faults(copy)]


def test_a_name_listed_twice_counts_once(copy: Book) -> None:
    declare(copy, "lists", {"count": "weihaizone.open.industrial_parks", "en": ["a", "a"], "zh": ["甲", "乙"]})

    assert 1 == len(faults(copy))


@pytest.mark.parametrize(
    ("line", "cells", "agrees"),
    [
        (CONTRACTS_AGAIN, {"printed": "1.2万亿元", "value": "1200000000000"}, True),
        (CONTRACTS_AGAIN, {"printed": "1.19万亿元", "value": "1190000000000"}, False),
        (CONTRACTS_AGAIN, {"printed": "超1.2万亿元", "value": "1200000000000", "bound": "more_than"}, False),
        (CONTRACTS_AGAIN, {"printed": "近1.2万亿元", "value": "1200000000000", "bound": "about"}, True),
        (INSTITUTIONS_AGAIN, {"printed": "2800多所", "value": "2800"}, False),
    ],
    ids=lambda value: value["printed"] if isinstance(value, dict) else "",
)
def test_a_repeat_agrees_within_rounding_and_bound(copy: Book, line: int, cells: dict[str, str], agrees: bool) -> None:
    change(copy, "prints", line, **cells)

    assert agrees == (faults(copy) == [])


def test_two_rows_of_one_fact_are_compared(copy: Book) -> None:
    path = copy.data / "trade.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    again = lines[GENERAL - 1].replace("general", "general_again", 1).replace("248.4亿元", "249.4亿元")
    Path(path).write_text("\n".join([*lines, again.replace("24840000000", "24940000000")]) + "\n", encoding="utf-8")

    assert [True] == ["trade.total.general_again" in fault for fault in faults(copy)]


def test_every_name_of_a_list_stands_in_its_text(store: Store, texts: Path) -> None:
    bodies = {
        source: "".join((texts / str(row["file"])).read_text(encoding="utf-8").split())
        for source, row in store.sources.iterrows()
    }
    missing = [
        name
        for entry in store.lists
        for name in entry["zh"]
        if "".join(name.split()) not in bodies[store.by_obs[entry["count"]].source]
    ]

    assert [] == missing


@pytest.mark.parametrize(("people", "holds"), [("225", True), ("226", False)])
def test_a_part_may_be_as_large_as_its_whole(copy: Book, people: str, holds: bool) -> None:
    change(copy, "base", TAISHAN, value=people, printed=f"{people}人")

    assert holds == (faults(copy) == [])


@pytest.mark.parametrize(
    ("level", "growth", "base"),
    [
        ((100, 110), (0, 0), (100, 110)),
        ((100, 120), (0, 25), (80, 120)),
        ((100, 120), (-50, -20), (125, 240)),
        ((100, 120), (-100, 0), (100, math.inf)),
    ],
)
def test_the_base_is_as_wide_as_level_and_growth_allow(
    level: tuple[float, float], growth: tuple[float, float], base: tuple[float, float]
) -> None:
    assert base == pytest.approx(_base(level, growth))


@pytest.mark.parametrize(
    ("part", "whole", "can"),
    [
        ((1, 2), (0, 1), True),
        ((-math.inf, 2), (0, 1), False),
        ((1, 2), (0, math.inf), False),
        ((1, math.inf), (0, 1), True),
    ],
)
def test_only_a_closed_floor_above_a_closed_ceiling_can_fail(
    part: tuple[float, float], whole: tuple[float, float], can: bool
) -> None:
    assert can == _can_fail(part, whole)


@pytest.mark.parametrize(
    ("cells", "interval"),
    [
        ({"value": 1200, "printed": "约1200元", "bound": "about"}, (1100, 1300)),
        ({"value": 7, "value_to": Decimal(9), "printed": "约7至9元", "bound": "about"}, (6, 10)),
        ({"value": 12, "printed": "12元"}, (11.5, 12.5)),
        ({"value": 12, "printed": "12元", "bound": "at_least"}, (12, math.inf)),
        ({"value": -40, "unit": "basis_point", "printed": "约40个基点", "bound": "about"}, (-0.5, -0.3)),
    ],
)
def test_an_approximate_number_is_right_to_one_unit_of_its_last_digit_that_is_not_zero(
    store: Store, observation: Callable[..., Observation], cells: dict[str, object], interval: tuple[float, float]
) -> None:
    assert interval == pytest.approx(_interval(store, observation(**cells)))


@pytest.mark.parametrize(
    ("part", "whole", "inside"),
    [
        ({"flow": "export"}, {}, True),
        ({}, {"flow": "export"}, False),
        ({"flow": "export"}, {"flow": "all"}, True),
        ({"flow": "export"}, {"flow": "export"}, False),
        ({"flow": "export"}, {"flow": "import"}, False),
        ({"flow": "export", "partner": "Korea"}, {"flow": "export", "partner": "RCEP"}, True),
        ({"flow": "export", "partner": "Korea"}, {"flow": "import", "partner": "RCEP"}, False),
        ({"flow": "export", "partner": "RCEP"}, {"flow": "export", "partner": "Korea"}, False),
    ],
)
def test_a_part_lies_in_a_whole_that_says_less_or_names_a_parent(
    store: Store,
    observation: Callable[..., Observation],
    part: dict[str, str],
    whole: dict[str, str],
    inside: bool,
) -> None:
    rows = [observation(members=tuple(members.items())) for members in (part, whole)]

    assert inside == _lies_in(store, *rows)


def test_undated_numbers_are_of_one_time_within_one_article_alone(observation: Callable[..., Observation]) -> None:
    dated = {_context(observation(source=source)) for source in "ab"}
    undated = {_context(observation(source=source, period="../..")) for source in "aab"}

    assert (1, 2) == (len(dated), len(undated))


@pytest.mark.parametrize(
    ("first", "again", "agrees"),
    [
        ({"value": 4, "printed": "4元"}, {"value": 5, "printed": "5元"}, False),
        ({"value": 5, "printed": "5元"}, {"value": 4, "printed": "4元"}, False),
        ({"value": 4, "printed": "4元"}, {"value": "4.4", "printed": "4.4元"}, True),
        ({"value": 4, "printed": "4元", "status": "rule"}, {"value": 4, "printed": "4元", "status": "rule"}, True),
        ({"value": 4, "bound": "more_than"}, {"value": 5, "printed": "5元"}, True),
        (
            {"value": 4, "printed": "超4元", "bound": "more_than"},
            {"value": 9, "printed": "超9元", "bound": "more_than"},
            False,
        ),
    ],
)
def test_numbers_printed_again_have_a_value_in_common(
    store: Store,
    observation: Callable[..., Observation],
    first: dict[str, object],
    again: dict[str, object],
    agrees: bool,
) -> None:
    named = {"indicator": "trade", "region": "Xian"}
    found = _repeat(store, observation(obs="a", **named, **first), observation(obs="b", **named, **again))

    assert (agrees, ("a", "b")) == (found.holds, found.obs)
