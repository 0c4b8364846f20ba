"""What data/ declares can be checked: its codes and keys name something, and its arithmetic can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_numbers import part, parts_of, store_of
from changed_book import change, statbook
from statbook.analysis import Scope, check_formulas, constant, evaluate_formula
from statbook.analysis.formula_checks import _cited_by, _key
from statbook.checks.whole_book import check_book
from statbook.errors import KeyAmbiguous, KeyUnknown
from statbook.project.paths import Book
from statbook.store import Package, Store
from statbook.store import check_tables as of_rows

WORDS = "{en: a, zh: 甲}"


def edit(book: Book, name: str, *changes: tuple[str, str]) -> None:
    """Replace the first place of each text in a file of data/."""
    path = book.data / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    Path(path).write_text(text, encoding="utf-8")


def add(book: Book, section: str, *entries: str) -> None:
    """Put *entries* in front of a section of identities.yaml."""
    edit(book, "identities.yaml", (f"\n{section}:\n", f"\n{section}:\n" + "".join(f"  - {text}\n" for text in entries)))


def told(book: Book) -> list[str]:
    return [str(fault) for fault in check_formulas(Store(Package(book.data)))]


def test_all_that_the_book_declares_is_sound(store: Store) -> None:
    assert [] == check_formulas(store)


def test_entries_of_identities_name_numbers_indicators_and_identities(copy: Book) -> None:
    add(copy, "relations", "{identity: summ, figure: no.such, formula: '100'}")
    add(copy, "orders", f"{{smaller: no.such, larger: china.2025-01.money_m2, reason: {WORDS}}}")
    add(copy, "lists", "{count: no.such, en: [a], zh: [甲]}")
    add(copy, "not_nested", f"{{indicator: no_such, reason: {WORDS}}}")
    edit(copy, "identities.yaml", ("{identity: sum, cut: sum,", "{identity: sum,"))
    add(copy, "formulas", f"{{key: trade, theme: trades, unit: yuan, name: {WORDS}, formula: '1'}}")
    found = told(copy)

    where = "data/identities.yaml:"
    assert (
        f"{where} identities, entry 1 (sum): found neither breakdown nor measure, and no relation of this identity"
        in (found[0])
    )
    assert f"{where} relations, entry 1: identity: found 'summ'; expected one of sum, growth" in found[1]
    assert [
        f"{where} formulas, entry 1 (trade): theme: found 'trades'; "
        "expected one of trade, patents, low_altitude, credit, base, industry.",
        f"{where} formulas, entry 1 (trade): unit: found 'yuan'; expected a code of units.csv.",
        f"{where} formulas, entry 1 (trade): key: found 'trade'; expected a key that no indicator has.",
        f"{where} relations, entry 1: figure: found 'no.such'; expected the key of an observation.",
        f"{where} orders, entry 1: smaller: found 'no.such'; expected the key of an observation.",
        f"{where} lists, entry 1: count: found 'no.such'; expected the key of an observation.",
        f"{where} not_nested, entry 1: indicator: found 'no_such'; expected the key of an indicator.",
    ] == [fault for fault in found[2:] if "cites itself" not in fault]


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("{trade} / {trade.exprot}", "found 'trade.exprot'; expected a key of numbers, of a breakdown or of a formula"),
        ("{trade@Xain}", "found 'Xain' in 'trade@Xain'; expected a period, or a code of members.csv"),
        ("{trade@2031}", "found 'trade@2031'; expected a key for which something is printed"),
        ("{product.rst.export}", "found 'product.rst.export'; expected a key of numbers"),
        ("{product.rest.no_such}", "found 'product.rest.no_such'; expected a key for which something is printed"),
        ("{made}", "found a formula that cites itself; expected arithmetic with other keys"),
        ("{again}", "found a formula that cites itself; expected arithmetic with other keys"),
        ("annual({trade.growth})", "found 'annual({trade.growth})'; expected arithmetic"),
        ("{trade} / / {trade}", "found '{trade} / / {trade}'; expected arithmetic"),
    ],
)
def test_a_formula_that_cannot_be_computed_anywhere_is_a_fault(copy: Book, formula: str, fault: str) -> None:
    made = f"{{key: made, theme: trade, unit: CNY, name: {WORDS}, formula: '{formula}'}}"
    again = f"{{key: again, theme: trade, unit: CNY, name: {WORDS}, formula: '{{made@Xian}}'}}"
    add(copy, "formulas", made, again)
    found = [line for line in told(copy) if "(made)" in line]

    assert 1 == len(found)
    assert found[0].startswith(f"data/identities.yaml: formulas, entry 1 (made): {fault}")


@pytest.mark.parametrize("key", ["trade", "trade@Gansu", "trade.export.points", "product.rest.export.machinery"])
def test_a_key_that_region_and_period_settle_is_sound(copy: Book, key: str) -> None:
    add(copy, "formulas", f"{{key: made, theme: trade, unit: CNY, name: {WORDS}, formula: '{{{key}}}'}}")

    assert [] == told(copy)


def test_a_relation_names_one_number_a_formula_of_an_identity_those_of_a_row(copy: Book) -> None:
    add(copy, "relations", "{identity: sum, figure: china.2025-01.money_m2, formula: '{trade}'}")
    edit(copy, "identities.yaml", ('"{own} / {whole} * 100"', '"{own} / {hole} * 100"'))
    found = told(copy)

    assert 2 == len(found)
    assert "(share): found {hole}; expected own or whole, with .growth, .share, .before." in found[0]
    assert "relations, entry 1: found 'trade'; expected a key that fits one number. trade fits several" in found[1]


def test_keys_of_waivers_and_traps_are_looked_up(copy: Book) -> None:
    add(
        copy,
        "knowingly",
        f"{{rule: two-produces, keys: [nothing], because: {WORDS}}}",
        f"{{rule: two-producers, keys: [surplus@Xian], because: {WORDS}}}",
    )
    edit(copy, "traps.yaml", ("trade.BRI.share@Xian", "trade.BIR.share@Xian"), ("net-and-gross", "net-and-grass"))
    found = told(copy)

    assert [True] * 5 == [
        fault.startswith(start)
        for fault, start in zip(
            found,
            (
                "data/identities.yaml: knowingly: found 'two-produces'; expected one of overlapping-groups",
                "data/identities.yaml: knowingly: found 'nothing'; expected a key of numbers",
                "data/identities.yaml: knowingly: found 'surplus@Xian'; expected a key without a region or period.",
                "data/traps.yaml: entry 1 (overlapping-groups): found 'trade.BIR.share@Xian@2026-01/2026-02'",
                "data/traps.yaml: entry 3 (net-and-grass): rule: found 'net-and-grass'; expected one of",
            ),
            strict=True,
        )
    ]


@pytest.mark.parametrize(
    "formula",
    [
        *("annual({a})", "annual({a}, 0)", "annual({a}, {a})", "annual({a}, years=2)", "open({a})", "-{a}", "{a} ^ 2"),
        *("{a} / / {b}", "{a}{b}", "{a", "{}", "True", "'a'", "q0 + {a}", "", "(" * 300),
    ],
)
def test_what_is_no_arithmetic_is_refused_in_one_sentence(formula: str) -> None:
    with pytest.raises(KeyUnknown) as caught:
        evaluate_formula(formula, lambda name: constant(1), "here")

    assert str(caught.value).startswith(f"here: {formula!r} is not arithmetic with keys")


def test_a_formula_that_cites_itself_is_refused_where_it_is_asked_for(copy: Book) -> None:
    made = [
        f"{{key: {one}, theme: trade, unit: CNY, name: {WORDS}, formula: '{{{other}@Xian}}'}}"
        for one, other in (("one", "other"), ("other", "one"))
    ]
    add(copy, "formulas", *made)

    with pytest.raises(KeyUnknown, match="one cites itself: one → other → one"):
        Scope(Store(Package(copy.data))).get("one")


def test_a_key_that_fits_several_numbers_is_told_from_one_that_fits_none(store: Store) -> None:
    with pytest.raises(KeyAmbiguous, match="fits several numbers"):
        Scope(store).get("ip_pledge_loans@China")


@pytest.mark.parametrize("number", ["0", "-1", "0.00"])
def test_rounding_units_and_factors_are_above_zero(copy: Book, number: str) -> None:
    change(copy, "units", 2, factor=number)
    change(copy, "trade", 2, step=number)

    expected = f"found '{number}'; expected a number above zero."
    found = {str(fault) for fault in of_rows(Package(copy.data))}
    assert {f"data/units.csv:2: factor: {expected}", f"data/trade.csv:2: step: {expected}"} <= found


def test_the_commands_tell_all_faults_without_a_traceback(copy: Book) -> None:
    edit(copy, "cuts.yaml", ("cut: product", "cutt: product"))
    (copy.data / "traps.yaml").unlink()
    audit = statbook(copy, "audit")
    fields = "cut, theme, indicator, title, is, net, rest, parts, overlap"
    told = (
        "data/cuts.yaml: entry 1: found no 'cut'; expected a key of letters, digits and _.",
        f"data/cuts.yaml: entry 1: found 'cutt'; expected one of {fields}.",
        "data/traps.yaml: found no file; expected a YAML file.",
    )

    assert 1 == audit.returncode
    assert "\n".join(told) + "\n" == audit.stderr
    assert told == check_book(copy, None).faults


SMALL = (part("w", "110"), part("a", "44"), part("b", "55"), part("a", "41", period="2024"))
GREW = tuple(part(code, "10%", "growth") for code in "wab")
FORMULAS = {
    name: {"key": name, "formula": text, "unit": "CNY"}
    for name, text in (("one", "{other@P} + {i}"), ("other", "{third}"), ("third", "{one}"), ("sound", "{i.b} * 2"))
}


def small() -> Scope:
    cuts = parts_of("a", "b", rest=True)
    later = {"recipe_indicators": frozenset(["later"])}
    return Scope(store_of(*SMALL, *GREW, breakdowns=cuts, formulas=FORMULAS, **later))


def test_a_formula_is_made_of_those_that_it_cites_directly_or_through_another() -> None:
    assert (["other", "third", "one"], []) == (_cited_by(small(), "one"), _cited_by(small(), "sound"))


@pytest.mark.parametrize(
    ("key", "anywhere", "found"),
    [
        ("i", True, ""),
        ("i.b", False, ""),
        ("i.a", True, ""),
        ("i.a", False, "'i.a'; expected a key that fits one number"),
        ("i.a@2024", False, ""),
        ("i.a@2030", True, "'i.a@2030'; expected a key for which something is printed"),
        ("i.a@P@2025", False, ""),
        ("i.a@Nowhere", True, "'Nowhere' in 'i.a@Nowhere'; expected a period, or a code of members.csv"),
        ("i.a@2025@Nowhere", True, "'Nowhere' in 'i.a@2025@Nowhere'; expected a period"),
        ("i.a@latest", True, ""),
        ("i.a@latest", False, "'latest' in 'i.a@latest'; expected a period"),
        ("i.a@latest@Nowhere", True, "'Nowhere' in 'i.a@latest@Nowhere'"),
        ("later", True, ""),
        ("later", False, "'later'; expected a key for which something is printed"),
        ("i.a.points", True, ""),
        ("i.a.points@2024", True, "'i.a.points@2024'; expected a key for which something is printed"),
        ("parts.rest", True, ""),
        ("parts.rest.b", True, "'parts.rest.b'; expected a key for which something is printed"),
        ("parts.whole", True, "'parts.whole'; expected a key of numbers, of a breakdown or of a formula"),
        ("i.plums", True, "'i.plums'; expected a key of numbers"),
        ("j", True, "'j'; expected a key of numbers"),
        ("one", True, ""),
        ("one", False, ""),
        ("sound", False, ""),
        ("sound@2024", True, ""),
        ("sound@2024", False, "'sound@2024'; expected a key for which something is printed"),
    ],
)
def test_a_key_names_one_number_or_where_it_may_be_read_anywhere_some(key: str, anywhere: bool, found: str) -> None:
    faults = [str(fault) for fault in _key(small(), "here", key, anywhere=anywhere)]

    assert len(faults) == bool(found)
    assert all(fault.startswith(f"here: found {found}") for fault in faults)
