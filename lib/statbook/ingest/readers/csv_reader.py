"""CSV files as others write them: UTF-8 with and without a byte order mark, UTF-16, GB18030; commas, semicolons, tabs.

What is no mark in the file is taken by what the bytes allow, and said; what could be several things is refused.
"""

from __future__ import annotations

__all__ = ["read_csv"]

import codecs
import csv
import io
from pathlib import Path

import pandas as pd

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import Grid

LARGEST = 512 * 2**20
MOST_LINES = 2_000_000
MOST_COLUMNS = 1_000
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "gb18030": "GB18030"}
_COMMON = 0.7
"""The part of Chinese signs that must be common ones (GB 2312, first level) for bytes to be taken as GB18030:
other encodings of Asia can be read as GB18030 too, but then give rare signs."""
_SAMPLE = 20_000
"""Signs that are looked at for it."""
_LINES_LOOKED_AT = 50


def read_csv(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """The table of the CSV file *path*. Raises DataError if it is too large or cannot be read as it is said to be."""
    size = path.stat().st_size
    if size > LARGEST:
        raise _fault(path, f"{size / 2**20:,.0f} MB", f"at most {LARGEST // 2**20} MB", "Split the file.")
    text, taken = _decoded(path, path.read_bytes(), encoding)
    notes = [] if encoding else [f"read as {taken}"]
    if "\0" in text:
        raise _fault(path, "NUL signs", "a table as text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise _fault(path, "an empty file", "a table")
    if text.lstrip()[:1] == "<":
        raise _fault(path, "a page of HTML or XML", "a table as CSV", "Open it in a spreadsheet and save it as CSV.")
    if delimiter is None:
        delimiter = _delimiter(text)
        notes.append(f"cells parted by {DELIMITERS[delimiter]}s")
    starts, widths = _records(path, text, delimiter)
    if len(starts) > MOST_LINES or max(widths) > MOST_COLUMNS:
        raise _fault(
            path,
            f"{len(starts):,} lines and {max(widths):,} columns",
            f"at most {MOST_LINES:,} lines and {MOST_COLUMNS:,} columns",
        )
    frame = pd.read_csv(
        io.StringIO(text),
        sep=delimiter,
        header=None,
        names=list(range(max(widths))),
        index_col=False,
        dtype=object,
        na_filter=False,
        skip_blank_lines=False,
        low_memory=False,
    ).fillna("")
    frame.index = pd.Index(starts)
    return Grid(frame, pd.Series(widths, index=frame.index), path.name, notes=tuple(notes))


def _fault(path: Path, found: str, expected: str, fix: str = "", line: int = 0) -> DataError:
    return DataError([Fault(f"{path.name}:{line}" if line else path.name, found, expected, fix)])


def _decoded(path: Path, raw: bytes, encoding: str | None) -> tuple[str, str]:
    """The text and the name of its encoding."""
    marked = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None)
    candidates = [marked] if marked else [encoding] if encoding else [*_wide(raw), "utf-8", "gb18030"]
    for name in candidates:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if name != "gb18030" or encoding or _likely(text):
            return text, _NAMES.get(name, "UTF-16")
    told = _NAMES.get(candidates[0], "UTF-16") if len(candidates) == 1 else "UTF-8, UTF-16 or GB18030"
    raise _fault(path, f"bytes that are no text in {told}", "a CSV file", "Save it as CSV in UTF-8.")


def _wide(raw: bytes) -> list[str]:
    """UTF-16 without a mark: every second byte of plain signs is zero."""
    head = raw[:2000]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 10 < len(head) or min(odd, even) * 4 > max(odd, even):
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _likely(text: str) -> bool:
    signs = [sign for sign in text[:_SAMPLE] if not sign.isascii()]
    common = 0
    for sign in signs:
        code = sign.encode("gb2312", errors="ignore")
        common += bool(code) and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3)
    return common >= _COMMON * len(signs)


def _delimiter(text: str) -> str:
    """The sign that most lines have equally often, outside quotes; the comma if there is none."""
    lines = [line for line in text[:100_000].split("\n")[:_LINES_LOOKED_AT] if line.strip()]
    counts: dict[str, int] = {}
    for sign in DELIMITERS:
        found = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(found), key=lambda width: (found.count(width) if width > 1 else 0, width), default=1)
        counts[sign] = found.count(usual) * (usual > 1) * 100 + usual
    return max(DELIMITERS, key=lambda sign: counts[sign])


def _records(path: Path, text: str, delimiter: str) -> tuple[list[int], list[int]]:
    """The line on which each record begins, and how many cells it has."""
    if '"' not in text:
        lines = text.removesuffix("\n").split("\n")
        return list(range(1, len(lines) + 1)), [line.count(delimiter) + 1 if line else 0 for line in lines]
    starts, widths, line = [], [], 1
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            starts.append(line)
            widths.append(len(record))
            line = reader.line_num + 1
    except csv.Error as error:
        found = "a quote that is not closed" if "end of data" in str(error) else str(error)
        raise _fault(path, found, "cells in quotes, each closed", line=line) from None
    return starts, widths
