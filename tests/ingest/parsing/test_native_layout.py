"""Tables in the layout of a theme."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from adding import added, grid, refused, table, values
from changed_book import change
from orchard_book import HEADER, row
from statbook.ingest.parsing.native_layout import detect_theme, named_sources, parse_native
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import Grid
from statbook.project.paths import Book
from statbook.store import Store


def test_rows_in_our_layout_need_no_recipe(data: Path) -> None:
    made = added(
        data,
        "indicator,region,sector,period,timing,measure,value,unit\napples,North,red,2024-01,over,level,5,CNY\n",
        "",
    )

    assert {"north.2024-01.apples.red": "5"} == values(made)
    assert ["G2"] == list(made.plan.new["cell"])
    assert ["table-table-2026-01-31"] == list(made.plan.new["source"])


def test_rows_in_our_layout_may_name_a_source_that_data_has(data: Path) -> None:
    made = added(data, HEADER + "\n" + row("apples", "2025-07", 7), "")

    assert ("credit.csv",) == made.files
    assert ["old"] == list(made.plan.new["source"])


GOOD = row("apples", "2025-07", 7)


def changed(column: str, text: str, base: str = GOOD) -> str:
    cells = base.rstrip("\n").split(",")
    cells[HEADER.split(",").index(column)] = text
    return HEADER + "\n" + ",".join(cells) + "\n"


SHORT = "indicator,region,period,timing,measure,printed"


@pytest.mark.parametrize("value", ["", "700000000"])
def test_a_printed_form_of_a_release_says_value_unit_and_bound_and_is_the_cell(value: str, data: Path) -> None:
    made = added(data, f"{SHORT},value\napples,North,2024-01,over,level,7亿元,{value}\n", "")

    assert {"north.2024-01.apples": "700000000"} == values(made)
    assert [("F2", "CNY", "exact")] == [*made.plan.new[["cell", "unit", "bound"]].itertuples(index=False, name=None)]


TEXT = "1月苹果超7亿元，增长5%；梨9亿元，下降6%。"


def test_numbers_of_a_text_get_its_places_and_it_becomes_their_source(data: Path) -> None:
    text = data.parent / "release.txt"
    text.write_text(TEXT, encoding="utf-8")
    lines = (
        "apples,North,2024-01,over,level,超7亿元,",
        "apples,North,2024-01,over,growth,5%,2023-01",
        "pears,North,2024-01,over,growth,6%,2023-01",
    )
    made = added(data, f"{SHORT},base_period\n" + "\n".join(lines) + "\n", "", text=text)

    assert ["700000000", "5", "-6"] == list(made.plan.new["value"])
    assert ["4", "11", "21"] == list(made.plan.new["offset"])
    assert ["more_than", "exact", "exact"] == list(made.plan.new["bound"])
    assert {"text-release-2026-01-31"} == {*made.plan.new["source"]}
    (source,) = [line for line in table(data, "sources") if line["source"] == made.source]
    assert (hashlib.sha256(TEXT.encode()).hexdigest(), "release.txt") == (source["sha256"], source["file"])
    assert any("title and publisher" in note for note in made.notes)


def test_offsets_of_a_known_source_are_found_in_the_folder_of_texts(data: Path, tmp_path: Path) -> None:
    change(Book(data.parent), "sources", 2, sha256=hashlib.sha256(TEXT.encode()).hexdigest())
    (tmp_path / "old.txt").write_text(TEXT, encoding="utf-8")
    content = f"{SHORT},source\npears,North,2024-01,over,level,9亿元,old\n"

    assert "Say --texts FOLDER" in refused(data, tmp_path, "own.csv", content.encode(), "")
    made = added(data, content, "", texts=tmp_path)

    assert [("15", "2025-12-31")] == [*made.plan.new[["offset", "known_from"]].itertuples(index=False, name=None)]


def grid_with(**columns: list[str]) -> Grid:
    """A table with these columns."""
    return grid(",".join(columns), *map(",".join, zip(*columns.values(), strict=True)))


@pytest.fixture
def two_themes(data: Path) -> Vocabulary:
    """The book with the theme `other`, which has fewer dimensions and the indicator plums."""
    descriptor = data / "datapackage.json"
    content = json.loads(descriptor.read_text(encoding="utf-8"))
    content["statbook"]["themes"]["other"] = []
    credit = next(each for each in content["resources"] if each["name"] == "credit")
    fields = [each for each in credit["schema"]["fields"] if each["name"] not in ("sector", "kind")]
    schema = credit["schema"] | {"fields": fields}
    content["resources"].append(credit | {"name": "other", "path": "other.csv", "schema": schema})
    descriptor.write_text(json.dumps(content), encoding="utf-8")
    (data / "other.csv").write_text(HEADER.replace("sector,kind,", "") + "\n", encoding="utf-8")
    with (data / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write("plums,other,Plums,李,Invented.,虚构。,Nobody,flow,CNY,,,,,,\n")
    return Vocabulary(Store.load(data))


@pytest.mark.parametrize(
    ("columns", "theme"),
    [
        ({"indicator": ["apples"]}, None), ({"period": ["2024"]}, None), ({"indicator": ["apples"], "period": ["2024"]}, "credit"), ({"indicator": ["plums"], "period": ["2024"]}, "other"), ({"indicator": ["plums"], "period": ["2024"], "sector": ["red"]}, "other"),
        ({"indicator": ["x", " plums "], "period": ["2024", "2024"]}, "other"), ({"indicator": ["x"], "period": ["2024"]}, "credit"), ({"indicator": ["x"], "period": ["2024"], "sector": ["red"]}, "credit"), ({" indicator": ["plums"], "period ": ["2024"]}, "other"),
    ],
)  # fmt: skip
def test_the_indicators_tell_the_theme_or_else_the_columns(
    columns: dict[str, list[str]], theme: str | None, two_themes: Vocabulary
) -> None:
    assert theme == detect_theme(grid_with(**columns), two_themes)


def test_the_sources_that_rows_name_are_told_once_each() -> None:
    assert ["old", ""] == named_sources(grid_with(source=["old", " ", "old "], indicator=["a", "b", "c"]))
    assert [] == named_sources(grid_with(indicator=["old"]))


def test_rows_have_all_columns_of_the_theme_and_no_others(vocabulary: Vocabulary) -> None:
    source = {"source": "new", "date": "2026-01-31"}
    given = grid(
        f"{SHORT},note", "apples,North,2024-01,over,level,7亿元, n ", ",,,,,,", "apples,North,2024-02,over,level,8亿元,"
    )
    parsed = parse_native(given, "credit", vocabulary, source)

    assert {*vocabulary.columns("credit"), "where"} == set(parsed.rows.columns) | {"obs"}
    assert ([0, 1], []) == (list(parsed.rows.index), parsed.faults)
    cells = ["sector", "kind", "status", "bound", "note", "source", "known_from", "known_to", "cell"]
    assert [
        ["all", "all", "actual", "exact", "n", "new", "2026-01-31", "", "F2"],
        ["all", "all", "actual", "exact", "", "new", "2026-01-31", "", "F4"],
    ] == parsed.rows[cells].to_numpy().tolist()


@pytest.mark.parametrize(
    ("head", "line", "cell"),
    [
        (f"{SHORT},value,unit", "7亿元,,", "F2"), (f"{SHORT},value,unit", ",7,CNY", "G2"), (f"{SHORT},value,unit", "7亿元,700000000,CNY", "F2"), ("indicator,region,period,timing,measure,value,unit", "7,CNY", "F2"),
    ],
)  # fmt: skip
def test_the_cell_of_a_row_is_that_of_its_print_or_else_of_its_value(
    head: str, line: str, cell: str, vocabulary: Vocabulary
) -> None:
    given = grid(head, f"apples,North,2024-01,over,level,{line}")
    parsed = parse_native(given, "credit", vocabulary, {"source": "new", "date": "2026-01-31"})

    assert ([cell], []) == (list(parsed.rows["cell"]), parsed.faults)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([f"{SHORT},printed", "apples,North,2024-01,over,level,7亿元,7亿元"], ["t.csv:1:G: found the column 'printed' a second time; expected each column once."]), ([SHORT, "apples,North,2024-01,over,level"], ["t.csv:2: found 5 cells; expected 6, as in the header.", "t.csv:2:F (printed): found ''"]),
        ([f"{SHORT},", "apples,North,2024-01,over,level,7亿元,"], ["t.csv:1:G: found a column without a name;"]), ([SHORT.replace("region", "regio"), "apples,North,2024-01,over,level,7亿元"], ["t.csv:1:B: found the column 'regio';", "t.csv:1: found no column region; expected what every row needs."]),
        ([f"obs,{SHORT}", "a,apples,North,2024-01,over,level,7亿元"], []),
    ],
)  # fmt: skip
def test_columns_and_cells_too_many_or_too_few_are_told(
    lines: list[str], told: list[str], vocabulary: Vocabulary
) -> None:
    faults = parse_native(grid(*lines), "credit", vocabulary, {"source": "new", "date": "2026-01-31"}).faults

    assert len(told) == len(faults)
    assert [True] * len(told) == [str(fault).startswith(words) for fault, words in zip(faults, told, strict=True)]


@pytest.mark.parametrize(
    ("day", "source", "told"),
    [("", "old", []), ("2025-12-31", "old", []), ("2025-12-30", "old", ["2025-12-31, the day of its source old"]), ("soon", "old", []), ("2026-01-31", "", []), ("2026-01-30", "", ["2026-01-31, the day of its source new"])],
)  # fmt: skip
def test_a_row_is_known_from_the_day_of_its_source(
    day: str, source: str, told: list[str], vocabulary: Vocabulary
) -> None:
    given = grid(f"{SHORT},source,known_from,cell", f"apples,North,2024-01,over,level,7亿元,{source},{day},B2")
    faults = parse_native(given, "credit", vocabulary, {"source": "new", "date": "2026-01-31"}).faults

    assert told == [fault.expected for fault in faults]
    assert [] == told or faults[0].where == "t.csv:2:H (known_from)"


BAD_ROWS = {
    "columns that are needed": ("indicator,period,value\napples,2024-01,1\n", "own.csv:1", "no column region, timing, measure"),
    "no number": ("indicator,region,period,timing,measure\na,b,c,d,e\n", "own.csv:1", "no column printed or value"),
    "a column of no theme": (f"{SHORT},colour\n{'x,' * 6}x\n", "own.csv:1:G", "the column 'colour'"),
    "another day": (changed("known_from", "2026-01-30"), ":2:U (known_from)", "2025-12-31, the day of its source old"),
    "a place too much": (changed("offset", "5"), ":2:T (cell)", "'B8' beside an offset"),
    "a value that is not printed": (changed("printed", "8亿元"), ":2:K (value)", "800000000, as '8亿元' says"),
    "no place": (changed("cell", ""), ":2:R (source)", "without a place"),
    "a closed row": (changed("known_to", "2026-01-01"), ":2:V (known_to)", "nothing"),
    "a header of no theme": ("a,b\n1,2\n", "own.csv:1", "--new-recipe"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_table_in_the_layout_of_a_theme_is_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = BAD_ROWS[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message
