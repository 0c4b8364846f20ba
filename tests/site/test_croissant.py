"""The description of the data for loaders of data sets: an outside reader takes it, and reads the tables by it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import PropertyMock, patch

import mlcroissant
import pytest

from statbook.site.croissant import FILE, write_croissant
from statbook.site.data_package import zip_package
from statbook.store import Author, Store

CHART = {"id": "fig-fruit-pears", "title": "Pears fell", "columns": ["As printed", "As-printed", "value", "evidence"]}
ROWS = "As printed,As-printed,value,evidence\n3个,x,3,obs-pears\n,y,,\n"


def describe(store: Store, folder: Path, **edition: Any) -> dict[str, Any]:
    """The description of the data of *store*, which has another *edition*, and of one chart in *folder*."""
    with patch.object(Store, "edition", PropertyMock(return_value=replace(store.edition, **edition))):
        return describe_edition(store, folder)


def describe_edition(store: Store, folder: Path) -> dict[str, Any]:
    package = zip_package(store)
    (folder / package.name).write_bytes(package.content)
    (folder / "fig-fruit-pears.json").write_text(json.dumps(CHART), encoding="utf-8")
    (folder / "fig-fruit-pears.csv").write_text(ROWS, encoding="utf-8")
    (folder / "workbook.xlsx").write_bytes(b"PK")
    write_croissant(store, folder / package.name)
    found: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("site", ["", "https://book.example/x/"])
def test_an_outside_reader_finds_nothing_wrong_with_it(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, site: str
) -> None:
    describe(store, tmp_path, site=site)
    known = mlcroissant.Dataset(str(tmp_path / FILE)).metadata

    assert [] == [record.message for record in caplog.records]
    assert ("", "") == (known.ctx.issues.report(), known.ctx.issues.report().strip())
    assert ["http://mlcommons.org/croissant/1.1"] == known.conforms_to


def test_an_outside_reader_reads_by_it_the_tables_and_those_of_charts(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    describe(store, tmp_path)
    data = mlcroissant.Dataset(str(tmp_path / FILE))
    units, pears = ([*data.records(name)] for name in ("units", "fig-fruit-pears"))

    assert {row.unit for row in store.observations} <= {unit["units/unit"].decode() for unit in units}
    assert ["3个".encode(), b"x", 3.0, b"obs-pears"] == [*pears[0].values()]
    assert [None, b"y", None, None] == [*pears[1].values()]


def test_every_file_has_its_sum_and_size_and_tables_lie_in_the_package(store: Store, tmp_path: Path) -> None:
    files = {file["@id"]: file for file in describe(store, tmp_path)["distribution"]}
    own = [path for path in tmp_path.iterdir() if path.suffix in (".csv", ".xlsx", ".zip")]
    package = next(path.name for path in own if path.suffix == ".zip")

    assert {path.name for path in own} | {table["path"] for table in store.package.resources.values()} == set(files)
    for path in own:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == files[path.name]["sha256"]
        assert f"{path.stat().st_size} B" == files[path.name]["contentSize"]
    assert {"@id": package} == files["trade.csv"]["containedIn"]


def test_it_tells_whom_to_cite_and_every_column_of_the_package(store: Store, tmp_path: Path) -> None:
    authors = (Author("The makers"), Author("Li Wei", "Wei", "Li"))
    found = describe(store, tmp_path, authors=authors)
    columns = {one["name"]: [field["name"] for field in one["field"]] for one in found["recordSet"]}

    assert [
        {"@type": "sc:Organization", "name": "The makers"},
        {"@type": "sc:Person", "name": "Li Wei", "givenName": "Wei", "familyName": "Li"},
    ] == found["creator"]
    assert store.as_of == found["datePublished"]
    assert found["citeAs"].startswith("@misc{")
    for name, table in store.package.resources.items():
        assert [field["name"] for field in table["schema"]["fields"]] == columns[name]


def test_without_an_address_of_the_book_files_go_by_their_names(store: Store, tmp_path: Path) -> None:
    for site, place in (("", ""), ("https://book.example", "https://book.example/data/")):
        found = describe(store, tmp_path, site=site)
        chart = next(file for file in found["distribution"] if file["@id"] == "fig-fruit-pears.csv")

        assert f"{place}fig-fruit-pears.csv" == chart["contentUrl"]
        assert bool(site) == ("url" in found)
