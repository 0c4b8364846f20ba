"""The faults of a file, in the order in which a person mends them."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.ingest.readers.grid import sort_faults
from statbook.store.yaml_files import RECIPES

MEND = "Mend it in a copy of the table."
OR_LEAVE_OUT = "Mend it in a copy of the table, or leave it out in the recipe, with the reason."
MOST = 50
"""Faults, and rows of one kind, that are listed."""


def raise_faults(file: Path, faults: Iterable[Fault], *, has_recipe: bool = True) -> None:
    """Raises DataError if there are faults, in the order of the file; of very many the first, and how many more there are.

    Where a fault does not say what to do, this says it; *has_recipe*: a recipe reads the file.
    """
    faults = [
        fault if fault.fix else replace(fault, fix=_advise(fault, file, has_recipe)) for fault in sort_faults(faults)
    ]
    more = [Fault(file.name, f"{len(faults) - MOST:,} more faults", "none")] if len(faults) > MOST else []
    if faults:
        raise DataError([*faults[:MOST], *more])


def _advise(fault: Fault, file: Path, has_recipe: bool) -> str:
    """What to do where a fault does not say it: in a cell, or in a recipe."""
    if fault.where.startswith(f"{file.name}:"):
        return OR_LEAVE_OUT if has_recipe else MEND
    return "Mend the recipe." if f"/{RECIPES}/" in fault.where else ""
