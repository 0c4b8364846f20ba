"""What the audit found: distances in units of the last printed digit, and digits by what is detected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from statbook.analysis import printed_quantity
from statbook.audit import Audit, Power, Relation, Verdict, judge
from statbook.charts import ChartSpec, Labels, detection_rate, verdicts
from statbook.store import Observation, Store

Make = Callable[..., Observation]
POWER = Power(
    observations=3,
    worded=0,
    digits=10,
    misprints=80,
    related_observations=1,
    related_digits=4,
    related=30,
    caught=15,
    always=1,
    sometimes=2,
    by_identity={"sum": (20, 15), "share": (30, 3)},
)


def rows_of(spec: ChartSpec, width: int = 700) -> list[dict[str, Any]]:
    return [row for data in spec.draw(width).to_dict()["datasets"].values() for row in data]


def verdict_of(make: Make, name: str, whole: str, *parts: str) -> Verdict:
    one, two = (
        printed_quantity(make(obs=f"{name}{place}", region=f"Place{place}", value=part, printed=f"{part}元"))
        for place, part in enumerate(parts)
    )
    chart = make(obs=name, region="Xian", indicator="trade", value=whole, printed=f"{whole}元")
    return judge(Relation("sum", chart, one + two))


def test_a_bar_is_the_interval_in_units_of_the_last_printed_digit(labels: Labels, observation: Make) -> None:
    found = [verdict_of(observation, "a", "10.0", "4.0", "6.1"), verdict_of(observation, "b", "10.0", "4.0", "6.0")]
    spec = verdicts(labels, {"rule": found})

    assert spec is not None
    first, second = [row for row in rows_of(spec) if "reading" in row]
    assert (0.0, 1.0, 2.0) == pytest.approx((first["low"], first["value"], first["high"]))
    assert ("holds narrowly", "holds") == (first["kind"], second["kind"])
    assert ("2", "1") == (spec.facts["all"], spec.facts["holds_narrowly"])


def test_each_reading_counts_its_own_verdicts(labels: Labels, observation: Make) -> None:
    narrow, good = (verdict_of(observation, name, "10.0", "4.0", part) for name, part in (("a", "6.1"), ("b", "6.0")))
    spec = verdicts(labels, {"rule": [narrow, good], "strict": [narrow, narrow]})

    assert spec is not None
    assert {"rule": "1", "strict": "2"} == {each: facts["holds_narrowly"] for each, facts in spec.states.items()}


def test_a_single_verdict_is_not_drawn(labels: Labels, observation: Make) -> None:
    assert verdicts(labels, {"rule": [verdict_of(observation, "a", "10", "4", "6")]}) is None


def test_a_verdict_on_a_bound_stands_in_the_table_only(store: Store) -> None:
    audit = Audit(store)
    spec = verdicts(Labels(store, "en"), {"rule": audit.equations})

    assert spec is not None
    drawn = [row["As printed"] for row in rows_of(spec) if "reading" in row]
    assert len(audit.equations) == len(spec.rows) == len(drawn) + 1
    assert {"more than 70%"} == set(spec.rows["As printed"]) - set(drawn)


def test_every_row_leads_to_the_number_that_the_others_make(store: Store) -> None:
    labels, audit = Labels(store, "en"), Audit(store)
    spec = verdicts(labels, {"rule": audit.equations})

    assert spec is not None
    assert set(spec.rows["cite"]) == set(spec.cited)
    assert all(anchor.startswith("num-") for anchor in spec.cited)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [700, 330])
def test_the_audit_is_drawn_at_both_widths(
    store: Store, drawn: Callable[[ChartSpec, int], str], lang: str, width: int
) -> None:
    audit = Audit(store)
    spec = verdicts(Labels(store, lang), {"rule": audit.equations, "strict": Audit(store, strict=True).equations})

    assert spec is not None
    assert float(drawn(spec, width).split('width="')[1].split('"')[0]) <= width


def test_the_digits_of_a_theme_are_parted_by_what_is_noticed(labels: Labels) -> None:
    spec = detection_rate(labels, {"trade": POWER}, {"trade": "Trade"})

    assert spec is not None
    assert {1, 2, 6} == {row["Digits"] for row in rows_of(spec)}
    assert ["Trade", "1", "2", "1", "6"] == list(spec.rows.iloc[0])
    assert "60%" == spec.facts["outside_part"]
