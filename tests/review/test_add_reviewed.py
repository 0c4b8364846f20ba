"""Adding a review: what enters, what is refused with its row and column, and that nothing enters by halves."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adding import is_sound, table
from orchard_book import bytes_of, orchard
from reviewing import DAY, RELEASE, add_theme, proposal, proposals, reviewed
from statbook.errors import StatbookError
from statbook.ingest.add import AddRequest
from statbook.ingest.undo import undo_addition
from statbook.ingest.write_tables import link_copy
from statbook.review.add_reviewed import ReviewedResult, add_reviewed
from statbook.review.proposed_rows import write_members
from statbook.review.review_file import COLUMNS, DATA, TEXT
from statbook.review.write_review import write_review
from statbook.store import Package, Store, verify


def add(data: Path, files: tuple[Path, Path], *, dry: bool = False, **request: str) -> ReviewedResult:
    review, text = files
    return add_reviewed(data, review, AddRequest(text=text, **request), dry=dry)


def refuse(data: Path, files: tuple[Path, Path]) -> str:
    """The message for a review that must be refused and leave data/ as it was."""
    before = bytes_of(data)
    with pytest.raises(StatbookError) as error:
        add(data, files)
    assert before == bytes_of(data)
    return str(error.value)


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_accepted_rows_enter_with_the_source_that_the_review_tells(name: str, data: Path) -> None:
    done = add(data, reviewed(data, "accept", "accept", "accept", "accept", "reject", file=name))
    new = table(data, "credit")[-4:]

    assert (4, 1) == (done.added.plan.count, done.rejected)
    assert ["700000000", "5", "300000000", "400000000"] == [row["value"] for row in new]
    assert ["all", "all", "red", "green"] == [row["sector"] for row in new]
    assert ["2025-07"] * 4 == [row["period"] for row in new]
    assert [str(RELEASE.index(row["printed"])) for row in new] == [row["offset"] for row in new]
    source = table(data, "sources")[-1]
    assert {"text-release-2026-01-31"} == {row["source"] for row in new} | {source["source"]}
    assert ("七月果园", "某果园", DAY, "printed", "release.txt") == tuple(
        source[name] for name in ("title", "publisher", "date", "date_basis", "file")
    )
    assert is_sound(data)
    assert 4 == verify(Package(data), data.parent).verified
    assert "release.txt" not in bytes_of(data)


def test_themes_enter_together_and_are_taken_back_together(data: Path) -> None:
    add_theme(data)
    before = bytes_of(data)
    text = "2025年7月苹果7亿元，主意12项。"
    ideas = proposal("12项", "12", text, indicator="ideas", unit="ideas")
    done = add(data, reviewed(data, found=[proposal("7亿元", "700000000", text), ideas], text=text))

    assert ("credit.csv", "patents.csv", "sources.csv") == done.added.files
    assert ("ideas", "12") == tuple(table(data, "patents")[0][name] for name in ("indicator", "value"))
    assert 1 == len([row for row in table(data, "sources") if row["file"] == "release.txt"])
    assert "inferred" == table(data, "sources")[-1]["date_basis"]
    assert is_sound(data)
    undo_addition(data)
    assert before == bytes_of(data)


def test_a_fault_in_one_theme_keeps_all_of_them_out_and_all_are_told(data: Path) -> None:
    add_theme(data)
    text = "2025年7月苹果7亿元，主意12项。"
    ideas = proposal("12项", "13", text, indicator="ideas", unit="ideas")
    apples = proposal("7亿元", "700000000", text, region="Atlantis")
    said = refuse(data, reviewed(data, found=[apples, ideas], text=text))

    assert "r.csv:2:G (region): found 'Atlantis'; expected a code or a name of members.csv" in said
    assert "r.csv:3:M (value): found 13; expected 12, as '12项' says" in said


@pytest.mark.parametrize(
    ("scale", "value", "told"),
    [
        ("亿元", "300000000", ""),
        ("亿元", "3", "as '3…亿元' says"),
        ("万元", "30000", "'3…万元', which does not stand in"),
    ],
)
def test_a_number_of_a_list_enters_with_the_scale_at_its_end(scale: str, value: str, told: str, data: Path) -> None:
    text = "2026年1月31日，某果园发布：七月，苹果分别为3和4亿元。"
    found = [proposal("3", value, text, shared=scale, offset=text.index("3和"), members=(("sector", "red"),))]
    files = reviewed(data, found=found, text=text)

    if told:
        assert told in refuse(data, files)
    else:
        add(data, files)
        assert ("3…亿元", "300000000") == tuple(table(data, "credit")[-1][name] for name in ("printed", "value"))
        assert 1 == verify(Package(data), data.parent).verified


def test_dry_changes_nothing_and_tells_the_same(data: Path) -> None:
    files, before = reviewed(data), bytes_of(data)
    would = add(data, files, dry=True)

    assert before == bytes_of(data)
    assert would.agreement == add(data, files).agreement


def test_added_again_nothing_is_new(data: Path) -> None:
    files = reviewed(data)
    add(data, files)
    after = bytes_of(data)

    assert ((), 5) == ((done := add(data, files)).added.files, done.added.plan.repeated)
    assert after == bytes_of(data)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"decision": ""}, "r.csv:2:A (decision): found an empty cell; expected accept or reject"),
        ({"decision": "yes"}, "r.csv:2:A (decision): found 'yes'"),
        ({"fault": "a letter"}, "r.csv:2:B (fault): found 'a letter'; expected nothing in a row with accept"),
        (
            {"period": "unknown"},
            "r.csv:2:H (period): found unknown; expected the period that the text says. Write it, or ../..",
        ),
        ({"members": "sector=unknown"}, "r.csv:2:F (members): found unknown"),
        ({"members": "colour=red"}, "r.csv:2:F (members): found 'colour=red'; expected dimension=member"),
        ({"members": "sector=blue"}, "r.csv:2:F (sector): found 'blue'"),
        ({"indicator": "plums"}, "r.csv:2:E (indicator): found 'plums'; expected a code of data/indicators.csv"),
        ({"indicator": "apple"}, "Did you mean apples?"),
        ({"region": "临湖"}, "add it to members.csv"),
        ({"printed": "9亿元"}, "r.csv:2:S (printed): found '9亿元', which does not stand in text-release-2026-01-31"),
        ({"offset": "3"}, "r.csv:2:T (offset): found offset 3, where '7亿元' does not stand"),
        ({"value": "800000000"}, "r.csv:2:M (value): found 800000000; expected 700000000"),
        ({"measure": "height"}, "(measure): found 'height'"),
        ({"measure": "share", "unit": "percent", "of": "x"}, "Mend it, or write reject."),
        ({"printed": "many"}, "r.csv:2:S (printed): found 'many'; expected one number that can be read. Cut it down"),
        (
            {
                "measure": "difference",
                "unit": "percentage_point",
                "base_period": "2024-07",
                "printed": "7个百分点",
                "value": "7",
            },
            "Points are of its growth (growth_gap) or its share (share_change).",
        ),
        (
            {"measure": "growth_gap", "base_period": "2025-06", "of": "period=2025-66"},
            "an earlier growth as period=2026-01",
        ),
        (
            {"text_date": ""},
            "r.csv: text_date: found nothing; expected day on which the text became public, as 2026-01-31",
        ),
        ({"text_date": "soon"}, "r.csv: text_date: found 'soon'"),
        ({"text_publisher": ""}, "or read the text again with --publisher"),
        ({"text_title": ""}, "r.csv: text_title: found nothing"),
        ({"text_sha256": "0" * 64}, "--text release.txt: found a file with the SHA-256"),
    ],
)
def test_what_is_wrong_is_told_at_its_row_and_column(cells: dict[str, str], words: str, data: Path) -> None:
    assert words in refuse(data, reviewed(data, **cells))


WORDS = (
    "In July 2025 apples doubled, red apples rose by a third, 1.2 points quicker than in June, and half of all are red."
)


def test_what_is_read_in_words_and_the_gap_to_another_period_enter(data: Path) -> None:
    growth = {"measure": "growth", "unit": "percent", "base_period": "2024-07"}
    red = {"members": (("sector", "red"),)}
    gap = {"measure": "growth_gap", "unit": "percentage_point", "base_period": "2025-06", "of": "period=2025-06"}
    found = [
        proposal("doubled", "100", WORDS, **growth),
        proposal("a third", "33.3333", WORDS, **growth, **red),
        proposal("1.2 points", "1.2", WORDS, **gap, **red),
        proposal("half", "50", WORDS, measure="share", unit="percent", of="sector=all", **red),
    ]
    done = add(data, reviewed(data, found=found, text=WORDS))

    assert 4 == done.added.plan.count
    assert ["", "", "period=2025-06", "sector=all"] == [row["of"] for row in table(data, "credit")[-4:]]
    assert is_sound(data)


def test_growth_in_a_year_and_in_a_month_have_keys_of_their_own(data: Path) -> None:
    text = "2025年7月，苹果同比增长5%，环比下降2%。"
    growth = {"measure": "growth", "unit": "percent"}
    found = [
        proposal("5%", "5", text, base_period="2024-07", **growth),
        proposal("2%", "-2", text, base_period="2025-06", **growth),
    ]
    add(data, reviewed(data, found=found, text=text))

    assert ["2024-07", "2025-06"] == [row["obs"].rpartition("on_")[2] for row in table(data, "credit")[-2:]]


def test_a_number_that_cannot_be_read_is_rejected_and_then_nothing_is_in_the_way(data: Path) -> None:
    assert "r.csv:7:B (fault)" in refuse(data, reviewed(data, found=proposals()))
    assert 5 == add(data, reviewed(data, *["accept"] * 5, "reject", found=proposals())).added.plan.count


def test_a_review_without_an_accepted_row_adds_nothing(data: Path) -> None:
    assert "r.csv: found nothing that is accepted" in refuse(data, reviewed(data, "reject"))


def test_a_text_that_data_has_under_another_day_is_refused(data: Path) -> None:
    add(data, reviewed(data))
    said = refuse(data, reviewed(data, text_date="2026-02-01"))

    assert "r.csv: text_date: found '2026-02-01'; expected the day 2026-01-31" in said


def test_an_article_of_a_page_is_known_by_its_title(data: Path) -> None:
    files = reviewed(data, text_title="二")
    digest = next(row for row in files[0].read_text(encoding="utf-8-sig").splitlines()[1].split(",") if len(row) == 66)
    with (data / "sources.csv").open("a", encoding="utf-8") as file:
        for number, title in enumerate("一二三"):
            file.write(f"page-{number},{title},One,某果园,{DAY},printed,release.txt,{digest},read,\n")

    assert "page-1" == add(data, files).added.source
    said = refuse(data, reviewed(data, text_title="四"))
    assert (
        "r.csv: text_title: found '四'; expected the title of one of its articles in data/sources.csv: 一; 二; 三"
        in said
    )


def test_another_value_is_a_revision_and_a_doubt_wants_a_reason(data: Path) -> None:
    found = [proposal("7亿元", "700000000", period="2025-06")]
    done = add(data, reviewed(data, found=found))

    assert ["china.2025-06.apples"] == [*done.added.plan.revised["obs"]]
    assert [("6", DAY), ("7亿元", "")] == [
        (row["printed"], row["known_to"]) for row in table(data, "credit") if row["obs"] == "china.2025-06.apples"
    ]
    huge = "2025年7月苹果7000亿元。"
    files = reviewed(data, found=[proposal("7000亿元", str(Decimal("7e11")), huge)], text=huge)
    assert "r.csv:2" in refuse(data, files)
    assert 1 == add(data, files, waiver="A good year.").added.plan.count


def test_a_number_of_another_producer_is_taken_for_the_same_only_if_the_text_or_the_row_says_so(data: Path) -> None:
    add_theme(data)
    text = "2025年7月主意12项。"
    found = [proposal("12项", "12", text, indicator="ideas", unit="ideas")]
    add(data, reviewed(data, found=found, text=text, producer="某局"))
    assert "某局" == table(data, "patents")[0]["producer"]
    assert 1 == add(data, reviewed(data, found=found, text=text)).added.plan.repeated

    other = f"再次发布：{text}"
    found = [proposal("12项", "12", other, indicator="ideas", unit="ideas")]
    said = refuse(data, reviewed(data, found=found, text=other))
    assert "r.csv:2:V (producer): found an empty cell; expected '某局', as china.2025-07.ideas of text-release" in said
    same = add(data, reviewed(data, found=found, text=other, text_title="又", producer="某局"), dry=True).added.plan
    own = add(data, reviewed(data, found=found, text=other, producer="Nobody")).added.plan
    assert (1, 1) == (len(same.reprinted), own.count)
    assert "" == table(data, "patents")[1]["producer"]
    apples = reviewed(data, found=[proposal("12项", "12", text)], text=text, producer="某局")
    assert "the column 'producer'; expected a column of credit" in refuse(data, apples)


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("2026年1月31日", "printed"),
        ("2026年01月31日", "printed"),
        ("2026-01-31", "printed"),
        ("January 31, 2026", "printed"),
        ("31 January 2026", "printed"),
        ("1月31日", "inferred"),
        ("2026年1月", "inferred"),
    ],
)
def test_the_day_is_printed_where_the_text_has_it_whole(words: str, basis: str, data: Path) -> None:
    text = f"{words}：2025年7月苹果7亿元。"
    add(data, reviewed(data, found=[proposal("7亿元", "700000000", text)], text=text))
    source = table(data, "sources")[-1]

    assert (basis, basis == "inferred") == (source["date_basis"], bool(source["note"]))


@pytest.mark.parametrize("code", ["000-xian-trade", "001-patents", "002-gansu", "003-credit", "004-xiangyang"])
def test_of_a_text_that_was_recorded_by_hand_nothing_is_new(
    code: str, store: Store, texts: Path, tmp_path: Path
) -> None:
    """A review that says what data/ says, of all themes, finds all of it in data/."""
    source = store.sources.loc[code]
    known = {name: str(source[name.removeprefix("text_")]) for name in TEXT}
    rows = []
    for row in (each for each in store.observations if each.source == code):
        cells = {name: getattr(row, name, "") for name in DATA if name not in ("obs", "producer", "members")}
        cells |= {"members": write_members(row.members), "decision": "accept"}
        rows.append({name: "" if cell is None else str(cell) for name, cell in cells.items()})
    data = link_copy(store.package.folder, tmp_path)
    write_review(data, tmp_path / "r.csv", known, rows)
    done = add(data, (tmp_path / "r.csv", texts / known["text_file"]))

    assert (len(rows), ()) == (done.added.plan.repeated, done.added.files)


NASTY = [
    "unknown",
    "",
    "=1+1",
    "../..",
    "2026-13",
    "2025-07/2025-01",
    "NaN",
    "1e5",
    "-0",
    "٣",
    "7亿元",
    "accept",
    "a=b;c",
    "\x00",
]
NASTY += [
    "x" * 5000,
    "'",
    '"',
    "\n",
    "{x}",
    "%s",
    "all",
    "China",
    "region=China",
    "percent",
    "growth",
    "-700000000",
    "1" * 400,
]


@settings(max_examples=30)
@example(changes={"step": "-0"})
@example(changes={"step": "0.00"})
@given(changes=st.dictionaries(st.sampled_from([*COLUMNS]), st.sampled_from(NASTY), min_size=1, max_size=3))
def test_whatever_stands_in_a_cell_data_is_sound_or_untouched(changes: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        data = orchard(Path(folder))
        files, before = reviewed(data, **changes), bytes_of(data)
        try:
            add(data, files)
        except StatbookError:
            assert before == bytes_of(data)
        else:
            assert is_sound(data)
