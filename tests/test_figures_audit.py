"""The figures of the audit: distances in units of the last digit, forced overlaps, digits that are noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import printed
from statbook.audit import Audit, Power, Relation, Verdict, judged
from statbook.charts import Draft, Labels, Point, checks, margins, noticed, noticed_by_kind, verdicts
from statbook.rules import knowingly
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def rows_of(draft: Draft, width: int = 700) -> list[dict[str, Any]]:
    return [row for data in draft.draw(width).to_dict()["datasets"].values() for row in data]


def verdict_of(make: Make, name: str, whole: str, *parts: str) -> Verdict:
    one, two = (
        printed(make(obs=f"{name}{place}", region=f"Place{place}", value=part, printed=f"{part}元"))
        for place, part in enumerate(parts)
    )
    figure = make(obs=name, region="Xian", indicator="trade", value=whole, printed=f"{whole}元")
    return judged(Relation("sum", figure, one + two))


def test_a_bar_is_the_interval_in_units_of_the_last_printed_digit(labels: Labels, observation: Make) -> None:
    found = [verdict_of(observation, "a", "10.0", "4.0", "6.1"), verdict_of(observation, "b", "10.0", "4.0", "6.0")]
    draft = verdicts(labels, {"rule": found})

    assert draft is not None
    first, second = [row for row in rows_of(draft) if "reading" in row]
    assert (0.0, 1.0, 2.0) == pytest.approx((first["low"], first["value"], first["high"]))
    assert ("holds narrowly", "holds") == (first["kind"], second["kind"])
    assert ("2", "1") == (draft.facts["all"], draft.facts["holds_narrowly"])


def test_a_single_verdict_is_not_drawn(labels: Labels, observation: Make) -> None:
    assert verdicts(labels, {"rule": [verdict_of(observation, "a", "10", "4", "6")]}) is None


def test_a_verdict_on_a_bound_stands_in_the_table_only(store: Store) -> None:
    audit = Audit(store)
    draft = verdicts(Labels(store, "en"), {"rule": audit.equations})

    assert draft is not None
    drawn = [row["As printed"] for row in rows_of(draft) if "reading" in row]
    assert len(audit.equations) == len(draft.rows) == len(drawn) + 1
    assert {"more than 70%"} == set(draft.rows["As printed"]) - set(drawn)


def test_every_row_leads_to_the_number_that_the_others_make(store: Store) -> None:
    labels, audit = Labels(store, "en"), Audit(store)
    draft = verdicts(labels, {"rule": audit.equations})

    assert draft is not None
    assert set(draft.rows["cite"]) == set(labels.cited)
    assert all(anchor.startswith("num-") for anchor in labels.cited)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [700, 330])
def test_the_audit_is_drawn_at_both_widths(
    store: Store, drawn: Callable[[Draft, int], str], lang: str, width: int
) -> None:
    audit = Audit(store)
    draft = verdicts(Labels(store, lang), {"rule": audit.equations, "strict": Audit(store, strict=True).equations})

    assert draft is not None
    assert float(drawn(draft, width).split('width="')[1].split('"')[0]) <= width


def crossed(make: Make, whole: int, first: int, second: int) -> list[Point]:
    """A whole, two parts of it by different cuts, and the least that must lie in both."""
    one, two, three = (
        printed(make(obs=name, value=value, printed=f"{value}元"))
        for name, value in zip("wab", (whole, first, second), strict=True)
    )
    with knowingly("overlapping-groups", because="the whole is taken off again"):
        both = two + three - one
    return [Point("w", one), Point("a", two), Point("b", three), Point("both", both)]


def test_two_parts_share_at_least_what_they_are_together_beyond_the_whole(labels: Labels, observation: Make) -> None:
    draft = margins(labels, *crossed(observation, 100, 70, 60))

    assert draft is not None
    shared = next(row for row in rows_of(draft) if row["kind"] == "derived-first")
    assert (40, 70, 0, 60) == (shared["low"], shared["high"], shared["low_same"], shared["high_same"])
    assert "30%" == draft.facts["part"]


def test_parts_that_need_not_meet_are_not_drawn(labels: Labels, observation: Make) -> None:
    assert margins(labels, *crossed(observation, 100, 40, 50)) is None


POWER = Power(
    figures=3,
    worded=0,
    digits=10,
    misprints=80,
    related_figures=1,
    related_digits=4,
    related=30,
    caught=15,
    always=1,
    sometimes=2,
    by_identity={"sum": (20, 15), "share": (30, 3)},
)


def test_the_digits_of_a_theme_are_parted_by_what_is_noticed(labels: Labels) -> None:
    draft = noticed(labels, {"trade": POWER}, {"trade": "Trade"})

    assert draft is not None
    assert {1, 2, 6} == {row["Digits"] for row in rows_of(draft)}
    assert ["Trade", "1", "2", "1", "6"] == list(draft.rows.iloc[0])
    assert "60%" == draft.facts["outside_part"]


def test_the_kind_that_notices_most_comes_first(labels: Labels) -> None:
    table = noticed_by_kind(labels, POWER)

    assert [["sum", "20", "15", "75%"], ["share", "30", "3", "10%"]] == table.to_numpy().tolist()


def test_a_limit_says_on_which_side_it_lies_and_leads_to_the_figure(labels: Labels) -> None:
    audit = Audit(labels.store)
    table = checks(labels, audit.limits)

    assert len(audit.limits) == len(table)
    assert table["From other numbers"].str.startswith(("at least ", "at most ")).all()
    assert {v.relation.figure.anchor for v in audit.limits} == {anchor for *_, anchor in table.attrs["links"]}
