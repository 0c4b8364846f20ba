"""What a page says of itself: a description, addresses where the book has one, makers and day, and the data set."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from staged_pages import PACKAGE
from statbook.project.paths import LIBRARY, MANIFEST
from statbook.site.document_notes import read_json
from statbook.site.page_head import DESCRIPTION, describe_page, description, languages_of

TEMPLATES = Environment(loader=FileSystemLoader(LIBRARY / "site" / "templates"))


def describe(folder: Path, page: str = "chapters/trade", files: tuple[str, ...] = (), **package: Any) -> dict[str, Any]:
    """What the templates are given for *page* of a book with this *package* and these extra *files*."""
    (folder / "_data").mkdir(exist_ok=True)
    (folder / "_data" / "datapackage.json").write_text(json.dumps(PACKAGE | package), encoding="utf-8")
    (folder / MANIFEST).write_text(json.dumps({"as_of": "2026-03-25"}), encoding="utf-8")
    for name in files:
        (folder / "_extra" / name).parent.mkdir(parents=True, exist_ok=True)
        files_of_data = [
            {"name": "a.csv", "contentUrl": "a.csv"},
            {"name": "b.zip", "contentUrl": "https://x.example/b"},
        ]
        (folder / "_extra" / name).write_text(json.dumps({"name": "</x>", "distribution": files_of_data}), "utf-8")
    read_json.cache_clear()
    context: dict[str, Any] = {"body": "<p>Words.</p>"}
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    describe_page(
        SimpleNamespace(srcdir=str(folder), builder=builder, config=SimpleNamespace(language="en")),
        page,
        "page.html",
        context,
        None,
    )
    return context


def test_a_page_is_described_by_its_first_paragraph_and_its_main_points() -> None:
    points = '<section id="main-points"><ul><li><p>It <a href="#obs-a">rose</a>.</p></li></ul></section>'
    asks = "What moved the trade of the city, &amp; why did it?"

    assert "What moved the trade of the city, & why did it? It rose." == description(
        f"<h1>Trade</h1><p><a>Up</a></p><p>{asks}</p>{points}<p>More.</p>"
    )
    assert "" == description("")
    assert len(description(f"<p>{'word ' * 200}</p>")) <= DESCRIPTION


def test_a_page_names_itself_in_every_language_of_the_site() -> None:
    manifest = {"language": "zh", "languages": ["en", "zh"]}
    found = languages_of(manifest, "chapters/trade.html", "")

    assert [("en", "English", "../../chapters/trade.html", False), ("zh-CN", "中文", "trade.html", True)] == [
        (each["code"], each["name"], each["address"], each["own"]) for each in found
    ]
    named = languages_of(manifest | {"language": "en"}, "index.html", "https://book.example")
    assert ["https://book.example/index.html", "https://book.example/zh/index.html"] == [each["link"] for each in named]
    assert "zh/index.html" == named[1]["address"]


@pytest.mark.parametrize("manifest", [{}, {"language": "zh", "languages": ["zh"]}])
def test_a_site_in_one_language_names_no_other(manifest: dict[str, Any]) -> None:
    assert [] == languages_of(manifest, "index.html", "")


@pytest.mark.parametrize("end", ["", "/"])
def test_a_page_has_addresses_where_the_package_says_where_the_book_is_published(tmp_path: Path, end: str) -> None:
    files = ("pictures/chapters/trade.png", "feed.xml")
    found = describe(tmp_path, files=files, homepage=f"https://book.example{end}")

    assert "https://book.example/chapters/trade.html" == found["address"]
    assert "https://book.example/pictures/chapters/trade.png" == found["picture"]
    assert "feed.xml" == found["feed"]


def test_elsewhere_it_has_none_and_no_picture_that_was_not_made(tmp_path: Path) -> None:
    found = [describe(tmp_path), describe(tmp_path, homepage="https://book.example")]

    assert ["", ""] == [found[0][name] for name in ("address", "feed")]
    assert ["", ""] == [each["picture"] for each in found]


def test_the_page_of_the_data_holds_the_data_set_as_inert_text_whose_files_are_found_from_there(tmp_path: Path) -> None:
    files = ("data/croissant.json",)
    text = describe(tmp_path, "data", files)["dataset"]

    assert "</" not in text
    assert ["data/a.csv", "https://x.example/b"] == [file["contentUrl"] for file in json.loads(text)["distribution"]]
    assert "" == describe(tmp_path, "chapters/data", files)["dataset"]


def test_the_foot_names_the_makers_how_to_reach_them_and_the_day(tmp_path: Path) -> None:
    makers = [{"title": "A <b>"}, {"title": "Li Wei", "email": "li@book.example", "path": "https://li.example"}]
    makers.append({"title": "Desk", "roles": ["contact"], "email": "desk@book.example"})
    foot = TEMPLATES.get_template("publication.html").render(describe(tmp_path, contributors=makers))

    assert (
        '<p class="sb-publication"> Authors: A &lt;b&gt;, <a href="https://li.example">Li Wei</a> '
        '(<a href="mailto:li@book.example">li@book.example</a>). '
        'Contact: Desk (<a href="mailto:desk@book.example">desk@book.example</a>). '
        'Data version 1.0, as known on <time datetime="2026-03-25">25 March 2026</time>. </p>'
    ) == " ".join(foot.split())
