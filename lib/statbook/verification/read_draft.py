"""Reads a draft in Markdown, Word, HTML or plain text."""

import re
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.reading.document import decode_text
from statbook.verification.draft import Draft, DraftText


def read_draft(path: Path) -> Draft:
    """The draft in the file *path*, by its ending. Raises DataError for what is no text."""
    # What reads one kind of file is imported when such a file comes.
    kind = path.suffix.lower()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError([Fault(str(path), str(error.strerror), "a file that can be read")]) from None
    if kind == ".docx":
        from statbook.verification.markup import read_docx

        return read_docx(path.name, content)
    if kind in (".html", ".htm", ".xhtml"):
        from statbook.verification.markup import read_html

        return read_html(path.name, decode_text(path, content, page=True))
    text = decode_text(path, content, page=False)
    if kind in (".md", ".markdown"):
        from statbook.verification.markdown import read_markdown

        return read_markdown(path.name, text)
    if kind in (".txt", ".text", ""):
        return read_plain(path.name, text)
    expected = "a draft in Markdown (.md), Word (.docx), HTML (.html) or plain text (.txt)"
    raise DataError([Fault(str(path), f"a file {kind}", expected, "Save it as one of these.")])


def read_plain(name: str, text: str) -> Draft:
    """A plain text; a line that goes on in the next one is joined to it."""
    made = DraftText()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        following = lines[number] if number < len(lines) else ""
        goes_on = len(line) >= 40 and line[-1:].isascii() and re.search(r"[\w,]\s*$", line) and following[:1].isalnum()
        made.add(line + (" " if goes_on else "\n"), number, 1)
    return made.finish(name)
