"""What a figure carries to be taken away, and the row of buttons for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from statbook.charts.citation import Citation
from statbook.charts.downloads import payload, toolbar
from statbook.charts.labels import words
from statbook.project.paths import Book
from statbook.store import Edition

BOOK = Book(Path(__file__).resolve().parents[2])
EVIL = "</pre></script><img src=x onerror=alert(1)>"
EDITION = Edition(name="made", title="A book", version="1.2", as_of="2026-03-25", licence=("CC-BY-4.0", "", ""))
WORDS = {"title": "T", "subtitle": "S", "source": "Source: x.", "description": "D"}
DATA = {"head": ["Name", "Value"], "right": [False, True], "rows": [["=1", "−94 billion yuan"]]}
SPECS: dict[str, dict[str, object]] = {"wide": {}, "narrow": {}}


def test_a_figure_carries_its_table_its_frames_and_the_stem_of_its_files() -> None:
    made = payload(EDITION, "fig-made-x", WORDS, SPECS, DATA, "en", BOOK)

    assert {"stem", "csv", "frames"} == set(made)
    assert "fig-made-x-1.2" == made["stem"]
    assert '\ufeff"Name","Value"\r\n"\'=1","−94 billion yuan"\r\n' == made["csv"]
    assert {"wide", "narrow"} == set(made["frames"])


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Data version 1.2, as of 25 March 2026"), ("zh", "数据版本 1.2,截至2026年3月25日")]
)
def test_both_frames_name_book_edition_and_licence(lang: str, told: str) -> None:
    for made in payload(EDITION, "fig-made-x", WORDS, SPECS, DATA, lang, BOOK)["frames"].values():
        assert "A book" in made
        assert told in made
        assert "CC BY 4.0" in made


def test_a_figure_of_no_book_names_no_edition() -> None:
    made = payload(Edition(), "fig-x", WORDS, SPECS, DATA, "en", BOOK)

    assert "fig-x" == made["stem"]
    assert "Data version" not in made["frames"]["wide"]
    assert "Cite" not in toolbar(None, "", "en")


def test_the_row_opens_data_and_citation_and_saves_four_files() -> None:
    row = toolbar(Citation("Cited (2026).", "@misc{x,\n}\n"), "<table></table>", "en")

    assert ["Data", "Cite"] == re.findall("<summary>(.*?)</summary>", row)
    assert ["copy", "copy", "bib", "csv", "svg", "png", "spec"] == re.findall('data-do="(.*?)"', row)
    assert '<p class="sb-words">Cited (2026).</p>' in row
    assert '<pre class="sb-words">@misc{x,\n}</pre>' in row
    assert 3 == row.count('role="status"')


def test_a_citation_that_looks_like_script_is_inert() -> None:
    row = toolbar(Citation(EVIL, EVIL), "", "en")

    assert "<img" not in row
    assert 1 == row.count("</pre>")


def test_every_language_has_every_word() -> None:
    assert set(words("downloads", "en")) == set(words("downloads", "zh"))
