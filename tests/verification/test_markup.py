"""Drafts in HTML and in Word's DOCX."""

from __future__ import annotations

import io
import zipfile

import pytest

from statbook.errors import DataError
from statbook.verification.markup import read_docx, read_html

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def docx(body: str, links: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>")
        if links:
            archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
    return content.getvalue()


def test_a_page_is_its_paragraphs_without_scripts_and_code() -> None:
    page = "<html><head><title>9%</title></head><body><p>Rose <b>5</b>%<br>to 6.</p><script>7</script><pre>8</pre><p>End</p></body></html>"

    draft = read_html("d", page)

    assert "Rose 5%\nto 6.\nEnd\n" == draft.text
    assert (2, 4) == draft.place(draft.text.index("6"))


def test_a_page_keeps_tables_apart_and_links_to_the_evidence() -> None:
    page = '<p><a href="e.html#obs-a">5%</a> of 6%</p><table><tr><td>7%</td><td>8%</td></tr></table><p>9%</p>'

    draft = read_html("d", page)

    assert ["obs-a", ""] == [draft.anchor(draft.text.index(sign)) for sign in ("5%", "6%")]
    assert [False, True, True, False] == [draft.in_table(draft.text.index(sign)) for sign in ("6%", "7%", "8%", "9%")]


def test_a_word_document_is_its_paragraphs_and_tables_without_what_was_deleted() -> None:
    body = (
        "<w:p><w:r><w:t>Rose 5</w:t></w:r><w:r><w:t>%</w:t></w:r><w:del><w:r><w:delText>6%</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>7%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        '<w:p><w:hyperlink r:id="l1"><w:r><w:t>8%</w:t></w:r></w:hyperlink></w:p>'
    )

    draft = read_docx("d", docx(body, '<Relationship Id="l1" Target="https://x.example/e.html#obs-a"/>'))

    assert "Rose 5%\n7%\n8%\n" == draft.text
    assert [False, True] == [draft.in_table(draft.text.index(sign)) for sign in ("5", "7")]
    assert "obs-a" == draft.anchor(draft.text.index("8"))


@pytest.mark.parametrize(
    "content", [b"", b"PK", docx("<w:p>"), docx("")], ids=["nothing", "two letters", "torn", "without words"]
)
def test_what_is_no_word_document_is_a_fault(content: bytes) -> None:
    with pytest.raises(DataError):
        read_docx("draft.docx", content)


def test_entities_of_a_word_document_are_not_resolved() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE a [<!ENTITY e SYSTEM "words.txt">]><w:document {W}><w:p><w:t>x &e; 5%</w:t></w:p></w:document>',
        )

    assert "x" in read_docx("d", content.getvalue()).text


def test_the_cells_of_tables_have_their_places() -> None:
    page = "<table><tr><th>b</th><th>c</th></tr><tr><td>1</td><td>2</td></tr></table><table><tr><td colspan=2>3</td></tr></table>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = (
        f"<w:tbl><w:tr>{cell.format('b')}{cell.format('c')}</w:tr><w:tr>{cell.format(1)}{cell.format(2)}</w:tr></w:tbl>"
    )

    for draft in (read_html("d", page), read_docx("d", docx(body))):
        (grid,) = draft.grids
        assert [["b", "c"], ["1", "2"]] == [[draft.text[start:end].strip() for start, end in row] for row in grid]


def test_the_rows_of_a_word_table_with_wide_cells_are_not_known() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'

    assert () == read_docx("d", docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")).grids
