"""Read CSV files: UTF-8 with or without a byte order mark, UTF-16 or GB18030; commas, semicolons or tabs.

Without a byte order mark the encoding is detected and reported; ambiguous input is rejected.

The module is long because encoding, delimiter and lines are found here.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, chain, islice, zip_longest
from pathlib import Path

import pandas as pd

from statbook.ingest.readers.grid import Grid, file_error, part_height, quote_cell

LARGEST = 8 * 2**30
MOST_COLUMNS = 16_384
DELIMITERS = {
    ",": "cells separated by commas",
    ";": "cells separated by semicolons",
    "\t": "cells separated by tabs",
}
_NO_TABLES = (
    (re.compile(r"\s*<"), "a page of HTML or XML", "Open it in a spreadsheet and save it as CSV."),
    (
        re.compile(r'\s*(\{\s*["}]|\[\s*([\[{"\]]|-?[0-9.]+\s*,))'),
        "JSON",
        "Convert it to CSV, for example with pandas.",
    ),
)
"""Text that is no table: how it begins, what it is, and what to do."""
_LONGEST_CELL = 1_000_000
_LONGEST_SENTENCE = 2_000
"""Characters from which a cell is a long note, no piece of prose."""
_LONG = 15
"""Characters that the pieces of prose have on average, and more."""
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_NAMES = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "gb18030": "GB18030"}
_COMMON = 0.7
"""Share of non-ASCII characters that must be common ones (GB 2312, level 1) for bytes to be accepted as GB18030.
Other Asian encodings decode as GB18030 too, but yield rare characters."""
_SAMPLE = 20_000
"""Characters that this share is computed from."""
_SNIFFED = 100_000
"""Characters of which the first lines tell what separates cells."""
_PART_BYTES = 64_000_000
"""Bytes of a part of a table, or a little more."""
_LEAST = 100
"""Records of a part, or of a table."""
_SAMPLE_LINES = 50
_SAMPLE_RECORDS = 2_000
"""Records that tell prose from a table."""


def read_csv(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """The table in the CSV file *path*; encoding and delimiter are detected where they are not given.

    A long table comes in parts. Raises DataError if the file is too large or cannot be read in this encoding; the parts
    that follow the first raise it for what is in them.
    """
    size = path.stat().st_size
    if size > LARGEST:
        raise file_error(path, f"{size / 2**20:,.0f} MB", f"at most {LARGEST // 2**20:,} MB", "Split the file.")
    head, name = _decode(path, encoding)
    notes = [] if encoding else [f"read as {_NAMES.get(name, 'UTF-16')}"]
    for pattern, found, fix in _NO_TABLES:
        if pattern.match(head):
            raise file_error(path, found, "a table as CSV", fix)
    is_detected = delimiter is None
    if delimiter is None:
        delimiter = _detect_delimiter(head)
        notes.append(DELIMITERS[delimiter])
    parts = _read_parts(path, name, delimiter)
    first = next(parts)
    if is_detected and _is_prose(first.frame):
        found = f"text that is no table: {quote_cell(head.strip().split(chr(10))[0])}"
        fix = "Type its numbers into a table, or name what separates its cells in the recipe: table: {delimiter: …}."
        raise file_error(path, found, "rows with cells separated by commas, semicolons or tabs", fix)
    second = next(parts, None)
    return replace(first, notes=(*notes,), more=None if second is None else chain([second], parts))


def _read_parts(path: Path, encoding: str, delimiter: str) -> Iterator[Grid]:
    """The table in parts, each as wide as the first at least."""
    width = 0
    for lines, records in _read_records(path, encoding, delimiter):
        widths = [*map(len, records)]
        own, width = max(widths), max(width, *widths)
        if width > MOST_COLUMNS:
            found = f"{lines[-1]:,} lines and {width:,} columns"
            raise file_error(path, found, f"at most {MOST_COLUMNS:,} columns")
        cells = dict(enumerate(zip_longest(*records, fillvalue="")))
        cells |= {at: ("",) * len(records) for at in range(own, width)}
        frame = pd.DataFrame(cells, index=lines, columns=range(width), dtype=object)
        yield Grid(frame, pd.Series(widths, index=frame.index), path.name, delimiter=delimiter)


def _decode(path: Path, encoding: str | None) -> tuple[str, str]:
    """The beginning of the text, and the name of the encoding of the whole."""
    with path.open("rb") as file:
        raw = file.read(2000)
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if raw.startswith(mark)), None)
    candidates = [marked] if marked else [encoding] if encoding else [*_unmarked_utf16(raw), "utf-8", "gb18030"]
    for name in candidates:
        try:
            head, is_blank, line = _scan(path, name)
        except UnicodeDecodeError:
            continue
        if name != "gb18030" or encoding or _is_likely_chinese(head):
            if line:
                fix = "Delete them in a copy, or export the table again."
                raise file_error(path, "NUL characters", "a table as text", fix, line=line)
            if is_blank:
                raise file_error(path, "an empty file", "a table", "Save or download it again: nothing is in it.")
            return head, name
    wanted = _NAMES.get(candidates[0], "UTF-16") if len(candidates) == 1 else "UTF-8, UTF-16 or GB18030"
    line = _undecodable_line(path, candidates[0])
    raise file_error(path, f"bytes that are no text in {wanted}", "a CSV file", "Save it as CSV in UTF-8.", line=line)


def _scan(path: Path, encoding: str) -> tuple[str, bool, int]:
    """The beginning of a file, whether there is nothing in it, and the first line with NUL characters; 0 if there is none.

    Raises UnicodeDecodeError.
    """
    head, is_blank, lines, line = "", True, 1, 0
    with path.open(encoding=encoding) as file:
        while block := file.read(_SNIFFED):
            head, is_blank = head or block, is_blank and not block.strip()
            if not line and "\0" in block:
                line = lines + block.partition("\0")[0].count("\n")
            lines += block.count("\n") if not line else 0
    return head, is_blank, line


def _undecodable_line(path: Path, encoding: str) -> int:
    """The first line that is no text in an encoding whose lines end in one byte; 0 if that cannot be told."""
    with path.open("rb") as file:
        for number, line in enumerate(file if "16" not in encoding else (), 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 0


def _unmarked_utf16(raw: bytes) -> list[str]:
    """UTF-16 without a byte order mark: every second byte of ASCII text is zero."""
    head = raw[:2000]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 10 < len(head) or min(odd, even) * 4 > max(odd, even):
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _is_likely_chinese(text: str) -> bool:
    foreign = [character for character in text[:_SAMPLE] if not character.isascii()]
    common = 0
    for character in foreign:
        code = character.encode("gb2312", errors="ignore")
        common += bool(code) and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3)
    return common >= _COMMON * len(foreign)


def _detect_delimiter(text: str) -> str:
    """The delimiter that most lines contain equally often outside quotes; the comma if there is none."""
    lines = [line for line in text[:_SNIFFED].split("\n")[:_SAMPLE_LINES] if line.strip()]
    counts: dict[str, int] = {}
    for sign in DELIMITERS:
        found = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(found), key=lambda width: (found.count(width) if width > 1 else 0, width), default=1)
        counts[sign] = found.count(usual) * (usual > 1) * 100 + usual
    return max(DELIMITERS, key=lambda sign: counts[sign])


def _read_records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[list[int], list[list[str]]]]:
    """The lines on which the records of a part begin, and their cells; every end of line counts as a line feed."""
    csv.field_size_limit(_LONGEST_CELL)
    lines, records, start = [1], list[list[str]](), 0
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            while True:
                before = len(records)
                try:
                    records.extend(islice(reader, _LEAST))
                finally:  # also those before a wrong one
                    new = records[before:]
                    if reader.line_num - lines[-1] + 1 == len(new):
                        lines += range(lines[-1] + 1, reader.line_num + 2)
                    else:
                        heights = (1 + "".join(record).count("\n") for record in new)
                        lines += [*accumulate(heights, initial=lines.pop())]
                if len(new) < _LEAST:
                    break
                width = max(map(len, new))
                if len(records) >= part_height(width) or raw.tell() - start > _PART_BYTES:
                    yield lines[:-1], records
                    lines, records, start = lines[-1:], [], raw.tell()
        except csv.Error as error:
            expected, fix = "cells in quotes, each closed", ""
            found = "a quote that is not closed" if "end of data" in str(error) else str(error)
            if "field limit" in str(error):
                found, fix = (
                    f"a cell of more than {_LONGEST_CELL:,} characters",
                    "Is a quote missing? Cut such a cell in a copy of the table.",
                )
                expected = f"cells of at most {_LONGEST_CELL:,} characters"
            raise file_error(path, found, expected, fix, line=lines[-1]) from None
    if records:
        yield lines[:-1], records


def _is_prose(frame: pd.DataFrame) -> bool:
    """Whether text is no table: one column alone, or long pieces of sentences with hardly a number among them."""
    records = frame.head(_SAMPLE_RECORDS).to_numpy().tolist()
    filled = [cell.strip() for record in records for cell in record[1:] if cell.strip()]
    cells = [cell for cell in filled if len(cell) < _LONGEST_SENTENCE]
    if not filled:
        return len(frame.columns) == 1 and any(map("".join, records))
    numbers = sum(2 * sum(map(str.isdigit, cell)) >= len("".join(cell.split())) for cell in cells)
    return numbers * 10 < len(cells) and sum(map(len, cells)) > _LONG * len(cells)
