"""Tests of store/classification.py."""

from __future__ import annotations

import pytest

from statbook.store.classification import Classifier, Member

INDICATORS = [
    {
        "indicator": "sales",
        "kind": "flow",
        "producer": "Bureau",
        "basis": "gross",
        "growth_basis": "comparable",
        "breaks": "2020;2023-05",
        "name_en": "Sales",
        "name_zh": "销售",
    }
]
MEMBERS = [
    {"dimension": "region", "code": "N", "name_en": "North", "name_zh": "北", "parents": "W", "overlaps": ""},
    {"dimension": "region", "code": "W", "name_en": "World", "name_zh": "世", "parents": "", "overlaps": ""},
    {"dimension": "kind", "code": "a", "name_en": "apples", "name_zh": "苹果", "parents": "f", "overlaps": "b"},
    {"dimension": "kind", "code": "b", "name_en": "berries", "name_zh": "莓", "parents": "", "overlaps": ""},
    {"dimension": "kind", "code": "f", "name_en": "fruit", "name_zh": "水果", "parents": "", "overlaps": ""},
]
UNITS = [
    {"unit": "CNY", "quantity": "money", "factor": "1"},
    {"unit": "mCNY", "quantity": "money", "factor": "1000000"},
]


def row(**cells: str) -> dict[str, str]:
    return {"indicator": "sales", "unit": "mCNY", "region": "N", "kind": "all"} | cells


@pytest.fixture
def classifier() -> Classifier:
    return Classifier(INDICATORS, MEMBERS, UNITS)


def test_the_tables_give_kind_unit_producer_and_breaks(classifier: Classifier) -> None:
    found = classifier.of(row(), ["kind"])

    assert ("flow", "money", 1e6) == (found.kind, found.unit_kind, found.factor)
    assert ("Bureau", "gross", "comparable") == (found.producer, found.basis, found.growth_basis)
    assert ("2020", "2023-05") == found.breaks


def test_the_producer_of_a_row_goes_before_that_of_its_indicator(classifier: Classifier) -> None:
    assert "Other" == classifier.of(row(producer="Other"), ["kind"]).producer


def test_a_whole_reaches_all_that_lies_in_it(classifier: Classifier) -> None:
    reach = classifier.of(row(region="W"), ["kind"]).reach

    assert reach == {"region": frozenset([Member("W", "World", "世"), Member("N", "North", "北")])}


def test_members_that_overlap_share_a_part_that_their_parents_hold_too(classifier: Classifier) -> None:
    shared = Member("a & b", "what apples and berries may share", "苹果与莓可能重合的部分")
    by_code = {code: (classifier.of(row(kind=code), ["kind"]).reach or {})["kind"] for code in "abf"}

    assert all(shared in members for members in by_code.values())
    assert Member("a", "apples", "苹果") in by_code["f"]
    assert Member("b", "berries", "莓") not in by_code["f"]


def test_members_of_an_indicator_that_does_not_nest_reach_only_themselves() -> None:
    found = Classifier(INDICATORS, MEMBERS, UNITS, apart=["sales"]).of(row(region="W", kind="f"), ["kind"])

    assert {member.code for member in (found.reach or {})["kind"]} == {"f"}
    assert {member.code for member in (found.reach or {})["region"]} == {"W", "N"}


def test_the_name_holds_indicator_members_and_region(classifier: Classifier) -> None:
    assert classifier.of(row(kind="a"), ["kind"]).names == {"en": "Sales (apples), North", "zh": "北销售（苹果）"}
    assert classifier.of(row(region="all"), ["kind"]).names == {"en": "Sales", "zh": "销售"}


def test_codes_that_no_table_has_are_left_as_they_are(classifier: Classifier) -> None:
    found = classifier.of(row(indicator="x", unit="y", region="z", kind="k"), ["kind"])

    assert ("", "", 1.0, ()) == (found.kind, found.unit_kind, found.factor, found.breaks)
    assert found.names == {"en": "x (k), z", "zh": "zx（k）"}


def test_rows_that_differ_in_period_alone_share_one_classification(classifier: Classifier) -> None:
    assert classifier.of(row(period="2024"), ["kind"]) is classifier.of(row(period="2025"), ["kind"])


def test_the_parents_of_a_member_are_all_that_it_lies_in() -> None:
    rows = [
        {"dimension": "kind", "code": code, "name_en": code, "name_zh": code, "parents": parents, "overlaps": overlaps}
        for code, parents, overlaps in (
            ("a", "b;c", "x;y"),
            ("b", "d", ""),
            ("c", "", ""),
            ("d", "", ""),
            ("x", "", ""),
        )
    ]
    found = Classifier(INDICATORS, rows, UNITS)

    assert [{"b", "c", "d"}, {"d"}, set(), set()] == [found.parents("kind", code) for code in "abdz"]
    assert set() == found.parents("region", "a")
    reach = {
        code: {member.code for member in (found.of(row(kind=code), ["kind"]).reach or {})["kind"]} for code in "adx"
    }
    assert {"a": {"a", "a & x", "a & y"}, "d": {"a", "b", "d", "a & x", "a & y"}, "x": {"x", "a & x"}} == reach


def test_members_and_a_region_without_a_name_are_called_by_their_codes(classifier: Classifier) -> None:
    found = classifier.of(row(kind="a") | {"owner": "o", "region": "total"}, ["kind", "owner"])

    assert {"en": "Sales (apples, o)", "zh": "销售（苹果、o）"} == found.names
    assert {"kind", "owner"} == (found.reach or {}).keys()


@pytest.mark.parametrize(("cells", "factor"), [({}, 1e6), ({"unit": "CNY"}, 1.0), ({"unit": "gone"}, 1.0)])
def test_a_factor_is_that_of_the_unit(classifier: Classifier, cells: dict[str, str], factor: float) -> None:
    assert factor == classifier.of(row(**cells), ["kind"]).factor
