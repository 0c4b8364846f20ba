"""Tests of validation/references.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from changed_book import change
from orchard_book import orchard
from statbook.analysis import check_formulas
from statbook.project.paths import Book
from statbook.store import Package, Store, check_references, check_yaml


def test_the_faults_of_all_files_come_together(copy: Book) -> None:
    (copy.data / "traps.yaml").unlink()
    (copy.data / "cuts.yaml").write_text("", encoding="utf-8")
    (copy.data / "captions" / "trade.yaml").write_text("- a\n", encoding="utf-8")

    found = [fault.where for fault in check_yaml(Store(Package(copy.data)))]
    assert ["data/cuts.yaml", "data/traps.yaml", "data/captions/trade.yaml"] == found


def edit(book: Book, name: str, *changes: tuple[str, str]) -> None:
    """Replace the first place of each text in a file of data/."""
    path = book.data / name
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    Path(path).write_text(text, encoding="utf-8")


def told(book: Book) -> list[str]:
    return [str(fault) for fault in check_formulas(Store(Package(book.data)))]


def test_codes_of_cuts_that_no_table_has_are_faults(copy: Book) -> None:
    edit(
        copy,
        "cuts.yaml",
        ("cut: product", "cut: population"),
        ("product: integrated_circuits", "product: circuits"),
        ("flow: import}", "flwo: import}"),
        ("indicator: output_value", "indicator: output"),
        ("theme: credit", "theme: credits"),
    )

    themes = "trade, patents, low_altitude, credit, base, industry"
    assert [
        "data/cuts.yaml: entry 1 (population): cut: found 'population'; expected a key that no indicator has.",
        "data/cuts.yaml: entry 1 (population): product: found 'circuits'; expected a code of members.csv with "
        "dimension product.",
        "data/cuts.yaml: entry 1 (population): dimension: found 'flwo'; expected one of flow, product, mode, owner, "
        "partner.",
        "data/cuts.yaml: entry 11 (zone_output): indicator: found 'output'; expected the key of an indicator.",
        f"data/cuts.yaml: entry 12 (loans_by_borrower): theme: found 'credits'; expected one of {themes}.",
        "data/cuts.yaml: entry 12 (loans_by_borrower): indicator: found 'new_loans'; expected an indicator of credits.",
    ] == sorted(told(copy), key=lambda fault: int(fault.split()[2]))


def test_parents_and_overlaps_name_members(copy: Book) -> None:
    change(copy, "members", 3, parents="China;Chian", overlaps="Nowhere")

    expected = "expected a code of members.csv with dimension region."
    assert [
        f"data/members.csv:3: parents: found 'Chian'; {expected}",
        f"data/members.csv:3: overlaps: found 'Nowhere'; {expected}",
    ] == told(copy)


KNOWN = "china.2025-01.apples"
IDENTITIES = f"""
identities:
  - {{identity: idle, name: {{en: a, zh: 甲}}}}
  - {{identity: used, name: {{en: a, zh: 甲}}}}
relations:
  - {{identity: used, figure: {KNOWN}, sense: equal, formula: '{{{KNOWN}}}'}}
  - {{identity: lost, figure: no.figure, sense: equal, formula: '{{{KNOWN}}}'}}
formulas:
  - {{key: sum, theme: credit, unit: CNY, name: {{en: a, zh: 甲}}, formula: '{{{KNOWN}}}'}}
  - {{key: apples, theme: debit, unit: EUR, name: {{en: a, zh: 甲}}, formula: '{{{KNOWN}}}'}}
  - {{key: colour, theme: credit, unit: CNY, name: {{en: a, zh: 甲}}, formula: '{{{KNOWN}}}'}}
orders:
  - {{smaller: {KNOWN}, larger: no.larger, reason: {{en: a, zh: 甲}}}}
  - {{smaller: no.smaller, larger: {KNOWN}, reason: {{en: a, zh: 甲}}}}
lists:
  - {{count: no.count, en: [a], zh: [甲]}}
not_nested:
  - {{indicator: apples, reason: {{en: a, zh: 甲}}}}
  - {{indicator: plums, reason: {{en: a, zh: 甲}}}}
knowingly: []
"""


def test_codes_of_identities_that_no_table_has_are_faults(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    (data / "identities.yaml").write_text(IDENTITIES, encoding="utf-8")
    found = [str(fault).removeprefix("data/identities.yaml: ") for fault in check_references(Store(Package(data)))]

    observation = "expected the key of an observation."
    assert [
        "identities, entry 1 (idle): found neither breakdown nor measure, and no relation of this identity; "
        "expected one of the three.",
        "relations, entry 2: identity: found 'lost'; expected one of idle, used.",
        "formulas, entry 2 (apples): theme: found 'debit'; expected one of credit.",
        "formulas, entry 2 (apples): unit: found 'EUR'; expected a code of units.csv.",
        "formulas, entry 2 (apples): key: found 'apples'; expected a key that no indicator has.",
        "formulas, entry 3 (colour): key: found 'colour'; expected a key that no breakdown has.",
        f"relations, entry 2: figure: found 'no.figure'; {observation}",
        f"orders, entry 1: larger: found 'no.larger'; {observation}",
        f"orders, entry 2: smaller: found 'no.smaller'; {observation}",
        f"lists, entry 1: count: found 'no.count'; {observation}",
        "not_nested, entry 2: indicator: found 'plums'; expected the key of an indicator.",
    ] == found


def test_the_parts_that_a_rest_is_without_are_parts(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    edit_cuts = (data / "cuts.yaml").read_text(encoding="utf-8") + "  rest: {en: other, zh: 其他, of: [red, blue]}\n"
    (data / "cuts.yaml").write_text(edit_cuts, encoding="utf-8")

    assert [True] == [
        str(fault).startswith("data/cuts.yaml: entry 1 (colour): rest: of: found 'blue'; expected one of ")
        for fault in check_references(Store(Package(data)))
    ]


WORDS = "{en: a, zh: 甲}"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("members.csv", "北方,China", "北方,Chima", "members.csv:3: parents: found 'Chima'; expected a code of members.csv"),
        ("members.csv", "北方,China", "北方,China;red", "members.csv:3: parents: found 'red'; expected a code"),
        ("members.csv", "北方,China,,", "北方,China,,Sooth", "members.csv:3: overlaps: found 'Sooth'; expected a code"),
        ("members.csv", "北方,China,,", "北方,China,,South;China", ""),
        ("cuts.yaml", "indicator: apples", "indicator: plums", "cuts.yaml: entry 1 (colour): indicator: found 'plums'"),
        ("cuts.yaml", "cut: colour", "cut: trees", "cuts.yaml: entry 1 (trees): cut: found 'trees'; expected a key that no"),
        ("cuts.yaml", "sector: green", "kind: green", "cuts.yaml: entry 1 (colour): kind: found 'green'; expected a code of"),
        ("cuts.yaml", "sector: green", "shade: green", "cuts.yaml: entry 1 (colour): dimension: found 'shade'; expected one of"),
        ("cuts.yaml", "sector: all", "sector: total", ""),
        ("cuts.yaml", "  parts:", "  overlap: [{sector: blue}]\n  parts:", "cuts.yaml: entry 1 (colour): sector: found 'blue'"),
        ("identities.yaml", "identities: []", f"identities: [{{identity: sum, cut: sum, name: {WORDS}}}]", ""),
        (
            *("identities.yaml", "identities: []"),
            f"identities: [{{identity: share, measure: share, name: {WORDS}, formula: '{{own}}'}}]",
            "",
        ),
    ],
)  # fmt: skip
def test_each_code_is_looked_up_in_the_table_that_it_belongs_to(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    data = orchard(tmp_path)
    edit(Book(tmp_path), name, (old, new))
    found = [str(fault) for fault in check_references(Store(Package(data)))]

    assert len(found) == bool(told)
    assert all(fault.startswith(f"data/{told}") for fault in found)
