"""Data text that looks like markup, script or a formula is text everywhere: 60 payloads in 9 places of the data.

One book is built from data that hold all of them; every page is opened, every number pointed at, every chart drawn.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from browser_fixtures import Visit, in_browser
from minimal_book import copy_book, keep_characters
from statbook.build.single_chapter import toc_of
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import execute
from statbook.project.notebooks import Job, chapters
from statbook.project.paths import HTML, WORKBOOK, Book
from statbook.site.assembly import make_assets
from statbook.site.sphinx_build import SphinxWorkdir
from statbook.site.staging import write_staging
from statbook.store import Store

pytestmark = in_browser

RUN = "alert(1)"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<!--<script>{RUN}//-->",
    f"]]><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"</svg><svg/onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x></svg>",
    f"<svg><a href=javascript:{RUN}><text>x</text></a></svg>",
    f"<math><mtext><img src onerror={RUN}></mtext></math>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f'<iframe srcdoc="<script>{RUN}</script>"></iframe>',
    f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src onerror={RUN}></audio>",
    f"<input autofocus onfocus={RUN}>",
    f"<body onload={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<object data=javascript:{RUN}></object>",
    f"<embed src=javascript:{RUN}>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<base href=https://host.invalid/>",
    "<link rel=stylesheet href=https://host.invalid/x.css>",
    "<style>@import 'https://host.invalid/x.css';</style>",
    "<img src=https://host.invalid/x.png>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f'" onmouseover="{RUN}" x="',
    f"' onmouseover='{RUN}' x='",
    f"x onmouseover={RUN}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"');{RUN};//",
    f'");{RUN};//',
    f"`;{RUN};//",
    f"${{{RUN}}}",
    f"[x](javascript:{RUN})",
    f"![x](javascript:{RUN})",
    f"<javascript:{RUN}>",
    f"{{raw}}`html <b>{RUN}</b>`",
    f"{{num}}`trade` {{{{ {RUN} }}}} {{% {RUN} %}}",
    f"**b** _i_ # h | cell | {RUN} $x$ :::note",
    f"image:https://host.invalid/{RUN}.png",
    f"datum.constructor.constructor('{RUN}')()",
    f"#eval(\"{RUN}\") @label $x$ \\write18",
    f"=HYPERLINK(\"https://host.invalid\",\"{RUN}\")",
    f"=cmd|'/C calc'!A0 {RUN}",
    f"+1+{RUN}",
    f"-1-{RUN}",
    f"@SUM({RUN})",
    f"＝1＋{RUN}",
]  # fmt: skip
PLACES = ("indicator", "member", "printed", "note", "article", "remark", "unit", "definition", "caption")


CHAPTERS = ("trade", "credit", "base", "sources")
"""Enough numbers for every payload; each further chapter would take more time and no other way."""


def marked(payload: int, place: str) -> str:
    """A payload with the mark by which its place is known in the built book."""
    return f"{PAYLOADS[payload]} ~{payload}{place}~"


def put(path: Path, column: str, place: str, fits: Callable[[dict[str, str]], bool], *, behind: bool = False) -> None:
    """Write every payload into *column* of the rows that fit, several to a row where there are too few rows."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = [row for row in rows if fits(row)]
    assert chosen, f"no row of {path.name} fits"
    # A row that gets a text for the first time keeps nothing of its own, so that it begins with the payload.
    touched: set[int] = set()
    for number in range(len(PAYLOADS)):
        at = number * len(chosen) // len(PAYLOADS) if len(chosen) > len(PAYLOADS) else number % len(chosen)
        kept = chosen[at][column] if behind or at in touched else ""
        chosen[at][column] = f"{kept} {marked(number, place)}".strip()
        touched.add(at)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def poisoned(book: Book) -> None:
    """Put every payload into every place of the data of *book*."""
    data = book.data
    themes = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["statbook"]["themes"]
    tables = [(data / f"{theme}.csv").read_text(encoding="utf-8").splitlines() for theme in themes]
    numbers = [row for table in tables for row in csv.DictReader(table)]
    used = {(name, code) for row in numbers for name, code in row.items() if code not in ("all", "total")}
    units = {row["unit"] for row in numbers}
    put(
        data / "indicators.csv",
        "name_en",
        "indicator",
        lambda row: any(("indicator", row["indicator"]) == u for u in used),
    )
    put(data / "members.csv", "name_en", "member", lambda row: (row["dimension"], row["code"]) in used)
    put(data / "base.csv", "printed", "printed", lambda row: row["bound"] == "exact", behind=True)
    put(data / "base.csv", "note", "note", lambda row: True)
    put(data / "sources.csv", "title", "article", lambda row: True)
    put(data / "sources.csv", "note", "remark", lambda row: True)
    put(data / "units.csv", "symbol_en", "unit", lambda row: row["unit"] in units)
    put(data / "indicators.csv", "definition_en", "definition", lambda row: True)
    number = further = 0
    for path in (data / "captions" / f"{name}.yaml" for name in CHAPTERS):
        if not path.is_file():
            continue
        captions = yaml.safe_load(path.read_text(encoding="utf-8"))
        # A chart of series that the data do not hold is not drawn.
        drawn = (entry for entry in captions.values() if isinstance(entry, dict) and "series" not in entry)
        for words in (entry for entry in drawn if "subtitle" in entry):
            for part in ("subtitle", "caption"):
                text = " ".join(marked(n % len(PAYLOADS), "caption") for n in range(number, number + 3))
                words[part]["en"] = text.replace("{", "{{").replace("}", "}}")
                number += 3
            for state in words.get("states", {}).values():
                for part in state:
                    text = marked(further % len(PAYLOADS), "state")
                    state[part]["en"], further = text.replace("{", "{{").replace("}", "}}"), further + 1
        path.write_text(yaml.safe_dump(captions, allow_unicode=True), encoding="utf-8")
    assert number >= len(PAYLOADS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Path:
    """The pages of a book whose data hold every payload in every place."""
    book = copy_book(tmp_path_factory.mktemp("inert"), fonts_of_the_book)
    keep_characters(book)
    poisoned(book)
    work = book.build / "work"
    jobs: list[Job] = [(chapters(book)[name], {}) for name in CHAPTERS]
    executed = execute(book, jobs, work / "run")
    write_staging(book, Store.load(book.data), executed, work / "stage", toc_of(jobs), workbook=True)
    make_assets(book, work / "stage" / "_made", book.cache)
    with ForkServer() as server:
        tree = SphinxWorkdir(work / "tree", fonts_of_the_book, work / "kept", server)
        tree.build(work / "stage", list(CHAPTERS), {}, (HTML,))
    return tree.site


WATCH = """
window.ran = [];
for (const name of ["alert", "prompt", "confirm", "open"]) window[name] = (what) => { window.ran.push(name + what); };
"""


@pytest.fixture(scope="module")
def visits(browser: Any, site: Path) -> dict[str, tuple[str, list[str], list[str]]]:
    """Page to its text, what ran on it, and what it complained of, after everything on it was pointed at."""
    found = {}
    paths = sorted(path for path in site.rglob("*/*.html") if "_static" not in path.parts)
    with Visit(browser, paths[0], 1280, script=WATCH) as visit:
        for path in paths:
            visit.open(path)
            visit.draw()
            text = str(visit.page.evaluate("document.body.textContent"))
            for control in visit.page.query_selector_all("figure.sb-figure .sb-controls select"):
                control.select_option(index=len(control.query_selector_all("option")) - 1)
            for mark in visit.page.query_selector_all(".sb-live .mark-rect path, .sb-live .mark-symbol path")[:40]:
                mark.dispatch_event("pointermove")
                mark.dispatch_event("mousemove")
            for number in visit.page.query_selector_all(".num a")[:20]:
                number.hover(force=True, no_wait_after=True)
                text += str(visit.page.evaluate("document.getElementById('sb-note')?.textContent || ''"))
            text += str(visit.page.evaluate("document.body.textContent"))
            ran = visit.page.evaluate("window.ran")
            found[str(path.relative_to(site))] = (text, ran, visit.complaints)
            assert path.as_uri() == visit.page.url.partition("#")[0].partition("?")[0]
    return found


def test_nothing_runs_in_540_tries(visits: dict[str, tuple[str, list[str], list[str]]]) -> None:
    assert len(PAYLOADS) * len(PLACES) >= 540
    assert {} == {name: ran for name, (_, ran, _) in visits.items() if ran}
    assert {} == {name: complaints for name, (_, _, complaints) in visits.items() if complaints}


def plain(text: str) -> str:
    """A text without blanks and capitals, its quotes and dashes as they were typed: pages in Markdown have curly ones."""
    straight = re.sub("[‘’]", "'", re.sub("[“”]", '"', text)).replace("–", "--").replace("…", "...")
    return "".join(straight.split()).lower()


def test_each_payload_stands_as_text_for_each_place(visits: dict[str, tuple[str, list[str], list[str]]]) -> None:
    """A try counts only if its words came through whole."""
    whole = "".join(plain(text) for text, _, _ in visits.values())
    missing = [
        (place, payload)
        for place in PLACES
        for payload in range(len(PAYLOADS))
        if plain(marked(payload, place)) not in whole
    ]

    assert [] == missing


def test_no_element_or_attribute_comes_from_the_data(
    site: Path, visits: dict[str, tuple[str, list[str], list[str]]]
) -> None:
    for name in visits:
        markup = re.sub(r"<script\b.*?</script>", "", (site / name).read_text(encoding="utf-8"), flags=re.S)
        tags = re.findall(r"<[a-z][^<>]*>", markup, re.I)
        # Quoted values may hold anything; what is left must not.
        bare = [re.sub(r"\"[^\"]*\"|'[^']*'", '""', tag) for tag in tags]
        assert [] == [tag for tag in bare if re.search(r"\son[a-z]+\s*=|javascript:|host\.invalid", tag, re.I)], name
        assert [] == [tag for tag in tags if re.match(r"<(iframe|object|embed|base|marquee|math|audio|video)\b", tag)]


def test_no_cell_of_the_workbook_is_a_formula(site: Path) -> None:
    cells = [cell for sheet in load_workbook(site / WORKBOOK) for row in sheet.iter_rows() for cell in row]

    assert {"s", "n"} == {cell.data_type for cell in cells}
    assert len({cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))}) > 3


def test_a_search_for_a_payload_shows_it_and_runs_nothing(browser: Any, site: Path) -> None:
    with Visit(browser, site / "search.html", 1280, script=WATCH) as visit:
        for payload in PAYLOADS:
            visit.page.fill("#sb-query", payload)
            visit.page.wait_for_timeout(5)

        assert [] == visit.page.evaluate("window.ran")
        assert [] == visit.complaints
        assert 0 == visit.page.locator("#sb-hits img, #sb-hits script, #sb-hits svg").count()
