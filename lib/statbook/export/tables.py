"""The tables that are exported, read from the store in one place."""

from dataclasses import dataclass

import pandas as pd

from statbook.errors import DataError
from statbook.store import Edition, Store, check_tables
from statbook.store.frame import Column, frame_columns

CODES = ("sources", "indicators", "members", "units")
"""The tables that say what the codes of observations mean."""


@dataclass(frozen=True)
class ExportTables:
    """What is exported.

    observations  the table of Store.frame
    columns       its columns
    codes         the tables CODES by name, all text
    dimensions    the dimensions of all themes
    has_history   whether there are observations that were replaced
    edition       the state of the data
    """

    observations: pd.DataFrame
    columns: tuple[Column, ...]
    codes: dict[str, pd.DataFrame]
    dimensions: tuple[str, ...]
    has_history: bool
    edition: Edition


def export_tables(store: Store, *, history: bool = False) -> ExportTables:
    """The tables of *store*, with *history* those observations too that were replaced.

    Raises DataError if the data contradict their schema.
    """
    if faults := check_tables(store.package):
        raise DataError(faults)
    dimensions = tuple(dict.fromkeys(name for names in store.package.themes.values() for name in names))
    columns = frame_columns(store.package.themes)
    return ExportTables(store.frame(history=history), columns, code_tables(store), dimensions, history, store.edition)


def code_tables(store: Store) -> dict[str, pd.DataFrame]:
    """The tables CODES of *store* by name."""
    return {name: getattr(store, name).reset_index(drop=True) for name in CODES}
