"""Parameters of chapters: the lines that declare them, and the validation of given values.

    name: type = default  # domain; help

A domain is a list of values, `{rule, strict}`, a range of numbers, `{0..300}`, or a column of a theme, `region of trade`.
Only true and false need none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from statbook.errors import ChapterError, Fault, ParameterError, join_values, suggestion

if TYPE_CHECKING:
    from statbook.store import Store

Value = str | int | float | bool
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
_LINE = re.compile(r"^(\w+): (\w+) = (.+?)  # (?:(\{[^}]*\}|\w+ of \w+); )?(.+)$")
_RANGE = re.compile(r"\{(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)\}")


@dataclass(frozen=True)
class Parameter:
    """A line of a parameters cell: name: type = default  # domain; help."""

    name: str
    type: str
    default: Value
    domain: str
    help: str

    def choices(self, store: Store) -> list[str] | None:
        """The allowed values as text; None for a range, and for true or false."""
        if not self.domain or self.range:
            return None
        if self.domain.startswith("{"):
            return [value.strip() for value in self.domain[1:-1].split(",")]
        column, theme = self.domain.split(" of ")
        return sorted(value for (value,) in store.values(theme, column))

    @property
    def range(self) -> tuple[float, float] | None:
        """The smallest and the largest allowed number."""
        match = _RANGE.fullmatch(self.domain)
        return (float(match[1]), float(match[2])) if match else None

    def value(self, chapter: str, given: object, store: Store) -> Value:
        """What was *given*, in the declared type: papermill makes a number of 2023, and 1 of 1.0.

        Raises ParameterError for another type, or for what is outside the domain.
        """
        text, allowed = str(given), self.choices(store)
        if allowed is not None and self.type in ("int", "float"):
            number = _convert("float", text)
            text = next((value for value in allowed if number is not None and number == _convert("float", value)), text)
        value = _convert(self.type, text)
        if allowed is not None and text not in allowed:
            wanted = f"possible are {join_values(allowed)}.{suggestion(text, allowed)}"
        elif value is None:
            wanted = f"expected {'true or false' if self.type == 'bool' else self.type}."
        elif self.range and not self.range[0] <= float(value) <= self.range[1]:
            wanted = f"possible is {self.domain[1:-1].replace('..', ' to ')}."
        else:
            return value
        raise ParameterError(f"{chapter}: {self.name} is {text!r}; {wanted} ({self.help})")


def _convert(kind: str, text: str) -> Value | None:
    """*text* in the type *kind*; None if it is of another."""
    if kind == "bool":
        return {"true": True, "false": False}.get(text[:1].lower() + text[1:])
    try:
        value: Value = TYPES[kind](text)
    except ValueError:
        return None
    return value


def parse_parameters(source: str, chapter: str) -> dict[str, Parameter]:
    """The parameters that a cell declares. Raises ChapterError for a line of another form."""
    found = {}
    for line in source.splitlines():
        if not line.strip():
            continue
        match = _LINE.match(line)
        if not match or match[2] not in TYPES:
            form = f"`name: type = default  # domain; help`, with type one of {', '.join(TYPES)}"
            raise ChapterError(f"{chapter}: parameters: {line!r} is not of the form {form}")
        name, kind, default, domain, words = match.groups()
        try:
            value: Any = ast.literal_eval(default)
        except (ValueError, SyntaxError):
            value = None
        if not isinstance(value, str | int | float | bool) or type(value) is not TYPES[kind]:
            raise ChapterError(f"{chapter}: parameters: the default of {name} is not of type {kind}")
        found[name] = Parameter(name, kind, value, domain or "", words)
    return found


def check_values(
    chapter: str, declared: Mapping[str, Parameter], given: Mapping[str, object], store: Store
) -> tuple[dict[str, Value], list[str]]:
    """The given parameters that are sound, in their declared types, and what is wrong with the others."""
    out: dict[str, Value] = {}
    faults = []
    for name, value in given.items():
        if name not in declared:
            known = ", ".join(declared)
            faults.append(f"{chapter} has no parameter {name!r}; it has {known}.{suggestion(name, declared)}")
            continue
        try:
            out[name] = declared[name].value(chapter, value, store)
        except ParameterError as error:
            faults.append(str(error))
    if not faults and {"region", "period"} <= declared.keys():
        faults += _printed_together(chapter, declared, out, store)
    return out, faults


def _printed_together(
    chapter: str, declared: Mapping[str, Parameter], given: Mapping[str, Value], store: Store
) -> list[str]:
    """Region and period must be printed together: each alone may be in the data without the other."""
    if " of " not in declared["region"].domain or " of " not in declared["period"].domain:
        return []
    theme = declared["region"].domain.split(" of ")[1]
    region, period = (given.get(name, declared[name].default) for name in ("region", "period"))
    periods = sorted(each for (each,) in store.values(theme, "period", region=str(region)))
    if period in periods:
        return []
    return [
        f"{chapter}: nothing is printed for region {region} and period {period}; for {region} there is {join_values(periods)}"
    ]


def check_declarations(chapter: str, where: str, declared: Mapping[str, Parameter], store: Store) -> list[Fault]:
    """The faults of the domains and defaults that a chapter declares."""
    from statbook.store import Observation

    columns = sorted(field.name for field in fields(Observation))
    found = []
    for name, parameter in declared.items():
        column, _, theme = parameter.domain.partition(" of ")
        location, domain = f"{where}: {name}", f"the domain {parameter.domain!r}"
        if not parameter.domain and parameter.type != "bool":
            fix = "Write {a, b}, {0..9} or `region of trade` between # and the help."
            found.append(Fault(location, "no domain", "the values that may be asked for", fix))
        elif theme and theme not in store.themes:
            expected = f"a theme: {', '.join(store.themes)}"
            found.append(Fault(location, domain, expected, suggestion(theme, store.themes).strip()))
        elif theme and column not in columns:
            expected = f"a column: {', '.join(columns)}"
            found.append(Fault(location, domain, expected, suggestion(column, columns).strip()))
        elif parameter.range and parameter.type not in ("int", "float"):
            found.append(Fault(location, f"the range {parameter.domain}", "a range for numbers only"))
    themes = {parameter.domain.partition(" of ")[2] for parameter in declared.values()} & {*store.themes}
    for theme in () if found else sorted(themes - {row.theme for row in store.observations}):
        fix = f"Add them: statbook add FILE. Until then nothing may be asked of {chapter}."
        found.append(Fault(f"data/{theme}.csv", "no numbers", f"the numbers of {theme}", fix))
    if found:
        return found
    _, faults = check_values(chapter, declared, {name: one.default for name, one in declared.items()}, store)
    return [Fault(where, fault, "a default that may be asked for") for fault in faults]
