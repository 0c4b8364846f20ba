"""The package of the whole data: complete, the same every time, sound for an outside validator, inert."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from pybtex.database import parse_string

from statbook.charts.citation import citation_cff, cite_book
from statbook.errors import DataError
from statbook.project.paths import EXTRA, WORKBOOK, Book
from statbook.site.data_package import ZippedPackage, add_data_page, data_page, zip_package
from statbook.store import Store

EVIL = "=cmd|' /C calc'!A0"
MARKUP = "</script><img src=x onerror=alert(1)> `x` [a](javascript:alert) *b* |"
ON_PAGE = "</script><img src=x onerror=alert(1)> | [a](javascript:alert(1)) `"


def files(packed: ZippedPackage) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def change(book: Book, name: str, old: str, new: str) -> Store:
    path = book.data / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return Store.load(book.data)


@pytest.fixture(scope="module")
def packed(store: Store) -> ZippedPackage:
    return zip_package(store)


def test_the_package_holds_all_data_as_they_are_and_what_explains_them(packed: ZippedPackage, book: Book) -> None:
    found = files(packed)
    data = {path.relative_to(book.data).as_posix(): path for path in book.data.rglob("*") if path.is_file()}

    assert re.fullmatch(r"from-bookshelf-to-marketplace-\d+\.\d+\.\d+\.zip", packed.name)
    assert set(found) == set(data) | {"README.md", "LICENSE", "CITATION.cff", "citation.bib", "SHA256SUMS"}
    for name, path in data.items():
        assert found[name] == path.read_bytes(), name


def test_two_packages_of_the_same_data_are_the_same_bytes(packed: ZippedPackage, copy: Book) -> None:
    for path in sorted(copy.data.rglob("*"), reverse=True):
        path.chmod(0o700)
    made = (
        "from pathlib import Path; from statbook.store import Store; from statbook.site.data_package import zip_package; "
        f"print(zip_package(Store.load(Path({str(copy.data)!r}))).sha256)"
    )
    environment = {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)}
    told = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True, env=environment)

    assert packed.sha256 == told.stdout.strip()


def test_its_files_have_fixed_order_times_and_permissions(packed: ZippedPackage, store: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        entries = archive.infolist()

    assert sorted(entry.filename for entry in entries) == [entry.filename for entry in entries]
    year, month, day = map(int, store.as_of.split("-"))
    assert {((year, month, day, 0, 0, 0), 0o100644 << 16, 3, zipfile.ZIP_STORED)} == {
        (entry.date_time, entry.external_attr, entry.create_system, entry.compress_type) for entry in entries
    }


def test_its_sums_are_those_of_its_files(packed: ZippedPackage) -> None:
    found = files(packed)
    sums = dict(reversed(line.split("  ")) for line in found.pop("SHA256SUMS").decode("ascii").splitlines())

    assert {name: hashlib.sha256(content).hexdigest() for name, content in found.items()} == sums
    assert hashlib.sha256(packed.content).hexdigest() == packed.sha256


def test_an_outside_validator_finds_it_sound(packed: ZippedPackage, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    (tmp_path / packed.name).write_bytes(packed.content)
    report = frictionless.validate(str(tmp_path / packed.name))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert len(packed.rows) == len(report.tasks)


def test_it_says_how_many_rows_each_table_has(packed: ZippedPackage) -> None:
    found = files(packed)
    resources = json.loads(found["datapackage.json"])["resources"]
    counted = {
        resource["name"]: sum(
            1 for _ in csv.DictReader(io.StringIO(found[resource["path"]].decode("utf-8"), newline=""))
        )
        for resource in resources
    }

    assert counted == packed.rows
    for resource in resources:
        assert f"- `{resource['path']}`: {resource['title']} ({packed.rows[resource['name']]:,} rows)" in found[
            "README.md"
        ].decode("utf-8")


def test_it_can_be_cited_by_what_is_in_it(packed: ZippedPackage, store: Store) -> None:
    found = files(packed)

    assert citation_cff(store.edition).encode("utf-8") == found["CITATION.cff"]
    assert cite_book(store.edition, "en").text in found["README.md"].decode("utf-8")
    assert [packed.name.removesuffix(".zip")] == list(
        parse_string(found["citation.bib"].decode("utf-8"), "bibtex").entries
    )
    assert b"https://creativecommons.org/licenses/by/4.0/" in found["LICENSE"]


def test_a_cell_like_a_formula_is_inert_and_no_other_file_changes(copy: Book, packed: ZippedPackage) -> None:
    changed = files(zip_package(change(copy, "members.csv", ",Korea,Korea,", f',Korea,"{EVIL}",')))
    rows = [*csv.reader(io.StringIO(changed["members.csv"].decode("utf-8"), newline=""))]
    before = files(packed)

    assert [f"'{EVIL}"] == [cell for row in rows for cell in row if EVIL in cell]
    assert {"members.csv", "SHA256SUMS"} == {name for name in before if changed[name] != before[name]}


def test_words_that_look_like_markup_are_inert_in_what_explains_the_data(copy: Book) -> None:
    title = '"title": "From Bookshelf to Marketplace: China\'s innovation economy in figures"'
    found = files(zip_package(change(copy, "datapackage.json", title, f'"title": {json.dumps(MARKUP)}')))
    readme = found["README.md"].decode("utf-8")

    assert readme.startswith(r"# \</script\>\<img src=x onerror=alert(1)\> \`x\` \[a\](javascript:alert) \*b\* \|")
    assert MARKUP == yaml.safe_load(found["CITATION.cff"].decode("utf-8"))["title"]


def test_a_table_outside_of_the_data_is_refused(copy: Book) -> None:
    secret = copy.root / "secret.csv"
    secret.write_bytes((copy.data / "units.csv").read_bytes())
    changed = change(copy, "datapackage.json", '"path": "units.csv"', '"path": "../secret.csv"')

    with pytest.raises(DataError, match="a file within data/"):
        zip_package(changed)


def shown(markdown: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def test_the_page_names_file_size_sum_tables_and_citation(store: Store) -> None:
    packed = zip_package(store)
    page = shown(data_page(store, packed))

    assert (
        f'<a href="data/{packed.name}" download>{packed.name}</a></strong> ({len(packed.content) / 1000:,.0f} kB)'
        in page
    )
    assert packed.sha256 in page
    assert f"sha256sum -c {packed.name}.sha256" in page
    assert f'<td>units.csv</td>\n<td style="text-align:right">{packed.rows["units"]}</td>' in page
    assert cite_book(store.edition, "en").text in page
    assert f"@misc{{{packed.name.removesuffix('.zip')}," in page
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">Creative Commons Attribution 4.0</a>' in page


def test_the_page_offers_a_workbook_if_there_is_one(store: Store, tmp_path: Path) -> None:
    add_data_page(store, tmp_path)
    assert "workbook" not in (tmp_path / "data.md").read_text(encoding="utf-8")
    (tmp_path / EXTRA / WORKBOOK).write_bytes(b"x" * 12_345)
    add_data_page(store, tmp_path)

    page = shown((tmp_path / "data.md").read_text(encoding="utf-8"))
    assert '<a href="data/workbook.xlsx" download>workbook.xlsx</a></strong> (12 kB)' in page


def test_words_that_look_like_markup_are_words(copy: Book) -> None:
    path = copy.data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["title"] = descriptor["version"] = descriptor["resources"][0]["title"] = ON_PAGE
    descriptor["contributors"][0]["title"] = f"{ON_PAGE}\n\n# A heading"
    descriptor["licenses"][0] = {"name": ON_PAGE, "title": ON_PAGE, "path": "https://example.org/><script>"}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    store = Store.load(copy.data)
    page = shown(data_page(store, zip_package(store)))

    assert "<img" not in page
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert 1 == page.count("<h1>")


def test_the_package_lies_beside_its_sum_and_its_page(store: Store, tmp_path: Path) -> None:
    add_data_page(store, tmp_path)
    (archive,) = (tmp_path / "_extra" / "data").glob("*.zip")
    told = archive.with_name(f"{archive.name}.sha256").read_text(encoding="utf-8")

    assert f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n" == told
    assert archive.name.replace("-", r"\-").replace(".", r"\.") in (tmp_path / "data.md").read_text(encoding="utf-8")
