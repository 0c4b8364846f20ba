"""The macros of pages: the row of buttons under a chart, and the same key to the marks on pages and in print."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from statbook.charts.citation import Citation
from statbook.charts.labels import words
from statbook.charts.page import PAGE, key_to_marks

EVIL = "</pre></script><img src=x onerror=alert(1)>"


def toolbar(citation: Citation | None) -> str:
    return str(PAGE.toolbar("fig-a-b", citation, "", words("downloads", "en")))


def test_the_row_opens_data_and_citation_and_saves_four_files() -> None:
    row = toolbar(Citation("Cited (2026).", "@misc{x,\n}\n"))

    assert ["Data", "Cite"] == re.findall("<summary>(.*?)</summary>", row)
    assert ["link", "copy", "copy", "bib", "csv", "svg", "png", "spec"] == re.findall('data-do="(.*?)"', row)
    assert '<p class="sb-words">Cited (2026).</p>' in row
    assert '<pre class="sb-words">@misc{x,\n}</pre>' in row
    assert 4 == row.count('role="status"')


def test_a_citation_that_looks_like_script_is_inert() -> None:
    row = toolbar(Citation(EVIL, EVIL))

    assert "<img" not in row
    assert 1 == row.count("</pre>")


def test_a_chart_of_no_book_is_not_cited() -> None:
    assert "Cite" not in toolbar(None)


def test_every_language_has_every_word_of_the_row() -> None:
    assert set(words("downloads", "en")) == set(words("downloads", "zh"))


ALL = {"printed", "derived", "about", "bound", "target", "rest"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_and_print_show_the_same_marks_in_the_same_order(lang: str) -> None:
    marks = key_to_marks(ALL, lang)
    items = ET.fromstring(PAGE.key(marks)).findall("li")

    assert 6 == len(items) == len(marks)
    assert [mark["words"] for mark in marks] == ["".join(item.itertext()).strip() for item in items]


def test_the_key_has_no_mark_that_is_not_drawn_and_printed_marks_alone_need_none() -> None:
    assert ["printed", "rest, not printed"] == [
        mark["words"] for mark in key_to_marks({"rest", "printed", "due"}, "en")
    ]
    assert ["lower bound"] == [mark["words"] for mark in key_to_marks({"bound"}, "en")]
    assert [] == key_to_marks({"printed"}, "en") == key_to_marks(set(), "en")


def test_a_mark_is_drawn_and_hidden_from_screen_readers_because_its_words_stand_beside_it() -> None:
    for mark in key_to_marks(ALL, "en"):
        drawn = ET.fromstring(mark["svg"])
        assert "true" == drawn.get("aria-hidden")
        assert len(drawn)


def test_words_that_are_linked_lead_to_their_anchors_and_others_are_escaped() -> None:
    assert 'a &lt; <a class="sb-cite" href="#obs-b">b</a>' == PAGE.linked([("a < ", ""), ("b", "obs-b")])
