"""The facts that follow from the printed numbers."""

from __future__ import annotations

from decimal import Decimal

from statbook.verification.computed_facts import computed_facts, formula_names, rest_code
from statbook.verification.fact import Fact
from verified_orchard import verifier


def computed() -> dict[tuple[str, str], Fact]:
    facts = computed_facts(verifier().facts.store)
    return {(fact.key.split("@")[0], fact.place.period): fact for fact in facts}


def test_bases_and_changes_of_levels_follow() -> None:
    facts = computed()

    assert Decimal("115.1") == round(facts["apples.base", "2024"].value / 10**9, 1)
    assert ("difference", "2024") == (
        facts["apples.change", "2025"].place.measure,
        facts["apples.change", "2025"].place.base_period,
    )
    assert facts["pears.change", "2025"].value < 0


def test_parts_of_a_breakdown_have_shares_of_their_whole() -> None:
    share = computed()["apples.red.part", "2025"]

    assert "33.6" == f"{share.value:.1f}"
    assert frozenset({("indicator", "apples"), ("region", "China")}) == share.place.whole


def test_a_rate_has_no_growth_in_percent() -> None:
    assert ("sweetness.growth", "2025") not in computed()
    assert Decimal("3.8") == computed()["sweetness.base", "2024"].value


def test_what_a_breakdown_leaves_has_a_name(store) -> None:  # type: ignore[no-untyped-def]
    names = dict(formula_names(store))

    assert rest_code("mode", "其他贸易方式") == names["Other modes"]
    assert "surplus" == names["Exports less imports"]
