"""What enters data/ besides numbers: the members and the breakdowns of recipes that the numbers need."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import yaml

from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.store import Breakdown, Store

Row = Mapping[str, str]


def new_members(vocabulary: Vocabulary, rows: pd.DataFrame, cuts: Sequence[Breakdown]) -> list[Row]:
    """The members that rows and breakdowns use and data/ lacks, and those in which they lie."""
    dimensions = {dimension for dimension, _ in vocabulary.members}
    keys = [(str(name), code) for name in rows.columns if name in dimensions for code in rows[name].unique()]
    keys += [member for each in cuts for category in each.root.walk() for member in category.members]
    keys += [member for each in cuts for group in each.overlap for member in group]
    unknown = list(dict.fromkeys(key for key in keys if key[1] != "all" and key not in vocabulary.store.members.index))
    for dimension, code in unknown:  # grows by the parents of its members
        parents = vocabulary.members[dimension, code].get("parents", "").split(";")
        above = [(dimension, parent) for parent in parents if (dimension, parent) in vocabulary.members]
        unknown += [key for key in above if key not in vocabulary.store.members.index and key not in unknown]
    return [vocabulary.members[key] for key in unknown]


def append_cuts(store: Store, entries: Sequence[Mapping[str, Any]]) -> bytes:
    """The file cuts.yaml with further entries."""
    text = (store.package.folder / "cuts.yaml").read_text(encoding="utf-8") if store.breakdowns else ""
    more = yaml.safe_dump(
        [*map(dict, entries)], allow_unicode=True, sort_keys=False, default_flow_style=None, width=120
    )
    return "\n".join(filter(None, (text, more))).encode("utf-8")
