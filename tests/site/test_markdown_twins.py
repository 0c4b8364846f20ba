"""Twins in Markdown: they say what the page says, numbers keep their links, and the list has them in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from lxml.html.builder import E
from markdown_it import MarkdownIt

from staged_pages import pages_and_staging
from statbook.site.markdown_twins import LIST, markdown, write_twins


def twin(body: str) -> str:
    return markdown(html.fragment_fromstring(body, create_parent="article"), "fruit.html")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<h2>Pears<a class="headerlink" href="#x">#</a></h2><p>They\nfell.</p>', "## Pears\n\nThey fell.\n"),
        (
            '<p>It <span class="num" id="use-1"><a href="../e.html#obs-a"><span>rose 3%</span></a></span>.</p>',
            "It [rose 3%](../e.html#obs-a).\n",
        ),
        ('<p>See <a href="#fig-a">Chart 1</a>.</p>', "See [Chart 1](fruit.html#fig-a).\n"),
        ('<p><a href="a b(1).html">x</a></p>', "[x](a%20b%281%29.html)\n"),
        ("<ul><li><p>a</p></li><li><p>b</p><ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c\n"),
        ("<p><strong>a</strong>, <em>b</em> and <code>c_*d</code></p>", "**a**, *b* and `c_*d`\n"),
        ("<pre>x\n  y</pre>", "    x\n      y\n"),
        ("<div>loose <b>words</b><p>more</p> and</div>", "loose **words**\n\nmore\n\nand\n"),
        (
            "<table><thead><tr><th><p>a</p></th><th>b|</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            "| a | b\\| |\n| --- | --- |\n| 1 |  |\n",
        ),
        (
            '<table><caption><span class="caption-number">Table 9 </span><span class="caption-text">Trees</span>'
            '<a class="headerlink" href="#t">#</a></caption><tr><th>a</th></tr><tr><td>1</td></tr></table>',
            "**Trees**\n\n| a |\n| --- |\n| 1 |\n",
        ),
        (
            '<dl><dt><span id="obs-a">Pears</span></dt><dd><dl><dt>Printed<span class="colon">:</span></dt>'
            "<dd><p>3个</p></dd></dl></dd></dl>",
            "- Pears (obs-a)\n  - Printed: 3个\n",
        ),
        ("<p>Pears</p><script>x()</script><form>y</form><button>z</button>", "Pears\n"),
    ],
)
def test_a_twin_is_plain_markdown(body: str, text: str) -> None:
    assert text == twin(body)


def test_a_chart_is_its_words_what_its_drawing_shows_and_its_table_with_its_file() -> None:
    drawings = '<div class="sb-wide"><svg aria-label="Pears: 3"><text>drawn</text></svg></div>'
    figure = (
        '<figure class="sb-figure" id="fig-a"><p class="sb-number"><a href="#fig-a">Chart 1</a></p>'
        f'<p class="sb-title">Pears fell</p><div class="sb-static">{drawings}</div><figcaption><p>All of them.</p>'
        '<ul class="sb-key"><li>printed</li></ul></figcaption><details><summary>Data</summary><table><tr><th>a</th></tr>'
        '</table><p><a href="../data/fig-a.csv">fig-a.csv</a></p></details><div class="sb-citation">cite</div></figure>'
    )

    assert (
        "[Chart 1](fruit.html#fig-a)\n\n**Pears fell**\n\nDrawing: Pears: 3\n\nAll of them.\n\n| a |\n| --- |\n\n"
        "[fig-a.csv](../data/fig-a.csv)\n"
    ) == twin(figure)


@example("1. one")
@example("2) two")
@example("- x")
@example("+ x")
@example("# x")
@example("> x")
@example("---")
@example("===")
@example("~~~ x")
@example("*a* _b_ `c` **d** __e__ f_g")
@example("&amp; &#60; <b> ![a](b) [c][d] <https://x.example> \\")
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))))
def test_whatever_a_page_says_a_reader_of_markdown_reads(said: str) -> None:
    article = E.article(E.p(said), E.ul(E.li(E.p(said))), E.p(E.a(said, href="x")))
    read = html.fromstring(f"<div>{MarkdownIt('commonmark').render(markdown(article, 'x.html'))}</div>")

    words = " ".join(said.split())
    assert (
        [words] * 3
        if words
        else []
        == [" ".join(node.text_content().split()) for node in read.xpath("./p | .//li") if node.text_content().strip()]
    )


def test_each_page_but_the_search_has_a_twin_and_the_list_has_the_contents_first(tmp_path: Path) -> None:
    pages, staging = pages_and_staging(tmp_path)
    write_twins(pages, pages, staging, pages / "none")

    assert {"index.md", "chapters/pears.md", "evidence/pears.md"} == {
        path.relative_to(pages).as_posix() for path in pages.rglob("*.md")
    }
    assert "Pears \\[all\\]\n" == (pages / "chapters" / "pears.md").read_text(encoding="utf-8")
    assert (
        "# Fruit in figures\n\n> Pears & apples.\n\nVersion 1.0, as known on 25 March 2026. Each number links to its entry "
        "in the evidence, which says where it was printed or how it was computed.\n\n## Pages\n\n"
        "- [Fruit](index.md): Pears fell.\n- [Pears \\[all\\]](chapters/pears.md): Why?\n\n"
        "## Optional\n\n- [Evidence](evidence/pears.md)\n"
    ) == (pages / LIST).read_text(encoding="utf-8")


def test_the_list_has_addresses_where_the_book_has_one(tmp_path: Path) -> None:
    pages, staging = pages_and_staging(tmp_path, homepage="https://book.example/")
    write_twins(pages, pages, staging, pages / "none")

    links = re.findall(r"\]\((.*?)\)", (pages / LIST).read_text(encoding="utf-8"))
    assert ["https://book.example/index.md", "https://book.example/chapters/pears.md"] == links[:2]
