"""Citations: every part is there, and BibTeX gives back what went in, whatever it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from pybtex.database import Entry, parse_string

from statbook.charts.citation import Citation, citation_cff, cite_book, cite_chart
from statbook.store import Author, Edition

EDITION = Edition(
    name="made",
    title="A book: of charts",
    about="Charts.",
    version="1.2",
    as_of="2026-03-25",
    licence=("CC-BY-4.0", "Attribution", "https://example.org/by"),
    authors=(Author("The makers of A and B"), Author("Wei Li", "Wei", "Li")),
)
NASTY = [
    "100% of $x_1^2$ & #1 ~ ^",
    r"\input{/etc/passwd} \textbf{x}",
    "an } end before its { start",
    'She said "hi" and “you”',
    "@misc{other, title = {x}}",
    "</script><img src=x onerror=alert(1)>",
    "=HYPERLINK(1)",
    "数说中国：创新经济（一）",
    "Xi'an’s trade − 19.0% ≥ 5",
    "two\nlines\tand a tab",
    "a, b and c and others",
    "%",
    "\\",
    "control \x00\x07 and turning \u202e signs",
]
SIGNS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textdollar}": "$",
    r"{\textasciicircum}": "^",
    r"{\textasciitilde}": "~",
    r"\%": "%",
    r"\&": "&",
    r"\#": "#",
    r"\_": "_",
}


def read(latex: str) -> str:
    """What LaTeX sets: its names of signs as signs, braces taken off."""
    found = re.sub("|".join(map(re.escape, SIGNS)) + "|[{}]", lambda match: SIGNS.get(match[0], ""), latex)
    return found


def entry(citation: Citation) -> Entry:
    (found,) = parse_string(citation.bibtex, "bibtex").entries.values()
    return found


def chart(title: str = "Trade rose", edition: Edition = EDITION, lang: str = "en") -> Citation:
    return cite_chart(edition, "fig-made-x", "chapters/made.html", title, lang)


def test_the_citation_of_a_chart_names_all_that_is_needed_to_find_it_again() -> None:
    expected = (
        "The makers of A and B, Wei Li (2026): “Trade rose”. Chart fig-made-x in A book: of charts, "
        "chapters/made.html#fig-made-x. Data version 1.2, as of 25 March 2026. CC BY 4.0."
    )

    assert expected == chart().text


def test_the_citation_of_the_book_leaves_the_chart_out() -> None:
    expected = (
        "The makers of A and B, Wei Li (2026): A book: of charts. Data version 1.2, as of 25 March 2026. CC BY 4.0."
    )

    assert expected == cite_book(EDITION, "en").text


def test_a_chinese_citation_is_chinese() -> None:
    text = chart("出口增长", lang="zh").text

    assert "“出口增长”。图fig-made-x，载" in text
    assert "截至2026年3月25日" in text


def test_a_published_book_is_cited_with_its_address() -> None:
    published = replace(EDITION, site="https://example.org/book/")
    address = "https://example.org/book/chapters/made.html#fig-made-x"

    assert address in chart(edition=published).text
    assert address == read(entry(chart(edition=published)).fields["url"])
    assert cite_book(published, "en").text.endswith("https://example.org/book/")


def test_bibtex_has_a_key_with_the_version_and_each_author_whole() -> None:
    parsed = parse_string(chart().bibtex, "bibtex")
    authors = entry(chart()).persons["author"]

    assert ["fig-made-x-1.2"] == list(parsed.entries)
    assert [["{The makers of A and B}"], ["{Li}"]] == [author.last_names for author in authors]
    assert [[], ["Wei"]] == [author.first_names for author in authors]


@pytest.mark.parametrize("text", NASTY)
def test_bibtex_gives_back_what_went_in(text: str) -> None:
    plain = " ".join(re.sub("[\x00\x07\u202e]", "", text).split())
    nasty = replace(EDITION, title=text, authors=(Author(text), Author(text, text, text)))
    for cited in (chart(text, nasty), chart(text, nasty, "zh")):
        found = entry(cited)
        body, person = found.persons["author"]
        assert plain == read(found.fields["title"])
        assert plain in read(found.fields["howpublished"])
        assert [plain] == [read(name) for name in body.last_names]
        assert plain == " ".join(read(name) for name in (*person.first_names, *person.middle_names))
        assert plain in cited.text
        assert "\n" not in cited.text


def test_a_typesetter_sets_the_words_as_they_are(tmp_path: Path) -> None:
    import pdfplumber
    import typst

    title = r'100% of $x_1$ & "this" \input{a} } <b>'
    (tmp_path / "a.bib").write_text(chart(title).bibtex, encoding="utf-8")
    (tmp_path / "a.typ").write_text('#bibliography("a.bib", full: true)', encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(typst.compile(str(tmp_path / "a.typ")))
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        text = " ".join(pdf.pages[0].extract_text().split())

    assert title.replace('"this"', "'this'") in re.sub("[‘’]", "'", text.replace('"', "'"))


@pytest.mark.parametrize("text", NASTY)
def test_the_citation_file_gives_back_what_went_in(text: str) -> None:
    plain = text.replace("\x00", "").replace("\x07", "").replace("\u202e", "")
    made = yaml.safe_load(citation_cff(replace(EDITION, title=plain, authors=(Author(plain),))))

    assert plain == made["title"]
    assert [{"name": plain}] == made["authors"]
    assert ("1.2", "2026-03-25", "CC-BY-4.0") == (made["version"], made["date-released"], made["license"])


@pytest.mark.parametrize("title", NASTY)
def test_title_and_number_of_a_chart_are_known_in_the_sentence_and_in_the_entry(title: str) -> None:
    cited = cite_chart(EDITION, "fig-a-b", "chapters/a.html", title, "en")

    for text in (cited.text, cited.bibtex):
        pieces = cited.pieces(text)
        assert text == "".join(words for words, _ in pieces)
        assert ["title", "number"] == [kind for _, kind in pieces if kind]
