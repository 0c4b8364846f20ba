"""Tests of store/tables.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_numbers import part, store_of
from orchard_book import orchard, row
from statbook.errors import DataError
from statbook.store import Store


def test_a_folder_without_a_data_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no datapackage\.json"):
        Store.load(tmp_path)


def test_observations_in_force_have_no_end(store: Store) -> None:
    assert {""} == {row.known_to for row in store.observations}
    assert len(store.by_obs) == len(store.observations) <= len(store.history)
    assert all(row.known_to for rows in store.earlier.values() for row in rows)


def test_a_number_is_looked_up_by_its_key_with_those_before_it(store: Store) -> None:
    row = store.observations[0]

    assert row == store.observation(row.obs)
    assert store.observation("none") is None
    assert [] == store.earlier_of("none")
    assert store.is_printed(row.printed)
    assert store.is_printed(str(store.prints["printed"].iloc[0]))
    assert not any(map(store.is_printed, ("", "1.19万亿元")))


def test_find_takes_all_columns_and_exactly_the_members(store: Store) -> None:
    found = store.find({"flow": "export"}, indicator="trade", region="Xian", measure="growth")

    assert {"trade"} == {row.indicator for row in found}
    assert {"growth"} == {row.measure for row in found}
    assert all(row.broken_down_by == {"flow": "export"} for row in found)
    assert len(found) < len(store.find(indicator="trade", region="Xian", measure="growth"))
    assert [] == store.find(indicator="nothing")
    assert store.find(measure="growth") == [row for row in store.observations if row.measure == "growth"]


def test_a_vintage_is_the_value_in_force_on_a_day(store: Store) -> None:
    row = store.observations[0]

    assert store.vintage(row.obs, row.known_from) == row
    assert store.vintage("nothing", "2026-01-01") is None


def test_a_store_of_a_day_holds_nothing_that_became_known_later(store: Store) -> None:
    day = store.days[0]
    then = store.on(day)

    assert then is store.on(day)
    assert then.has_day and not store.has_day
    assert then.as_of == day
    assert 0 < len(then.observations) < len(store.observations)
    assert len(then.latest.observations) == len(store.observations)
    assert all(row.known_from <= day for row in then.observations)


def test_an_indicator_that_is_known_later_comes_later(store: Store) -> None:
    then = store.on(store.days[0])
    row = next(row for row in store.observations if not then.find(indicator=row.indicator))
    codes = sorted(row.broken_down_by.values())

    assert then.comes_later(row.indicator, codes)
    assert not then.comes_later(row.indicator, [*codes, "nothing"])
    assert not store.comes_later(row.indicator, codes)


def test_parents_are_found_through_others(store: Store) -> None:
    assert {"Shaanxi", "China", "World"} == store.parents("region", "Xian")
    assert set() == store.parents("region", "nowhere")


def test_names_put_the_most_specific_member_first(store: Store) -> None:
    order = store.package.themes["trade"]
    product = next(code for name, code in store.members.index if name == "product")

    names = store.names("trade", "trade", (("flow", "export"), ("product", product)))

    assert order.index("flow") < order.index("product")
    assert names["en"].endswith("(exports)")
    assert names["zh"].endswith(store.name("flow", "export", "zh"))
    assert store.names("trade", "trade", (("flow", "all"),)) == {
        "en": "Goods trade",
        "zh": store.indicators.at["trade", "name_zh"],
    }


def test_a_waiver_is_listed_under_each_of_its_keys(store: Store) -> None:
    assert store.waivers
    assert all(reason.keys() == {"en", "zh"} for rules in store.waivers.values() for reason in rules.values())


APPLES = "china.2025-06.apples"
REVISIONS = [("7", "2026-01-10", "2026-02-10"), ("8", "2026-02-10", "2026-03-10"), ("9", "2026-03-10", "")]


@pytest.fixture
def revised(tmp_path: Path) -> Store:
    """A book in which one number was revised twice, in rows that do not stand in the order of their days."""
    data = orchard(tmp_path)
    rows = [
        row("apples", "2025-06", int(n), known_from=start).replace(f"{start},,", f"{start},{end},")
        for n, start, end in REVISIONS
    ]
    text = (data / "credit.csv").read_text(encoding="utf-8").replace(row("apples", "2025-06", 6), "")
    (data / "credit.csv").write_text(text + rows[1] + rows[2] + rows[0], encoding="utf-8")
    return Store.load(data)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("", "7"),
        ("2026-02-09", "7"),
        ("2026-02-10", "8"),
        ("2026-03-09", "8"),
        ("2026-03-10", "9"),
        ("2027-01-01", "9"),
    ],
)
def test_each_value_is_in_force_until_the_day_of_the_next(revised: Store, day: str, printed: str) -> None:
    found = revised.vintage(APPLES, day)

    assert found is not None and printed == found.printed


def test_what_was_in_force_before_stands_in_the_order_of_its_days(revised: Store) -> None:
    assert {APPLES: ["7", "8"]} == {key: [each.printed for each in rows] for key, rows in revised.earlier.items()}
    assert "9" == revised.by_obs[APPLES].printed
    assert (12, 14) == (len(revised.observations), len(revised.history))


def test_the_days_of_a_book_are_those_on_which_a_number_came_ended_or_was_mended(revised: Store) -> None:
    changes = revised.package.folder / "changes.csv"
    names = changes.read_text(encoding="utf-8").strip().split(",")
    cells = {"obs": APPLES, "date": "2026-02-20", "column": "note", "kind": "misreading"}
    changes.write_text(f"{','.join(names)}\n{','.join(cells.get(name, '') for name in names)}\n", encoding="utf-8")

    days = ["2025-12-31", "2026-01-10", "2026-02-10", "2026-02-20", "2026-03-10"]
    assert days == Store.load(revised.package.folder).days
    assert days[-1] == Store.load(revised.package.folder).as_of


def test_an_indicator_of_a_recipe_without_a_number_is_told_apart(revised: Store) -> None:
    vars(revised)["recipe_definitions"] = {"indicators": {("apples",): {}, ("plums",): {}}}

    assert {"plums"} == revised.recipe_indicators


def test_sections_of_the_identities_are_found_by_their_keys(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    known, name = "china.2025-01.apples", "name: {en: a, zh: 甲}"
    (data / "identities.yaml").write_text(
        f"identities: [{{identity: one, {name}}}]\n"
        f"relations: [{{identity: one, figure: {known}, sense: equal, formula: '{{{known}}}'}}]\n"
        f"formulas: [{{key: sum, theme: credit, unit: CNY, {name}, formula: '{{{known}}}'}}]\n"
        f"orders: [{{smaller: {known}, larger: {APPLES}, reason: {{en: a, zh: 甲}}}}]\n"
        f"lists: [{{count: {known}, en: [a], zh: [甲]}}]\n"
        "not_nested: [{indicator: apples, reason: {en: a, zh: 甲}}]\n"
        "knowingly:\n"
        "  - {rule: two-concepts, keys: [sum, other], because: {en: a, zh: 甲}}\n"
        "  - {rule: net-and-gross, keys: [sum], because: {en: b, zh: 乙}}\n",
        encoding="utf-8",
    )
    store = Store.load(data)

    assert {"one": {"en": "a", "zh": "甲"}} == store.identity_names
    assert [known] == [entry["figure"] for entry in store.relations]
    assert [(known, APPLES)] == [(entry["smaller"], entry["larger"]) for entry in store.orders]
    assert [known] == [entry["count"] for entry in store.lists]
    assert ["apples"] == [entry["indicator"] for entry in store.not_nested]
    assert ["CNY"] == [formula["unit"] for key, formula in store.formulas.items() if key == "sum"]
    first, second = {"en": "a", "zh": "甲"}, {"en": "b", "zh": "乙"}
    assert {"sum": {"two-concepts": first, "net-and-gross": second}, "other": {"two-concepts": first}} == store.waivers


def test_what_names_a_number_that_is_not_known_yet_is_left_out_on_that_day(revised: Store) -> None:
    identities = revised.package.folder / "identities.yaml"
    known, later = "china.2025-01.apples", APPLES
    pairs = [(known, "china.2025-02.apples"), (known, later), (later, known)]
    orders = ", ".join(f"{{smaller: {one}, larger: {other}, reason: {{en: a, zh: 甲}}}}" for one, other in pairs)
    text = identities.read_text(encoding="utf-8").replace("orders: []", f"orders: [{orders}]")
    identities.write_text(text, encoding="utf-8")
    store = Store.load(identities.parent)

    assert [3, 3, 1] == [len(each.orders) for each in (store, store.on("2026-01-10"), store.on("2025-12-31"))]


@pytest.mark.parametrize(
    ("members", "en", "zh"),
    [
        ({}, "Things", "物"),
        ({"part": "all", "owner": "total"}, "Things", "物"),
        ({"part": "a"}, "Apples", "苹果"),
        ({"part": "a", "owner": "o"}, "Owners (apples)", "所有者苹果"),
        ({"owner": "o", "part": "b"}, "Owners (berries)", "所有者莓"),
    ],
)
def test_a_number_is_named_by_its_members_or_else_by_its_indicator(members: dict[str, str], en: str, zh: str) -> None:
    assert {"en": en, "zh": zh} == store_of().names("t", "i", tuple(members.items()))


def test_all_conditions_of_a_search_hold_and_members_are_all_that_are_broken_down() -> None:
    rows = (part("w", "9"), part("a", "4"), part("b", "5", period="2024"), part("a", "1%", "share"))
    store = store_of(*rows)

    assert list(rows) == store.find() == store.find(theme="t")
    assert [rows[1]] == store.find({"part": "a"}, period="2025", measure="level")
    assert [rows[0]] == store.find({}) == store.find({}, measure="level", period="2025")
    assert [rows[2]] == store.find(period="2024", indicator="i")
    assert [] == store.find(period="2024", indicator="j") == store.find(period="2024", measure="share")
    assert [rows[3]] == store.find(unit="percent")


def test_stores_of_one_folder_are_equal_whatever_was_asked_of_them(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    one, other = Store.load(data), Store.load(data)
    one.on("2025-12-31")
    one.read_yaml("traps.yaml")

    assert one == other and repr(one) == repr(other)
    assert one != one.on("2025-12-31")
