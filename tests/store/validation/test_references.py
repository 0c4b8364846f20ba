"""Tests of validation/references_b.py."""

from __future__ import annotations

from pathlib import Path

from changed_book import change
from statbook.analysis import check_formulas
from statbook.project.paths import Book
from statbook.store import Package, Store, check_yaml


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
