"""Monthly series in the evidence: one table with a line for each month, and the facts they share given once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from statbook.evidence.entry import PRINTED, EvidenceEntry, Fact
from statbook.store import Observation
from statbook.store.grouping import group

LEAST = 4
"""Numbers of one name that stand in a table."""
COLUMNS = ("Period", "Printed", "Reads", "Interval", "Place")
"""The facts that every month has by itself."""
LEFT = ("Value", "Key", "Compared with")
"""Facts that follow from others: the number in its unit, the key, the same month a year before."""


def split_series(
    rows: Iterable[Observation], entries: Mapping[str, EvidenceEntry]
) -> tuple[list[str], dict[str, list[str]]]:
    """The anchors of numbers that have an entry each, and by name those that stand in a table: cells of a table."""
    rows = list(rows)
    named = group((entries[row.anchor].title, row.anchor) for row in rows if row.cell)
    kept = [row.anchor for row in rows if not row.cell]
    few = [anchor for anchors in named.values() if len(anchors) < LEAST for anchor in anchors]
    return [*kept, *few], {name: anchors for name, anchors in named.items() if len(anchors) >= LEAST}


def series_table(entries: list[EvidenceEntry]) -> dict[str, Any]:
    """Entries of one name as JSON: `facts` that most of them share, `head`, and `rows` with `anchor`, `cells`, `more`.

    A cell is words; a fact is its name, its runs and whether print keeps it; *more* are those that most do not share.
    """
    by_name = [{fact.name: fact for fact in entry.facts} for entry in entries]
    names = dict.fromkeys(name for facts in by_name for name in facts if name not in (*COLUMNS, *LEFT))
    shared = {name: found for name in names if (found := _usual([facts.get(name) for facts in by_name])) is not None}
    head = [name for name in COLUMNS if any(name in facts for facts in by_name)]
    rows = [
        {
            "anchor": entry.anchor,
            "cells": [facts[name].text if name in facts else "" for name in head],
            "more": [
                [name, facts[name].runs, name in PRINTED]
                for name in names
                if name in facts and facts[name] != shared.get(name)
            ],
        }
        for entry, facts in zip(entries, by_name, strict=True)
    ]
    facts = [[fact.name, fact.runs, fact.name in PRINTED] for fact in shared.values()]
    return {"facts": facts, "head": head, "rows": rows}


def _usual(found: list[Fact | None]) -> Fact | None:
    """What more than half say; None if they do not agree."""
    fact, count = Counter(found).most_common(1)[0]
    return fact if 2 * count > len(found) else None
