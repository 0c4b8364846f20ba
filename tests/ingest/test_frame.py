"""Adding a DataFrame: what enters is what the same table as a file gives."""

from __future__ import annotations

import shutil
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import statbook
from adding import DAY, is_sound, table, values
from akshare_frames import FRAMES
from made_up_tables import cells, examples, periods_of_tables
from orchard_book import bytes_of, orchard
from statbook.errors import DataError, ParameterError, StatbookError
from statbook.ingest.add import AddRequest, AddResult, add
from statbook.ingest.frame import add_frame
from statbook.ingest.readers.frame_reader import canonical_csv, read_frame
from statbook.ingest.report import report
from statbook.ingest.verify_cells import verify_cells
from statbook.store import Package, load_recipes

ROOT = Path(__file__).resolve().parents[2]
JULY = {"month": ["2025-07"], "apples": [7], "pears": [67.5], "growth": [1.0], "remark": ["x"]}


def fruit(**cells: Any) -> pd.DataFrame:
    return pd.DataFrame(JULY | cells)


def test_a_frame_enters_with_its_source_and_its_cells(data: Path) -> None:
    made = statbook.add(fruit(), recipe="orchard", date=DAY, data=data)

    assert {
        "china.2025-07.apples": "700000000",
        "china.2025-07.pears": "6750000000",
        "china.2025-07.apples.growth": "1",
    } == values(made)
    assert "3 new numbers added" in list(report(made))
    apples, pears, growth = table(data, "credit")[-3:]
    assert [("7", "B2"), ("67.5", "C2"), ("1.0", "D2")] == [(each["printed"], each["cell"]) for each in (apples, pears, growth)]  # fmt: skip
    source = table(data, "sources")[-1]
    assert ("frame", DAY, sha256(b"month,apples,pears,growth,remark\n2025-07,7,67.5,1.0,x\n").hexdigest()) == tuple(
        source[name] for name in ("file", "date", "sha256")
    )
    assert is_sound(data)


def test_the_same_frame_twice_is_nothing_new(data: Path) -> None:
    add_frame(fruit(), "orchard", DAY, data=data)
    before = bytes_of(data)
    again = add_frame(fruit(), "orchard", DAY, data=data)

    assert "Nothing new: data/ is unchanged." in list(report(again))
    assert before == bytes_of(data)


def test_its_text_as_a_file_is_the_same_source(data: Path) -> None:
    made = add_frame(fruit(), "orchard", DAY, data=data)
    file = data.parent / "july.csv"
    file.write_bytes(canonical_csv(read_frame(fruit())))
    again = add(data, file, AddRequest("orchard", DAY))

    assert (made.source, ()) == (again.source, again.files)


def test_a_dry_run_changes_nothing(data: Path) -> None:
    before = bytes_of(data)
    made = add_frame(fruit(), "orchard", DAY, data=str(data), dry=True)

    assert (3, ("credit.csv", "sources.csv")) == (len(made.plan.new), made.files)
    assert before == bytes_of(data)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (fruit(apples="seven"), "frame:2:B (apples): found 'seven'; expected a number"),
        (fruit(pears=[[6, 7]]), "frame:2:C (pears): found list [6, 7]; expected text, a number, a day, or nothing"),
        (fruit(apples=float("inf")), "frame:2:B (apples): found 'inf'; expected a number"),
        (fruit(month="July"), "frame:2:A (month): found 'July'; expected"),
        (fruit().rename(columns={"pears": "plums"}), "frame:1: found no column 'pears'"),
        (fruit().iloc[:0], "frame: found no numbers"),
        (pd.DataFrame(index=[0, 1]), "frame: found no columns; expected a table."),
        (pd.Series([1]), "frame: found Series; expected a pandas DataFrame"),
    ],
)
def test_a_frame_at_fault_is_told_where_and_changes_nothing(frame: Any, message: str, data: Path) -> None:
    before = bytes_of(data)
    with pytest.raises(DataError) as error:
        add_frame(frame, "orchard", DAY, data=data)

    assert message in str(error.value)
    assert before == bytes_of(data)


def test_messages_name_arguments_and_not_options(data: Path) -> None:
    for arguments, message in (
        ({"recipe": "orchart", "date": DAY}, 'recipe="orchart": found no such recipe; expected one of orchard.'),
        ({"recipe": "orchard"}, 'date=: found no day; expected the day on which the file was published. Say date="2026-01-31"'),
        ({"recipe": "orchard", "date": "2026-02-30"}, "date=: found '2026-02-30'"),
    ):  # fmt: skip
        with pytest.raises(DataError) as error:
            add_frame(fruit(), **arguments, data=data)  # type: ignore[arg-type]
        assert message in str(error.value)
    with pytest.raises(DataError, match="say knowingly= with the reason"):
        add_frame(fruit(month=pd.Timestamp("2025-07-01")), "orchard", DAY, data=data)


def test_reasons_go_with_corrections_as_in_the_command(data: Path) -> None:
    with pytest.raises(ParameterError, match="because='whim': expected one of revision, correction, misreading"):
        add_frame(fruit(), "orchard", DAY, data=data, because="whim")
    for arguments in ({"because": "correction"}, {"reason": "Why not."}):
        with pytest.raises(ParameterError, match="want a reason"):
            add_frame(fruit(), "orchard", DAY, data=data, **arguments)


def test_arguments_of_other_kinds_are_told(data: Path, tmp_path: Path) -> None:
    day: Any = pd.Timestamp(DAY)
    with pytest.raises(ParameterError, match=r"date=Timestamp.*: expected text, such as 2026-01-31"):
        add_frame(fruit(), "orchard", day, data=data)
    none: Any = None
    with pytest.raises(ParameterError, match="recipe=None: expected text"):
        add_frame(fruit(), none, DAY, data=data)
    with pytest.raises(DataError, match=r"no datapackage\.json; expected the data of a book"):
        add_frame(fruit(), "orchard", DAY, data=tmp_path / "nowhere")


def test_a_frame_in_the_layout_of_a_theme_needs_no_recipe(data: Path) -> None:
    rows = pd.read_csv(data / "credit.csv", dtype=str, keep_default_na=False)
    row = rows.iloc[[0]].assign(
        obs="china.2025-09.apples", period="2025-09", printed="9", value="900000000", cell="B9", source=""
    )
    made = add_frame(row.drop(columns=["known_from", "known_to"]), date=DAY, data=data)

    assert {"china.2025-09.apples": "900000000"} == values(made)
    assert ("frame", "table-frame-2026-01-31") == tuple(table(data, "sources")[-1][name] for name in ("file", "source"))


def test_its_numbers_can_be_looked_up_when_its_text_is_kept(data: Path) -> None:
    add_frame(fruit(), "orchard", DAY, data=data)
    (data.parent / "frame").write_bytes(canonical_csv(read_frame(fruit())))
    found = verify_cells(Package(data), data.parent)

    assert (3, ()) == (found.verified, found.faults)


def test_what_looks_wrong_enters_with_a_reason(data: Path) -> None:
    with pytest.raises(DataError, match="frame:2:C"):
        add_frame(fruit(pears=670), "orchard", DAY, data=data)
    add_frame(fruit(pears=670), "orchard", DAY, data=data, knowingly="A good year.")

    assert "Looked at: A good year." == table(data, "sources")[-1]["note"]


def test_a_range_of_cells_that_the_recipe_names_is_cut_from_the_frame(data: Path) -> None:
    recipe = data / "recipes" / "orchard.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8") + 'table: {cells: "A1:E2"}\n', encoding="utf-8")
    frame = fruit(month=["2025-07", "all"], apples=[7, 7], pears=[67, 67], growth=[1.0, 1.0], remark=["x", "y"])

    made = add_frame(frame, "orchard", DAY, data=data)

    assert 3 == len(made.plan.new)


def test_the_encoding_and_the_delimiter_of_a_recipe_are_those_of_files(data: Path) -> None:
    recipe = data / "recipes" / "orchard.yaml"
    more = 'table: {encoding: gb18030, delimiter: ";"}\n'
    recipe.write_text(recipe.read_text(encoding="utf-8") + more, encoding="utf-8")

    assert 3 == len(add_frame(fruit(remark="苹果;梨"), "orchard", DAY, data=data).plan.new)


frame_cells = st.one_of(
    *(st.integers(-(10**6), 10**6), st.floats(), st.decimals(), st.booleans(), st.none(), st.text(max_size=6)),
    *(st.datetimes(), st.dates(), st.just(pd.NaT), st.lists(st.integers(), max_size=1), st.binary(max_size=2)),
)


@examples(40)
@given(
    rows=st.lists(st.tuples(periods_of_tables | frame_cells, *([cells | frame_cells] * 3)), max_size=4),
    index=st.sampled_from(["rows", "month", "unnamed"]),
)
def test_any_frame_enters_sound_or_is_refused_whole(
    rows: list[tuple[Any, ...]], index: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = orchard(tmp_path_factory.mktemp("any"))
    before = bytes_of(data)
    columns = ["month", "apples", "pears", "growth"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object).assign(remark="")
    if index != "rows":
        frame = frame.set_index("month")
        frame.index.name = "month" if index == "month" else None
    try:
        add_frame(frame, "orchard", DAY, data=data, knowingly="Made up.")
    except StatbookError as error:
        assert "frame" in str(error)
        assert before == bytes_of(data)
        return
    assert is_sound(data)


def of_the_book(folder: Path) -> Path:
    return shutil.copytree(ROOT / "data", folder / "data")


def entered(made: AddResult) -> list[tuple[str, ...]]:
    columns = ["obs", "value", "unit", "step", "printed", "cell", "period", "timing"]
    return [tuple(map(str, row)) for row in made.plan.new[columns].itertuples(index=False)]


def test_every_recipe_for_akshare_has_a_frame_here() -> None:
    assert {name for name in load_recipes(ROOT / "data") if name.startswith("akshare_")} == set(FRAMES)


@pytest.mark.parametrize("recipe", FRAMES)
def test_a_frame_of_akshare_enters_as_its_csv_does(recipe: str, tmp_path: Path) -> None:
    frame = FRAMES[recipe]()
    (tmp_path / "file").mkdir()
    file = tmp_path / "table.csv"
    frame.to_csv(file, index=False)
    request = AddRequest(recipe, DAY, waiver="Invented.")
    from_file = add(of_the_book(tmp_path / "file"), file, request)
    data = of_the_book(tmp_path)
    from_frame = add_frame(frame, recipe, DAY, data=data, knowingly="Invented.")

    assert len(from_frame.plan.new) > 0
    assert entered(from_file) == entered(from_frame)
    assert from_file.missing == from_frame.missing
    assert is_sound(data)


def test_the_first_month_of_exports_is_missing_and_not_zero(tmp_path: Path) -> None:
    made = add_frame(FRAMES["akshare_hgjck"](), "akshare_hgjck", DAY, data=of_the_book(tmp_path), knowingly="Invented.")

    assert {"2024-02", "2024-01/2024-02"} == set(made.plan.new["period"])
    assert Decimal(10**11) in {Decimal(value) for value in made.plan.new["value"]}


def test_the_package_offers_it_without_importing_anything() -> None:
    code = "import statbook, sys; assert 'add' in statbook.__all__; sys.exit('pandas' in sys.modules)"

    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
    assert statbook.add is add_frame
