"""The data and the tables of charts as one data set in Croissant 1.1, which is a `Dataset` of schema.org with columns.

Search engines find it on the page of the data, loaders of data sets in its file. All of it is told by the Data Package
and the files themselves. Without a `homepage` no address is named, and the files go by their names.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statbook.charts.citation import cite_book
from statbook.charts.data_table import VALUES
from statbook.messages import say, spoken
from statbook.project.paths import DATA
from statbook.store import Edition, Store

FILE = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
_CONTEXT = Path(__file__).parent / "texts" / "croissant-context.json"
"""The names of Croissant 1.1, as its specification wants them to stand in each file."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES = {"number": "sc:Float", "integer": "sc:Integer", "date": "sc:Date"}
"""By the type of a column in the Data Package; all others are text."""


def write_croissant(store: Store, package: Path) -> None:
    """Describe the zip *package*, made of *store*, and the tables of charts beside it, in a file there."""
    text = json.dumps(_croissant(store, package), ensure_ascii=False, indent=1)
    package.with_name(FILE).write_text(f"{text}\n", encoding="utf-8")


def _croissant(store: Store, package: Path) -> dict[str, Any]:
    edition, site = store.edition, store.edition.site.rstrip("/")
    place = f"{site}/{DATA}/" if site else ""
    tables = store.package.resources.values()
    charts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(package.parent.glob("fig-*.json"))]
    files = [_file(package.name, package.read_bytes(), "application/zip", place), *_files_within(package)]
    files += [_file(path.name, path.read_bytes(), _XLSX, place) for path in sorted(package.parent.glob("*.xlsx"))]
    for path in (package.with_name(f"{chart['id']}.csv") for chart in charts):
        files.append(_file(path.name, path.read_bytes(), "text/csv", place))
    return {
        "@context": json.loads(_CONTEXT.read_text(encoding="utf-8")),
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": edition.title,
        "description": edition.about,
        **({"url": f"{site}/{DATA}.html"} if site else {}),
        "version": edition.version,
        "datePublished": edition.as_of,
        "license": edition.licence[2],
        "creator": list(_creators(edition)),
        "citeAs": cite_book(edition, spoken()).bibtex.strip(),
        "distribution": files,
        "recordSet": [*map(_of_table, tables), *map(_of_chart, charts)],
    }


def _creators(edition: Edition) -> Iterator[dict[str, str]]:
    for author in edition.authors:
        parts = {"givenName": author.given, "familyName": author.family} if author.family else {}
        yield {"@type": "sc:Person" if parts else "sc:Organization", "name": author.name, **parts}


def _file(name: str, content: bytes, form: str, place: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": f"{place}{name}",
        "contentSize": f"{len(content)} B",
        "encodingFormat": form,
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _files_within(package: Path) -> Iterator[dict[str, Any]]:
    with zipfile.ZipFile(package) as archive:
        for path in (path for path in archive.namelist() if path.endswith(".csv")):
            yield _file(path, archive.read(path), "text/csv", "") | {"containedIn": {"@id": package.name}}


def _of_table(table: dict[str, Any]) -> dict[str, Any]:
    name, schema, fields = table["name"], table["schema"], []
    for one in schema["fields"]:
        column, kind = one["name"], _TYPES.get(one["type"], "sc:Text")
        told = say(one.get("description", ""))
        fields.append(_field(f"{name}/{column}", table["path"], column, kind, told))
    key = [{"@id": f"{name}/{column}"} for column in schema.get("primaryKey", [])]
    return _record_set(name, say(table["title"]), fields) | ({"key": key} if key else {})


def _of_chart(chart: dict[str, Any]) -> dict[str, Any]:
    fields = [
        # By its place, since a loader takes no identifier with spaces.
        _field(f"{chart['id']}/{place}", f"{chart['id']}.csv", name, "sc:Float" if name in VALUES[:3] else "sc:Text")
        for place, name in enumerate(chart["columns"], 1)
    ]
    return _record_set(chart["id"], chart["title"], fields)


def _record_set(name: str, title: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "description": title, "field": fields}


def _field(identifier: str, file: str, column: str, kind: str, words: str = "") -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": identifier,
        "name": column,
        **({"description": words} if words else {}),
        "dataType": kind,
        "source": {"fileObject": {"@id": file}, "extract": {"column": column}},
    }
