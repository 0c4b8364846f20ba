"""Makes an edition of many runs: its inputs once, each run by an executor, and then the site around them.

The inputs lie under their digest in the cache of the book, with the results of the runs. So a build that was stopped goes
on where it was, and what is there already is not made again.
"""

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from statbook.build.editions import EditionContents, EditionPage
from statbook.build.pipeline import Build, Progress, start_build
from statbook.build.snapshot import drop_old_drawings
from statbook.build.targets import BuildTarget
from statbook.charts import fonts
from statbook.editions.drive import Drive
from statbook.editions.executors import ExecutorChoice
from statbook.editions.index_page import Number, index_page
from statbook.editions.report import Report
from statbook.editions.results import Results, key_of, link_or_copy, remove_whole
from statbook.editions.run_job import BOOK, DRAWINGS, RESULTS, Outcome, RunJob, close_processes
from statbook.errors import BuildError
from statbook.evidence import INDEXES
from statbook.project.fingerprint import tool_digests
from statbook.project.notebooks import FRONT_PAGE, SOURCES, chapter
from statbook.project.paths import DATA, HTML, PDF, STAGING, Book
from statbook.project.toc import add_documents, toc_text
from statbook.site.assembly import SEEN, make_assets
from statbook.site.data_package import add_data_page
from statbook.site.page_assets import PageAssets
from statbook.site.search_index import ELSEWHERE
from statbook.site.staging import write_staging

MOST_INPUTS = 3
"""Inputs that are kept with the results of their runs; those used longest ago go first."""


def make_edition(
    book: Book, target: BuildTarget, progress: Progress, lock: int, choice: ExecutorChoice, report: Report
) -> None:
    """Build and publish the edition *target* of *book*. The caller holds the build lock as the open file *lock*.

    Raises BuildError with every run that failed, when all others are done; nothing is published then.
    """
    contents = target.contents
    if contents is None:
        raise BuildError("this is no edition")
    with start_build(book, progress, target.day, (lock,)) as build:
        build.server.warm_up()
        title = contents.name_book(build.snapshot)
        home = prepare_inputs(build, title)
        report.empty(contents.empty)
        results = Results(home / RESULTS)
        # Runs for the same place and time follow one another, because their drawings are alike.
        pages = sorted(contents.pages, key=lambda page: (page.varied, page.entry, page.name))
        tools = tool_digests()
        jobs = [job_of(home, tools, page) for page in pages if page.chapter != SOURCES]
        do_jobs(jobs, results, choice, report)
        new = build.folder / "new"
        progress(f"making the site of {len(jobs)} runs")
        make_site(build, home, title, contents, jobs, new)
        drop_old_drawings(home / DRAWINGS)
        target.location(book.build).publish(new, target.inputs(build.digests, build.snapshot))
    for old in sorted(home.parent.iterdir(), key=lambda path: -path.stat().st_mtime)[MOST_INPUTS:]:
        with suppress(OSError):
            remove_whole(old, home.parent)


def prepare_inputs(build: Build, title: str) -> Path:
    """The folder of what all runs are made from: the book as it is in the snapshot, and the documents that they share."""
    digest = key_of([build.digests, build.day, title])
    home = build.book.cache / "editions" / digest[:32]
    if (home / STAGING).is_dir():
        home.touch()
        return home
    store, new = build.load_checked(), build.folder / "inputs"
    build.progress("making what all runs share")
    drawing = fonts.folder(build.snapshot)
    copy = Book(new / BOOK)
    shutil.copytree(build.snapshot.root, copy.root, ignore=shutil.ignore_patterns("_build"))
    shutil.copytree(drawing, copy.build / "fonts" / drawing.name)
    notebook = chapter(build.snapshot, SOURCES)
    executed = build.execute([(notebook, {})], quiet=True)
    toc = add_documents(toc_text(FRONT_PAGE, [notebook.document]), (*INDEXES, DATA))
    write_staging(build.snapshot, store, executed, new / STAGING, toc, only_used=True)
    add_data_page(store, new / STAGING)
    (new / STAGING / f"{FRONT_PAGE}.md").write_text(f"# {title}\n\nThe pages of this edition.\n", encoding="utf-8")
    make_assets(build.snapshot, new / STAGING / "_made", build.book.cache)
    for name in (RESULTS, DRAWINGS):
        (new / name).mkdir()
    home.parent.mkdir(parents=True, exist_ok=True)
    new.rename(home)
    return home


def job_of(home: Path, tools: dict[str, str], page: EditionPage) -> RunJob:
    """The run of *page*, with the inputs in *home*, by *tools* of these digests."""
    asked = {
        "name": page.name,
        "title": page.title,
        "chapter": page.chapter,
        "parameters": page.parameters,
        "number": page.number,
    }
    job: Any = {"inputs": str(home), "tools": tools, "key": key_of([home.name, asked]), **asked}
    found: RunJob = job
    return found


def do_jobs(jobs: list[RunJob], results: Results, choice: ExecutorChoice, report: Report) -> None:
    """Make the results of *jobs* that are not there. Raises BuildError with all that failed."""
    results.clean()
    missing = [job for job in jobs if not results.drop_altered(job["key"])]
    report.begin(len(jobs), len(jobs) - len(missing))
    faults: list[str] = []

    def take(outcome: Outcome) -> None:
        if outcome["fault"]:
            faults.append(outcome["fault"])
        report.step(outcome)

    try:
        Drive(choice, results, take, report.warn).do(missing)
    finally:
        close_processes()
    if faults:
        raise BuildError(
            "\n".join([*sorted(faults), f"{len(faults)} of {len(jobs)} runs failed; nothing is published"])
        )


def make_site(build: Build, home: Path, title: str, contents: EditionContents, jobs: list[RunJob], new: Path) -> None:
    """Make the site of the runs in *new*: the pages that all share, the index, and the files of each run."""
    results, staging = Results(home / RESULTS), new / STAGING
    shutil.copytree(home / STAGING, staging)
    numbers: dict[str, Number] = {}
    titles: dict[str, str] = {}
    seen: dict[str, dict[str, None]] = {}  # in their order, which matters for style sheets
    with (staging / ELSEWHERE).open("w", encoding="utf-8") as found:
        for job in jobs:
            record = results.record(job["key"])
            numbers[job["name"]], titles[job["name"]] = record["number"], record["title"]
            found.write(json.dumps(record["search"], ensure_ascii=False) + "\n")
            for name, listed in record["seen"].items():
                seen.setdefault(name, {}).update(dict.fromkeys(listed))
    (staging / SEEN).write_text(json.dumps({name: [*listed] for name, listed in seen.items()}), encoding="utf-8")
    (staging / f"{FRONT_PAGE}.md").write_text(index_page(title, contents, numbers, titles), encoding="utf-8")
    workdir = build.sphinx(build.folder / "tree")
    workdir.build(staging, [], tool_digests(), (HTML,))
    site = new / HTML
    workdir.site.rename(site)
    (new / PDF).mkdir()
    assets = PageAssets(site)
    assets.read_versions()
    for job in jobs:
        place = results.place(job["key"])
        for file in results.record(job["key"])["files"]:
            target = site / file
            if file.endswith(".html"):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(assets.stamp((place / file).read_text(encoding="utf-8")), encoding="utf-8")
            else:
                link_or_copy(place / file, target)
        link_or_copy(place / PDF / f"{job['name']}.pdf", new / PDF / f"{job['name']}.pdf")
