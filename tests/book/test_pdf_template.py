"""Every function of book.typ is used once, under both standards, and what it says can be read from the PDF."""

from __future__ import annotations

import json
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pdfplumber
import pytest
from docutils import nodes

from print_nodes import CHART, number, tree_of
from statbook.messages import speaking
from statbook.pdf.buffered_writer import WriterContext
from statbook.pdf.compile import compile_pdf
from statbook.pdf.document import TEMPLATE
from statbook.pdf.front_matter import furniture
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.record_node import RecordNode
from statbook.pdf.records import RecordWriter
from statbook.pdf.typst_source import Source, call, content, literal
from statbook.pdf.writer import TypstWriter
from statbook.project.paths import LIBRARY

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="60"><rect width="{w}" height="60" fill="#4a6785"/></svg>'
TEXT = """
Title of the chapter
====================

A paragraph with *emphasis*, ``code``, a note [1]_ and a link__.

__ https://example.org/there

.. [1] What the note says.

First part
----------

Words that follow the chart.

Other part
----------

- one
- two

term
   its meaning

   a quotation

.. note:: Mind this.

----

::

   literal block

.. table:: A table with a title

   ==== ======
   Name Number
   ==== ======
   a    1
   ==== ======

==== ======
Name Number
==== ======
b    2
==== ======
"""


def chart(panels: int) -> RecordNode:
    svg = SVG.format(w=300)
    states = [{"words": f"state {n}", "svg": svg, "alt": f"What state {n} shows"} for n in range(panels)]
    key = [{"svg": SVG.format(w=25), "words": "printed"}]
    return RecordNode(record=CHART | {"title": "A chart with a title", "panels": states, "key": key})


def evidence() -> nodes.document:
    tree = tree_of("Evidence of the made\n====================\n\n== ==\nA  B\n== ==\na  c\nb  d\n== ==")
    for name, row in zip("ab", next(iter(tree.findall(nodes.tbody))).children, strict=True):
        cell = row.next_node(nodes.paragraph)
        cell.replace(cell.children[0], nodes.inline("", "", nodes.Text(f"entry {name}"), ids=[f"obs-{name}"]))
    return tree


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> list[str]:
    """The text of the pages of a small report that uses everything."""
    folder = tmp_path_factory.mktemp("look")
    glyphs = Glyphs(fonts_of_the_book / "drawing")
    drawings = RecordWriter(
        lambda anchor: f"evidence/made#{anchor}", lambda target: True, lambda targets: "Source: made."
    )

    def written(tree: nodes.document, **place: object) -> str:
        writer = TypstWriter(
            tree,
            SimpleNamespace(config=None),
            WriterContext(holds=lambda t: True, records=drawings, glyphs=glyphs, **place),
        )
        tree.walkabout(writer)
        return writer.source()

    tree = tree_of(TEXT)
    part = next(section for section in tree.findall(nodes.section) if "first-part" in section["ids"])
    part.insert(1, chart(3))
    part += number("12 percent", "evidence/made#obs-a", "num")
    card = {
        "title": "Card",
        "document": "doc",
        "number": "7",
        "anchor": "obs-b",
        "noun": "Pears of the year",
        "sentence": "Seven.",
        "links": [["Seven", "obs-a"]],
        "svg": SVG.format(w=250),
    }
    part += RecordNode(record={"kind": "cards", "cards": [card | {"alt": "What the card shows"}]})
    meta = {
        "lang": "en", "region": "gb", "title": "A title", "subtitle": "Subtitle", "chinese": "书名", "part": "Part", "place": "Place", "name": "Name",
        "head": "Head", "author": "Author", "description": "Told", "keywords": ["made"], "facts": [("Fact", "value")],
        "attached": [{"name": "x.csv", "relationship": "data", "description": "Made"}],
        "date": Source("datetime(year: 2026, month: 3, day: 25)"),
    }  # fmt: skip
    inner = Source(f"[\n{written(evidence(), document='evidence/made', number=None, levels_below=1)}\n]")
    body = [
        written(tree, document="doc", number="1"),
        call("appendix", content("Evidence"), content("Introduction."), inner),
        call("colophon", [(content("What"), content("How it was made"))]),
    ]
    (folder / "main.typ").write_text(
        f'#import "{TEMPLATE.name}": *\n#show: report.with({literal(meta)})\n' + "\n".join(body), encoding="utf-8"
    )
    shutil.copy(TEMPLATE, folder)
    (folder / "words.json").write_text(json.dumps(furniture()), encoding="utf-8")
    (folder / "x.csv").write_text("a\n1\n", encoding="utf-8")
    for file, svg in drawings.files.items():
        (folder / file).write_text(svg, encoding="utf-8")
    pdf = folder / "made.pdf"
    pdf.write_bytes(compile_pdf(folder / "main.typ", fonts_of_the_book / "drawing", date(2026, 3, 25)))
    with pdfplumber.open(pdf) as opened:
        return [page.extract_text() for page in opened.pages]


def test_the_cover_says_title_part_and_facts(pages: list[str]) -> None:
    for words in ("A title", "Part", "Place", "Fact value"):
        assert words in pages[0]


def test_the_contents_name_chapters_parts_charts_and_tables(pages: list[str]) -> None:
    for words in (
        "1 Title of the chapter",
        "Other part",
        "Chart 1.1 A chart with a title",
        "Table 1.1 A table with a title",
    ):
        assert words in pages[1]


def test_notes_stand_at_the_foot_and_addresses_are_printed(pages: list[str]) -> None:
    chapter = next(page for page in pages[2:] if "Title of the chapter" in page)
    foot = chapter[chapter.index("and a link") :]

    assert "What the note says." in foot
    assert "https://example.org/there" in foot


@pytest.mark.parametrize(
    "words",
    ["state 2", "Words that follow the chart.", "• one", "term its meaning", "a quotation", "Mind this.", "literal block",
     "Source: made.", "b 2", "12 percent", "How it was made"],
)  # fmt: skip
def test_everything_that_is_written_is_printed(pages: list[str], words: str) -> None:
    assert words in "\n".join(pages[2:])


def test_entries_name_the_pages_of_their_numbers(pages: list[str]) -> None:
    stands = next(n for n, page in enumerate(pages) if "12 percent" in page) + 1

    assert f"entry a (p. {stands}" in "\n".join(pages).replace("\u00a0", " ")


def test_running_heads_name_the_report_and_the_chapter(pages: list[str]) -> None:
    assert any(page.startswith("Head Title of the chapter") for page in pages)


SENTENCE = "据《海关公报》，“一带一路”国家（含共建国家）的进出口：增长六成；其余各国，同比下降。门类齐全的企业直接进口"
CLOSING, OPENING = "，。；：、）》”！？%", "（《“"


def print_chinese(folder: Path, fonts: Path, body: str) -> Path:
    """The PDF of a Chinese report with *body* in its only chapter."""
    meta = {
        "lang": "zh", "region": "cn", "title": "书名", "subtitle": "", "chinese": "A book", "part": None, "place": None,
        "name": "书名", "head": "书名", "author": "作者", "description": "说明", "keywords": [], "facts": [("截至", "今日")],
        "attached": [], "date": Source("datetime(year: 2026, month: 3, day: 25)"),
    }  # fmt: skip
    main, pdf = folder / "main.typ", folder / "made.pdf"
    head = f'#import "{TEMPLATE.name}": *\n#show: report.with({literal(meta)})\n'
    main.write_text(f"{head}{call('chapter', content('章'))}\n{body}", encoding="utf-8")
    shutil.copy(TEMPLATE, folder)
    (folder / "words.json").write_text(json.dumps(furniture()), encoding="utf-8")
    pdf.write_bytes(compile_pdf(main, fonts / "drawing", date(2026, 3, 25)))
    return pdf


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> list[list[dict[str, Any]]]:
    """The characters of a Chinese text with a number, in columns of 30 widths, line by line."""
    with speaking("zh", LIBRARY.parents[1] / "locale"):
        value, count = (call("number", "a", content(text, "进口")) for text in ("1137.2亿元", "3000"))
        rest = content("，其中五成为", "1137.2亿元")[1:-1], content("家企业所有。", "3000")[1:-1]
        cited = f"{content(SENTENCE)[1:-1]}{value}{rest[0]}{count}{rest[1]}"
    columns = "".join(f"#block(width: {50 + width}mm)[{cited}]\n" for width in range(30))
    pdf = print_chinese(tmp_path_factory.mktemp("chinese"), fonts_of_the_book, f"{call('anchor', 'a')}\n{columns}")
    with pdfplumber.open(pdf) as opened:
        return [line["chars"] for page in opened.pages[2:] for line in page.extract_text_lines()]


@pytest.mark.parametrize(("above", "page", "is_low"), [(5, 2, True), (14, 3, False), (19, 3, False)])
def test_a_chart_stands_below_the_heading_of_its_chapter_or_at_the_top_of_the_next_page(
    above: int, page: int, is_low: bool, tmp_path: Path, fonts_of_the_book: Path
) -> None:
    chart = f"#float(block(height: 9cm, {content('图中文字')}))"
    body = f"#v({above}cm)\n{chart}\n{content('后文')[1:-1]}\n#place.flush()\n{content('下节')[1:-1]}"
    pdf = print_chinese(tmp_path, fonts_of_the_book, body)
    with pdfplumber.open(pdf) as opened:
        (word,) = opened.pages[page].search("图中文字")
        height = float(opened.pages[page].height)

    assert is_low == (word["top"] > height / 2)
    assert is_low or word["top"] < height / 5


def test_no_chinese_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    chinese: list[list[dict[str, Any]]],
) -> None:
    texts = ["".join(char["text"] for char in line) for line in chinese]

    assert 30 <= len(texts)
    assert [] == [text for text in texts if text[0] in CLOSING or text[-1] in OPENING]


def test_a_chinese_number_stays_with_its_unit(chinese: list[list[dict[str, Any]]]) -> None:
    texts = ["".join(char["text"] for char in line) for line in chinese]

    assert 30 == sum("1137.2亿元" in text for text in texts)
    assert 30 == sum("3000家" in text for text in texts)


def test_the_name_of_a_fact_stands_on_one_line(tmp_path: Path, fonts_of_the_book: Path) -> None:
    with speaking("zh", LIBRARY.parents[1] / "locale"):
        fact = {"name": content("编制者"), "words": content("同比")}
        entry = call("entries", {"title": content("条目"), "facts": [fact] * 3}, columns=1, spaced=False)
    columns = "".join(f"#block(width: {20 + width}mm)[{entry}]\n" for width in range(30))
    with pdfplumber.open(print_chinese(tmp_path, fonts_of_the_book, columns)) as opened:
        lines = [line["text"] for page in opened.pages[2:] for line in page.extract_text_lines()]

    assert 90 == sum(line.count("编制者") for line in lines)


def test_chinese_marks_that_meet_are_squeezed(chinese: list[list[dict[str, Any]]]) -> None:
    found = [
        (after["x0"] - before["x0"]) / before["size"]
        for line in chinese
        for before, after in pairwise(line)
        if before["text"] + after["text"] == "》，"
    ]

    assert found and max(found) < 0.8


def test_chinese_is_set_in_the_forms_of_the_mainland(chinese: list[list[dict[str, Any]]]) -> None:
    assert {"StatbookSC-Regular", "StatbookSC-Bold"} >= {
        char["fontname"].partition("+")[2] or char["fontname"]
        for line in chinese
        for char in line
        if char["text"] in "门直"
    }
