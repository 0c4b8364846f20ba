"""The evidence: every number has an entry, with what stands behind it and what it leads to."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statbook.evidence import Ledger, cards, entries, entry, pages
from statbook.evidence import ledger as ledgers
from statbook.evidence.formula import in_letters, letters_of
from statbook.store import Store

LEVEL, RATE = "china.2025.tech_contracts", "china.2025.tech_contracts.growth"
BASE = "num-0123456789ab"


def number(**changes: Any) -> dict[str, Any]:
    plain = {
        "key": "tech_contracts.base",
        "words": {"num": "993 billion yuan", "range": "988 to 998 billion yuan"},
        "value": 993e9,
        "low": 988e9,
        "high": 998e9,
        "unit": "CNY",
        "derived": True,
        "formula": f"({LEVEL} / (1 + ({RATE} / 100)))",
        "inputs": [LEVEL, RATE],
        "name": "Contracts: level of the base period",
        "anchor": BASE,
        "measure": "base",
        "strict": False,
        "period": "2024",
        "base_period": "",
    }
    return plain | changes


def chapter(**changes: Any) -> dict[str, Any]:
    plain = {
        "title": "Patents",
        "document": "chapters/patents",
        "cited": {"tech_contracts.base": number()},
        "shown": {},
        "uses": [
            {"place": "use-patents-1", "words": "", "anchors": [BASE]},
            {"place": "fig-patents-x", "words": "A finding", "anchors": [BASE, "obs-china-2025-tech-contracts"]},
        ],
    }
    return plain | changes


@pytest.fixture(scope="module")
def ledger(store: Store) -> Ledger:
    return Ledger(store, {"patents": chapter()}, "chapters/sources")


def facts(ledger: Ledger, anchor: str) -> dict[str, str]:
    return {fact.name: fact.text for fact in entry(ledger, anchor).facts}


def test_a_number_in_full_has_no_interval_and_an_override_of_its_rounding_unit_is_told(ledger: Ledger) -> None:
    assert "Interval" not in facts(ledger, "obs-jiangsu-2024-03-19-plan-areas")
    growth = facts(ledger, "obs-china-2025-01-money-m2-growth")
    assert ("6.95 to 7.05%", "0.1%, not that of the last printed digit: see the note") == (
        growth["Interval"],
        growth["Rounding unit"],
    )
    assert "the same release prints growth with one decimal elsewhere" in growth["Note"]


def test_the_card_of_a_number_with_a_rounding_unit_of_its_own_tells_why(ledger: Ledger) -> None:
    known = entries(ledger)
    shown = cards(ledger, known)

    assert "Note" in [name for name, _ in shown["obs-china-2025-01-money-m2-growth"]["facts"]]
    assert "Note" not in [name for name, _ in shown["obs-china-2025-01-money-m2"]["facts"]]


def test_a_number_of_an_earlier_vintage_says_so(store: Store) -> None:
    made = Ledger(store, {"patents": chapter(cited={"k": number(vintage={LEVEL: "2026-03-24"})})}, "")

    told = facts(made, BASE)["Vintage"]
    assert "values known since 24 March 2026, of one vintage; one of its numbers has been revised since" == told


# -- entries ------------------------------------------------------------------------------------------------------


def test_an_entry_says_how_a_figure_is_printed_and_where(ledger: Ledger) -> None:
    told = facts(ledger, "obs-china-2025-tech-contracts")

    assert "1.18万亿元" == told["Printed"]
    assert "1.18 trillion yuan" == told["Reads"]
    assert "1,180,000,000,000 yuan" == told["Value"]
    assert "1.175 to 1.185 trillion yuan" == told["Interval"]
    assert "2025" == told["Period"]
    assert "offset 110" == told["Place"]
    assert told["Source"].endswith("24 March 2026 (date inferred)")
    assert "1.18万亿元 in 000-patents at 384" in told["Also printed"]


def test_an_entry_leads_to_what_is_derived_from_it_and_to_where_it_is_used(ledger: Ledger) -> None:
    told = {fact.name: fact for fact in entry(ledger, "obs-china-2025-tech-contracts").facts}

    assert (("Contracts: level of the base period: 993 billion yuan", BASE),) == told["Derived from it"].runs
    assert "Patents: “A finding”" == told["Used in"].text
    assert "chapters/patents.html#fig-patents-x" == told["Used in"].runs[-1][1]


def test_a_computed_number_shows_its_formula_with_its_figures_as_links(ledger: Ledger) -> None:
    told = {fact.name: fact for fact in entry(ledger, BASE).facts}

    assert "a / (1 + b / 100)" == told["Formula"].text
    assert ("1.18万亿元", "obs-china-2025-tech-contracts") == told["a"].runs[0]
    assert ("18.8%", "obs-china-2025-tech-contracts-growth") == told["b"].runs[0]
    assert "988 to 998 billion yuan" == told["Interval"].text
    assert "Patents: text; “A finding”" == told["Used in"].text


def test_an_interval_that_is_open_on_both_sides_is_not_given_as_one(store: Store) -> None:
    made = Ledger(
        store,
        {
            "patents": chapter(
                cited={"k": number(low=0, high=None, words={"num": "roughly 1", "range": "open on both sides"})}
            )
        },
        "",
    )

    assert (
        "open on both sides: bounds on either side of the formula leave it unlimited, so one digit is written"
        == facts(made, BASE)["Interval"]
    )


def test_every_entry_of_the_data_is_complete(store: Store, ledger: Ledger) -> None:
    for row in store.observations:
        told = facts(ledger, row.anchor)
        assert {"Printed", "Reads", "Value", "Period", "Source", "Indicator", "Key"} <= told.keys(), row.obs
        assert {"Place"} <= told.keys()
        assert ("Bound" in told) == (row.bound != "exact")
        assert ("Compared with" in told) == bool(row.base_period)


@given(st.lists(st.sampled_from(["+", "−", "×", "/"]), min_size=1, max_size=5), st.data())
def test_a_formula_as_shown_gives_what_the_formula_gives(signs: list[str], data: st.DataObject) -> None:
    formula = "k.a"
    for sign in signs:
        right = data.draw(st.sampled_from(["k.b", "100", "1", "(k.a − 1)"]))
        formula = f"({formula} {sign} {right})" if data.draw(st.booleans()) else f"({right} {sign} {formula})"

    def value(text: str) -> Decimal | None:
        code = text.replace("−", "-").replace("×", "*").replace("k.a", "a").replace("k.b", "b").replace("^", "**")
        try:
            return Decimal(eval(code, {"a": Decimal(7), "b": Decimal(13)}))
        except ArithmeticError:
            return None

    before, after = value(formula), value(in_letters(formula, {"k.a": "a", "k.b": "b"}))
    assert before is None or (after is not None and abs(before - after) <= abs(before) * Decimal("1e-20"))


def test_figures_have_letters_beyond_the_alphabet() -> None:
    letters = letters_of([f"k{n}" for n in range(28)])

    assert ["a", "z", "a1", "a2"] == [letters[f"k{n}"] for n in (0, 25, 26, 27)]


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("((x / (1 + (y / 100))) × 1)", "a / (1 + b / 100) × 1"),
        ("((((x × 100) / 100) + 100) − 100)", "a"),
        ("(1 + ((x / y) − 1))", "a / b"),
        ("((x ^ 1) / 1)", "a"),
        ("(x − (y − 1))", "a − (b − 1)"),
    ],
)
def test_a_formula_is_shown_without_steps_that_undo_each_other(formula: str, shown: str) -> None:
    assert shown == in_letters(formula, {"x": "a", "y": "b"})


# -- pages --------------------------------------------------------------------------------------------------------


def test_every_number_has_one_page_and_a_computed_one_stands_beside_its_first_figure(ledger: Ledger) -> None:
    entries = [a for page in ledger.pages for a in (*(row.anchor for row in page.rows), *page.numbers)]

    assert len(entries) == len(set(entries))
    assert {*ledger.rows, BASE} == set(entries)
    assert "evidence/patents-2025" == ledger.page_of[BASE] == ledger.page_of["obs-china-2025-tech-contracts"]


def test_a_page_that_would_be_long_is_parted_and_the_first_part_keeps_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledgers, "MOST", 10)
    made = Ledger(store, {}, "")

    assert max(len(page.rows) + len(page.numbers) for page in made.pages) == 10
    names = [page.document for page in made.pages if page.theme == "trade" and page.year == 2026]
    assert ["evidence/trade-2026", "evidence/trade-2026-2"] == names[:2]


@cache
def pages_of(ledger: Ledger) -> dict[str, str]:
    return pages(ledger, entries(ledger))


def entries_of(text: str) -> list[dict[str, Any]]:
    return [told for part in json.loads(text)["sections"] for told in part["entries"]]


def test_each_anchor_stands_on_its_page_once_and_every_link_within_has_a_target(ledger: Ledger) -> None:
    texts = pages_of(ledger)
    models = {name.removesuffix(".entries"): entries_of(text) for name, text in texts.items() if "entries" in name}
    markdown = "\n".join(text for name, text in texts.items() if name.endswith(".md"))
    named = [told["anchor"] for entries in models.values() for told in entries if told["anchor"]]
    named += re.findall(r"^\(([\w-]+)\)=", markdown, re.M)
    linked = {
        run[1] for entries in models.values() for told in entries for _, runs in told["facts"] for run in runs if run[1]
    }
    linked |= set(re.findall(r"\]\(#([\w-]+)\)", markdown))

    assert len(named) == len(set(named))
    for document in set(ledger.page_of.values()) - {"chapters/sources"}:
        assert {a for a, page in ledger.page_of.items() if page == document} == {
            told["anchor"] for told in models[document]
        }
    assert set() == {name for name in linked - set(named) if not name.startswith("source-") and ".html" not in name}


def test_the_index_leads_to_every_theme_year_and_article(store: Store, ledger: Ledger) -> None:
    index = pages_of(ledger)["evidence/index.md"]

    for page in ledger.pages:
        assert f"(/{page.document}.entries) ({len(page.rows)}" in index
    for code in {row.source for row in store.observations}:
        assert f"(#from-{code})" in index


def test_the_figures_of_an_article_stand_in_the_order_of_its_text(ledger: Ledger) -> None:
    for name, text in pages_of(ledger).items():
        if name.startswith("evidence/articles-"):
            for section in text.split("\n## ")[1:]:
                offsets = [int(found) for found in re.findall(r"^\| (\d+) \|", section, re.M)]
                assert offsets == sorted(offsets)
                assert offsets


def test_the_codebook_tells_of_every_indicator_what_it_means_and_what_a_gap_means(store: Store, ledger: Ledger) -> None:
    entries = [
        told
        for n, text in pages_of(ledger).items()
        if n[:9] == "codebook/" and "entries" in n
        for told in entries_of(text)
    ]
    by_anchor = {told["anchor"]: dict(told["facts"]) for told in entries}

    for code in store.indicators.index:
        told = by_anchor[f"ind-{code.replace('_', '-')}"]
        assert {"Definition", "定义", "Producer", "Unit", "Kind", "A gap", "Code"} <= told.keys(), code
        assert ("Warning" in told) == bool(store.indicators.at[code, "warning_en"])
        held = [row for row in store.observations if row.indicator == code]
        assert ("Numbers" in told) == bool(held)
        if len(held) <= 12:
            assert [row.anchor for row in held] == [run[1] for run in told.get("Numbers", []) if run[1]]


def test_an_indicator_with_many_figures_tells_regions_and_the_pages_of_their_periods(ledger: Ledger) -> None:
    told = {t["anchor"]: dict(t["facts"]) for t in entries_of(pages_of(ledger)["codebook/trade.entries"])}["ind-trade"]

    assert ["Xi'an: 62", ""] == told["Numbers"][0]
    assert ["January–February 2026", "evidence/trade-2026.html"] == told["Numbers"][2]


# -- cards --------------------------------------------------------------------------------------------------------


def test_a_card_tells_the_printed_form_period_and_interval_and_leads_to_its_page(ledger: Ledger) -> None:
    card = cards(ledger, entries(ledger))["obs-china-2025-tech-contracts"]

    assert "evidence/patents-2025" == card["page"]
    assert ["Printed", "Reads", "Interval", "Period"] == [name for name, _ in card["facts"]]


def test_the_figures_of_a_formula_are_links_from_the_card(ledger: Ledger) -> None:
    told = dict(cards(ledger, entries(ledger))[BASE]["facts"])

    assert ["1.18万亿元", "evidence/patents-2025.html#obs-china-2025-tech-contracts"] == told["a"][0]


def test_an_article_has_a_card(ledger: Ledger) -> None:
    card = cards(ledger, entries(ledger))["source-000-xian-trade"]

    assert "chapters/sources" == card["page"]
    assert ["Title", "Publisher", "Date"] == [name for name, _ in card["facts"]]
