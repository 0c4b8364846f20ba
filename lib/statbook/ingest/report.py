"""Say line by line what became of a file."""

from collections.abc import Iterator

from statbook.ingest.add import AddResult
from statbook.ingest.fault_list import MOST

_REPLACED = {
    "revision": "{count} revised: the old row is closed, a new one opened",
    "correction": "{count} corrected: the old row is closed, a new one opened, and data/changes.csv gives the reason",
    "misreading": "{count} misread before: corrected in place, listed cell by cell in data/changes.csv",
}


def report(result: AddResult, *, dry: bool = False) -> Iterator[str]:
    """What was detected, what was added or would be added, and each replaced number with both values."""
    plan = result.plan

    def rest(count: int) -> list[str]:
        return [f"  and {count - MOST:,} more"] if count > MOST else []

    for note in result.notes:
        yield f"Detected: {note}."
    yield f"Source: {result.source}"
    yield f"{plan.count:,} new numbers would be added" if dry else f"{plan.count:,} new numbers added"
    if dry:
        for row in plan.new.head(MOST).itertuples():
            place = str(row.cell or row.offset)
            yield f"  {row.obs}: {row.value} {row.unit}, printed {row.printed} in {place}"
        yield from rest(plan.count)
    yield f"{len(plan.reprinted):,} printed again: they agree with numbers in data/"
    older = plan.revised["known_to"] != ""
    replaced, earlier = plan.revised[~older], plan.revised[older]
    yield _REPLACED[result.because].format(count=f"{len(replaced):,}")
    for row in replaced.head(MOST).itertuples():
        yield f"  {row.obs}: {row.printed_old} ({row.value_old}) becomes {row.printed} ({row.value} {row.unit})"
    yield from rest(len(replaced))
    if len(earlier):
        yield f"{len(earlier):,} older than what data/ has: they stand before it, until the day of the next number"
    for row in earlier.head(MOST).itertuples():
        yield f"  {row.obs}: {row.printed} ({row.value} {row.unit}) until {row.known_to}, then {row.printed_old}"
    yield from rest(len(earlier))
    yield f"{plan.repeated:,} already in data/"
    yield f"{plan.duplicates:,} repeat another row of the file"
    yield f"{result.missing:,} cells marked as missing"
    for because, count in result.left_out.items():
        yield f"{count:,} left out: {because}"
    for doubt in result.waived[:MOST]:
        yield f"Waived: {doubt.where}: found {doubt.found}; expected {doubt.expected}"
    files = ", ".join(f"data/{name}" for name in result.files)
    if not files:
        yield "Nothing new: data/ is unchanged."
    else:
        yield f"Would change: {files}" if dry else f"Changed: {files}"
