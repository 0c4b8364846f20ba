"""Proposals as a table for review: one row a number."""

import csv
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.reading.proposal import Proposal

COLUMNS = tuple(field.name for field in fields(Proposal))


def write_proposals(path: Path, proposals: Iterable[Proposal]) -> int:
    """Write *proposals* to the CSV file *path*; how many there were."""
    number = 0
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(COLUMNS)
            for proposal in proposals:
                writer.writerow(row(proposal))
                number += 1
    except OSError as error:
        raise DataError([Fault(str(path), str(error.strerror), "a file that can be written")]) from None
    return number


def row(proposal: Proposal) -> list[str]:
    """The cells of a proposal; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    cells = []
    for name in COLUMNS:
        value = getattr(proposal, name)
        if name == "members":
            text = ";".join(f"{dimension}={code}" for dimension, code in value if code != "all")
        elif name == "candidates":
            text = ";".join(f"{each.indicator} {each.score}" for each in value)
        elif name == "rules":
            text = ";".join(value)
        elif name == "words":
            text = ";".join(f"{each.start}:{each.text}" for each in value)
        elif name in ("number", "sentence"):
            text = value.text.strip()
        else:
            text = "" if value is None else str(value)
        cells.append(
            f"'{text}"
            if text.startswith(("=", "+", "@", "\t")) or (text[:1] == "-" and name not in ("value", "value_to"))
            else text
        )
    return cells
