"""Tables as CSV for spreadsheets: read rightly by all of them, and taken for a formula by none.

What programs really do, and what follows:

- Excel and LibreOffice run a cell that begins with `=`, Excel also one with `+`, `-` or `@`, and Asian editions the
  wide forms of these signs; blanks before it do not help. Such a cell is led by an apostrophe, which makes it text.
- A number is no formula, whatever its sign, and stays a number; nor is one with its unit in words ("−94 billion yuan").
- Where semicolons part cells (Excel in half of Europe, LibreOffice by default beside the comma), quotes do not hold a
  cell together, and what follows a semicolon, a tab or a line break begins a cell of its own. It is treated as one.
- Without a byte order mark Excel takes UTF-8 for the local encoding and garbles what is not Latin.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

_SIGNED = r"[+\-−－]?\d[\d,，]*(?:[.．]\d+)?(?:[eE][+\-]?\d+)?[%％]?"
_WORDS = r" ?[^\W\d_]+(?: [^\W\d_]+)*"
_NUMBER = re.compile(rf"{_SIGNED}(?:(?: to |至|–){_SIGNED})?(?:{_WORDS})?")
_BREAKS = re.compile(r"([;\t\r\n])")


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV, as `write_csv` writes it."""
    out = io.StringIO()
    write_csv(out, columns, rows)
    return out.getvalue()


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table as CSV with a byte order mark and CRLF, every cell quoted and inert; None gives an empty cell."""
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([inert(cell) for cell in columns])
    writer.writerows([inert(cell) for cell in row] for row in rows)


def inert(cell: Any) -> str:
    """A cell as text that no spreadsheet takes for a formula: led by an apostrophe where it would be; None is empty."""
    text = "" if cell is None else str(cell)
    led = "".join(f"'{piece}" if _like_a_formula(piece) else piece for piece in _BREAKS.split(text))
    return f"'{led}" if text.startswith(("\t", "\r", "\n")) else led


def unguard(cell: str) -> str:
    """The text of a cell without the apostrophes with which `inert` led what is like a formula.

    >>> unguard(inert("=1+1; -x"))
    '=1+1; -x'
    """
    text = cell[1:] if cell.startswith(("'\t", "'\r", "'\n")) else cell
    pieces = (piece[1:] if piece[:1] == "'" and _like_a_formula(piece[1:]) else piece for piece in _BREAKS.split(text))
    return "".join(pieces)


def inert_file(content: bytes) -> bytes:
    """The CSV file *content* (UTF-8) with inert cells; the same bytes where nothing in it is like a formula."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
    made = [[inert(cell) for cell in row] for row in rows]
    if made == rows:
        return content
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(made)
    return out.getvalue().encode("utf-8")


def _like_a_formula(piece: str) -> bool:
    # Blanks, invisible signs and quotes before it are skipped by one program or another.
    first = next((sign for sign in piece if sign != '"' and unicodedata.category(sign)[0] not in "ZC"), None)
    # Compatibility forms as plain ones: ＝ and ﹦ are =.
    led = first is not None and unicodedata.normalize("NFKC", first)[0] in "=+-−@"
    return led and not _NUMBER.fullmatch(piece.strip())
