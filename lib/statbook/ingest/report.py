"""What came of a file, in words."""

from __future__ import annotations

__all__ = ["report"]

from collections.abc import Iterator

from statbook.ingest.add import Added

MOST = 50
"""Rows of one kind that are listed."""

_BECOMES = {
    "revision": "revisions: the old row is closed, the new one opened",
    "correction": "corrections: the old row is closed, the new one opened, and data/changes.csv says why",
    "misreading": "misreadings: mended in place, cell by cell in data/changes.csv",
}


def report(added: Added, *, dry: bool = False) -> Iterator[str]:
    """Line by line: what was taken, what entered or would enter, each revision with both values."""
    would = "would " if dry else ""
    found = added.found
    for note in added.notes:
        yield f"Taken: {note}."
    yield f"Source: {added.source}"
    yield f"{len(found.new):,} new numbers {would}enter"
    for row in found.new.head(MOST if dry else 0).itertuples():
        place = str(row.cell or row.offset)
        yield f"  {row.obs}: {row.value} {row.unit}, printed {row.printed} in {place}"
    if dry and len(found.new) > MOST:
        yield f"  and {len(found.new) - MOST:,} more"
    yield f"{len(found.printed):,} are printed again: they agree with numbers that data/ has"
    yield f"{len(found.revised):,} are {_BECOMES[added.because]}"
    revised = found.revised.head(MOST)
    for row in revised.itertuples():
        yield f"  {row.obs}: {row.printed_old} ({row.value_old}) becomes {row.printed} ({row.value} {row.unit})"
    if len(found.revised) > MOST:
        yield f"  and {len(found.revised) - MOST:,} more"
    yield f"{found.repeated:,} stand in data/ already"
    yield f"{found.collapsed:,} say what another row of the file says"
    yield f"{added.missing:,} cells are marked as missing"
    for because, count in added.left_out.items():
        yield f"{count:,} left out: {because}"
    for fault in added.passed[:MOST]:
        yield f"Let pass: {fault.where}: {fault.found}; {fault.expected} was expected"
    verb = "would change" if dry else "changed"
    yield (
        f"{verb}: {', '.join(f'data/{name}' for name in added.files)}"
        if added.files
        else "Nothing new: data/ is as it was."
    )
