"""What enters data/ besides numbers: the dimensions, members and breakdowns of recipes that the numbers need."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from statbook.errors import DataError, Fault
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.messages import Words
from statbook.store import Breakdown, Package, Store, load_recipes

Row = Mapping[str, str]


def open_store(data: Path) -> Store:
    """The store of *data* with the dimensions that recipes define, which are `all` in every row.

    Raises DataError if a dimension has the name of another column.
    """
    store = Store.load(data)
    themes, more, faults = store.package.themes, [], []
    for recipe in load_recipes(data).values():
        for name in recipe.content.get("defines", {}).get("dimensions", []) if recipe.theme in themes else ():
            columns = {field["name"] for field in store.package.fields(recipe.theme)} - {*themes[recipe.theme]}
            if name in columns:
                expected = "a name that no other column of the theme has"
                faults.append(Fault(f"{recipe.where}: defines: dimensions", repr(name), expected))
            elif name not in themes[recipe.theme]:
                more.append((recipe.theme, name))
    if faults:
        raise DataError(faults)
    return Store(replace(store.package, more=tuple(dict.fromkeys(more))))


def used_dimensions(package: Package, theme: str, rows: pd.DataFrame) -> Package:
    """*package* with those of its further dimensions that the *rows* of *theme* use."""
    used = [name for its, name in package.more if its == theme and (rows[name] != "all").any()]
    return replace(package, more=tuple((theme, name) for name in used))


def add_columns(text: str, package: Package, theme: str) -> str:
    """The *text* of the table of *theme* with its further dimensions: `all` in every row."""
    more = [name for its, name in package.more if its == theme]
    if not more:
        return text
    at = [field["name"] for field in package.fields(theme)].index(more[0])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, record in enumerate(csv.reader(io.StringIO(text, newline=""))):
        writer.writerow([*record[:at], *(["all"] * len(more) if number else more), *record[at:]])
    return out.getvalue()


def descriptor_bytes(package: Package) -> dict[str, bytes]:
    """The file datapackage.json with further dimensions, by its name; nothing if there are none."""
    text = json.dumps(package.descriptor, ensure_ascii=False, indent=1) + "\n"
    return {"datapackage.json": text.encode("utf-8")} if package.more else {}


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


yaml.SafeDumper.add_representer(Words, yaml.SafeDumper.represent_dict)


def append_cuts(store: Store, entries: Sequence[Mapping[str, Any]]) -> bytes:
    """The file cuts.yaml with further entries."""
    text = (store.package.folder / "cuts.yaml").read_text(encoding="utf-8") if store.breakdowns else ""
    more = yaml.safe_dump(
        [*map(dict, entries)], allow_unicode=True, sort_keys=False, default_flow_style=None, width=120
    )
    return "\n".join(filter(None, (text, more))).encode("utf-8")
