"""The text of a document: plain text, a web page without what stands around its article, the text layer of a PDF."""

import re
from pathlib import Path

from statbook.errors import DataError, Fault

_ENDS = {
    ".txt": "text",
    ".md": "text",
    ".text": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".pdf": "pdf",
}
_NARROWEST = 12
"""Signs of a line that is full."""
_END = re.compile(r"[。！？；：.!?;:”）)】》\s]$")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


def read_document(path: Path) -> str:
    """The text of the file *path*; offsets count its code points. Raises DataError for what is no text."""
    kind = _ENDS.get(path.suffix.lower())
    if kind is None:
        raise DataError(
            [
                Fault(
                    str(path),
                    f"a file {path.suffix or 'without an ending'}",
                    "a text (.txt), a web page (.html) or a PDF",
                    "Save it as one of these.",
                )
            ]
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError([Fault(str(path), str(error.strerror), "a file that can be read")]) from None
    text = _read_pdf(path, content) if kind == "pdf" else decode_text(path, content, page=kind == "page")
    if kind == "page":
        text = _read_page(text)
    if not text.strip():
        fix = (
            "A scanned page has no text layer: run it through OCR first." if kind == "pdf" else "Is it the right file?"
        )
        raise DataError([Fault(str(path), "no text", "a text with numbers", fix)])
    return text


def decode_text(path: Path, content: bytes, page: bool) -> str:
    declared = [found[1].decode("ascii", "ignore")] if page and (found := _CHARSET.search(content[:4_000])) else []
    marked = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else []
    for encoding in (*marked, "utf-8-sig", *declared, "gb18030"):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise DataError([Fault(str(path), "bytes that are no text", "a text in UTF-8 or GB18030", "Save it in UTF-8.")])


def _read_page(text: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # takes a moment

    return str(extract_plain_text(text, main_content=True, alt_texts=False, links=False))


def _read_pdf(path: Path, content: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        try:
            pages = [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise DataError([Fault(str(path), "no PDF that can be opened", "a PDF without a password")]) from None
    return "\n".join(_join_lines(page.replace("\r\n", "\n")) for page in pages)


def _join_lines(page: str) -> str:
    """A page whose full lines go on in the next one: print breaks them anywhere."""
    lines = page.split("\n")
    full = sorted(map(len, lines))[len(lines) * 3 // 4] * 4 // 5
    text = ""
    for line in lines:
        text += line if full >= _NARROWEST and len(line) >= full and not _END.search(line) else f"{line}\n"
    return text.rstrip("\n")
