"""What the built book promises as files: no trace of the machine, a policy on every page, all chapters and charts."""

from __future__ import annotations

import csv
import getpass
import hashlib
import io
import json
import re
import socket
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import mlcroissant
import pandas as pd
import pytest
from lxml import html
from openpyxl import load_workbook

from statbook.charts.data_table import VALUES
from statbook.ingest.readers.workbook_reader import read_workbook
from statbook.project.notebooks import chapters
from statbook.project.paths import MANIFEST, WORKBOOK, Book
from statbook.prose.markup import one_line
from statbook.site.data_package import zip_package
from statbook.store import Store
from statbook.store.sheets import inert

POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


def pages(book: Book) -> list[Path]:
    return sorted(path for path in book.html.rglob("*.html") if "_static" not in path.parts)


def test_every_chapter_has_its_page_and_the_front_page_is_a_real_one(built: Book) -> None:
    for notebook in chapters(built).values():
        assert (built.html / f"{notebook.document}.html").is_file()
    front = (built.html / "index.html").read_text(encoding="utf-8")

    assert "sb-cards" in front
    assert 'http-equiv="refresh"' not in front.lower()


def test_the_table_of_every_chart_is_read_by_a_program_at_its_address(built: Book) -> None:
    charts = [
        (path, chart)
        for notebook in chapters(built).values()
        for path in [built.html / f"{notebook.document}.html"]
        for chart in html.parse(str(path)).xpath('//figure[contains(@class, "sb-figure")]')
    ]

    assert len(charts) > 25
    for path, chart in charts:
        address, described = chart.xpath('.//p[@class="sb-files"]/a/@href')
        frame = pd.read_csv(path.parent / address, dtype=str)
        assert f"{chart.get('id')}.csv" == Path(address).name
        assert len(chart.xpath('.//table[@class="sb-table"]/tbody/tr')) == len(frame)
        assert [*frame.columns] == json.loads((path.parent / described).read_text(encoding="utf-8"))["columns"]


def test_a_cell_of_the_workbook_shows_what_the_table_of_its_chart_says(built: Book) -> None:
    workbook = built.html / WORKBOOK
    described = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(workbook.parent.glob("fig-*.json"))]
    sheets = load_workbook(workbook)
    numbers = 0

    assert len(described) > 25
    for chart in described:
        (table,) = sheets[chart["number"]].tables.values()
        header, width = (
            int(table.ref.split(":")[0].lstrip("A")),
            len([name for name in chart["columns"] if name not in VALUES]),
        )
        shown = read_workbook(workbook, chart["number"]).frame.iloc[header:, :width]
        rows = [[sorted(cell.replace("-", "−")) for cell in row] for row in shown.to_numpy()]  # the sign may move
        told = [[sorted(one_line(cell).replace("-", "−")) for cell in [*row.values()][:width]] for row in chart["rows"]]
        assert told == rows, chart["number"]
        numbers += sum(
            cell.data_type == "n" and cell.value is not None for row in sheets[chart["number"]] for cell in row
        )
    assert numbers > 1000


def test_no_trace_of_the_building_machine_is_published(built: Book) -> None:
    traces = [str(built.root), str(Path.home()) + "/", str(Path(__file__).parents[2]), getpass.getuser() + "@"]
    # The name of the machine, unless it is so short that it stands in any text.
    traces += [name for name in [socket.gethostname()] if len(name) > 5]
    for path in built.html.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".js", ".css", ".json", ".txt", ".inv", ".svg"}:
            text = path.read_text(encoding="utf-8", errors="ignore")
            for trace in traces:
                assert trace not in text, f"{path.relative_to(built.html)} holds {trace}"
    assert [] == list(built.html.rglob("*.ipynb"))
    assert not (built.html / "_sources").exists()


def test_every_page_has_a_policy_without_eval_and_inline_script(built: Book) -> None:
    for path in pages(built):
        found = POLICY.search(path.read_text(encoding="utf-8"))
        assert found, path.name
        scripts = next(part for part in found[1].split(";") if part.strip().startswith("script-src"))
        assert "unsafe" not in scripts, path.name
        assert "default-src 'none'" in found[1]


def test_no_page_holds_the_words_of_a_hidden_error(built: Book) -> None:
    for path in pages(built):
        whole = path.read_text(encoding="utf-8")
        text = re.sub(r"<script.*?</script>", "", whole, flags=re.S)
        for word in (
            "Traceback",
            "An Exception was encountered",
            "nan%",
            "&lt;NA&gt;",
            "NaN",
            "{num}",
            "{say}",
        ):
            assert word not in text, f"{path.name}: {word}"


def test_the_reader_sees_no_code_and_no_parameters(built: Book) -> None:
    for notebook in chapters(built).values():
        text = (built.html / f"{notebook.document}.html").read_text(encoding="utf-8")
        assert "cell_input" not in text
        assert "here.show(" not in text


def test_the_book_has_its_charts_and_each_identifier_once(built: Book) -> None:
    found = [
        name
        for path in pages(built)
        for name in re.findall(r'<figure class="sb-figure" id="([^"]+)"', path.read_text(encoding="utf-8"))
    ]

    assert len(found) == len(set(found))
    for theme, least in {"trade": 6, "patents": 5, "credit": 5, "low-altitude": 1, "base": 3, "industry": 1}.items():
        assert sum(name.startswith(f"fig-{theme}-") for name in found) >= least, theme


def test_a_sentence_names_every_chart_and_every_table_has_its_number(built: Book) -> None:
    seen = 0
    for path in pages(built):
        page = html.parse(path)
        for figure in page.xpath('//figure[@class="sb-figure"]'):
            elsewhere = page.xpath(f'//a[@href="#{figure.get("id")}"][not(ancestor::figure)]')
            assert [link for link in elsewhere if link.text_content().startswith("Chart ")], figure.get("id")
            seen += 1
        numbers = [each.text_content() for each in page.xpath('//p[@class="sb-number"]')]
        tables = [number.split(".")[-1] for number in numbers if number.startswith("Table ")]
        assert [str(place) for place in range(1, 1 + len(tables))] == tables
        captions = page.xpath("//article//table/caption") + page.xpath('//div[starts-with(@id, "tab-")]')
        assert len(captions) == len(tables), path.name
    assert seen > 25


def test_a_chapter_records_every_computed_number_to_which_its_page_leads(built: Book) -> None:
    staged = json.loads((built.staging / MANIFEST).read_text(encoding="utf-8"))["chapters"]
    led = 0
    for chapter in staged.values():
        numbers = [number for kind in ("cited", "shown") for number in chapter[kind].values() if number]
        page = (built.html / f"{chapter['document']}.html").read_text(encoding="utf-8")
        assert {*re.findall(r'#(num-\w+)"', page)} <= {number["anchor"] for number in numbers}
        led += 1 if "#num-" in page else 0
    assert led > 5


def test_the_site_offers_the_whole_data_with_its_sum(built: Book) -> None:
    packed = zip_package(Store.load(built.data))
    page = (built.html / "data.html").read_text(encoding="utf-8")

    assert packed.content == (built.html / "data" / packed.name).read_bytes()
    assert packed.sha256 in page
    assert f'href="data/{packed.name}"' in page
    assert 'href="../data.html"' in (built.html / "chapters" / "trade.html").read_text(encoding="utf-8")


def test_an_outside_reader_takes_what_the_page_of_the_data_says_of_them_and_finds_the_files(built: Book) -> None:
    (told,) = html.parse(str(built.html / "data.html")).xpath('//script[@type="application/ld+json"]/text()')
    known = mlcroissant.Dataset(json.loads(told)).metadata

    assert "" == known.ctx.issues.report()
    for file in json.loads(told)["distribution"]:
        if "containedIn" not in file:
            content = (built.html / file["contentUrl"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == file["sha256"], file["name"]
    charts = {path.stem for path in (built.html / "data").glob("fig-*.csv")}
    assert charts < {table.id for table in known.record_sets}


def test_every_page_has_a_twin_with_its_numbers_and_the_list_has_every_twin(built: Book) -> None:
    listed = re.findall(r"(?m)^- \[.*?\]\(([^)]+)\)", (built.html / "llms.txt").read_text(encoding="utf-8"))
    shown = [page for page in pages(built) if page.name != "search.html"]

    assert {page.relative_to(built.html).with_suffix(".md").as_posix() for page in shown} == {*listed}
    for page in shown:
        twin = page.with_suffix(".md").read_text(encoding="utf-8")
        (article,) = html.parse(str(page)).xpath('//article[@class="bd-article"]')
        cited = [link for link in article.xpath(".//a/@href") if re.search(r"[^#]#(obs|num)-", link)]
        assert cited == re.findall(r"\]\(([^()\s#]+#(?:obs|num)-[^()\s]+)\)", twin.replace(f"]({page.name}#", "](#")), (
            page
        )


COUNTED = {"fig-audit-noticed", "fig-method-periods"}
"""The charts of counts that no source prints."""


def test_every_chart_carries_the_table_under_it(built: Book) -> None:
    for path in pages(built):
        text = path.read_text(encoding="utf-8")
        if (script := re.search(r'id="sb-charts" data-script="([^?"]+)', text)) is None:
            continue
        definitions = (built.html / script[1]).read_text(encoding="utf-8")
        charts = json.loads(definitions.removeprefix("window.statbookCharts=").removesuffix(";\n"))
        for name, chart in re.findall(r'(?s)<figure class="sb-figure" id="([\w-]+)"(.*?)</figure>', text):
            rows = [*csv.reader(io.StringIO(charts[name]["take"]["csv"].removeprefix("\ufeff"), newline=""))]
            shown = [
                re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", chart, re.S)
            ]
            # Behind what readers see stand five columns for programs, unless all are counts of the book itself.
            width = len(rows[0]) - (0 if name in COUNTED else len(VALUES))
            assert (() if name in COUNTED else VALUES) == tuple(rows[0][width:])
            assert [inert(unescape(cell)) for cell in shown] == [cell for row in rows for cell in row[:width]]
            assert all(float(row[-5]) <= float(row[-3] or "inf") for row in rows[1:] if row[width:] and row[-5])


def test_the_build_leaves_data_and_chapters_as_they_were(built: Book) -> None:
    root = Path(__file__).parents[2]
    for folder in ("data", "chapters"):
        for path in (built.root / folder).rglob("*"):
            if path.is_file():
                assert path.read_bytes() == (root / path.relative_to(built.root)).read_bytes()


def test_the_search_is_the_books_own_and_loaded_by_its_page_only(built: Book) -> None:
    loading = [path.name for path in pages(built) if "search-data.js" in path.read_text(encoding="utf-8")]
    foreign = ("searchindex.js", "searchtools.js", "language_data.js", "sphinx_highlight.js", "genindex.html")

    assert ["search.html"] == loading
    for name in foreign:
        assert [] == list(built.html.rglob(name))
        assert not any(name in path.read_text(encoding="utf-8") for path in pages(built)), name


def test_every_record_of_the_search_leads_to_a_place_of_its_own(built: Book) -> None:
    _, *lines, _ = (built.html / "_static" / "search-data.js").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line.rstrip(","))["url"] for line in lines]
    texts = {path.relative_to(built.html).as_posix(): path.read_text(encoding="utf-8") for path in pages(built)}
    lost = [url for url in found if f'id="{url.partition("#")[2]}"' not in texts[url.partition("#")[0]]]

    assert len(found) > 500
    assert len(found) == len(set(found))
    assert [] == lost


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_slices_of_the_font_hold_every_character_of_the_pages(built: Book, weight: str) -> None:
    from fontTools.ttLib import TTFont

    static = built.html / "_static"
    latin = set(TTFont(next((built.build / "fonts").glob(f"*/page/*/StatbookSC-{weight}-latin.woff2"))).getBestCmap())
    known = latin.union(*(TTFont(path).getBestCmap() for path in static.glob(f"StatbookSC-{weight}-*.woff2")))
    shown: set[str] = set()
    for path in pages(built):
        text = re.sub(r"<(script|style).*?</\1>|<[^>]+>|&[a-z]+;", " ", path.read_text(encoding="utf-8"), flags=re.S)
        shown |= set(text)
    missing = {char for char in shown if char.isprintable() and not char.isspace() and ord(char) not in known}

    assert set() == missing


def test_every_link_within_the_book_leads_somewhere(built: Book) -> None:
    site = built.html
    trees = {
        path: html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html")) if "_static" not in path.parts
    }
    anchors = {
        path: {e.get("id") or e.get("name") for e in tree.xpath("//*[@id or @name]")} for path, tree in trees.items()
    }
    broken = []
    for path, tree in trees.items():
        for link in tree.xpath("//*[@href]/@href | //*[@src]/@src"):
            address, _, fragment = str(link).partition("#")
            if address.startswith(("http:", "https:", "mailto:", "data:")):
                continue
            there = (path.parent / unquote(address.partition("?")[0])).resolve() if address.partition("?")[0] else path
            if not there.is_file() or (fragment and there in anchors and unquote(fragment) not in anchors[there]):
                broken.append(f"{path.relative_to(site)}: {link}")

    assert len(trees) > 25
    assert [] == broken
