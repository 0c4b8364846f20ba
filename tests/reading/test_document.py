from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError
from statbook.reading.document import read_document

TEXT = "海西省前5个月出口4亿元，增长7%。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="gb18030"><title>外贸</title></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/a">新闻100条</a></li></ul></nav>
<div id="content"><h1>出口增长</h1><p>{TEXT}</p><p>从产品看，前5个月茶叶出口2亿元，增长3%，瓷器出口1亿元。</p></div>
<footer>电话 12345 访问量 67890人</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_may_be_written_in_several_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(TEXT.encode(encoding))

    assert TEXT == read_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_of_a_page_the_article_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "release.html"
    path.write_bytes(PAGE.replace("gb18030", encoding).encode(encoding))

    text = read_document(path)

    assert TEXT in text
    assert "100条" not in text
    assert "67890" not in text


def test_of_a_pdf_the_text_layer_is_read(tmp_path: Path) -> None:
    import typst

    source = f'#set page(width: 90mm, height: 60mm)\n#set text(font: "Libertinus Serif", lang: "en")\n{"Exports rose 7 percent to 4 billion. " * 6}'
    path = tmp_path / "release.pdf"
    path.write_bytes(typst.compile(source.encode()))

    assert 6 == " ".join(read_document(path).split()).count("Exports rose 7 percent to 4 billion.")


def test_full_lines_of_a_pdf_go_on_in_the_next() -> None:
    from statbook.reading.document import _join_lines

    page = "出口增长\n今年前五个月海西省出口四亿元增长百分\n之七。进口二亿元下降百分之三，与上年同\n期相比有所回落。"

    assert (
        "出口增长\n今年前五个月海西省出口四亿元增长百分之七。进口二亿元下降百分之三，与上年同期相比有所回落。"
        == _join_lines(page)
    )


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("release.doc", b"x", "a file .doc"),
        ("release.txt", b"\xff\x81\x00\x9f", "bytes that are no text"),
        ("release.txt", b"  \n", "no text"),
        ("release.pdf", b"%PDF-1.7 nothing", "no PDF that can be opened"),
        ("release", b"x", "a file without an ending"),
    ],
)
def test_what_is_no_text_is_a_fault(tmp_path: Path, name: str, content: bytes, found: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(DataError, match=found) as caught:
        read_document(path)
    assert str(path) in str(caught.value)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file"):
        read_document(tmp_path / "none.txt")
