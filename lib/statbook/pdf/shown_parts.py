"""What a PDF shows, as its source says: to compare the languages of a book."""

import re
from collections.abc import Callable
from pathlib import Path

_STRING = r'\("((?:[^"\\]|\\.)*)"'
SHOWN = {
    part: re.compile(f"#{call}")
    for part, call in {
        "numbers": f"number{_STRING}",
        "links": f"lead{_STRING}",
        "charts": f"drawing{_STRING}",
        "tables": r"numbered-table\(",
        "places": f"anchor{_STRING}",
    }.items()
}
"""How the calls of book.typ look whose first argument says what a PDF shows."""


def shown_in(source: Callable[[], Path]) -> dict[str, list[str]]:
    """What the PDF with this *source* shows: the targets of its numbers and links, its charts, tables and places.

    Of the appendix these are parts of their own.
    """
    text, _, appendix = source().read_text(encoding="utf-8").partition("#appendix(")
    parts = {"": text, " of the appendix": appendix}
    return {f"{name}{end}": sorted(SHOWN[name].findall(part)) for end, part in parts.items() for name in SHOWN}
