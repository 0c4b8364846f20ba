"""Check that parts add up to their whole, or do not exceed it, as cuts.yaml says."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import MergePlan, as_observation
from statbook.store import WHOLE, Breakdown, Category, rounding_unit

_SETTING = ["region", "period", "timing", "status", "unit"]


def check_totals(
    plan: MergePlan, table: pd.DataFrame, dimensions: list[str], breakdowns: Mapping[str, Breakdown]
) -> list[Fault]:
    """Faults where parts, of the file and of the *table* in data/, contradict their whole beyond all roundings.

    Values that are older than those of data/ are tried with what was known on their day.
    """
    older = plan.revised["known_to"] != ""
    now = pd.concat([plan.new, plan.revised[~older]])
    faults = _faults_at(now, table[table["known_to"] == ""], dimensions, breakdowns)
    for day, rows in plan.revised[older].groupby("known_from"):
        known = table[(table["known_from"] <= day) & ((table["known_to"] == "") | (table["known_to"] > day))]
        coming = pd.concat([rows, plan.new[plan.new["known_from"] == day]])
        faults += _faults_at(coming, known, dimensions, breakdowns)
    return list({fault.where: fault for fault in faults}.values())


def _faults_at(
    coming: pd.DataFrame, known: pd.DataFrame, dimensions: list[str], breakdowns: Mapping[str, Breakdown]
) -> list[Fault]:
    """Faults of one time: of the rows that are *coming*, and of those that are *known* besides."""
    named = {breakdown.indicator for breakdown in breakdowns.values()}
    coming, known = (rows[rows["indicator"].isin(named)] for rows in (coming, known))
    kept = known[~known["obs"].isin(coming["obs"])].assign(coming=False)
    rows = pd.concat([coming.assign(coming=True), kept], ignore_index=True)
    rows = rows[(rows["measure"] == "level") & rows["bound"].isin(["exact", "about"]) & (rows["value_to"] == "")]
    rows = rows.assign(number=pd.to_numeric(rows["value"]).astype(float))
    faults: list[Fault] = []
    for breakdown in breakdowns.values():
        own = rows[rows["indicator"] == breakdown.indicator]
        if own["coming"].any():
            for node in (node for node in breakdown.root.walk() if node.parts):
                faults += _node_faults(own, node, breakdown, dimensions)
    return faults


def _rows_of(rows: pd.DataFrame, node: Category, dimensions: list[str]) -> pd.DataFrame:
    """The rows of a node: of its members, and of the whole in every other dimension; one a setting."""
    members = dict(node.members)
    for name in dimensions:
        code = members.get(name, "all")
        rows = rows[rows[name].isin(WHOLE) if code in WHOLE else rows[name] == code]
    return rows.drop_duplicates(_SETTING).set_index(_SETTING)


def _node_faults(rows: pd.DataFrame, node: Category, breakdown: Breakdown, dimensions: list[str]) -> Iterator[Fault]:
    wholes = _rows_of(rows, node, dimensions)
    parts = [_rows_of(rows, part, dimensions) for part in node.parts]
    for setting in _doubtful_settings(wholes, parts):
        whole = wholes.loc[setting]
        own = [part.loc[setting] for part in parts if setting in part.index]
        coming = [row for row in (whole, *own) if row["coming"]]
        if not coming:
            continue
        total = sum((Decimal(row["value"]) for row in own), Decimal(0))
        tolerance = sum((rounding_unit(as_observation(row)) or Decimal(0) for row in (whole, *own)), Decimal(0)) / 2
        excess = total - Decimal(whole["value"])
        complete = node.residual is None and not breakdown.net and len(own) == len(parts)
        if (excess > tolerance and not breakdown.net) or (complete and -excess > tolerance):
            period = setting[_SETTING.index("period")]
            yield Fault(
                str(coming[0]["where"]),
                f"{total.normalize():f} for the parts of {breakdown.name} in {period}",
                f"{'the whole' if complete else 'no more than the whole'}, {whole['value']}",
                "Correct the number that is wrong.",
            )


def _doubtful_settings(wholes: pd.DataFrame, parts: list[pd.DataFrame]) -> list[Any]:
    """The settings in which the parts exceed the whole, or are complete and fall short of it, rounding aside."""
    there = [part for part in parts if len(part)]
    if wholes.empty or not there:
        return []
    beside = pd.concat([part["number"].reindex(wholes.index) for part in there], axis=1)
    excess = beside.sum(axis=1) - wholes["number"]
    complete = beside.notna().all(axis=1) & (len(there) == len(parts))
    doubtful = beside.notna().any(axis=1) & ((excess > 0) | (complete & (excess < 0)))
    return list(wholes.index[doubtful])
