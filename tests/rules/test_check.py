"""Rules: each refuses its mistake by name, and lets the nearest legitimate use pass."""

from __future__ import annotations

import time
from typing import Any

import pytest

from rule_numbers import Make, refused
from statbook.analysis import Scope, together
from statbook.analysis.together import allow
from statbook.errors import ParameterError
from statbook.store import Store


def test_parts_added_up_knowingly_are_not_refused_again(number: Make) -> None:
    one, other = (number(n, reach={"partner": (n, "Shared")}) for n in ("a", "b"))
    with allow("overlapping-groups", reason="to show it"):
        both = one + other

    assert 300 == (both + number("c", reach={"partner": ("c",)})).value


def test_done_knowingly_the_reason_goes_with_the_number(number: Make) -> None:
    one, other = number("a"), number("b")

    with allow("overlapping-groups", reason="to show it"):
        total = one + other
    share = total / 2 * 100

    assert [("overlapping-groups", "to show it")] == [(w.rule, w.reason("zh")) for w in share.waivers]
    assert ("overlapping-groups",) == refused(lambda: one + other)


@pytest.mark.parametrize(
    ("rule", "because"),
    [
        ("no-rule", "x"),
        *(("overlapping-groups", each) for each in (" ", {}, None, 3, {"de": "x"}, {"en": "x", "zh": ""})),
    ],
)
def test_doing_it_knowingly_needs_a_rule_and_a_reason(rule: str, because: Any) -> None:
    with pytest.raises(ParameterError, match="allow"), allow(rule, reason=because):
        pass


def test_knowing_one_rule_does_not_allow_another(number: Make) -> None:
    with allow("two-producers", reason="as an example"):
        assert ("overlapping-groups",) == refused(lambda: number("a") + number("b"))


def test_a_number_that_is_not_printed_is_not_brought_together(number: Make) -> None:
    for made in (
        lambda: together.rank(number("a"), None),  # type: ignore[arg-type]
        lambda: number("a") + None,  # type: ignore[operator]
        lambda: None / number("a"),
    ):
        with pytest.raises(ParameterError, match="nothing is printed for this key here"):
            made()


def test_what_is_no_number_is_not_brought_together(number: Make) -> None:
    with pytest.raises(ParameterError, match="5 is no number of the book"):
        together.rank(number("a"), 5)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="expected a quantity or a number"):
        number("a") + "5"  # type: ignore[operator]


def test_an_order_made_knowingly_bears_its_reason(number: Make) -> None:
    year, month = number("a"), number("b", period="2026-01")

    with allow("year-to-date", reason="to show it"):
        found = [*together.rank(year, month), *together.series(year, month)]

    assert [["year-to-date"]] * 4 == [[waiver.rule for waiver in each.waivers] for each in found]


def test_a_key_that_mixes_on_purpose_bears_its_reason(store: Store) -> None:
    scope = Scope(store, "Xian", "2026-01/2026-02")
    made = scope.get("road_and_rcep")

    assert made is not None
    assert ["overlapping-groups"] == [waiver.rule for waiver in made.waivers]
    assert "相加只是为了说明，所得之和并非两个分组合计的覆盖范围。" == made.waivers[0].reason("zh")


def test_no_reason_stands_where_nothing_is_mixed(store: Store) -> None:
    anywhere, there = Scope(store), Scope(store, "Xian", "2026-01/2026-02")
    for key, reasons in store.waivers.items():
        made = (there if store.formulas.get(key, {}).get("theme") == "trade" else anywhere).get(key)
        assert made is not None
        assert reasons.keys() <= {waiver.rule for waiver in made.waivers}, key


def test_thousands_of_sums_are_checked_in_a_second(number: Make) -> None:
    one, other = number("a", reach={"partner": ("A",)}), number("b", reach={"partner": ("B",)})
    begun = time.perf_counter()
    for _ in range(1000):
        one + other

    assert time.perf_counter() - begun < 0.5
