"""A part of the data that stands by itself: the numbers of the examples of the rules, and all that is said of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from statbook.analysis import Scope
from statbook.store import Observation, Store

DATA = Path(__file__).resolve().parents[1] / "data"
Row = Any


@cache
def _numbers(cited: tuple[str, ...]) -> tuple[Observation, ...]:
    """The numbers of the rules' examples and of the keys *cited*, those behind a formula among them."""
    store = Store.load(DATA)
    scope = Scope(store)
    keys = [key for entry in store.traps for key in (*entry["keys"], *entry.get("implied", []))]
    keys += [entry["instead"] for entry in store.traps if "instead" in entry]
    return tuple(number for found in map(scope.get, (*keys, *cited)) if found for number in found.inputs)


def _beside(member: Row) -> list[str]:
    """The members to which *member* belongs, and those that share something with it."""
    return re.findall(r"[^\s;]+", f"{member['parents']} {member['overlaps']}")


def keep_few_numbers(data: Path, *cited: str) -> None:
    """Leave in the folder *data*, a copy of the book's, what the rules' examples and the keys *cited* need."""
    numbers = _numbers(cited)
    keys, sources = {number.obs for number in numbers}, {number.source for number in numbers}
    indicators = {number.indicator for number in numbers}
    members = {"China", "total", *(code for n in numbers for code in (n.region, *n.broken_down_by.values()))}
    known = pd.read_csv(data / "members.csv", dtype=str, keep_default_na=False)
    while (
        more := {code for row in known.to_dict("records") if row["code"] in members for code in _beside(row)} - members
    ):
        members |= more
    traps = yaml.safe_load((data / "traps.yaml").read_text(encoding="utf-8"))
    named = {str(entry.get("instead")).split("@")[0] for entry in traps}
    tests: dict[str, Callable[[Row], bool]] = {
        **{theme: lambda row: row["obs"] in keys for theme in Store.load(DATA).themes},
        **dict.fromkeys(("prints", "changes"), lambda row: row["obs"] in keys),
        "indicators": lambda row: row["indicator"] in indicators,
        "members": lambda row: row["code"] in members,
        "sources": lambda row: row["source"] in sources,
        **dict.fromkeys(("events", "statements", "coverage"), lambda _: False),
    }
    for name, test in tests.items():
        path = data / f"{name}.csv"
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        table.loc[[test(row) for _, row in table.iterrows()]].to_csv(path, index=False, lineterminator="\n")
    identities = yaml.safe_load((data / "identities.yaml").read_text(encoding="utf-8"))
    formulas = [entry for entry in identities["formulas"] if entry["key"] in named]
    knowingly = [entry | {"keys": [key for key in entry["keys"] if key in named]} for entry in identities["knowingly"]]
    identities["knowingly"] = [entry for entry in knowingly if entry["keys"]]
    identities |= {"relations": [], "orders": [], "lists": [], "not_nested": [], "formulas": formulas}
    (data / "identities.yaml").write_text(yaml.safe_dump(identities, allow_unicode=True), encoding="utf-8")
    (data / "cuts.yaml").write_text("[]\n", encoding="utf-8")
    (data / "corrections.yaml").write_text("[]\n", encoding="utf-8")
    for lexicon in data.glob("lexicon*.yaml"):  # their words are those of all members
        lexicon.unlink()
