"""Pages load one style sheet and the scripts of theme and book as two files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from statbook.site.page_assets import PageAssets

HEAD = """<link rel="stylesheet" href="{up}_static/styles/theme.css?digest=1">
<link rel="preload" as="script" href="{up}_static/scripts/bootstrap.js">
<script src="{up}_static/documentation_options.js"></script><script src="{up}_static/doctools.js"></script>
<link rel="stylesheet" href="{up}_static/book.css"><script>DOCUMENTATION_OPTIONS.theme = 1;</script>
<script src="{up}_static/scripts/pydata-sphinx-theme.js?digest=1"></script>
<script defer src="{up}_static/book.js"></script><script defer src="{up}_static/evidence.js"></script>
<script defer src="{up}_static/search.js?v=1"></script>"""
STATIC = {
    "styles/theme.css": ".theme{background:url(../leaf.png)}.gone{top:0}",
    "book.css": "p{color:red}",
    "documentation_options.js": "const OPTIONS = {}",
    "scripts/pydata-sphinx-theme.js": "OPTIONS.a = 1\n//# sourceMappingURL=x.map",
    "scripts/bootstrap.js": "boot()",
    "doctools.js": "tools()",
    "evidence.js": "var evidence;",
    "book.js": "load('vega.js');",
    "search.js": "'found'",
    "vega.js": "'theme'",
    "leaf.png": "",
    "vendor/leaf.woff2": "",
    "locales/de/words.po": "",
}
WRITTEN = Path("written", "_static")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_static(tmp_path, STATIC)
    return tmp_path


def write_static(site: Path, files: dict[str, str]) -> None:
    """Write what Sphinx leaves beside the pages, which is not yet in the site."""
    for name, text in files.items():
        (site / WRITTEN / name).parent.mkdir(parents=True, exist_ok=True)
        (site / WRITTEN / name).write_text(text, encoding="utf-8")


def pages(site: Path, bodies: dict[str, str]) -> dict[str, str]:
    """The pages of a site, by their place, when all are adapted."""
    assets = PageAssets(site / WRITTEN.parent)
    trees = {}
    for place, body in bodies.items():
        head = HEAD.format(up="../" * place.count("/"))
        trees[place] = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
        assets.adapt(site / WRITTEN.parent / place, trees[place])
    assets.write(site, site / "none")
    return {place: assets.stamp(html.tostring(tree, encoding="unicode")) for place, tree in trees.items()}


def loaded(text: str) -> list[str]:
    """What a page loads, without versions."""
    tree = html.document_fromstring(text)
    return [address.partition("?")[0] for address in tree.xpath("//link/@href | //script/@src")]


def test_each_page_loads_one_sheet_and_two_joined_scripts_and_what_is_its_own(site: Path) -> None:
    made = pages(site, {"index.html": "<p>x</p>", "chapters/a.html": "<p>y</p>"})

    names = ["page.css", "search.js", "theme.js", "page.js"]
    assert [f"_static/{name}" for name in names] == loaded(made["index.html"])
    assert [f"../_static/{name}" for name in names] == loaded(made["chapters/a.html"])
    assert "DOCUMENTATION" not in made["index.html"]
    assert 2 == made["index.html"].count('" defer>')


def test_parts_are_joined_in_the_order_in_which_they_run(site: Path) -> None:
    pages(site, {"index.html": ""})

    assert "const OPTIONS = {};\nOPTIONS.a = 1\n" == (site / "_static" / "theme.js").read_text(encoding="utf-8")
    assert "var evidence;;\nload('vega.js');" == (site / "_static" / "page.js").read_text(encoding="utf-8")


def test_rules_stay_that_a_page_or_a_script_that_is_loaded_later_may_need(site: Path) -> None:
    pages(site, {"index.html": "", "b.html": "<p>x</p>"})

    sheet = (site / "_static" / "page.css").read_text(encoding="utf-8")
    assert '.theme{background:url("leaf.png")}\np{color:red}\n' == sheet


def test_what_no_page_sheet_or_script_names_stays_out_of_the_site(site: Path) -> None:
    pages(site, {"index.html": "<p>x</p>"})

    kept = {path.relative_to(site / "_static").as_posix() for path in (site / "_static").rglob("*")}
    assert {"page.css", "theme.js", "page.js", "search.js", "vega.js", "leaf.png"} == kept


def test_the_version_of_a_file_is_that_of_its_content(site: Path) -> None:
    first = pages(site, {"index.html": "<p>x</p>"})["index.html"]
    write_static(site, {name: text.replace("red", "blue") for name, text in STATIC.items()})
    second = pages(site, {"index.html": "<p>x</p>"})["index.html"]

    def version(text: str, name: str) -> str:
        return text.partition(f"{name}?v=")[2].partition('"')[0]

    assert version(first, "theme.js") == version(second, "theme.js")
    assert len(version(first, "page.css")) == 8
    assert version(first, "page.css") != version(second, "page.css")


def test_scripts_with_nothing_to_do_in_a_book_are_taken_out(site: Path) -> None:
    text = pages(
        site,
        {
            "index.html": '<script src="_static/doctools.js"></script><script>DOCUMENTATION_OPTIONS.x = 1</script>'
            "<p>Pears</p>"
        },
    )["index.html"]

    assert "<body><p>Pears</p></body>" in text


def test_a_button_says_what_the_theme_would_show_beside_it(site: Path) -> None:
    text = pages(
        site,
        {
            "index.html": '<button data-bs-toggle="tooltip" title="Contents"></button>'
            '<button data-bs-toggle="tooltip" data-bs-title="Color mode" aria-label="Colours"></button>'
        },
    )["index.html"]

    buttons = html.document_fromstring(text).xpath("//button")
    assert [("Contents", "Contents"), ("Color mode", "Colours")] == [
        (button.get("title"), button.get("aria-label")) for button in buttons
    ]


def test_a_page_without_sheets_and_scripts_stays_as_it_is(tmp_path: Path) -> None:
    assets = PageAssets(tmp_path)
    tree = html.document_fromstring("<html><head></head><body><p>x</p></body></html>")
    assets.adapt(tmp_path / "index.html", tree)
    assets.write(tmp_path, tmp_path / "none")

    assert "<html><head></head><body><p>x</p></body></html>" == html.tostring(tree, encoding="unicode")
    assert [] == [*tmp_path.iterdir()]
