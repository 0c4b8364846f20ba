"""Reads the YAML files of data/ and validates them against the JSON schemas in store/schemas/.

Unknown names are faults too, since a misspelt name would switch a check off.
The module is long because it says of every fault where it is and what was expected.
"""

import json
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from statbook.errors import DataError, Fault, suggestion

SCHEMAS = ("cuts", "identities", "corrections", "traps", "lexicon")
"""The files of data/ that have a schema; the others are mappings."""
OPTIONAL = ("lexicon",)
"""Those that a book may do without."""
RECIPES = "recipes"
"""The folder of data/ whose files are all of one schema."""
LONGEST = 60
"""Signs of what was found that a message repeats."""


class _UniqueNames:
    """YAML in which each name of a mapping is unique; otherwise the first of two sections would be lost silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = set()
        for name in (name for name, _ in node.value if isinstance(name, yaml.ScalarNode)):
            if name.value in names:
                raise yaml.MarkedYAMLError(None, None, f"{name.value!r} a second time", name.start_mark)
            names.add(name.value)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)  # type: ignore[misc]
        return found


class _Loader(_UniqueNames, yaml.SafeLoader):
    pass


class _FastLoader(_UniqueNames, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C, if PyYAML was built with it."""


def _load(text: str) -> Any:
    try:
        return yaml.load(text, _FastLoader)  # a SafeLoader
    except yaml.YAMLError:
        return yaml.load(text, _Loader)  # a SafeLoader, whose messages are the clearer ones


def read_yaml(folder: Path, name: str) -> Any:
    """What the file *name* of *folder* declares (`cuts.yaml`, `captions/trade.yaml`).

    Raises DataError with every fault: no file, no YAML, another structure than its schema has.
    """
    content = read_any_yaml(folder / name, f"data/{name}")
    stem = "recipe" if name.startswith(f"{RECIPES}/") else name.removesuffix(".yaml").removesuffix("_en")
    if stem in (*SCHEMAS, "recipe"):
        faults = schema_faults(stem, name, content)
        if faults:
            raise DataError(faults)
    elif not isinstance(content, dict):
        raise DataError([Fault(f"data/{name}", _short(content), "a mapping")])
    return content


def read_any_yaml(path: Path, where: str) -> Any:
    """What the YAML file *path* says. Raises DataError, which calls it *where*, if it is no YAML."""
    try:
        return _load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Fault(where, "no file", "a YAML file")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        found = str(error.problem or error.context).removeprefix("found ")
        fix = "Indent with spaces, and quote words that hold a colon or a comma."
        raise DataError([Fault(f"{where}{line}", found, "valid YAML", fix)]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        found = " ".join(str(error).split())
        raise DataError([Fault(where, found, "valid YAML in UTF-8")]) from None
    except OSError as error:
        raise DataError([Fault(where, str(error.strerror), "a file that can be read")]) from None


@cache
def _validator(stem: str) -> Any:
    # Imported here: it takes a moment, and commands that read no YAML do not need it.
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    schema = json.loads((Path(__file__).parent / "schemas" / f"{stem}.json").read_text(encoding="utf-8"))
    return extend(Draft202012Validator, {"uniqueKey": _check_unique_keys})(schema)


def _check_unique_keys(validator: Any, names: list[str], entries: Any, schema: Any) -> Iterator[Any]:
    """The keyword `uniqueKey`: no two entries of a list have the same under *names*."""
    from jsonschema import ValidationError

    seen: list[list[Any]] = []
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        key = [entry.get(name) for name in names] if isinstance(entry, dict) else [None]
        if key[0] is not None and key in seen:
            words = ", ".join(str(part) for part in key if part is not None)
            yield ValidationError(words, path=[number, names[0]], instance=words)
        seen.append(key)


def schema_faults(stem: str, name: str, content: Any) -> list[Fault]:
    """What a schema finds wrong, each once, in the order of the file's entries."""
    errors = sorted(
        _validator(stem).iter_errors(content),
        key=lambda error: [f"{step:05}" if isinstance(step, int) else step for step in _steps(error)],
    )
    return list(dict.fromkeys(fault for error in errors for fault in _to_faults(name, error)))


def _steps(error: Any) -> list[int | str]:
    return [step if isinstance(step, int) else str(step) for step in error.absolute_path]


def _to_faults(name: str, error: Any) -> Iterator[Fault]:
    """What a validator found, in words."""
    where, instance, wanted = _place(name, _steps(error)), error.instance, error.validator_value
    fields = error.schema.get("properties", {})
    if error.validator == "additionalProperties":
        for field in instance:
            if field not in fields:
                # `{en: one, two}` is a mapping with a field `two` that holds nothing.
                fix = "Quote words that hold a comma." if instance[field] is None else ""
                yield Fault(where, repr(field), f"one of {', '.join(fields)}", fix)
    elif error.validator == "required":
        for field in wanted:
            if field not in instance:
                yield Fault(where, f"no {field!r}", fields[field]["description"])
    elif error.validator == "dependentRequired":
        for field, others in wanted.items():
            for other in others:
                if field in instance and other not in instance:
                    yield Fault(where, f"{field!r} without {other!r}", "both or neither")
    elif error.validator == "enum":
        yield Fault(where, _short(instance), f"one of {', '.join(wanted)}")
    elif error.validator == "uniqueKey":
        yield Fault(where, f"{_short(instance)} a second time", "a key used once")
    else:
        yield Fault(where, _short(instance), error.schema["description"])


def _place(name: str, steps: list[int | str]) -> str:
    """`data/identities.yaml: orders, entry 1: smaller`."""
    parts = [f"data/{name}"]
    entered = False
    for step in steps:
        if isinstance(step, str):
            parts.append(step)
        elif not entered:
            section = f"{parts.pop()}, " if len(parts) > 1 else ""
            parts.append(f"{section}entry {step + 1}")
            entered = True
        else:
            parts[-1] += f" {step + 1}"
    return ": ".join(parts)


def _short(found: Any) -> str:
    words = "nothing" if found is None else repr(found)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def read_conforming(path: Path, schema: str, prepared: Callable[[Any], Any]) -> tuple[Any, list[Fault]]:
    """What the YAML file *path*, which lies outside of data/, says after *prepared*, and what *schema* finds wrong in it.

    Raises DataError if it is no YAML.
    """
    content = prepared(read_any_yaml(path, path.name))
    named = []
    for fault in schema_faults(schema, "", content):
        options = fault.expected.removeprefix("one of ").split(", ") if fault.expected.startswith("one of ") else []
        hint = suggestion(fault.found.strip("'"), options).strip()
        where = f"{path.name}{fault.where.removeprefix('data/')}"
        named.append(replace(fault, where=where, fix=fault.fix or hint))
    return content, list(dict.fromkeys(named))


def with_lines(path: Path, faults: list[Fault]) -> list[Fault]:
    """The *faults* of the YAML file *path* with the lines of what they name: `money.yaml:7: chapters, entry 2: title`."""
    root = yaml.compose(path.read_text(encoding="utf-8"), _Loader)
    found = []
    for fault in faults:
        name, *place = fault.where.split(": ")
        steps = re.findall(r"\w+", ": ".join([*place, fault.found.strip("'")]).replace(", entry ", " "))
        found.append(replace(fault, where=": ".join([f"{name}:{_line(root, steps)}", *place])))
    return found


def _line(node: Any, steps: list[str]) -> int:
    """The line of what *steps*, names and numbers of entries, lead to below *node*, as far as they lead."""
    line: int = node.start_mark.line + 1 if node else 1
    for step in steps:
        if isinstance(node, yaml.SequenceNode) and step.isdigit() and 0 < int(step) <= len(node.value):
            node = node.value[int(step) - 1]
            line = node.start_mark.line + 1
        elif isinstance(node, yaml.MappingNode) and step in (names := {name.value: name for name, _ in node.value}):
            line, node = names[step].start_mark.line + 1, dict((n.value, v) for n, v in node.value)[step]
        else:
            break
    return line
