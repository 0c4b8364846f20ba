"""The article of a page for a document: what is for screens goes, drawings become pictures, links stay within it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from statbook.documents.article import NOTES, Article, notes, read_article
from statbook.project.paths import Book

BOOK = Book(Path(__file__).resolve().parents[2])
PAGE = """<!DOCTYPE html><html><body><nav>elsewhere</nav><article class="bd-article">
<section id="pears"><h1>Pears<a class="headerlink" href="#pears">#</a></h1>
<p>There are <a href="../evidence/fruit.html#obs-pears">7 pears</a>, <a href="#fig-a">Chart 1.1</a>,
<a href="../chapters/plums.html#ripe">plums</a>, <a href="other.html">another page</a>, <a href="#nowhere">nowhere</a>,
<a href="../chapters/sources.html#source-x">a source</a> and <a href="https://example.org/">a site</a>.</p>
<section id="more"><h2>More</h2><p class="screen">Click.</p>
<figure class="sb-figure" id="fig-a"><p class="sb-number">Chart 1.1</p><p class="sb-title">Pears rose</p>
<form><select></select></form>
<div class="sb-static"><div class="sb-wide"><svg xmlns="http://www.w3.org/2000/svg" aria-label="Pears: 7" width="40"
height="20" viewbox="0 0 40 20"><clippath id="c"><rect width="9" height="9"></rect></clippath></svg></div>
<div class="sb-narrow"><svg aria-label="narrow"></svg></div></div><div class="sb-live"></div>
<figcaption><p class="sb-source">Source: made.</p></figcaption><div class="sb-tools">Data</div></figure>
<svg class="icon"></svg></section></section><script>1</script></article></body></html>"""


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "pears.html"
    path.write_text(PAGE, encoding="utf-8")
    return read_article(path, BOOK, ["pears", "plums"], {"obs-pears": {}})


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_what_only_a_page_can_do_is_left_out(article: Article) -> None:
    told = text(article.content)

    assert "Pears There are 7 pears" in told
    assert not [words for words in ("#", "Click.", "Data", "elsewhere") if words in told]
    assert not article.content.xpath(".//script | .//form | .//section | .//figure")


def test_a_drawing_becomes_a_picture_with_its_words_and_others_go(article: Article) -> None:
    (image,) = article.content.xpath(".//img")

    assert ("pears-1.png", "Pears: 7") == (image.get("src"), image.get("alt"))
    assert ["pears-1.png"] == [*article.pictures]
    assert article.pictures["pears-1.png"].startswith(b"\x89PNG")
    assert (80, 40) == (
        int.from_bytes(article.pictures["pears-1.png"][16:20], "big"),
        int.from_bytes(article.pictures["pears-1.png"][20:24], "big"),
    )


def test_links_lead_within_the_document_or_are_words(article: Article) -> None:
    links = {text(link): link.get("href") for link in article.content.xpath(".//a")}

    assert {
        "7 pears": f"#{NOTES}-obs-pears",
        "Chart 1.1": "#pears-fig-a",
        "plums": "#plums",
        "a site": "https://example.org/",
    } == links
    assert ["obs-pears"] == article.cited


def test_headings_bear_the_addresses_of_their_sections(article: Article) -> None:
    heads = {text(head): head.get("id") for head in article.content.xpath(".//h1 | .//h2")}

    assert {"Pears": "pears", "More": "pears-more"} == heads
    assert article.content.xpath('.//*[@id="pears-fig-a"]')


def test_a_note_says_what_the_card_says_and_each_number_has_one() -> None:
    cards = {"obs-a": {"title": "A & B", "facts": [["Printed", [["7万", ""]]], ["Source", [["x, ", ""], ["y", "z"]]]]}}
    made = notes(["obs-a", "obs-a", "obs-b"], cards, "Notes")
    (note,) = made.xpath("./div")

    assert f"{NOTES}-obs-a" == note.get("id")
    assert ["A & B", "Printed ", "7万", "Source ", "x, y"] == [*note.itertext()]
