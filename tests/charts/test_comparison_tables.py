"""Tables: numbers side by side carry the reason not to rank them; documents carry the basis of their date."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.audit import Audit, Power
from statbook.charts import (
    Labels,
    detection_by_kind,
    documents,
    side_by_side,
    statements_by_area,
    verdict_table,
    yearly_paces,
)
from statbook.charts.data_table import columns_and_rows
from statbook.errors import ParameterError
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


@pytest.fixture
def aim(observation: Make) -> Quantity:
    row = observation(
        value=300, printed="超过300项", unit="standards", bound="more_than", status="target", period="2030"
    )
    return printed_quantity(row)


def test_a_pace_is_what_is_left_of_the_aim_divided_by_the_years_left(labels: Labels, aim: Quantity) -> None:
    table = yearly_paces(labels, aim)

    assert table is not None
    assert ["0", "100", "200"] == list(table["In place at the start"])
    assert ["more than 75", "more than 100", "more than 150", "more than 300"] == table.iloc[0, 1:].tolist()


def test_a_pace_is_rounded_up_so_that_it_is_enough(labels: Labels, aim: Quantity) -> None:
    table = yearly_paces(labels, aim)

    assert table is not None
    assert "more than 33.4" == table.iloc[2, 2]


def test_a_count_of_ones_own_has_a_row(labels: Labels, aim: Quantity) -> None:
    table = yearly_paces(labels, aim, 120)

    assert table is not None
    assert "more than 45" == table.set_index("In place at the start").at["120", "From the end of 2026"]


@pytest.mark.parametrize("assumed", [-1, 301])
def test_a_count_below_zero_or_beyond_the_aim_is_refused(labels: Labels, aim: Quantity, assumed: int) -> None:
    with pytest.raises(ParameterError, match=f"{assumed}; expected 0 to 300"):
        yearly_paces(labels, aim, assumed)


def test_without_an_aim_there_is_no_pace(labels: Labels) -> None:
    assert yearly_paces(labels, None) is None


def test_each_statement_stands_once_under_its_area_and_leads_to_its_article(labels: Labels, store: Store) -> None:
    table = statements_by_area(labels, "missing")
    cells = " ".join(table.astype(str).to_numpy().flat)

    for row in store.coverage.to_dict("records"):
        assert str(store.statements.at[row["statement"], "text_en"]) in cells
    assert len(store.coverage) == len(columns_and_rows(table)["links"])
    assert sum(store.coverage["basis"] == "our_reading") == cells.count("our reading")


def test_an_area_without_an_example_says_so(labels: Labels) -> None:
    table = statements_by_area(labels, "missing").set_index("Area")

    assert "nothing is said" == table.at["Safety supervision", "What standards are to do"]
