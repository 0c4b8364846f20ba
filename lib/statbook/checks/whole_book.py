"""Proof-reading before anything runs: data against their schema, places and printed forms, chapters, prose."""

from __future__ import annotations

__all__ = ["Proof", "proof"]

from dataclasses import dataclass
from pathlib import Path

from statbook.analysis import unsound
from statbook.audit import Audit
from statbook.errors import StatbookError
from statbook.evidence import Ledger, traps
from statbook.ingest import verify_cells
from statbook.project.paths import Book
from statbook.checks.chapters import check_chapters
from statbook.store import Package, Store, broken, faults, misdated, misread, verify


@dataclass(frozen=True)
class Proof:
    """What was looked at and what is wrong."""

    figures: int
    verified: int
    unverified: int
    chapters: int
    faults: tuple[str, ...]


def proof(book: Book, texts: Path | None) -> Proof:
    """Check data and chapters of *book*, and every printed figure in the folder *texts* if there is one."""
    package = Package(book.data)
    formal = faults(package)
    formal += [fault for fault in misdated(package) if fault.where not in {each.where for each in formal}]
    found = [str(fault) for fault in formal]
    sound = not found
    store, undeclared = Store(package) if sound else None, []
    if store is not None:
        undeclared = unsound(store)
        found += [str(fault) for fault in (*misread(package), *undeclared)]
        if not undeclared:
            found += [str(fault) for fault in broken(store)]
            found += _audited(store)
    places = [verify(package, texts), verify_cells(package, texts)] if sound else []
    found += [str(fault) for each in places for fault in each.faults]
    count, wrong = check_chapters(book, store.undated if store and not undeclared else None)
    found += wrong
    total = sum(1 for theme in package.themes for _ in Path(package.path(theme)).open(encoding="utf-8")) - len(
        package.themes
    )
    verified, unverified = (sum(getattr(each, name) for each in places) for name in ("verified", "unverified"))
    return Proof(total, verified, unverified, count, tuple(found))


def _audited(store: Store) -> list[str]:
    """Printed figures that contradict one another, unless corrections.yaml says why, and rules without an example."""
    try:
        traps(Ledger(store, {}, ""))
        return [str(fault) for fault in Audit(store).faults()]
    except StatbookError as error:
        return [str(error)]
