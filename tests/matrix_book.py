"""A small book whose one chapter has a page for each of two regions and two months, with invented numbers (1, 2, 3)."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import nbformat

from minimal_book import contents, minimal_book, quiet, state
from statbook.build.editions import edition_target
from statbook.build.pipeline import start_build
from statbook.build.targets import BuildTarget, build_book
from statbook.editions.executors import ExecutorChoice, SerialExecutor
from statbook.editions.make_edition import do_jobs, job_of, make_edition, prepare_inputs
from statbook.editions.report import Report
from statbook.editions.results import NEW, Results
from statbook.editions.run_job import RESULTS, RunJob
from statbook.project.fingerprint import tool_digests
from statbook.project.paths import Book
from statbook.site.chapter_page import KERNEL

NUMBERS = {("North", "2001-01"): 1, ("North", "2001-02"): 2, ("South", "2001-01"): 3}
"""Hundreds of millions by region and month; nothing is printed for South in February."""
EDITION = """\
title: Money by region
chapters:
  - chapter: credit
    number: money_m2
    parameters: {region: [North, South], period: [2001-01, 2001-02]}
"""
NAMES = ("credit-north-2001-01", "credit-north-2001-02", "credit-south-2001-01")
PARAMETERS = """\
region: str = "North"  # region of credit; place
period: str = "2001-01"  # period of credit; period
lang: str = "en"  # {en}; language"""
START = """\
from statbook import Chapter, charts

here = Chapter("credit", region=region, period=period, lang=lang)
here.numbers()"""
CHART = """\
points = charts.points(here.labels, here.rows(measure="level"), "region")
here.show("money", charts.bars(here.labels, points + points))"""
CAPTIONS = """\
money:
  title: {en: Money, zh: 货币}
  plain: {en: Money, zh: 货币}
  subtitle: {en: Invented, zh: 货币}
  caption: {en: Invented., zh: 货币。}
"""


def matrix_book(root: Path, fonts: Path) -> Book:
    """The book in *root*, which is made, with the *fonts* of the real one."""
    book = minimal_book(root, fonts)
    _append(book.data / "members.csv", [_region("North", "北方"), _region("South", "南方")])
    with (book.data / "credit.csv").open(encoding="utf-8", newline="") as file:
        known = next(row for row in csv.DictReader(file) if row["obs"] == "china.2025-01.money_m2")
    rows = []
    for (region, period), number in NUMBERS.items():
        place = {"region": region, "period": period, "obs": f"{region.lower()}.{period}.money_m2"}
        rows.append(known | place | {"value": f"{number}00000000", "printed": f"{number}亿元", "note": ""})
    _append(book.data / "credit.csv", rows)
    cells = [
        nbformat.v4.new_markdown_cell("# Money\n\nMoney of {say}`region` came to {num}`money_m2`.", id="words"),
        nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}, id="parameters"),
        nbformat.v4.new_code_cell(START, id="numbers"),
        nbformat.v4.new_markdown_cell("## What it was\n\n{chart}`money` shows it.", id="more"),
        nbformat.v4.new_code_cell(CHART, id="chart"),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), book.root / "chapters" / "credit.ipynb")
    (book.data / "captions" / "credit.yaml").write_text(CAPTIONS, encoding="utf-8")
    contents(book, "credit", "sources")
    (book.root / "money.yaml").write_text(EDITION, encoding="utf-8")
    return book


def target_of(book: Book, text: str = EDITION) -> BuildTarget:
    """The edition that *text* describes."""
    path = book.root / "money.yaml"
    path.write_text(text, encoding="utf-8")
    return edition_target(book, path)


def build_edition(book: Book, choice: ExecutorChoice | None = None, text: str = EDITION) -> Path:
    """Build the edition that *text* describes, one run after the other or by *choice*; gives the folder of the edition."""
    chosen, report = choice or ExecutorChoice(SerialExecutor, 1), Report()
    page = build_book(
        book,
        report.progress,
        target_of(book, text),
        make=lambda own, target, progress, lock: make_edition(own, target, progress, lock, chosen, report),
    )
    return page.parents[1]


def prepare_runs(book: Book, text: str = EDITION) -> tuple[Path, list[RunJob]]:
    """The folder of the inputs of that edition, and its runs, of which none is made."""
    contents_of = target_of(book, text).contents
    assert contents_of is not None
    with start_build(book, quiet) as build:
        home = prepare_inputs(build, contents_of.name_book(build.snapshot))
    return home, [job_of(home, tool_digests(), page) for page in contents_of.pages if page.entry]


def make_runs(home: Path, jobs: list[RunJob], choice: ExecutorChoice) -> str:
    """Make the runs from nothing by *choice*; gives one digest of all files of their results."""
    results = Results(home / RESULTS)
    shutil.rmtree(results.folder)
    results.folder.mkdir()
    do_jobs(jobs, results, choice, Report())
    return state_of_results(home)


def state_of_results(home: Path) -> str:
    """One digest of all files of the results in *home*, without what killed workers left."""
    for left in (home / RESULTS).glob(f"{NEW}*"):
        shutil.rmtree(left)
    return state(home / RESULTS)


def _region(code: str, chinese: str) -> dict[str, str]:
    return {"dimension": "region", "code": code, "name_en": code, "name_zh": chinese, "parents": "China"}


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, names, restval="", extrasaction="ignore", lineterminator="\n").writerows(rows)
