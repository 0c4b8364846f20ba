"""Tables: numbers side by side carry the reason not to rank them; documents carry the basis of their date."""

from __future__ import annotations

from collections.abc import Callable

from statbook.audit import Audit, Power
from statbook.charts import (
    Labels,
    detection_by_kind,
    documents,
    side_by_side,
    verdict_table,
)
from statbook.store import Observation, Store

Make = Callable[..., Observation]


def test_only_what_two_places_print_stands_in_the_table(store: Store, observation: Make) -> None:
    rows = [
        observation(obs="a", indicator="talent", region="WuxiZone", unit="persons", printed="100人", period="../.."),
        observation(obs="b", indicator="talent", region="WeihaiZone", unit="persons", printed="100人"),
        observation(obs="c", indicator="funds", region="WuxiZone"),
    ]
    made = side_by_side(Labels(store, "en"), rows)

    assert ["Talent"] == list(made["Number"])
    assert ["100"] == list(made["Wuxi high-tech zone"])
    assert ["100 (2025)"] == list(made["Weihai high-tech zone"])
    assert "do not rank" in made["Warning"][0]


def test_a_forecast_is_called_one_and_a_gap_is_a_word(store: Store, observation: Make) -> None:
    rows = [
        observation(obs="a", indicator="talent", region="WuxiZone", status="forecast", unit="persons"),
        observation(obs="b", indicator="talent", region="WeihaiZone", unit="persons"),
        observation(obs="c", indicator="incubators", region="WeihaiZone", unit="incubators"),
        observation(obs="d", indicator="incubators", region="ChangchunZone", unit="incubators"),
    ]
    made = side_by_side(Labels(store, "en"), rows).set_index("Number")

    assert "100 (2025, forecast)" == made.at["Talent", "Wuxi high-tech zone"]
    assert "not printed" == made.at["Incubators", "Wuxi high-tech zone"]


def test_every_document_is_listed_once_in_the_order_of_its_date(store: Store) -> None:
    made = documents(Labels(store, "en"))

    assert store.sources["file"].nunique() == len(made)
    assert "printed, 31 March 2022" == made["Date"].iloc[0]
    assert len(store.observations) == sum(int(number) for number in made["Numbers taken"])


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


def test_the_kind_that_notices_most_comes_first(labels: Labels) -> None:
    table = detection_by_kind(labels, POWER)

    assert [["sum", "20", "15", "75%"], ["share", "30", "3", "10%"]] == table.to_numpy().tolist()


def test_a_limit_says_on_which_side_it_lies_and_leads_to_the_chart(labels: Labels) -> None:
    audit = Audit(labels.store)
    table = verdict_table(labels, audit.limits)

    assert len(audit.limits) == len(table)
    assert table["From other numbers"].str.startswith(("at least ", "at most ")).all()
    assert {v.relation.observation.anchor for v in audit.limits} == {anchor for *_, anchor in table.attrs["links"]}
