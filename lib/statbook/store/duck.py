"""DuckDB without the outside: no network, no extensions, and no files but those that are named."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

FEW = 64
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_extension_repositories": "forbidden",
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,  # a name in SQL is a table, never a variable of Python
    "temp_directory": "",
    "memory_limit": "1GB",
}


def open_duck(paths: Iterable[Path] = (), *, threads: int = 2, file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database that reads and writes the files *paths* and nothing else; its settings cannot be changed.

    It is in memory, or in a *file* that is not there yet; what then does not fit into memory goes to a folder beside it.

    >>> with open_duck() as duck:
    ...     duck.sql("SELECT 1::DECIMAL(38, 2)").fetchall()
    [(Decimal('1.00'),)]
    """
    # Imported here: a book without large tables does not need it.
    import duckdb

    # With less it writes Parquet on one thread; with more a million rows would take a gigabyte.
    spill = {"temp_directory": str(file.with_suffix(".spill")), "memory_limit": "480MB"} if file else {}
    duck = duckdb.connect(str(file or ":memory:"), config={**_SETTINGS, **spill, "threads": threads})
    duck.execute(f"SET allowed_paths = [{', '.join(quote(str(path.resolve())) for path in paths)}]")
    if file:  # which is thrown away, so that nothing is written to it at the end
        duck.execute("PRAGMA disable_checkpoint_on_shutdown")
    duck.execute("SET enable_external_access = false")
    duck.execute("SET lock_configuration = true")
    return duck


@lru_cache(4)
def share_duck(paths: tuple[Path, ...]) -> duckdb.DuckDBPyConnection:
    """A database for the files *paths* that a process keeps, because making one takes longer than most questions.

    Ask a cursor of it. It is given up before a fork: in the child it would wait for ever.
    """
    return open_duck(paths, threads=1)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=share_duck.cache_clear)


def quote(text: str) -> str:
    """*text* as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """*name* as the name of a column in SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_few(texts: Collection[str]) -> str:
    """A few *texts* as a list of SQL; empty if they are none or many.

    A query with a list passes over the groups of rows of a Parquet file that have none of the texts.
    """
    return ", ".join(map(quote, texts)) if len(texts) <= FEW else ""
