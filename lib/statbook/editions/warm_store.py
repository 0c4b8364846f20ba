"""Reads the data of a book for a fork server, whose processes then need not read them (store/warm.py)."""

from pathlib import Path

from statbook.store import Store
from statbook.store.warm import keep


def prepare(data: str) -> None:
    """Keep the store of the folder *data*, with what most questions need."""
    store = Store.load(Path(data))
    for theme in store.themes:
        for columns in (("region",), ("period",)):
            store.values(theme, *columns)
    store.series_rows("", (), None)
    keep(Path(data), store)
