"""Cards: a headline leads to its entry, its drawing compares it with what is known, and words of data are inert."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from statbook.analysis import Quantity, printed_quantity
from statbook.charts import Card, Cards, Labels
from statbook.project.notebooks import MIME
from statbook.project.paths import Book
from statbook.store import Observation

Make = Callable[..., Observation]
BOOK = Book(Path(__file__).resolve().parents[3])


def shown(labels: Labels, now: Quantity, before: Quantity | None = None, title: str = "Trade") -> dict[str, Any]:
    facts = [("12 yuan", now)]
    card = Card(title, "chapters/trade.html", "Goods trade", labels.number(now), "It was 12 yuan.", facts, now, before)
    return Cards(labels, [card], BOOK)._repr_mimebundle_()


def test_the_headline_and_the_numbers_of_its_sentence_lead_to_their_entries(labels: Labels, observation: Make) -> None:
    now = printed_quantity(observation(value=12, printed="12元"))
    bundle = shown(labels, now)

    assert 2 == bundle["text/html"].count(f'href="#{now.anchor}"')
    (card,) = bundle[MIME]["cards"]
    assert ("chapters/trade", now.anchor, [["12 yuan", now.anchor]]) == (
        card["document"],
        card["anchor"],
        card["links"],
    )
    assert {now.anchor} == set(bundle[MIME]["numbers"])


def test_a_headline_that_is_computed_is_recorded_by_what_it_is_called(labels: Labels, observation: Make) -> None:
    whole, part = (observation(obs=name, value=value, printed=f"{value}元") for name, value in (("a", 12), ("b", 5)))
    rest = printed_quantity(whole) - printed_quantity(part)
    card = Card("Trade", "chapters/trade.html", "The rest", labels.number(rest), "Nobody prints it.", [], rest, None)
    recorded = Cards(labels, [card], BOOK)._repr_mimebundle_()[MIME]["numbers"][rest.anchor]

    assert ("The rest", 7, True, ("a", "b")) == tuple(recorded[name] for name in ("name", "value", "derived", "inputs"))


def test_what_it_was_before_is_in_the_description_where_it_is_known(labels: Labels, observation: Make) -> None:
    now = printed_quantity(observation(value=12, printed="12元"))
    rate = observation(obs="r", value=20, unit="percent", printed="20%", measure="growth", base_period="2024")
    before = now / (printed_quantity(rate) / 100 + 1)

    (alone,), (both,) = (shown(labels, now, b)[MIME]["cards"] for b in (None, before.to("CNY")))
    assert "Goods trade: 12 yuan, 2025" == alone["alt"]
    assert both["alt"].startswith("Goods trade: 12 yuan, 2025; ") and both["alt"].endswith(", 2024")
    assert ">2024<" in both["svg"] and "" == alone["svg"]


def test_a_share_is_drawn_as_a_part_of_its_whole(labels: Labels, observation: Make) -> None:
    half = observation(value=50, unit="percent", printed="50%", measure="share", of="all")
    (card,) = shown(labels, printed_quantity(half))[MIME]["cards"]
    whole, part = (float(width) for width in re.findall(r'd="M0,12h([\d.]+)v12', card["svg"]))

    assert whole == pytest.approx(2 * part)


def test_a_target_is_a_diamond_that_names_its_year(labels: Labels, observation: Make) -> None:
    aim = printed_quantity(observation(value=300, printed="300元", status="target", period="2030"))
    (card,) = shown(labels, aim)[MIME]["cards"]

    assert ">target 2030 →<" in card["svg"]
    assert card["alt"].endswith(", target")


def test_a_title_that_looks_like_markup_is_text(labels: Labels, observation: Make) -> None:
    assert "<img" not in shown(labels, printed_quantity(observation()), title="<img src=x>")["text/html"]
