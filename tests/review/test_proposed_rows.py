"""A proposal as a row of a review."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reviewing import RELEASE, proposal, proposals
from statbook.reading.proposal import Span
from statbook.review.proposed_rows import AROUND, proposed_rows


def test_a_row_says_what_the_proposal_says() -> None:
    row = next(proposed_rows(RELEASE, proposals()[2:3]))

    assert {
        "printed": "3亿元",
        "value": "300000000",
        "members": "sector=red",
        "fault": "",
    }.items() <= row.items()
    assert str(RELEASE.index("3亿元")) == row["offset"]
    assert "其中红苹果[[3亿元]]" in row["sentence"]
    assert ("apples (0.9) | pears (0.4)", "level carried-period", "某果园") == tuple(
        row[name] for name in ("candidates", "rules", "words")
    )
    assert "decision" not in row


@pytest.mark.parametrize(
    ("number", "cell"), [(Decimal("1E+12"), "1000000000000"), (Decimal("-3.80"), "-3.80"), (None, "")]
)
def test_a_number_is_written_with_all_its_digits(number: Decimal | None, cell: str) -> None:
    assert cell == next(proposed_rows(RELEASE, [replace(proposals()[0], value=number)]))["value"]


def test_of_a_long_sentence_the_words_around_the_number_are_shown_on_one_line() -> None:
    text = f"{'前' * 500}\n7亿元\u202e{'后' * 500}"
    row = next(proposed_rows(text, [proposal("7亿元", text=text, sentence=Span(0, len(text), text))]))

    assert f"…{'前' * (AROUND - 1)} [[7亿元]]{'后' * (AROUND - 1)}…" == row["sentence"]


def test_a_printed_form_that_stands_otherwise_in_the_text_leaves_the_mark_to_the_number() -> None:
    text = "苹果7\n亿元"
    row = next(proposed_rows(text, [replace(proposal("7", text=text), printed="7亿元")]))

    assert "苹果[[7]] 亿元" == row["sentence"]


def test_a_number_of_a_list_is_printed_with_the_scale_at_its_end() -> None:
    text = "苹果3、4和5亿元。"
    row = next(proposed_rows(text, [replace(proposal("3", "300000000", text), shared="亿元")]))

    assert ("3…亿元", "300000000", "苹果[[3]]、4和5亿元。") == (row["printed"], row["value"], row["sentence"])
