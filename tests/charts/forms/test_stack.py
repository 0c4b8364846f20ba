"""Stack: parts lie in one another, may exceed the whole, and the rest that is negative hangs below zero."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from statbook.analysis import Part, Quantity, printed_quantity
from statbook.charts import Labels, stack
from statbook.charts.forms.stack import stack_pieces
from statbook.charts.theme import INK
from statbook.store import Observation, Store


def number(make: Callable[..., Observation], name: str, value: int) -> Quantity:
    return printed_quantity(make(obs=name, value=value, printed=f"{value}元"))


@pytest.fixture
def parts(observation: Callable[..., Observation]) -> list[Part]:
    """A whole of 100: firms 95, of which 70 in the long run, and households 12; 7 too much."""

    def part(name: str, value: int, whole: Part | None, *members: str) -> Part:
        codes = tuple(
            (d, c)
            for d, c in (("sector", "corporate"), ("kind", "medium_long_term"), ("sector", "household"))
            if c in members
        )
        return Part("c", codes, {"en": name, "zh": name}, number(observation, name, value), None, whole)

    whole = part("Loans", 100, None)
    firms = part("Firms", 95, whole, "corporate")
    long = part("Long", 70, firms, "corporate", "medium_long_term")
    short = Part(
        "c", firms.members, {"en": "Other", "zh": "其他"}, firms.level - long.level, None, firms, residual=True
    )
    homes = part("Households", 12, whole, "household")
    level = (whole.level - firms.level - homes.level).to("CNY")
    rest = Part("c", (), {"en": "Rest", "zh": "余项"}, level, None, whole, residual=True)
    return [whole, firms, long, Part(**{**vars(short), "level": short.level.to("CNY")}), homes, rest]


def rows(chart: Any) -> list[dict[str, Any]]:
    return [row for data in chart.to_dict()["datasets"].values() for row in data]


def test_parts_are_piled_up_and_their_parts_lie_within_them(parts: list[Part]) -> None:
    places = {piece.part.names["en"]: (piece.start, piece.end) for piece in stack_pieces(parts)}

    assert {"Firms": (0, 95), "Long": (0, 70), "Other": (70, 95), "Households": (95, 107), "Rest": (0, -7)} == places


def test_the_title_gets_the_largest_and_the_smallest_part(store: Store, parts: list[Part]) -> None:
    spec = stack(Labels(store, "en"), parts)

    assert spec is not None
    assert ("Firms", "households") == (spec.facts["first"], spec.facts["last"])
    assert "95" in spec.facts["first_share"]


def test_what_is_not_printed_is_hatched_and_told_as_a_rest(store: Store, parts: list[Part]) -> None:
    spec = stack(Labels(store, "en"), parts)

    assert spec is not None
    kinds = {row["Name"]: row["kind"] for row in rows(spec.draw(700)) if "kind" in row}
    assert ["Enterprises and public institutions"] == [name for name, kind in kinds.items() if kind == "printed-first"]
    assert {"Other": "rest", "Rest": "rest"} == {name: kind for name, kind in kinds.items() if kind == "rest"}
    assert ["rest, not printed"] == list(spec.rows[spec.rows["Name"] == "Rest"]["Kind"])


@pytest.mark.parametrize(("shares", "first"), [(False, "level"), (True, "share")])
def test_shares_can_be_what_is_shown_at_first(store: Store, parts: list[Part], shares: bool, first: str) -> None:
    spec = stack(Labels(store, "en"), parts, shares=shares)

    assert spec is not None
    assert first == spec.draw(700).to_dict()["params"][0]["value"]


def test_the_parts_bear_the_shares_of_which_the_title_speaks(store: Store, parts: list[Part]) -> None:
    spec = stack(Labels(store, "en"), parts)
    assert spec is not None

    texts = [row for row in rows(spec.draw(700)) if "level" in row and "share" in row]
    assert ["institutions (95%)"] == [row["level"].split("\n")[1] for row in texts if "(" in row["level"]]
    assert not any("(" in row["share"] for row in texts)


def test_words_never_lie_on_one_another(store: Store, parts: list[Part]) -> None:
    spec = stack(Labels(store, "en"), parts)

    assert spec is not None
    words = [row for row in rows(spec.draw(330)) if row.get("ink") == INK and row["x"] > 100]
    ends = [
        (row["y"], row["y"] + 16 * (row["level"].count("\n") + 1)) for row in sorted(words, key=lambda row: row["y"])
    ]
    assert all(upper[1] <= lower[0] for upper, lower in pairwise(ends))


def test_one_part_alone_is_no_stack(store: Store, parts: list[Part]) -> None:
    assert stack(Labels(store, "en"), parts[:2]) is None
    assert stack(Labels(store, "en"), []) is None
