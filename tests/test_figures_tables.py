"""Tables: figures side by side carry the reason not to rank them; documents carry the basis of their date."""

from __future__ import annotations

from collections.abc import Callable

from statbook.charts import Labels, documents, side_by_side
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
