"""What is saved and copied of a chart in Chromium, from disk, in a state that the reader chose."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair as alt
import pytest
from pybtex.database import parse_string

from browser_fixtures import Visit, in_browser
from statbook.charts import fonts
from statbook.charts.citation import edition_in_words
from statbook.charts.theme import palette
from statbook.project.paths import Book
from statbook.store import Store

pytestmark = in_browser

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "</svg><script>document.title='run'</script><img src=x onerror=alert(1)> &nbsp; ]]>"


def saved(visit: Visit, chart: Any, what: str) -> tuple[str, bytes]:
    """What the button *what* under a chart saves: the name of the file, and what is in it."""
    with visit.page.expect_download(timeout=15_000) as started:
        chart.query_selector(f"[data-do={what}]").evaluate("button => button.click()")
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


@pytest.fixture(scope="module")
def taken(browser: Any, built: Book) -> Iterator[tuple[Visit, Any, dict[str, tuple[str, bytes]]]]:
    """A chart in a state that the reader chose, on a dark page, and all that can be saved of it."""
    with Visit(browser, built.html / "chapters" / "trade.html", 1280, "dark") as visit:
        visit.page.evaluate("document.documentElement.dataset.theme = 'dark'")
        chart = visit.page.query_selector("#fig-trade-growth")
        chart.query_selector(".sb-controls select").select_option(index=1)
        visit.page.wait_for_selector("#fig-trade-growth[data-ready]")
        visit.page.wait_for_timeout(150)
        yield visit, chart, {what: saved(visit, chart, what) for what in ("csv", "svg", "png", "spec", "bib")}
        assert [] == visit.complaints


def text_of(picture: ET.Element) -> str:
    return " ".join(" ".join("".join(node.itertext()) for node in picture.iter(f"{SVG}text")).split())


def test_files_are_named_for_the_chart_and_the_version_of_its_data_and_pictures_for_their_state_too(
    taken: Any, store: Store
) -> None:
    stem = f"fig-trade-growth-{store.edition.version}"
    pictures = {what: f"{stem}-cut-by-trade-mode.{what}" for what in ("svg", "png")}

    assert pictures | {"csv": f"{stem}.csv", "bib": f"{stem}.bib", "spec": f"{stem}.vl.json"} == {
        what: name for what, (name, _) in taken[2].items()
    }


def test_a_saved_picture_tells_title_state_source_and_edition(taken: Any, store: Store) -> None:
    _, chart, files = taken
    picture = ET.fromstring(files["svg"][1])
    text = text_of(picture)
    words = {name: " ".join(chart.query_selector(f".sb-{name}").inner_text().split()) for name in ("title", "source")}

    assert words["title"] in text
    assert words["title"] == picture.findtext(f"{SVG}title")
    assert (picture.findtext(f"{SVG}desc") or "").startswith(words["title"])
    assert "Cut: by trade mode" in text
    assert "Cut: by flow and product" not in text
    assert "Processing trade" in text  # a bar of the chosen state
    assert words["source"] in text
    assert store.edition.title in text
    assert edition_in_words(store.edition, "en") in text


def test_a_picture_saved_from_a_dark_page_is_for_paper(taken: Any) -> None:
    picture = ET.fromstring(taken[2]["svg"][1])
    colors = {node.get(name) for node in picture.iter() for name in ("fill", "stroke")} - {None, "none", "transparent"}

    assert colors <= {*palette.values(), "url(#hatch)"}
    assert palette["paper"] == picture.find(f"{SVG}rect").get("fill")  # type: ignore[union-attr]


def test_a_png_is_twice_the_size_written_in_the_books_font_and_not_blank(taken: Any, built: Book) -> None:
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(taken[2]["png"][1])).convert("L")
    picture = ET.fromstring(taken[2]["svg"][1])
    head = next(node for node in picture.iter(f"{SVG}g") if node.get("data-part") == "head")
    title = "".join(next(head.iter(f"{SVG}text")).itertext())
    band = image.crop((0, 60, image.width, 100)).point(lambda value: 255 * (value < 128))
    bars = image.crop((0, image.height // 2, image.width, image.height // 2 + 40))

    assert (2 * int(picture.get("width", 0)), 2 * int(picture.get("height", 0))) == image.size
    assert pytest.approx(2 * (24 + fonts.text_width(title, 18, built, 700)), rel=0.01) == band.getbbox()[2]
    assert len(bars.getcolors()) > 5


def test_the_saved_table_and_definition_are_those_of_the_page(taken: Any) -> None:
    _, chart, files = taken
    rows = [*csv.reader(io.StringIO(files["csv"][1].decode("utf-8-sig"), newline=""))]
    spec = json.loads(files["spec"][1])

    assert files["csv"][1].startswith(b"\xef\xbb\xbf")
    assert chart.evaluate(
        "f => [...f.querySelectorAll('.sb-table tr')].map(r => [...r.cells].map(c => c.textContent))"
    ) == [row[:-5] for row in rows]
    assert {"wide"} == {name for name, held in _held(chart).items() if held == spec}
    assert b'\n  "data": {' in files["spec"][1] or b'\n  "datasets": {' in files["spec"][1]
    alt.Chart.from_dict(spec)


def _held(chart: Any) -> dict[str, Any]:
    return dict(chart.evaluate("chart => window.statbookCharts[chart.id]"))


def test_the_citation_is_saved_and_copied_with_and_without_a_clipboard(taken: Any, store: Store) -> None:
    visit, chart, files = taken
    quoted = ".sb-citation:has([data-do=copy])"
    shown = [node.text_content() for node in chart.query_selector_all(f"{quoted} .sb-words")]
    copied = []
    for clipboard in ("{ writeText: text => { window.copied = text; return Promise.resolve(); } }", "undefined"):
        visit.page.evaluate(
            "document.addEventListener('copy', () => { window.copied = String(getSelection()); });"
            f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard}, configurable: true }})"
        )
        chart.query_selector("details:has(.sb-citation)").evaluate("details => { details.open = true; }")
        for button in chart.query_selector_all("[data-do=copy]"):
            button.click()
            copied.append(visit.page.evaluate("window.copied"))
        assert ["Copied", "Copied"] == [node.text_content() for node in chart.query_selector_all(f"{quoted} .sb-said")]

    assert shown * 2 == copied
    assert shown[1] + "\n" == files["bib"][1].decode("utf-8")
    assert [f"fig-trade-growth-{store.edition.version}"] == list(parse_string(shown[1], "bibtex").entries)
    title, (entry,) = (
        chart.query_selector(".sb-title").text_content(),
        parse_string(shown[1], "bibtex").entries.values(),
    )
    assert f"“{title}”. Chart 1.1 in " in shown[0]
    assert ("{" + title + "}", True) == (entry.fields["title"], entry.fields["note"].startswith("Chart 1.1, "))


def test_a_narrow_picture_is_saved_before_it_is_live(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 390) as visit:
        chart = visit.page.query_selector("#fig-trade-shares")
        picture = ET.fromstring(saved(visit, chart, "svg")[1])

        assert chart.get_attribute("data-ready") is None
        assert "362" == picture.get("width")
        assert "Shares: by trade mode" in text_of(picture)
        assert [] == visit.complaints


def test_words_of_marks_that_look_like_markup_are_words_in_the_picture(browser: Any, built: Book) -> None:
    with Visit(browser, built.html / "chapters" / "trade.html", 1280) as visit:
        chart = visit.page.query_selector("#fig-trade-imports")
        write = "([f, words]) => { f.querySelector('.sb-wide svg text').textContent = words; }"
        visit.page.evaluate(write, [chart, f"{EVIL} \x07\x0b\ufffe\u00a0数"])
        picture = ET.fromstring(saved(visit, chart, "svg")[1])
        image = saved(visit, chart, "png")[1]

        assert f"{EVIL} \u00a0数" in ["".join(text.itertext()) for text in picture.iter(f"{SVG}text")]
        assert {"script", "img"}.isdisjoint(node.tag.removeprefix(SVG) for node in picture.iter())
        assert "@font-face" in "".join(picture.itertext())  # there is Chinese in it
        assert image.startswith(b"\x89PNG")
        assert [] == visit.complaints
