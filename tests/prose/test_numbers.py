"""Roles in sentences: resolved, left out, or refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from statbook.analysis import Scope, printed_quantity
from statbook.errors import KeyUnknown
from statbook.prose.numbers import (
    cited_keys,
    earlier_vintage,
    missing_keys,
    render_number,
    render_numbers,
    resolve,
)
from statbook.store import Observation, Store

NUMBERS = {
    "a.growth": {
        "words": {"num": "18.8%", "rose": "rose 18.8%", "up": "up 18.8%", "size": "18.8%", "range": ""},
        "derived": False,
        "anchor": "obs-china-2025-a-growth",
    },
    "a.base": {"words": {"num": "993 billion yuan", "range": "988 to 998"}, "derived": True, "anchor": "num-0a1b"},
    "b": None,
}
SAID = {
    "missing": "Nothing on {names}.",
    "missing_many": "{count} not printed: {names}.",
    "region": "Xi'an",
    "name:b": "The thing b",
    "left_out": "",
}


def mark(anchor: str) -> str:
    return f"use-{anchor}"


def test_a_printed_number_leads_to_its_observation_and_can_be_led_to() -> None:
    assert "It [[rose 18\\.8%](#obs-china-2025-a-growth)]{.num #use-obs-china-2025-a-growth}." == resolve(
        "It {rose}`a.growth`.", NUMBERS, SAID, mark
    )


def test_a_derived_number_leads_to_its_formula() -> None:
    assert "[[993 billion yuan](#num-0a1b)]{.num .derived #use-num-0a1b}" == resolve(
        "{num}`a.base`", NUMBERS, SAID, mark
    )


def test_a_paragraph_that_cites_what_is_not_printed_is_left_out() -> None:
    assert "Kept." == resolve("Kept.\n\nThere were {num}`b`.", NUMBERS, SAID, mark)


def test_only_the_list_item_that_cites_it_is_left_out() -> None:
    text = "- one {num}`a.growth`\n- two {num}`b`\n- three"

    assert resolve(text, NUMBERS, SAID, mark).endswith("]{.num #use-obs-china-2025-a-growth}\n- three")


def test_the_closing_list_names_what_is_not_printed() -> None:
    assert "Nothing on The thing b\\." == resolve("{missing}`all`", NUMBERS, SAID, mark)


def test_of_many_missing_things_three_are_named_and_all_are_counted() -> None:
    names = {"name:b": "B: growth", "name:c": "C", "name:d": "D: share", "name:e": "E", "name:f": "B"}
    numbers = dict.fromkeys("bcdef")

    assert "4 not printed\\: B; C; D\\: share\\." == resolve("{missing}`all`", numbers, SAID | names, mark)


def test_a_chart_is_cited_by_its_number_and_without_it_the_sentence_is_left_out() -> None:
    charts = {"pears": ("Chart 1.2", "fig-fruit-pears")}
    text = "In {chart}`pears`.\n\n- {chart}`plums`\n- {num}`a.growth`"

    assert "In [Chart 1\\.2](#fig-fruit-pears)." == resolve(text, NUMBERS, SAID, mark, charts).split("\n")[0]
    assert "plums" not in resolve(text, NUMBERS, SAID, mark, charts)
    assert [("num", "a.growth")] == cited_keys(text)


def test_a_term_leads_to_the_definition_of_its_indicator() -> None:
    assert "[[New \\*loans\\*](#ind-new-loans)]{.sb-term} grew." == resolve(
        "{term}`New *loans* <new_loans>` grew.", NUMBERS, SAID, mark
    )


def test_only_what_stands_without_a_condition_is_missed() -> None:
    text = "There were {num}`b`.\n\n{when}`b` Or {num}`b`.\n\n{unless}`a.growth` {num}`b`"

    assert ["b"] == [*missing_keys(text, NUMBERS)]
    assert ["b"] == [*missing_keys("- {unless}`b` {num}`b`\n- {when}`b` {num}`b`", NUMBERS)]
    assert [] == [*missing_keys("{#anchor}\n## Of {num}`b`", NUMBERS)]


def test_a_number_in_a_heading_is_words_alone_and_begins_with_a_capital() -> None:
    assert "{#x}\n## Rose 18\\.8% in a year" == resolve("{#x}\n## {rose}`a.growth` in a year", NUMBERS, SAID, mark)
    assert "## Not yet" == resolve("## {unless}`b` Not yet", NUMBERS, SAID, mark)
    assert "" == resolve("{#x}\n## A {num}`b`", NUMBERS, SAID, mark)


def test_a_paragraph_may_stand_only_where_something_is_not_printed() -> None:
    assert " No b.".strip() == resolve("{unless}`b` No b.\n\n{unless}`a.growth` No a.", NUMBERS, SAID, mark).strip()


def test_a_paragraph_may_stand_only_where_rounding_leaves_a_sign_open_or_settles_it() -> None:
    known = {
        "open": {"low": -1.0, "high": 2.0},
        "above": {"low": 1.0, "high": 2.0},
        "endless": {"low": None, "high": 2.0},
        "from zero": {"low": 0.0, "high": 2.0},
        "to zero": {"low": -2.0, "high": 0.0},
        "below": {"low": -2.0, "high": -0.5},
    }
    settled = {"above", "below"}
    for key, said in ((key, "Settled." if key in settled else "Open.") for key in known):
        text = f"{{undecided}}`{key}` Open.\n\n{{decided}}`{key}` Settled."
        assert said == resolve(text, known, SAID, mark)
    assert "" == resolve("{undecided}`b` Open.\n\n{decided}`b` Settled.", {"b": None}, SAID, mark)


def test_parameters_are_said_in_words() -> None:
    assert "In Xi\\'an." == resolve("In {say}`region`.", NUMBERS, SAID, mark)


def test_words_of_the_data_are_no_markup_in_a_sentence() -> None:
    nasty = "[x](javascript:alert(1)) <b> {raw}`html` | **"
    numbers = {"a": {"words": {"num": nasty}, "derived": False, "anchor": "obs-a"}, "b": None}
    said = {"region": nasty, "missing": f"{nasty} {{names}}", "name:b": nasty, "left_out": nasty}
    text = resolve("{num}`a` in {say}`region`.\n\n{missing}`all`", numbers, said, mark)

    for sign in ("](javascript", "<b>", "`html`", "**"):
        assert sign not in text.replace("\\" + sign[0], "")
    assert 5 == text.count("\\[x\\]")


def test_roles_are_found_in_their_order() -> None:
    assert [("rose", "a.growth"), ("num", "b")] == cited_keys("{rose}`a.growth` {say}`region` {num}`b`")


@pytest.mark.parametrize(
    "words", ["It {rose}`a.grwoth`.", "{unless}`c` No c.", "{when}`c` C.", "In {say}`regoin`.", "`{num}`c``"]
)
def test_a_key_that_nobody_asked_for_is_an_error_and_not_left_out(words: str) -> None:
    with pytest.raises(KeyUnknown, match=r"nobody asked for '(a\.grwoth|c|regoin)'"):
        resolve(words, NUMBERS, SAID, mark)


def test_a_printed_form_is_quoted_as_it_stands_in_the_data(store: Store) -> None:
    assert "Printed as 1\\.18万亿元\\." == resolve("Printed as {printed}`1.18万亿元`\\.", NUMBERS, SAID, mark)
    assert store.is_printed("1.18万亿元")
    assert not store.is_printed("1.19万亿元")


def test_a_number_is_rendered_in_every_form_that_a_role_may_ask_for(
    store: Store, observation: Callable[..., Observation]
) -> None:
    change = printed_quantity(observation(value=-0.5, printed="0.5%", measure="growth", unit="percent"))
    made = render_number(store, "k", change, "en", "The thing")

    assert {
        "num": "−0.5%",
        "rose": "fell 0.5%",
        "up": "down 0.5%",
        "size": "0.5%",
        "range": "−0.6 to −0.4%",
    } == made["words"]
    assert (False, False, {}, "The thing") == (made["derived"], made["strict"], made["vintage"], made["name"])


@pytest.mark.parametrize(
    ("bound", "ends"), [("exact", (99.5, 100.5)), ("at_least", (100.0, None)), ("at_most", (None, 100.0))]
)
def test_an_open_end_of_an_interval_is_rendered_as_none(
    store: Store, observation: Callable[..., Observation], bound: str, ends: tuple[float | None, float | None]
) -> None:
    made = render_number(store, "k", printed_quantity(observation(value=100, printed="100元", bound=bound)), "en")

    assert ends == (made["low"], made["high"])


def test_only_a_derived_number_tells_its_vintage_and_its_strictness(
    store: Store, observation: Callable[..., Observation]
) -> None:
    printed = replace(printed_quantity(observation()), strict=True)
    derived = printed * 3 / 3
    loose = replace(derived, strict=False)
    made = [render_number(store, "k", each, "en") for each in (printed, derived, loose)]

    assert [False, True, False] == [each["strict"] for each in made]
    assert [{}, *[{"place.2025.thing": "2026-01-01"}] * 2] == [each["vintage"] for each in made]


def test_a_key_has_a_number_only_where_something_is_printed_for_it(store: Store) -> None:
    keys = ["tech_contracts@China@2025", "tech_contracts@China@1990"]
    made = render_numbers(Scope(store), keys, "en", lambda key: f"name of {key}")

    assert keys == list(made)
    assert made[keys[1]] is None
    assert (made[keys[0]] or {})["name"] == f"name of {keys[0]}"


@pytest.mark.parametrize(
    ("known_from", "told"),
    [("2026-02-01", {}), ("2026-01-01", {"a": "2026-01-01"}), ("2026-03-01", {"a": "2026-03-01"})],
)
def test_an_input_with_another_day_than_the_value_in_force_is_of_another_vintage(
    known_from: str, told: dict[str, str]
) -> None:
    store: Any = SimpleNamespace(observation={"a": SimpleNamespace(known_from="2026-02-01")}.get)
    quantity: Any = SimpleNamespace(inputs=[SimpleNamespace(obs="a", known_from=known_from)])

    assert told == earlier_vintage(store, quantity)


def test_an_input_that_was_withdrawn_is_of_another_vintage() -> None:
    store: Any = SimpleNamespace(observation={}.get)
    quantity: Any = SimpleNamespace(inputs=[SimpleNamespace(obs="a", known_from="2026-02-01")])

    assert {"a": "2026-02-01"} == earlier_vintage(store, quantity)
