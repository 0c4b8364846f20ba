"""The Sphinx extension: it refuses the source tree, and each page loads what it needs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document

from statbook.messages import speaking
from statbook.pdf.sphinx_builder import read_job
from statbook.project.paths import CARDS, MANIFEST, Book
from statbook.site.sphinx_extension import (
    add_cards,
    add_pdf_links,
    add_scripts,
    keep_addresses,
    keep_numbers_whole,
    move_charts,
    read_json,
    signal_read,
)


def test_the_raw_tree_refuses_to_be_built(copy: Book) -> None:
    start = "from jupyter_book.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "build", "."], cwd=copy.root, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert "Run `make book` instead" in done.stdout + done.stderr


def test_a_number_stays_on_the_line_of_its_unit_in_chinese_text_alone(app: Any, book: Book) -> None:
    body = '<p title="1—2月">年1—2月</p><svg><text>1—2月</text></svg><p>2023—2025年、300项</p><script>"1—2月"</script>'
    pages = {language: {"body": body} for language in ("en", "zh")}
    for language, context in pages.items():
        with speaking(language, book.locale):
            keep_numbers_whole(app, "index", "page.html", context, None)

    whole = '<span class="sb-whole">{}</span>'.format
    told = body.replace("年1—2月", "年" + whole("1—2月"))
    assert told.replace("2023—2025年、300项", f"{whole('2023—2025年')}、{whole('300项')}") == pages["zh"]["body"]
    assert body == pages["en"]["body"]


@pytest.mark.parametrize("words", ["超过3000", "超过2.8万"])
def test_a_number_that_is_a_link_stays_on_the_line_of_the_unit_behind_it(app: Any, book: Book, words: str) -> None:
    number = f'<span class="num"><a class="reference" href="#a"><span class="std">{words}</span></a></span>家'
    context = {"body": f"<p>中小企业{number}。</p>"}
    with speaking("zh", book.locale):
        keep_numbers_whole(app, "index", "page.html", context, None)

    within = number.replace("2.8万", '<span class="sb-whole">2.8万</span>')
    assert f'<p>中小企业<span class="sb-whole">{within}</span>。</p>' == context["body"]


@pytest.fixture
def app(tmp_path: Path) -> Any:
    """What the handlers ask of a Sphinx application, with a staging of two chapters."""
    chapters = {"index": {"document": "index"}, "trade": {"document": "chapters/trade"}}
    (tmp_path / MANIFEST).write_text(json.dumps({"chapters": chapters}), encoding="utf-8")
    (tmp_path / CARDS).write_text(json.dumps({"obs-a": ["</script>"], "obs-b": ["b"]}), encoding="utf-8")
    (tmp_path / "_build" / "html").mkdir(parents=True)
    added: list[str] = []
    made = SimpleNamespace(
        srcdir=str(tmp_path),
        outdir=str(tmp_path / "_build" / "html"),
        builder=SimpleNamespace(name="html"),
        added=added,
    )
    made.add_js_file = lambda name, loading_method: added.append(name)
    return made


def job(app: Any, *documents: str) -> None:
    path = Path(app.outdir).with_name("html.json")
    path.write_text(json.dumps({"documents": documents, "read": f"{app.srcdir}/read"}), encoding="utf-8")
    read_job.cache_clear()


def test_a_page_has_the_cards_of_its_terms_and_not_of_all_indicators_that_it_links_to(app: Any) -> None:
    (Path(app.srcdir) / CARDS).write_text(json.dumps({"ind-a": "A", "ind-b": "B"}), encoding="utf-8")
    body = '<span class="sb-term"><a class="x" href="../codebook/c.html#ind-a">a</a></span><a href="c.html#ind-b">b</a>'
    context = {"body": body}
    read_json.cache_clear()
    add_cards(app, "chapters/trade", "page.html", context, None)

    assert '{"ind-a":"A"}' in context["body"]


@pytest.mark.parametrize(
    ("page", "body", "scripts"),
    [
        ("index", "", ["evidence.js", "book.js"]),
        ("chapters/trade", '<template id="sb-charts">', ["evidence.js", "book.js", "address.js", "take.js"]),
        ("search", "", ["evidence.js", "book.js", "search-data.js", "search-words.js", "same.js", "search.js"]),
    ],
)
def test_a_page_loads_the_scripts_that_it_needs(app: Any, page: str, body: str, scripts: list[str]) -> None:
    foreign = SimpleNamespace(filename="_static/searchtools.js")
    context = {"script_files": [foreign], "body": body}
    add_scripts(app, page, "", context, None)

    assert (scripts, []) == (app.added, context["script_files"])


def test_what_charts_hold_moves_into_a_script_that_names_them(app: Any) -> None:
    charts = [
        f'<figure class="sb-figure" id="fig-{name}"><p>{name}</p><script type="application/json" class="sb-spec">'
        f'{{"wide":"{name}"}}</script><figcaption>under</figcaption></figure>'
        for name in ("a", "b")
    ]
    static = '<figure class="sb-figure" id="fig-c">without</figure>'
    context = {"body": "".join([static, *charts])}
    move_charts(app, "chapters/x", "", context, None)
    found = re.search(r'data-script="([^?]+)\?v=[0-9a-f]{8}"', context["body"])

    assert found
    assert 'window.statbookCharts={"fig-a":{"wide":"a"},\n"fig-b":{"wide":"b"}};\n' == (
        Path(app.outdir, found[1]).read_text(encoding="utf-8")
    )
    assert ["c", "a", "b"] == re.findall(r'id="fig-(\w)"', context["body"])
    assert 2 == context["body"].count("<figcaption>under</figcaption>")
    assert "sb-spec" not in context["body"]


def test_a_page_without_charts_gets_no_script_of_theirs(app: Any) -> None:
    context = {"body": '<figure class="sb-figure" id="fig-c">without</figure>'}
    move_charts(app, "changes", "", context, None)

    assert '<figure class="sb-figure" id="fig-c">without</figure>' == context["body"]
    assert not Path(app.outdir, "_static", "charts").exists()


def test_a_page_gets_the_cards_that_it_cites_and_they_are_inert(app: Any) -> None:
    context = {"body": '<a href="evidence/x.html#obs-a">1</a>'}
    add_cards(app, "index", "", context, None)
    plain = {"body": "nothing cited"}
    add_cards(app, "index", "", plain, None)

    assert 1 == context["body"].count("</script>")
    assert "obs-b" not in context["body"]
    assert "nothing cited" == plain["body"]


@pytest.mark.parametrize(
    ("documents", "page", "paths"),
    [
        (("book", "trade"), "chapters/trade", ["pdf/trade.pdf", "pdf/book.pdf"]),
        (("book", "trade"), "index", ["pdf/book.pdf"]),
        (("trade",), "evidence/x", ["pdf/trade.pdf"]),
    ],
)
def test_a_page_links_to_the_pdfs_that_contain_it(
    app: Any, documents: tuple[str, ...], page: str, paths: list[str]
) -> None:
    job(app, *documents)
    context: dict[str, Any] = {}
    add_pdf_links(app, page, "", context, None)

    assert paths == [pdf["path"] for pdf in context["pdfs"]]


def test_before_the_first_page_it_is_signalled_that_all_documents_are_read(app: Any) -> None:
    job(app, "book")
    signal_read(app, app.builder)

    assert Path(app.srcdir, "read").is_file()


def test_a_section_of_a_translation_has_the_address_of_the_original() -> None:
    document = new_document("x")
    for title, addresses in (("要点", ["id1"]), ("别的", ["own"]), ("More", ["more"])):
        section = nodes.section("", nodes.title(text=title), ids=addresses)
        document.ids |= dict.fromkeys(addresses, section)
        document += section
    app = SimpleNamespace(
        config=SimpleNamespace(section_addresses={"x": ["main-points", "more", "last"]}),
        env=SimpleNamespace(docname="x"),
    )
    keep_addresses(app, document)

    assert [["main-points", "id1"], ["more", "own"], ["last"]] == [
        section["ids"] for section in document.findall(nodes.section)
    ]
