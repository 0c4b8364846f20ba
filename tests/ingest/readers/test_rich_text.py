"""Text in runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_tables import examples
from statbook.ingest.parsing.period_parser import parse_period
from statbook.ingest.readers.rich_text import Run, join_runs, struck_text
from statbook.store.printed_number import parse_cell


@examples(200)
@given(number=st.integers(0, 9999).map(str), mark=st.integers(0, 99).map(str), script=st.sampled_from(["super", "sub"]))
def test_a_raised_or_lowered_digit_is_never_part_of_a_number_or_a_period(number: str, mark: str, script: str) -> None:
    text = join_runs([Run(number), Run(mark, script)])

    assert (None, None) == (parse_cell(text), parse_period(text))


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([Run("出口额"), Run("1)", "super")], "出口额¹⁾"),
        ([Run("5.3"), Run("p", "super")], "5.3p"),
        ([Run("m"), Run("2", "super")], "m²"),
    ],
)
def test_marks_stay_as_they_look(runs: list[Run], text: str) -> None:
    assert text == join_runs(runs)


def test_what_is_struck_out_is_told_apart() -> None:
    assert "5.2" == struck_text([Run("5.2", is_struck=True), Run("5.3")])
