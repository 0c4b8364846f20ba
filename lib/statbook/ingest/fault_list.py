"""The faults of a file, in the order in which a person mends them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import sort_faults
from statbook.store.yaml_files import RECIPES

MOST = 50
"""Faults, and rows of one kind, that are listed."""


def raise_faults(file: Path, faults: Iterable[Fault]) -> None:
    """Raises DataError if there are faults, in the order of the file; of very many the first, and how many more there are."""
    faults = [fault if fault.fix else replace(fault, fix=_advise(fault, file)) for fault in sort_faults(faults)]
    more = [Fault(file.name, f"{len(faults) - MOST:,} more faults", "none")] if len(faults) > MOST else []
    if faults:
        raise DataError([*faults[:MOST], *more])


def _advise(fault: Fault, file: Path) -> str:
    """What to do where a fault does not say it: in a cell, or in a recipe."""
    if fault.where.startswith(f"{file.name}:"):
        return "Mend it in a copy of the table, or leave it out in the recipe, with the reason."
    return "Mend the recipe." if f"/{RECIPES}/" in fault.where else ""
