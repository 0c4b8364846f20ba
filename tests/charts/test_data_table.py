"""The table twin: what readers see, and where its cells lead."""

from __future__ import annotations

import pandas as pd

from statbook.charts import columns_and_rows, html_table, summary
from statbook.charts.data_table import CITED, LINKS
from statbook.charts.labels import CITE

ROWS = pd.DataFrame(
    [
        {"Name": "Exports", "Value": "87.84 billion yuan", "As printed": "878.4亿元", CITE: "obs-a"},
        {"Name": "Rest", "Value": "not printed", "As printed": "", CITE: ""},
    ]
)


def test_the_column_of_anchors_is_not_shown() -> None:
    told = columns_and_rows(ROWS)

    assert ["Name", "Value", "As printed"] == told["head"]
    assert [["Exports", "87.84 billion yuan", "878.4亿元"], ["Rest", "not printed", ""]] == told["rows"]
    assert "obs-a" not in summary(ROWS)


def test_the_value_of_a_row_leads_to_its_entry_whatever_words_stand_before_it() -> None:
    rows = pd.DataFrame([{"Name": "Loans", "Value": "about 3.4%", "Period": "2025", CITE: "obs-a"}])

    assert [[0, 1, "about 3.4%", "obs-a"]] == columns_and_rows(rows)["links"]


def test_another_column_may_lead_to_the_entry() -> None:
    rows = pd.DataFrame([{"Step": "Plan", "Date": "2030", "Number": "more than 300", CITE: "obs-a"}])
    rows.attrs[CITED] = "Number"

    assert [[0, 2, "more than 300", "obs-a"]] == columns_and_rows(rows)["links"]


def test_the_first_number_of_a_row_leads_to_its_entry() -> None:
    assert [[0, 1, "87.84 billion yuan", "obs-a"]] == columns_and_rows(ROWS)["links"]
    assert '<td><a class="sb-cite" href="#obs-a">87.84 billion yuan</a></td>' in html_table(ROWS)
    assert "<td>not printed</td>" in html_table(ROWS)


def test_a_row_without_a_number_leads_there_by_its_last_words() -> None:
    rows = pd.DataFrame([{"Step": "Issue", "Source": "guideline, 1509", "": "", CITE: "source-x"}])

    assert [[0, 1, "guideline, 1509", "source-x"]] == columns_and_rows(rows)["links"]


def test_each_number_of_a_cell_may_lead_to_an_entry_of_its_own() -> None:
    rows = pd.DataFrame([{"Name": "Firms", "Zone": "12 (2021); 12 (2022)"}])
    rows.attrs[LINKS] = [[0, 1, "12", "obs-a"], [0, 1, "12", "obs-b"]]

    assert (
        '<td class=sb-num><a class="sb-cite" href="#obs-a">12</a> (2021); <a class="sb-cite" href="#obs-b">12</a> (2022)'
        in html_table(rows)
    )


def test_cells_that_look_like_markup_are_text() -> None:
    rows = pd.DataFrame([{"<b>": "<img src=x onerror=alert(1)>", "Value": "1 <i>", CITE: "obs-a"}])

    made = html_table(rows)
    assert "<img" not in made
    assert "<b>" not in made
    assert '<a class="sb-cite" href="#obs-a">1 &lt;i&gt;</a>' in made


def test_a_column_of_periods_is_not_taken_for_that_of_values() -> None:
    rows = pd.DataFrame(
        {"Name": ["Listed", "In use"], "Value": ["1.349 million", "about 80,000"], "Period": ["2025", "2024"]}
    )

    assert "Listed: 1.349 million; In use: about 80,000" == summary(rows)


def test_a_summary_says_what_rows_have_in_common_once_and_every_column_of_numbers() -> None:
    grouped = pd.DataFrame({"Start": ["early", "early", "late"], "Name": ["a", "b", "a"], "Value": ["1", "2", "3"]})
    counted = pd.DataFrame({"Text": ["one", "one", "two"], "Year": ["2024", "none", "2025"], "Numbers": [7, 8, 9]})

    assert "early – a: 1; b: 2; late – a: 3" == summary(grouped)
    assert "one: Year 2024, Numbers 7; Year none, Numbers 8; two: Year 2025, Numbers 9" == summary(counted)


def test_a_long_summary_names_fewer_columns_and_counts_what_it_leaves_out() -> None:
    rows = pd.DataFrame({"Text": [f"t{row}" for row in range(30)], "One": range(30), "Two": range(30)})

    assert "t0: 0; t1: 1; and 28 more" == summary(rows, most=2)
