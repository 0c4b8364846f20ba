"""Describe the result of adding a file, line by line."""

from collections.abc import Iterator

from statbook.ingest.add import AddResult

_MOST_ROWS = 50
"""Rows of one kind that are listed."""
_REPLACED = {
    "revision": "revised: the old row is closed, a new one opened",
    "correction": "corrected: the old row is closed, a new one opened, and data/changes.csv gives the reason",
    "misreading": "misread before: corrected in place, listed cell by cell in data/changes.csv",
}


def report(result: AddResult, *, dry: bool = False) -> Iterator[str]:
    """What was detected, what was added or would be added, and each replaced number with both values."""
    plan = result.plan
    for note in result.notes:
        yield f"Detected: {note}."
    yield f"Source: {result.source}"
    yield f"{len(plan.new):,} new numbers {'would be added' if dry else 'added'}"
    if dry:
        for row in plan.new.head(_MOST_ROWS).itertuples():
            place = str(row.cell or row.offset)
            yield f"  {row.obs}: {row.value} {row.unit}, printed {row.printed} in {place}"
        yield from _count_rest(len(plan.new))
    yield f"{len(plan.reprinted):,} printed again: they agree with numbers in data/"
    yield f"{len(plan.revised):,} {_REPLACED[result.because]}"
    for row in plan.revised.head(_MOST_ROWS).itertuples():
        yield f"  {row.obs}: {row.printed_old} ({row.value_old}) becomes {row.printed} ({row.value} {row.unit})"
    yield from _count_rest(len(plan.revised))
    yield f"{plan.repeated:,} already in data/"
    yield f"{plan.duplicates:,} repeat another row of the file"
    yield f"{result.missing:,} cells marked as missing"
    for because, count in result.left_out.items():
        yield f"{count:,} left out: {because}"
    for doubt in result.waived[:_MOST_ROWS]:
        yield f"Waived: {doubt.where}: found {doubt.found}; expected {doubt.expected}"
    files = ", ".join(f"data/{name}" for name in result.files)
    yield f"{'Would change' if dry else 'Changed'}: {files}" if files else "Nothing new: data/ is unchanged."


def _count_rest(number: int) -> Iterator[str]:
    if number > _MOST_ROWS:
        yield f"  and {number - _MOST_ROWS:,} more"
