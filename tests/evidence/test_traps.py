"""The pages of the rules: each number of an example stands under its name, not under its formula."""

from __future__ import annotations

import pytest

from statbook.errors import BuildError, MixedNumbers
from statbook.evidence import Ledger
from statbook.evidence.traps import Example, traps
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.rules import RULES
from statbook.store import Store


def test_the_numbers_of_an_example_stand_under_their_names(store: Store) -> None:
    text = traps(Ledger(store, {}, "chapters/sources"))["traps/stock-and-flow.md"].replace("\\", "")
    rows = [line.split(" | ")[:2] for line in text.splitlines() if line.startswith("| China")]

    assert ["| China: Money supply M2", "[318.52 trillion yuan](#obs-china-2025-01-money-m2)"] == rows[0]
    assert ["| China: New yuan loans", "[5.13 trillion yuan](#obs-china-2025-01-new-loans)"] == rows[1]


def test_a_derived_number_of_an_example_is_named_with_its_measure(store: Store) -> None:
    text = traps(Ledger(store, {}, "chapters/sources"))["traps/derived-as-published.md"]

    assert ", level of the base period |" in text, text


@pytest.mark.parametrize("name", RULES)
def test_each_example_is_refused_by_its_rule(store: Store, name: str) -> None:
    entry = next(entry for entry in store.traps if entry["rule"] == name)
    if entry.get("revised"):
        pytest.skip("its example waits for a revision: tests/analysis/test_scope.py makes one")

    assert name in Example(Ledger(store, {}, ""), entry).refusal.rules


@pytest.mark.parametrize("name", ["overlapping-groups", "growth-over-years", "change-of-definition"])
def test_the_call_of_a_page_is_refused_as_the_page_says(store: Store, name: str) -> None:
    example = Example(Ledger(store, {}, ""), next(entry for entry in store.traps if entry["rule"] == name))

    with pytest.raises(MixedNumbers) as caught:
        exec(example.call, {})
    assert str(example.refusal) == str(caught.value)


def test_a_page_shows_the_numbers_the_call_the_mistake_the_refusal_and_what_is_right(store: Store) -> None:
    page = traps(Ledger(store, {}, "sources"))["traps/overlapping-groups.md"]

    assert "[54\\.3%](#obs-xian-2026-01-2026-02-trade-total-bri-share)" in page
    assert 'a = here.get("trade.BRI.share@Xian@2026-01/2026-02")' in page
    assert "**Wrong:** [97\\.7%]{.wrong}" in page
    assert "MixedNumbers: overlapping-groups: Numbers that overlap were added up." in page
    assert "**Right:** Belt and Road or RCEP at most, ASEAN and Korea counted once: 58\\.3%" in page
    assert "相互重叠的分组" in page


def test_a_page_says_the_refusal_in_its_language(store: Store, book: Book) -> None:
    ledger = Ledger(store, {}, "sources")
    example = Example(ledger, next(entry for entry in store.traps if entry["rule"] == "overlapping-groups"))
    english = traps(ledger)["traps/overlapping-groups.md"]
    with speaking("zh", book.locale):
        chinese = traps(ledger)["traps/overlapping-groups.md"]

    assert f"MixedNumbers: {example.refusal}\n" in english
    assert "\n  详见：traps/overlapping-groups.html\n" in chinese
    assert not [word for word in ("Why:", "Instead:", "More:") if word in chinese]


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


@pytest.mark.parametrize(
    ("rule", "ending"),
    [
        ("unlike-units", "1.5; rounding allows 1.45 to 1.51."),
        ("target-and-actual", "at least 9.2%."),
        ("change-of-definition", "[0.4%](#obs-china-2025-01-money-m1-growth)."),
        ("unnamed-base", ""),
    ],
)
def test_the_right_number_has_its_interval_where_rounding_leaves_one(store: Store, rule: str, ending: str) -> None:
    entry = next(entry for entry in store.traps if entry["rule"] == rule)
    right = Example(Ledger(store, {}, ""), entry).right.replace("\\", "")

    assert right.endswith(ending)
    assert bool(right) == bool(ending)
