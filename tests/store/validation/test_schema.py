"""The schema refuses bad rows, all at once, and an outside referee agrees with the tables."""

from __future__ import annotations

from changed_book import change
from statbook.project.paths import Book
from statbook.store import Package, check_tables


def test_the_real_data_have_no_fault(package: Package) -> None:
    assert [] == [str(fault) for fault in check_tables(package)]


def test_all_faults_of_a_table_come_at_once_with_their_places(copy: Book) -> None:
    change(copy, "trade", 2, value="x244", bound="roughly", region="Atlantis")
    change(copy, "trade", 3, period="soon", unit="zloty")
    found = [str(fault) for fault in check_tables(Package(copy.data))]
    text = "\n".join(found)

    assert "data/trade.csv:2: value: found 'x244'" in text
    assert "data/trade.csv:2: bound: found 'roughly'; expected one of exact" in text
    assert "data/trade.csv:2: region: found 'Atlantis'" in text
    assert "data/trade.csv:3: period: found 'soon'" in text
    assert "data/trade.csv:3: unit: found 'zloty'; expected a code of units.csv" in text


def test_growth_without_a_base_period_is_refused(copy: Book) -> None:
    change(copy, "trade", 3, base_period="")

    assert any("base_period" in str(fault) for fault in check_tables(Package(copy.data)))


def test_a_key_used_twice_is_refused(copy: Book) -> None:
    path = copy.data / "units.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")

    assert any("a key used once" in str(fault) for fault in check_tables(Package(copy.data)))


def test_a_sign_that_no_drawing_can_hold_is_refused_with_its_place(copy: Book) -> None:
    change(copy, "trade", 3, note="a bell\x0b")

    found = [str(fault) for fault in check_tables(Package(copy.data))]
    assert ["data/trade.csv:3: note: found 'a bell\\x0b'"] == [fault.partition(";")[0] for fault in found]


def test_a_share_of_a_region_in_which_its_own_does_not_lie_is_red(copy: Book) -> None:
    table = copy.data / "trade.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("region=Shaanxi", "region=Gansu", 1), encoding="utf-8")

    found = [str(fault) for fault in check_tables(Package(copy.data))]
    assert [
        "data/trade.csv:4: of: found 'region=Gansu'; expected a region that Xian lies in: Shaanxi, China, World."
    ] == found
