"""The gate before a build, and the command `check`: data, offsets, printed forms, chapters and prose."""

from dataclasses import dataclass
from pathlib import Path

from statbook.analysis import check_formulas
from statbook.audit import Audit
from statbook.checks.chapters import check_chapters
from statbook.errors import StatbookError
from statbook.evidence import Ledger, traps
from statbook.ingest import verify_cells
from statbook.project.paths import Book
from statbook.store import Store, check_consistency, check_dates, check_printed, check_tables, verify


@dataclass(frozen=True)
class CheckReport:
    """How many numbers, verified and unverified places, and chapters there are, and what is wrong."""

    numbers: int
    verified: int
    unverified: int
    chapters: int
    faults: tuple[str, ...]


def check_book(book: Book, texts: Path | None = None, *, store: Store | None = None) -> CheckReport:
    """Check data and chapters of *book*, and every printed number in the folder *texts* if it is given.

    *store* holds the data, if they are loaded already. What rests on faulty data is not checked.
    """
    store = store or Store.load(book.data)
    package = store.package
    rows = check_tables(package)
    rows += [fault for fault in check_dates(package) if fault.where not in {row.where for row in rows}]
    found = [str(fault) for fault in rows]
    sound, declared_wrongly = not rows, []
    if sound:
        declared_wrongly = check_formulas(store)
        found += [str(fault) for fault in (*check_printed(package), *declared_wrongly)]
        if not declared_wrongly:
            found += [str(fault) for fault in check_consistency(store)]
            found += _contradictions(store)
    places = [verify(package, texts), verify_cells(package, texts)] if sound else []
    found += [str(fault) for each in places for fault in each.faults]
    count, chapter_faults = check_chapters(book, store.latest if sound and not declared_wrongly else None)
    lines = sum(1 for theme in package.themes for _ in Path(package.path(theme)).open(encoding="utf-8"))
    return CheckReport(
        numbers=lines - len(package.themes),
        verified=sum(each.verified for each in places),
        unverified=sum(each.unverified for each in places),
        chapters=count,
        faults=(*found, *chapter_faults),
    )


def _contradictions(store: Store) -> list[str]:
    """Printed numbers that contradict one another without a reason in corrections.yaml; rules without an example."""
    try:
        traps(Ledger(store, {}, ""))
        return [str(fault) for fault in Audit(store).faults()]
    except StatbookError as error:
        return [str(error)]
