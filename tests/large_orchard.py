"""The orchard with its pears in a large table, for tests of numbers that are held in columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from orchard_book import orchard
from statbook.store import Package
from statbook.store.duck import open_duck
from statbook.store.large_tables import copy_numbers
from statbook.store.package import read_table

ORDER = ["indicator", "region", "period", "obs"]


def large_orchard(root: Path) -> Path:
    """The folder data/ of an orchard in *root* whose pears, 61 to 66 hundred million, stand in a large table."""
    data = orchard(root)
    lines = (data / "credit.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    rows = read_table(Package(data), "credit")
    write_large(data, "pears", rows[rows["indicator"] == "pears"])
    (data / "credit.csv").write_text("".join(line for line in lines if "pears" not in line), encoding="utf-8")
    return data


def parquet_bytes(rows: pd.DataFrame, order: Sequence[str]) -> bytes:
    """A Parquet file of *rows* of text, sorted by *order*."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        with open_duck([path], threads=1) as duck:
            duck.register("rows", rows.fillna("").astype(object))
            copy_numbers(duck, "rows", [*rows], order, path)
        return path.read_bytes()


def write_large(data: Path, name: str, rows: pd.DataFrame) -> Path:
    """A large table of credit, with *rows*; gives its path."""
    path = data / "large" / "credit" / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = [field["name"] for field in Package(data).fields("credit")]
    path.write_bytes(parquet_bytes(rows.reindex(columns=columns, fill_value=""), ORDER))
    return path


def every_row(data: Path) -> set[tuple[str, ...]]:
    """All rows of credit, wherever they stand."""
    package = Package(data)
    frame = pd.concat([read_table(package, "credit"), package.large.select("credit")])
    return {tuple(map(str, row)) for row in frame.itertuples(index=False)}
