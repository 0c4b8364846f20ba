"""A verdict in words: digits as its interval supports them, and none supplied where there is no interval to go by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.audit import Relation, describe_verdict, judge
from statbook.audit.verdict import AT_LEAST
from statbook.rules import allow
from statbook.store import Store
from statbook.store.classification import Classification

NUMBER = "china.2025-01.money_m2"


def of(store: Store, text: str, value: float, **more: object) -> Quantity:
    return printed_quantity(
        replace(store.by_obs[NUMBER], printed=text, value=Decimal(str(value)), **({"step": None} | more))
    )  # type: ignore[arg-type]


def said(store: Store, others: Quantity, sense: str = "equal") -> tuple[str, str, str]:
    """What the others give, their range, and what the printed number is held against."""
    row = describe_verdict(store, judge(Relation("sum", store.by_obs[NUMBER], others, sense)))
    return row.others, row.range, row.against


def test_what_rounded_numbers_give_carries_the_digits_of_its_interval(store: Store) -> None:
    triple = of(store, "1.1亿元", 110_000_000) * 3

    assert ("330 million yuan", "315 to 345 million yuan", "330 million yuan") == said(store, triple)
    assert "at least 315 million yuan" == said(store, triple, AT_LEAST)[2]


def test_what_exact_counts_give_has_no_range_but_itself(store: Store) -> None:
    double = of(store, "7家", 7, classification=Classification(unit_kind="count"), unit="firms") * 2

    assert (14, 14) == double.interval
    assert ("14", "14") == tuple(words.split()[0] for words in said(store, double)[:2])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"bound": "more_than"}, "more than 330 million yuan"),
        ({"bound": "about"}, "about 330 million yuan"),
    ],
)
def test_bounds_and_approximate_numbers_say_so(store: Store, more: dict[str, str], words: str) -> None:
    assert words == said(store, of(store, "3.3亿元", 330_000_000, **more))[0]


def test_a_number_without_a_last_digit_leaves_no_digits_to_the_sum_that_it_is_in(store: Store) -> None:
    with allow("overlapping-groups", reason="only the rounding of the two is of interest"):
        both = of(store, "万亿级", 10**12) + of(store, "1.1亿元", 110_000_000, obs="other")

    assert (False, True) == (both.has_interval, both.high > both.low)
    assert "1 trillion yuan" == said(store, both)[0]


def test_a_limit_of_parts_names_the_breakdown_and_an_equation_its_identity_alone(store: Store) -> None:
    row, others = store.by_obs[NUMBER], of(store, "1.1亿元", 110_000_000)
    identity, title = store.identity_names["sum"]["en"], store.breakdowns["mode"].title["en"]
    equation, limit = (
        describe_verdict(store, judge(Relation("sum", row, others, sense, "mode"))) for sense in ("equal", AT_LEAST)
    )

    assert (identity, f"{identity} ({title})") == (equation.identity, limit.identity)
    assert equation.short.endswith(f", {identity}")
