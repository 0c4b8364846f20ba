from __future__ import annotations

from statbook.reading.proposal import UNKNOWN, Proposal, Span


def test_what_a_text_does_not_say_is_unknown() -> None:
    proposal = Proposal(0, "4", Span(0, 1, "4"), Span(0, 1, "4"))

    left_open = (proposal.unit, proposal.measure, proposal.period, proposal.region, proposal.indicator, proposal.theme)
    assert {UNKNOWN} == {*left_open}
    assert proposal.value is None


def test_a_part_of_some_words_keeps_its_place() -> None:
    assert Span(12, 14, "茶叶") == Span(10, 15, "海西茶叶好").cut(12, 14)
