"""Reading drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError
from statbook.verification.read_draft import read_draft, read_plain


def test_a_place_is_a_line_and_a_column_of_the_file() -> None:
    draft = read_plain("draft.txt", "first\r\nsecond 5%\n")

    assert (2, 8) == draft.place(draft.text.index("5%"))


def test_a_line_that_goes_on_is_joined_to_the_next() -> None:
    line = "In 2025 the apples of all China came to 125.04"

    assert f"{line} billion yuan\n\n" == read_plain("draft.txt", f"{line}\nbillion yuan\n").text


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("draft.png", b"x", "a file .png"),
        ("draft.txt", b"", "no text"),
        ("draft.md", b"```\n5%\n```\n", "no text"),
        ("draft.txt", b"\x00\x01\xff\xfe\x00", "bytes that are no text"),
        ("draft.docx", b"PK\x03\x04 no archive", "no Word document that can be opened"),
        ("draft.html", b"", "no HTML with text"),
    ],
)
def test_what_is_no_draft_is_a_fault(tmp_path: Path, name: str, content: bytes, found: str) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DataError, match=found):
        read_draft(tmp_path / name)


def test_a_draft_in_gb18030_is_read(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes("苹果增长8.6%".encode("gb18030"))

    assert "苹果增长8.6%\n" == read_draft(tmp_path / "draft.txt").text
