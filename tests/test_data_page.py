"""The page that offers the data: what is in the package, how to check and to cite it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from markdown_it import MarkdownIt

from statbook.charts.citation import cite_book
from statbook.project.paths import Book
from statbook.site.data_page import data_page, offer_data
from statbook.site.data_package import pack
from statbook.store import Store

EVIL = "</script><img src=x onerror=alert(1)> | [a](javascript:alert(1)) `"


def shown(markdown: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def test_the_page_names_file_size_sum_tables_and_citation(store: Store) -> None:
    packed = pack(store)
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


def test_words_that_look_like_markup_are_words(copy: Book) -> None:
    path = copy.data / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["title"] = descriptor["version"] = descriptor["resources"][0]["title"] = EVIL
    descriptor["contributors"][0]["title"] = f"{EVIL}\n\n# A heading"
    descriptor["licenses"][0] = {"name": EVIL, "title": EVIL, "path": "https://example.org/><script>"}
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    store = Store.load(copy.data)
    page = shown(data_page(store, pack(store)))

    assert "<img" not in page
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert 1 == page.count("<h1>")


def test_the_package_lies_beside_its_sum_and_its_page(store: Store, tmp_path: Path) -> None:
    offer_data(store, tmp_path)
    (archive,) = (tmp_path / "_extra" / "data").glob("*.zip")
    told = archive.with_name(f"{archive.name}.sha256").read_text(encoding="utf-8")

    assert f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n" == told
    assert archive.name.replace("-", r"\-").replace(".", r"\.") in (tmp_path / "data.md").read_text(encoding="utf-8")
