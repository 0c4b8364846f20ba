"""The schema refuses bad rows, all at once, and an outside referee agrees with the tables."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from statbook.project.paths import Book
from statbook.store import Package, faults


def change(book: Book, name: str, line: int, **cells: str) -> None:
    path = book.data / f"{name}.csv"
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[line - 2] |= cells
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_real_data_have_no_fault(package: Package) -> None:
    assert [] == [str(fault) for fault in faults(package)]


def test_an_outside_validator_agrees(book: Book) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(book.data / "datapackage.json"))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_all_faults_of_a_table_come_at_once_with_their_places(copy: Book) -> None:
    change(copy, "trade", 2, value="x244", bound="roughly", region="Atlantis")
    change(copy, "trade", 3, period="soon", unit="zloty")
    found = [str(fault) for fault in faults(Package(copy.data))]
    text = "\n".join(found)

    assert "data/trade.csv:2: value: found 'x244'" in text
    assert "data/trade.csv:2: bound: found 'roughly'; expected one of exact" in text
    assert "data/trade.csv:2: region: found 'Atlantis'" in text
    assert "data/trade.csv:3: period: found 'soon'" in text
    assert "data/trade.csv:3: unit: found 'zloty'; expected a code of units.csv" in text


def test_growth_without_a_base_period_is_refused(copy: Book) -> None:
    change(copy, "trade", 3, base_period="")

    assert any("base_period" in str(fault) for fault in faults(Package(copy.data)))


def test_a_key_used_twice_is_refused(copy: Book) -> None:
    path = copy.data / "units.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")

    assert any("a key used once" in str(fault) for fault in faults(Package(copy.data)))


def test_a_sign_that_no_drawing_can_hold_is_refused_with_its_place(copy: Book) -> None:
    change(copy, "trade", 3, note="a bell\x0b")

    found = [str(fault) for fault in faults(Package(copy.data))]
    assert ["data/trade.csv:3: note: found 'a bell\\x0b'"] == [fault.partition(";")[0] for fault in found]


def test_every_theme_has_its_table_its_chapter_and_its_words(book: Book, package: Package) -> None:
    for theme in package.themes:
        assert (book.data / f"{theme}.csv").is_file()
        assert (book.root / "chapters" / f"{theme}.ipynb").is_file()
        assert (book.data / "captions" / f"{theme}.yaml").is_file()
        assert f"chapters/{theme}" in Path(book.toc).read_text(encoding="utf-8")


def test_a_share_of_a_region_in_which_its_own_does_not_lie_is_red(copy: Book) -> None:
    table = copy.data / "trade.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("region=Shaanxi", "region=Gansu", 1), encoding="utf-8")

    found = [str(fault) for fault in faults(Package(copy.data))]
    assert [
        "data/trade.csv:4: of: found 'region=Gansu'; expected a region that Xian lies in: Shaanxi, China, World."
    ] == found
