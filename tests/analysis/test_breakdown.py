"""A whole taken apart: the Xiangyang numbers reconcile to the digit, Xi'an's residuals are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from unittest import mock

import pytest

from audit_numbers import part, parts_of, store_of
from statbook.analysis import Part, Scope, break_down
from statbook.analysis.breakdown import earlier_level
from statbook.project.paths import Book
from statbook.store import Observation, Store


@pytest.fixture
def xian(store: Store) -> Scope:
    return Scope(store, "Xian", "2026-01/2026-02")


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [
        ("import_product.rest.growth", -19.42, -18.55),
        ("owner.rest.growth", -11.93, -9.70),
        ("rcep.rest.growth", 1.58, 2.50),
        ("partner.rest.growth", 55.58, 55.84),
        ("trade.export.integrated_circuits.points", 40.25, 40.30),
        ("trade.processing.points", 62.39, 62.46),
    ],
)
def test_residuals_and_contributions_have_their_intervals(xian: Scope, key: str, low: float, high: float) -> None:
    quantity = xian.get(key)

    assert quantity is not None
    assert (low, high) == pytest.approx(quantity.interval, abs=0.06)


def test_contributions_of_a_cut_add_up_to_the_growth_of_the_whole(xian: Scope) -> None:
    for name in ("product", "mode", "owner", "partner"):
        parts = [part for part in xian.parts(name) if not part.overlap]
        inner = {id(part.whole) for part in parts}
        leaves = [part for part in parts if id(part) not in inner]
        total = sum(part.points.value for part in leaves if part.points is not None)

        assert 69.3 == pytest.approx(total, abs=1e-9), name


def test_shares_of_all_leaves_add_up_to_the_whole(xian: Scope) -> None:
    parts = [part for part in xian.parts("mode") if part.whole is not None]

    assert 100 == pytest.approx(sum(part.part.value for part in parts))


def test_a_cut_whose_whole_is_not_printed_gives_nothing(store: Store) -> None:
    assert [] == Scope(store, "Zhejiang", "2023").parts("mode")


def test_a_part_that_is_not_printed_stays_in_the_rest(store: Store) -> None:
    gansu = Scope(store, "Gansu", "2023")
    names = [part.names["en"] for part in gansu.parts("partner")]

    assert "ASEAN" in names
    assert "Korea" not in names
    assert "Partners not itemised" in names


def test_overlapping_groups_are_marked_and_never_summed(xian: Scope) -> None:
    overlapping = {part.names["en"] for part in xian.parts("partner") if part.overlap}

    assert {"Belt and Road countries", "Other RCEP members"} == overlapping


@pytest.fixture
def place(store: Store, observation: Callable[..., Observation]) -> Callable[..., list[Part]]:
    """The cut of partners without overlap of a place that prints only some partners."""

    def pieces(**levels: int) -> list[Part]:
        rows = [
            observation(
                obs=name,
                indicator="trade",
                value=value,
                printed=str(value),
                members=(("flow", "total"), ("partner", "all" if name == "total" else name)),
            )
            for name, value in levels.items()
        ]
        known = mock.Mock(wraps=store)
        known.find = lambda *_, period, **__: [row for row in rows if row.period == period]
        return break_down(known, store.breakdowns["exclusive_partner"], region="Place", period="2025")

    return pieces


def test_a_rest_is_called_by_what_was_taken_off(place: Callable[..., list[Part]]) -> None:
    parts = place(total=7750, ASEAN=1280, EU=863)
    rest = next(part for part in parts if part.residual)

    assert ["ASEAN", "European Union"] == [part.names["en"] for part in parts[1:-1]]
    assert ("All but ASEAN and European Union", "除东盟、欧盟以外") == (rest.names["en"], rest.names["zh"])
    assert 7750 - 1280 - 863 == rest.level.value
    assert not rest.has_name


def test_a_rest_keeps_its_name_where_all_that_it_names_is_printed(place: Callable[..., list[Part]]) -> None:
    rests = {part.names["en"] for part in place(total=100, RCEP=50, EU=10, ASEAN=20, Korea=5) if part.residual}

    assert {"Partners outside RCEP and EU", "RCEP beyond ASEAN and Korea"} == rests


def test_the_key_of_a_rest_has_no_number_where_a_part_that_it_names_is_not_printed(copy: Book) -> None:
    table = copy.data / "trade.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(line for line in lines if ",foreign_invested," not in line), encoding="utf-8")
    xian = Scope(Store.load(copy.data), "Xian", "2026-01/2026-02")

    assert ["All but Private enterprises"] == [part.names["en"] for part in xian.parts("owner") if part.residual]
    assert xian.get("owner.rest.growth") is None
    assert xian.get("partner.rest.growth") is not None


def test_only_a_residual_that_can_be_nothing_but_rounding_exhausts(xian: Scope) -> None:
    parts = xian.parts("product")

    assert ["Rounding"] == [part.names["en"] for part in parts if part.exhausts]
    assert all(part.has_name for part in parts)


W, A, B = part("w", "110"), part("a", "44"), part("b", "55")
W_GREW, A_GREW, B_GREW = (part(code, "10%", "growth") for code in "wab")
W_THEN, A_THEN, B_THEN = (part(code, text, period="2024") for code, text in (("w", "99"), ("a", "39"), ("b", "49")))


def taken_apart(*rows: Observation, rest: bool = True, strict: bool = False) -> list[Part]:
    cut = parts_of("a", "b", rest=rest)["parts"]
    return break_down(store_of(*rows), cut, region="P", period="2025", strict=strict)


def bases(parts: list[Part]) -> list[float | None]:
    return [None if each.base is None else round(each.base.value, 6) for each in parts]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((W, A, B), [None] * 4),
        ((W, A, B, W_GREW, A_GREW, B_GREW), [100, 40, 50, 10]),
        ((W, A, B, W_GREW, A_GREW), [100, 40, None, None]),
        ((W, A, B, A_GREW, B_GREW), [None, 40, 50, None]),
        ((W, A, B, W_GREW, A_GREW, B_GREW, W_THEN, A_THEN, B_THEN), [99, 39, 49, 11]),
        ((W, A, B, W_GREW, A_GREW, B_GREW, W_THEN, A_THEN), [100, 40, 50, 10]),
        ((W, A, B, W_GREW, A_GREW, W_THEN, A_THEN), [99, 39, None, None]),
        ((W, A, W_GREW, A_GREW, B_GREW, W_THEN, A_THEN), [99, 39, 60]),
        ((W, A, B, W_GREW, A_GREW, part("b", "5", "difference"), W_THEN, A_THEN), [100, 40, 50, 10]),
    ],
)
def test_the_levels_of_the_base_period_are_all_printed_or_all_implied(
    rows: tuple[Observation, ...], expected: list[float | None]
) -> None:
    assert expected == bases(taken_apart(*rows))


@pytest.mark.parametrize(
    ("rows", "levels"),
    [
        ((W, A, B), [110, 44, 55, 11]),
        ((W, B), [110, 55, 55]),
        ((W,), []),
        ((A, B), []),
        ((replace(W, region="Q"), A, B), []),
        ((W, replace(A, status="target"), B), [110, 55, 55]),
        ((W_THEN, A, B), []),
    ],
)
def test_a_whole_is_taken_apart_into_what_is_printed_of_it_here_and_now(
    rows: tuple[Observation, ...], levels: list[float]
) -> None:
    assert levels == [each.level.value for each in taken_apart(*rows)]


def test_a_part_tells_its_growth_its_contribution_and_its_shares() -> None:
    rows = (W, A, B, W_GREW, part("a", "11%", "growth"), B_GREW)
    told = [
        [None if each is None else round(each.value, 4) for each in (p.growth, p.points, p.part, p.base_part)]
        for p in taken_apart(*rows)
    ]

    assert [10, 10, 100, 100] == told[0]
    assert [11, 4.3604, 40, 39.6396] == told[1]
    assert [10, 5, 50, 50] == told[2]
    assert 10 == told[3][2]
    without = taken_apart(W, A, B, A_GREW)
    assert [10, None, None] == [x and x.value for x in (without[1].growth, without[1].points, without[1].base_part)]
    assert [None] * 3 == [without[2].growth, without[2].points, without[2].base_part]


def test_a_residual_is_named_by_what_is_taken_off_and_exhausts_only_a_whole_that_its_parts_cover() -> None:
    kinds = [
        (rest.names["en"], rest.exhausts, rest.has_name, rest.without, rest.whole is parts[0])
        for parts in (taken_apart(W, A, B), taken_apart(W, A, B, rest=False), taken_apart(W, A, rest=False))
        for rest in [parts[-1]]
    ]
    a, b = (("part", "a"),), (("part", "b"),)

    assert [
        ("rest", False, True, (a, b), True),
        ("Rounding", True, True, (a, b), True),
        ("All but Apples", False, False, (a,), True),
    ] == kinds


def test_groups_that_overlap_come_last_and_the_parts_of_a_missing_category_count_for_its_whole() -> None:
    cut = parts_of("a", "b", rest=True)["parts"]
    inner = replace(
        cut.root.parts[0], members=(("part", "x"),), parts=(cut.root.parts[0],), residual={"en": "r", "zh": "r"}
    )
    cut = replace(
        cut, root=replace(cut.root, parts=(inner, cut.root.parts[1])), overlap=((("part", "c"),), (("part", "d"),))
    )
    parts = break_down(store_of(W, A, B, part("c", "60")), cut, region="P", period="2025")

    assert [(110, False), (44, False), (55, False), (11, False), (60, True)] == [
        (p.level.value, p.overlap) for p in parts
    ]
    assert [None, *[parts[0]] * 4] == [each.whole for each in parts]
    assert all(each.root is parts[0] for each in parts)


def test_the_strict_reading_takes_apart_by_the_digits_of_the_print() -> None:
    wide = tuple(replace(row, step=Decimal(10)) for row in (W, A, B, W_GREW))
    loose, strict = ([p.level.high - p.level.low for p in taken_apart(*wide, strict=each)] for each in (False, True))

    assert ([10, 10, 10, 30], [1, 1, 1, 3]) == (loose, strict)
    rates = [taken_apart(*wide, strict=each)[0].growth for each in (False, True)]
    assert [10, 1] == [rate.high - rate.low for rate in rates if rate is not None]


@pytest.mark.parametrize(
    "other",
    [
        *({"indicator": "j"}, {"region": "Q"}, {"members": (("part", "b"),)}, {"timing": "at"}, {"unit": "USD"}),
        *({"status": "target"}, {"measure": "growth"}, {"period": "2023"}),
    ],
)
def test_an_earlier_level_is_of_the_same_thing(other: dict[str, object]) -> None:
    assert A_THEN == earlier_level([replace(A_THEN, **other), A_THEN], A, "2024")  # type: ignore[arg-type]
    assert earlier_level([replace(A_THEN, **other)], A, "2024") is None  # type: ignore[arg-type]


def test_a_share_of_the_whole_is_stated_as_printed_and_computed_where_it_is_not(xian: Scope) -> None:
    stated = {part.categories["mode"]: part.stated_part for part in xian.parts("mode") if "mode" in part.categories}

    assert {"general": False, "processing": False, "bonded_logistics": True} == {
        name: share.is_derived for name, share in stated.items()
    }


def test_a_printed_share_of_another_whole_is_not_stated() -> None:
    stated = [taken_apart(W, A, B, part("a", "40%", "share", of=of))[1].stated_part for of in ("part=all", "region=Q")]

    assert [False, True] == [share.is_derived for share in stated]
