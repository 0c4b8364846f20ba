"""Chapters are taken from where they are kept as long as what they asked has the same answers, and not longer."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from statbook.project.paths import Book
from statbook.site.chapter_page import numbers_of
from statbook.project.fingerprint import machine
from statbook.execution.cache import Kept
from statbook.project.notebooks import chapters
from statbook.store import Store
from statbook.store.questions import NO_DAY

Rows = list[dict[str, str]]


@pytest.fixture
def rerun(built: Book, tmp_path: Path) -> Callable[..., set[str]]:
    """Which chapters of the built book would run again, were a table of the data another."""

    def with_change(table: str = "", change: Callable[[Rows], None] = lambda rows: None, **made_with: str) -> set[str]:
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
        shutil.copytree(built.data, tmp_path / "data")
        if table:
            path = tmp_path / "data" / table
            rows = [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))]
            change(rows)
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        kept = Kept(built.build / "cache" / "chapters", Store.load(tmp_path / "data"), machine() | made_with)
        return {name for name, notebook in chapters(built).items() if kept.find(notebook, {}) is None}

    return with_change


def raised(obs: str) -> Callable[[Rows], None]:
    """A change of the value of one row."""

    def change(rows: Rows) -> None:
        row = next(row for row in rows if row["obs"] == obs)
        row["value"] = f"{row['value']}1"

    return change


def again(column: str) -> Callable[[Rows], None]:
    """A change that adds a row like the last under a key of its own."""

    def change(rows: Rows) -> None:
        rows.append(rows[-1] | {column: "another"})

    return change


def test_nothing_runs_again_while_nothing_changes(rerun: Callable[..., set[str]]) -> None:
    assert set() == rerun()


def test_every_chapter_runs_again_when_a_figure_that_it_draws_changes(
    built: Book, store: Store, rerun: Callable[..., set[str]]
) -> None:
    stage = json.loads((built.stage / "stage.json").read_text(encoding="utf-8"))
    drawn = {
        name: next(obs for number in chapter["shown"].values() if number for obs in number["inputs"])
        for name, chapter in stage["chapters"].items()
        if any(chapter["shown"].values())
    }

    assert len(drawn) > 5
    for name, obs in drawn.items():
        assert name in rerun(f"{store.by_obs[obs].theme}.csv", raised(obs)), f"{name} draws {obs}"


def test_a_kept_chapter_cites_figures_as_they_are_now(
    built: Book, store: Store, rerun: Callable[..., set[str]], tmp_path: Path
) -> None:
    done = Kept(built.build / "cache" / "chapters", store, machine()).find(chapters(built)["industry"], {})
    assert done
    now = numbers_of(done, store)["figures"]["industrial_profit.manufacturing"]
    rerun("industry.csv", raised(now["inputs"][0]))
    later = numbers_of(done, Store.load(tmp_path / "data"))["figures"]["industrial_profit.manufacturing"]

    assert later["value"] == now["value"] * 10 + 1


def test_no_chapter_runs_again_when_a_figure_changes_that_it_does_not_read(
    store: Store, rerun: Callable[..., set[str]]
) -> None:
    found = {
        theme: rerun(f"{theme}.csv", raised(next(row.obs for row in store.observations if row.theme == theme)))
        for theme in store.themes
    }
    own = {theme: names & set(store.themes) for theme, names in found.items()}

    # The audit and the list of documents look at every figure, the front page and the list of articles at a few.
    assert all(names <= {theme} for theme, names in own.items()), own
    assert all(names <= {theme, "audit", "method", "index"} for theme, names in found.items())
    assert sum(theme in names for theme, names in found.items()) >= 3


def test_a_new_indicator_unit_or_article_concerns_those_alone_that_list_them(rerun: Callable[..., set[str]]) -> None:
    assert set() == rerun("indicators.csv", again("indicator"))
    assert set() == rerun("units.csv", again("unit"))
    assert {"method", "sources"} == rerun("sources.csv", again("source"))


def test_another_name_runs_those_again_that_use_it(rerun: Callable[..., set[str]]) -> None:
    def change(rows: Rows) -> None:
        next(row for row in rows if row["indicator"] == "money_m2")["name_en"] = "Money, broadly"

    found = rerun("indicators.csv", change)

    assert "credit" in found
    assert not {"trade", "patents", "industry"} & found


def test_a_later_figure_moves_the_day_of_the_book_and_runs_no_other_chapter(
    built: Book, rerun: Callable[..., set[str]]
) -> None:
    def change(rows: Rows) -> None:
        rows.append(rows[-1] | {"obs": "another", "known_from": "2031-01-01"})

    assert "industry" not in rerun("credit.csv", change)
    assert "industry" in {
        name
        for name, notebook in chapters(built).items()
        for done in [Kept(built.build / "cache" / "chapters", Store.load(built.data), machine()).find(notebook, {})]
        if done and NO_DAY in json.dumps(done.content, ensure_ascii=False)
    }


@pytest.mark.parametrize("name", ["lib/statbook/", "requirements.txt", "packages"])
def test_another_library_or_package_runs_every_chapter_again(
    built: Book, rerun: Callable[..., set[str]], name: str
) -> None:
    assert set(chapters(built)) == rerun(**{name: "another"})


def test_what_is_kept_and_torn_or_altered_is_not_used(built: Book, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    shutil.copytree(built.build / "cache" / "chapters", folder)
    for path in folder.rglob("*.json"):
        path.write_bytes(path.read_bytes()[:-2] + b"1}")
    kept = Kept(folder, Store.load(built.data), machine())

    assert all(kept.find(notebook, {}) is None for notebook in chapters(built).values())
