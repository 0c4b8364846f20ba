"""Parts and wholes among incoming rows and those of data/: what cuts.yaml says must add up, or stay within."""

from __future__ import annotations

__all__ = ["sums"]

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import Sorted, observation_of
from statbook.ingest.readers.grid import Grid, place
from statbook.store import WHOLE, Cut, Node, rounding_unit

_SETTING = ["region", "period", "timing", "status", "unit"]


def sums(
    found: Sorted, there: pd.DataFrame, dimensions: list[str], cuts: Mapping[str, Cut], theme: str, grid: Grid
) -> list[Fault]:
    """Faults where parts do not add up to their whole, or are more than it, beyond all roundings."""
    coming = pd.concat([found.new, found.revised], ignore_index=True)
    closed = set(found.revised["old"])
    force = there[(there["known_to"] == "") & ~there.index.isin(closed)].assign(line=-1, position=-1)
    rows = pd.concat([coming, force], ignore_index=True)
    rows = rows[(rows["measure"] == "level") & rows["bound"].isin(["exact", "about"]) & (rows["value_to"] == "")]
    faults: list[Fault] = []
    for cut in cuts.values():
        own = rows[rows["indicator"] == cut.indicator]
        if cut.theme == theme and (own["line"] != -1).any():
            for node in _with_parts(cut.root):
                faults += _node(own, node, cut, dimensions, grid)
    return list({fault.where: fault for fault in faults}.values())


def _with_parts(node: Node) -> Iterator[Node]:
    if node.parts:
        yield node
    for part in node.parts:
        yield from _with_parts(part)


def _of(rows: pd.DataFrame, node: Node, dimensions: list[str]) -> pd.DataFrame:
    """The rows of a node: its members, and nothing else set apart."""
    members = dict(node.members)
    keep = pd.Series(True, index=rows.index)
    for name in dimensions:
        keep &= (
            rows[name] == members[name] if name in members and members[name] not in WHOLE else rows[name].isin(WHOLE)
        )
    return rows[keep].drop_duplicates(_SETTING).set_index(_SETTING)


def _node(rows: pd.DataFrame, node: Node, cut: Cut, dimensions: list[str], grid: Grid) -> Iterator[Fault]:
    wholes = _of(rows, node, dimensions)
    parts = [_of(rows, part, dimensions) for part in node.parts]
    for setting in _doubtful(wholes, parts):
        whole = wholes.loc[setting]
        own = [part.loc[setting] for part in parts if setting in part.index]
        new = [row for row in (whole, *own) if row["line"] != -1]
        if not new:
            continue
        total = sum((Decimal(row["value"]) for row in own), Decimal(0))
        slack = sum((_half(row) for row in (whole, *own)), Decimal(0))
        exhausted = node.rest is None and not cut.net and len(own) == len(parts)
        off = total - Decimal(whole["value"])
        if (off > slack and not cut.net) or (exhausted and -off > slack):
            told = f"{total.normalize():f} for the parts of {cut.name} in {setting[_SETTING.index('period')]}"
            expected = f"{'the whole' if exhausted else 'no more than the whole'}, {whole['value']}"
            where = place(grid, new[0]["line"], new[0]["position"])
            yield Fault(where, told, expected, "Mend the number that is wrong.")


def _doubtful(wholes: pd.DataFrame, parts: list[pd.DataFrame]) -> list[Any]:
    """The settings in which the parts that are there are more than the whole, or all there and less."""
    there = [part for part in parts if len(part)]
    if wholes.empty or not there:
        return []
    number = pd.to_numeric(wholes["value"]).astype(float)
    beside = pd.concat([pd.to_numeric(part["value"]).astype(float).reindex(wholes.index) for part in there], axis=1)
    off = beside.sum(axis=1) - number
    complete = beside.notna().all(axis=1) & (len(there) == len(parts))
    out = beside.notna().any(axis=1) & ((off > 0) | (complete & (off < 0)))
    return list(wholes.index[out])


def _half(row: pd.Series) -> Decimal:
    """Half the rounding unit of a figure."""
    unit = rounding_unit(observation_of(row))
    return (unit or Decimal(0)) / 2
