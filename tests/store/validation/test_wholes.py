"""What a share is a share of."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.store.validation.wholes import find_wrong_wholes

MEMBERS = [
    {"dimension": "region", "code": "North", "parents": "China", "parents_if": ""},
    {"dimension": "region", "code": "China", "parents": "World"},
    {"dimension": "sector", "code": "red", "parents": "colour", "parents_if": "warm"},
    {"dimension": "sector", "code": "green", "parents": ""},
]
ROW = {"indicator": "apples", "region": "North", "sector": "red", "measure": "share", "of": "sector=all"}
ROW |= {"period": "2025-06"}


def expected(**cells: str) -> str:
    found = [*find_wrong_wholes(pd.DataFrame([ROW | cells], index=[7]), ["sector"], MEMBERS)]
    assert all([7] == list(each.rows) for each in found)
    return "; ".join(each.expected for each in found)


@pytest.mark.parametrize("of", ["sector=all", "sector=total", "sector=colour", "sector=warm", "region=China", "region=World", "indicator=pears", "unknown", "flow=x"])  # fmt: skip
def test_what_a_part_lies_in_is_a_whole(of: str) -> None:
    assert "" == expected(of=of)
    assert "" == expected(of="sector=all", sector="all")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"of": "sector=red"}, "a whole, of which the number is a part: its own sector is red"),
        ({"of": "region=North"}, "a whole, of which the number is a part: its own region is North"),
        ({"of": "indicator=apples"}, "a whole, of which the number is a part: its own indicator is apples"),
        ({"of": "sector=total", "sector": "total"}, "a whole, of which the number is a part: its own sector is total"),
        ({"of": "sector=red", "sector": "all"}, "a whole, of which the number is a part: its own sector is all"),
        ({"of": "sector=green"}, "all, or a member of sector that red lies in: colour, warm"),
        ({"of": "sector=red", "sector": "green"}, "all, or a member of sector that green lies in: none in members.csv"),
        ({"of": "region=South"}, "a region that North lies in: China, World"),
        ({"of": "region=all"}, "a region that North lies in: China, World"),
    ],
)
def test_a_part_lies_in_no_whole_but_those_of_its_member(cells: dict[str, str], words: str) -> None:
    assert words == expected(**cells)
    assert words == expected(**cells, measure="contribution")
    assert "" == expected(**cells, measure="rank")


def test_growth_is_compared_with_that_of_another_period_and_a_share_is_not() -> None:
    assert "" == expected(of="period=2025-05", measure="growth_gap")
    assert "another period than that of the row" == expected(of="period=2025-06", measure="growth_gap")
    assert "a whole, which is no period" == expected(of="period=2025-05")
