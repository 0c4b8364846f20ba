"""Labels: a row says what is printed, what follows from it, and where its evidence stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from statbook.analysis import printed_quantity
from statbook.charts.labels import CITE, Labels, words
from statbook.project.paths import LIBRARY
from statbook.store import Observation, Store

Make = Callable[..., Observation]
SECTIONS: dict[str, Any] = yaml.safe_load((LIBRARY / "charts" / "words.yaml").read_text(encoding="utf-8"))


def test_a_row_has_the_columns_of_a_data_table_in_their_order(labels: Labels, observation: Make) -> None:
    row = labels.row("Thing", printed_quantity(observation(value=12, printed="12 元")))

    assert labels.columns == list(row)
    assert ("Thing", "12 yuan", "", "printed", "12元", "2025") == tuple(row.values())[:6]


def test_a_derived_row_says_its_range_and_names_each_source_once(labels: Labels, observation: Make) -> None:
    row = labels.row("Both", printed_quantity(observation(value=10, printed="10元")) * 2)

    assert ("derived", "10元", "s") == (row["Kind"], row["As printed"], row["Source"])
    assert row["Range by rounding"]


def test_a_quantity_is_cited_under_the_name_it_got_first(store: Store, observation: Make) -> None:
    labels, quantity = Labels(store, "en"), printed_quantity(observation())
    anchors = {labels.row(name, quantity)[CITE] for name in ("First", "Second")}

    assert {quantity.anchor} == anchors
    assert {quantity.anchor: ("First", quantity)} == labels.cited


def test_the_kind_of_what_the_title_speaks_of_is_called_as_any_other(labels: Labels) -> None:
    assert labels.kind("derived") == labels.kind("derived-first") == "derived"


@pytest.mark.parametrize(
    ("lang", "largest", "unit", "scale"),
    [
        ("en", 2e9, "CNY", (1e9, "billion yuan")),
        ("en", -3e6, "CNY", (1e6, "million yuan")),
        ("en", 999_999, "CNY", (1.0, "yuan")),
        ("zh", 2e9, "CNY", (1e8, "亿元")),
    ],
)
def test_an_axis_is_divided_by_the_power_below_its_largest_value(
    store: Store, lang: str, largest: float, unit: str, scale: tuple[float, str]
) -> None:
    assert scale == Labels(store, lang).axis_scale([1.0, largest], unit)


def test_an_article_that_is_not_listed_is_its_code(labels: Labels) -> None:
    assert "nowhere" == labels.source("nowhere")


def leaves(node: dict[str, Any]) -> Iterator[dict[str, str]]:
    if "en" in node:
        yield node
        return
    for child in node.values():
        yield from leaves(child)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_word_has_both_languages_and_the_same_slots(section: str) -> None:
    for leaf in leaves(SECTIONS[section]):
        assert {"en", "zh"} == set(leaf)
        assert sorted(re.findall(r"\{\w*", leaf["en"])) == sorted(re.findall(r"\{\w*", leaf["zh"])), leaf


def test_words_are_those_of_the_language_also_where_they_are_nested() -> None:
    assert ("change", "变动额") == (words("before_after", "en")["change"], words("before_after", "zh")["change"])
    assert "超过{pace}" == words("tables", "zh")["pace"]["more_than"]


def test_every_section_belongs_to_a_module_of_the_library() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.py"))

    assert [] == [section for section in SECTIONS if f'words("{section}"' not in source.replace("'", '"')]
