"""Tests of store/observation.py."""

from __future__ import annotations

from collections.abc import Callable

from statbook.store import ARTICLE, Observation, anchor_of, article_anchor


def test_an_anchor_has_letters_digits_and_hyphens_only() -> None:
    assert anchor_of("xian.2026-01_2026-02.trade") == "obs-xian-2026-01-2026-02-trade"


def test_the_anchor_of_an_article_begins_with_its_prefix() -> None:
    assert article_anchor("a1") == "source-a1"
    assert article_anchor("a1").startswith(ARTICLE)


def test_members_that_stand_for_a_whole_dimension_are_no_breakdown(observation: Callable[..., Observation]) -> None:
    row = observation(members=(("flow", "export"), ("product", "all"), ("mode", "total")))

    assert row.broken_down_by == {"flow": "export"}


def test_a_printed_form_is_joined_across_line_breaks(observation: Callable[..., Observation]) -> None:
    assert observation(printed="1.18\n 万 亿元").printed_compact == "1.18万亿元"


def test_notes_and_what_other_tables_say_do_not_make_another_observation(
    observation: Callable[..., Observation],
) -> None:
    assert observation(note="a", revises=True, last_printed="2026-01-02") == observation()
    assert observation(value=1) != observation()
