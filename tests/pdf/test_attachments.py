"""The data in a PDF: complete, and inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from statbook.messages import speaking
from statbook.pdf.attachments import articles_csv, charts_csv, numbers_csv, observations_csv
from statbook.store import Store


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_numbers_are_the_rows_of_the_data(store: Store) -> None:
    wanted = ["china.2025.tech_contracts", store.observations[0].obs]
    rows = {row["obs"]: row for row in read(observations_csv(store, wanted))}

    assert set(wanted) == set(rows)
    number = store.by_obs["china.2025.tech_contracts"]
    row = rows[number.obs]
    assert (number.theme, number.printed, str(number.offset)) == (row["theme"], row["printed"], row["offset"])


def test_a_number_has_its_interval_formula_and_inputs() -> None:
    number = {
        "words": {"num": "993 billion yuan"},
        "value": 993.2,
        "low": 988.0,
        "high": None,
        "unit": "CNY",
        "derived": True,
        "formula": "a / (1 + b / 100)",
        "inputs": ["a", "b"],
    }
    row = read(numbers_csv({"made": {"x.base": number, "gone": None}}))

    assert 1 == len(row)
    assert ["made", "x.base", "993 billion yuan", "993.2", "988", "", "CNY", "a / (1 + b / 100)", "a b"] == [
        *row[0].values()
    ]


def test_what_a_number_shows_is_told_cell_by_cell() -> None:
    data = {"head": ["Name", "Value"], "rows": [["a", "=1"]]}
    rows = read(charts_csv([{"kind": "figure", "id": "fig-x", "title": "T", "data": data}, {"kind": "cards"}]))

    assert [("fig-x", "1", "Name", "a"), ("fig-x", "1", "Value", "'=1")] == [
        (row["figure"], row["row"], row["column"], row["cell"]) for row in rows
    ]


def test_articles_are_those_asked_for_or_all(store: Store) -> None:
    assert ["000-patents"] == [row["source"] for row in read(articles_csv(store, ["000-patents"]))]
    assert len(store.sources) == len(read(articles_csv(store, None)))


def test_where_there_is_nothing_there_is_no_file(store: Store) -> None:
    assert "" == observations_csv(store, []) == numbers_csv({}) == charts_csv([]) == articles_csv(store, [])


def test_heads_and_notes_are_in_the_language_of_the_pdf_and_codes_are_not(store: Store) -> None:
    number = next(row for row in store.observations if row.note)
    with speaking("zh", Path(__file__).parents[2] / "locale"):
        (row,) = read(observations_csv(store, [number.obs]))
        (drawn,) = read(
            charts_csv([{"kind": "figure", "id": "fig-x", "title": "题", "data": {"head": ["甲"], "rows": [["乙"]]}}])
        )

    assert (number.obs, number.unit, number.printed) == (row["观测"], row["单位"], row["印明"])
    assert not row["说明"].isascii()
    assert ["图", "标题", "行", "列", "单元格"] == [*drawn]
