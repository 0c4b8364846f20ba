"""The page of a chapter: numbers in its sentences, no foreign output, links that lead somewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from minimal_book import add_cell
from statbook.chapter import ARGUMENTS, OMITTED
from statbook.errors import ChapterError, KeyUnknown
from statbook.execution.runner import execute
from statbook.project.notebooks import HTML, MIME, VEGA_LITE, ExecutedNotebook, Notebook, chapter
from statbook.project.paths import Book
from statbook.site.chapter_page import COMPARED, ChapterPage
from statbook.store import Store


@pytest.mark.parametrize("words", ["{num}`trade.exprot`", "{unless}`no.such.key` Nothing.", "{say}`regoin`"])
def test_a_key_that_nothing_bears_fails_the_page_with_chapter_cell_and_key(
    copy: Book, tmp_path: Path, words: str
) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].append({"cell_type": "markdown", "id": "k", "metadata": {}, "source": words})
    path.write_text(json.dumps(content), encoding="utf-8")
    done = execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")[0]

    with pytest.raises(KeyUnknown, match=r"chapter sources, cell 5: .*(trade\.exprot|no\.such\.key|regoin)"):
        ChapterPage(done, 0, Store.load(copy.data))


def test_a_chapter_that_calls_itself_by_another_name_gives_no_page(copy: Book, tmp_path: Path) -> None:
    shutil.copy(copy.root / "chapters" / "sources.ipynb", copy.root / "chapters" / "water.ipynb")
    water = Notebook("water", "chapters/water", copy.root / "chapters" / "water.ipynb")
    done = execute(copy, [(water, {})], tmp_path / "run")[0]

    with pytest.raises(ChapterError, match=r"water\.ipynb: found Chapter\('sources'\); expected Chapter\('water'\)"):
        ChapterPage(done, 0, Store.load(copy.data))


def test_a_chapter_that_shows_its_own_html_is_refused(copy: Book, tmp_path: Path) -> None:
    add_cell(copy, "sources", "from IPython.display import HTML\n\nHTML('<b>mine</b>')")
    done = execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")[0]

    with pytest.raises(ChapterError, match="HTML that the library did not write"):
        ChapterPage(done, 0, Store.load(copy.data))


WORDS = {
    "missing": "Not printed:",
    "left_out": "Left out:",
    "chart": "Chart {number}",
    "table": "Table {number}",
    "place": "Xi'an",
    "region": "Xi'an",
}
CALLED = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}


def output(**data: Any) -> Any:
    return nbformat.v4.new_output("display_data", data)


def page(store: Store, path: Path, *cells: Any, **notebook: str) -> ChapterPage:
    """The page of a chapter that consists of *cells* and calls itself `trade`."""
    numbers = output(**{ARGUMENTS: {"arguments": {**CALLED, "parameters": {}}, "say_words": dict(WORDS)}})
    content = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell("# A *title*\\!"), *cells, nbformat.v4.new_code_cell(outputs=[numbers])]
    )
    nbformat.write(content, path / "trade.ipynb")
    made = Notebook(**{"name": "trade", "document": "chapters/trade", "path": path / "trade.ipynb"} | notebook)  # type: ignore[arg-type]
    return ChapterPage(ExecutedNotebook(made, content, {}), 2, store)


def sources(page: ChapterPage, **chapters: str) -> list[str]:
    return [cell.source for cell in page.with_links({"obs-a": "evidence/x"}, {*chapters, "trade"}).cells]


def test_a_number_is_put_into_its_sentence_and_its_use_is_recorded(store: Store, tmp_path: Path) -> None:
    made = page(store, tmp_path, nbformat.v4.new_markdown_cell("Trade rose {rose}`trade.growth`."))
    record = made.record

    assert any("69\\.3%" in source and "#use-trade-1" in source for source in sources(made))
    assert {"trade.growth": "69.3%"} == record["numbers"]
    assert [("use-trade-1", [record["cited"]["trade.growth"]["anchor"]])] == [
        (use["place"], use["anchors"]) for use in record["uses"]
    ]
    assert ("A *title*!", 2, "chapters/trade") == (record["title"], record["number"], record["document"])


def test_a_heading_under_which_nothing_is_left_is_removed(store: Store, tmp_path: Path) -> None:
    words = "## Gone\n\n### Gone too\n\nNot printed: {num}`trade@Gansu@2019`.\n\n## Kept\n\nWords."
    found = sources(page(store, tmp_path, nbformat.v4.new_markdown_cell(words)))

    assert ["# A *title*\\!", "## Kept", "Words."] == found


def test_links_lead_to_the_evidence_and_to_chapters_that_are_there(store: Store, tmp_path: Path) -> None:
    html = (
        '<figure><a href="#obs-a">1</a> <a href="chapters/trade.html">Trade</a> <a href="chapters/gone.html">Gone</a>'
        ' &lt;b&gt; <a href="#top">x</a></figure>'
    )
    cells = [
        nbformat.v4.new_markdown_cell("See [trade](trade.ipynb) and [the other](../chapters/gone.ipynb)."),
        nbformat.v4.new_code_cell(outputs=[output(**{HTML: html, VEGA_LITE: {}})]),
    ]
    made = page(store, tmp_path, *cells).with_links({"obs-a": "evidence/x"}, {"trade"}).cells

    assert "See [trade](trade.ipynb) and the other." == made[1].source
    assert (
        '<figure><a href="../evidence/x.html#obs-a">1</a> <a href="chapters/trade.html">Trade</a> Gone'
        ' &lt;b&gt; <a href="#top">x</a></figure>'
    ) == made[2].outputs[0].data["text/html"]


def test_a_page_knows_all_printed_numbers_to_which_it_leads(store: Store, tmp_path: Path) -> None:
    html = '<figure><a href="#obs-a">1</a></figure>'
    cells = [
        nbformat.v4.new_markdown_cell("Trade rose {rose}`trade.growth`, [as is said](#obs-c)."),
        nbformat.v4.new_code_cell(outputs=[output(**{"text/html": html, MIME: {"obs": ["obs-b"], "kind": "table"}})]),
    ]
    made = page(store, tmp_path, *cells)

    assert {"obs-a", "obs-b", "obs-c", made.record["cited"]["trade.growth"]["anchor"]} == made.link_targets


def test_an_omitted_chart_is_named_where_missing_numbers_are_listed(store: Store, tmp_path: Path) -> None:
    cells = [
        nbformat.v4.new_code_cell(outputs=[output(**{OMITTED: {"title": "A chart"}})]),
        nbformat.v4.new_markdown_cell("{missing}`all`"),
    ]

    assert "Left out: A chart." in [source.replace("\\", "") for source in sources(page(store, tmp_path, *cells))]


def test_a_chart_is_recorded_with_a_digest_of_what_it_shows(store: Store, tmp_path: Path) -> None:
    record = {"kind": "figure", "id": "fig-trade-x", "title": "T", "subtitle": "S", "caption": "C", "source": "s"}
    record |= {"panels": [], "data": {}, "obs": ["obs-b"], "numbers": {"num-c": {"inputs": []}}}  # type: ignore[dict-item]

    def made(**changes: str) -> dict[str, Any]:
        cell = nbformat.v4.new_code_cell(outputs=[output(**{MIME: record | changes})])
        return page(store, tmp_path, cell).record

    same, described, changed = made(), made(description="other words for readers"), made(caption="other")
    assert ["fig-trade-x"] == same["figures"]
    assert ["obs-b", "num-c"] == same["uses"][0]["anchors"]
    assert same["drawings"] == described["drawings"]
    assert same["drawings"]["fig-trade-x"][1] != changed["drawings"]["fig-trade-x"][1]


def test_charts_are_numbered_within_their_chapter_and_sentences_lead_to_them(store: Store, tmp_path: Path) -> None:
    cells: list[Any] = [nbformat.v4.new_markdown_cell("See {chart}`of_two`.\n\nNot {chart}`gone`.")]
    for identifier in ("fig-trade-one", "fig-trade-of-two"):
        record = {"kind": "figure", "id": identifier, **dict.fromkeys(COMPARED, "")}
        shown = {
            MIME: record,
            "text/html": f'<figure id="{identifier}"><a href="data/{identifier}.csv">CSV</a>'
            f'<p>As <span class="sb-cited-number">Chart {identifier}</span>.</p></figure>',
        }
        cells.append(nbformat.v4.new_code_cell(outputs=[output(**shown)]))
    made = page(store, tmp_path, *cells)
    _, words, _, last = made.with_links({}, {"trade"}).cells

    assert {"fig-trade-one": "Chart 2.1", "fig-trade-of-two": "Chart 2.2"} == made.labels == made.record["labels"]
    assert "See [Chart 2\\.2](#fig-trade-of-two)." == words.source.strip()
    assert last.outputs[0].data["text/html"] == (
        '<figure id="fig-trade-of-two"><p class="sb-number"><a href="#fig-trade-of-two">Chart 2.2</a></p>'
        '<a href="../data/fig-trade-of-two.csv">CSV</a>'
        '<p>As <span class="sb-cited-number">Chart 2.2</span>.</p></figure>'
    )


def test_a_table_of_the_text_is_numbered_and_kept_as_readers_see_it(store: Store, tmp_path: Path) -> None:
    rows = "| A \\| b | [[1\\.2](#obs-a)]{.num #use-1} by [page](#x) |\n"
    made = page(
        store,
        tmp_path,
        nbformat.v4.new_markdown_cell(f":::{{table}} Two *\\things*\n| Name | Number |\n|:--|--:|\n{rows}:::"),
    )

    (table,) = made.tables
    assert ("Table 2.1", ["Name", "Number"], [["A | b", "1.2 by page"]]) == (
        table["label"],
        table["head"],
        table["rows"],
    )


def test_in_an_edition_a_chapter_has_its_own_name_and_title(store: Store, tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell(outputs=[output(**{"text/html": '<figure id="fig-trade-x"></figure>'})])
    words = nbformat.v4.new_markdown_cell("{#a-fair}\n## A fair\n\nSee {#a-fair}.")
    made = page(store, tmp_path, cell, words, name="trade-xian", chapter="trade", title="Xi'an & more")
    found = made.with_links({}, {"trade-xian"}).cells

    assert "Xi'an & more" == made.record["title"]
    assert "trade-xian-0" == found[0]["id"]
    assert ["{#a-fair-trade-xian}\n## A fair", "See {#a-fair}."] == [cell.source.strip() for cell in found[2:4]]
    assert '<figure id="fig-trade-xian-x"></figure>' == found[1].outputs[0].data["text/html"]


def test_numbers_are_shown_exactly_once(store: Store, tmp_path: Path) -> None:
    numbers = output(**{ARGUMENTS: {"arguments": {**CALLED, "parameters": {}}, "say_words": WORDS}})
    with pytest.raises(ChapterError, match=r"trade: here\.numbers\(\) must be shown once, and was shown 2 times"):
        page(store, tmp_path, nbformat.v4.new_code_cell(outputs=[numbers]))
