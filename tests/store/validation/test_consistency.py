"""Parts lie in their wholes, orders hold, lists count their names, repeats agree; and what breaks that is found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from audit_numbers import INDICATORS, part, parts_of, store_of, table
from changed_book import change
from statbook.checks.whole_book import check_book
from statbook.project.paths import Book
from statbook.store import KINDS, Observation, Package, Store, check_consistency, consistency_checks
from statbook.store.validation.consistency import _base, _can_fail, _interval, _lies_in, _repeat
from statbook.store.validation.suspect_parts import context

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

    assert inside == _lies_in(store, *(row.members for row in rows))


def test_undated_numbers_are_of_one_time_within_one_article_alone(observation: Callable[..., Observation]) -> None:
    dated = {context(observation(source=source)) for source in "ab"}
    undated = {context(observation(source=source, period="../..")) for source in "aab"}

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


FRUIT = table(
    """dimension,code,name_en,name_zh,parents,parents_if
region,P,Place,某地,,
part,a,apples,苹果,f,they are ripe
part,b,berries,莓,f,
part,f,fruit,水果,,
owner,o,owners,所有者,,
"""
).set_index(["dimension", "code"], drop=False)
W, F, A, B = part("w", "110"), part("f", "99"), part("a", "44"), part("b", "101")
W_GREW, A_GREW = part("w", "10%", "growth"), part("a", "-70%", "growth")


def checked(*rows: Observation, **known: object) -> list[tuple[str, str, bool]]:
    found = consistency_checks(store_of(*rows, members=FRUIT, **known))
    return [(check.kind, " ".join(obs.rpartition(".2025")[0] for obs in check.obs), check.holds) for check in found]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((W, A), [("a.level w.level", True)]),
        ((A, W), [("a.level w.level", True)]),
        ((W, F, A, B), [("f.level w.level", True), ("a.level f.level", True), ("b.level f.level", False)]),
        ((W, replace(A, value=Decimal(111), printed="111")), [("a.level w.level", True)]),
        ((W, replace(A, value=Decimal(112), printed="112")), [("a.level w.level", False)]),
        ((W, replace(A, bound="at_most")), []),
        ((W, replace(A, bound="at_least")), [("a.level w.level", True)]),
        ((W, replace(A, region="Q")), []),
        ((W, replace(A, period="2024")), []),
        ((W, replace(A, timing="at")), []),
        ((W, replace(A, status="target")), []),
        ((W, replace(A, unit="USD")), []),
        ((W, part("a", "44%", "share")), []),
    ],
)
def test_a_part_is_held_against_each_smallest_whole_of_its_kind(
    rows: tuple[Observation, ...], expected: list[tuple[str, bool]]
) -> None:
    assert [("nested", *each) for each in expected] == checked(*rows)


def test_what_does_not_add_up_has_no_parts_within_a_whole() -> None:
    rates = INDICATORS.assign(kind="rate")

    assert [] == checked(W, A, indicators=rates) == checked(W, A, not_nested=[{"indicator": "i"}])
    assert [] == checked(W, A, breakdowns=parts_of("a", net=True))
    assert 1 == len(checked(W, A, breakdowns=parts_of("a")))


@pytest.mark.parametrize(
    ("rates", "holds"),
    [
        ((W_GREW, A_GREW), [False]),
        ((W_GREW, part("a", "10%", "growth")), [True]),
        ((W_GREW, replace(A_GREW, base_period="2023")), []),
        ((W_GREW, replace(A_GREW, base_period="../..")), []),
        ((replace(W_GREW, base_period="../.."), replace(A_GREW, base_period="../..")), []),
        ((A_GREW,), []),
        ((W_GREW,), []),
    ],
)
def test_levels_of_one_base_period_are_compared_too(rates: tuple[Observation, ...], holds: list[bool]) -> None:
    expected = [("base", "a.level a.growth w.level w.growth", each) for each in holds]

    assert [("nested", "a.level w.level", True), *expected] == checked(W, A, *rates)


def test_a_check_of_a_part_tells_both_numbers_and_the_condition() -> None:
    nested, base = consistency_checks(store_of(W, A, W_GREW, A_GREW, members=FRUIT))

    assert "Things, Place, 2025: Apples (44 yuan) may not exceed Things (110 yuan)." == nested.description
    assert (
        "Things, Place, 2024: Apples (implied by 44 yuan and -70%) may not exceed Things (implied by 110 yuan and 10%)."
    ) == base.description
    inner = consistency_checks(store_of(F, A, B, members=FRUIT))
    assert ["(99 yuan), if they are ripe.", "(99 yuan)."] == [
        check.description[-len(end) :]
        for check, end in zip(inner, ("(99 yuan), if they are ripe.", "(99 yuan)."), strict=True)
    ]


def test_orders_and_lists_are_checks_of_their_own() -> None:
    reason = {"en": "so it is"}
    orders = [
        {"smaller": f"{one}.level.2025", "larger": f"{other}.level.2025", "reason": reason}
        for one, other in ("ab", "ba")
    ]
    lists = [
        {"count": "c.level.2025", "en": en, "zh": zh}
        for en, zh in (("xy", "xy"), ("xy", "x"), ("x", "xy"), ("xx", "xy"))
    ]
    three = part("c", "2", members=())
    known = {"orders": orders, "lists": lists}

    assert [
        *(("order", "a.level b.level", True), ("order", "b.level a.level", False)),
        *(("list", "c.level", holds) for holds in (True, False, False, False)),
    ] == [each for each in checked(A, B, three, **known) if each[0] != "nested"]
    assert [("order", "b.level a.level", False)] == checked(replace(A, bound="at_most"), B, orders=orders)
    described = consistency_checks(store_of(A, B, members=FRUIT, orders=orders))[0].description
    assert (
        "Place: Things: Apples, 2025 (44 yuan) may not exceed Place: Things: Berries, 2025 (101 yuan): so it is."
    ) == described


def test_a_number_is_held_against_its_further_prints_and_against_rows_of_the_same() -> None:
    prints = table(
        """obs,source,printed,value,unit,bound,step
a.level.2025,again,44元,44,CNY,exact,
a.level.2025,again,45元,45,CNY,exact,
a.level.2025,again,45元,45,CNY,exact,4
gone,again,1,1,CNY,exact,
"""
    )
    sources = table("source,date\nagain,2026-02-01\n").set_index("source", drop=False)
    twice = replace(A, obs="a2.level.2025", value=Decimal(50), printed="50")
    other = [
        replace(twice, obs=f"{n}.level.2025", **cells)
        for n, cells in enumerate(({"period": "2024"}, {"measure": "x"}, {"of": "x"}, {"base_period": "2024"}))
    ]

    assert [("repeat", "a.level", holds) for holds in (True, False, True)] == checked(A, prints=prints, sources=sources)
    assert [("repeat", "a.level a2.level", False)] == checked(A, twice, *other)  # type: ignore[arg-type]


def test_a_print_is_held_against_the_value_of_its_day() -> None:
    prints = table(
        "obs,source,printed,value,unit,bound,step\na.level.2025,early,44,44,CNY,exact,\na.level.2025,late,44,44,CNY,exact,\n"
    )
    sources = table("source,date\nearly,2026-01-15\nlate,2026-02-15\n").set_index("source", drop=False)
    first, now = replace(A, known_to="2026-02-01"), replace(A, value=Decimal(50), printed="50", known_from="2026-02-01")

    assert [True, False] == [each[2] for each in checked(now, history=(first, now), prints=prints, sources=sources)]
