"""Slope: where its two ends stand, in pixels."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pixels import words
from statbook.analysis import Scope, printed_quantity
from statbook.charts import BeforeAfter, ChartSpec, Labels, slope, slope_of_rates
from statbook.charts.theme import ACCENT, PAPER, SLATE, SLATE_LIGHT
from statbook.store import Observation, Store

Drawn = Callable[[ChartSpec, int], str]


@pytest.fixture
def spec(store: Store, labels: Labels) -> ChartSpec:
    made = slope(labels, {"mode": Scope(store, "Xian", "2026-01/2026-02").parts("mode")}, "then", "now")
    assert made is not None
    return made


def dots(drawing: str) -> list[float]:
    """How far right the dots of a drawing stand."""
    return sorted({round(float(x)) for x in re.findall(r'translate\(([\d.]+),[\d.]+\)" d="M[^"]*A', drawing)})


@pytest.mark.parametrize(("width", "ends"), [(700, [252, 434]), (330, [46, 112])])
def test_the_ends_leave_room_for_names_on_both_sides_or_on_a_narrow_page_on_the_right(
    spec: ChartSpec, drawn: Drawn, width: int, ends: list[int]
) -> None:
    drawing = drawn(spec, width)

    assert ends == dots(drawing)
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]
    for text in re.findall(r'text-anchor="end" transform="translate\(([\d.]+),', drawing):
        assert round(float(text)) == ends[0] - 10


def test_a_slope_speaks_of_the_share_that_moved_most(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    spec = slope(labels, cuts("mode"), "then", "now")

    assert spec is not None
    assert ("Processing trade", "52.5%", "67.9%") == tuple(spec.facts[k] for k in ("first", "first_then", "first_now"))
    assert spec.facts == spec.states["mode"]


@pytest.mark.parametrize(
    ("width", "places"),
    [
        (700, {"67.9%  Processing trade": ("start", 444, 4), "General trade  36.2%": ("end", 242, 158)}),
        (330, {"67.9%  Processing trade": ("start", 122, 4), "36.2%": ("end", 36, 158), "then": ("start", 0, -44)}),
    ],
)
def test_names_stand_at_the_height_of_their_share(
    spec: ChartSpec, drawn: Drawn, width: int, places: dict[str, tuple[str, int, int]]
) -> None:
    assert places.items() <= words(drawn(spec, width)).items()


def test_labels_that_would_meet_stand_a_line_apart(spec: ChartSpec, drawn: Drawn) -> None:
    found = words(drawn(spec, 700))

    assert found["Other modes  2.1%"][2] - found["Bonded logistics  9.2%"][2] >= 17


def test_printed_shares_are_filled_and_computed_ones_light(spec: ChartSpec) -> None:
    rows = [row for data in spec.draw(700).to_dict()["datasets"].values() for row in data if row.get("x") == 1]
    fills = {row["name"]: (row["kind"], row["fill"]) for row in rows if "fill" in row}

    assert {
        "Processing trade": ("printed", ACCENT),
        "General trade": ("printed", SLATE),
        "Bonded logistics": ("derived", SLATE_LIGHT),
        "Other modes": ("rest", PAPER),
    } == fills


def rate(make: Callable[..., Observation], name: str, now: float, less: int) -> BeforeAfter:
    """A rate printed as about *now* percent, and by how many basis points it fell; the earlier one follows."""
    level = printed_quantity(make(obs=name, value=now, printed=f"约{now}%", unit="percent", bound="about"))
    change = printed_quantity(
        make(obs=f"{name}.d", value=-less, printed=f"约{less}个基点", unit="basis_point", bound="about", step=None)
    )
    return BeforeAfter(name, (level - change * 0.01).to("percent"), level, change)


@pytest.fixture
def rates(labels: Labels, observation: Callable[..., Observation]) -> ChartSpec:
    made = slope_of_rates(labels, [rate(observation, "A", 3.4, 40), rate(observation, "B", 3.1, 80)], "then", "now")
    assert made is not None
    return made


def test_the_title_speaks_of_the_rate_that_changed_most(rates: ChartSpec) -> None:
    assert {"first": "B", "first_moved": "down about 80 basis points", "before_how": "hollow, derived"} == rates.facts


@pytest.mark.parametrize("width", [700, 330])
def test_lines_of_rates_cross_where_their_order_changes(rates: ChartSpec, drawn: Drawn, width: int) -> None:
    drawing = drawn(rates, width)
    heights = [float(y) for y in re.findall(r'translate\([\d.]+,([\d.]+)\)" d="M[^"]*A', drawing)]
    (a_then, b_then), (a_now, b_now) = heights[:2], heights[2:]
    assert b_then < a_then < a_now < b_now
    assert float(re.search(r'width="([\d.]+)"', drawing)[1]) <= width  # type: ignore[index]


def test_the_ends_of_a_rate_carry_what_rounding_allows(rates: ChartSpec) -> None:
    marks = [row for data in rates.draw(700).to_dict()["datasets"].values() for row in data if "low" in row]
    assert (3.35, 3.45) == pytest.approx(next((row["low"], row["high"]) for row in marks if row["value"] == 3.4))


def test_one_rate_alone_has_no_slope(labels: Labels, observation: Callable[..., Observation]) -> None:
    one = rate(observation, "A", 3.4, 40)
    assert slope_of_rates(labels, [one, BeforeAfter("B", None, one.now)], "then", "now") is None
