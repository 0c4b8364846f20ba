"""The page of a review in Chromium, from disk: a person decides by keyboard, saves, and the file is added."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adding import is_sound, table
from browser_fixtures import Visit, in_browser
from orchard_book import orchard
from reviewing import HARMLESS, page_of, proposal, proposals
from statbook.ingest.add import AddRequest
from statbook.review.add_reviewed import add_reviewed
from statbook.review.review_file import COLUMNS, ROWS, TEXT, read_review
from statbook.review.write_review import write_review
from statbook.store.sheets import as_csv

pytestmark = in_browser


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder data/ of a small book, to be changed."""
    return orchard(tmp_path)


def keys(visit: Visit, *pressed: str) -> None:
    for key in pressed:
        visit.page.keyboard.press(key)


def saved(visit: Visit) -> bytes:
    with visit.page.expect_download() as started:
        keys(visit, "s")
    return Path(started.value.path()).read_bytes()


@pytest.fixture
def visit(browser: Any, data: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """The page of the orchard's release, 320 pixels wide; none of its numbers is decided."""
    with Visit(browser, page_of(data, found=proposals()), 320) as made:
        yield made
        assert [] == made.complaints


def test_a_whole_review_is_done_by_keyboard_and_added(visit: Visit, data: Path) -> None:
    """Four are accepted, one is changed first, one is rejected, and the one that cannot be read as well."""
    page = visit.page
    keys(visit, "a", "a", "r", "a")
    page.keyboard.press("c")
    assert "indicator" == page.evaluate("document.activeElement.dataset.column")
    page.evaluate("document.activeElement.select()")
    page.keyboard.type("pears")  # a, r and s are letters here
    keys(visit, "Tab", "Escape", "a", "a")
    assert "Number 6 cannot be accepted: O8: a letter among digits" == page.inner_text("#said")
    keys(visit, "r")
    assert "6 of 6 decided" == page.inner_text("#count")
    file = data.parent / "r.csv"
    file.write_bytes(saved(visit))
    done = add_reviewed(data, file, AddRequest(text=data.parent / "release.txt"))

    assert (4, 2) == (done.added.plan.count, done.rejected)
    assert ["apples", "apples", "apples", "pears"] == [row["indicator"] for row in table(data, "credit")[-4:]]
    assert is_sound(data)


def test_what_is_saved_is_the_review_as_the_library_writes_it(browser: Any, data: Path, tmp_path: Path) -> None:
    texts = [
        "=1+1",
        "+1",
        "-1+1",
        "−94亿元",
        "−y",
        "x;=1",
        "＝1",
        "@a",
        "-5",
        "1,234",
        '"=1"',
        "-3.1%至-2%",
        "a=b",
        "+3 billion yuan",
    ]
    row = dict(zip(ROWS, ["", "", *texts], strict=False))
    known = {name: f"={name}" for name in TEXT}
    write_review(data, tmp_path / "p.html", known, [row])
    with Visit(browser, tmp_path / "p.html", 1280, "dark") as made:
        content = saved(made)
        assert [] == made.complaints

    cells = [row.get(name, "") for name in ROWS]
    assert as_csv([*COLUMNS], [[*cells, *known.values()]]).encode() == content
    (tmp_path / "p.csv").write_bytes(content)
    assert {name: row.get(name, "") for name in ROWS} == read_review(tmp_path / "p.csv").rows.iloc[0].to_dict()


def test_markup_in_a_text_is_text(browser: Any, data: Path) -> None:
    found = [proposal("7亿元", "700000000", HARMLESS, name=HARMLESS, rules=("<b>",))]
    with Visit(browser, page_of(data, found=found, text=HARMLESS, text_title=HARMLESS), 1280) as made:
        assert "</script><b>粗</b>" in made.page.inner_text("#rows")
        assert "7亿元" == made.page.inner_text("mark")
        assert 0 == made.page.evaluate("document.querySelectorAll('b, img').length")
        assert [] == made.complaints


def test_what_a_person_did_is_there_again_until_one_starts_again(visit: Visit) -> None:
    keys(visit, "a", "r")
    visit.page.reload()
    assert "2 of 6 decided" == visit.page.inner_text("#count")
    assert "3. 3亿元: not decided" == visit.page.inner_text("li.now .head")
    visit.page.once("dialog", lambda dialog: dialog.accept())
    visit.page.click("#again")
    visit.page.wait_for_selector("#count:has-text('0 of 6 decided')")


def test_the_page_works_where_nothing_can_be_kept(browser: Any, data: Path) -> None:
    without = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })"
    with Visit(browser, page_of(data), 1280, script=without) as made:
        keys(made, "a")
        assert "1 of 5 decided" == made.page.inner_text("#count")
        assert 5 == len([*csv.DictReader(io.StringIO(saved(made).decode("utf-8-sig")))])
        assert [] == made.complaints


def test_a_candidate_writes_indicator_and_members_and_a_cell_that_says_too_little_keeps_out(
    browser: Any, data: Path
) -> None:
    found = [proposal("7亿元", "700000000", period="unknown", indicator="plums")]
    with Visit(browser, page_of(data, found=found), 1280) as made:
        keys(made, "a")
        assert "Number 1 cannot be accepted yet: indicator (not in data/), period" == made.page.inner_text("#said")
        made.page.select_option(".wide select", index=2)
        keys(made, "Escape", "c")
        made.page.keyboard.press("Control+A")
        made.page.keyboard.type("2025-07")
        keys(made, "Escape", "a")
        row = next(csv.DictReader(io.StringIO(saved(made).decode("utf-8-sig"))))

    assert ("pears", "", "2025-07", "accept") == tuple(
        row[name] for name in ("indicator", "members", "period", "decision")
    )


def test_keys_do_nothing_when_they_are_switched_off(visit: Visit) -> None:
    visit.page.uncheck("#keys")
    keys(visit, "a", "r", "j")

    assert "0 of 6 decided" == visit.page.inner_text("#count")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_a_narrow_screen_and_nothing_is_hard_to_perceive(
    browser: Any, data: Path, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with Visit(browser, page_of(data, found=proposals()), 320, scheme) as made:
        assert 320 >= made.page.evaluate("document.documentElement.scrollWidth")
        keys(made, "a")
        page = (data.parent / "r.html").read_text(encoding="utf-8")
        (data.parent / "r.html").write_text(re.sub(r"<meta http-equiv[^>]*>", "", page), encoding="utf-8")
        made.open(data.parent / "r.html")  # the tool needs what the policy refuses
        found = axe.run(made.page)
        assert [] == [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]


def test_a_region_is_written_into_all_numbers_that_have_none(browser: Any, data: Path) -> None:
    found = [replace(each, region="unknown") for each in proposals()]
    with Visit(browser, page_of(data, found=found), 320) as visit:
        keys(visit, "f")
        assert "Write the region of number 1 first." == visit.page.inner_text("#said")
        visit.page.fill("#row-1 [data-column=region]", "North")
        keys(visit, "Tab", "Escape", "f")
        regions = [row["region"] for row in csv.DictReader(io.StringIO(saved(visit).decode("utf-8-sig")))]

    assert {"North"} == {*regions}
