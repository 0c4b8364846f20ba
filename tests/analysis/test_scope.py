"""Keys: what a sentence may cite."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import synthetic_data
from audit_numbers import part, parts_of, store_of
from large_orchard import large_orchard, write_large
from statbook.analysis import Scope
from statbook.analysis.scope import _last_day_together
from statbook.errors import KeyAmbiguous, KeyUnknown, MixedNumbers
from statbook.project.paths import Book
from statbook.rules import TWO_VINTAGES, allow
from statbook.store import Breakdown, Category, Observation, Package, Store


@pytest.fixture
def xian(store: Store) -> Scope:
    return Scope(store, "Xian", "2026-01/2026-02")


def test_a_level_is_the_default_measure(xian: Scope) -> None:
    quantity = xian.get("trade.export")

    assert quantity is not None
    assert 87_840_000_000 == quantity.value


def test_members_may_stand_in_any_order(xian: Scope) -> None:
    one, other = xian.get("trade.export.machinery"), xian.get("trade.machinery.export")

    assert one is not None and other is not None
    assert one.inputs == other.inputs


def test_a_key_that_no_number_bears_is_an_error_that_lists_what_there_is(xian: Scope) -> None:
    with pytest.raises(KeyUnknown, match=r"trade\.export\.machines.*trade\.export\.machinery\.level"):
        xian.get("trade.export.machines")


def test_an_unknown_indicator_is_named(xian: Scope) -> None:
    with pytest.raises(KeyUnknown, match="'tarde'"):
        xian.get("tarde.export")


def test_a_sound_key_without_a_print_here_is_none(store: Store) -> None:
    assert Scope(store, "Gansu", "2023").get("trade.processing") is None


def test_a_key_may_name_another_place_and_time(store: Store) -> None:
    quantity = Scope(store, "Xian", "2026-01/2026-02").get("trade@Gansu@2023")

    assert quantity is not None
    assert 49_170_000_000 == quantity.value


def test_a_key_that_fits_several_numbers_is_an_error_that_names_them(store: Store) -> None:
    with pytest.raises(KeyUnknown, match="@China@2023/2025"):
        Scope(store).get("ip_pledge_loans@China")


def test_the_base_comes_from_a_difference_where_no_rate_is_printed(store: Store) -> None:
    scope = Scope(store, "China", "2025-01")
    base = scope.get("new_loans.base")

    assert base is not None
    assert 4_920_000_000_000 == pytest.approx(base.value)
    assert (4_910_000_000_000, 4_930_000_000_000) == pytest.approx(base.interval)


def test_a_formula_is_arithmetic_with_keys_only(store: Store) -> None:
    for name, entry in store.formulas.items():
        assert "__" not in entry["formula"], name
        assert {"en", "zh"} <= set(entry["name"]), name


FLOW, JANUARY = "aggregate_financing", "china.2025-01.aggregate_financing"


@pytest.fixture
def revised(copy: Book) -> Store:
    """The book's data with January's aggregate financing revised by a later table, which also prints the year before."""
    synthetic_data.define(copy.data, "loans_to_real_economy")
    synthetic_data.put(copy.data, FLOW, {"2024-01": 64734, "2025-01": 70546}, column="B", sector="all", kind="all")
    rename(copy, "china.2025-01.aggregate_financing.all.all", JANUARY)
    return Store.load(copy.data)


@pytest.fixture
def alone(copy: Book) -> Store:
    """The same without the year before."""
    synthetic_data.define(copy.data, "loans_to_real_economy")
    synthetic_data.put(copy.data, FLOW, {"2025-01": 70546}, column="B", sector="all", kind="all")
    rename(copy, "china.2025-01.aggregate_financing.all.all", JANUARY)
    return Store.load(copy.data)


def rename(book: Book, made: str, known: str) -> None:
    """Let the new row carry the key of the printed one, whose value it closes."""
    table = book.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    lines = [
        line.replace(",2025-02-14,,", f",2025-02-14,{synthetic_data.KNOWN},", 1)
        if line.startswith(f"{known},")
        else line
        for line in lines
    ]
    table.write_text("\n".join(lines).replace(f"\n{made},", f"\n{known},") + "\n", encoding="utf-8")


def test_the_printed_earlier_value_stands_in_place_of_a_computed_base(revised: Store) -> None:
    base = Scope(revised, "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert (False, 6473.4e9, "2024-01") == (base.is_derived, base.value, base.period)


def test_change_and_growth_are_those_of_the_two_printed_levels(revised: Store) -> None:
    scope = Scope(revised, "China", "2025-01")
    change, growth = scope.get(f"{FLOW}.change"), scope.get(f"{FLOW}.growth")

    assert change is not None and growth is not None
    assert 581.2e9 == pytest.approx(change.value)
    assert 581.2 / 6473.4 * 100 == pytest.approx(growth.value)


def test_a_base_from_a_change_uses_the_level_that_was_printed_beside_it(alone: Store) -> None:
    base = Scope(alone, "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert 7060e9 - 583.3e9 == pytest.approx(base.value)
    assert {7060e9, 583.3e9} == {float(item.value) for item in base.inputs}


def test_a_share_of_a_revised_whole_is_taken_of_its_earlier_value(revised: Store) -> None:
    share = Scope(revised, "China", "2025-01").get("bonds_of_financing")

    assert share is not None
    assert 693.3 / 7060 * 100 == pytest.approx(share.value)


def test_one_number_of_a_revised_level_and_its_first_change_is_refused_by_name(alone: Store) -> None:
    scope = Scope(alone, "China", "2025-01")
    level, change = scope.get(FLOW), scope.get(f"{FLOW}.difference")

    assert level is not None and change is not None
    with pytest.raises(MixedNumbers, match=r"two-vintages.*revised value.*taken from one another") as caught:
        _ = level - change
    assert "two-vintages" in caught.value.rules


def test_two_numbers_of_one_later_table_are_of_one_vintage(alone: Store, copy: Book) -> None:
    synthetic_data.put(copy.data, "loans_to_real_economy", {"2025-01": 52194}, column="C", sector="all", kind="all")
    scope = Scope(Store.load(copy.data), "China", "2025-01")

    together = scope.get("loans_of_financing")
    assert together is not None
    assert 52194 / 70546 * 100 == pytest.approx(together.value)


def test_what_was_never_known_together_gives_no_number(alone: Store, copy: Book) -> None:
    synthetic_data.put(copy.data, "loans_to_real_economy", {"2025-01": 52194}, column="C", sector="all", kind="all")
    identities = copy.data / "identities.yaml"
    text = identities.read_text(encoding="utf-8")
    entry = (
        "  - {key: odd, theme: credit, unit: CNY, name: {en: odd, zh: 奇}, "
        'formula: "{aggregate_financing} - {aggregate_financing.difference} - {loans_to_real_economy}"}\n'
    )
    identities.write_text(text.replace("formulas:\n", f"formulas:\n{entry}"), encoding="utf-8")

    # The first value stood beside the change in 2025, the loans came with its revision in 2026.
    assert Scope(Store.load(copy.data), "China", "2025-01").get("odd") is None


def test_values_that_were_confirmed_after_a_revision_are_of_its_vintage(alone: Store, copy: Book) -> None:
    prints = copy.data / "prints.csv"
    again = f"{JANUARY}.difference,{synthetic_data.SOURCE},,D2,5833,583300000000,CNY,exact,\n"
    prints.write_text(prints.read_text(encoding="utf-8") + again, encoding="utf-8")
    base = Scope(Store.load(copy.data), "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert 7054.6e9 - 583.3e9 == pytest.approx(base.value)


def test_without_a_revision_nothing_is_refused(store: Store) -> None:
    base = Scope(store, "China", "2025-01").get(f"{FLOW}.base")

    assert base is not None
    assert 7060e9 - 583.3e9 == pytest.approx(base.value)


def test_the_names_of_keys_are_those_of_numbers_formulas_and_residuals(xian: Scope) -> None:
    names = xian.names

    assert {"trade", "trade.export", "trade.growth", "mode.rest"} <= names
    assert {*xian.store.formulas} <= names
    assert not any(name.endswith(".level") for name in names)


def test_the_residual_of_a_breakdown_has_a_key_with_measures_and_no_other(xian: Scope) -> None:
    rest = xian.get("mode.rest")
    part = next(part for part in xian.parts("mode") if part.residual)

    assert rest is not None
    assert rest.value == pytest.approx(part.level.value)
    growth = xian.get("mode.rest.growth")
    assert growth is not None
    assert part.growth is not None
    assert growth.value == pytest.approx(part.growth.value)
    for key in ("mode", "mode.growth", "mode.other"):
        with pytest.raises(KeyUnknown, match="after the name of a breakdown comes `rest`"):
            xian.get(key)


def test_a_scope_equals_one_of_the_same_store_and_parameters_whatever_it_has_computed(store: Store) -> None:
    one, other = Scope(store, "Xian", "2026-01/2026-02"), Scope(store, "Xian", "2026-01/2026-02")
    one.get("trade")

    assert one == other and repr(one) == repr(other)
    assert one == replace(one, _within=("a",))
    assert one != Scope(store, "Gansu", "2023")


W, A, B = part("w", "110"), part("a", "44"), part("b", "55")
A_THEN, A_THERE, A_PLANNED = (
    part("a", "41", period="2024"),
    part("a", "7", region="Q"),
    part("a", "50", status="target"),
)
W_GREW, A_GREW, B_GREW = part("w", "10%", "growth"), part("a", "10%", "growth"), part("b", "10%", "growth")
A_ROSE = part("a", "5", "difference")
ROWS = (W, A_PLANNED, A, B, A_THEN, A_THERE, W_GREW, B_GREW)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("i", 110),
        ("i.a", 44),
        ("i.a@2024", 41),
        ("i.a@Q", 7),
        ("i.a@Q@2025", 7),
        ("i.a@Q@2024", None),
        ("i.a@year_earlier", 41),
        ("i.a@month_earlier", None),
        ("i.a@latest", None),
        ("i.b.growth", 10),
        ("i.b.growth@Q", None),
        ("i.b.base", 50),
        ("i.b.change", 5),
        ("i.a.base", None),
        ("i.a.growth", None),
        ("i.b.base@2024", None),
        ("i.b.part", 50),
        ("i.b.base_part", 50),
        ("i.b.points", 5),
        ("i.b.points@2024", None),
        ("double", 88),
        ("double@2024", 82),
        ("double@Q", 14),
        ("parts.rest", 11),
        ("parts.rest.change", None),
        ("gone", None),
    ],
)
def test_a_key_is_read_in_the_region_and_period_of_its_scope_unless_it_names_others(
    key: str, value: float | None
) -> None:
    double = {"key": "double", "formula": "{i.a} * 2", "unit": "CNY"}
    known = {"formulas": {"double": double}, "recipe_indicators": frozenset(["gone"])}
    found = Scope(store_of(*ROWS, breakdowns=parts_of("a", "b", rest=True), **known), "P", "2025").get(key)

    assert value == (None if found is None else round(found.value, 9))


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("i.a@Nowhere", "i.a@Nowhere: no region is called 'Nowhere'"),
        (
            "i.c",
            "i.c: nothing is printed under this key; there are i.a.level, i.b.growth, i.b.level, i.growth, i.level",
        ),
        ("i.b.share", "i.b.share: nothing is printed under this key"),
        ("j", "j: no indicator, breakdown or formula is called 'j'"),
        ("i.b.points", "i.b.points: no breakdown of data/cuts.yaml takes i apart"),
        ("one", "data/identities.yaml: one cites itself: one → other → one"),
    ],
)
def test_a_key_that_names_nothing_is_refused_with_what_there_is(key: str, told: str) -> None:
    formulas = {
        name: {"formula": f"{{{cited}}}", "unit": "CNY"} for name, cited in (("one", "other"), ("other", "one"))
    }

    with pytest.raises(KeyUnknown) as caught:
        Scope(store_of(*ROWS, formulas=formulas), "P", "2025").get(key)
    assert told in str(caught.value)


def test_without_a_scope_the_country_goes_before_its_parts_and_what_happened_before_aims() -> None:
    scope = Scope(store_of(A_PLANNED, A_THERE, A, B, part("b", "9", region="Q", period="2023")))

    assert (44, 55) == tuple(found.value for key in ("i.a", "i.b") if (found := scope.get(key)) is not None)
    only = Scope(store_of(A_THERE, part("a", "8", region="R")))
    with pytest.raises(KeyAmbiguous, match=r"i.a fits several numbers; say which: @Q@2025 \(actual\), @R@2025"):
        only.get("i.a")
    planned = Scope(store_of(A_PLANNED)).get("i.a")
    assert planned is not None and planned.value == 50


@pytest.mark.parametrize(
    ("rows", "base", "change", "growth"),
    [
        ((A, A_THEN, A_GREW), 41, 3, 10),
        ((A, A_THEN, A_ROSE), 41, 3, 300 / 41),
        ((A, A_GREW, A_ROSE), 40, 4, 10),
        ((A, A_ROSE), 39, 5, 500 / 39),
        ((A, A_ROSE, part("a", "6", "difference", status="target")), 39, 5, 500 / 39),
        ((A, part("a", "10%", "growth", base_period="2023"), A_THEN, part("a", "22", period="2023")), 22, 22, 10),
        ((A, part("a", "10%", "growth", region="Q"), A_ROSE), 39, 5, 500 / 39),
        ((A, part("a", "10%", "growth", period="2026"), A_ROSE), 39, 5, 500 / 39),
    ],
)
def test_a_base_is_printed_or_follows_from_growth_or_else_from_the_difference(
    rows: tuple[Observation, ...], base: float, change: float, growth: float
) -> None:
    scope = Scope(store_of(*rows), "P", "2025")
    found = [scope.get(f"i.a.{name}") for name in ("base", "change", "growth")]

    assert [base, change, growth] == pytest.approx([each.value for each in found if each is not None])


def test_the_strict_reading_goes_on_into_what_a_key_is_made_of() -> None:
    wide = {"step": Decimal(10)}
    rows = (replace(A, **wide), replace(A_ROSE, **wide), replace(W, **wide), B)
    formulas = {"double": {"formula": "{i.a} * 2", "unit": "CNY"}}
    widths = [
        [found.high - found.low for key in keys if (found := scope.get(key)) is not None]
        for scope in (
            Scope(store_of(*rows, formulas=formulas, breakdowns=parts_of("b")), "P", "2025", strict=strict)
            for strict in (False, True)
        )
        for keys in [("i.a", "i.a.base", "double", "parts.rest")]
    ]

    assert [[10, 20, 20, 11], [1, 2, 2, 2]] == widths


def test_a_formula_of_bases_alone_speaks_of_the_base_period() -> None:
    formulas = {
        name: {"formula": text, "unit": "CNY"}
        for name, text in (
            ("then", "{i.b.base} + {i.w.base}"),
            ("mixed", "{i.b.base} + {i.a}"),
            ("now", "{i.a}"),
            ("open", "{i.b.base} + {i.a.base}"),
        )
    }
    rows = (
        A,
        B,
        B_GREW,
        part("x", "10", members=(("part", "w"),)),
        part("x", "5%", "growth", members=(("part", "w"),)),
    )
    scope = Scope(store_of(*rows, formulas=formulas), "P", "2025")

    assert ["base", "", "", None] == [found and found.measure for found in map(scope.get, formulas)]


MONTHS = [part("a", str(n), period=f"2025-{n:02}") for n in (3, 1, 2)] + [part("a", "9", period="2024-03")]
SUMS = [
    part("a", text, period=period, timing="to_date")
    for period, text in (("2025-01/2025-03", "6"), ("2025-01/2025-02", "3"))
]
OTHERS = [
    part("a", "5", period="2025-02/2025-03", timing="to_date"),
    part("a", "4", period="2025-04", timing="to_date"),
    part("a", "8", period="2025-04", status="target"),
    part("a", "8", period="2025-05", region="Q"),
    part("a", "8%", "growth", period="2025-06"),
    part("a", "20", period="2024"),
]


def test_a_series_is_of_months_and_of_sums_since_january_in_their_order() -> None:
    scope = Scope(store_of(*OTHERS, *SUMS, *MONTHS), "P")
    months, sums = scope.series_of("i.a")

    assert ["2024-03", "2025-01", "2025-02", "2025-03"] == [row.period for row in months]
    assert ["2025-01", "2025-01/2025-02", "2025-01/2025-03"] == [row.period for row in sums]
    assert ([], []) == scope.series_of("i.a@Q")
    assert ["2025-05"] == [row.period for row in scope.observations_of("i.a@Q")]
    assert (3, []) == tuple(len(found) or [] for found in Scope(store_of(*MONTHS[:3]), "P").series_of("i.a"))
    assert ([], []) == Scope(store_of(*MONTHS[1:3], *SUMS), "P").series_of("i.a")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("i.a@latest", 3),
        ("i.a@year_before", 9),
        ("i.a@to_date", 6),
        ("i.a@to_date_before", None),
        ("i.a@P@latest", 3),
        ("i.a@latest@to_date", 6),
    ],
)
def test_words_for_the_periods_of_a_series_are_read_in_it(key: str, value: float | None) -> None:
    found = Scope(store_of(*OTHERS, *SUMS, *MONTHS), "P", "2020").get(key)

    assert value == (None if found is None else found.value)


def test_which_missing_numbers_go_without_a_note() -> None:
    formulas = {"f": {"formula": "{i.a@latest} / {i.b}"}, "g": {"formula": "{i.b} * 2"}}
    scope = Scope(store_of(*ROWS, formulas=formulas, recipe_indicators=frozenset(["later"])))

    assert [True, False, True, False, True] == [scope.silent(key) for key in ("f", "g", "later.x", "i.a", "i.a@latest")]


def test_names_end_in_a_measure_unless_it_is_a_level() -> None:
    scope = Scope(store_of(A, A_GREW, breakdowns=parts_of("a"), formulas={"f": {}}))

    assert {"i.a", "i.a.growth", "f", "parts.rest"} == scope.names


def tree() -> dict[str, Breakdown]:
    """The whole in a and b, and a by owner."""
    cut = parts_of("a", "b", rest=True)["parts"]
    inner = Category((("part", "a"),), (Category((("part", "a"), ("owner", "o"))),), {"en": "others", "zh": "其他"})
    return {"parts": replace(cut, root=replace(cut.root, parts=(inner, cut.root.parts[1])))}


A_O = part("o", "14", members=(("part", "a"), ("owner", "o")))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("parts.rest", 11),
        ("parts.rest.a", 30),
        ("parts.rest.a.part", 300 / 11),
        ("parts.rest.b", None),
        ("parts.rest.base", 10),
        ("parts.rest.growth", 10),
        ("parts.rest.change", 1),
        ("parts.rest.points", 1),
        ("parts.rest.a.change", None),
        ("parts.rest@2024", None),
    ],
)
def test_what_a_breakdown_leaves_over_has_keys_by_member_and_measure(key: str, value: float | None) -> None:
    rows = (W, A, B, A_O, W_GREW, A_GREW, B_GREW)
    found = Scope(store_of(*rows, breakdowns=tree()), "P", "2025").get(key)

    assert value == (None if found is None else pytest.approx(found.value))


def test_without_a_scope_a_breakdown_is_that_of_the_first_region_and_period_that_print_its_whole() -> None:
    there = [replace(row, region="Q") for row in (W, A, B)]
    then = [part(code, "20", period="2023") for code in ("w", "a", "b")]
    aims = [replace(W, status="target", period="2030")]
    store = store_of(A, *aims, W_GREW, *there, *then, W, B, breakdowns=parts_of("a", "b", rest=True))

    def first(scope: Scope, **more: str) -> tuple[str, str]:
        row = scope.parts("parts", **more)[0].level.inputs[0]
        return row.region, row.period

    assert ("Q", "2025") == first(Scope(store))
    assert ("P", "2023") == first(Scope(store, "P"))
    assert ("P", "2023") == first(Scope(store, None, "2023"), region="P")
    assert ("Q", "2025") == first(Scope(store, None, "2025"))
    assert ("P", "2025") == first(Scope(store, "Q", "2025"), region="P")
    assert ("P", "2023") == first(Scope(store, "P", "2025"), period="2023")
    assert [] == Scope(store, "Q", "2023").parts("parts")


def test_a_part_is_taken_from_the_first_breakdown_of_its_indicator_that_has_it() -> None:
    elsewhere = replace(parts_of("b", name="other")["other"], theme="u")
    cuts = {"other": elsewhere} | parts_of("a", name="first") | parts_of("a", "b", name="second")
    scope = Scope(store_of(W, A, B, part("c", "1"), breakdowns=cuts), "P", "2025")
    found = scope.get("i.b.part")

    assert found is not None and found.value == 50
    assert scope.get("i.c.part") is None
    assert scope.get("i.part") is None


REVISED = replace(A, revises=True, known_from="2026-03-01", last_printed="2026-03-01")


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ([A, B], ""),
        ([REVISED, B], "2026-02-28"),
        ([REVISED, replace(B, last_printed="2026-03-01")], ""),
        (
            [
                REVISED,
                replace(W, revises=True, known_from="2026-02-01", last_printed="2026-03-01"),
                B,
            ],
            "2026-01-31",
        ),
    ],
)
def test_values_are_of_one_vintage_until_the_day_before_the_first_revision(rows: list[Observation], day: str) -> None:
    assert day == _last_day_together(store_of(*rows), rows)


@pytest.mark.parametrize(
    ("other", "day"), [("2026-02-28", ""), ("2026-03-01", "2026-02-28"), ("2026-04-01", "2026-02-28")]
)
def test_an_earlier_value_does_not_stand_beside_what_came_with_its_revision(other: str, day: str) -> None:
    now = replace(A, known_from="2026-03-01")

    assert day == _last_day_together(store_of(now), [A, replace(B, known_from=other)])
    assert "" == _last_day_together(store_of(B), [A, replace(B, known_from=other)])


def test_numbers_that_a_reason_lets_mix_stay_as_they_are() -> None:
    formulas = {"both": {"formula": "{i.a} - {i.b}", "unit": "CNY"}}
    reasons = {"both": {TWO_VINTAGES: {"en": "to show it", "zh": "示意"}}}
    found = Scope(store_of(REVISED, B, formulas=formulas, waivers=reasons), "P", "2025").get("both")

    assert found is not None and found.value == -11
    with allow(TWO_VINTAGES, reason="to show it"):
        plain = Scope(store_of(REVISED, B, formulas=formulas), "P", "2025").get("both")
    assert plain is not None and [TWO_VINTAGES] == [waiver.rule for waiver in plain.waivers]


def test_a_mixture_for_other_reasons_than_a_revision_is_refused() -> None:
    formulas = {"both": {"formula": "{i.a} + {i}", "unit": "CNY"}}

    with pytest.raises(MixedNumbers, match="overlapping-groups"):
        Scope(store_of(W, A, formulas=formulas), "P", "2025").get("both")


def test_a_number_of_a_large_table_is_found_in_the_region_that_the_key_names(tmp_path: Path) -> None:
    data = large_orchard(tmp_path)
    rows = Package(data).large.select("credit")
    north = rows.assign(region="North", obs=rows["obs"].str.replace("china", "north"), value="100", printed="100")
    write_large(data, "north", north.assign(cell="C1"))
    scope = Scope(Store.load(data), "North", "2025-03")

    assert 100 == scope.get("pears").value
    assert 6300000000 == scope.get("pears@China").value
    assert scope.get("pears@South") is None
    assert ["China"] * 6 == [row.region for row in scope.observations_of("pears@China")]
    with pytest.raises(KeyUnknown, match=r"there are pears\.level"):
        scope.get("pears.red")
    with pytest.raises(KeyAmbiguous, match="fits several numbers"):
        Scope(Store.load(data), "North").get("pears")
