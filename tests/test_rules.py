"""Rules: each refuses its mistake by name, and lets the nearest legitimate use pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import Gathered, Quantity, Scope, annual_growth, base, printed, together
from statbook.analysis.derive import base_of_difference
from statbook.analysis.together import knowingly
from statbook.errors import BuildError, MixedFigures, ParameterError
from statbook.evidence import Ledger
from statbook.evidence.traps import Example, traps
from statbook.project.paths import Book
from statbook.rules import ACTS, RULES
from statbook.store import Member, Nature, Store

Make = Callable[..., Quantity]
MONEY = {"sort": "money", "kind": "flow"}


@pytest.fixture
def figure(observation: Callable[..., Any]) -> Make:
    """A printed figure; words that belong to its nature go there, *reach* names what lies in its members."""

    def make(obs: str, value: float = 100, **told: Any) -> Quantity:
        nature: dict[str, Any] = dict(MONEY)
        for name in ("kind", "sort", "factor", "producer", "basis", "growth_basis", "breaks"):
            if name in told:
                nature[name] = told.pop(name)
        if "reach" in told:
            reach = {name: frozenset(Member(c, c, c) for c in codes) for name, codes in told.pop("reach").items()}
            nature["reach"] = {"region": frozenset([Member("Place", "Place", "某地")]), **reach}
        if told.get("measure") == "growth":
            told = {"unit": "percent", "base_period": "2024", **told}
            nature["sort"] = "percent"
        unit = told.get("unit", "CNY")
        if unit in ("percent", "percentage_point"):
            nature["sort"] = unit
        return printed(observation(obs=obs, value=value, printed=f"{value}", nature=Nature(**nature), **told))

    return make


def refused(made: Callable[[], Any]) -> tuple[str, ...]:
    """The rules that refuse it; none if it passes."""
    try:
        made()
    except MixedFigures as error:
        return error.rules
    return ()


def test_groups_that_share_a_member_are_not_added(figure: Make) -> None:
    one = figure("a", reach={"partner": ("A", "Shared")})
    other = figure("b", reach={"partner": ("B", "Shared")})

    with pytest.raises(
        MixedFigures, match=r"overlapping-groups: Numbers that overlap were added up. Both contain Shared"
    ):
        one + other
    assert ("overlapping-groups",) == refused(lambda: together.stacked(one, other))


def test_groups_that_exclude_one_another_are_added(figure: Make) -> None:
    parts = [figure(name, reach={"partner": (name,)}) for name in ("a", "b", "c")]

    assert 300 == together.stacked(*parts).value


def test_two_ways_of_cutting_a_part_and_its_whole_and_periods_within_others_overlap(figure: Make) -> None:
    by_mode, by_owner = figure("a", reach={"mode": ("M",)}), figure("b", reach={"owner": ("O",)})
    part, whole = figure("c", reach={"mode": ("M",)}), figure("d", reach={})
    years, year = figure("e", period="2023/2025"), figure("f", period="2025")

    for pair in ((by_mode, by_owner), (part, whole), (years, year)):
        assert ("overlapping-groups",) == refused(lambda pair=pair: pair[0] + pair[1])
    assert () == refused(lambda: whole - part)
    assert () == refused(lambda: year + figure("g", period="2024"))


def test_a_target_is_not_joined_to_outcomes(figure: Make) -> None:
    now, aim = figure("a"), figure("b", status="target", period="2026")

    assert ("target-and-actual",) == refused(lambda: together.series(now, aim))
    assert () == refused(lambda: aim / now)
    assert () == refused(lambda: together.series(aim, figure("c", status="target", period="2027")))


def test_two_months_are_not_compared_with_a_year(figure: Make) -> None:
    year, months = figure("a"), figure("b", period="2026-01/2026-02", timing="to_date")
    before = figure("c", period="2025-01/2025-02", timing="to_date")

    assert ("year-to-date",) == refused(lambda: together.compared(months, year))
    assert ("year-to-date",) == refused(lambda: together.ranked(months, year))
    assert () == refused(lambda: together.compared(months, before))


def test_a_month_is_what_the_sum_since_january_leaves(figure: Make) -> None:
    months, january = figure("a", 30, period="2026-01/2026-02", timing="to_date"), figure("b", 10, period="2026-01")

    assert 20 == (months - january).value


def test_growth_over_two_years_is_not_growth_of_a_year(figure: Make) -> None:
    two, one = figure("a", 56, measure="growth", base_period="2023"), figure("b", 10, measure="growth")

    assert ("growth-over-years",) == refused(lambda: together.yearly(two))
    assert ("growth-over-years",) == refused(lambda: together.ranked(two, one))
    assert 24.9 == pytest.approx(annual_growth(two, 2).value, abs=0.01)
    assert () == refused(lambda: together.yearly(one))


def test_growth_over_two_years_less_growth_over_one_is_no_gap(figure: Make) -> None:
    two, one = figure("a", 56, measure="growth", base_period="2023"), figure("b", 10, measure="growth")

    assert ("growth-over-years",) == refused(lambda: two - one)
    assert () == refused(lambda: one - figure("c", 8, measure="growth"))


def test_amounts_of_unlike_periods_make_a_share_only_where_one_lies_in_the_other(figure: Make) -> None:
    year, months, before = figure("a"), figure("b", period="2026-01/2026-02"), figure("c", period="2025-01/2025-02")

    assert ("year-to-date",) == refused(lambda: months / year)
    assert () == refused(lambda: before / year)
    assert () == refused(lambda: months / figure("d", unit="firms", sort="count"))
    assert () == refused(lambda: months / figure("e", period="../.."))


def test_growth_without_a_base_leads_to_none(figure: Make) -> None:
    level, rate = figure("a"), figure("b", 48, measure="growth", base_period="../..")

    assert ("unnamed-base",) == refused(lambda: base(level, rate))
    assert ("unnamed-base",) == refused(lambda: together.yearly(rate))
    assert () == refused(lambda: base(level, figure("c", 25, measure="growth")))


def test_basis_points_are_no_percent(figure: Make, store: Store) -> None:
    rate = figure("a", 3.4, unit="percent", kind="price")
    points = figure(
        "b", -40, unit="basis_point", sort="percentage_point", factor=0.01, measure="difference", kind="price"
    )

    assert ("percentage-points",) == refused(lambda: base(rate, points))
    assert ("percentage-points",) == refused(lambda: rate - points)
    assert 3.8 == pytest.approx(base_of_difference(rate, points, store.units).value)


def test_growth_in_percent_less_a_gap_in_points_is_growth(figure: Make) -> None:
    grown = figure("a", 69.3, measure="growth")
    gap = figure("b", 51, measure="growth_gap", unit="percentage_point")

    assert 18.3 == pytest.approx((grown - gap).value)
    assert ("percentage-points",) == refused(lambda: figure("c", 3.4, unit="percent") - grown)


def test_a_balance_and_a_flow_are_apart(figure: Make) -> None:
    stock, flow = figure("a", kind="stock", indicator="money"), figure("b", 5)

    assert ("stock-and-flow",) == refused(lambda: stock - flow)
    assert ("stock-and-flow",) == refused(lambda: together.ranked(stock, flow))
    assert 0.05 == (flow / stock).value


def test_net_and_gross_are_apart(figure: Make) -> None:
    net, gross = figure("a", basis="net"), figure("b", basis="gross", indicator="other")

    assert ("net-and-gross",) == refused(lambda: gross / net)
    assert () == refused(lambda: figure("c", basis="net") / net)


def test_two_producers_make_no_series(figure: Make) -> None:
    one, other = figure("a", producer="A"), figure("b", producer="B", period="2024")

    assert ("two-producers",) == refused(lambda: together.series(one, other))
    assert ("two-producers",) == refused(lambda: one - other)
    assert () == refused(lambda: together.ranked(one, other))


def test_two_concepts_make_no_series(figure: Make) -> None:
    one, other = figure("a"), figure("b", indicator="other", period="2024")

    assert ("two-concepts",) == refused(lambda: together.series(one, other))
    assert ("two-concepts",) == refused(lambda: one + other)
    assert () == refused(lambda: together.ranked(one, other))
    assert () == refused(lambda: one - other)


def test_growth_on_a_comparable_basis_leads_to_no_published_base(figure: Make) -> None:
    level, rate = figure("a", growth_basis="comparable"), figure("b", 5, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: base(level, rate))
    assert ("comparable-growth",) == refused(
        lambda: together.compared(level, figure("c", growth_basis="comparable", period="2024"))
    )
    assert () == refused(lambda: together.yearly(rate))


def test_growth_on_a_comparable_basis_is_not_set_beside_other_growth(figure: Make) -> None:
    comparable = figure("a", 5, measure="growth", growth_basis="comparable")
    other, like = figure("b", 7, measure="growth"), figure("c", 6, measure="growth", growth_basis="comparable")

    assert ("comparable-growth",) == refused(lambda: together.ranked(comparable, other))
    assert ("comparable-growth",) == refused(lambda: together.series(comparable, other))
    assert () == refused(lambda: together.ranked(comparable, like))


@pytest.mark.parametrize(
    "told",
    [
        {"unit": "percent", "kind": "rate"},
        {"unit": "percent", "kind": "price"},
        {"measure": "growth"},
    ],
)
def test_rates_of_different_wholes_are_not_added(figure: Make, told: dict[str, Any]) -> None:
    one, other = (figure(name, 10, reach={"holder": (name,)}, **told) for name in ("a", "b"))

    assert ("rates-of-different-wholes",) == refused(lambda: one + other)
    assert ("rates-of-different-wholes",) == refused(lambda: together.stacked(one, other))
    assert () == refused(lambda: one - other)


def test_shares_are_added_where_they_are_of_one_whole(figure: Make) -> None:
    def share(name: str, whole: str, **members: str) -> Quantity:
        told = {"measure": "share", "unit": "percent", "of": whole, "members": tuple(members.items())}
        return figure(name, 40, reach={each: (code,) for each, code in members.items()}, **told)

    solar, wind = (share(name, "region=World", field=name) for name in ("solar", "wind"))
    parts = [share(name, "field=all", field=name) for name in ("coal", "oil")]

    assert ("rates-of-different-wholes",) == refused(lambda: solar + wind)
    assert 80 == (parts[0] + parts[1]).value


def test_an_implied_base_is_no_published_figure(figure: Make) -> None:
    now = figure("a", 110)
    then = base(now, figure("b", 10, measure="growth"))

    assert ("derived-as-published",) == refused(lambda: together.series(then, now))
    assert [100, 110] == pytest.approx([q.value for q in together.series(now, implied=[then])])


def test_a_series_does_not_cross_a_change_of_definition(figure: Make) -> None:
    told = {"kind": "stock", "timing": "at", "breaks": ("2025-01",)}
    before, after, later = (figure(p, period=p, **told) for p in ("2024-12", "2025-01", "2025-02"))

    assert ("change-of-definition",) == refused(lambda: together.series(before, after))
    assert ("change-of-definition",) == refused(lambda: after - before)
    assert () == refused(lambda: together.series(after, later))


def test_a_printed_change_leads_to_the_level_before_across_a_change_of_definition(figure: Make, store: Store) -> None:
    told = {"kind": "stock", "timing": "at", "breaks": ("2025-01",), "period": "2025-01"}
    level, step = figure("a", 100, **told), figure("b", 5, measure="difference", base_period="2024-01", **told)

    assert 95 == base_of_difference(level, step, store.units).value


def test_a_change_of_definition_lies_between_growth_and_its_base(figure: Make) -> None:
    told = {"kind": "stock", "breaks": ("2025-01",), "measure": "growth"}
    one = figure("a", 1, period="2025-01", **told | {"base_period": "2024-01"})
    other = figure("b", 1, period="2025-02", **told | {"base_period": "2024-02"})

    assert ("change-of-definition",) == refused(lambda: together.series(one, other))


def test_unlike_units_have_no_sum(figure: Make) -> None:
    patents = figure("a", unit="patents", sort="count", kind="count", reach={"field": ("a",)})
    firms = figure("b", unit="firms", sort="count", kind="count", reach={"field": ("b",)})

    assert ("unlike-units",) == refused(lambda: patents + firms)
    assert 1 == (patents / firms).value


def test_two_lower_bounds_have_no_growth(figure: Make) -> None:
    one, other = figure("a", bound="more_than"), figure("b", bound="at_least", period="2024")

    assert ("bounds-as-values",) == refused(lambda: together.compared(one, other))
    assert () == refused(lambda: together.compared(one, figure("c", period="2024")))


def test_a_derived_quantity_speaks_of_its_first_figure_where_its_measure_has_a_name(figure: Make) -> None:
    one, other = (figure(n, 110, reach={"partner": (n, "Shared")}) for n in ("a", "b"))
    bases = [base(q, figure(f"{n}.growth", 10, measure="growth")) for q, n in ((one, "a"), (other, "b"))]

    assert ("overlapping-groups",) == refused(lambda: bases[0] + bases[1])


@pytest.mark.parametrize(
    "make",
    [
        lambda one, other: (one * 1) + (other * 1),
        lambda one, other: one / 1e8 + 1e-8 * other,
        lambda one, other: sum([one, other]),
        lambda one, other: (one + 0) + (other - 0),
        lambda one, other: together.stacked(one / 100, other / 100),
    ],
)
def test_a_figure_in_another_unit_is_still_that_figure(figure: Make, make: Callable[..., Any]) -> None:
    one, other = (figure(n, 110, reach={"partner": (n, "Shared")}) for n in ("a", "b"))

    assert ("overlapping-groups",) == refused(lambda: make(one, other))


@pytest.mark.parametrize(
    "make",
    [lambda one, other: (one + 1) + other, lambda one, other: one * one + other, lambda one, other: 1 / one + other],
)
def test_what_other_arithmetic_makes_of_a_figure_is_none(figure: Make, make: Callable[..., Any]) -> None:
    one, other = figure("a"), figure("b")

    assert () == refused(lambda: make(one, other))


def test_a_scaled_figure_is_compared_and_ordered_like_the_figure(figure: Make) -> None:
    year, months = figure("a"), figure("b", period="2026-01/2026-02")
    bars = Gathered.of("ranked", (year * 1, months))

    assert ("year-to-date",) == refused(lambda: together.compared(months * 1, year))
    assert ("year-to-date",) == refused(lambda: together.ranked(months / 1e8, year / 1e8))
    assert ("year-to-date",) == refused(bars.check)
    assert "CNY" == (0 + year).unit == (year / 1e8).unit


def test_a_sum_remembers_its_parts(figure: Make) -> None:
    korea, asean = figure("k", reach={"partner": ("Korea",)}), figure("a", reach={"partner": ("ASEAN", "Malaysia")})
    malaysia, japan = (figure(name, reach={"partner": (name,)}) for name in ("Malaysia", "Japan"))
    stock = figure("s", kind="stock", reach={"partner": ("Peru",)})

    assert ("overlapping-groups",) == refused(lambda: korea + asean + malaysia)
    assert ("overlapping-groups",) == refused(lambda: together.stacked(korea + asean, malaysia))
    assert ("stock-and-flow",) == refused(lambda: together.ranked(korea + asean, stock))
    assert 300 == (korea + asean + japan).value


def test_parts_added_up_knowingly_are_not_refused_again(figure: Make) -> None:
    one, other = (figure(n, reach={"partner": (n, "Shared")}) for n in ("a", "b"))
    with knowingly("overlapping-groups", because="to show it"):
        both = one + other

    assert 300 == (both + figure("c", reach={"partner": ("c",)})).value


def test_all_rules_that_are_broken_are_told_with_what_to_do(figure: Make) -> None:
    now, then = figure("a", producer="A"), figure("b", producer="B", period="2024-01")

    with pytest.raises(MixedFigures) as caught:
        together.compared(now, then)

    assert ("year-to-date", "two-producers") == caught.value.rules
    assert str(caught.value).startswith("year-to-date: Amounts of periods of unlike length were compared")
    assert "- a: 100 (2025)" in str(caught.value)
    assert "Instead: Stay with the numbers of one producer" in str(caught.value)
    assert "More: traps/two-producers.html" in str(caught.value)


def test_done_knowingly_the_reason_goes_with_the_number(figure: Make) -> None:
    one, other = figure("a"), figure("b")

    with knowingly("overlapping-groups", because="to show it"):
        total = one + other
    share = total / 2 * 100

    assert [("overlapping-groups", "to show it")] == [(w.rule, w.reason("zh")) for w in share.knowingly]
    assert ("overlapping-groups",) == refused(lambda: one + other)


@pytest.mark.parametrize(
    ("rule", "because"),
    [
        ("no-rule", "x"),
        *(("overlapping-groups", each) for each in (" ", {}, None, 3, {"de": "x"}, {"en": "x", "zh": ""})),
    ],
)
def test_doing_it_knowingly_needs_a_rule_and_a_reason(rule: str, because: Any) -> None:
    with pytest.raises(ParameterError, match="knowingly"), knowingly(rule, because=because):
        pass


def test_knowing_one_rule_does_not_allow_another(figure: Make) -> None:
    with knowingly("two-producers", because="as an example"):
        assert ("overlapping-groups",) == refused(lambda: figure("a") + figure("b"))


def test_a_figure_that_is_not_printed_is_not_brought_together(figure: Make) -> None:
    for made in (
        lambda: together.ranked(figure("a"), None),  # type: ignore[arg-type]
        lambda: figure("a") + None,  # type: ignore[operator]
        lambda: None / figure("a"),
    ):
        with pytest.raises(ParameterError, match="nothing is printed for this key here"):
            made()


def test_what_is_no_figure_is_not_brought_together(figure: Make) -> None:
    with pytest.raises(ParameterError, match="5 is no number of the book"):
        together.ranked(figure("a"), 5)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="neither a figure nor a number"):
        figure("a") + "5"  # type: ignore[operator]


def test_an_order_made_knowingly_bears_its_reason(figure: Make) -> None:
    year, month = figure("a"), figure("b", period="2026-01")

    with knowingly("year-to-date", because="to show it"):
        found = [*together.ranked(year, month), *together.series(year, month)]

    assert [["year-to-date"]] * 4 == [[waiver.rule for waiver in each.knowingly] for each in found]


def test_every_rule_has_words_in_both_languages_and_acts_that_exist() -> None:
    for rule in RULES.values():
        for words in (rule.title, rule.mixed, rule.why, rule.instead):
            assert ["en", "zh"] == [lang for lang, said in words.items() if said], rule.name
        assert set(rule.acts) <= ACTS.keys()


def test_what_the_data_say_of_a_figure_goes_with_it(store: Store) -> None:
    loans, trade = store.by_obs["china.2023_2025.ip_pledge_loans"], store.by_obs["xian.2026-01_2026-02.trade.total.bri"]

    assert ("departments concerned", "gross") == (loans.nature.producer, loans.nature.basis)
    assert {"ASEAN", "Malaysia", "Korea"} <= {member.code for member in (trade.nature.reach or {})["partner"]}
    assert ("2025-01",) == store.by_obs["china.2025-01.money_m1"].nature.breaks


def test_members_that_may_share_something_overlap(store: Store) -> None:
    scope = Scope(store)
    homes, long = "new_loans.household.mortgage@China@2025-01", "new_loans.corporate.medium_long_term@China@2025-01"
    europe, road = (f"trade.{partner}@Xian@2026-01/2026-02" for partner in ("EU", "BRI"))

    assert () == refused(lambda: scope.get(homes) + scope.get(long))  # type: ignore[operator]
    assert ("overlapping-groups",) == refused(lambda: scope.get(europe) + scope.get(road))  # type: ignore[operator]


def test_members_of_an_indicator_whose_breakdowns_do_not_nest_are_apart(store: Store) -> None:
    scope = Scope(store)
    asean, rcep = (scope.get(f"certificates_of_origin.export.{partner}@Gansu@2023") for partner in ("ASEAN", "RCEP"))

    assert 1176 == (asean + rcep).value  # type: ignore[operator]


def test_a_part_added_to_its_whole_is_told_as_such(store: Store) -> None:
    scope = Scope(store, "Xian", "2026-01/2026-02")
    export, circuits = scope.get("trade.export"), scope.get("trade.export.integrated_circuits")

    with pytest.raises(MixedFigures, match=r"were added up\. The second lies in the first\."):
        export + circuits  # type: ignore[operator]


def test_a_key_that_mixes_on_purpose_bears_its_reason(store: Store) -> None:
    scope = Scope(store, "Xian", "2026-01/2026-02")
    made = scope.get("road_and_rcep")

    assert made is not None
    assert ["overlapping-groups"] == [waiver.rule for waiver in made.knowingly]
    assert "相加只是为了说明,所得之和并非两个分组合计的覆盖范围。" == made.knowingly[0].reason("zh")


def test_no_reason_stands_where_nothing_is_mixed(store: Store) -> None:
    anywhere, there = Scope(store), Scope(store, "Xian", "2026-01/2026-02")
    for key, reasons in store.knowingly.items():
        made = (there if store.formulas.get(key, {}).get("theme") == "trade" else anywhere).get(key)
        assert made is not None
        assert reasons.keys() <= {waiver.rule for waiver in made.knowingly}, key


@pytest.mark.parametrize("name", RULES)
def test_each_example_is_refused_by_its_rule(store: Store, name: str) -> None:
    entry = next(entry for entry in store.traps if entry["rule"] == name)
    if entry.get("revised"):
        pytest.skip("its example waits for a revision: tests/test_vintages.py makes one")

    assert name in Example(Ledger(store, {}, ""), entry).refusal.rules


@pytest.mark.parametrize("name", ["overlapping-groups", "growth-over-years", "change-of-definition"])
def test_the_call_of_a_page_is_refused_as_the_page_says(store: Store, name: str) -> None:
    example = Example(Ledger(store, {}, ""), next(entry for entry in store.traps if entry["rule"] == name))

    with pytest.raises(MixedFigures) as caught:
        exec(example.call, {})
    assert str(example.refusal) == str(caught.value)


def test_a_page_shows_the_figures_the_call_the_mistake_the_refusal_and_what_is_right(store: Store) -> None:
    page = traps(Ledger(store, {}, "sources"))["traps/overlapping-groups.md"]

    assert "[54\\.3%](#obs-xian-2026-01-2026-02-trade-total-bri-share)" in page
    assert 'a = here.get("trade.BRI.share@Xian@2026-01/2026-02")' in page
    assert "**Wrong:** [97\\.7%]{.wrong}" in page
    assert "MixedFigures: overlapping-groups: Numbers that overlap were added up." in page
    assert "**Right:** Belt and Road or RCEP at most, ASEAN and Korea counted once: 58\\.3%" in page
    assert "相互重叠的分组" in page


def test_the_index_names_every_rule(store: Store) -> None:
    index = traps(Ledger(store, {}, ""))["traps/index.md"]

    assert all(f"(#trap-{name})" in index for name in RULES)


@pytest.mark.parametrize("change", ["drop", "sound"])
def test_a_rule_without_an_example_that_it_refuses_fails_the_build(store: Store, copy: Book, change: str) -> None:
    path = copy.data / "traps.yaml"
    text = path.read_text(encoding="utf-8")
    sound = text.replace("loans.growth@China@2025]", "borrowers@China@2025]").replace("act: yearly", "act: ranked")
    path.write_text("\n\n".join(text.split("\n\n")[:-1]) if change == "drop" else sound, encoding="utf-8")

    with pytest.raises(BuildError, match=r"data/traps.yaml"):
        traps(Ledger(Store.load(copy.data), {}, ""))


def test_words_of_the_data_are_no_markup_on_a_page(copy: Book) -> None:
    for name in ("indicators.csv", "traps.yaml"):
        path = copy.data / name
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace("Goods trade,", "<b>Goods</b> trade,").replace("The two places stand", "<img src=x> stand"),
            encoding="utf-8",
        )
    page = traps(Ledger(Store.load(copy.data), {}, ""))["traps/year-to-date.md"]

    outside = "".join(page.split("```")[::2])
    assert "\\<img src\\=x\\>" in outside
    assert "\\<b\\>Goods" in outside
    assert "<b>" not in outside


def test_thousands_of_sums_are_checked_in_a_second(figure: Make) -> None:
    one, other = figure("a", reach={"partner": ("A",)}), figure("b", reach={"partner": ("B",)})
    begun = time.perf_counter()
    for _ in range(1000):
        one + other

    assert time.perf_counter() - begun < 0.5


def test_growth_and_an_amount_are_of_unlike_units_and_not_rates_of_different_wholes(figure: Make) -> None:
    rules = refused(lambda: figure("a", measure="growth") + figure("b"))

    assert "unlike-units" in rules
    assert "rates-of-different-wholes" not in rules
