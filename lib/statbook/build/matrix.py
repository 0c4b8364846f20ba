"""The matrix of an edition's entry: a page for each combination of the values that its parameters list."""

import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statbook.analysis import Scope
from statbook.errors import Fault, ParameterError, StatbookError, suggestion
from statbook.parameters import Parameter, Value, check_values
from statbook.prose import period_in_words
from statbook.store import Store

ALL = "all"
"""Stands for every value of a parameter."""
LONGEST = 100
"""Characters of the name of a page."""
_NAMED = re.compile(r"\{(\w+)\}")
"""A parameter in a title, which stands for its value."""


@dataclass(frozen=True)
class Combination:
    """Values of all parameters that an entry gives: those that vary by name in `varied`, in words in `words`."""

    parameters: dict[str, Value]
    varied: tuple[str, ...]
    words: dict[str, str]

    def name(self, start: str) -> str:
        """The name of its page, which begins with *start*."""
        parts = [start, *(str(self.parameters[name]) for name in self.varied)]
        return "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)[:LONGEST]

    def title(self, template: str, chapter: str) -> str:
        """The title of its page by a *template*, or by the title of the *chapter*."""
        if not template:
            return f"{chapter}: {', '.join(self.words[name] for name in self.varied)}" if self.varied else ""
        return _NAMED.sub(lambda found: self.words.get(found[1], found[0]), template)


def is_matrix(given: Mapping[str, Any]) -> bool:
    """Whether *given* parameters stand for more than one page."""
    return any(isinstance(value, list) or value == ALL for value in given.values())


def combinations(
    chapter: str, declared: Mapping[str, Parameter], given: Mapping[str, Any], store: Store
) -> tuple[list[Combination], list[Combination], list[str]]:
    """The combinations of the *given* values: those to run, those for which nothing is printed, and what is wrong."""
    values, faults = {}, []
    for name, value in given.items():
        listed = value if isinstance(value, list) else [value]
        if value == ALL and name in declared and ALL not in (declared[name].choices(store) or ()):
            listed = declared[name].choices(store) or []
            if not listed:
                faults.append(f"{chapter}: {name} is 'all', and its values cannot be listed; name them")
        values[name] = list(dict.fromkeys(map(as_text, listed)))
        faults += _wrong_values(chapter, declared, name, values[name], store)
    if faults:
        return [], [], faults
    varied = tuple(name for name, value in given.items() if isinstance(value, list) or value == ALL)
    found: list[Combination] = []
    empty: list[Combination] = []
    missing: list[str] = []
    for texts in itertools.product(*values.values()):
        named = dict(zip(values, texts, strict=True))
        parameters, missing = check_values(chapter, declared, named, store)
        words = {name: _in_words(store, name, text) for name, text in named.items()}
        # Each value is sound by itself, so nothing is printed for all of them together.
        (empty if missing else found).append(Combination(parameters, varied, words))
    if missing and not found:
        count = len(empty)
        faults.append(f"{chapter}: nothing is printed for any of its combinations ({count}). The last: {missing[0]}")
    return found, empty, faults


def check_words(
    place: str, entry: Mapping[str, Any], runs: list[Combination], declared: Mapping[str, Parameter], store: Store
) -> list[Fault]:
    """What is wrong with the title and the number of an *entry*, at this *place* of its file, that stands for *runs*."""
    faults, given = [], entry["parameters"]
    for name in dict.fromkeys(_NAMED.findall(str(entry.get("title") or ""))):
        if name not in given:
            fix = f"Give it under parameters, or leave it out.{suggestion(name, given)}"
            faults.append(Fault(f"{place}: title", f"{{{name}}}", f"one of {', '.join(given)}", fix))
    key, printed = entry.get("number"), False
    for run in runs if isinstance(key, str) else ():
        values = {name: one.default for name, one in declared.items()} | run.parameters
        region, period = (str(values[name]) if name in values else None for name in ("region", "period"))
        try:
            printed |= Scope(store, region, period).get(str(key)) is not None
        except StatbookError as error:
            faults.append(Fault(f"{place}: number", repr(key), "the key of a number", str(error)))
            break
    else:
        if runs and isinstance(key, str) and not printed:
            faults.append(
                Fault(f"{place}: number", repr(key), "a key for which something is printed in one of the runs")
            )
    return faults


def as_text(value: Any) -> str:
    """A value as it is written on the command line."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _wrong_values(
    chapter: str, declared: Mapping[str, Parameter], name: str, values: list[str], store: Store
) -> list[str]:
    if name not in declared:
        return check_values(chapter, declared, {name: ""}, store)[1]
    faults = []
    for value in values:
        try:
            declared[name].value(chapter, value, store)
        except ParameterError as error:
            faults.append(str(error))
    return faults


def _in_words(store: Store, name: str, value: str) -> str:
    if name == "region":
        return store.name("region", value, "en")
    return period_in_words(value, "en") if name == "period" else value
