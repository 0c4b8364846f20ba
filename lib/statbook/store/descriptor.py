"""The descriptor of the data package, datapackage.json: a Frictionless Data Package of version 2, or of version 1.

The standard's own validators take keys of columns that there are not; here they are faults. What keys and categories
say of the tables is checked in `validation.schema`.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from statbook.errors import DataError, Fault
from statbook.store.yaml_files import schema_faults

DESCRIPTOR = "datapackage.json"
_WHERE = f"data/{DESCRIPTOR}"


def read_descriptor(folder: Path) -> dict[str, Any]:
    """The descriptor in *folder*. Raises DataError with every fault: no JSON, another structure, keys without columns."""
    try:
        found = json.loads(text := (folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError([Fault(_WHERE, "no file", "a Data Package")]) from None
    except json.JSONDecodeError as error:
        raise DataError([Fault(f"{_WHERE}:{error.lineno}", f"{error.msg}, sign {error.colno}", "valid JSON")]) from None
    except UnicodeDecodeError as error:
        raise DataError([Fault(_WHERE, str(error), "text in UTF-8")]) from None
    if faults := _descriptor_faults(text):
        raise DataError(faults)
    return dict(found)


@lru_cache(maxsize=16)
def _descriptor_faults(text: str) -> list[Fault]:
    """The faults of the descriptor *text*, which is JSON; commands read the same one several times."""
    descriptor = json.loads(text)
    return schema_faults("datapackage", DESCRIPTOR, descriptor) or [*_key_faults(descriptor)]


def columns_of(key: str | list[str]) -> list[str]:
    """The columns of a primary or foreign key; in version 1 one column is a text.

    >>> columns_of("obs"), columns_of(["obs", "known_from"])
    (['obs'], ['obs', 'known_from'])
    """
    return [key] if isinstance(key, str) else list(key)


def allowed_values(field: Mapping[str, Any]) -> list[str] | None:
    """The values of a closed list: the categories of *field* and its `enum`, both if it has both; None for any value.

    >>> allowed_values({"categories": [{"value": "over", "label": "over the period"}, {"value": "at"}]})
    ['over', 'at']
    """
    values: list[str] | None = field.get("constraints", {}).get("enum")
    if "categories" not in field:
        return values
    categories = [each if isinstance(each, str) else each["value"] for each in field["categories"]]
    return [value for value in categories if values is None or value in values]


def _key_faults(descriptor: Mapping[str, Any]) -> Iterator[Fault]:
    """Keys of columns and tables that there are not, and themes without a table."""
    columns = {
        table["name"]: [field["name"] for field in table["schema"]["fields"]] for table in descriptor["resources"]
    }
    for theme in descriptor["statbook"]["themes"]:
        if theme not in columns:
            yield Fault(f"{_WHERE}: statbook: themes", repr(theme), f"one of the tables: {', '.join(columns)}")
    for table in descriptor["resources"]:
        name, schema, where = table["name"], table["schema"], f"{_WHERE}: resources: {table['name']}: schema"
        keys = [("primaryKey", name, columns_of(schema.get("primaryKey", [])))]
        keys += [("uniqueKeys", name, key) for key in schema.get("uniqueKeys", [])]
        for reference in schema.get("foreignKeys", []):
            other = reference["reference"].get("resource") or name
            pair = columns_of(reference["fields"]), columns_of(reference["reference"]["fields"])
            if other not in columns:
                yield Fault(f"{where}: foreignKeys", repr(other), f"one of the tables: {', '.join(columns)}")
            elif len(pair[0]) != len(pair[1]):
                yield Fault(
                    f"{where}: foreignKeys", f"{len(pair[0])} and {len(pair[1])} columns", "as many in both tables"
                )
            else:
                keys += [("foreignKeys", name, pair[0]), ("foreignKeys", other, pair[1])]
        for kind, owner, key in keys:
            for column in key:
                if column not in columns[owner]:
                    yield Fault(f"{where}: {kind}", repr(column), f"a column of {owner}: {', '.join(columns[owner])}")
