"""Every printed number stands where its row says, and a second reading of the documents agrees."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from changed_book import change
from orchard_book import orchard
from statbook.errors import DataError
from statbook.project.paths import Book
from statbook.store import Package, Store, verify
from statbook.store.validation.offsets import Verification, _check_offset, find_places, passage_at, source_text

HERE = Path(__file__).parents[2]


def test_white_space_inside_a_number_is_ignored() -> None:
    assert "318.52万亿元" == passage_at("总额为318.\n52 万亿元", 3, "318.52万亿元", 0)[1]


@pytest.mark.parametrize(
    ("text", "printed", "passage"),
    [
        ("300、200和100亿元", "300…亿元", "300、200和100亿元"),
        ("高2.3个和9.6个百分点"[1:], "2.3个…百分点", "2.3个和9.6个百分点"),
        ("1个和下降0.5个百分点", "1个…百分点", "1个和下降0.5个百分点"),
        ("32.39, 19.92 and 10.9 billion yuan", "32.39…billion yuan", "32.39,19.92and10.9billionyuan"),
    ],
)
def test_an_elision_stands_for_the_other_numbers_of_a_list(text: str, printed: str, passage: str) -> None:
    assert passage == passage_at(text, 0, printed, 0)[1]


@pytest.mark.parametrize("text", ["300、200和100万元", "300亿元", "300、茶叶100亿元", "300、 亿元", "310、200亿元"])
def test_an_elision_stands_for_nothing_else(text: str) -> None:
    with pytest.raises(DataError, match="expected '300…亿元'"):
        passage_at(text, 0, "300…亿元", 0)


@pytest.mark.parametrize("offset", [2, 4])
def test_a_shifted_offset_is_found_out(offset: int) -> None:
    with pytest.raises(DataError, match=f"offset {offset}"):
        passage_at("总额为318.52万亿元", offset, "318.52万亿元", 0)


def test_a_wrong_digit_is_found_out() -> None:
    with pytest.raises(DataError, match=r"expected '318\.53万亿元'"):
        passage_at("总额为318.52万亿元", 3, "318.53万亿元", 0)


def test_a_passage_is_what_stands_around_the_number() -> None:
    assert ("额为", "318.52万亿元", ",增") == passage_at("总额为318.\n52 万亿元,增长", 3, "318.52万亿元", 2)


def test_a_passage_that_is_not_there_is_refused_with_what_stands_there() -> None:
    with pytest.raises(DataError, match=r"offset 3: found '318.53万亿元'; expected '318.52万亿元'"):
        passage_at("总额为318.53万亿元,增长", 3, "318.52万亿元", 2)


def test_every_printed_number_stands_at_its_place(package: Package, texts: Path) -> None:
    result = verify(package, texts)

    assert [] == [str(fault) for fault in result.faults]
    assert 0 == result.unverified


def test_without_the_texts_every_place_counts_as_unverified(package: Package) -> None:
    result = verify(package, None)

    assert 0 == result.verified
    assert result.unverified > 500


def test_a_changed_text_is_refused(package: Package, texts: Path, tmp_path: Path) -> None:
    for path in texts.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    first = sorted(tmp_path.glob("*.txt"))[0]
    first.write_bytes(first.read_bytes() + b" ")
    result = verify(package, tmp_path)

    assert any(first.name in str(fault) for fault in result.faults)


def readings(name: str) -> list[dict[str, str]]:
    with Path(HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_second_reading_agrees_except_where_a_difference_is_settled(store: Store) -> None:
    """Values, periods, measures, bases and bounds; names of counted units are free.

    `../..` and the day of the article are one reading: both say that the text prints no date.
    """
    dates = store.sources["date"].to_dict()
    files = store.sources["file"].to_dict()
    physical = set(store.units.index[store.units["quantity"] != "count"])
    prints: dict[tuple[str, int], list[dict[str, str]]] = {}
    for row in store.observations:
        entry = {
            name: str(getattr(row, name))
            for name in ("source", "value", "unit", "period", "measure", "base_period", "bound", "printed")
        }
        places = [(row.source, row.offset or 0, row.printed, str(row.value), row.bound)]
        places += [
            (p.source, int(p.offset), p.printed, p.value, p.bound)
            for p in store.prints[store.prints["obs"] == row.obs].itertuples()
        ]
        for source, offset, printed, value, bound in places:
            here = entry | {"source": source, "value": value, "bound": bound, "printed": printed}
            prints.setdefault((files[source], offset), []).append(here)
    settled = {(r["source"], int(r["offset"]), r["column"]) for r in readings("second_reading_settled.csv")}
    differ, unused = [], set(settled)
    for reading in readings("second_reading.csv"):
        offset = int(reading["offset"])
        near = [
            row
            for (file, start), rows in prints.items()
            for row in rows
            if file == files[reading["source"]]
            and start < offset + len(reading["printed"])
            and offset < start + len(row["printed"])
        ]
        candidates = [_differences(row, reading, dates, physical) for row in near] or [{""}]
        for column in min(candidates, key=len):
            place = (reading["source"], offset, column)
            unused.discard(place)
            if place not in settled:
                differ.append(f"{place}: read {reading}, data {near[:1]}")

    assert [] == differ
    assert set() == unused


def _differences(row: dict[str, str], reading: dict[str, str], dates: dict[str, str], physical: set[str]) -> set[str]:
    found = {name for name in ("measure", "base_period", "bound") if row[name] != reading[name]}
    if float(row["value"]) != float(reading["value"]):
        found.add("value")
    undated = {"../..", f"../{dates[row['source']]}"}
    if row["period"] != reading["period"] and not {row["period"], reading["period"]} <= undated:
        found.add("period")
    if {row["unit"], reading["unit"]} & physical and row["unit"] != reading["unit"]:
        found.add("unit")
    return found


def test_a_copy_with_one_wrong_digit_fails_the_check(copy: Book, texts: Path) -> None:
    path = copy.data / "trade.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("1137.2亿元", "1137.3亿元", 1), encoding="utf-8")

    assert any("1137.3亿元" in str(fault) for fault in verify(Package(copy.data), texts).faults)


@pytest.mark.parametrize(
    ("offset", "printed", "column"),
    [
        ("0", "苹果", ""),
        ("2", "12亿", ""),
        ("1", "苹果", "printed"),
        ("-6", "苹果", "printed"),
        ("2", "12 亿元", "printed"),
        ("0", "", ""),
        ("5", "", ""),
        ("6", "", "offset"),
        ("-1", "", "offset"),
    ],
)
def test_an_offset_lies_in_its_text_and_what_is_printed_stands_there(offset: str, printed: str, column: str) -> None:
    faults = [*_check_offset({"offset": offset, "printed": printed, "where": "t.csv:2"}, "苹果1 2亿")]

    assert ([f"t.csv:2: {column}"] if column else []) == [fault.where for fault in faults]


@pytest.mark.parametrize(("around", "passage"), [(0, ("", "12", "")), (1, ("b", "12", "c")), (9, ("ab", "12", "cd"))])
def test_a_passage_ends_where_its_text_does(around: int, passage: tuple[str, str, str]) -> None:
    assert passage == passage_at("a b12cd", 3, "12", around)


TEXT = "果园1亿元，苹果2亿元。"


@pytest.fixture
def small(tmp_path: Path) -> Book:
    """Apples of January and February in the text `old.txt`; all other numbers are in cells of `table`."""
    made = Book(orchard(tmp_path).parent)
    change(made, "sources", 2, sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    for name in ("old", "other", "table"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    path = made.data / "sources.csv"
    text = path.read_text(encoding="utf-8")
    line = text.splitlines()[1]
    more = [line.replace("old,", f"{code},", 1).replace("old.txt", f"{code}.txt") for code in ("other", "table")]
    path.write_text(text + "\n".join(more) + "\n", encoding="utf-8")
    for number in range(2, 14):
        text_cells = {"cell": "", "offset": "2" if number == 2 else "8", "printed": f"{number - 1}亿元"}
        change(made, "credit", number, **({"source": "table"} if number > 3 else text_cells))
    return made


def told(small: Book) -> tuple[int, int, list[str]]:
    found = verify(Package(small.data), small.root)
    return found.verified, found.unverified, [str(fault) for fault in found.faults]


def test_what_stands_at_its_place_is_verified_and_cells_of_tables_are_not_counted(small: Book) -> None:
    assert (2, 0, []) == told(small)
    (small.root / "table.txt").unlink()
    assert (2, 0, []) == told(small)
    assert Verification(0, 2, ()) == verify(Package(small.data), None)


def test_what_does_not_is_a_fault_with_what_stands_there(small: Book) -> None:
    change(small, "credit", 3, offset="7")

    assert (
        1,
        0,
        ["data/credit.csv:3: printed: found '果2亿' at offset 7; expected '2亿元'. Mend offset or printed."],
    ) == told(small)


def test_a_text_that_is_missing_or_another_leaves_its_numbers_unverified(small: Book) -> None:
    (small.root / "other.txt").write_text("other", encoding="utf-8")
    verified, unverified, faults = told(small)
    (small.root / "old.txt").unlink()
    (small.root / "other.txt").write_text(TEXT, encoding="utf-8")
    gone = verify(Package(small.data), small.root)

    assert (2, 0, ["data/sources.csv: other.txt: found another SHA-256"]) == (
        *(verified, unverified),
        [fault.partition(";")[0] for fault in faults],
    )
    assert Verification(0, 2, (), ("old.txt",)) == gone


def test_a_folder_with_none_of_the_texts_is_a_fault(small: Book, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    found = verify(Package(small.data), tmp_path / "empty")

    assert (0, 2) == (found.verified, found.unverified)
    assert [f"--texts {tmp_path / 'empty'}: found none of the source texts; expected one of old.txt, other.txt."] == [
        *map(str, found.faults)
    ]


@pytest.mark.parametrize(
    ("printed", "places"),
    [
        ("5%", [6]),
        ("2.5%", [0]),
        ("1.2万", []),
        ("1.2万亿", [10]),
        ("1", []),
        ("7 家", [16]),
        ("", []),
    ],
)
def test_a_printed_form_is_found_where_it_is_a_number_of_its_own(printed: str, places: list[int]) -> None:
    assert places == find_places("2.5%, 5%; 1.2万亿 7家", printed)


def test_the_names_of_a_list_stand_in_the_text_of_its_count(small: Book) -> None:
    path = small.data / "identities.yaml"
    text = path.read_text(encoding="utf-8")
    lists = [
        f"{{count: china.2025-0{month}.apples, en: [a, b], zh: [{names}]}}"
        for month, names in ((4, "'无'"), (1, "'果 园', 梨"), (2, "苹果"))
    ]
    path.write_text(text.replace("lists: []", f"lists: [{', '.join(lists)}]"), encoding="utf-8")

    assert [
        "data/identities.yaml: lists, entry 2: zh: found '梨'; "
        "expected a name that the text of old has. Write it as it is printed."
    ] == told(small)[2]


def test_a_source_text_is_the_one_of_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("文", encoding="utf-8")

    assert "文" == source_text(tmp_path, "a.txt", hashlib.sha256("文".encode()).hexdigest())
