"""A verdict in words: digits as its interval supports them, and none supplied where there is no interval to go by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from audit_numbers import part, parts_of, store_of
from statbook.analysis import Quantity, printed_quantity
from statbook.audit import Relation, describe_verdict, judge
from statbook.audit.verdict import AT_LEAST, AT_MOST
from statbook.audit.verdict_text import VerdictText
from statbook.rules import allow
from statbook.store import Observation, Store
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


NAMES = {"sum": {"en": "sum", "zh": "合计"}, "within": {"en": "limit", "zh": "上限"}}


def described(
    row: Observation, others: Quantity, sense: str = "equal", lang: str = "en", breakdown: str = "parts"
) -> VerdictText:
    identities = [{"identity": name, "name": words} for name, words in NAMES.items()]
    store = store_of(identities=identities, breakdowns=parts_of("a", "b"))
    identity = "sum" if sense == "equal" else "within"
    return describe_verdict(store, judge(Relation(identity, row, others, sense, breakdown)), lang)


TEN = printed_quantity(part("b", "10.0")) * 1


def test_a_verdict_on_an_equation_is_told_in_both_languages() -> None:
    row = part("a", "10.1")

    assert VerdictText(
        name="Place: Things: Apples",
        short="Apples, sum",
        period="2025",
        identity="sum",
        printed="10.1 yuan",
        as_printed="10.1",
        others="10.0 yuan",
        range="9.95 to 10.05 yuan",
        limits="9.95 to 10.05 yuan",
        against="10.0 yuan",
        passing="3",
        outcome="holds narrowly",
    ) == described(row, TEN)
    assert VerdictText(
        name="某地：物：苹果",
        short="苹果，合计",
        period="2025年",
        identity="合计",
        printed="10.1元",
        as_printed="10.1",
        others="10.0元",
        range="9.95至10.05元",
        limits="9.95至10.05元",
        against="10.0元",
        passing="3",
        outcome="勉强成立",
    ) == described(row, TEN, lang="zh")


@pytest.mark.parametrize(
    ("sense", "lang", "limit", "identity", "passing"),
    [
        (AT_LEAST, "en", "at least 9.95 yuan", "limit (by part)", "a bound"),
        (AT_MOST, "en", "at most 10.05 yuan", "limit (by part)", "a bound"),
        (AT_LEAST, "zh", "至少9.95元", "上限（按部分）", "界限"),
        (AT_MOST, "zh", "至多10.05元", "上限（按部分）", "界限"),
    ],
)
def test_a_limit_is_told_by_the_end_that_must_not_be_passed(
    sense: str, lang: str, limit: str, identity: str, passing: str
) -> None:
    told = described(part("a", "10.1"), TEN, sense, lang)

    assert (limit, limit, identity, passing) == (told.limits, told.against, told.identity, told.passing)


def test_a_limit_without_a_breakdown_is_told_by_its_identity_alone() -> None:
    assert "limit" == described(part("a", "10.1"), TEN, AT_LEAST, breakdown="").identity


@pytest.mark.parametrize(
    ("more", "others", "limit"),
    [
        ({"bound": "about", "printed": "约10.0"}, "about 10 yuan", "9.9 to 10.1 yuan"),
        ({"bound": "more_than", "printed": "超10.0"}, "more than 10 yuan", "at least 10.0 yuan"),
    ],
)
def test_where_there_is_no_interval_a_limit_is_what_the_others_give(
    more: dict[str, str], others: str, limit: str
) -> None:
    told = described(part("a", "10.1"), printed_quantity(replace(part("b", "10.0"), **more)), AT_LEAST)  # type: ignore[arg-type]

    assert (others, limit) == (told.others, told.limits)
